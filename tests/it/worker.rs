//! The worker at work: beside members who write, and when it is told to stop.

use std::time::Duration;

use domain::clock::Span;
use it::number;
use it::sink::{Answer, Step};
use tokio::sync::oneshot;

use crate::digest::{CUT_OFF, SENDING, Weekly, weekly_tests};

const ASKERS: usize = 24;

/// Has the worker at work for as long as something else takes.
async fn beside(week: &Weekly, members: impl Future<Output = ()>) {
    let (done, stop) = oneshot::channel::<()>();
    let members = async {
        members.await;
        drop(done);
    };
    tokio::join!(week.app.worker().run(async { drop(stop.await) }), members);
}

weekly_tests! {
    // Each first mail of its kind makes the token that stops it: a job that
    // writes, while the worker and the digest write and so do members.
    async fn who_writes_never_waits_for_the_worker(week) {
        let mut questions = Vec::new();
        for n in 0..ASKERS {
            questions.push(week.app.member(&format!("Asker {n}"), "education").await.ask(&format!("Question {n}")).await);
        }
        let ann = week.app.member("Ann", "third-sector").await;
        week.comes(CUT_OFF).await;
        week.app.clock().set(week.at(SENDING).await);
        let ann = week.back_again(&ann).await;
        beside(&week, async {
            for question in &questions {
                // One that waits in vain for the worker to be done is refused.
                ann.reply(question, "Invented words.").await;
            }
            // A reply's mail to each asker, and everybody's copy of the digest.
            week.sink.wait_for(ASKERS + ASKERS + 1).await;
        })
        .await;
        assert_eq!(week.sink.count(), ASKERS + ASKERS + 1, "none twice");
    }

    async fn what_takes_too_long_is_kept_and_then_given_back(week) {
        let ann = week.app.member("Ann", "education").await;
        let ben = week.app.member("Ben", "third-sector").await;
        let question = ann.ask("A question about waiting").await;
        week.sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::Silence)));
        ben.reply(&question, "Invented words.").await;
        beside(&week, async {
            // It is claimed by then.
            week.sink.wait_until_hung(1).await;
            // Nobody else gets it while the worker lives: the lease is renewed.
            let leases = number(&week.app, "SELECT MAX(next_at) FROM job").await;
            week.app.clock().advance(Span::seconds(25));
            let renewed = format!("SELECT COUNT(*) FROM job WHERE next_at > {leases}");
            week.app.database().until("the lease is renewed", Duration::from_secs(60), &renewed).await;
        })
        .await;
        // The worker has come to its end, and the relay is silent still: it would be
        // for longer than this test may take.
        assert_eq!(week.sink.count(), 0);
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM job WHERE state = 'queued' AND attempt = 0 AND claimed_by IS NULL").await, 1);
        // The next worker sends it.
        week.sink.behave(|behaviour| behaviour.at.clear());
        week.app.run_jobs().await;
        assert_eq!(week.sink.mails_to(&ann.email).len(), 1);
    }
}
