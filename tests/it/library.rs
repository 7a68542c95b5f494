//! Finding in the library.

use domain::clock::Span;
use it::{Actor, on_both_engines};
use serde_json::json;

use crate::resource::{act, counts, shared, titles};
use crate::thread::{hide, opening, statements, topics};

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
}
