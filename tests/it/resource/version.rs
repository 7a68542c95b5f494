//! Documents, and their versions.

use it::{Actor, number, on_both_engines, sql};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{act, facts, fields, link, share};
use crate::file::{picture, status, url};
use crate::thread::{hide, opening, statements, withdraw};

/// What the form sends for a document.
async fn document(actor: &Actor, title: &str, file: &Value) -> Value {
    let more = json!({ "form": "DOCUMENT", "file": file["id"], "facts": { "address": null } });
    link(actor, title, more).await
}

async fn shared(actor: &Actor, title: &str, file: &Value) -> String {
    let payload = share(actor, document(actor, title, file).await).await;
    assert_eq!(payload["status"], "SHARED", "{payload}");
    payload["thread"]["id"].as_str().unwrap().to_owned()
}

async fn adds(actor: &Actor, thread: &str, file: &Value, version: i64) -> Value {
    let input = json!({ "thread": thread, "file": file["id"], "whatChanged": "Other numbers to call", "expectedVersion": version });
    act(actor, "resource/addVersion", input).await
}

/// What is told of the file, in one sentence.
fn refusal(payload: &Value) -> String {
    assert_eq!(payload["status"], "INVALID", "{payload}");
    assert_eq!(fields(payload), ["file"], "{payload}");
    payload["problems"][0]["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn found(actor: &Actor, words: &str) -> usize {
    let found = actor
        .run(
            "query($text: String!) { search(text: $text) { nodes { kind } } }",
            json!({ "text": words }),
        )
        .await;
    found["search"]["nodes"].as_array().unwrap().len()
}

async fn told(actor: &Actor) -> Vec<String> {
    let told = actor
        .run("{ viewer { notifications { nodes { kind } } } }", json!({}))
        .await;
    let nodes = told["viewer"]["notifications"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["kind"].as_str().unwrap().to_owned())
        .collect()
}

async fn bytes(actor: &Actor, version: &Value) -> Vec<u8> {
    let sent = actor.looks_at(url(&version["file"]), &[]).await;
    assert_eq!(sent.status(), 200);
    sent.into_body().into_vec().await.unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    domain::secret::hex(&Sha256::digest(bytes))
}

on_both_engines! {
async fn a_document_has_versions_and_its_users_hear_of_them(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let dan = app.member("Dan Reed", "education").await;
    let first = ann.brought("What to say.txt", "Say that you are glad. Ring the harbourmaster.").await;
    let thread = shared(&ann, "What to say first", &first).await;
    app.run_jobs().await;
    assert_eq!(facts(&ben, &thread).await["versions"][0]["number"], 1);
    assert_eq!((found(&ben, "harbourmaster").await, found(&ben, "lighthouse").await), (1, 0));
    let used = json!({ "thread": thread, "setting": "Our Year 9", "body": "They read it." });
    assert_eq!(act(&ben, "resource/recordUse", used).await["status"], "POSTED");
    dan.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
    app.clock().advance(domain::clock::Span::days(9));
    app.run_jobs().await;

    let before = facts(&ann, &thread).await;
    let second = ann.brought("What to say 2.txt", "Say that you are glad. Ring the lighthouse.").await;
    let added = adds(&ann, &thread, &second, before["version"].as_i64().unwrap()).await;
    assert_eq!(added["status"], "ADDED", "{added}");
    app.run_jobs().await;
    let after = facts(&ben, &thread).await;
    let versions = after["versions"].as_array().unwrap();
    let seen: Vec<_> = versions.iter().map(|version| (version["number"].as_i64().unwrap(), version["whatChanged"].as_str().unwrap(), version["by"]["name"].as_str().unwrap())).collect();
    assert_eq!(seen, [(2, "Other numbers to call", "Ann Hill"), (1, "", "Ann Hill")]);
    for version in versions {
        assert_eq!(version["file"]["sha256"], sha256(&bytes(&ben, version).await), "each can be had, and is what it says");
    }
    assert!(after["reviewBy"].as_str() > before["reviewBy"].as_str(), "with a new version it was looked at");
    assert_eq!((found(&ben, "harbourmaster").await, found(&ben, "lighthouse").await), (0, 1), "the newest is found");
    assert_eq!(told(&ben).await[0], "NEW_VERSION");
    assert_eq!(told(&dan).await[0], "NEW_VERSION");
    assert!(!told(&ann).await.contains(&"NEW_VERSION".to_owned()));
    let list = json!({ "filter": {}, "order": "NEWEST" });
    let cost = statements(&app, &ben, "resource/resources", list.clone()).await;
    for n in 0..3 {
        let file = ann.brought("more.txt", format!("Words {n}")).await;
        shared(&ann, &format!("Another {n}"), &file).await;
    }
    app.run_jobs().await;
    assert_eq!(statements(&app, &ben, "resource/resources", list).await, cost, "however long the list is");
    let library = ben.does("resource/resources", json!({ "filter": {}, "order": "NEWEST" })).await;
    assert_eq!(library["resources"]["nodes"][0]["facts"]["document"], json!({ "kind": "TXT", "bytes": 7 }));
}

async fn a_document_is_one_file_of_ones_own(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let without = document(&ann, "A leaflet", &json!({})).await;
    assert_eq!(refusal(&share(&ann, without).await), "Add the document");
    let theirs = ben.brought("theirs.txt", "Not hers").await;
    let not_hers = share(&ann, document(&ann, "A leaflet", &theirs).await).await;
    assert!(refusal(&not_hers).contains("not there any more"));
    let mine = ann.brought("mine.txt", "Words").await;
    let beside = link(&ann, "A link", json!({ "file": mine["id"] })).await;
    assert!(refusal(&share(&ann, beside).await).starts_with("Only a document"));
    let unsaid = ann.brought("poster.png", picture(90, 90)).await;
    let poster = share(&ann, document(&ann, "A poster", &unsaid).await).await;
    assert!(refusal(&poster).starts_with("Say what"));
    assert_eq!(number(&app, "SELECT COUNT(*) FROM resource").await, 0, "nothing of them is left");

    // A file has one place: a post or a document.
    let talk = ann.ask("Where is the leaflet?").await;
    let replies = async |file: &Value| {
        let input = json!({ "thread": talk, "body": "Here.", "files": [file["id"]] });
        ann.run("mutation($input: ReplyInput!) { reply(input: $input) { status post { files { name } } } }", json!({ "input": input })).await["reply"].clone()
    };
    let posted = ann.brought("posted.txt", "In a post").await;
    assert_eq!(replies(&posted).await["status"], "POSTED");
    let taken = share(&ann, document(&ann, "A leaflet", &posted).await).await;
    assert!(refusal(&taken).contains("not there any more"));
    let thread = shared(&ann, "A leaflet", &mine).await;
    assert_eq!(replies(&mine).await["status"], "INVALID");
    let first = opening(&ann, &thread).await;
    let edit = json!({ "post": first, "body": "Why.", "files": [mine["id"]], "expectedVersion": 1 });
    let edited = ann.run("mutation($input: EditPostInput!) { editPost(input: $input) { status } }", json!({ "input": edit })).await;
    assert_eq!(edited["editPost"]["status"], "INVALID", "nor does it hang on its opening");

    // It is there once, whoever brings it.
    let copy = ben.brought("A copy.txt", "Words").await;
    let again = share(&ben, document(&ben, "Another leaflet", &copy).await).await;
    assert!(refusal(&again).contains("as “A leaflet”"));
    // Out of use it is in nobody's way.
    let withdrawn = json!({ "thread": thread, "reason": "It is out of date" });
    assert_eq!(act(&ann, "resource/retireResource", withdrawn).await["status"], "RETIRED");
    shared(&ben, "Another leaflet", &copy).await;
    app.run_jobs().await;
}

async fn its_keeper_alone_adds_a_version_once(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let first = ann.brought("one.txt", "One").await;
    let thread = shared(&ann, "A leaflet", &first).await;
    let mine = ben.brought("two.txt", "Two").await;
    assert_eq!(adds(&ben, &thread, &mine, 1).await["status"], "NOT_KEEPER");
    assert!(refusal(&adds(&ann, &thread, &mine, 1).await).contains("not there any more"));
    let same = ann.brought("same.txt", "One").await;
    assert!(refusal(&adds(&ann, &thread, &same, 1).await).starts_with("This file is the same"));
    let other = ann.brought("other.txt", "Other").await;
    shared(&ann, "Another", &other).await;
    let copy = ann.brought("copy.txt", "Other").await;
    assert!(refusal(&adds(&ann, &thread, &copy, 1).await).contains("as “Another”"));
    let two = ann.brought("two.txt", "Two").await;
    let with = |words: &str| json!({ "thread": thread, "file": two["id"], "whatChanged": words, "expectedVersion": 1 });
    for words in ["", "  \n ", &"x".repeat(10_000)] {
        let refused = act(&ann, "resource/addVersion", with(words)).await;
        assert_eq!((refused["status"].as_str(), fields(&refused)), (Some("INVALID"), vec!["whatChanged".to_owned()]));
    }
    let added = act(&ann, "resource/addVersion", with("<b>ما الجديد</b> & more")).await;
    assert_eq!(added["status"], "ADDED");
    assert_eq!(facts(&ben, &thread).await["versions"][0]["whatChanged"], "<b>ما الجديد</b> & more", "words, and no HTML");
    // The second press of the same button finds it done.
    assert_eq!(act(&ann, "resource/addVersion", with("Again")).await["status"], "ADDED");
    // From another tab that had not seen it: both are shown, and the file is hers still.
    let three = ann.brought("three.txt", "Three").await;
    let late = adds(&ann, &thread, &three, 1).await;
    assert_eq!(late["status"], "CHANGED_ELSEWHERE");
    let version = late["thread"]["facts"]["version"].as_i64().unwrap();
    assert_eq!(adds(&ann, &thread, &three, version).await["status"], "ADDED");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM resource_version").await, 4);

    let four = ann.brought("four.txt", "Four").await;
    let text = share(&ann, link(&ann, "A link", json!({})).await).await["thread"]["id"].clone();
    assert_eq!(adds(&ann, text.as_str().unwrap(), &four, 1).await["status"], "NOT_FOUND", "it is no document");
    let withdrawn = json!({ "thread": thread, "reason": "It is out of date" });
    assert_eq!(act(&ann, "resource/retireResource", withdrawn).await["status"], "RETIRED");
    assert_eq!(adds(&ann, &thread, &four, version + 2).await["status"], "RETIRED");
    app.run_jobs().await;
}

async fn versions_are_seen_with_their_thread_and_stay(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let mia = app.coordinator("Mia Ross").await;
    let one = ann.brought("one.txt", "One").await;
    let thread = shared(&ann, "A leaflet", &one).await;
    let two = ann.brought("two.txt", "Two").await;
    assert_eq!(adds(&ann, &thread, &two, 1).await["status"], "ADDED");
    // Nobody sweeps them.
    app.clock().advance(domain::clock::Span::days(9));
    app.run_jobs().await;
    let can = async |who: &Actor| [status(who, url(&one)).await, status(who, url(&two)).await];
    assert_eq!((can(&ann).await, can(&ben).await, can(&app.visitor()).await), ([200; 2], [200; 2], [404; 2]));
    // One that is being checked is shown as that.
    sql(&app, "UPDATE file SET state = 'held' WHERE name = 'two.txt'").await;
    assert_eq!(facts(&ben, &thread).await["versions"][0]["file"]["state"], "HELD");
    assert_eq!((can(&ann).await, can(&ben).await), ([200, 404], [200, 404]));
    sql(&app, "UPDATE file SET state = 'ready' WHERE name = 'two.txt'").await;
    let first = opening(&ann, &thread).await;
    hide(&mia, &first).await;
    assert_eq!((can(&ann).await, can(&ben).await, can(&mia).await), ([404; 2], [404; 2], [200; 2]));
    sql(&app, "UPDATE thread SET state = 'visible'").await;
    sql(&app, "UPDATE post SET state = 'visible'").await;
    assert_eq!(can(&ben).await, [200; 2]);
    assert_eq!(withdraw(&ann, &first, 1).await["status"], "WITHDRAWN");
    assert_eq!((can(&ann).await, can(&ben).await, can(&mia).await), ([404; 2], [404; 2], [404; 2]));
    app.run_jobs().await;
}
}
