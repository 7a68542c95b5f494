//! A relay that hangs, drops connections or is frozen, and a clock that jumps:
//! who waits at the screen does not wait for it, and nothing is lost or sent
//! over and over.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use app::Settings;
use app::worker::Worker;
use db::job::Room;
use domain::clock::Span;
use domain::digest::DigestState;
use it::sink::{Answer, Received, Sink, Step};
use it::{Actor, TestApp, number, on_both_engines};
use mail::{MailOptions, TransportOptions};
use serde_json::json;
use tokio::sync::oneshot;

use crate::digest::{CUT_OFF, SENDING, command, weekly_tests};

async fn ask_to_sign_in(app: &TestApp, who: &Actor) {
    let ask = "mutation($input: RequestSignInInput!) { requestSignIn(input: $input) { status } }";
    app.visitor()
        .run(ask, json!({ "input": { "email": who.email } }))
        .await;
}

/// Has the worker at work while something else happens, and then stops it.
async fn beside_the_worker(app: &TestApp, work: impl Future<Output = ()>) {
    let (done, stop) = oneshot::channel::<()>();
    let work = async {
        work.await;
        drop(done);
    };
    tokio::join!(app.worker().run(async { drop(stop.await) }), work);
}

/// How often each mail came, by Message-ID.
fn times(mails: &[Arc<Received>]) -> HashMap<&str, usize> {
    let mut times = HashMap::new();
    for mail in mails {
        *times.entry(mail.message_id.as_str()).or_default() += 1;
    }
    times
}

fn is_sign_in(mail: &Received) -> bool {
    mail.message_id.starts_with("sign-in.")
}

/// A community over a relay, whose patience after the mail is short.
async fn impatient(app: &TestApp) -> (TestApp, Sink) {
    let sink = Sink::new().await;
    let mut options = MailOptions::new(
        TransportOptions::Smtp(sink.url().parse().unwrap()),
        "Cove <cove@cove.test>",
    );
    options.timeouts.acceptance = Duration::from_millis(300);
    (
        TestApp::with_mail_options(app.engine(), options).await,
        sink,
    )
}

