//! The real binary: how it starts, what it refuses, how it stops, and what it
//! does when the database is away.

pub mod at_once;
pub mod away;
pub mod crowd;
pub mod running;
pub mod security;

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use db::connect::{Location, Options};
use domain::Clock as _;
use it::Cluster;
use it::sink::{Answer, Sink, Step};
use migrations::{Migrator, MigratorTrait as _};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use running::{Folder, Reply, Running, complaint, ends};

pub(crate) const SECRET: &str =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

#[test]
fn an_empty_folder_is_enough_to_start() {
    let folder = Folder::new();
    let mut cove = Running::serve(&folder, &[]);
    assert_eq!(cove.line, format!("Cove is at http://{}\n", cove.address));
    assert!(
        cove.next_line()
            .contains(&format!("http://{}/setup#", cove.address))
    );
    assert_eq!(
        (cove.get("/healthz").status, cove.get("/readyz").status),
        (200, 200)
    );
    let secret = std::fs::metadata(folder.database().with_extension("secret")).expect("the secret");
    assert_eq!(secret.permissions().mode() & 0o777, 0o600);
    assert!(
        Running::log(&folder).contains("mail goes to files"),
        "{}",
        Running::log(&folder)
    );
    assert_eq!(cove.stop(), "");
}

#[test]
fn the_set_up_link_makes_one_co_ordinator() {
    let folder = Folder::new();
    let mut cove = Running::serve(&folder, &[]);
    let line = cove.next_line();
    let secret = line.trim().rsplit_once('#').expect("a link").1.to_owned();
    // The secret is in no request line: it comes with the form, or not at all.
    assert!(cove.get("/setup").text().contains("Set up Cove"));
    assert_eq!(cove.get(&format!("/setup/{secret}")).status, 404);
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let send = |cove: &Running, rest: &str| {
        cove.send(
            "POST",
            "/setup",
            &form,
            format!("token={secret}&{rest}").as_bytes(),
        )
    };
    for token in ["", "0000", &"0".repeat(64)] {
        let body = format!("token={token}&name=Mallory&email=mallory%40example.org");
        assert_eq!(
            cove.send("POST", "/setup", &form, body.as_bytes()).status,
            404,
            "{token:?}"
        );
    }
    let wrong = send(&cove, "name=&email=nobody");
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("There is a problem") && wrong.text().contains("value=\"nobody\""),
        "{}",
        wrong.text()
    );
    let done = send(&cove, "name=Cora+Invented&email=cora%40example.org");
    assert_eq!((done.status, done.header("Location")), (303, Some("/home")));
    let cookie = done.header("Set-Cookie").expect("a session");
    let token = cookie
        .strip_prefix("cove=")
        .and_then(|rest| rest.split(';').next())
        .expect("a token")
        .to_owned();
    assert!(
        cookie.contains("HttpOnly; SameSite=Lax") && !cookie.contains("Secure"),
        "{cookie}"
    );
    let viewer = cove.graphql("{ viewer { isCoordinator } }", Some(&token));
    assert_eq!(
        viewer.text(),
        r#"{"data":{"viewer":{"isCoordinator":true}}}"#
    );
    assert_eq!(
        send(&cove, "name=Mallory&email=mallory%40example.org").status,
        404
    );
    assert_eq!(cove.get("/setup").status, 404, "nothing is left to set up");
    assert!(!Running::log(&folder).contains(&secret));
    cove.stop();
    // The next start finds a co-ordinator, and the session of the first.
    let cove = Running::serve(&folder, &[]);
    assert!(
        cove.graphql("{ viewer { isCoordinator } }", Some(&token))
            .text()
            .contains("true")
    );
    assert_eq!(cove.stop(), "", "no second link");
}

#[test]
fn serve_has_no_way_into_the_demo() {
    let folder = Folder::new();
    let cove = Running::serve(&folder, &[]);
    for path in [
        "/demo",
        "/demo/mailbox",
        "/demo/mailbox/0",
        "/demo/mailbox/0/html",
    ] {
        assert_eq!(cove.get(path).status, 404, "{path}");
    }
    let signed_in = cove.send(
        "POST",
        "/demo/sign-in",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        b"person=0",
    );
    assert_eq!(
        (signed_in.status, signed_in.header("Set-Cookie")),
        (405, None)
    );
    assert_eq!(
        cove.listening(),
        [cove.address.port()],
        "it takes no mail either"
    );
    cove.stop();
}

