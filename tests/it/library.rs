//! Finding in the library, and what is not used any more where words refer to it.

use domain::clock::Span;
use it::{Actor, on_both_engines};
use serde_json::json;

use crate::resource::{act, counts, shared, titles};
use crate::thread::{hide, opening, page, statements, topics};

async fn found(actor: &Actor, text: &str) -> Vec<String> {
    titles(actor, json!({ "text": text }), "NEWEST").await
}

on_both_engines! {
async fn the_library_is_searched_as_everything_is(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let all = topics(&ann).await;
    let letter = json!({ "body": "<p>What a letter to CAMHS has to say.</p>", "topics": [all[1]], "facts": { "format": "TEMPLATE" } });
    let letter = shared(&ann, "A letter of referral", letter).await;
    app.clock().advance(Span::minutes(1));
    shared(&ben, "Parenting in hard times", json!({ "body": "<p>First letters home.</p>" })).await;
    app.clock().advance(Span::minutes(1));
    shared(&ben, "A film about sleep", json!({ "facts": { "format": "VIDEO", "maker": "Harbour Films" } })).await;
    app.clock().advance(Span::minutes(1));
    let noted = json!({ "body": "<p>The letter that she left.</p>", "contentNote": "Mentions suicide" });
    shared(&ann, "A film about loss", noted).await;
    let hidden = shared(&ben, "A hidden letter", json!({})).await;
    let mia = app.coordinator("Mia Ross").await;
    hide(&mia, &opening(&ben, &hidden).await).await;
    ann.reply(&letter, "This reply says lighthouse.").await;

    let letters = ["Parenting in hard times", "A letter of referral"];
    for (text, expected) in [
        ("letters", letters.as_slice()),
        ("  LETTER!", &letters),
        ("letter referrals", &letters[1..]),
        ("\"letter home\"", &letters[..1]),
        ("\"home letter\"", &[]),
        // Words that mean the same, the facts, and what somebody is still typing.
        ("child and adolescent mental health services", &letters[1..]),
        ("harbour", &["A film about sleep"]),
        ("parenti", &letters[..1]),
        // A reply is no resource.
        ("lighthouse", &[]),
        ("film", &["A film about loss", "A film about sleep"]),
        // Signs are no language.
        ("letter* OR NOT (film AND \"", &[]),
        ("letter'); DROP TABLE thread; --", &[]),
        ("🙂", &[]),
        ("%_", &[]),
    ] {
        assert_eq!(found(&ann, text).await, expected, "{text}");
    }
    assert_eq!(found(&ann, " \u{a0} ").await.len(), 4, "nothing is looked for");
    assert_eq!(found(&ann, "letter\0").await, letters, "a NUL parts words");
    let long = format!("letter {}", " 🙂".repeat(5_000));
    assert_eq!(found(&ann, &long).await, letters, "and what is too long is cut");

    // The other facets hold, too, and the counts follow the words.
    let narrowed = json!({ "text": "letter", "topic": all[1] });
    assert_eq!(titles(&ann, narrowed, "NEWEST").await, ["A letter of referral"]);
    let text = json!({ "text": "letter" });
    assert_eq!(titles(&ann, text.clone(), "RECENTLY_CHECKED").await, letters);
    let number = |value: &str, number| (value.to_owned(), number);
    assert_eq!(
        counts(&ann, text.clone(), "FORMAT").await,
        [number("LEAFLET", 1), number("TEMPLATE", 1)]
    );
    assert_eq!(counts(&ann, json!({ "text": "lighthouse" }), "FORMAT").await, []);
    let first = ann
        .run("{ resources(filter: { text: \"letter\" }, first: 1) { totalCount nodes { title } pageInfo { endCursor } } }", json!({}))
        .await["resources"].clone();
    assert_eq!((&first["totalCount"], &first["nodes"][0]["title"]), (&json!(2), &json!(letters[0])));
    let rest = ann
        .run("query ($after: String) { resources(filter: { text: \"letter\" }, after: $after) { nodes { title } } }", json!({ "after": first["pageInfo"]["endCursor"] }))
        .await;
    assert_eq!(rest["resources"]["nodes"], json!([{ "title": letters[1] }]));

    let used = json!({ "thread": letter, "setting": "My school", "body": "<p>It went well.</p>" });
    assert_eq!(act(&ben, "resource/recordUse", used).await["status"], "POSTED");
    assert_eq!(titles(&ann, text.clone(), "MOST_USED").await[0], letters[1]);
    let cost = statements(&app, &ann, "resource/firstResources", json!({ "filter": text, "order": "NEWEST" })).await;
    assert!(cost <= 6, "{cost} statements");
    app.run_jobs().await;
}

async fn what_is_not_used_any_more_says_so_where_words_refer_to_it(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let mut old = Vec::new();
    for title in ["A first talk", "A second talk", "A third talk"] {
        old.push(shared(&ben, title, json!({})).await);
    }
    let newer = shared(&ben, "A better & newer talk", json!({})).await;
    let question = ann.ask("A question that stays here").await;
    let name = |thread: &String| format!("<span data-id=\"{thread}\"></span>");
    let names: Vec<String> = old.iter().chain([&question]).map(name).collect();
    let written = format!("<p>Look at {}</p>", names.join(", "));
    let thread = ann.start("DISCUSSION", "With references", &written).await;
    let words = async || {
        let body = page(&ann, &thread).await["opening"]["body"].clone();
        body.as_str().unwrap().to_owned()
    };
    let key = |thread: &str| thread.trim_start_matches("thread:").to_owned();
    let linked = |thread: &str, title: &str| format!("<a href=\"/threads/{}\">{title}</a>", key(thread));
    let plain = |thread: &str, title: &str| {
        format!("<a data-id=\"{thread}\" href=\"/threads/{}\">{title}</a>", key(thread))
    };
    assert!(words().await.contains(&plain(&old[0], "A first talk")), "{}", words().await);
    let read = json!({ "id": thread });
    let before = statements(&app, &ann, "post/postBody", json!({ "id": opening(&ann, &thread).await })).await;

    let replaced = json!({ "thread": old[0], "replacedBy": newer });
    assert_eq!(act(&ben, "resource/retireResource", replaced).await["status"], "RETIRED");
    let withdrawn = json!({ "thread": old[1], "reason": "It names a helpline that has closed" });
    assert_eq!(act(&ben, "resource/retireResource", withdrawn).await["status"], "RETIRED");
    let seen = words().await;
    let way_on = linked(&newer, "A better &amp; newer talk");
    for (thread, title, mark) in [
        (&old[0], "A first talk", format!("replaced by {way_on}")),
        (&old[1], "A second talk", "withdrawn".to_owned()),
    ] {
        let marked = format!("<span data-id=\"{thread}\">{} <small>({mark})</small></span>", linked(thread, title));
        assert!(seen.contains(&marked), "{seen}");
    }
    assert!(seen.contains(&plain(&old[2], "A third talk")), "{seen}");
    assert!(seen.contains(&plain(&question, "A question that stays here")), "{seen}");
    // The marks are no words of the author: they go back as they came.
    let post = opening(&ann, &thread).await;
    let edit = json!({ "input": { "post": post, "body": seen, "expectedVersion": 1 } });
    let saved = ann.does("post/editPost", edit).await["editPost"].clone();
    assert_eq!((&saved["status"], &saved["post"]["body"]), (&json!("SAVED"), &json!(seen)));

    // What it costs does not grow with the references, nor with the posts.
    let after = statements(&app, &ann, "post/postBody", json!({ "id": post })).await;
    assert!(after <= before + 1, "{before}, then {after}: which is the newer one, besides");
    let one = statements(&app, &ann, "thread/thread", read.clone()).await;
    for _ in 0..3 {
        ben.reply(&thread, &written).await;
    }
    app.run_jobs().await;
    let many = statements(&app, &ann, "thread/thread", read).await;
    assert!(many <= one + 2, "{one} statements for one post, {many} for four");

    // No way leads to what is hidden.
    let mia = app.coordinator("Mia Ross").await;
    hide(&mia, &opening(&ben, &newer).await).await;
    let seen = words().await;
    assert!(seen.contains("<small>(replaced)</small>") && !seen.contains("newer talk"), "{seen}");
    assert_eq!(act(&ben, "resource/checkResource", json!({ "thread": old[0] })).await["status"], "CHECKED");
    assert!(words().await.contains(&plain(&old[0], "A first talk")));
    app.run_jobs().await;
}
}