weekly_tests! {
    async fn a_sign_in_passes_copies_that_hang_in_the_relay(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(40).await;
        tom.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.sink.behave(|behaviour| drop(behaviour.mails.insert("digest.".to_owned(), Answer::Silence)));
        week.app.clock().set(week.at(SENDING).await);
        beside_the_worker(&week.app, async {
            // Three of the four connections hang in a copy, each longer than this
            // test may take: what comes meanwhile has waited for none of them.
            week.sink.wait_until_hung(3).await;
            ask_to_sign_in(&week.app, &tom).await;
            let mails = week.sink.wait_until(|mails| mails.iter().any(|mail| is_sign_in(mail))).await;
            assert_eq!(mails.len(), 1, "nothing went before it");
        })
        .await;
        // The worker has come to its end, and the relay has let go of nothing.
        assert_eq!(week.sink.count(), 1);
        assert_eq!(week.sink.most_open(), 4, "no more than were allowed");
        // What hung is sent once the relay is itself again, and nothing is lost.
        week.sink.behave(|behaviour| behaviour.mails.clear());
        Worker::new(week.app.app().clone(), week.mail_sender().clone()).drain().await.unwrap();
        let mails = week.sink.mails();
        let copies = mails.iter().filter(|mail| mail.message_id.starts_with("digest.")).count();
        assert_eq!((copies, times(&mails).len()), (40, 41), "each once");
    }

    async fn a_sign_in_passes_two_hundred_replies(week) {
        let ann = week.app.member("Ann", "education").await;
        let question = ann.ask("A question that many answer").await;
        for n in 0..20 {
            let member = week.app.member(&format!("Member {n}"), "third-sector").await;
            for n in 0..10 {
                member.reply(&question, &format!("Invented words {n}.")).await;
            }
        }
        week.sink.behave(|behaviour| behaviour.delay = Duration::from_millis(50));
        let mut before = 0;
        beside_the_worker(&week.app, async {
            week.sink.wait_for(6).await;
            // None goes out until she has asked, however long that takes.
            week.sink.behave(|behaviour| behaviour.holds = true);
            before = week.sink.count();
            ask_to_sign_in(&week.app, &ann).await;
            week.sink.behave(|behaviour| behaviour.holds = false);
            week.sink.wait_until(|mails| mails.iter().any(|mail| is_sign_in(mail))).await;
            week.sink.behave(|behaviour| behaviour.delay = Duration::ZERO);
            week.sink.wait_for(201).await;
        })
        .await;
        let place = week.sink.mails().iter().position(|mail| is_sign_in(mail)).expect("a sign-in mail");
        assert!(place <= before + 40, "{} mails went before it", place - before);
        assert_eq!(week.sink.count(), 201, "none twice");
    }

    // A relay that takes a mail, and breaks off before it says so.
    async fn what_may_have_been_taken_goes_once_more_and_no_oftener(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(5).await;
        let question = ann.ask("A question to everybody").await;
        week.sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::KeepAndHangUp)));
        tom.reply(&question, "Invented words.").await;
        week.tuesday().await;
        for _ in 0..60 {
            week.app.clock().advance(Span::hours(2));
            week.app.run_jobs().await;
        }
        let mails = week.sink.mails();
        let times = times(&mails);
        assert_eq!(times.len(), 6, "five copies, and Ann's mail of the reply: {times:?}");
        assert!(times.values().all(|times| *times == 2), "{times:?}");
        for id in times.keys() {
            let both: Vec<_> = mails.iter().filter(|mail| mail.message_id == **id).collect();
            assert_eq!(both[0].header("Date"), both[1].header("Date"), "{id}: the same mail has the same date");
        }
        let issue = week.issue_of(CUT_OFF).await;
        let counts = week.counts(&issue).await;
        assert_eq!((issue.state, counts.sent, counts.unconfirmed, counts.failed), (DigestState::Sent, 5, 5, 0));
        let cora = week.app.coordinator("Cora").await;
        let query = "query($issue: ID) { desk { digest(issue: $issue) { counts { sent unconfirmed } } } }";
        let desk = cora.run(query, json!({ "issue": issue.id.to_string() })).await["desk"]["digest"].clone();
        assert_eq!(desk, json!({ "counts": { "sent": 5, "unconfirmed": 5 } }), "the co-ordinator sees it");
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM digest_ledger").await, 5, "it is known what they held");
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM job WHERE kind = 'MailReply' AND state = 'done' AND unconfirmed").await, 1);
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM job WHERE state = 'failed'").await, 0);
    }

    async fn what_was_not_taken_the_first_time_is_confirmed_the_second(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(1).await;
        let question = ann.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::HangUp)));
        tom.reply(&question, "Invented words.").await;
        week.comes(SENDING).await;
        assert_eq!(week.sink.count(), 0);
        week.sink.behave(|behaviour| behaviour.at.clear());
        week.app.clock().advance(Span::minutes(10));
        week.app.run_jobs().await;
        assert_eq!(week.sink.count(), 2);
        let issue = week.issue_of(CUT_OFF).await;
        let counts = week.counts(&issue).await;
        assert_eq!((issue.state, counts.sent, counts.unconfirmed), (DigestState::Sent, 1, 0));
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM job WHERE unconfirmed").await, 0);
    }

    async fn copies_that_are_about_to_go_are_counted(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let cora = week.app.coordinator("Cora").await;
        week.crowd(12).await;
        tom.ask("A question to everybody").await;
        let seen = async || {
            let desk = "{ desk { digestIssues(first: 2) { state counts { queued sent skipped } } } }";
            let issues = cora.run(desk, json!({})).await["desk"]["digestIssues"].clone();
            issues.as_array().expect("issues").iter().find(|issue| issue["state"] != "COLLECTING").cloned()
        };
        assert_eq!(seen().await, None);
        week.comes(CUT_OFF).await;
        assert_eq!(seen().await.unwrap()["counts"], json!({ "queued": 14, "sent": 0, "skipped": 0 }), "to be sent tomorrow");
        let reports = app::digest::start_at(week.app.app(), week.at(SENDING).await).await.unwrap();
        assert_eq!(reports[0].counts.queued, 14, "nobody is enrolled yet");
        week.comes(SENDING).await;
        assert_eq!(seen().await.unwrap()["counts"], json!({ "queued": 0, "sent": 13, "skipped": 1 }));
    }

    async fn a_clock_that_goes_back_an_hour_stalls_no_retry(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(5).await;
        let question = ann.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.comes(SENDING).await;
        week.sink.clear();
        for away in [Step::Recipient, Step::Sender] {
            // At the recipient it is about the mail, at the sender about the relay.
            week.sink.behave(|behaviour| drop(behaviour.at.insert(away, Answer::say("451 4.3.0 later"))));
            ann.ask("Another question to everybody").await;
            tom.reply(&question, "Invented words.").await;
            week.app.clock().advance(Span::hours(7 * 24 + 2));
            week.app.run_jobs().await;
            assert_eq!(week.sink.count(), 0, "{away:?}: it is put off");
            week.app.clock().advance(Span::hours(-1));
            week.sink.behave(|behaviour| behaviour.at.clear());
            week.app.run_jobs().await;
            let mails = week.sink.mails();
            assert!(mails.len() >= 7 && times(&mails).len() == mails.len(), "{away:?}: {:?}", times(&mails));
            let left = "SELECT COUNT(*) + (SELECT COUNT(*) FROM job WHERE state <> 'done') FROM digest_delivery WHERE state = 'queued'";
            assert_eq!(number(&week.app, left).await, 0, "{away:?}: nothing is left");
            week.sink.clear();
        }
    }

    async fn a_lease_from_the_future_is_over(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(5).await;
        let question = ann.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        tom.reply(&question, "Invented words.").await;
        app::digest::start_at(week.app.app(), week.at(SENDING).await).await.unwrap();
        week.app.clock().set(week.at(SENDING).await);
        let (_, store) = week.app.database().open().await;
        let now = week.at(SENDING).await;
        // A worker that was killed at a time that is not yet.
        let later = now.plus(Span::hours(1));
        let issue = week.issue_of(CUT_OFF).await;
        let tx = store.begin().await.unwrap();
        db::digest::delivery::enrol(&tx, issue.id, later).await.unwrap();
        tx.commit().await.unwrap();
        let copies = db::digest::delivery::claim(&store, issue.id, "dead", 50, later).await.unwrap();
        let jobs = db::job::claim(&store, "dead", Room { all: 16, ordinary: 16 }, later).await.unwrap();
        assert_eq!((copies.len(), jobs.len()), (7, 1));
        week.app.run_jobs().await;
        assert_eq!(week.sink.count(), 6, "{:?}", times(&week.sink.mails()));
    }

    async fn a_clock_that_jumps_ahead_sends_nothing_twice(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(5).await;
        let question = ann.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.app.clock().set(week.at(SENDING).await);
        let tom = week.back_again(&tom).await;
        week.sink.behave(|behaviour| behaviour.delay = Duration::from_millis(1_500));
        tom.reply(&question, "Invented words.").await;
        beside_the_worker(&week.app, async {
            week.sink.wait_until_open_are(3).await;
            week.app.clock().advance(Span::hours(1));
            // Another job, so that the worker looks for work.
            ask_to_sign_in(&week.app, &tom).await;
            week.sink.wait_for(7).await;
            week.app.clock().advance(Span::hours(-2));
            week.sink.behave(|behaviour| behaviour.delay = Duration::ZERO);
            ask_to_sign_in(&week.app, &tom).await;
            week.sink.wait_for(8).await;
        })
        .await;
        week.app.run_jobs().await;
        assert!(times(&week.sink.mails()).values().all(|times| *times == 1), "{:?}", times(&week.sink.mails()));
    }
}

