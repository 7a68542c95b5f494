//! PostgreSQL ends the server's connections while members post.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use db::connect::Location;
use domain::clock::{Clock as _, SystemClock};
use it::sink::Sink;
use it::{Engine, TestApp, number};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::{Issue, NET, Person, WINDOW, block_on, copies, replies};
use crate::serve::running::{Folder, Running};

/// A server of its own process over a test's database, and whoever looks after
/// the database.
struct Served {
    app: TestApp,
    admin: PgConnection,
    /// The connections of that process.
    connections: String,
    folder: Folder,
    cove: Running,
    ben: Person,
    thread: String,
}

impl Served {
    /// Its jobs are done by the test: one whose reading is cut off waits for a
    /// minute.
    async fn new() -> Self {
        let app = TestApp::new(Engine::Postgres).await;
        app.clock().set(SystemClock.now());
        let (ann, ben) = (
            app.member("Ann", "education").await,
            app.member("Ben", "third-sector").await,
        );
        let thread = ann.ask("A question to everybody").await;
        app.run_jobs().await;
        Self::start(
            app,
            Person::of(&ben),
            thread,
            &["serve", "--no-worker"],
            &[],
        )
        .await
    }

    /// One that sends the digest to so many members.
    async fn sending(readers: usize, sink: &Sink) -> Self {
        let app = TestApp::new(Engine::Postgres).await;
        let issue = Issue::open(&app).await;
        let ben = app.member("Ben", "third-sector").await;
        it::sql(&app, "UPDATE member SET digest_frequency = 'off'").await;
        crate::digest::crowd(&app, readers).await;
        let thread = ben.ask("A question to everybody").await;
        app.run_jobs().await;
        issue.falls_due(&app).await;
        let settings = [
            ("COVE_SMTP_URL", sink.url()),
            ("COVE_MAIL_FROM", "Cove <cove@cove.test>".to_owned()),
        ];
        let settings = settings
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Self::start(app, Person::of(&ben), thread, &["serve"], &settings).await
    }

    async fn start(
        app: TestApp,
        ben: Person,
        thread: String,
        arguments: &[&str],
        more: &[(&str, &str)],
    ) -> Self {
        let Location::Postgres(url) = app.database().location() else {
            panic!("not PostgreSQL")
        };
        let mut admin = PgConnection::connect(url).await.expect("the database");
        // This process has some of the same name, all of them older.
        let since: String = sqlx::query_scalar("SELECT clock_timestamp()::text")
            .fetch_one(&mut admin)
            .await
            .expect("the time");
        let connections = format!(
            "FROM pg_stat_activity WHERE application_name = 'cove' AND datname = current_database() AND backend_start > '{since}'"
        );
        let folder = Folder::new();
        std::fs::write(
            folder.path().join("secret"),
            format!("{}\n", "07".repeat(32)),
        )
        .expect("a secret");
        let settings = [
            ("COVE_DATABASE_URL", url.as_str()),
            ("COVE_SECRET_FILE", "secret"),
        ];
        let cove = Running::start(&folder, arguments, &[&settings, more].concat());
        Self {
            ben,
            app,
            admin,
            connections,
            folder,
            cove,
            thread,
        }
    }

    async fn count(&mut self, condition: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) {} {condition}", self.connections);
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut self.admin)
            .await
            .expect("a count")
    }

    /// Ends such connections; how many.
    async fn end(&mut self, condition: &str) -> i64 {
        let sql = format!(
            "SELECT COUNT(pg_terminate_backend(pid)) {} {condition}",
            self.connections
        );
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut self.admin)
            .await
            .expect("a count")
    }

    async fn run(&mut self, sql: &'static str) {
        sqlx::raw_sql(sql)
            .execute(&mut self.admin)
            .await
            .expect("it runs");
    }

    /// Posts a reply, and ends its connection where it waits for a lock of ours;
    /// whether it was acknowledged.
    async fn cut_off(&mut self, words: &'static str) -> bool {
        let (address, ben, thread) = (self.cove.address, self.ben.clone(), self.thread.clone());
        let posting = tokio::task::spawn_blocking(move || replies(address, &ben, &thread, words));
        let begun = Instant::now();
        while self.count("AND wait_event_type = 'Lock'").await == 0 {
            assert!(begun.elapsed() < NET, "nobody waits for the lock");
        }
        assert_eq!(self.end("AND wait_event_type = 'Lock'").await, 1);
        posting.await.expect("an answer")
    }

    /// Each of these is there once, and so is its job.
    async fn finds(self, posted: &[String]) {
        self.cove.stop();
        for words in posted {
            assert_eq!(
                number(
                    &self.app,
                    &format!("SELECT COUNT(*) FROM post WHERE body = '<p>{words}</p>'")
                )
                .await,
                1,
                "{words}"
            );
        }
        assert_eq!(
            usize::try_from(number(&self.app, "SELECT COUNT(*) FROM post WHERE NOT opening").await)
                .unwrap(),
            posted.len()
        );
        let jobs = number(
            &self.app,
            "SELECT COUNT(*) FROM job WHERE kind = 'MailReply'",
        )
        .await;
        assert_eq!(
            usize::try_from(jobs).unwrap(),
            posted.len(),
            "one job to a reply"
        );
        self.app
            .clock()
            .set(SystemClock.now().plus(app::REPLY_WAIT));
        self.app.run_jobs().await;
        assert_eq!(
            number(&self.app, "SELECT COUNT(*) FROM job WHERE state <> 'done'").await,
            0
        );
    }
}

