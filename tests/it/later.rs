//! Marking everything as read, and keeping threads for later.

use domain::clock::Span;
use it::{Actor, on_both_engines};
use serde_json::{Value, json};

use crate::thread::hide;

async fn unread(who: &Actor, thread: &str) -> Value {
    let query = "query($id: ID!) { thread(id: $id) { viewerUnreadCount } }";
    who.run(query, json!({ "id": thread })).await["thread"]["viewerUnreadCount"].clone()
}

async fn mark(who: &Actor, undo: Value) -> Value {
    let data = who
        .does("thread/markAllRead", json!({ "input": { "undo": undo } }))
        .await;
    assert_eq!(data["markAllRead"]["status"], "SAVED");
    data["markAllRead"]["markedAt"].clone()
}

async fn save(who: &Actor, thread: &str, on: bool) -> Value {
    let input = json!({ "input": { "thread": thread, "on": on } });
    who.does("thread/saveThread", input).await["saveThread"].clone()
}

async fn saved(who: &Actor) -> Vec<String> {
    let query = "{ threads(filter: { saved: true }) { nodes { id viewerSaved } totalCount } }";
    let list = who.run(query, json!({})).await["threads"].clone();
    let nodes = list["nodes"].as_array().unwrap();
    assert_eq!(list["totalCount"], nodes.len());
    assert!(nodes.iter().all(|node| node["viewerSaved"] == true));
    nodes
        .iter()
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect()
}

on_both_engines! {
    async fn all_is_marked_as_read_and_that_is_taken_back(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let (one, two) = (ann.ask("One").await, ann.ask("Two").await);
        for thread in [&one, &two] {
            app.clock().advance(Span::minutes(1));
            bea.reply(thread, "Words.").await;
        }
        assert_eq!((unread(&ann, &one).await, unread(&ann, &two).await), (json!(1), json!(1)));
        let marked = mark(&ann, Value::Null).await;
        assert_eq!((unread(&ann, &one).await, unread(&ann, &two).await), (json!(0), json!(0)));
        app.clock().advance(Span::minutes(1));
        bea.reply(&two, "After it.").await;
        assert_eq!(unread(&ann, &two).await, 1, "what comes is new");
        // Nobody takes back what another marked, nor at another time.
        mark(&bea, marked.clone()).await;
        mark(&ann, json!("2020-01-01T00:00:00.000Z")).await;
        assert_eq!(unread(&ann, &one).await, 0);
        // What was read in the meantime stays so.
        ann.does("thread/markThreadRead", json!({ "input": { "thread": two } })).await;
        assert_eq!(mark(&ann, marked.clone()).await, Value::Null);
        assert_eq!((unread(&ann, &one).await, unread(&ann, &two).await), (json!(1), json!(0)));
        mark(&ann, marked).await;
        assert_eq!(unread(&ann, &one).await, 1, "a second click on undo changes nothing");
        app.run_jobs().await;
    }

    async fn who_reads_a_part_after_marking_gets_the_rest_back(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("One").await;
        let mut posts = Vec::new();
        for words in ["First.", "Second.", "Third."] {
            app.clock().advance(Span::minutes(1));
            posts.push(bea.reply(&thread, words).await);
        }
        let marked = mark(&ann, Value::Null).await;
        let seen = json!({ "input": { "thread": thread, "upTo": posts[0] } });
        ann.does("thread/markThreadRead", seen).await;
        assert_eq!(unread(&ann, &thread).await, 0);
        mark(&ann, marked).await;
        assert_eq!(unread(&ann, &thread).await, 2, "all but what was read since");
        app.run_jobs().await;
    }

    async fn a_thread_is_kept_for_later_by_oneself_alone(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let (one, two) = (ann.ask("One").await, ann.ask("Two").await);
        for _ in 0..2 {
            let kept = save(&bea, &one, true).await;
            assert_eq!((&kept["status"], &kept["thread"]), (&json!("SAVED"), &json!({ "id": one, "viewerSaved": true })));
        }
        assert_eq!(saved(&bea).await, std::slice::from_ref(&one));
        assert!(saved(&ann).await.is_empty() && saved(&cora).await.is_empty());
        let rest = bea.run("{ threads(filter: { saved: false }) { nodes { id } } }", json!({})).await;
        assert_eq!(rest["threads"]["nodes"], json!([{ "id": two }]));
        assert_eq!(save(&bea, "thread:00000000000000000000000000000000", true).await["status"], "NOT_FOUND");
        let opening = crate::thread::opening(&ann, &one).await;
        hide(&cora, &opening).await;
        assert!(saved(&bea).await.is_empty(), "what is hidden is in no list");
        assert_eq!(save(&bea, &one, true).await["status"], "NOT_FOUND");
        assert_eq!(save(&bea, &one, false).await["status"], "SAVED", "to stop always works");
        cora.does("post/restorePost", json!({ "input": { "post": opening, "reason": "It was all right" } })).await;
        assert!(saved(&bea).await.is_empty());
        app.run_jobs().await;
    }
}
