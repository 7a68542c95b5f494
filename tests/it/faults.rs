//! The real binary over a disk that fails, and over a PostgreSQL that cuts it
//! off: nothing that was acknowledged is missing, nothing is half done, and it
//! goes on by itself.

mod cut_off;
mod digest;
mod full;
mod minute;
mod transaction;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::clock::{Clock as _, Span, SystemClock};
use domain::digest::{next_cut_off, previous_cut_off, send_at};
use it::faults::Disk;
use it::sink::Sink;
use it::{Actor, Engine, TestApp, document};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::serve::running::{Folder, Running, send};

/// With a thread for the sink beside that of the test, which waits for answers
/// where it stands.
fn block_on<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(test)
}

/// Copies that may be handed over and not yet written down.
const WINDOW: usize = 16;

/// How long something may take that is waited for.
const NET: Duration = Duration::from_secs(100);

/// Somebody with a session.
#[derive(Clone)]
struct Person {
    email: String,
    token: String,
}

impl Person {
    fn of(actor: &Actor) -> Self {
        Self {
            email: actor.email.clone(),
            token: actor.token().expect("signed in").to_owned(),
        }
    }
}

/// A small community in a file, before anything goes wrong: somebody who asks,
/// somebody who answers, the co-ordinator, and what they act upon.
struct Community {
    file: PathBuf,
    _folder: Folder,
    ann: Person,
    ben: Person,
    cora: Person,
    topic: Value,
    /// Ann's question.
    thread: String,
    /// Its opening.
    opening: String,
    /// Ben's reply to it.
    reply: String,
    /// Somebody who asked to join.
    applicant: String,
}

impl Community {
    /// With so many members whose digest is due when a server starts.
    async fn new(readers: usize) -> Self {
        let app = TestApp::new(Engine::Sqlite).await;
        let issue = Issue::open(&app).await;
        let (ann, ben, cora) = (
            app.member("Ann", "education").await,
            app.member("Ben", "third-sector").await,
            app.coordinator("Cora").await,
        );
        let new = app.member("New", "education").await;
        it::sql(
            &app,
            "UPDATE member SET state = 'applicant' WHERE name = 'New'",
        )
        .await;
        // Those who act get none: what they do is theirs, or comes meanwhile.
        it::sql(&app, "UPDATE member SET digest_frequency = 'off'").await;
        crate::digest::crowd(&app, readers).await;
        let thread = ann.ask("A question to everybody").await;
        let opening = ann
            .run(
                "query($id: ID!) { thread(id: $id) { opening { id } } }",
                json!({ "id": thread }),
            )
            .await;
        let reply = ben.reply(&thread, "A first reply.").await;
        let topics = ann.run("{ topics { id } }", json!({})).await;
        app.run_jobs().await;
        if readers > 0 {
            issue.falls_due(&app).await;
        }
        let folder = Folder::new();
        let file = folder.path().join("before.db");
        app.app().db().copy_to(&file).await.expect("a copy");
        Self {
            file,
            _folder: folder,
            ann: Person::of(&ann),
            ben: Person::of(&ben),
            cora: Person::of(&cora),
            topic: topics["topics"][0]["id"].clone(),
            thread,
            opening: opening["thread"]["opening"]["id"]
                .as_str()
                .expect("an id")
                .to_owned(),
            reply,
            applicant: new.id(),
        }
    }
}

/// The issue of the digest that was due when the last window closed: the binary
/// goes by the machine's clock.
struct Issue {
    cut_off: Timestamp,
}

impl Issue {
    const ZONE: chrono_tz::Tz = chrono_tz::Europe::London;

    /// Turns the clock to a day before its window closes.
    async fn open(app: &TestApp) -> Self {
        let cut_off = previous_cut_off(next_cut_off(SystemClock.now(), Self::ZONE), Self::ZONE);
        app.clock().set(cut_off.minus(Span::days(1)));
        app::digest::keep_schedule(app.app()).await.unwrap();
        Self { cut_off }
    }

    async fn falls_due(self, app: &TestApp) {
        app.clock().set(self.cut_off);
        app::digest::start_at(app.app(), send_at(self.cut_off, Self::ZONE))
            .await
            .unwrap();
    }
}

/// A copy of the community, on a disk of its own, with a relay.
struct Place {
    folder: Folder,
    disk: Disk,
    sink: Sink,
}

