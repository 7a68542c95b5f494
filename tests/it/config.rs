//! Settings, as `cove config check` shows them and as a start refuses them.

use sqlx::{Connection as _, SqliteConnection};

use crate::serve::running::{Folder, Running, complaint, ends};

fn check(folder: &Folder, settings: &[(&str, &str)]) -> (bool, String) {
    let output = ends(folder, &["config", "check"], settings);
    (
        output.status.success(),
        format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            complaint(&output)
        ),
    )
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
    let (good, said) = check(
        &folder,
        &[
            ("COVE_CONFIG", "cove.toml"),
            ("COVE_LISTEN", "127.0.0.1:1002"),
        ],
    );
    assert!(good, "{said}");
    assert!(said.contains("127.0.0.1:1002  (environment)"), "{said}");
    assert!(said.contains("mail_connections      2  (file)"), "{said}");
    assert!(said.contains("10.0.0.0/8, 127.0.0.1  (file)"), "{said}");
}

#[test]
fn no_password_is_shown() {
    let folder = Folder::new();
    std::fs::write(
        folder.path().join("relay"),
        "smtp://cove:hunter2@127.0.0.1:9\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("secret"), "0".repeat(64)).unwrap();
    let settings = [
        ("COVE_SMTP_URL_FILE", "relay"),
        ("COVE_MAIL_FROM", "Cove <hello@cove.example.org>"),
        (
            "COVE_DATABASE_URL",
            "postgres://cove:hunter3@127.0.0.1:9/cove",
        ),
        ("COVE_SECRET_FILE", "secret"),
        ("COVE_DATABASE_PATIENCE", "1"),
    ];
    let (good, said) = check(&folder, &settings);
    assert!(!good, "neither is there: {said}");
    assert!(
        said.contains("postgres://cove:…@127.0.0.1:9/cove")
            && said.contains("smtp://…@127.0.0.1:9"),
        "{said}"
    );
    assert!(said.contains("2 of these must be put right"), "{said}");
    assert!(!said.contains("hunter"), "{said}");
}

#[test]
fn links_may_have_a_way_out_and_a_list() {
    let settings = [
        (
            "COVE_LINKS_ALLOW",
            "Wiki.example.internal:443, 10.20.0.0/16",
        ),
        ("COVE_LINKS_PROXY", "http://cove:hunter4@proxy.example:3128"),
    ];
    let (good, said) = check(&Folder::new(), &settings);
    assert!(good, "{said}");
    for line in [
        "links_allow           wiki.example.internal:443, 10.20.0.0/16  (environment)",
        "links_proxy           http://…@proxy.example:3128  (environment)",
        "links: can be looked at",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("hunter"), "{said}");
    let settings = [
        ("COVE_LINKS_ALLOW", "10.20.0.0/16,wiki"),
        ("COVE_LINKS_PROXY", "proxy.example:3128"),
    ];
    let (good, said) = check(&Folder::new(), &settings);
    assert!(!good, "{said}");
    for line in [
        "links_allow (COVE_LINKS_ALLOW): \"wiki\" is neither a host with a port",
        "links_proxy (COVE_LINKS_PROXY): write the proxy as",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let folder = Folder::new();
    std::fs::write(
        folder.path().join("cove.toml"),
        "lisen = \"127.0.0.1:80\"\nmail_rate = \"fast\"\ndkim_domain = \"example.org\"\n",
    )
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
        "lisen (COVE_LISEN): there is no such setting: did you mean listen?",
        "dkim_selector (COVE_DKIM_SELECTOR): to sign mail, set dkim_domain, dkim_selector and dkim_key_file",
        "smtp_url (COVE_SMTP_URL): \"http://\" is not one of smtp://",
        "public_url (COVE_PUBLIC_URL): http://cove.example.org would send sign-ins in the clear",
        "contact (COVE_CONTACT): \"Ruth at the council\" is not an email address such as hello@example.org",
        "log_format (COVE_LOG_FORMAT): \"xml\" is none of auto, human and json",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // What is wrong with one setting makes no other one unknown.
    assert!(
        !said.contains("mail_rate (COVE_MAIL_RATE): there is no such setting"),
        "{said}"
    );
}

#[test]
fn a_slip_of_the_pen_in_a_variable_is_named() {
    let (good, said) = check(
        &Folder::new(),
        &[("COVE_SMTP_ULR", "smtp://mail.example.org")],
    );
    assert!(
        !good
            && said
                .contains("COVE_SMTP_ULR: no setting has this name: did you mean COVE_SMTP_URL?"),
        "{said}"
    );
    // Not only where one looks for it: the mail would go nowhere.
    let folder = Folder::new();
    let refused = ends(
        &folder,
        &["serve"],
        &[
            ("COVE_LISTEN", "127.0.0.1:0"),
            ("COVE_DATADIR", "elsewhere"),
        ],
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complaint(&refused).contains("did you mean COVE_DATA_DIR?"),
        "{}",
        complaint(&refused)
    );
}

#[test]
fn a_damaged_database_is_found() {
    let folder = Folder::new();
    Running::serve(&folder, &[]).stop();
    let whole = std::fs::read(folder.database()).unwrap();
    // Pages in the middle, as a bad disk leaves them.
    let mut torn = whole.clone();
    torn[8 * 4096..16 * 4096].fill(0x5a);
    std::fs::write(folder.database(), &torn).unwrap();
    let (good, said) = check(&folder, &[]);
    assert!(
        !good && said.contains("is damaged (") && said.contains("cove restore FILE"),
        "{said}"
    );
    // Not a database at all.
    std::fs::write(
        folder.database(),
        "These are words, and many of them. ".repeat(300),
    )
    .unwrap();
    let (good, said) = check(&folder, &[]);
    assert!(
        !good && said.contains("is damaged (") && said.contains("cove restore FILE"),
        "{said}"
    );
    std::fs::write(folder.database(), &whole).unwrap();
    let (good, said) = check(&folder, &[]);
    assert!(good && said.contains("is not damaged"), "{said}");
}

/// A relay that answers each line by these words.
fn relay(offers_tls: bool, mail: &'static str) -> u16 {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.write_all(b"220 relay.test ESMTP\r\n").unwrap();
            for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                let Ok(line) = line else { break };
                let answer = match line.split(' ').next().unwrap_or_default() {
                    "EHLO" if offers_tls => "250-relay.test\r\n250 STARTTLS\r\n".to_owned(),
                    "EHLO" => "250 relay.test\r\n".to_owned(),
                    "MAIL" => format!("{mail}\r\n"),
                    "QUIT" => "221 Bye\r\n".to_owned(),
                    _ => "250 OK\r\n".to_owned(),
                };
                if stream.write_all(answer.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    port
}

#[test]
fn a_relay_that_wants_tls_is_said() {
    const NEEDS: &str = "530 5.7.0 Must issue a STARTTLS command first";
    let folder = Folder::new();
    for (host, offers_tls, mail, words) in [
        (
            "127.0.0.1",
            false,
            "250 OK",
            "mail: the relay answers and takes our sign-in",
        ),
        (
            "127.0.0.1",
            true,
            "250 OK",
            "mail: the relay answers and takes our sign-in",
        ),
        (
            "0.0.0.0",
            false,
            "250 OK",
            "mail: the relay answers and takes our sign-in",
        ),
        (
            "0.0.0.0",
            true,
            "250 OK",
            "mail: the relay answers and offers TLS",
        ),
        (
            "127.0.0.1",
            true,
            NEEDS,
            "mail: the relay answers and takes mail by TLS only",
        ),
    ] {
        let url = format!("smtp://{host}:{}", relay(offers_tls, mail));
        let (good, said) = check(
            &folder,
            &[
                ("COVE_SMTP_URL", &url),
                ("COVE_MAIL_FROM", "cove@example.org"),
            ],
        );
        assert!(said.contains(words), "{url} {offers_tls} {mail}: {said}");
        assert_eq!(good, words.ends_with("sign-in"), "{said}");
        assert!(good || said.contains("write smtp+starttls://"), "{said}");
    }
}

#[test]
fn what_the_system_refuses_is_said_with_what_to_do() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let held = taken.local_addr().unwrap().to_string();
    let address = folder
        .path()
        .join("file")
        .join("data")
        .display()
        .to_string();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for (settings, words) in [
        (
            [("COVE_LISTEN", held.as_str()), ("COVE_LOG", "info")],
            "is in use: another program listens there",
        ),
        (
            [
                ("COVE_LISTEN", "192.0.2.1:8080"),
                ("COVE_PUBLIC_URL", "https://cove.example.org"),
            ],
            "is not an address of this machine",
        ),
        (
            [
                ("COVE_LISTEN", "127.0.0.1:0"),
                ("COVE_DATA_DIR", address.as_str()),
            ],
            "a part of this path is a file, not a folder",
        ),
        (
            [
                ("COVE_LISTEN", "127.0.0.1:0"),
                ("COVE_CONFIG", "no/such.toml"),
            ],
            "the folder no is not there: make it",
        ),
        (
            [
                ("COVE_LISTEN", "127.0.0.1:0"),
                ("COVE_DATABASE_URL_FILE", "nowhere"),
            ],
            "nowhere is not there: look at how its name is written",
        ),
        (
            [
                ("COVE_LISTEN", "127.0.0.1:0"),
                ("COVE_SECRET_FILE", "no/secret"),
            ],
            "the folder no is not there: make it",
        ),
    ] {
        let refused = ends(&folder, &["serve"], &settings);
        assert_eq!(refused.status.code(), Some(1), "{settings:?}");
        assert!(
            complaint(&refused).contains(words),
            "{settings:?}: {}",
            complaint(&refused)
        );
    }
    std::fs::write(folder.path().join("secret"), "0".repeat(64)).unwrap();
    let refused = [
        (
            "COVE_DATABASE_URL",
            "postgres://cove:hunter2@127.0.0.1:9/cove",
        ),
        ("COVE_SECRET_FILE", "secret"),
        ("COVE_DATABASE_PATIENCE", "1"),
    ];
    let said = complaint(&ends(&folder, &["migrate"], &refused));
    assert!(
        said.contains("connection refused: nothing listens there; is it running")
            && !said.contains("hunter2"),
        "{said}"
    );
    let (good, said) = check(
        &folder,
        &[
            ("COVE_SMTP_URL", "smtp://127.0.0.1:9"),
            ("COVE_MAIL_FROM", "cove@example.org"),
        ],
    );
    assert!(
        !good && said.contains("mail: smtp_url: connection refused: nothing listens there"),
        "{said}"
    );
}

#[test]
fn an_audit_list_that_was_changed_is_said() {
    let folder = Folder::new();
    let made = ends(
        &folder,
        &[
            "admin",
            "create-coordinator",
            "--name",
            "Cora Invented",
            "--email",
            "cora@example.org",
        ],
        &[],
    );
    assert!(made.status.success(), "{}", complaint(&made));
    let (good, said) = check(&folder, &[]);
    assert!(
        good && said.contains("Nothing was changed in the audit list, nor taken from its end."),
        "{said}"
    );
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let mut file =
                SqliteConnection::connect(&format!("sqlite:{}", folder.database().display()))
                    .await
                    .unwrap();
            sqlx::raw_sql("UPDATE audit_entry SET reason = 'Another reason'")
                .execute(&mut file)
                .await
                .unwrap();
            file.close().await.unwrap();
        });
    let (good, said) = check(&folder, &[]);
    assert!(
        !good && said.contains("the audit list was changed: entry 1 "),
        "{said}"
    );
}

#[test]
fn plain_http_is_for_this_machine() {
    let folder = Folder::new();
    for (listen, url) in [
        ("127.0.0.1:0", "http://cove.example.org"),
        ("127.0.0.1:0", "http://10.0.0.1:8080"),
        ("0.0.0.0:0", ""),
    ] {
        let refused = ends(
            &folder,
            &["serve"],
            &[("COVE_LISTEN", listen), ("COVE_PUBLIC_URL", url)],
        );
        assert_eq!(refused.status.code(), Some(1), "{listen} {url}");
        assert!(
            complaint(&refused).contains("public_url (COVE_PUBLIC_URL)"),
            "{}",
            complaint(&refused)
        );
    }
    let cove = Running::start(
        &folder,
        &["serve"],
        &[("COVE_LISTEN", "127.0.0.1:0"), ("COVE_PUBLIC_URL", "")],
    );
    cove.stop();
}

#[test]
fn a_relay_needs_a_sender() {
    let (good, said) = check(&Folder::new(), &[("COVE_SMTP_URL", "smtp://127.0.0.1:9")]);
    assert!(
        !good && said.contains("mail_from (COVE_MAIL_FROM): say whom mail is from"),
        "{said}"
    );
}
