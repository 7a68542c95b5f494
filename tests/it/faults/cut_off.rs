//! PostgreSQL ends the server's connections while members post.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use db::connect::Location;
use it::{Engine, TestApp, number};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::{NET, Person, block_on, replies};
use crate::serve::running::{Folder, Running};

/// A server of its own process over a test's database, and whoever looks after
/// the database.
struct Served {
    app: TestApp,
    admin: PgConnection,
    /// The connections of that process.
    connections: String,
    _folder: Folder,
    cove: Running,
    ben: Person,
    thread: String,
}

impl Served {
    async fn new() -> Self {
        let app = TestApp::new(Engine::Postgres).await;
        app.clock().set(domain::Clock::now(&domain::clock::SystemClock));
        let (ann, ben) = (app.member("Ann", "education").await, app.member("Ben", "third-sector").await);
        let thread = ann.ask("A question to everybody").await;
        app.run_jobs().await;
        let Location::Postgres(url) = app.database().location() else { panic!("not PostgreSQL") };
        let mut admin = PgConnection::connect(url).await.expect("the database");
        // This process has some of the same name, all of them older.
        let since: String = sqlx::query_scalar("SELECT clock_timestamp()::text").fetch_one(&mut admin).await.expect("the time");
        let connections =
            format!("FROM pg_stat_activity WHERE application_name = 'cove' AND datname = current_database() AND backend_start > '{since}'");
        let folder = Folder::new();
        std::fs::write(folder.path().join("secret"), format!("{}\n", "07".repeat(32))).expect("a secret");
        // Its jobs are done by the test: one whose reading is cut off waits for a
        // minute.
        let settings = [("COVE_DATABASE_URL", url.as_str()), ("COVE_SECRET_FILE", "secret")];
        let cove = Running::start(&folder, &["serve", "--no-worker"], &settings);
        Self { ben: Person::of(&ben), app, admin, connections, _folder: folder, cove, thread }
    }

    async fn count(&mut self, condition: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) {} {condition}", self.connections);
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.admin).await.expect("a count")
    }

    /// Ends such connections; how many.
    async fn end(&mut self, condition: &str) -> i64 {
        let sql = format!("SELECT COUNT(pg_terminate_backend(pid)) {} {condition}", self.connections);
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.admin).await.expect("a count")
    }

    async fn run(&mut self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&mut self.admin).await.expect("it runs");
    }

    /// Each of these is there once, and so is its job.
    async fn finds(self, posted: &[String]) {
        self.cove.stop();
        for words in posted {
            assert_eq!(number(&self.app, &format!("SELECT COUNT(*) FROM post WHERE source = '{words}'")).await, 1, "{words}");
        }
        assert_eq!(usize::try_from(number(&self.app, "SELECT COUNT(*) FROM post WHERE NOT opening").await).unwrap(), posted.len());
        let jobs = number(&self.app, "SELECT COUNT(*) FROM job WHERE kind = 'MailReply'").await;
        assert_eq!(usize::try_from(jobs).unwrap(), posted.len(), "one job to a reply");
        self.app.clock().set(domain::Clock::now(&domain::clock::SystemClock));
        self.app.run_jobs().await;
        assert_eq!(number(&self.app, "SELECT COUNT(*) FROM job WHERE state <> 'done'").await, 0);
    }
}

#[test]
fn a_connection_that_ends_in_mid_transaction_costs_one_answer() {
    block_on(async {
        let mut served = Served::new().await;
        let mut posted = vec!["Before.".to_owned()];
        assert!(replies(&served.cove, &served.ben, &served.thread, "Before."));
        // Whoever tells the one who asked waits for this, in mid-transaction.
        served.run("BEGIN; LOCK TABLE notification IN EXCLUSIVE MODE").await;
        std::thread::scope(|scope| {
            let (address, ben, thread) = (served.cove.address, served.ben.clone(), served.thread.clone());
            let cut_off = scope.spawn(move || replies(address, &ben, &thread, "Cut off."));
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let begun = Instant::now();
                    while served.count("AND wait_event_type = 'Lock'").await == 0 {
                        assert!(begun.elapsed() < NET, "nobody waits for the lock");
                    }
                    assert_eq!(served.end("AND wait_event_type = 'Lock'").await, 1);
                });
            });
            assert!(!cut_off.join().unwrap(), "it was not done");
        });
        served.run("ROLLBACK").await;
        for n in 0..5 {
            let words = format!("After {n}.");
            assert!(replies(&served.cove, &served.ben, &served.thread, &words), "the next one is done: {words}");
            posted.push(words);
        }
        assert_eq!(served.cove.get("/readyz").status, 200);
        served.finds(&posted).await;
    });
}

#[test]
fn connections_that_rest_and_end_cost_one_answer() {
    block_on(async {
        let mut served = Served::new().await;
        let mut posted = Vec::new();
        for n in 0..5 {
            let words = format!("Reply {n}.");
            let opened = served.end("AND state = 'idle'").await;
            assert!(opened > 0 || n == 0);
            // Whoever reads is told, once; a transaction begins on another one.
            let mut refused = 0;
            while !replies(&served.cove, &served.ben, &served.thread, &words) {
                refused += 1;
            }
            assert!(refused <= 1, "{refused} answers were refused");
            posted.push(words);
        }
        served.finds(&posted).await;
    });
}

/// Times that every connection of the server is ended.
const ENDS: usize = 40;

#[test]
fn connections_that_end_all_the_time_cost_nothing_acknowledged() {
    block_on(async {
        let mut served = Served::new().await;
        let ended = AtomicUsize::new(0);
        let (address, ben, thread) = (served.cove.address, served.ben.clone(), served.thread.clone());
        let (posted, refused) = std::thread::scope(|scope| {
            let ended = &ended;
            let posting = scope.spawn(move || {
                let (mut posted, mut refused) = (Vec::new(), Vec::new());
                let mut n = 0;
                while ended.load(Ordering::Relaxed) < ENDS || n < 20 {
                    let words = format!("Reply {n}.");
                    if replies(address, &ben, &thread, &words) {
                        posted.push(words);
                    } else {
                        refused.push(words);
                    }
                    n += 1;
                }
                (posted, refused)
            });
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    while ended.load(Ordering::Relaxed) < ENDS {
                        // It has opened others meanwhile.
                        if served.end("").await > 0 {
                            ended.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            });
            posting.join().unwrap()
        });
        println!("{} replies were acknowledged and {} refused", posted.len(), refused.len());
        crate::serve::running::until("readiness", || (served.cove.get("/readyz").status == 200).then_some(()));
        let mut all = posted;
        for words in refused {
            // Some of them were committed, and the answer did not come.
            while !replies(&served.cove, &served.ben, &served.thread, &words) {}
            all.push(words);
        }
        served.finds(&all).await;
    });
}
