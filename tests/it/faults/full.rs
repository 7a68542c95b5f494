//! A write that fails under a server that goes on.

use it::faults::{Call, Errno};

use super::{Community, Place, block_on, number, replies};
use crate::serve::running::{Running, until};

/// One call fails; members go on posting. What they were told is posted is
/// there after the end of the process, and so is each job of it.
fn one_failure_costs_one_answer(call: Call, error: Errno) {
    block_on(async {
        let community = Community::new(0).await;
        let place = Place::of(&community).await;
        let cove = place.start();
        let mut posted = Vec::new();
        let mut refused = 0;
        for n in 0..40 {
            if n == 10 {
                place.disk.fail(call, error, false);
            }
            // As whoever watches does: it is a transaction that nobody commits.
            if n % 5 == 0 {
                cove.get("/readyz");
            }
            let words = format!("Reply number {n}.");
            if replies(&cove, &community.ben, &community.thread, &words) {
                posted.push(words);
            } else {
                refused += 1;
            }
        }
        assert_eq!(place.disk.failed(), 1, "the disk failed once");
        assert!(
            refused <= 1,
            "{refused} answers were refused for one failure; {}",
            Running::log(&place.folder)
        );
        assert_eq!(cove.get("/readyz").status, 200);
        cove.stop();
        let mut file = place.file().await;
        let mut missing = Vec::new();
        for words in &posted {
            if number(
                &mut file,
                &format!("SELECT COUNT(*) FROM post WHERE body = '<p>{words}</p>'"),
            )
            .await
                != 1
            {
                missing.push(words);
            }
        }
        assert!(
            missing.is_empty(),
            "{} of {} acknowledged replies are missing: {missing:?}",
            missing.len(),
            posted.len()
        );
        let jobs = number(
            &mut file,
            "SELECT COUNT(*) FROM job WHERE kind = 'MailReply'",
        )
        .await;
        // The one that was there before has one too.
        assert_eq!(
            usize::try_from(jobs).unwrap(),
            posted.len() + 1,
            "one job to a reply"
        );
        // They wait for second thoughts, which none of these needs.
        sqlx::query("UPDATE job SET next_at = 0 WHERE state = 'queued'")
            .execute(&mut file)
            .await
            .unwrap();
        let cove = place.start();
        place
            .until(
                "the end of every job",
                "SELECT COUNT(*) = 0 FROM job WHERE state <> 'done'",
            )
            .await;
        cove.stop();
        let mails = place.sink.mails_to(&community.ann.email);
        assert_eq!(mails.len(), posted.len(), "one mail to a reply");
        assert_eq!(
            number(
                &mut file,
                "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"
            )
            .await,
            1
        );
    });
}

#[test]
fn a_write_without_room_costs_one_answer() {
    one_failure_costs_one_answer(Call::Write, Errno::Full);
}

#[test]
fn a_broken_write_costs_one_answer() {
    one_failure_costs_one_answer(Call::Write, Errno::Broken);
}

#[test]
fn a_broken_sync_costs_one_answer() {
    one_failure_costs_one_answer(Call::Sync, Errno::Broken);
}

#[test]
fn a_disk_that_stays_full_is_said_until_there_is_room() {
    block_on(async {
        let community = Community::new(0).await;
        let place = Place::of(&community).await;
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port");
        let cove = place.start_with(&[("COVE_METRICS_LISTEN", &port.to_string())]);
        let metric = |name: &str| Running::metric(port, name);
        assert_eq!(cove.get("/readyz").status, 200);
        assert_eq!(
            (
                metric("cove_writes_failing"),
                metric("cove_failed_commits_total")
            ),
            (0, 0)
        );
        place.disk.fail(Call::Write, Errno::Full, true);
        for n in 0..5 {
            assert!(!replies(
                &cove,
                &community.ben,
                &community.thread,
                &format!("Refused {n}.")
            ));
        }
        let unready = cove.get("/readyz");
        assert_eq!(
            (unready.status, unready.header("Retry-After")),
            (503, Some("5")),
            "{}",
            unready.text()
        );
        assert!(
            unready.text().contains("The disk is full"),
            "{}",
            unready.text()
        );
        assert_eq!(metric("cove_writes_failing"), 1);
        assert!(metric("cove_failed_commits_total") >= 5);
        // Who reads is not held up.
        assert_eq!(cove.graphql("{ community { name } }", None).status, 200);
        place.disk.mend();
        until("readiness", || {
            (cove.get("/readyz").status == 200).then_some(())
        });
        assert_eq!(metric("cove_writes_failing"), 0);
        assert!(replies(
            &cove,
            &community.ben,
            &community.thread,
            "There is room again."
        ));
        cove.stop();
        let mut file = place.file().await;
        assert_eq!(
            number(
                &mut file,
                "SELECT COUNT(*) FROM job WHERE kind = 'MailReply'"
            )
            .await,
            2
        );
        assert_eq!(
            number(
                &mut file,
                "SELECT COUNT(*) FROM post WHERE body LIKE '<p>Refused %'"
            )
            .await,
            0
        );
        assert_eq!(
            number(
                &mut file,
                "SELECT COUNT(*) FROM post WHERE body = '<p>There is room again.</p>'"
            )
            .await,
            1
        );
    });
}

/// Nobody writes, and so nobody noticed: a look at `/readyz` tries.
#[test]
fn a_quiet_server_finds_out_by_itself_that_writes_fail() {
    block_on(async {
        let community = Community::new(0).await;
        let place = Place::of(&community).await;
        // What is written at the start does not count for long here.
        let cove = place.start();
        place.disk.fail(Call::Sync, Errno::Broken, true);
        until("somebody to notice", || {
            (cove.get("/readyz").status == 503).then_some(())
        });
        let syncs = place.disk.seen(Call::Sync);
        for _ in 0..50 {
            assert_eq!(cove.get("/readyz").status, 503);
        }
        assert!(
            place.disk.seen(Call::Sync) - syncs <= 20,
            "it does not try at each look"
        );
        place.disk.mend();
        until("readiness", || {
            (cove.get("/readyz").status == 200).then_some(())
        });
        cove.stop();
    });
}