on_both_engines! {
    async fn a_relay_that_never_answers_gets_a_mail_twice_at_most(app) {
        let (app, sink) = impatient(&app).await;
        let ann = app.member("Ann", "education").await;
        sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::Silence)));
        ask_to_sign_in(&app, &ann).await;
        for _ in 0..12 {
            app.run_jobs().await;
            app.clock().advance(Span::minutes(2));
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM job WHERE state = 'done' AND unconfirmed AND attempt = 2").await, 1);
        assert_eq!(sink.connections(), 2);
    }

    async fn a_sign_in_mail_that_may_have_come_counts_as_come(app) {
        let (app, sink) = impatient(&app).await;
        let ann = app.member("Ann", "education").await;
        sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::KeepAndHangUp)));
        ask_to_sign_in(&app, &ann).await;
        app.run_jobs().await;
        assert_eq!(sink.count(), 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM challenge WHERE mail = 'left'").await, 1);
        sink.behave(|behaviour| behaviour.at.clear());
        app.clock().advance(Span::minutes(2));
        app.run_jobs().await;
        assert_eq!(sink.count(), 2, "once more, to be sure");
    }

    async fn what_is_taken_back_within_two_minutes_is_not_mailed(app) {
        let settings = Settings { reply_wait: app::REPLY_WAIT, ..TestApp::settings() };
        let options = MailOptions::new(TransportOptions::Memory, "Cove <cove@cove.test>");
        let app = TestApp::with_settings(app.engine(), options, settings).await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let question = ann.ask("A question about waiting").await;
        let withdrawn = ben.reply(&question, "Words that Ben takes back.").await;
        let hidden = ben.reply(&question, "Words that Cora hides.").await;
        let stays = ben.reply(&question, "Words that stay.").await;
        command(&ann, "acceptAnswer", json!({ "thread": question, "answer": stays }), "SAVED").await;
        app.clock().advance(Span::seconds(1));
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 0, "they wait");
        command(&ben, "withdrawPost", json!({ "post": withdrawn, "expectedVersion": 1 }), "WITHDRAWN").await;
        command(&cora, "hidePost", json!({ "post": hidden, "reason": "It identifies somebody" }), "DONE").await;
        ask_to_sign_in(&app, &ann).await;
        app.run_jobs().await;
        let kinds = || -> Vec<String> { app.mails().iter().map(|mail| mail.message_id().split('.').next().unwrap().to_owned()).collect() };
        let mut at_once: Vec<String> = kinds();
        at_once.sort();
        assert!(at_once.len() == 2 && at_once[0].starts_with("author-") && at_once[1] == "sign-in", "neither waits: {at_once:?}");
        app.clock().advance(Span::minutes(2));
        app.run_jobs().await;
        let mut later = kinds().split_off(2);
        later.sort();
        assert_eq!(later, ["helped", "reply"], "one reply is left");
        let about_it: Vec<_> = app.mails().iter().filter(|mail| mail.message_id().starts_with("reply.")).cloned().collect();
        assert!(about_it[0].text().contains(stays.split_once(':').unwrap().1));
        assert_eq!(db::job::unfinished(app.app().db()).await.unwrap(), 0);
    }

    async fn mails_about_one_thread_stand_together(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let question = ann.ask("A question about waiting").await;
        let first = ben.reply(&question, "One answer.").await;
        let second = ben.reply(&question, "Another answer.").await;
        command(&ann, "acceptAnswer", json!({ "thread": question, "answer": first }), "SAVED").await;
        command(&cora, "hidePost", json!({ "post": second, "reason": "It identifies somebody" }), "DONE").await;
        let other = ann.ask("Something else").await;
        ben.reply(&other, "An answer to that.").await;
        ask_to_sign_in(&app, &ann).await;
        app.run_jobs().await;
        let thread = |id: &str| format!("<thread.{}@cove.test>", id.split_once(':').unwrap().1);
        let mut named = HashMap::new();
        for mail in app.mails() {
            let kind = mail.message_id().split(['.', '-']).next().unwrap().to_owned();
            let text = String::from_utf8_lossy(mail.bytes()).into_owned();
            let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
            assert_eq!(header("X-Auto-Response-Suppress").as_deref(), Some("OOF"), "{kind}");
            assert_eq!(header("References"), header("In-Reply-To"), "{kind}");
            named.entry(kind).or_insert_with(Vec::new).push(header("References"));
        }
        assert_eq!(named["sign"], [None]);
        assert_eq!((&named["helped"], &named["author"]), (&vec![Some(thread(&question))], &vec![Some(thread(&question))]));
        named.get_mut("reply").unwrap().sort();
        let mut both = [Some(thread(&question)), Some(thread(&other))];
        both.sort();
        assert_eq!(named["reply"], both);
    }

    async fn housekeeping_does_not_wait_for_a_clock_that_went_back(app) {
        app.run_jobs().await;
        let planned = async || number(&app, "SELECT next_at FROM schedule WHERE name = 'housekeeping'").await;
        let first = planned().await;
        app.clock().advance(Span::days(-3));
        app.run_jobs().await;
        assert_eq!(planned().await, first - Span::days(3).0);
    }

    async fn of_two_workers_none_waits_for_one_that_died_before_the_clock_went_back(app) {
        let ann = app.member("Ann", "education").await;
        ask_to_sign_in(&app, &ann).await;
        let (_, store) = app.database().open().await;
        let now = app.app().now();
        db::job::claim(&store, "dead", Room { all: 16, ordinary: 16 }, now).await.unwrap();
        let living = Worker::new(app.app().clone(), app.mail_sender().clone());
        living.drain().await.unwrap();
        assert_eq!(app.mails().len(), 0, "its lease holds");
        app.clock().advance(Span::hours(-1));
        living.drain().await.unwrap();
        assert_eq!(app.mails().len(), 1);
    }
}
