//! Settings, as `cove config check` shows them and as a start refuses them.

use sqlx::{Connection as _, SqliteConnection};

use crate::serve::running::{Folder, Running, complaint, ends};

fn check(folder: &Folder, settings: &[(&str, &str)]) -> (bool, String) {
    let output = ends(folder, &["config", "check"], settings);
    (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), complaint(&output)))
}

#[test]
fn without_settings_all_is_said_to_be_default() {
    let (good, said) = check(&Folder::new(), &[]);
    assert!(good, "{said}");
    for line in [
        "listen                127.0.0.1:8080  (default)",
        "data_dir              data  (default)",
        "mail: no relay is set: mail goes to files in data/mail",
        "contact               none: no page and no mail says how to reach the co-ordinator  (default)",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn a_variable_wins_over_the_file() {
    let folder = Folder::new();
    std::fs::write(
        folder.path().join("cove.toml"),
        "listen = \"127.0.0.1:1001\"\nmail_connections = 2\ntrusted_proxies = [\"10.0.0.0/8\", \"127.0.0.1\"]\n",
    )
    .unwrap();
    let (good, said) = check(&folder, &[("COVE_CONFIG", "cove.toml"), ("COVE_LISTEN", "127.0.0.1:1002")]);
    assert!(good, "{said}");
    assert!(said.contains("127.0.0.1:1002  (environment)"), "{said}");
    assert!(said.contains("mail_connections      2  (file)"), "{said}");
    assert!(said.contains("10.0.0.0/8, 127.0.0.1  (file)"), "{said}");
}

#[test]
fn no_password_is_shown() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("relay"), "smtp://cove:hunter2@127.0.0.1:9\n").unwrap();
    std::fs::write(folder.path().join("secret"), "0".repeat(64)).unwrap();
    let settings = [
        ("COVE_SMTP_URL_FILE", "relay"),
        ("COVE_MAIL_FROM", "Cove <hello@cove.example.org>"),
        ("COVE_DATABASE_URL", "postgres://cove:hunter3@127.0.0.1:9/cove"),
        ("COVE_SECRET_FILE", "secret"),
        ("COVE_DATABASE_PATIENCE", "1"),
    ];
    let (good, said) = check(&folder, &settings);
    assert!(!good, "neither is there: {said}");
    assert!(said.contains("postgres://cove:…@127.0.0.1:9/cove") && said.contains("smtp://…@127.0.0.1:9"), "{said}");
    assert!(said.contains("2 of these must be put right"), "{said}");
    assert!(!said.contains("hunter"), "{said}");
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("cove.toml"), "lisen = \"127.0.0.1:80\"\nmail_rate = \"fast\"\ndkim_domain = \"example.org\"\n")
        .unwrap();
    let settings = [
        ("COVE_CONFIG", "cove.toml"),
        ("COVE_SMTP_URL", "http://mail.example.org"),
        ("COVE_PUBLIC_URL", "http://cove.example.org"),
        ("COVE_LOG_FORMAT", "xml"),
        ("COVE_CONTACT", "Ruth at the council"),
    ];
    let (good, said) = check(&folder, &settings);
    assert!(!good);
    for words in [
        "lisen (COVE_LISEN): there is no such setting; there are ",
        "smtp_url (COVE_SMTP_URL): \"http://\" is not one of smtp://",
        "public_url (COVE_PUBLIC_URL): http://cove.example.org would send sign-ins in the clear",
        "contact (COVE_CONTACT): \"Ruth at the council\" is not an email address such as hello@example.org",
        "log_format (COVE_LOG_FORMAT): \"xml\" is none of auto, human and json",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_slip_of_the_pen_in_a_variable_is_named() {
    let (good, said) = check(&Folder::new(), &[("COVE_SMTP_ULR", "smtp://mail.example.org")]);
    assert!(!good && said.contains("COVE_SMTP_ULR: no setting has this name"), "{said}");
}

#[test]
fn an_audit_list_that_was_changed_is_said() {
    let folder = Folder::new();
    let made = ends(&folder, &["admin", "create-coordinator", "--name", "Cora Invented", "--email", "cora@example.org"], &[]);
    assert!(made.status.success(), "{}", complaint(&made));
    let (good, said) = check(&folder, &[]);
    assert!(good && said.contains("nothing was changed in the audit list"), "{said}");
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut file = SqliteConnection::connect(&format!("sqlite:{}", folder.database().display())).await.unwrap();
        sqlx::raw_sql("UPDATE audit_entry SET reason = 'Another reason'").execute(&mut file).await.unwrap();
        file.close().await.unwrap();
    });
    let (good, said) = check(&folder, &[]);
    assert!(!good && said.contains("the audit list was changed: entry 1 "), "{said}");
}

#[test]
fn plain_http_is_for_this_machine() {
    let folder = Folder::new();
    for (listen, url) in [("127.0.0.1:0", "http://cove.example.org"), ("127.0.0.1:0", "http://10.0.0.1:8080"), ("0.0.0.0:0", "")] {
        let refused = ends(&folder, &["serve"], &[("COVE_LISTEN", listen), ("COVE_PUBLIC_URL", url)]);
        assert_eq!(refused.status.code(), Some(1), "{listen} {url}");
        assert!(complaint(&refused).contains("public_url (COVE_PUBLIC_URL)"), "{}", complaint(&refused));
    }
    let cove = Running::start(&folder, &["serve"], &[("COVE_LISTEN", "127.0.0.1:0"), ("COVE_PUBLIC_URL", "")]);
    cove.stop();
}

#[test]
fn a_relay_needs_a_sender() {
    let (good, said) = check(&Folder::new(), &[("COVE_SMTP_URL", "smtp://127.0.0.1:9")]);
    assert!(!good && said.contains("mail_from (COVE_MAIL_FROM): say whom mail is from"), "{said}");
}
