//! What was learned: who closes a thread with it, where it shows, and what is made of
//! it.

use domain::clock::Span;
use domain::summary::SUMMARY_LIMIT;
use it::{Actor, number, on_both_engines, sql};
use serde_json::{Value, json};

use crate::digest::{command, section, weekly_tests};
use crate::thread::{hide, lock, opening, page, statements, withdraw};

const WORDS: &str = "<p>Ask early.</p><ul><li><p>Stay near</p></li><li><p>Listen</p></li></ul>";

/// What the form sends, with `more` beside what is usual.
fn input(thread: &str, body: &str, more: &Value) -> Value {
    let mut input = json!({ "thread": thread, "body": body });
    for (key, value) in more.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    input
}

async fn summarise(who: &Actor, thread: &str, body: &str, more: Value) -> Value {
    let input = input(thread, body, &more);
    who.does("summary/summariseThread", json!({ "input": input }))
        .await["summariseThread"]
        .clone()
}

async fn status(who: &Actor, thread: &str, more: Value) -> Value {
    summarise(who, thread, WORDS, more).await["status"].clone()
}

pub(crate) async fn summarised(who: &Actor, thread: &str) -> String {
    let payload = summarise(who, thread, WORDS, json!({})).await;
    assert_eq!(payload["status"], "SUMMARISED", "{payload}");
    payload["thread"]["summary"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn reply(who: &Actor, thread: &str) -> Value {
    let input = json!({ "thread": thread, "body": "<p>One more thing.</p>" });
    who.does("thread/reply", json!({ "input": input })).await["reply"]["status"].clone()
}

fn library() -> Value {
    json!({ "library": { "title": "A first talk", "audiences": ["STAFF"], "reviewBy": null } })
}

on_both_engines! {
    async fn the_asker_closes_a_thread_with_what_was_learned(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let thread = ann.ask("How do you begin?").await;
        let answer = tom.reply(&thread, "Invented words.").await;
        app.clock().advance(Span::minutes(5));
        let summary = summarised(&ann, &thread).await;
        let seen = page(&tom, &thread).await;
        assert_eq!(seen["summary"]["id"], summary.as_str());
        assert_eq!((&seen["summary"]["body"], &seen["summary"]["author"]["label"]), (&json!(WORDS), &json!("Ann")));
        assert_eq!((&seen["replyCount"], &seen["viewerUnreadCount"], &seen["locked"]), (&json!(1), &json!(0), &json!(false)), "a summary is no reply");
        let replies: Vec<_> = seen["replies"]["nodes"].as_array().unwrap().iter().map(|post| post["id"].clone()).collect();
        assert_eq!(replies, [answer], "it stands on top alone");
        assert_eq!((reply(&tom, &thread).await, reply(&ann, &thread).await), (json!("SUMMARISED"), json!("SUMMARISED")));
        let told = tom.does("notification/notifications", json!({})).await;
        let told = &told["viewer"]["notifications"]["nodes"][0];
        assert_eq!((&told["kind"], &told["actor"]["label"], &told["post"]["id"]), (&json!("SUMMARISED"), &json!("Ann"), &json!(summary)));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE act = 'summarise_thread'").await, 0, "her own is no act");
        // Taken back, it opens the thread again, and another can be written.
        assert_eq!(withdraw(&ann, &summary, 1).await["status"], "WITHDRAWN");
        let open = page(&tom, &thread).await;
        assert_eq!((&open["summary"], &open["replies"]["nodes"].as_array().unwrap().len()), (&Value::Null, &1), "no stub among the replies");
        assert_eq!(reply(&tom, &thread).await, "POSTED");
        assert_ne!(summarised(&ann, &thread).await, summary);
        app.run_jobs().await;
    }

    async fn who_may_not_and_what_cannot_be_summed_up(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Whose is it?").await;
        assert_eq!(status(&tom, &thread, json!({})).await, "NOT_YOURS");
        assert_eq!(status(&tom, "thread:01981d7a4c00700080000000000000ff", json!({})).await, "NOT_FOUND");
        let resource = crate::resource::shared(&ann, "A leaflet", json!({})).await;
        assert_eq!(status(&ann, &resource, json!({})).await, "NOT_TALK");
        for (body, problem) in [("<p> </p>".to_owned(), "Enter your message"), (format!("<p>{}</p>", "a".repeat(SUMMARY_LIMIT + 1)), "Use 1500 characters or fewer")] {
            let payload = summarise(&ann, &thread, &body, json!({})).await;
            assert_eq!(payload["status"], "INVALID");
            assert!(payload["problems"][0]["message"].as_str().unwrap().starts_with(problem), "{payload}");
        }
        lock(&cora, &thread).await;
        assert_eq!(status(&ann, &thread, json!({})).await, "LOCKED");
        command(&cora, "unlockThread", json!({ "thread": thread, "reason": "It may go on" }), "DONE").await;
        let written = summarised(&ann, &thread).await;
        assert_eq!(status(&ann, &thread, json!({})).await, "ALREADY");
        // It is no answer, and no longer than one when it is edited.
        let accepted = json!({ "input": { "thread": thread, "answer": written } });
        assert_eq!(ann.does("thread/acceptAnswer", accepted).await["acceptAnswer"]["status"], "NOT_AN_ANSWER");
        let edit = |body: String| json!({ "input": { "post": written, "body": body, "expectedVersion": 1 } });
        let too_long = ann.does("post/editPost", edit("a".repeat(SUMMARY_LIMIT + 1))).await;
        assert_eq!(too_long["editPost"]["status"], "INVALID");
        assert_eq!(ann.does("post/editPost", edit("<p>Better words.</p>".to_owned())).await["editPost"]["status"], "SAVED");
        hide(&cora, &opening(&ann, &thread).await).await;
        assert_eq!(status(&ann, &thread, json!({})).await, "NOT_FOUND");
        app.run_jobs().await;
    }

    async fn the_coordinator_closes_somebody_elses_with_a_reason(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Whose is it?").await;
        let payload = summarise(&cora, &thread, WORDS, json!({})).await;
        assert_eq!((&payload["status"], &payload["problems"][0]["field"]), (&json!("INVALID"), &json!("reason")));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE summary = TRUE").await, 0);
        assert_eq!(status(&cora, &thread, json!({ "reason": "All has been said" })).await, "SUMMARISED");
        let audit = cora.run("{ desk { audit(first: 1) { nodes { act reason } } } }", json!({})).await;
        assert_eq!(audit["desk"]["audit"]["nodes"][0], json!({ "act": "SUMMARISE_THREAD", "reason": "All has been said" }));
        let told = ann.does("notification/notifications", json!({})).await;
        assert_eq!(told["viewer"]["notifications"]["nodes"][0]["actor"]["label"], "Cora");
        // The asker did not write it, and cannot take it back.
        let summary = page(&ann, &thread).await["summary"]["id"].as_str().unwrap().to_owned();
        assert_eq!(withdraw(&ann, &summary, 1).await["status"], "NOT_YOURS");
        app.run_jobs().await;
    }

    async fn a_double_click_closes_once(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Once?").await;
        let more = json!({ "idempotencyKey": "a", "library": library()["library"] });
        let first = summarise(&ann, &thread, WORDS, more.clone()).await;
        let second = summarise(&ann, &thread, WORDS, more).await;
        assert_eq!((&second["status"], &second["thread"]), (&json!("SUMMARISED"), &first["thread"]));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM resource").await, 1);
    }

    async fn a_hidden_summary_is_nowhere(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("How do you begin?").await;
        let summary = summarise(&ann, &thread, "<p>Marmalade helps.</p>", json!({})).await["thread"]["summary"]["id"].as_str().unwrap().to_owned();
        let found = async || {
            let data = tom.does("search/search", json!({ "text": "marmalade", "filter": {} })).await;
            data["search"]["nodes"].as_array().unwrap().len()
        };
        assert_eq!(found().await, 1);
        hide(&cora, &summary).await;
        let seen = page(&tom, &thread).await;
        assert_eq!((&seen["summary"], found().await), (&Value::Null, 0));
        assert_eq!(reply(&tom, &thread).await, "POSTED", "nothing closes it");
        assert!(!tom.send(&it::document("thread/thread"), json!({ "id": thread })).await.body.to_string().contains("Marmalade"));
        let restore = json!({ "input": { "post": summary, "reason": "A mistake of mine" } });
        assert_eq!(cora.does("post/restorePost", restore).await["restorePost"]["status"], "DONE");
        assert_eq!((page(&tom, &thread).await["summary"]["id"].clone(), found().await), (json!(summary), 1));
        assert_eq!(reply(&tom, &thread).await, "SUMMARISED");
        app.run_jobs().await;
    }

    async fn a_closed_question_waits_for_no_answer(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let thread = ann.ask("Did I find out myself?").await;
        let waiting = async || {
            let filter = json!({ "unanswered": true });
            let data = tom.does("thread/threads", json!({ "order": "NEWEST", "filter": filter })).await;
            data["threads"]["nodes"].as_array().unwrap().len()
        };
        let wanted = async || {
            let data = tom.run("{ viewer { home { mightHelp { id } } } }", json!({})).await;
            data["viewer"]["home"]["mightHelp"].as_array().unwrap().len()
        };
        assert_eq!((waiting().await, wanted().await), (1, 1));
        summarised(&ann, &thread).await;
        assert_eq!((waiting().await, wanted().await), (0, 0));
        let listed = tom.does("thread/threads", json!({ "order": "NEWEST", "filter": {} })).await;
        assert_eq!(listed["threads"]["nodes"][0]["hasSummary"], true);
    }

    async fn it_goes_into_the_library_in_the_same_breath(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let thread = ann.ask("How do you begin?").await;
        let mut wrong = library();
        wrong["library"]["audiences"] = json!([]);
        wrong["library"]["title"] = json!(" ");
        let payload = summarise(&ann, &thread, WORDS, wrong).await;
        let fields: Vec<_> = payload["problems"].as_array().unwrap().iter().map(|problem| problem["field"].clone()).collect();
        assert_eq!(fields, ["title", "audiences"], "{payload}");
        assert_eq!(page(&ann, &thread).await["summary"], Value::Null, "neither was made");
        assert_eq!(status(&ann, &thread, library()).await, "SUMMARISED");
        let seen = page(&tom, &thread).await;
        let resource = &seen["summary"]["resource"];
        assert_eq!(resource["title"], "A first talk");
        let id = resource["id"].as_str().unwrap();
        let made = page(&tom, id).await;
        assert_eq!((&made["kind"], &made["topics"]), (&json!("RESOURCE"), &seen["topics"]));
        let body = made["opening"]["body"].as_str().unwrap();
        assert!(body.starts_with(WORDS) && body.contains("How do you begin?</a>"), "it leads back: {body}");
        let facts = tom.does("resource/resourceFacts", json!({ "id": id })).await["thread"]["facts"].clone();
        assert_eq!((&facts["form"], &facts["audiences"], &facts["keeper"]["name"]), (&json!("TEXT"), &json!(["STAFF"]), &json!("Ann")));
        assert_eq!(facts["reviewBy"], app.app().today().plus(365).to_string());
        // Without it the summary stands alone.
        hide(&app.coordinator("Cora").await, &opening(&ann, id).await).await;
        assert_eq!(page(&tom, &thread).await["summary"]["resource"], Value::Null);
        app.run_jobs().await;
    }

    async fn it_goes_into_the_library_later_once_and_by_its_author(app) {
        let ann = app.member("Ann", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("How do you begin?").await;
        let share = async |who: &Actor| {
            let input = json!({ "thread": thread, "library": library()["library"] });
            who.does("summary/shareSummary", json!({ "input": input })).await["shareSummary"].clone()
        };
        assert_eq!(share(&ann).await["status"], "NOT_FOUND");
        let summary = summarised(&ann, &thread).await;
        assert_eq!((&share(&tom).await["status"], &share(&cora).await["status"]), (&json!("NOT_YOURS"), &json!("NOT_YOURS")));
        hide(&cora, &summary).await;
        assert_eq!(share(&ann).await["status"], "NOT_FOUND");
        let restore = json!({ "input": { "post": summary, "reason": "A mistake of mine" } });
        cora.does("post/restorePost", restore).await;
        let made = share(&ann).await;
        assert_eq!(made["status"], "SHARED", "{made}");
        assert_eq!(page(&tom, &thread).await["summary"]["resource"]["id"], made["thread"]["id"]);
        assert_eq!(share(&ann).await["status"], "ALREADY");
        app.run_jobs().await;
    }

    async fn a_sealed_asker_stays_sealed(app) {
        let ann = app.member("Ann Sealed", "education").await;
        let tom = app.member("Tom", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Who am I?").await;
        let other = ann.ask("And here?").await;
        sql(&app, "UPDATE thread SET pseudonymous = TRUE").await;
        sql(&app, "UPDATE post SET pseudonymous = TRUE").await;
        assert_eq!(status(&ann, &thread, library()).await, "SUMMARISED");
        let seen = page(&tom, &thread).await;
        let resource = seen["summary"]["resource"]["id"].clone();
        for (document, id) in [("thread/thread", json!(thread)), ("thread/thread", resource.clone()), ("resource/resourceFacts", resource)] {
            let answer = tom.send(&it::document(document), json!({ "id": id })).await.body.to_string();
            assert!(!answer.contains("Ann Sealed") && !answer.contains(&ann.id()), "{answer}");
        }
        let told = cora.send(&it::document("notification/notifications"), json!({})).await.body.to_string();
        assert!(!told.contains("Ann Sealed"), "{told}");
        assert_eq!(status(&cora, &other, json!({ "reason": "All has been said" })).await, "SUMMARISED");
        assert_eq!(page(&tom, &other).await["summary"]["author"]["label"], "Cora", "not hers to hide");
    }

    async fn a_thread_with_a_summary_costs_little_more(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("How much?").await;
        let variables = json!({ "id": thread });
        let without = statements(&app, &ann, "thread/thread", variables.clone()).await;
        status(&ann, &thread, library()).await;
        let with = statements(&app, &ann, "thread/thread", variables).await;
        assert!(with <= without + 2, "{without} and {with}: what was made of it, and its title");
    }
}

weekly_tests! {
    async fn what_was_learned_goes_out_in_full_and_once(week) {
        let ann = week.app.member("Ann", "education").await;
        let priya = week.app.member("Priya", "social-prescribing").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let eve = week.app.member("Eve", "third-sector").await;
        let thread = ann.ask("How do you begin?").await;
        priya.reply(&thread, "Invented words.").await;
        let noted = ann.ask("A title that is hard to read").await;
        week.app.clock().advance(Span::minutes(5));
        summarised(&ann, &thread).await;
        week.app.clock().advance(Span::minutes(1));
        summarise(&ann, &noted, "<p>Words behind a note.</p>", json!({})).await;
        sql(&week.app, "UPDATE thread SET content_note = 'Mentions a death' WHERE title = 'A title that is hard to read'").await;
        week.app.clock().advance(Span::minutes(5));
        command(&eve, "markThreadRead", json!({ "thread": thread }), "SAVED").await;
        week.tuesday().await;
        for who in [&tom, &priya] {
            let mail = week.copy_to(who);
            let learned = section(&mail.text(), "What we learned");
            for words in ["How do you begin?", "Ask early.", "Stay near", "Listen"] {
                assert!(learned.contains(words) && mail.html().contains(words), "{words}: {learned}");
            }
            assert!(learned.contains("Mentions a death"), "{learned}");
            assert!(!mail.html().contains("Words behind a note") && !mail.html().contains("hard to read"));
            assert!(mail.html().len() < 102_000);
        }
        assert_eq!(week.copy_to(&tom).subject(), "2 summaries of what was learned");
        assert!(!week.copy_to(&eve).text().contains("Ask early."), "she has read it");
        for mail in week.copies_to(&ann.email) {
            assert!(!mail.text().contains("Ask early."), "her own");
        }
        week.assert_mails("digest_learned");
        week.sink.clear();
        week.comes("2026-11-30T17:00").await;
        week.comes("2026-12-01T08:00").await;
        assert!(week.copies_to(&tom.email).is_empty(), "once");
    }

    async fn a_summary_that_was_hidden_since_is_not_mailed(week) {
        let ann = week.app.member("Ann", "education").await;
        let tom = week.app.member("Tom", "third-sector").await;
        let cora = week.app.coordinator("Cora").await;
        let thread = ann.ask("How do you begin?").await;
        let summary = summarised(&ann, &thread).await;
        week.comes("2026-11-23T17:00").await;
        hide(&cora, &summary).await;
        week.comes("2026-11-24T08:00").await;
        for who in [&tom, &cora] {
            for mail in week.copies_to(&who.email) {
                assert!(!mail.text().contains("Ask early."), "{}", mail.text());
            }
        }
    }
}