#[test]
fn what_is_being_answered_is_finished_before_the_end() {
    let folder = Folder::new();
    let cove = Running::serve(&folder, &[]);
    // One connection that is silent, and one in the middle of a request.
    let silent = cove.connect();
    let mut busy = cove.connect();
    let body = br#"{"query":"{ community { name } }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: cove\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    busy.write_all(head.as_bytes()).expect("the head is sent");
    // The server reads the body now: it is at work on this request.
    let mut go_on = [0; 25];
    busy.read_exact(&mut go_on).expect("it listens");
    assert!(go_on.starts_with(b"HTTP/1.1 100 Continue"));
    let told = Instant::now();
    cove.tell_to_stop();
    running::until("the listener's end", || {
        TcpStream::connect(cove.address).is_err().then_some(())
    });
    busy.write_all(body).expect("the body is sent");
    let reply = Reply::read(busy);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(
        reply.text().contains(r#"{"data":{"community""#),
        "{}",
        reply.text()
    );
    let (status, _) = cove.ended();
    assert_eq!(status.code(), Some(0));
    // A silent connection would be waited for thirty seconds.
    assert!(
        told.elapsed() < Duration::from_secs(25),
        "it took {:?}",
        told.elapsed()
    );
    drop(silent);
}

#[test]
fn a_frozen_relay_does_not_hold_up_the_end() {
    block_on(async {
        let sink = Sink::new().await;
        sink.behave(|behaviour| behaviour.delay = Duration::from_millis(100));
        let (folder, url) = (Folder::new(), sink.url());
        let settings = [
            ("COVE_SMTP_URL", url.as_str()),
            ("COVE_MAIL_FROM", "Cove <cove@cove.test>"),
        ];
        let ask = |cove: &Running, who: &str| {
            let ask = format!(
                "mutation {{ requestSignIn(input: {{ email: \"{who}@example.org\" }}) {{ status }} }}"
            );
            assert_eq!(cove.graphql(&ask, None).status, 200);
        };
        let cove = Running::serve(&folder, &settings);
        for who in ["ann", "ben", "cleo"] {
            ask(&cove, who);
        }
        sink.wait_for(3).await;
        assert!(sink.open() > 0, "connections rest");
        sink.behave(|behaviour| {
            behaviour.at = [
                (Step::Mail, Answer::Silence),
                (Step::Goodbye, Answer::Silence),
            ]
            .into();
        });
        ask(&cove, "dan");
        sink.wait_until_hung(1).await;
        let told = Instant::now();
        cove.tell_to_stop();
        let (status, _) = tokio::task::spawn_blocking(|| cove.ended())
            .await
            .expect("it ends");
        assert_eq!(status.code(), Some(0));
        // The relay is silent still, and Cove would wait five minutes for its word:
        // it has not. (It ends within ten seconds; a busy machine needs some more.)
        assert!(
            told.elapsed() < Duration::from_secs(60),
            "it took {:?}",
            told.elapsed()
        );
        assert_eq!(sink.mails_to("dan@example.org").len(), 0);
        sink.behave(|behaviour| behaviour.at.clear());
        let cove = Running::serve(&folder, &settings);
        let mails = sink.wait_for(4).await;
        assert_eq!(
            (mails.len(), sink.mails_to("dan@example.org").len()),
            (4, 1),
            "what hung goes after the restart"
        );
        cove.stop();
    });
}

#[test]
fn what_a_job_logs_names_the_job() {
    block_on(async {
        let sink = Sink::new().await;
        sink.behave(|behaviour| {
            drop(
                behaviour
                    .at
                    .insert(Step::Sender, Answer::say("451 4.3.0 not now")),
            );
        });
        let (folder, url) = (Folder::new(), sink.url());
        let settings = [
            ("COVE_SMTP_URL", url.as_str()),
            ("COVE_MAIL_FROM", "Cove <cove@cove.test>"),
            ("COVE_LOG_FORMAT", "json"),
        ];
        let cove = Running::serve(&folder, &settings);
        let ask = "mutation { requestSignIn(input: { email: \"ann@example.org\" }) { status } }";
        assert_eq!(cove.graphql(ask, None).status, 200);
        let line = running::until("a line of the job", || {
            let log = Running::log(&folder);
            let mut lines = log
                .lines()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok());
            lines.find(|line| line["span"]["name"] == "job")
        });
        let span = &line["span"];
        assert_eq!(
            (&span["kind"], &span["attempt"]),
            (&json!("SendSignIn"), &json!(1))
        );
        assert_eq!(span["id"].as_str().map(str::len), Some(36), "{line}");
        assert!(!line.to_string().contains("ann@"), "{line}");
        cove.stop();
    });
}

