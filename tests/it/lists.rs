//! Lists of threads: orders, filters, and walking them to the end.

use std::collections::HashSet;

use it::{Actor, TestApp, on_both_engines, sql};
use serde_json::{Value, json};

use crate::thread::{hide, lock, opening, statements, topics, withdraw};

async fn listed(who: &Actor, order: &str, filter: Value) -> Vec<String> {
    let data = who
        .does(
            "thread/threads",
            json!({ "order": order, "filter": filter }),
        )
        .await;
    data["threads"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| thread["title"].as_str().unwrap().to_owned())
        .collect()
}

fn later(app: &TestApp) {
    app.clock().advance(domain::clock::Span::minutes(1));
}

/// Walks a list by threes, doing something after each page; the titles.
async fn walk(who: &Actor, order: &str, mut between: impl AsyncFnMut()) -> Vec<String> {
    let query = "query($order: ThreadOrder!, $after: String) { threads(order: $order, first: 3, after: $after) {
        nodes { title } pageInfo { hasNextPage hasPreviousPage endCursor } } }";
    let mut after = Value::Null;
    let mut titles = Vec::new();
    loop {
        let data = who
            .run(query, json!({ "order": order, "after": after }))
            .await;
        let list = &data["threads"];
        titles.extend(
            list["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|thread| thread["title"].as_str().unwrap().to_owned()),
        );
        assert_eq!(list["pageInfo"]["hasPreviousPage"], !after.is_null());
        if list["pageInfo"]["hasNextPage"] == false {
            return titles;
        }
        after = list["pageInfo"]["endCursor"].clone();
        between().await;
    }
}

