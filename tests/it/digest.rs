//! The weekly digest: what is in it, who gets it, and what the co-ordinator can
//! do about it.

use std::future::Future;
use std::sync::Arc;

use app::mailing::MailSender;
use app::seed::{self, NewMember};
use domain::Timestamp;
use domain::clock::Span;
use domain::digest::DigestState;
use domain::id::MemberId;
use domain::member::Role;
use domain::session::Computer;
use it::sink::{Received, Sink};
use it::{Actor, Engine, TestApp, number, sql};
use mail::TransportOptions;
use serde_json::{Value, json};

/// A community whose mail goes to a sink over a socket. The clock begins on
/// Monday 23 November 2026 at 09:00; that week's window closes at 17:00 and the
/// issue is sent on Tuesday at 08:00.
#[derive(Clone)]
pub(crate) struct Weekly {
    pub app: TestApp,
    pub sink: Arc<Sink>,
}

/// Runs a test on an engine, with no job left over at the end.
pub(crate) fn weekly<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Weekly) -> F) {
    it::run(engine, |_| async move {
        let sink = Arc::new(Sink::new().await);
        let app =
            TestApp::with_mail(engine, TransportOptions::Smtp(sink.url().parse().unwrap())).await;
        // The server has started: a window is open.
        app.run_jobs().await;
        test(Weekly {
            app: app.clone(),
            sink,
        })
        .await;
        assert_eq!(
            db::job::unfinished(app.app().db()).await.unwrap(),
            0,
            "jobs are left over"
        );
    });
}

/// Each test twice: on SQLite and on PostgreSQL.
macro_rules! weekly_tests {
    ($(async fn $name:ident($week:ident) $body:block)+) => {
        $(async fn $name($week: $crate::digest::Weekly) $body

        mod $name {
            #[test]
            fn on_sqlite() { $crate::digest::weekly(it::Engine::Sqlite, super::$name); }
            #[test]
            fn on_postgres() { $crate::digest::weekly(it::Engine::Postgres, super::$name); }
        })+
    };
}
pub(crate) use weekly_tests;

pub(crate) const CUT_OFF: &str = "2026-11-23T17:00";
pub(crate) const SENDING: &str = "2026-11-24T08:00";

/// Members of a community without a session, quickly.
pub(crate) async fn crowd(app: &TestApp, count: usize) -> Vec<MemberId> {
    let sectors = [
        "education",
        "third-sector",
        "social-prescribing",
        "primary-care",
    ];
    let mut members = Vec::with_capacity(count);
    for number in 0..count {
        let new = NewMember {
            name: format!("Member {number}"),
            email: format!("member{number}@crowd.test"),
            sector: sectors[number % sectors.len()].to_owned(),
            organisation: "An invented organisation".to_owned(),
            work_role: "An invented role".to_owned(),
            role: Role::Member,
        };
        members.push(seed::enrol(app.app(), &new).await.unwrap());
    }
    members
}

impl Weekly {
    /// The instant that London's clocks show.
    pub async fn at(&self, local: &str) -> Timestamp {
        app::digest::local_time(self.app.app(), local)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("no such time: {local}"))
    }

    /// Turns the clock to a time in London and lets everything happen that is
    /// due.
    pub async fn comes(&self, local: &str) {
        self.app.clock().set(self.at(local).await);
        self.app.run_jobs().await;
    }

    /// The cut-off passes and the issue is sent.
    pub async fn tuesday(&self) {
        self.comes(CUT_OFF).await;
        self.comes(SENDING).await;
    }

    /// Compares every mail that came with the snapshot of that name.
    pub fn assert_mails(&self, name: &str) {
        it::assert_mails(name, self.sink.mails().iter().map(|mail| &mail.raw));
    }

    /// What came to an address, of the digest.
    pub fn copies_to(&self, who: &str) -> Vec<Arc<Received>> {
        self.sink
            .mails_to(who)
            .into_iter()
            .filter(|mail| mail.message_id.contains("digest."))
            .collect()
    }

    /// The only copy that came to somebody.
    pub fn copy_to(&self, who: &Actor) -> Arc<Received> {
        let copies = self.copies_to(&who.email);
        assert_eq!(copies.len(), 1, "{} has one copy", who.name);
        Arc::clone(&copies[0])
    }

    /// Members without a session, quickly.
    pub async fn crowd(&self, count: usize) -> Vec<MemberId> {
        crowd(&self.app, count).await
    }

    /// The same person with a new session: a year outlives every one.
    pub async fn back_again(&self, who: &Actor) -> Actor {
        let token = seed::sign_in(self.app.app(), who.member(), Computer::Own)
            .await
            .unwrap();
        who.with_token(Some(token))
    }

    /// The issue with this cut-off.
    pub async fn issue_of(&self, cut_off: &str) -> db::digest::Issue {
        let at = self.at(cut_off).await;
        let issues = db::digest::latest(self.app.app().db(), 100).await.unwrap();
        issues
            .into_iter()
            .find(|issue| issue.cut_off == at)
            .unwrap_or_else(|| panic!("no issue of {cut_off}"))
    }

    pub async fn counts(&self, issue: &db::digest::Issue) -> db::digest::delivery::Counts {
        db::digest::delivery::counts(self.app.app().db(), &[issue.id])
            .await
            .unwrap()[&issue.id]
    }

    pub fn mail_sender(&self) -> &MailSender {
        self.app.mail_sender()
    }
}