impl Place {
    async fn of(community: &Community) -> Self {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
        std::fs::copy(&community.file, folder.database()).expect("a copy");
        Self {
            disk: Disk::new(folder.path()),
            sink: Sink::new().await,
            folder,
        }
    }

    fn start(&self) -> Running {
        self.start_with(&[])
    }

    /// Its log, when it could not start.
    fn try_to_start(&self) -> Result<Running, String> {
        self.try_to_start_with(&[])
    }

    fn start_with(&self, more: &[(&str, &str)]) -> Running {
        self.try_to_start_with(more)
            .unwrap_or_else(|log| panic!("it does not start: {log}"))
    }

    fn try_to_start_with(&self, more: &[(&str, &str)]) -> Result<Running, String> {
        let url = self.sink.url();
        let mut settings = vec![
            ("COVE_SMTP_URL", url.as_str()),
            ("COVE_MAIL_FROM", "Cove <cove@cove.test>"),
        ];
        settings.extend(self.disk.settings());
        settings.extend(more);
        Running::try_to_start(&self.folder, &["serve"], &settings)
    }

    async fn file(&self) -> SqliteConnection {
        SqliteConnection::connect(&format!("sqlite:{}", self.folder.database().display()))
            .await
            .expect("the file")
    }

    async fn number(&self, sql: &str) -> i64 {
        number(&mut self.file().await, sql).await
    }

    /// Waits for the running server to have written something down.
    async fn until(&self, what: &str, sql: &str) {
        let mut file = self.file().await;
        let begun = Instant::now();
        while number(&mut file, sql).await <= 0 {
            assert!(
                begun.elapsed() < NET,
                "{what} does not come; {}",
                Running::log(&self.folder)
            );
            tokio::task::yield_now().await;
        }
    }

    /// Waits until the server says that it is ready.
    fn until_ready(&self, cove: &Running) {
        crate::serve::running::until("readiness", || {
            (cove.get("/readyz").status == 200).then_some(())
        });
    }
}

/// Digest copies at the sink: how many came, and how many of them again.
fn copies(sink: &Sink) -> (usize, usize) {
    let mails = sink.mails();
    let copies: Vec<&str> = mails
        .iter()
        .map(|mail| mail.message_id.as_str())
        .filter(|id| id.starts_with("digest."))
        .collect();
    let different = copies.iter().collect::<HashSet<_>>().len();
    (different, copies.len() - different)
}

async fn number(file: &mut SqliteConnection, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .fetch_one(file)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// How a request ended that changes something.
#[derive(Debug)]
enum Said {
    /// It was done, with this in the answer.
    Yes(Value),
    /// 503: it was not done, or nobody knows.
    No,
}

/// Sends one of the screens' own documents, which has one mutation in it.
fn says(cove: impl Into<SocketAddr>, token: Option<&str>, name: &str, input: &Value) -> Said {
    let cookie = format!("cove={}", token.unwrap_or_default());
    let mut headers = vec![
        ("Content-Type", "application/json"),
        ("X-Cove-Request", "1"),
    ];
    if token.is_some() {
        headers.push(("Cookie", &cookie));
    }
    let body = json!({ "query": document(name), "variables": { "input": input } }).to_string();
    let reply = send(cove.into(), "POST", "/graphql", &headers, body.as_bytes());
    let answer: Value =
        serde_json::from_slice(&reply.body).unwrap_or_else(|_| panic!("no JSON: {}", reply.text()));
    if reply.status == 503 {
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], "UNAVAILABLE",
            "{answer}"
        );
        return Said::No;
    }
    assert_eq!(
        (reply.status, &answer["errors"]),
        (200, &Value::Null),
        "{answer}"
    );
    let field = name.rsplit('/').next().expect("a name");
    Said::Yes(answer["data"][field].clone())
}

/// Posts a reply; whether it was acknowledged, with the post.
fn replies(cove: impl Into<SocketAddr>, who: &Person, thread: &str, words: &str) -> bool {
    match says(
        cove,
        Some(&who.token),
        "thread/reply",
        &json!({ "thread": thread, "body": words, "idempotencyKey": words }),
    ) {
        Said::Yes(payload) => {
            assert_eq!(payload["status"], "POSTED", "{payload}");
            assert!(
                payload["post"]["id"].is_string(),
                "acknowledged, and nothing there: {payload}"
            );
            true
        }
        Said::No => false,
    }
}