on_both_engines! {
    async fn the_orders_of_a_list(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let answered = ann.ask("Answered").await;
        for title in ["Waits long", "Waits"] {
            later(&app);
            ann.ask(title).await;
        }
        later(&app);
        ann.start("DISCUSSION", "Talk", "Words.").await;
        later(&app);
        bea.reply(&answered, "An answer.").await;
        app.run_jobs().await;
        assert_eq!(listed(&bea, "LATEST_ACTIVITY", json!({})).await, ["Answered", "Talk", "Waits", "Waits long"]);
        assert_eq!(listed(&bea, "NEWEST", json!({})).await, ["Talk", "Waits", "Waits long", "Answered"]);
        assert_eq!(listed(&bea, "UNANSWERED_FIRST", json!({})).await, ["Waits long", "Waits", "Talk", "Answered"]);
        let default = bea.run("{ threads { nodes { title } totalCount } }", json!({})).await;
        assert_eq!((&default["threads"]["nodes"][0]["title"], &default["threads"]["totalCount"]), (&json!("Answered"), &json!(4)));
    }

    async fn the_filters_of_a_list(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let topics = topics(&ann).await;
        let sectors = ann.run("{ sectors { id slug } }", json!({})).await;
        let sector = |slug: &str| sectors["sectors"].as_array().unwrap().iter().find(|sector| sector["slug"] == slug).unwrap()["id"].clone();
        let answered = ann.ask("Answered").await;
        later(&app);
        let waits = ann.ask("Waits").await;
        ann.reply(&waits, "I forgot to say: it is a small school.").await;
        later(&app);
        let input = json!({ "kind": "DISCUSSION", "title": "Talk", "body": "Words.", "topics": [topics[1], topics[2]] });
        bea.does("thread/startThread", json!({ "input": input })).await;
        later(&app);
        bea.reply(&answered, "An answer.").await;
        app.run_jobs().await;
        for order in ["LATEST_ACTIVITY", "NEWEST", "UNANSWERED_FIRST"] {
            let found = async |filter: Value| {
                let mut titles = listed(&ann, order, filter.clone()).await;
                let query = "query($filter: ThreadFilter) { threads(filter: $filter) { totalCount } }";
                let total = ann.run(query, json!({ "filter": filter })).await["threads"]["totalCount"].clone();
                assert_eq!(total, titles.len(), "{order}: the total of {filter}");
                titles.sort_unstable();
                titles.join(", ")
            };
            assert_eq!(found(json!({ "kind": "DISCUSSION" })).await, "Talk");
            assert_eq!(found(json!({ "kind": "CALL" })).await, "");
            assert_eq!(found(json!({ "topic": topics[0] })).await, "Answered, Waits");
            assert_eq!(found(json!({ "topic": topics[2] })).await, "Talk");
            assert_eq!(found(json!({ "sector": sector("education") })).await, "Answered, Waits");
            assert_eq!(found(json!({ "sector": sector("other") })).await, "");
            assert_eq!(found(json!({ "unanswered": true })).await, "Waits");
            assert_eq!(found(json!({ "unanswered": false })).await, "Answered, Talk");
            assert_eq!(found(json!({ "following": true })).await, "Answered, Waits");
            assert_eq!(found(json!({ "following": false })).await, "Talk");
            assert_eq!(found(json!({ "author": bea.id() })).await, "Talk");
            assert_eq!(found(json!({ "following": true, "unanswered": true, "topic": topics[0], "kind": "QUESTION",
                                     "sector": sector("education"), "author": ann.id() })).await, "Waits");
            assert_eq!(found(json!({ "topic": "topic:00000000000000000000000000000000" })).await, "");
        }
        for filter in [json!({ "topic": sector("other") }), json!({ "author": "x" })] {
            let answer = ann.send(&it::document("thread/threads"), json!({ "order": "NEWEST", "filter": filter })).await;
            assert_eq!(answer.codes(), ["BAD_REQUEST"]);
        }
    }

    async fn a_list_is_walked_without_gap_or_repeat_while_others_write(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let mut there = HashSet::new();
        for n in 0..11 {
            // Threes of the same instant: the id breaks the tie.
            if n % 3 == 0 {
                later(&app);
            }
            let title = format!("Thread {n}");
            let thread = if n % 4 == 0 { ann.start("DISCUSSION", &title, "Words.").await } else { ann.ask(&title).await };
            if n % 5 == 0 {
                bea.reply(&thread, "An answer.").await;
            }
            there.insert(title);
        }
        for order in ["LATEST_ACTIVITY", "NEWEST", "UNANSWERED_FIRST"] {
            let mut n = 0;
            let walked = walk(&ann, order, async || {
                n += 1;
                later(&app);
                bea.start("DISCUSSION", &format!("Meanwhile {order} {n}"), "Words.").await;
            })
            .await;
            let once: HashSet<_> = walked.iter().cloned().collect();
            assert_eq!(once.len(), walked.len(), "{order} repeats: {walked:?}");
            assert!(there.is_subset(&once), "{order} has a gap: {walked:?}");
            there = once.union(&there).cloned().collect();
            there.retain(|title| title.starts_with("Thread"));
        }
        app.run_jobs().await;
    }

    async fn replies_are_walked_without_gap_or_repeat(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Long?").await;
        let mut posted = Vec::new();
        for n in 0..9 {
            if n % 4 == 0 {
                later(&app);
            }
            posted.push(bea.reply(&thread, &format!("Reply {n}")).await);
        }
        let query = "query($id: ID!, $after: String) { thread(id: $id) { replies(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }";
        let (mut after, mut walked) = (Value::Null, Vec::new());
        loop {
            let data = ann.run(query, json!({ "id": thread, "after": after })).await;
            let replies = &data["thread"]["replies"];
            walked.extend(replies["nodes"].as_array().unwrap().iter().map(|post| post["id"].as_str().unwrap().to_owned()));
            if replies["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = replies["pageInfo"]["endCursor"].clone();
            if walked.len() < 6 {
                later(&app);
                posted.push(ann.reply(&thread, "Meanwhile").await);
            }
        }
        walked.sort_unstable();
        posted.sort_unstable();
        assert_eq!(walked, posted);
        app.run_jobs().await;
    }

    async fn a_page_has_a_size_and_a_place(app) {
        let ann = app.member("Ann", "education").await;
        let query = "query($first: Int, $after: String) { threads(first: $first, after: $after) { nodes { id } } }";
        for variables in [json!({ "first": 0 }), json!({ "first": -3 }), json!({ "first": 101 }), json!({ "after": "nonsense" }), json!({ "after": "" })] {
            assert_eq!(ann.send(query, variables.clone()).await.codes(), ["BAD_REQUEST"], "{variables}");
        }
        let thread = ann.ask("Here").await;
        let query = "query($id: ID!, $first: Int, $after: String) { thread(id: $id) { replies(first: $first, after: $after) { nodes { id } } } }";
        for (first, after) in [(json!(0), Value::Null), (json!(101), Value::Null), (Value::Null, json!("nonsense"))] {
            assert_eq!(ann.send(query, json!({ "id": thread, "first": first, "after": after })).await.codes(), ["BAD_REQUEST"]);
        }
    }

    async fn a_place_is_of_one_list(app) {
        let ann = app.coordinator("Ann").await;
        let threads = [ann.ask("One").await, ann.ask("Two").await];
        let bea = app.member("Bea", "third-sector").await;
        for thread in &threads {
            bea.reply(thread, "A reply.").await;
        }
        app.run_jobs().await;
        let lists = [
            "threads(order: NEWEST, AFTER) { LIST }".to_owned(),
            "threads(order: LATEST_ACTIVITY, AFTER) { LIST }".to_owned(),
            "threads(order: UNANSWERED_FIRST, AFTER) { LIST }".to_owned(),
            "threads(filter: { unanswered: false }, AFTER) { LIST }".to_owned(),
            format!("thread(id: \"{}\") {{ replies(AFTER) {{ LIST }} }}", threads[0]),
            format!("thread(id: \"{}\") {{ replies(AFTER) {{ LIST }} }}", threads[1]),
            "members(AFTER) { LIST }".to_owned(),
        ];
        let asked = async |list: &str, after: &Value| {
            let after = if after.is_null() { "first: 1".to_owned() } else { format!("after: {after}") };
            ann.send(&format!("{{ {} }}", list.replace("AFTER", &after).replace("LIST", "edges { cursor }")), json!({})).await
        };
        for list in &lists {
            let first = asked(list, &Value::Null).await.data().clone();
            let place = ["/threads", "/thread/replies", "/members"].iter().find_map(|list| first.pointer(&format!("{list}/edges/0/cursor")));
            let place = place.unwrap_or_else(|| panic!("{list}: {first}"));
            for other in &lists {
                let codes = asked(other, place).await.codes();
                assert_eq!(codes.is_empty(), other == list, "{list} in {other}: {codes:?}");
                assert!(codes.iter().all(|code| code == "BAD_REQUEST"), "{codes:?}");
            }
        }
        // As they were before they said of which list they are.
        let old = json!("AAABmrFXYAABmrFXYABwAIAAAAAAAAAB");
        assert_eq!(asked(&lists[0], &old).await.codes(), ["BAD_REQUEST"]);
    }

    async fn a_list_costs_the_same_however_long(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let full = "query { viewer { unreadCount } threads(first: 20) { nodes { title topics { name } author { label sector { name } member { name } }
            viewerFollows viewerUnreadCount } pageInfo { hasNextPage } } }";
        let count = async |document: &str| {
            let before = app.app().db().statements();
            ann.run(document, json!({})).await;
            app.app().db().statements() - before
        };
        ann.ask("One").await;
        let (short, short_full) = (statements(&app, &ann, "thread/threads", json!({ "order": "LATEST_ACTIVITY" })).await, count(full).await);
        for n in 0..25 {
            bea.ask(&format!("Question {n}")).await;
        }
        let (long, long_full) = (statements(&app, &ann, "thread/threads", json!({ "order": "LATEST_ACTIVITY" })).await, count(full).await);
        assert_eq!((short, short_full), (long, long_full));
        assert!(long <= 6 && long_full <= 6, "{long} and {long_full} statements");
    }

    async fn a_locked_question_waits_for_nobody(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let closed = ann.ask("Closed before an answer").await;
        later(&app);
        ann.start("DISCUSSION", "Talk", "Words.").await;
        later(&app);
        ann.ask("Open").await;
        lock(&cora, &closed).await;
        for order in ["LATEST_ACTIVITY", "NEWEST", "UNANSWERED_FIRST"] {
            assert_eq!(listed(&bea, order, json!({ "unanswered": true })).await, ["Open"], "{order}");
            assert_eq!(listed(&bea, order, json!({ "unanswered": false })).await, ["Talk", "Closed before an answer"], "{order}");
        }
        assert_eq!(listed(&bea, "UNANSWERED_FIRST", json!({})).await, ["Open", "Talk", "Closed before an answer"]);
        let query = "{ threads(filter: { unanswered: true }) { totalCount } viewer { home { mightHelp { title } } } }";
        let data = bea.run(query, json!({})).await;
        assert_eq!(data["threads"]["totalCount"], 1);
        assert_eq!(data["viewer"]["home"]["mightHelp"], json!([{ "title": "Open" }]));
        // Unlocked, it waits again.
        cora.does("thread/unlockThread", json!({ "input": { "thread": closed, "reason": "There is more to say" } })).await;
        assert_eq!(listed(&bea, "UNANSWERED_FIRST", json!({})).await, ["Closed before an answer", "Open", "Talk"]);
        app.run_jobs().await;
    }

    async fn withdrawn_and_hidden_threads_are_in_no_list(app) {
        let ann = app.member("Ann", "education").await;
        for title in ["Visible", "withdrawn", "hidden", "held"] {
            ann.ask(title).await;
            if title != "Visible" {
                sql(&app, &format!("UPDATE thread SET state = '{title}' WHERE title = '{title}'")).await;
            }
        }
        for order in ["LATEST_ACTIVITY", "NEWEST", "UNANSWERED_FIRST"] {
            for filter in [json!({}), json!({ "following": true }), json!({ "unanswered": true }), json!({ "author": ann.id() })] {
                assert_eq!(listed(&ann, order, filter).await, ["Visible"]);
            }
        }
    }

    async fn topics_say_how_many_threads_they_have_and_how_many_are_new(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let topics = topics(&ann).await;
        let counts = async |who: &Actor| -> Vec<(Value, Value)> {
            let data = who.does("topic/topics", json!({})).await;
            let all = data["topics"].as_array().unwrap().iter();
            all.map(|topic| (topic["threadCount"].clone(), topic["viewerNewCount"].clone())).collect()
        };
        let start = async |who: &Actor, title: &str, topics: &[&String]| {
            let input = json!({ "kind": "QUESTION", "title": title, "body": "Words.", "topics": topics });
            let data = who.does("thread/startThread", json!({ "input": input })).await;
            data["startThread"]["thread"]["id"].as_str().unwrap().to_owned()
        };
        let none = statements(&app, &ann, "topic/topics", json!({})).await;
        let old = start(&ann, "Old", &[&topics[0]]).await;
        app.clock().advance(domain::clock::Span::days(20));
        let fresh = start(&ann, "Fresh", &[&topics[0], &topics[1]]).await;
        let hidden = start(&ann, "Hidden", &[&topics[1]]).await;
        hide(&cora, &opening(&ann, &hidden).await).await;
        start(&bea, "Her own", &[&topics[1]]).await;
        assert_eq!(counts(&bea).await[..3], [(json!(2), json!(1)), (json!(2), json!(1)), (json!(0), json!(0))]);
        // What she has opened is not new; what is old never was.
        for thread in [&old, &fresh] {
            bea.does("thread/markThreadRead", json!({ "input": { "thread": thread } })).await;
        }
        assert_eq!(counts(&bea).await[..2], [(json!(2), json!(0)), (json!(2), json!(0))]);
        assert_eq!(statements(&app, &ann, "topic/topics", json!({})).await, none);
        // Whoever is no member yet hears nothing of what members wrote.
        let outside = app.visitor().run("{ topics { threadCount viewerNewCount } }", json!({})).await;
        assert_eq!(outside["topics"][0], json!({ "threadCount": 0, "viewerNewCount": 0 }));
        app.run_jobs().await;
    }

    async fn there_is_one_welcome_and_the_coordinator_chooses_it(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        let (one, two) = (ann.ask("One").await, ann.ask("Two").await);
        let pin = async |who: &Actor, act: &str, thread: &str, reason: &str| {
            let input = json!({ "input": { "thread": thread, "reason": reason } });
            who.send(&it::document(&format!("thread/{act}")), input).await
        };
        let status = async |act: &str, thread: &str| {
            let answer = pin(&cora, act, thread, "Whoever is new should read it").await;
            answer.data()[act]["status"].as_str().unwrap().to_owned()
        };
        let welcome = async || listed(&ann, "NEWEST", json!({ "pinned": true })).await;
        assert_eq!(pin(&ann, "pinThread", &one, "I like it").await.codes(), ["FORBIDDEN"]);
        assert_eq!(pin(&cora, "pinThread", &one, " ").await.data()["pinThread"]["status"], "INVALID");
        assert!(welcome().await.is_empty());
        assert_eq!(status("pinThread", &one).await, "DONE");
        assert_eq!(status("pinThread", &two).await, "DONE");
        let taken_down = "SELECT COUNT(*) FROM audit_entry WHERE act = 'unpin_thread'";
        assert_eq!(it::number(&app, taken_down).await, 1, "the one before, too");
        assert_eq!((welcome().await, listed(&ann, "NEWEST", json!({ "pinned": false })).await), (vec!["Two".to_owned()], vec!["One".to_owned()]));
        assert_eq!((status("pinThread", &two).await, status("unpinThread", &one).await), ("ALREADY".to_owned(), "ALREADY".to_owned()));
        // Hidden, it welcomes nobody; what was taken back cannot.
        hide(&cora, &opening(&ann, &two).await).await;
        assert!(welcome().await.is_empty());
        withdraw(&ann, &opening(&ann, &one).await, 1).await;
        assert_eq!(status("pinThread", &one).await, "NOT_FOUND");
        app.run_jobs().await;
    }

    async fn whoever_is_new_sees_what_of_the_first_steps_is_done(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let steps = async || {
            let data = ann.does("thread/firstWeek", json!({})).await;
            let follows = data["topics"].as_array().unwrap().iter().any(|topic| topic["viewerFollows"] == true);
            (follows, data["viewer"]["hasPosted"] == true)
        };
        assert_eq!(steps().await, (false, false));
        let question = bea.ask("Who is new?").await;
        ann.reply(&question, "I am.").await;
        let topic = &topics(&ann).await[0];
        ann.does("thread/follow", json!({ "input": { "subject": topic, "on": true } })).await;
        assert_eq!(steps().await, (true, true));
        app.run_jobs().await;
    }
}