#[test]
fn a_connection_that_ends_in_mid_transaction_costs_one_answer() {
    block_on(async {
        let mut served = Served::new().await;
        let mut posted = vec!["Before.".to_owned()];
        assert!(replies(
            &served.cove,
            &served.ben,
            &served.thread,
            "Before."
        ));
        // Whoever tells the one who asked waits for this, in mid-transaction.
        served
            .run("BEGIN; LOCK TABLE notification IN EXCLUSIVE MODE")
            .await;
        assert!(!served.cut_off("Cut off.").await, "it was not done");
        served.run("ROLLBACK").await;
        for n in 0..5 {
            let words = format!("After {n}.");
            assert!(
                replies(&served.cove, &served.ben, &served.thread, &words),
                "the next one is done: {words}"
            );
            posted.push(words);
        }
        assert_eq!(served.cove.get("/readyz").status, 200);
        served.finds(&posted).await;
    });
}

/// A commit waits for this, when all statements are done.
const DEFERRED: &str = "
    CREATE FUNCTION wait_for_us() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER wait_for_us AFTER INSERT ON post DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_us();
    SELECT pg_advisory_lock(1)";

#[test]
fn a_commit_whose_answer_does_not_come_is_not_acknowledged() {
    block_on(async {
        let mut served = Served::new().await;
        served.run(DEFERRED).await;
        assert!(!served.cut_off("Cut off.").await, "nobody knows");
        served.run("SELECT pg_advisory_unlock(1)").await;
        assert!(
            Running::log(&served.folder).contains("whether it was committed is not known"),
            "{}",
            Running::log(&served.folder)
        );
        assert!(
            replies(&served.cove, &served.ben, &served.thread, "Cut off."),
            "the same again is posted once"
        );
        assert_eq!(served.cove.get("/readyz").status, 200);
        served.finds(&["Cut off.".to_owned()]).await;
    });
}

/// Members who get the digest while its sender is cut off.
const READERS: usize = 200;

#[test]
fn connections_that_end_in_mid_digest_cost_no_copy() {
    block_on(async {
        let sink = Sink::new().await;
        sink.behave(|behaviour| behaviour.delay = Duration::from_millis(5));
        let mut served = Served::sending(READERS, &sink).await;
        for part in 1..=3 {
            sink.wait_for(READERS * part / 5).await;
            assert!(served.end("").await > 0);
        }
        served
            .app
            .database()
            .until(
                "the end of the issue",
                NET,
                "SELECT COUNT(*) FROM digest_issue WHERE state = 'sent'",
            )
            .await;
        served.cove.stop();
        let (came, again) = copies(&sink);
        assert_eq!(came, READERS, "every member has a copy");
        assert!(again <= WINDOW, "{again} copies came twice");
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
        let (address, ben, thread) = (
            served.cove.address,
            served.ben.clone(),
            served.thread.clone(),
        );
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
        println!(
            "{} replies were acknowledged and {} refused",
            posted.len(),
            refused.len()
        );
        crate::serve::running::until("readiness", || {
            (served.cove.get("/readyz").status == 200).then_some(())
        });
        let mut all = posted;
        for words in refused {
            // Some of them were committed, and the answer did not come.
            while !replies(&served.cove, &served.ben, &served.thread, &words) {}
            all.push(words);
        }
        served.finds(&all).await;
    });
}
