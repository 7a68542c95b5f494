//! The database locked, full, or away: 503 with `Retry-After`, and back by
//! itself.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use db::connect::{Location, Options};
use domain::clock::Span;
use domain::secret::Secret;
use it::{Cluster, Engine, PUBLIC_URL, TestApp, number};
use migrations::{Migrator, MigratorTrait as _};
use poem::test::TestClient;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use super::running::{Folder, Running, until};
use super::{SECRET, block_on};

/// A write that anybody may ask for.
const WRITE: &str = r#"mutation { requestSignIn(input: { email: "ann@example.org" }) { status } }"#;

#[test]
fn a_locked_file_is_waited_for_and_then_said() {
    let folder = Folder::new();
    let cove = Running::start(
        &folder,
        &["serve", "--no-worker"],
        &[("COVE_DATABASE_PATIENCE", "1")],
    );
    block_on(async {
        let mut other =
            SqliteConnection::connect(&format!("sqlite:{}", folder.database().display()))
                .await
                .expect("the file");
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut other)
            .await
            .expect("the lock");
        let refused = cove.graphql(WRITE, None);
        assert_eq!(
            (refused.status, refused.header("Retry-After")),
            (503, Some("5")),
            "{}",
            refused.text()
        );
        assert!(
            refused.text().contains(r#""code":"UNAVAILABLE""#),
            "{}",
            refused.text()
        );
        assert_eq!(
            cove.graphql("{ community { name } }", None).status,
            200,
            "who reads is not held up"
        );
        let refused = cove.get("/readyz");
        assert_eq!(
            (refused.status, refused.header("Retry-After")),
            (503, Some("5")),
            "{}",
            refused.text()
        );
        sqlx::query("COMMIT")
            .execute(&mut other)
            .await
            .expect("no lock");
        assert_eq!(cove.graphql(WRITE, None).status, 200);
    });
    cove.stop();
}

/// A database with every table; its address.
fn migrated(cluster: &Cluster, name: &str) -> String {
    let url = cluster.url(name);
    block_on(async {
        let mut owner = PgConnection::connect(&cluster.url("postgres"))
            .await
            .expect("the cluster");
        sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut owner)
            .await
            .expect("a database");
        let (_, store) = db::connect(&Options::new(Location::Postgres(url.clone())))
            .await
            .expect("the database");
        Migrator::up(store.migration_connection(), None)
            .await
            .expect("the tables");
        store.close().await;
    });
    url
}

/// Starts `cove serve` over a PostgreSQL database, with a second's patience.
fn serve_over(folder: &Folder, url: &str, arguments: &[&str]) -> Running {
    std::fs::write(folder.path().join("secret"), SECRET).expect("a secret");
    let settings = [
        ("COVE_DATABASE_URL", url),
        ("COVE_SECRET_FILE", "secret"),
        ("COVE_DATABASE_PATIENCE", "1"),
    ];
    Running::start(folder, arguments, &settings)
}