/// The part of a text mail under a heading.
pub(crate) fn section(text: &str, heading: &str) -> String {
    let mut lines = text.lines().skip_while(|line| *line != heading).peekable();
    assert!(lines.peek().is_some(), "no section {heading:?} in:\n{text}");
    // The heading and its rule; the next heading has a rule under it, too.
    let rest: Vec<&str> = lines.skip(2).collect();
    let end = rest
        .iter()
        .position(|line| line.starts_with("---"))
        .map_or(rest.len(), |rule| rule - 1);
    rest[..end].join("\n")
}

async fn thread_command(who: &Actor, mutation: &str, input: Value) -> Value {
    let name = mutation
        .split_once(['!', '('])
        .map_or(mutation, |(name, _)| name);
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    who.run(
        &format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ status problems {{ field message }} }} }}"),
        json!({ "input": input }),
    )
    .await[name]
        .clone()
}

/// Runs a command of one input, that has to end in this status.
pub(crate) async fn command(who: &Actor, name: &str, input: Value, status: &str) {
    let payload = thread_command(who, name, input).await;
    assert_eq!(payload["status"], status, "{name}: {payload}");
}

fn hex(thread: &str) -> &str {
    thread.split_once(':').unwrap().1
}

weekly_tests! {
    async fn each_member_gets_what_concerns_them(week) {
        let ann = week.app.member("Ann", "education").await;
        let priya = week.app.member("Priya", "social-prescribing").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let cora = week.app.coordinator("Cora").await;
        // From the week before.
        week.app.clock().set(week.at("2026-11-10T10:00").await);
        let old = cora.ask("Who has a spare room for evening groups?").await;
        let asked = ann.ask("What do you say to a parent who is frightened?").await;
        week.app.clock().set(week.at("2026-11-18T10:00").await);
        let answer = priya.reply(&asked, "Invented words of an answer.").await;
        let open = tom.ask("Which leaflets do you hand out?").await;
        let told = priya.start("DISCUSSION", "A quiet room at lunch", "Invented words about a room.").await;
        command(&tom, "react", json!({ "post": answer, "reaction": "USEFUL", "on": true }), "SAVED").await;
        week.tuesday().await;

        let mail = week.copy_to(&ann);
        let text = mail.text();
        assert!(section(&text, "Your threads").contains("What do you say to a parent who is frightened?"), "{text}");
        assert!(section(&text, "Your threads").contains("Question · Education · Asked by you · 1 new answer"), "{text}");
        assert!(section(&text, "Questions that need an answer from education").contains("Which leaflets do you hand out?"), "{text}");
        assert!(section(&text, "New this week").contains("A quiet room at lunch"), "{text}");
        assert!(section(&text, "Still unanswered").contains("Who has a spare room for evening groups?"), "{text}");
        assert_eq!(mail.subject(), "New replies in one of your threads, and 1 question needs an answer from education");

        let text = week.copy_to(&cora).text();
        assert!(section(&text, "One thing worth reading").contains("What do you say to a parent who is frightened?"), "{text}");
        assert!(!text.contains("Who has a spare room"), "her own question is not news to her: {text}");

        // Nobody is sent what they wrote.
        assert!(!week.copy_to(&tom).text().contains("Which leaflets"), "his own");
        assert!(!week.copy_to(&priya).text().contains("A quiet room at lunch"), "her own");

        // Titles only; links by id; both parts say the same; nothing from elsewhere.
        for who in [&ann, &priya, &tom, &cora] {
            let mail = week.copy_to(who);
            for part in [mail.text(), mail.html()] {
                assert!(!part.contains("Invented words"), "a body in a mail: {part}");
                assert!(!part.contains("leaflets-do-you"), "a slug in a mail: {part}");
            }
            for thread in [&old, &asked, &open, &told] {
                let link = format!("https://cove.test/threads/{}", hex(thread));
                assert_eq!(mail.text().contains(&link), mail.html().contains(&link), "{link}");
            }
            assert!(mail.html().len() < 102_000, "Gmail clips longer mails");
            assert!(!mail.html().contains("<img") && !mail.html().contains("src="), "nothing is loaded");
            assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
            assert_eq!(mail.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
            assert!(mail.header("List-Id").is_some_and(|id| id.contains("digest.cove.test")));
        }
        week.assert_mails("digest");
    }

    async fn a_member_is_spared_what_they_have_read(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let read = tom.ask("A question that Ann reads").await;
        tom.ask("A question that Ann does not read").await;
        command(&ann, "markThreadRead", json!({ "thread": read }), "SAVED").await;
        week.tuesday().await;
        let text = week.copy_to(&ann).text();
        assert!(text.contains("A question that Ann does not read"), "{text}");
        assert!(!text.contains("A question that Ann reads"), "{text}");
    }

    async fn a_question_comes_back_when_an_answer_helped(week) {
        let ann = week.app.member("Ann", "education").await;
        let priya = week.app.member("Priya", "social-prescribing").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let asked = ann.ask("A question with an answer to come").await;
        week.tuesday().await;
        assert!(week.copy_to(&tom).text().contains("A question with an answer to come"));
        let answer = priya.reply(&asked, "Invented words.").await;
        command(&ann, "acceptAnswer", json!({ "thread": asked, "answer": answer }), "SAVED").await;
        week.sink.clear();
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        let text = week.copy_to(&tom).text();
        let best = section(&text, "One thing worth reading");
        assert!(best.contains("A question with an answer to come") && best.contains("An answer helped"), "{text}");
        week.sink.clear();
        week.comes("2026-12-07T17:00").await;
        week.comes("2026-12-08T08:00").await;
        assert!(week.copies_to(&tom.email).is_empty(), "there is nothing new about it");
        week.assert_mails("digest_helped");
    }

    async fn sectors_take_turns_and_no_author_fills_a_section(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let eve = week.app.member("Eve", "education").await;
        let reader = week.app.member("Reader", "education").await;
        tom.start("DISCUSSION", "Talk from the third sector", "Invented words.").await;
        for number in 1..=4 {
            eve.start("DISCUSSION", &format!("Talk {number} by Eve"), "Invented words.").await;
        }
        ann.start("DISCUSSION", "Talk by Ann", "Invented words.").await;
        week.tuesday().await;
        let text = week.copy_to(&reader).text();
        let new = section(&text, "New this week");
        assert!(new.contains("Talk from the third sector") && new.contains("Talk by Ann"), "{text}");
        assert_eq!(new.matches("by Eve").count() - new.matches("Started by Eve").count(), 2, "{text}");
    }

    async fn words_behind_a_content_note_are_not_mailed(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.start("DISCUSSION", "A title that is hard to read", "Invented words.").await;
        sql(&week.app, "UPDATE thread SET content_note = 'Mentions a death'").await;
        week.tuesday().await;
        let mail = week.copy_to(&ann);
        assert!(mail.text().contains("Mentions a death") && mail.html().contains("Mentions a death"));
        assert!(!mail.text().contains("A title that is hard") && !mail.html().contains("A title that is hard"));
        week.assert_mails("digest_behind_a_content_note");
    }

    async fn the_coordinator_can_hold_an_issue_and_let_it_go(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        cora.ask("A question to all").await;
        week.comes(CUT_OFF).await;
        let issue = week.issue_of(CUT_OFF).await.id.to_string();
        command(&cora, "holdDigest", json!({ "issue": issue, "reason": " " }), "INVALID").await;
        command(&cora, "holdDigest", json!({ "issue": issue, "reason": "I want to look it over" }), "HELD").await;
        let shown = cora.run("{ desk { digest { id state heldReason } audit(first: 5) { nodes { act reason } } } }", json!({})).await;
        assert_eq!(shown["desk"]["digest"], json!({ "id": issue, "state": "HELD", "heldReason": "I want to look it over" }));
        assert_eq!(shown["desk"]["audit"]["nodes"][0], json!({ "act": "HOLD_DIGEST", "reason": "I want to look it over" }));
        week.comes(SENDING).await;
        week.comes("2026-11-27T10:00").await;
        assert_eq!(week.sink.count(), 0, "held means held");
        command(&cora, "releaseDigest", json!({ "issue": issue, "reason": "It reads well" }), "DONE").await;
        week.app.run_jobs().await;
        assert!(week.copy_to(&ann).text().contains("A question to all"));
        command(&cora, "releaseDigest", json!({ "issue": issue, "reason": "Again" }), "ALREADY").await;
        command(&cora, "holdDigest", json!({ "issue": issue, "reason": "Too late" }), "TOO_LATE").await;
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM audit_entry WHERE act IN ('hold_digest', 'release_digest')").await, 2);
        let refused = ann.send("mutation($input: HoldDigestInput!) { holdDigest(input: $input) { status } }", json!({ "input": { "issue": issue, "reason": "No" } })).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);
    }

    async fn an_issue_held_too_long_is_missed_and_the_next_one_has_its_items(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        cora.ask("A question of the held week").await;
        week.comes(CUT_OFF).await;
        let issue = week.issue_of(CUT_OFF).await;
        command(&cora, "holdDigest", json!({ "issue": issue.id.to_string(), "reason": "Not this week" }), "HELD").await;
        week.comes("2026-11-30T17:00").await;
        let missed = week.issue_of(CUT_OFF).await;
        assert_eq!(missed.state, DigestState::Missed);
        assert_eq!(week.issue_of("2026-11-30T17:00").await.from, missed.from, "the next window reaches back");
        week.comes("2026-12-01T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A question of the held week"));
    }

    async fn the_preview_is_what_goes_out(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question to preview").await;
        week.comes(CUT_OFF).await;
        let issue = week.issue_of(CUT_OFF).await.id.to_string();
        let query = "query($issue: ID, $member: ID) { desk { digest(issue: $issue) { preview(member: $member) { member { name } subject html text empty } } } }";
        let preview = |member: String| json!({ "issue": issue, "member": member });
        let shown = cora.run(query, preview(ann.id())).await["desk"]["digest"]["preview"].clone();
        let for_tom = cora.run(query, preview(tom.id())).await["desk"]["digest"]["preview"].clone();
        assert_eq!(for_tom["empty"], true, "there is nothing for Tom");
        assert_eq!((&shown["empty"], &shown["member"]["name"]), (&json!(false), &json!("Ann")));
        command(&cora, "sendTestDigest", json!({ "issue": issue, "member": ann.id(), "reason": "To look at it on my phone" }), "SENT").await;
        command(&cora, "sendTestDigest", json!({ "issue": issue, "member": tom.id(), "reason": "To look at it" }), "INVALID").await;
        week.app.run_jobs().await;
        let test = week.sink.mails_to(&cora.email).pop().expect("a test copy");
        assert_eq!(test.subject(), format!("Test: {}", shown["subject"].as_str().unwrap()));
        assert!(test.text().contains("A question to preview"));
        assert!(week.sink.mails_to(&ann.email).is_empty(), "a test goes to nobody else");
        week.comes(SENDING).await;
        let mail = week.copy_to(&ann);
        assert_eq!(mail.subject(), shown["subject"].as_str().unwrap());
        let body = |text: &str| section(text, "Questions that need an answer from education");
        assert_eq!(body(&mail.text()), body(shown["text"].as_str().unwrap()));
        // Looked at afterwards, it is still what went out.
        let again = cora.run(query, preview(ann.id())).await["desk"]["digest"]["preview"].clone();
        assert_eq!(again["subject"], shown["subject"]);
    }

    async fn a_look_at_a_copy_does_not_say_whose_a_sealed_thread_is(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let sealed = ann.ask("A question under a seal").await;
        let named = ann.ask("A question under a name").await;
        sql(&week.app, "UPDATE thread SET pseudonymous = TRUE WHERE title = 'A question under a seal'").await;
        week.app.clock().advance(Span::minutes(1));
        for thread in [&sealed, &named] {
            tom.reply(thread, "Invented words.").await;
        }
        week.comes(CUT_OFF).await;
        let issue = week.issue_of(CUT_OFF).await.id.to_string();
        let query = "query($issue: ID, $member: ID) { desk { digest(issue: $issue) { preview(member: $member) { text } } } }";
        let shown = cora.run(query, json!({ "issue": issue, "member": ann.id() })).await["desk"]["digest"]["preview"]["text"].clone();
        command(&cora, "sendTestDigest", json!({ "issue": issue, "member": ann.id(), "reason": "To look at it" }), "SENT").await;
        week.app.run_jobs().await;
        let test = week.sink.mails_to(&cora.email).pop().expect("a test copy").text();
        for looked_at in [shown.as_str().expect("a text"), &test] {
            let lines = section(looked_at, "Your threads");
            assert!(lines.contains("Asked by a colleague") && lines.matches("Asked by you").count() == 1, "{lines}");
        }
        week.comes(SENDING).await;
        let lines = section(&week.copy_to(&ann).text(), "Your threads");
        assert_eq!(lines.matches("Asked by you").count(), 2, "to Ann both are hers: {lines}");
    }

    async fn a_test_copy_is_not_sent_when_its_items_are_gone(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        let thread = week.app.member("Tom", "third-sector").await.ask("The only question").await;
        week.comes(CUT_OFF).await;
        let issue = week.issue_of(CUT_OFF).await.id.to_string();
        command(&cora, "sendTestDigest", json!({ "issue": issue, "member": ann.id(), "reason": "To look at it" }), "SENT").await;
        let post = cora.run("query($id: ID!) { thread(id: $id) { opening { id } } }", json!({ "id": thread })).await;
        command(&cora, "hidePost", json!({ "post": post["thread"]["opening"]["id"], "reason": "It identifies somebody" }), "DONE").await;
        week.app.run_jobs().await;
        assert!(week.sink.mails_to(&cora.email).is_empty(), "no mail is empty");
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM job WHERE kind = 'SendTestDigest' AND state = 'done'").await, 1);
    }

    async fn an_operator_can_run_it_ahead_of_time_and_again(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question from before the run").await;
        week.app.clock().advance(Span::minutes(1));
        let instant = week.at(SENDING).await;
        let reports = app::digest::run_at(week.app.app(), week.mail_sender(), instant).await.unwrap();
        assert_eq!((reports.len(), reports[0].issue.state, reports[0].counts.sent), (1, DigestState::Sent, 1));
        assert!(week.copy_to(&ann).text().contains("A question from before the run"));
        let again = app::digest::run_at(week.app.app(), week.mail_sender(), instant).await.unwrap();
        assert_eq!((again[0].issue.id, again[0].counts), (reports[0].issue.id, reports[0].counts));
        assert_eq!(week.sink.count(), 1, "a second run sends nothing");
        // What comes after the early run, and before its own hour, is in the next.
        week.app.clock().advance(Span::minutes(1));
        tom.ask("A question from after the run").await;
        week.tuesday().await;
        assert_eq!(week.sink.count(), 1, "that issue has gone out");
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        let text = week.copies_to(&ann.email).pop().unwrap().text();
        assert!(text.contains("A question from after the run"), "{text}");
    }

    async fn an_address_that_takes_no_mail_is_suspended(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A first question").await;
        ann.ask("A second question").await;
        week.sink.behave(|behaviour| {
            behaviour.recipients.insert(ann.email.clone(), it::sink::Answer::say("550 5.1.1 no such mailbox"));
        });
        week.tuesday().await;
        let issue = week.issue_of(CUT_OFF).await;
        let counts = week.counts(&issue).await;
        assert_eq!((issue.state, counts.sent, counts.bounced), (DigestState::Sent, 1, 1));
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM member WHERE mail_suspended_at IS NOT NULL").await, 1);
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM digest_ledger").await, 1, "what bounced was not sent");
        tom.ask("A third question").await;
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        let skipped = "SELECT COUNT(*) FROM digest_delivery WHERE state = 'skipped' AND skip_reason = 'bouncing'";
        assert_eq!(number(&week.app, skipped).await, 1, "until the address is put right");
    }

    async fn what_is_put_off_is_tried_again_until_the_next_issue(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question").await;
        week.sink.behave(|behaviour| behaviour.greylist = true);
        week.tuesday().await;
        let issue = week.issue_of(CUT_OFF).await;
        assert_eq!((issue.state, week.sink.count()), (DigestState::Sending, 0));
        week.app.clock().advance(Span::minutes(2));
        week.app.run_jobs().await;
        assert!(week.copy_to(&ann).text().contains("A question"));
        assert_eq!(week.issue_of(CUT_OFF).await.state, DigestState::Sent);

        // One that is put off for good is given up when the next is complete.
        week.sink.behave(|behaviour| {
            behaviour.greylist = false;
            behaviour.recipients.insert(ann.email.clone(), it::sink::Answer::say("450 4.2.1 try later"));
        });
        tom.ask("A second question").await;
        let eve = week.app.member("Eve", "education").await;
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        assert!(week.copy_to(&eve).text().contains("A second question"));
        for _ in 0..40 {
            week.app.clock().advance(Span::hours(4));
            week.app.run_jobs().await;
        }
        let issue = week.issue_of("2026-11-30T17:00").await;
        assert_eq!((issue.state, week.counts(&issue).await.failed), (DigestState::Sent, 1));
    }

    async fn a_relay_that_is_away_costs_no_copy_a_try(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question").await;
        week.sink.behave(|behaviour| behaviour.turn_away = true);
        week.tuesday().await;
        for _ in 0..30 {
            week.app.clock().advance(Span::hours(1));
            week.app.run_jobs().await;
        }
        assert_eq!(number(&week.app, "SELECT MAX(attempt) FROM digest_delivery WHERE state = 'queued'").await, 0);
        week.sink.behave(|behaviour| behaviour.turn_away = false);
        week.app.clock().advance(Span::hours(1));
        week.app.run_jobs().await;
        assert!(week.copy_to(&ann).text().contains("A question"));
        assert_eq!(week.issue_of(CUT_OFF).await.state, DigestState::Sent);
    }

    async fn an_issue_that_reached_nobody_is_missed_and_nothing_is_lost(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question of the week without a relay").await;
        week.sink.behave(|behaviour| behaviour.turn_away = true);
        week.tuesday().await;
        week.comes("2026-11-30T17:00").await;
        assert_eq!(week.issue_of(CUT_OFF).await.state, DigestState::Missed);
        week.sink.behave(|behaviour| behaviour.turn_away = false);
        week.comes("2026-12-01T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A question of the week without a relay"));
    }

    async fn people_who_are_no_longer_there_are_passed_over(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        tom.ask("A question").await;
        for (name, change) in [
            ("Opted", "digest_frequency = 'off'"),
            ("Paused", "state = 'suspended'"),
            ("Gone", "state = 'left'"),
            ("Asking", "state = 'applicant'"),
            ("Refused", "state = 'declined'"),
        ] {
            week.app.member(name, "education").await;
            sql(&week.app, &format!("UPDATE member SET {change} WHERE name = '{name}'")).await;
        }
        // These change their mind while their copies wait.
        let late = week.app.member("Late", "education").await;
        let paused = week.app.member("Late paused", "education").await;
        week.sink.behave(|behaviour| behaviour.turn_away = true);
        week.tuesday().await;
        sql(&week.app, "UPDATE member SET digest_frequency = 'off' WHERE name = 'Late'").await;
        sql(&week.app, "UPDATE member SET state = 'suspended' WHERE name = 'Late paused'").await;
        week.sink.behave(|behaviour| behaviour.turn_away = false);
        week.app.clock().advance(Span::hours(1));
        week.app.run_jobs().await;
        assert_eq!(week.sink.count(), 0, "nobody is left to write to but Tom, who asked");
        assert!(week.copies_to(&late.email).is_empty() && week.copies_to(&paused.email).is_empty());
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM digest_delivery").await, 3);
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM digest_delivery WHERE skip_reason IN ('opted_out', 'suspended', 'empty')").await, 3);
    }
}