#[test]
fn ten_megabytes_get_an_answer() {
    let folder = Folder::new();
    let cove = Running::serve(&folder, &[]);
    let body = format!(
        r#"{{"query":"{{ community {{ name }} }}","x":"{}"}}"#,
        "x".repeat(10 * 1024 * 1024)
    );
    let reply = cove.send(
        "POST",
        "/graphql",
        &[("Content-Type", "application/json")],
        body.as_bytes(),
    );
    assert_eq!(reply.status, 413, "{}", reply.text());
    assert_eq!(cove.get("/healthz").status, 200);
    cove.stop();
}

#[test]
fn a_newer_file_is_refused() {
    let folder = Folder::new();
    Running::serve(&folder, &[]).stop();
    block_on(async {
        let mut file =
            SqliteConnection::connect(&format!("sqlite:{}", folder.database().display()))
                .await
                .expect("the file");
        sqlx::query(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_the_future', 0)",
        )
        .execute(&mut file)
        .await
        .expect("a row");
        file.close().await.expect("closed");
    });
    let refused = ends(&folder, &["serve"], &[("COVE_LISTEN", "127.0.0.1:0")]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complaint(&refused).contains("written by a newer Cove"),
        "{}",
        complaint(&refused)
    );
    assert!(complaint(&ends(&folder, &["migrate"], &[])).contains("newer"));
}

#[test]
fn an_older_file_is_copied_and_brought_up_to_date() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let steps = u32::try_from(Migrator::migrations().len() - 1).expect("a few");
    block_on(async {
        let (_, store) = db::connect(&Options::new(Location::File(folder.database())))
            .await
            .expect("a file");
        Migrator::up(store.migration_connection(), Some(steps))
            .await
            .expect("the older tables");
        store.close().await;
    });
    let cove = Running::serve(&folder, &[]);
    assert_eq!(cove.get("/readyz").status, 200);
    cove.stop();
    assert!(
        folder
            .path()
            .join("data/cove.before-upgrade-1.db")
            .is_file()
    );
    let again = Running::serve(&folder, &[]);
    again.stop();
    assert!(
        !folder.path().join("data/cove.before-upgrade-2.db").exists(),
        "nothing was older any more"
    );
}

#[test]
fn postgres_is_migrated_by_hand() {
    let folder = Folder::new();
    let cluster = Cluster::shared();
    let name = format!("cove_serve_{}", std::process::id());
    block_on(async {
        use sqlx::PgConnection;
        let mut owner = PgConnection::connect(&cluster.url("postgres"))
            .await
            .expect("the cluster");
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut owner)
            .await
            .expect("a database");
    });
    let url = cluster.url(&name);
    let without_secret = ends(&folder, &["serve"], &[("COVE_DATABASE_URL", &url)]);
    assert!(
        complaint(&without_secret)
            .contains("secret_file (COVE_SECRET_FILE): with PostgreSQL name a file"),
        "{}",
        complaint(&without_secret)
    );
    std::fs::write(folder.path().join("secret"), SECRET).expect("a secret");
    let settings = [
        ("COVE_DATABASE_URL", url.as_str()),
        ("COVE_SECRET_FILE", "secret"),
    ];
    // The usual port may be somebody else's.
    let refused = ends(
        &folder,
        &["serve"],
        &[settings.as_slice(), &[("COVE_LISTEN", "127.0.0.1:0")]].concat(),
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complaint(&refused).contains("run `cove migrate`"),
        "{}",
        complaint(&refused)
    );
    assert!(
        String::from_utf8_lossy(&ends(&folder, &["migrate"], &settings).stdout)
            .contains("The tables were made.")
    );
    assert!(
        String::from_utf8_lossy(&ends(&folder, &["migrate"], &settings).stdout).contains("already")
    );
    let cove = Running::serve(&folder, &settings);
    assert_eq!(cove.get("/readyz").status, 200);
    cove.stop();
    let backup = ends(&folder, &["backup", "copy.db"], &settings);
    assert!(
        complaint(&backup).contains("pg_dump"),
        "{}",
        complaint(&backup)
    );
}

