//! Jobs: what happens to one that goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::worker::Worker;
use app::{App, Settings};
use domain::clock::Span;
use domain::secret::Secret;
use domain::{Clock, Timestamp};
use it::{Actor, FakeClock, PUBLIC_URL, TestApp, count_at_desk, number, on_both_engines};
use serde_json::json;

/// The clock of the test, which panics the first time that a handler looks at
/// it: none of ours panics by itself. Whoever is in the span of a job is one,
/// where spans are kept.
struct Trap {
    clock: FakeClock,
    is_set: AtomicBool,
}

impl Clock for Trap {
    fn now(&self) -> Timestamp {
        let is_in_a_job = tracing::Span::current()
            .metadata()
            .is_some_and(|span| span.name() == "job");
        assert!(
            !is_in_a_job || !self.is_set.swap(false, Ordering::SeqCst),
            "the job steps into the trap"
        );
        self.clock.now()
    }
}

/// A worker over the same database and mail, whose first job panics.
async fn with_a_trap(app: &TestApp) -> Worker {
    let (_, store) = app.database().open().await;
    let clock = Trap {
        clock: app.clock().clone(),
        is_set: AtomicBool::new(true),
    };
    let app_of_worker = App::new(
        store,
        Arc::new(clock),
        Secret::new([7; 32]),
        Settings {
            public_url: PUBLIC_URL.to_owned(),
            contact: None,
            is_demo: false,
            reply_wait: Span(0),
            links: None,
            files: TestApp::settings().files,
        },
    );
    Worker::new(app_of_worker, app.mail_sender().clone())
}

/// Promises a job whose handler looks at the clock.
async fn ask_to_sign_in(app: &TestApp, who: &Actor) {
    let ask = "mutation($input: RequestSignInInput!) { requestSignIn(input: $input) { status } }";
    app.visitor()
        .run(ask, json!({ "input": { "email": who.email } }))
        .await;
}

on_both_engines! {
    async fn a_job_that_panics_is_given_up_and_the_others_go_on(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        // What is done from time to time is no job that somebody waits for.
        app.run_jobs().await;
        let _spans = tracing::subscriber::set_default(tracing_subscriber::registry());
        let worker = with_a_trap(&app).await;
        for who in [&ann, &ben] {
            ask_to_sign_in(&app, who).await;
        }
        worker.drain().await.expect("the worker goes on");
        assert_eq!(app.mails().len(), 1, "the other one's mail");
        ask_to_sign_in(&app, &cora).await;
        worker.drain().await.expect("the worker goes on");
        assert_eq!(app.mails().len(), 2);
        let states = async |state: &str| number(&app, &format!("SELECT COUNT(*) FROM job WHERE kind = 'SendSignIn' AND state = '{state}'")).await;
        assert_eq!((states("failed").await, states("done").await), (1, 2));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM job WHERE last_error LIKE '%trap%' OR last_error LIKE '%member.test%'").await, 0);
        let queue = cora.run("{ desk { queue { counts { kind count } } } }", json!({})).await["desk"]["queue"].clone();
        assert_eq!(count_at_desk(&queue, "FAILED_JOB"), 1, "the co-ordinator sees it");
        // Nor is it tried again.
        app.clock().advance(Span::hours(1));
        worker.drain().await.expect("the worker goes on");
        assert_eq!(app.mails().len(), 2);
    }

    async fn a_worker_at_work_goes_on_after_a_job_that_panics(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        // What is done from time to time is no job that somebody waits for.
        app.run_jobs().await;
        let _spans = tracing::subscriber::set_default(tracing_subscriber::registry());
        let worker = with_a_trap(&app).await;
        let asks = async {
            for (who, ended) in [(&ann, 1), (&ben, 2)] {
                ask_to_sign_in(&app, who).await;
                let query = format!("SELECT COUNT(*) / {ended} FROM job WHERE kind = 'SendSignIn' AND state IN ('failed', 'done')");
                app.database().until("the job ends", Duration::from_secs(60), &query).await;
            }
        };
        tokio::select! {
            () = worker.run(std::future::pending()) => unreachable!("nobody told it to stop"),
            () = asks => {}
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM job WHERE state = 'failed'").await, 1);
        assert_eq!(app.mails().len(), 1);
    }

    /// While nothing could be written, its lease ran out: it may have been mailed
    /// already, and only the note of that is still to come.
    async fn a_worker_does_not_claim_again_what_it_has_in_hand(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        ben.reply(&ann.ask("A question about waiting").await, "One answer.").await;
        let (_, store) = app.database().open().await;
        let now = app.clock().now();
        let later = now.plus(db::queue::LEASE).plus(Span::seconds(1));
        let room = db::job::Room { all: 16, ordinary: 16 };
        let claim = async |worker: &str, at| db::job::claim(&store, worker, room, at).await.expect("a claim");
        let in_hand = claim("one", now).await;
        assert_eq!(in_hand.len(), 1);
        assert!(claim("one", later).await.is_empty(), "it has it already");
        db::job::finish(&store, "one", &[(in_hand[0].claim, db::queue::Outcome::Done)], later).await.expect("it is written down");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM job WHERE state = 'done'").await, 1);
        // Somebody else takes over from a worker that is gone.
        ben.reply(&ann.ask("Another question").await, "Another answer.").await;
        assert_eq!(claim("one", now).await.len(), 1);
        assert_eq!(claim("two", later).await.len(), 1);
        db::queue::Queue::Jobs.give_back(&store, None).await.expect("it is given back");
        app.run_jobs().await;
    }

    async fn a_worker_whose_clock_is_off_takes_no_live_claim(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        ben.reply(&ann.ask("A question about clocks").await, "One answer.").await;
        let (_, store) = app.database().open().await;
        let now = app.clock().now();
        let room = db::job::Room { all: 16, ordinary: 16 };
        let claim = async |worker: &str, at| db::job::claim(&store, worker, room, at).await.expect("a claim");
        assert_eq!(claim("one", now).await.len(), 1);
        let behind = Timestamp(now.0 - db::queue::SLACK.0);
        assert!(claim("two", behind).await.is_empty(), "a clock that is behind");
        // Just before it is renewed, after ten seconds.
        let ahead = now.plus(Span::seconds(10)).plus(db::queue::SLACK);
        assert!(claim("two", ahead).await.is_empty(), "a clock that is ahead");
        db::queue::Queue::Jobs.give_back(&store, None).await.expect("it is given back");
        app.run_jobs().await;
    }
}
