//! What went wrong with the digests of well-known forums, each as a test of
//! ours.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use app::worker::Worker;
use domain::clock::Span;
use domain::digest::DigestState;
use it::number;
use it::sink::{Answer, Step};
use poem::http::{Method, StatusCode};
use serde_json::json;

use crate::digest::{CUT_OFF, SENDING, command, weekly_tests};

weekly_tests! {
    // Hylo, an older Loomio: the day of the month taken for the weekday.
    async fn weekly_is_weekly_through_both_clock_changes(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        let mut dates = HashSet::new();
        for number in 0..53 {
            let tom = week.back_again(&tom).await;
            tom.ask(&format!("Question {number}")).await;
            // Morning and evening.
            for _ in 0..7 * 2 {
                week.app.clock().advance(Span::hours(12));
                week.app.run_jobs().await;
            }
        }
        for mail in week.copies_to(&ann.email) {
            let date = mail.header("Date").unwrap();
            assert!(date.starts_with("Tue, "), "{date}");
            assert!(dates.insert(date), "one a week");
        }
        assert_eq!(dates.len(), 53);
    }

    // NodeBB: the window of a fortnightly digest covers a day.
    async fn windows_are_as_long_as_the_period_and_abut(week) {
        week.comes("2026-11-23T09:00").await;
        for _ in 0..30 {
            week.app.clock().advance(Span::days(7));
            week.app.run_jobs().await;
        }
        let mut issues = db::digest::latest(week.app.app().db(), 100).await.unwrap();
        issues.reverse();
        assert!(issues.len() > 30);
        for pair in issues.windows(2) {
            let [before, after] = pair else { unreachable!("windows of two") };
            let reaches_back = before.state == DigestState::Missed;
            assert_eq!(after.from, if reaches_back { before.from } else { before.cut_off });
            let hours = (after.cut_off.0 - before.cut_off.0) / Span::hours(1).0;
            assert!((167..=169).contains(&hours), "{hours} hours");
        }
    }

    // Ours: who files the digest away misses what is for them alone.
    async fn each_kind_of_mail_has_a_list_of_its_own(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        let question = ann.ask("A question about filters").await;
        let answer = tom.reply(&question, "Invented words.").await;
        week.app.run_jobs().await;
        command(&ann, "acceptAnswer", json!({ "thread": question, "answer": answer }), "SAVED").await;
        ann.ask("A question for the digest").await;
        week.tuesday().await;
        let lists = |address: &str| -> Vec<_> {
            let mails = week.sink.mails_to(address);
            assert!(mails.iter().all(|mail| mail.header("Auto-Submitted").as_deref() == Some("auto-generated")));
            assert!(mails.iter().all(|mail| mail.header("List-Unsubscribe").is_some()));
            mails.iter().map(|mail| (mail.header("List-Id").unwrap(), mail.header("Precedence"))).collect()
        };
        let digest = ("<digest.cove.test>".to_owned(), Some("list".to_owned()));
        assert_eq!(lists(&ann.email)[0], ("<replies.cove.test>".to_owned(), None));
        assert_eq!(lists(&tom.email), [("<helped.cove.test>".to_owned(), None), digest]);
    }

    // NodeBB, Zulip: opening the link unsubscribes.
    async fn opening_the_link_stops_nothing_and_a_post_does(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A question").await;
        week.tuesday().await;
        let header = week.copy_to(&ann).header("List-Unsubscribe").unwrap();
        let path = header.trim_matches(['<', '>']).strip_prefix("https://cove.test").unwrap().to_owned();
        let wanted = "SELECT COUNT(*) FROM member WHERE name = 'Ann' AND digest_frequency = 'weekly'";
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            week.app.router().request(method.clone(), &path).send().await;
            assert_eq!(number(&week.app, wanted).await, 1, "{method} changes nothing");
        }
        // Thirteen months later, with no cookie, as a mailbox provider does it.
        week.app.clock().advance(Span::days(396));
        let request = week.app.router().post(&path).header("Content-Type", "application/x-www-form-urlencoded");
        let answer = request.body("List-Unsubscribe=One-Click").send().await;
        assert_eq!(answer.0.status(), StatusCode::OK);
        assert_eq!(number(&week.app, wanted).await, 0, "one click stops it");
        let others = "SELECT COUNT(*) FROM member WHERE name = 'Ann' AND mail_replies AND mail_helped";
        assert_eq!(number(&week.app, others).await, 1, "and that kind of mail only");
    }

    // NodeBB, Loomio, Hylo: a manual re-run sends twice.
    async fn two_schedulers_and_a_run_by_hand_send_one_copy_each(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(200).await;
        tom.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.app.clock().set(week.at(SENDING).await);
        let one = Worker::new(week.app.app().clone(), week.mail_sender().clone());
        let two = Worker::new(week.app.app().clone(), week.mail_sender().clone());
        let instant = week.at(SENDING).await;
        let by_hand = app::digest::run_at(week.app.app(), week.mail_sender(), instant);
        let (first, second, third) = tokio::join!(one.drain(), two.drain(), by_hand);
        first.unwrap();
        second.unwrap();
        third.unwrap();
        app::digest::run_at(week.app.app(), week.mail_sender(), instant).await.unwrap();
        week.app.run_jobs().await;
        let mails = week.sink.mails();
        let ids: HashSet<&str> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
        let people: HashSet<&[String]> = mails.iter().map(|mail| mail.to.as_slice()).collect();
        assert_eq!((mails.len(), ids.len(), people.len()), (200, 200, 200), "one copy each");
        let issue = week.issue_of(CUT_OFF).await;
        let counts = week.counts(&issue).await;
        assert_eq!((issue.state, counts.sent, counts.skipped), (DigestState::Sent, 200, 1), "nothing for Tom, who asked");
    }

    // Our own: of 200,000 members the first waited until the last had a row.
    async fn the_first_copies_go_while_members_are_enrolled(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(250).await;
        tom.ask("A question to everybody").await;
        week.comes(CUT_OFF).await;
        week.app.clock().set(week.at(SENDING).await);
        week.sink.behave(|behaviour| drop(behaviour.at.insert(Step::Sender, Answer::Silence)));
        let issue = week.issue_of(CUT_OFF).await;
        let enrolled = async || number(&week.app, "SELECT COUNT(*) FROM digest_delivery").await;
        let look = async {
            week.sink.wait_until_hung(1).await;
            assert_eq!(enrolled().await, 200, "a copy is at the relay, and not everybody is enrolled");
            let counts = week.counts(&issue).await;
            assert_eq!(counts.queued + counts.skipped, 251, "who is not yet counts as waiting");
            week.sink.behave(|behaviour| drop(behaviour.at.insert(Step::Sender, Answer::say("451 4.3.0 not now"))));
            week.sink.hang_up().await;
        };
        tokio::join!(week.app.run_jobs(), look);
        assert_eq!((enrolled().await, week.sink.count()), (251, 0), "the relay is away, and nobody is forgotten");
        week.sink.behave(|behaviour| behaviour.at.clear());
        week.app.clock().advance(Span::minutes(1));
        week.app.run_jobs().await;
        let counts = week.counts(&issue).await;
        assert_eq!((week.sink.count(), counts.sent, counts.skipped), (250, 250, 1), "nothing for Tom, who asked");
    }

    // Discourse: a quiet week postpones by a full period.
    async fn what_comes_a_minute_after_the_cut_off_is_in_the_next_issue(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        week.comes(CUT_OFF).await;
        week.app.clock().advance(Span::minutes(1));
        tom.ask("A minute too late").await;
        week.comes(SENDING).await;
        assert_eq!(week.sink.count(), 0, "no mail without an item");
        assert_eq!(week.issue_of(CUT_OFF).await.state, DigestState::Sent);
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A minute too late"));
    }

    // Discourse, Zulip: regulars never get one.
    async fn a_member_who_visits_daily_gets_every_issue(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let regular = week.app.member("Regular", "education").await;
        tom.ask("A question that the regular never opens").await;
        for number in 0..6 {
            let (tom, regular) = (week.back_again(&tom).await, week.back_again(&regular).await);
            tom.ask(&format!("A question that the regular reads {number}")).await;
            for _ in 0..6 {
                week.app.clock().advance(Span::days(1));
                let seen = regular.run("{ threads(first: 1) { nodes { id title } } }", json!({})).await;
                let newest = seen["threads"]["nodes"][0]["id"].as_str().unwrap().to_owned();
                command(&regular, "markThreadRead", json!({ "thread": newest }), "SAVED").await;
                week.app.run_jobs().await;
            }
            tom.ask(&format!("A question that comes after the visit {number}")).await;
            week.app.clock().advance(Span::days(1));
            week.app.run_jobs().await;
        }
        assert_eq!(week.copies_to(&regular.email).len(), 6, "every issue");
    }

    // NodeBB: what was hidden after composing still goes out.
    async fn what_is_hidden_while_copies_go_out_is_in_no_later_copy(week) {
        let cora = week.app.coordinator("Cora").await;
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(200).await;
        let shown = tom.ask("A question that stays").await;
        let hidden = tom.ask("A question that is hidden").await;
        let helped = tom.ask("A question whose answer is hidden").await;
        let answer = tom.reply(&helped, "Invented words.").await;
        command(&tom, "acceptAnswer", json!({ "thread": helped, "answer": answer }), "SAVED").await;
        week.comes(CUT_OFF).await;
        week.app.clock().set(week.at(SENDING).await);
        week.sink.behave(|behaviour| behaviour.delay = std::time::Duration::from_millis(5));
        let post = cora.run("query($id: ID!) { thread(id: $id) { opening { id } } }", json!({ "id": hidden })).await;
        let hide = async {
            week.sink.wait_for(1).await;
            // Nothing more goes out until it is hidden, however long that takes.
            week.sink.behave(|behaviour| behaviour.holds = true);
            for post in [&post["thread"]["opening"]["id"], &json!(answer)] {
                command(&cora, "hidePost", json!({ "post": post, "reason": "It identifies somebody" }), "DONE").await;
            }
            week.sink.behave(|behaviour| behaviour.holds = false);
        };
        tokio::join!(week.app.run_jobs(), hide);
        week.app.run_jobs().await;
        let copies = week.sink.mails().into_iter().filter(|mail| mail.message_id.contains("digest.")).collect::<Vec<_>>();
        assert_eq!(copies.len(), 201, "the crowd and the co-ordinator");
        assert!(copies[0].text().contains("A question that is hidden") && copies[0].text().contains("An answer helped"));
        // Two batches of fifty may have been composed before; all after are clean.
        let late = &copies[150..];
        assert!(late.iter().all(|mail| !mail.text().contains("A question that is hidden") && !mail.html().contains("A question that is hidden")));
        assert!(late.iter().all(|mail| !mail.text().contains("An answer helped")), "nobody can see what helped");
        assert!(late.iter().all(|mail| mail.text().contains("A question that stays")), "{shown} is still there");
    }

    async fn what_is_hidden_or_withdrawn_while_a_copy_waits_does_not_go_out(week) {
        let cora = week.app.coordinator("Cora").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A question that stays").await;
        let hidden = tom.ask("A question that is hidden").await;
        let taken_back = tom.ask("A question that is taken back").await;
        week.sink.behave(|behaviour| behaviour.turn_away = true);
        week.tuesday().await;
        let opening = "query($id: ID!) { thread(id: $id) { opening { id version } } }";
        let post = cora.run(opening, json!({ "id": hidden })).await["thread"]["opening"].clone();
        command(&cora, "hidePost", json!({ "post": post["id"], "reason": "It identifies somebody" }), "DONE").await;
        let post = tom.run(opening, json!({ "id": taken_back })).await["thread"]["opening"].clone();
        command(&tom, "withdrawPost", json!({ "post": post["id"], "expectedVersion": post["version"] }), "WITHDRAWN").await;
        week.sink.behave(|behaviour| behaviour.turn_away = false);
        week.app.clock().advance(Span::hours(1));
        week.app.run_jobs().await;
        let text = week.copy_to(&ann).text();
        assert!(text.contains("A question that stays") && !text.contains("hidden") && !text.contains("taken back"), "{text}");
    }

    // Ours: what nobody can answer is no call for answers.
    async fn a_locked_question_does_not_ask_for_answers(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        week.app.clock().set(week.at("2026-11-10T10:00").await);
        let old = tom.ask("An old question that was closed").await;
        week.app.clock().set(week.at("2026-11-18T10:00").await);
        let new = tom.ask("A new question that was closed").await;
        tom.ask("A question that is open").await;
        for thread in [old, new] {
            command(&cora, "lockThread", json!({ "thread": thread, "reason": "It was asked twice" }), "DONE").await;
        }
        week.tuesday().await;
        let text = week.copy_to(&ann).text();
        assert!(text.contains("A question that is open"), "{text}");
        assert!(!text.contains("An old question that was closed"), "{text}");
        // It may be told of as new, but not as one that waits.
        assert_eq!(text.matches("No answer yet").count(), 1, "{text}");
        let calls = text.find("Questions that need an answer").map_or("", |at| text[at..].split("New this week").next().unwrap());
        assert!(!calls.contains("A new question that was closed"), "{text}");
    }

    // Loomio: an empty mail after personalising.
    async fn no_copy_is_empty(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        let thread = tom.ask("The only question").await;
        command(&ann, "markThreadRead", json!({ "thread": thread }), "SAVED").await;
        week.tuesday().await;
        assert_eq!(week.sink.count(), 0);
        assert_eq!(number(&week.app, "SELECT COUNT(*) FROM digest_delivery WHERE skip_reason = 'empty'").await, 2);
    }

    // Rule 4: what waits in a queue is not lost.
    async fn the_window_counts_from_when_a_thing_became_visible(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A question that waited").await;
        // Written now, approved after the cut-off.
        let approved = week.at("2026-11-25T10:00").await.0;
        it::sql(&week.app, "UPDATE thread SET state = 'held', visible_at = NULL").await;
        it::sql(&week.app, "UPDATE post SET state = 'held', visible_at = NULL").await;
        week.tuesday().await;
        assert_eq!(week.sink.count(), 0);
        it::sql(&week.app, &format!("UPDATE thread SET state = 'visible', visible_at = {approved}")).await;
        it::sql(&week.app, &format!("UPDATE post SET state = 'visible', visible_at = {approved}")).await;
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A question that waited"));
    }

    // The machine was off over the send time.
    async fn a_late_start_within_two_days_still_sends(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A question before the power cut").await;
        week.comes("2026-11-26T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A question before the power cut"));
    }

    async fn a_later_start_misses_the_issue_and_loses_nothing(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A question before the power cut").await;
        week.comes("2026-11-26T08:01").await;
        assert_eq!(week.sink.count(), 0);
        assert_eq!(week.issue_of(CUT_OFF).await.state, DigestState::Missed);
        // And again for a whole month.
        week.comes("2026-12-26T08:00").await;
        week.comes("2026-12-28T17:00").await;
        week.comes("2026-12-29T08:00").await;
        assert!(week.copy_to(&ann).text().contains("A question before the power cut"));
    }

    // QPixel, Loomio: repeats.
    async fn nobody_is_told_the_same_twice_in_a_year(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let eve = week.app.member("Eve", "primary-care").await;
        week.crowd(8).await;
        for number in 0..52_u32 {
            let (tom, eve) = (week.back_again(&tom).await, week.back_again(&eve).await);
            let asked = tom.ask(&format!("Question {number:02}")).await;
            if number % 3 == 0 {
                let answer = eve.reply(&asked, "Invented words.").await;
                command(&tom, "react", json!({ "post": answer, "reaction": "USEFUL", "on": true }), "SAVED").await;
            }
            if number % 6 == 0 {
                eve.start("DISCUSSION", &format!("Talk {number:02}"), "Invented words.").await;
            }
            // From Monday morning to the cut-off, to Tuesday, to Monday.
            for hours in [8, 16, 6 * 24] {
                week.app.clock().advance(Span::hours(hours));
                week.app.run_jobs().await;
            }
        }
        let mut told: HashMap<(String, String, String), usize> = HashMap::new();
        let mails: Vec<Arc<it::sink::Received>> = week.sink.mails().into_iter().filter(|mail| mail.message_id.contains("digest.")).collect();
        assert!(mails.len() > 8 * 50, "{} copies", mails.len());
        for mail in mails {
            let text = mail.text();
            let mut heading = String::new();
            let lines: Vec<&str> = text.lines().collect();
            for pair in lines.windows(2) {
                let [line, next] = pair else { unreachable!("windows of two") };
                if next.starts_with("---") {
                    // The best of what was found useful stands above the rest of it.
                    heading = line.replace("One thing worth reading", "Found useful");
                } else if line.starts_with("https://cove.test/threads/") || line.trim_start().starts_with("https://cove.test/threads/") {
                    // New answers are new each time; everything else comes once.
                    if heading != "Your threads" {
                        *told.entry((mail.to[0].clone(), heading.clone(), line.trim().to_owned())).or_default() += 1;
                    }
                }
            }
        }
        assert!(told.len() > 8 * 52, "{} items", told.len());
        let twice: Vec<_> = told.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    // Hylo: a tracking pixel. And rule 9: what a subject must not say.
    async fn a_mail_loads_nothing_and_its_subject_gives_nothing_away(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        tom.ask("A title about self-harm and waiting lists").await;
        tom.start("DISCUSSION", "Another title about self-harm", "![picture](https://elsewhere.test/pixel.gif)").await;
        week.tuesday().await;
        let mail = week.copy_to(&ann);
        for word in ["self-harm", "title", "waiting", "Working with parents", "parents"] {
            assert!(!mail.subject().contains(word), "{}", mail.subject());
        }
        let html = mail.html().to_lowercase();
        for loaded in ["<img", "src=", "url(", "@import", "<link", "background=", "elsewhere.test"] {
            assert!(!html.contains(loaded), "{loaded} in {html}");
        }
    }

    // Mobilizon: the run is one long transaction. Here a batch of fifty is a
    // handful of statements, and a commit one or two, however many threads there
    // are.
    async fn a_batch_of_copies_costs_no_more_statements_when_there_is_more_to_read(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        week.crowd(50).await;
        let mondays = [(4, CUT_OFF, SENDING), (40, "2026-11-30T17:00", "2026-12-01T08:00")];
        for (threads, cut_off, sending) in mondays {
            for number in 0..threads {
                tom.ask(&format!("Question {number} of {threads}")).await;
            }
            week.comes(cut_off).await;
            week.sink.clear();
            let before = week.app.app().db().statements();
            week.comes(sending).await;
            let statements = week.app.app().db().statements() - before;
            assert_eq!(week.sink.count(), 50);
            // At worst each copy is committed by itself: two statements more.
            assert!(statements < 50 * 2 + 60, "{statements} statements for 50 copies of {threads} threads");
        }
    }
}