#[test]
fn a_backup_of_a_running_cove_is_whole() {
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
    let cove = Running::serve(&folder, &[]);
    let copied = ends(&folder, &["backup", "copy.db"], &[]);
    assert!(copied.status.success(), "{}", complaint(&copied));
    assert!(complaint(&ends(&folder, &["backup", "copy.db"], &[])).contains("is there already"));
    cove.stop();
    block_on(async {
        let mut copy = SqliteConnection::connect(&format!(
            "sqlite:{}",
            folder.path().join("copy.db").display()
        ))
        .await
        .expect("the copy");
        let name: String = sqlx::query_scalar("SELECT name FROM member")
            .fetch_one(&mut copy)
            .await
            .expect("a member");
        assert_eq!(name, "Cora Invented");
        let sound: String = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_one(&mut copy)
            .await
            .expect("a check");
        assert_eq!(sound, "ok");
    });
}

#[test]
fn figures_are_only_where_the_settings_say() {
    let folder = Folder::new();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    let mut cove = Running::serve(&folder, &[("COVE_METRICS_LISTEN", &port.to_string())]);
    assert_eq!(cove.get("/metrics").status, 404);
    cove.graphql("{ community { name } }", None);
    let public = std::mem::replace(&mut cove.address, port);
    let metrics = cove.get("/metrics");
    assert_eq!(metrics.status, 200);
    for line in [
        "cove_requests_total{route=\"/graphql\",status=\"200\"} 1\n",
        "cove_jobs{state=\"failed\"} 0\n",
        "cove_statements_total ",
    ] {
        assert!(metrics.text().contains(line), "{line}: {}", metrics.text());
    }
    assert_eq!(cove.get("/graphql").status, 404, "nothing else is there");
    cove.address = public;
    cove.stop();
}