#[test]
fn a_locked_table_is_waited_for_and_then_said() {
    let folder = Folder::new();
    let url = migrated(
        Cluster::shared(),
        &format!("cove_locked_{}", std::process::id()),
    );
    let cove = serve_over(&folder, &url, &["serve", "--no-worker"]);
    block_on(async {
        let mut other = PgConnection::connect(&url).await.expect("the database");
        sqlx::raw_sql("BEGIN; LOCK TABLE challenge, community IN ACCESS EXCLUSIVE MODE")
            .execute(&mut other)
            .await
            .expect("the lock");
        for query in [WRITE, "{ community { name } }"] {
            let asked = Instant::now();
            let refused = cove.graphql(query, None);
            assert_eq!(
                (refused.status, refused.header("Retry-After")),
                (503, Some("5")),
                "{}",
                refused.text()
            );
            assert!(
                refused.text().contains(r#""code":"UNAVAILABLE""#),
                "{}",
                refused.text()
            );
            // It has an end although the lock has none, and was no hurry.
            assert!(
                asked.elapsed() >= Duration::from_secs(1),
                "it waited for {:?}",
                asked.elapsed()
            );
        }
        assert_eq!(
            cove.graphql("{ sectors { slug } }", None).status,
            200,
            "what is not locked is there"
        );
        sqlx::raw_sql("ROLLBACK")
            .execute(&mut other)
            .await
            .expect("no lock");
    });
    for query in [WRITE, "{ community { name } }"] {
        assert_eq!(cove.graphql(query, None).status, 200);
    }
    cove.stop();
}

#[test]
fn a_server_that_crashes_and_is_started_is_found_again() {
    let folder = Folder::new();
    let cluster = Cluster::start();
    let url = migrated(&cluster, "cove");
    // As every real server has it: the tests' own forgets what it just promised.
    block_on(async {
        let mut owner = PgConnection::connect(&url).await.expect("the database");
        sqlx::raw_sql("ALTER DATABASE cove SET synchronous_commit = on")
            .execute(&mut owner)
            .await
            .expect("a setting");
    });
    let cove = serve_over(&folder, &url, &["serve"]);
    assert_eq!(cove.graphql(WRITE, None).status, 200);
    cluster.stop();
    for refused in [
        cove.graphql(WRITE, None),
        cove.graphql("{ community { name } }", None),
        cove.get("/readyz"),
    ] {
        assert_eq!(
            (refused.status, refused.header("Retry-After")),
            (503, Some("5")),
            "{}",
            refused.text()
        );
    }
    assert_eq!(cove.get("/healthz").status, 200);
    cluster.start_again();
    until("the database", || {
        (cove.get("/readyz").status == 200).then_some(())
    });
    until("an answer", || {
        (cove.graphql(WRITE, None).status == 200).then_some(())
    });
    // The worker has found it too: what was accepted before and after is done. A
    // job that was under way when the server went waits for a minute, and up to
    // a fifth more.
    block_on(async {
        let mut owner = PgConnection::connect(&url).await.expect("the database");
        let jobs = "SELECT COUNT(*) FILTER (WHERE state = 'done') >= 2 AND COUNT(*) FILTER (WHERE state <> 'done') = 0 FROM job";
        let waited = Instant::now();
        while !sqlx::query_scalar::<_, bool>(jobs)
            .fetch_one(&mut owner)
            .await
            .expect("the jobs")
        {
            assert!(
                waited.elapsed() < Duration::from_secs(300),
                "the worker does not come back: {}",
                Running::log(&folder)
            );
        }
    });
    cove.stop();
}

#[test]
fn a_server_that_goes_and_comes_back_is_found_again() {
    let folder = Folder::new();
    let there = migrated(
        Cluster::shared(),
        &format!("cove_away_{}", std::process::id()),
    );
    let server: SocketAddr = there
        .split(['@', '/'])
        .find_map(|part| part.parse().ok())
        .expect("its address");
    let gate = Gate::open(server);
    let cove = serve_over(
        &folder,
        &there.replace(&server.to_string(), &gate.address.to_string()),
        &["serve"],
    );
    assert_eq!(cove.graphql(WRITE, None).status, 200);
    gate.close();
    let token = "ab".repeat(32);
    for refused in [
        cove.graphql(WRITE, None),
        cove.graphql("{ community { name } }", None),
        cove.graphql(WRITE, Some(&token)),
        cove.get("/readyz"),
    ] {
        assert_eq!(
            (refused.status, refused.header("Retry-After")),
            (503, Some("5")),
            "{}",
            refused.text()
        );
        assert_eq!(
            refused.header("Set-Cookie"),
            None,
            "a session is not given up for that"
        );
    }
    assert_eq!(cove.get("/healthz").status, 200);
    gate.open_again();
    until("the database", || {
        (cove.get("/readyz").status == 200).then_some(())
    });
    until("an answer", || {
        (cove.graphql(WRITE, None).status == 200).then_some(())
    });
    cove.stop();
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    it::run(Engine::Sqlite, |app| async move {
        let ann = app.member("Ann", "education").await;
        let topics = ann.run("{ topics { id } }", json!({})).await;
        let full = nearly_full(&app).await;
        let input = |n: usize| json!({ "kind": "DISCUSSION", "title": format!("Title {n}"), "body": "word ".repeat(1_500), "topics": [topics["topics"][0]["id"]] });
        let ask = "mutation($input: StartThreadInput!) { startThread(input: $input) { status } }";
        let mut accepted = 0;
        let refused = loop {
            let body =
                json!({ "query": ask, "variables": { "input": input(accepted) } }).to_string();
            let cookie = format!("__Host-cove={}", ann.token().expect("signed in"));
            let request = full
                .post("/graphql")
                .header("Content-Type", "application/json")
                .header("X-Cove-Request", "1")
                .header("Cookie", cookie);
            let response = request.body(body).send().await.0;
            if response.status() != 200 {
                break response;
            }
            let body = response.into_body().into_string().await.expect("a body");
            assert_eq!(body, r#"{"data":{"startThread":{"status":"POSTED"}}}"#);
            accepted += 1;
            assert!(accepted < 200, "it never fills");
        };
        assert!(accepted > 0, "there was room for some");
        assert_eq!(
            (refused.status().as_u16(), &refused.headers()["retry-after"]),
            (503, &"5".parse().expect("a value"))
        );
        let words = refused.into_body().into_string().await.expect("a body");
        assert!(
            words.contains("Nothing was changed") && words.contains("UNAVAILABLE"),
            "{words}"
        );
        assert_eq!(
            full.get("/readyz").send().await.0.status().as_u16(),
            200,
            "reading goes on"
        );
        // With room again, all that was accepted is there, and more may come.
        assert_eq!(
            number(&app, "SELECT COUNT(*) FROM thread").await,
            accepted as i64
        );
        assert_eq!(
            number(
                &app,
                "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"
            )
            .await,
            1
        );
        ann.ask("Is there room again?").await;
        app.run_jobs().await;
    });
}

/// The app's database behind a router whose file can grow by a few pages only.
async fn nearly_full(app: &TestApp) -> TestClient<poem::endpoint::BoxEndpoint<'static>> {
    let pages = u32::try_from(number(app, "PRAGMA page_count").await).expect("a number") + 60;
    let options = Options {
        max_pages: Some(pages),
        ..app.database().options()
    };
    let (_, store) = db::connect(&options).await.expect("the file");
    let settings = app::Settings {
        public_url: PUBLIC_URL.to_owned(),
        contact: None,
        is_demo: false,
        reply_wait: Span(0),
        links: None,
        files: TestApp::settings().files,
    };
    let same_time = Arc::new(app.clock().clone());
    let full = app::App::new(store, same_time, Secret::new([7; 32]), settings);
    let options = server::Options::new(
        PUBLIC_URL.parse().expect("an address"),
        Secret::new([7; 32]),
    );
    TestClient::new(server::Server::new(full, options).router())
}

/// A way to a server that can be closed, as when the server stops.
struct Gate {
    address: SocketAddr,
    through: Arc<Mutex<Through>>,
}

#[derive(Default)]
struct Through {
    is_closed: bool,
    open: Vec<TcpStream>,
}

impl Gate {
    fn open(to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let through = Arc::new(Mutex::new(Through::default()));
        let shared = Arc::clone(&through);
        std::thread::spawn(move || {
            for inner in listener.incoming().map_while(Result::ok) {
                let mut through = shared.lock().expect("unpoisoned");
                // Dropped unanswered, as by a server that is not there.
                if through.is_closed {
                    continue;
                }
                let outer = TcpStream::connect(to).expect("the server");
                for stream in [&inner, &outer] {
                    through.open.push(stream.try_clone().expect("a handle"));
                }
                let pairs = [
                    (inner.try_clone(), outer.try_clone()),
                    (Ok(outer), Ok(inner)),
                ];
                for (from, to) in pairs {
                    pass(from.expect("a handle"), to.expect("a handle"));
                }
            }
        });
        Self { address, through }
    }

    fn close(&self) {
        let mut through = self.through.lock().expect("unpoisoned");
        through.is_closed = true;
        for stream in through.open.drain(..) {
            // Closed by the other side already, perhaps.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn open_again(&self) {
        self.through.lock().expect("unpoisoned").is_closed = false;
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    std::thread::spawn(move || {
        let mut bytes = [0; 16 * 1024];
        while let Ok(length) = from.read(&mut bytes) {
            if length == 0 || to.write_all(&bytes[..length]).is_err() {
                break;
            }
        }
        // The other direction may have closed it.
        let _ = to.shutdown(Shutdown::Both);
    });
}
