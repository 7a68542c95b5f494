//! Home: what one might help with, what came for one, what is new.

use it::{Actor, TestApp, on_both_engines, sql};
use serde_json::{Value, json};

use crate::thread::{lock, statements, topics};

async fn titles(who: &Actor, section: &str, first: i64) -> Vec<String> {
    let query = format!(
        "query($first: Int) {{ viewer {{ home {{ {section}(first: $first) {{ title }} }} }} }}"
    );
    let data = who.run(&query, json!({ "first": first })).await;
    data["viewer"]["home"][section]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| thread["title"].as_str().unwrap().to_owned())
        .collect()
}

fn later(app: &TestApp) {
    app.clock().advance(domain::clock::Span::minutes(1));
}

async fn ask_about(who: &Actor, title: &str, topic: &str) -> String {
    let input = json!({ "kind": "QUESTION", "title": title, "body": "Words.", "topics": [topic] });
    who.does("thread/startThread", json!({ "input": input }))
        .await["startThread"]["thread"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

on_both_engines! {
    async fn one_might_help_where_help_is_missing(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "education").await;
        let dev = app.member("Dev", "third-sector").await;
        let eli = app.member("Eli", "primary-care").await;
        let topics = topics(&ann).await;
        ask_about(&dev, "Far", &topics[0]).await;
        later(&app);
        ask_about(&bea, "Near", &topics[0]).await;
        later(&app);
        let known = ask_about(&eli, "Known topic", &topics[1]).await;
        later(&app);
        ask_about(&ann, "Her own", &topics[1]).await;
        let helped = ask_about(&dev, "Helped already", &topics[1]).await;
        let answer = eli.reply(&helped, "This.").await;
        dev.does("thread/acceptAnswer", json!({ "input": { "thread": helped, "answer": answer } })).await;
        let busy = ask_about(&dev, "Answered enough", &topics[1]).await;
        for _ in 0..3 {
            eli.reply(&busy, "An answer.").await;
        }
        let mine = ask_about(&dev, "She answered", &topics[1]).await;
        ann.reply(&mine, "An answer.").await;
        dev.start("DISCUSSION", "No question", "Words.").await;
        ann.does("thread/follow", json!({ "input": { "subject": topics[1], "on": true } })).await;
        assert_eq!(titles(&ann, "mightHelp", 4).await, ["Known topic", "Near", "Far"]);
        assert_eq!(titles(&ann, "mightHelp", 1).await, ["Known topic"]);
        sql(&app, "UPDATE thread SET state = 'hidden' WHERE title = 'Near'").await;
        assert_eq!(titles(&ann, "mightHelp", 4).await, ["Known topic", "Far"]);
        assert!(!known.is_empty());
        app.run_jobs().await;
    }

    async fn sectors_take_turns(app) {
        let ann = app.member("Ann", "education").await;
        let dev = app.member("Dev", "third-sector").await;
        let eli = app.member("Eli", "primary-care").await;
        eli.ask("Care").await;
        for n in 1..=4 {
            later(&app);
            dev.ask(&format!("Third {n}")).await;
        }
        assert_eq!(titles(&ann, "mightHelp", 3).await, ["Third 4", "Care", "Third 3"]);
        assert_eq!(titles(&ann, "newThreads", 3).await, ["Third 4", "Care", "Third 3"]);
    }

    async fn answers_wait_until_they_are_read(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let first = ann.ask("First").await;
        let second = ann.ask("Second").await;
        let third = bea.ask("Third").await;
        ann.does("thread/follow", json!({ "input": { "subject": third, "on": true } })).await;
        assert!(titles(&ann, "answersForYou", 4).await.is_empty());
        for thread in [&first, &second, &third] {
            later(&app);
            cora.reply(thread, "An answer.").await;
        }
        lock(&cora, &second).await;
        assert_eq!(titles(&ann, "answersForYou", 4).await, ["Third", "Second", "First"]);
        assert_eq!(titles(&bea, "answersForYou", 4).await, ["Third"]);
        later(&app);
        ann.does("thread/markThreadRead", json!({ "input": { "thread": second } })).await;
        ann.reply(&first, "Thank you.").await;
        assert_eq!(titles(&ann, "answersForYou", 4).await, ["First", "Third"], "to answer is not to have read");
        app.run_jobs().await;
    }

    async fn new_is_what_came_since_the_digest(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let since = async || ann.run("{ viewer { home { newSince } } }", json!({})).await["viewer"]["home"]["newSince"].clone();
        bea.ask("Old").await;
        app.clock().advance(domain::clock::Span::days(8));
        bea.ask("New").await;
        ann.ask("Her own").await;
        assert_eq!(titles(&ann, "newThreads", 4).await, ["New"], "a week, where there was no digest");
        assert_eq!(since().await, "2026-11-24T09:00:00.000Z");
        let issue = |id: u8, day: i64| format!("({}, 'sent', 0, {}, 0, '')", it_id(id), app.app().now().0 - day * 86_400_000);
        for (id, day) in [(1, 5), (2, 1)] {
            let values = issue(id, day);
            let values = if app.engine() == it::Engine::Postgres { values.replace("X'", "'") } else { values };
            sql(&app, &format!("INSERT INTO digest_issue (id, state, from_at, cut_off_at, send_at, note) VALUES {values}")).await;
        }
        assert_eq!(since().await, "2026-11-26T09:00:00.000Z", "the last one that was closed three days ago or earlier");
    }

    async fn a_thread_stands_in_one_section(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        for n in 1..=6 {
            later(&app);
            bea.ask(&format!("Question {n}")).await;
        }
        later(&app);
        bea.start("DISCUSSION", "A discussion", "Words.").await;
        let data = ann.does("thread/home", json!({})).await;
        let of = |section: &str| -> Vec<String> {
            data["viewer"]["home"][section].as_array().unwrap().iter().map(|thread| thread["title"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(of("mightHelp"), ["Question 6", "Question 5", "Question 4", "Question 3"]);
        assert_eq!(of("newThreads"), ["A discussion", "Question 2", "Question 1"]);
        let query = "{ viewer { home { newThreads { title } few: mightHelp(first: 1) { title } } } }";
        let few = ann.run(query, json!({})).await["viewer"]["home"].clone();
        assert_eq!((few["few"].as_array().unwrap().len(), &few["newThreads"][1]["title"]), (1, &json!("Question 5")), "{few}");
        assert_eq!(titles(&ann, "newThreads", 2).await, ["A discussion", "Question 6"], "alone it leaves nothing out");
    }

    async fn home_costs_the_same_however_much_there_is(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let mut counts = Vec::new();
        for n in 0..12 {
            later(&app);
            bea.ask(&format!("Theirs {n}")).await;
            let own = ann.ask(&format!("Hers {n}")).await;
            later(&app);
            bea.reply(&own, "An answer.").await;
            counts.push(statements(&app, &ann, "thread/home", json!({})).await);
        }
        app.run_jobs().await;
        let [few, .., full] = counts.as_slice() else { panic!("twelve counts") };
        assert_eq!(few, full);
        // The session, who it is, since when, three sections, the topics of their
        // threads, and what is unread.
        assert!(*full <= 8, "{full} statements");
        let data = ann.does("thread/home", json!({})).await;
        for section in ["mightHelp", "answersForYou", "newThreads"] {
            assert_eq!(data["viewer"]["home"][section].as_array().unwrap().len(), 4, "{section}");
        }
    }

    async fn home_is_for_members_and_of_a_size(app) {
        let ann = app.member("Ann", "education").await;
        for first in [0, -1, 21] {
            let answer = ann.send("query($first: Int) { viewer { home { mightHelp(first: $first) { id } } } }", json!({ "first": first })).await;
            assert_eq!(answer.codes(), ["BAD_REQUEST"], "{first}");
        }
        sql(&app, "UPDATE member SET state = 'suspended'").await;
        let answer = ann.send("{ viewer { home { newSince } } }", json!({})).await;
        assert_eq!(answer.codes(), ["FORBIDDEN"]);
        assert_eq!(app.visitor().run("{ viewer { home { newSince } } }", json!({})).await["viewer"], Value::Null);
    }
}

/// An id as SQL writes it.
fn it_id(n: u8) -> String {
    format!("X'{:032x}'", u128::from(n))
}