#[test]
fn the_log_says_what_happened_and_to_nobody_whom() {
    let folder = Folder::new();
    let cove = Running::serve(&folder, &[("COVE_LOG", "debug")]);
    let ask = r#"mutation { requestSignIn(input: { email: "ann@example.org" }) { status } }"#;
    assert_eq!(cove.graphql(ask, Some(&"ab".repeat(32))).status, 200);
    cove.get("/unsubscribe/0123456789abcdef?secret=words");
    cove.stop();
    let log = Running::log(&folder);
    assert!(
        log.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok()),
        "{log}"
    );
    assert!(
        log.contains(r#""route":"/unsubscribe/:token""#)
            && log.contains(r#""route":"/graphql","status":200"#),
        "{log}"
    );
    for word in [
        "ann@example.org",
        "example.org",
        "0123456789abcdef",
        "secret=words",
        "abababab",
        "127.0.0.1",
    ] {
        assert!(!log.contains(word), "{word}: {log}");
    }
}

#[test]
fn a_proxy_that_nobody_named_is_said_once() {
    let folder = Folder::new();
    for (trusted, warnings) in [("", 1), ("127.0.0.1", 0)] {
        let cove = Running::serve(&folder, &[("COVE_TRUSTED_PROXIES", trusted)]);
        for header in ["X-Forwarded-For", "Forwarded", "X-Forwarded-For"] {
            let headers = [
                ("Content-Type", "application/json"),
                (header, "198.51.100.7"),
            ];
            assert_eq!(
                cove.send(
                    "POST",
                    "/graphql",
                    &headers,
                    br#"{"query":"{ community { name } }"}"#
                )
                .status,
                200
            );
        }
        cove.stop();
        let log = Running::log(&folder);
        assert_eq!(
            log.matches("COVE_TRUSTED_PROXIES").count(),
            warnings,
            "{log}"
        );
        assert!(
            !log.contains("198.51.100.7") && !log.contains("127.0.0.1"),
            "{log}"
        );
    }
}

#[test]
fn the_demo_is_ready_to_be_looked_at() {
    let folder = Folder::new();
    let cove = Running::start(&folder, &["demo"], &[]);
    assert_eq!(
        cove.line,
        format!("Try Cove at http://{}/demo\n", cove.address)
    );
    let door = cove.get("/demo").text();
    for who in [
        "teacher",
        "social prescriber",
        "third-sector worker",
        "co-ordinator",
    ] {
        assert!(door.contains(who), "{who}: {door}");
    }
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    for (person, is_coordinator) in [("person=0", false), ("person=3", true)] {
        let signed_in = cove.send("POST", "/demo/sign-in", &form, person.as_bytes());
        assert_eq!(
            (signed_in.status, signed_in.header("Location")),
            (303, Some("/home"))
        );
        let cookie = signed_in.header("Set-Cookie").expect("a session");
        let token = cookie
            .strip_prefix("cove=")
            .and_then(|rest| rest.split(';').next())
            .expect("a token");
        let viewer = cove
            .graphql("{ viewer { isCoordinator } }", Some(token))
            .text();
        assert_eq!(
            viewer,
            format!(r#"{{"data":{{"viewer":{{"isCoordinator":{is_coordinator}}}}}}}"#)
        );
    }
    assert_eq!(
        cove.send("POST", "/demo/sign-in", &form, b"person=99")
            .status,
        404
    );
    for lost in ["/demo/other", "/demo/mailbox/x", "/demo/mailbox/9999"] {
        assert_eq!(cove.get(lost).status, 404, "{lost}");
    }
    let looked_at = cove.get("/demo/sign-in");
    assert_eq!(
        (looked_at.status, looked_at.header("Allow")),
        (405, Some("POST"))
    );
    let mailbox = cove.get("/demo/mailbox").text();
    let number = mailbox
        .rsplit("/demo/mailbox/")
        .next()
        .and_then(|rest| rest.split('"').next())
        .expect("a mail")
        .to_owned();
    assert!(
        cove.get(&format!("/demo/mailbox/{number}"))
            .text()
            .contains("<iframe")
    );
    let address = mailbox
        .split("<option>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("somebody's address")
        .to_owned();
    let theirs = cove.get(&format!("/demo/mailbox?to={address}")).text();
    let lines = |page: &str, to: &str| page.matches(&format!(">to {to}")).count();
    assert!(
        lines(&theirs, &address) > 0 && lines(&theirs, "") == lines(&theirs, &address),
        "one person's mail alone"
    );
    assert!(
        lines(&mailbox, "") > lines(&theirs, ""),
        "everybody's mail without a choice"
    );
    let mail = cove.get(&format!("/demo/mailbox/{number}/html"));
    assert!(mail.header("Content-Security-Policy").is_some_and(
        |policy| policy.contains("sandbox") && policy.contains("frame-ancestors 'self'")
    ));
    cove.stop();
}

#[test]
fn the_demo_s_mail_arrives_by_smtp() {
    let folder = Folder::new();
    let cove = Running::start(&folder, &["demo"], &[]);
    let numbers = |mailbox: &str| -> Vec<String> {
        mailbox
            .split("/demo/mailbox/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let mailbox = cove.get("/demo/mailbox").text();
    let relay = mailbox
        .split("smtp://")
        .nth(1)
        .and_then(|rest| rest.split(',').next())
        .expect("where mail goes")
        .to_owned();
    let ports = [
        cove.address.port(),
        relay
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .expect("a port"),
    ];
    assert_eq!(
        cove.listening().into_iter().collect::<BTreeSet<u16>>(),
        BTreeSet::from(ports)
    );
    let digest = cove
        .get(&format!(
            "/demo/mailbox/{}",
            numbers(&mailbox).last().expect("a mail")
        ))
        .text();
    let (_, as_it_arrived) = digest.split_once("as they arrived").expect("the headers");
    for header in [
        "\nMessage-ID: &#60;digest.",
        "\nList-Id: &#60;digest.cove.localhost&#62;\n",
        "\nList-Unsubscribe: &#60;http://127.0.0.1:",
        "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
        "\nAuto-Submitted: auto-generated\n",
    ] {
        assert!(as_it_arrived.contains(header), "{header}: {as_it_arrived}");
    }
    // Somebody else's mail is taken in as well, and is not believed.
    let mut other = TcpStream::connect(relay).expect("the demo takes mail");
    other
        .write_all(
            b"HELO other\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n\
              Subject: <script>alert(1)</script>\r\nMessage-ID: <1@other>\r\n\r\n..\r\n<img src=x>\r\n.\r\nQUIT\r\n",
        )
        .expect("it is sent");
    let mut answers = String::new();
    other.read_to_string(&mut answers).expect("it is answered");
    assert!(
        answers.ends_with("250 taken\r\n221 goodbye\r\n"),
        "{answers}"
    );
    // Of this one address: the demo's own mail goes on meanwhile.
    let mailbox = cove.get("/demo/mailbox?to=b@example.org").text();
    assert!(
        mailbox.contains(">&#60;script&#62;alert(1)&#60;/script&#62;</a>")
            && mailbox.contains(">to b@example.org<"),
        "{mailbox}"
    );
    // Mail of the demo's own may have come after it.
    let (before, _) = mailbox.split_once("&#60;script&#62;").expect("its subject");
    let page = cove
        .get(&format!(
            "/demo/mailbox/{}",
            numbers(before).last().expect("its number")
        ))
        .text();
    for shown in [
        "Message-ID: &#60;1@other&#62;",
        ">.\n&#60;img src=x&#62;\n</pre>",
        "without a date",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(
        !page.contains("<iframe") && !page.contains("<script") && !page.contains("<img"),
        "{page}"
    );
    // One that Cove sends now.
    let ask = r#"mutation { requestSignIn(input: { email: "new.face@example.org" }) { status } }"#;
    assert_eq!(cove.graphql(ask, None).status, 200);
    let sent = running::until("the mail", || {
        let mailbox = cove.get("/demo/mailbox?to=new.face@example.org").text();
        numbers(&mailbox)
            .first()
            .map(|number| cove.get(&format!("/demo/mailbox/{number}")).text())
    });
    assert!(
        sent.contains("To: new.face@example.org\n") && sent.contains("@cove.localhost&#62;\n"),
        "{sent}"
    );
    cove.stop();
}

#[test]
fn the_demo_is_for_this_machine_alone() {
    let folder = Folder::new();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        let refused = ends(&folder, &["demo", "--listen", address], &[]);
        assert_eq!(refused.status.code(), Some(1), "{address}");
        assert!(
            complaint(&refused).contains("this machine only"),
            "{}",
            complaint(&refused)
        );
    }
}

#[test]
fn an_operator_runs_the_digest_and_looks_at_it() {
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
    let said = |arguments: &[&str]| {
        let output = ends(&folder, arguments, &[]);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            complaint(&output)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(
        said(&["digest", "preview", "--as", "Cora@Example.org"]),
        "There is nothing for this member yet, so nothing would be sent.\n"
    );
    assert!(
        complaint(&ends(
            &folder,
            &["digest", "preview", "--as", "nobody@example.org"],
            &[]
        ))
        .contains("no member has this address")
    );
    assert!(
        complaint(&ends(&folder, &["digest", "run", "--at", "Tuesday"], &[]))
            .contains("no time such as 2026-11-24T08:00")
    );
    // A Tuesday, an hour after the digest goes out; not tomorrow, whose digest is
    // complete on Monday afternoon and holds nothing of whoever begins in the evening.
    let now = domain::clock::SystemClock.now();
    let mut days = (2..=8).map(|days| now.plus(domain::clock::Span::days(days)).to_utc());
    let tuesday = days
        .find(|day| day.format("%u").to_string() == "2")
        .expect("one in seven")
        .format("%Y-%m-%dT09:00")
        .to_string();
    let ran = said(&["digest", "run", "--at", &tuesday]);
    assert!(
        ran.contains("Issue of ") && ran.contains("1 not to be sent"),
        "{ran}"
    );
    // While a Cove runs, it sends what the operator starts.
    let cove = Running::serve(&folder, &[]);
    assert!(said(&["digest", "run", "--at", &tuesday]).contains("A Cove is running on this file"));
    cove.stop();
}

#[test]
fn the_schema_is_printed_without_settings() {
    let folder = Folder::new();
    let printed = ends(&folder, &["schema"], &[("COVE_LISTEN", "nonsense")]);
    assert!(printed.status.success());
    assert!(String::from_utf8_lossy(&printed.stdout).contains("type Mutation"));
}
