//! `cove copy`: a whole community from SQLite to PostgreSQL.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use app::mailing::MailSender;
use db::connect::{Location, Options};
use it::{Cluster, Database, Engine, TestApp};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::serve::running::{Folder, Running, complaint, cove, ends};

const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// A folder with the demo's community in its SQLite file.
fn community() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    block_on(async {
        let app = TestApp::new(Engine::Sqlite).await;
        let mailer = mail::Mailer::new(&mail::MailOptions::new(
            mail::TransportOptions::Memory,
            "Cove <cove@cove.test>",
        ))
        .expect("mail");
        let mail_sender = MailSender::new(mailer, "cove.test".to_owned());
        app::demo::seed(app.app(), &mail_sender)
            .await
            .expect("the demo");
        app.app()
            .db()
            .copy_to(&folder.database())
            .await
            .expect("a copy");
    });
    std::fs::write(folder.path().join("secret"), SECRET).expect("a secret");
    folder
}

fn address(database: &Database) -> String {
    match database.location() {
        Location::Postgres(url) => url.clone(),
        Location::File(_) => unreachable!("a server's database"),
    }
}

fn said(folder: &Folder, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
    let output = ends(folder, arguments, settings);
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
fn a_whole_community_moves_even_when_it_is_killed_halfway() {
    let folder = community();
    let target = Database::empty(Engine::Postgres);
    let url = address(&target);
    // The tables are there, and one of them is held by somebody: the copy stops
    // before it, for as long as the test likes.
    let on_server = [
        ("COVE_DATABASE_URL", url.as_str()),
        ("COVE_SECRET_FILE", "secret"),
    ];
    assert!(said(&folder, &["migrate"], &on_server).0);
    block_on(async {
        let mut holder = PgConnection::connect(&url).await.expect("the server");
        let mut held = holder.begin().await.expect("a transaction");
        sqlx::raw_sql("LOCK TABLE post IN EXCLUSIVE MODE")
            .execute(&mut *held)
            .await
            .expect("a lock");
        let mut copy = cove(&folder, &["copy", "--to", &url], &[])
            .stdout(Stdio::piped())
            .spawn()
            .expect("cove starts");
        let lines = BufReader::new(copy.stdout.take().expect("a pipe")).lines();
        let reached = lines
            .map(|line| line.expect("a line"))
            .find(|line| line.starts_with("post: 0 of "));
        assert!(reached.is_some(), "it comes to the posts");
        copy.kill().expect("killed");
        copy.wait().expect("ended");
        held.rollback().await.expect("let go");
    });
    // Half a copy is no community.
    let refused = ends(
        &folder,
        &["serve"],
        &[on_server.as_slice(), &[("COVE_LISTEN", "127.0.0.1:0")]].concat(),
    );
    assert!(
        complaint(&refused).contains("run `cove copy` again"),
        "{}",
        complaint(&refused)
    );
    assert!(!said(&folder, &["config", "check"], &on_server).0);
    let (good, words) = said(&folder, &["copy", "--to", &url], &[]);
    assert!(
        good && words.contains("are the same on both sides, and the audit list is whole."),
        "{words}"
    );
    let members = words
        .lines()
        .find(|line| line.starts_with("member: "))
        .expect("the members")
        .to_owned();
    assert!(
        !members.starts_with("member: 0 of"),
        "they were there already: {members}"
    );

    // Both sides have the same, and what is made next gets a number of its own.
    let tables = [
        "member",
        "post",
        "thread",
        "audit_entry",
        "digest_ledger",
        "notification",
        "setting",
        "reaction",
    ];
    block_on(async {
        let (here, from) = db::connect(&Options::new(Location::File(folder.database())))
            .await
            .expect("the file");
        let (there, to) = db::connect(&target.options()).await.expect("the server");
        assert_eq!(
            db::audit::head(&here).await.expect("an end"),
            db::audit::head(&there).await.expect("an end")
        );
        assert!(
            db::audit::head(&there).await.expect("an end").is_some(),
            "the demo has acts"
        );
        from.close().await;
        to.close().await;
        let mut server = PgConnection::connect(&url).await.expect("the server");
        for table in tables {
            let count: i64 =
                sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
                    .fetch_one(&mut server)
                    .await
                    .expect("a count");
            assert!(count > 0 || table == "setting", "{table}");
        }
        let (next, last): (i64, i64) =
            sqlx::query_as("SELECT nextval(pg_get_serial_sequence('post', 'number')), (SELECT MAX(number) FROM post)")
                .fetch_one(&mut server)
                .await
                .expect("numbers");
        assert!(next > last, "{next} after {last}");
    });
    let served = Running::serve(&folder, &on_server);
    assert_eq!(served.get("/readyz").status, 200);
    served.stop();
    assert!(said(&folder, &["config", "check"], &on_server).0);
    let (good, words) = said(&folder, &["copy", "--to", &url], &[]);
    assert!(
        !good && words.contains("the database is not empty"),
        "{words}"
    );
}

#[test]
fn a_source_that_changed_meanwhile_is_copied_anew() {
    let folder = community();
    let target = Database::new(Engine::Postgres);
    let url = address(&target);
    block_on(async {
        let mut holder = PgConnection::connect(&url).await.expect("the server");
        let mut held = holder.begin().await.expect("a transaction");
        sqlx::raw_sql("LOCK TABLE post IN EXCLUSIVE MODE")
            .execute(&mut *held)
            .await
            .expect("a lock");
        let mut copy = cove(&folder, &["copy", "--to", &url], &[])
            .stdout(Stdio::piped())
            .spawn()
            .expect("cove starts");
        let mut lines = BufReader::new(copy.stdout.take().expect("a pipe")).lines();
        assert!(lines.any(|line| line.expect("a line").starts_with("post: 0 of ")));
        copy.kill().expect("killed");
        copy.wait().expect("ended");
        held.rollback().await.expect("let go");
    });
    // Somebody was made co-ordinator in between.
    assert!(
        said(
            &folder,
            &[
                "admin",
                "create-coordinator",
                "--name",
                "Nora",
                "--email",
                "nora@example.org"
            ],
            &[]
        )
        .0
    );
    let (good, words) = said(&folder, &["copy", "--to", &url], &[]);
    assert!(good && words.contains("the same on both sides"), "{words}");
    block_on(async {
        let mut server = PgConnection::connect(&url).await.expect("the server");
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM member WHERE name = 'Nora'")
            .fetch_one(&mut server)
            .await
            .expect("a count");
        assert_eq!(count, 1);
    });
}

#[test]
fn a_copy_begins_only_where_it_harms_nobody() {
    let folder = community();
    let target = Database::new(Engine::Postgres);
    let url = address(&target);
    let serving = Running::serve(&folder, &[]);
    let (good, words) = said(&folder, &["copy", "--to", &url], &[]);
    assert!(
        !good && words.contains("a Cove is running on this database: stop it first"),
        "{words}"
    );
    serving.stop();
    for (to, words) in [
        ("mysql://example.org/cove", "write postgres://"),
        ("postgres://postgres@127.0.0.1:9/cove", "connection refused"),
        (
            &Cluster::shared().url("no_such_database"),
            "there is no such user or database",
        ),
    ] {
        let (good, told) = said(
            &folder,
            &["copy", "--to", to],
            &[("COVE_DATABASE_PATIENCE", "1")],
        );
        assert!(!good && told.contains(words), "{to}: {told}");
    }
    // Somebody else lives there.
    block_on(async {
        let mut server = PgConnection::connect(&url).await.expect("the server");
        sqlx::raw_sql("INSERT INTO setting (name, value) VALUES ('theirs', '1')")
            .execute(&mut server)
            .await
            .expect("a row");
    });
    let (good, told) = said(&folder, &["copy", "--to", &url], &[]);
    assert!(
        !good && told.contains("the database is not empty: there are rows in the table setting"),
        "{told}"
    );
    // Of another version.
    let older = Database::empty(Engine::Postgres);
    block_on(async {
        let mut server = PgConnection::connect(&address(&older))
            .await
            .expect("the server");
        sqlx::raw_sql("CREATE TABLE seaql_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL); INSERT INTO seaql_migrations VALUES ('m9999_the_future', 0)")
            .execute(&mut server)
            .await
            .expect("a row");
    });
    let (good, told) = said(&folder, &["copy", "--to", &address(&older)], &[]);
    assert!(
        !good && told.contains("of another version of Cove"),
        "{told}"
    );
    // And there must be something to copy.
    let nobody = Folder::new();
    assert!(
        said(&nobody, &["copy", "--to", &url], &[])
            .1
            .contains("there is no database at")
    );
}
