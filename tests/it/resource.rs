//! The library: sharing a resource, finding it by facets, keeping it true, and who
//! used it.

mod version;

use domain::Clock as _;
use domain::clock::{Day, Span};
use it::{Actor, TestApp, number, on_both_engines};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::digest::{section, weekly_tests};
use crate::thread::{hide, opening, page, statements, topics, withdraw};

/// What the form sends for a link, with `more` in place of what is usual.
pub(crate) async fn link(actor: &Actor, title: &str, more: Value) -> Value {
    let mut input = json!({
        "title": title,
        "body": "<p>It helped us to begin the talk. Invented for a test.</p>",
        "topics": [topics(actor).await[0]],
        "form": "LINK",
        "facts": {
            "address": format!("https://{}.example/leaflet", title.to_lowercase().replace(' ', "-")),
            "format": "LEAFLET",
            "audiences": ["STAFF"]
        }
    });
    merge(&mut input, &more);
    input
}

fn merge(into: &mut Value, more: &Value) {
    for (key, value) in more.as_object().into_iter().flatten() {
        if value.is_object() && into[key].is_object() {
            merge(&mut into[key], value);
        } else {
            into[key] = value.clone();
        }
    }
}

async fn share(actor: &Actor, input: Value) -> Value {
    let data = actor
        .does("resource/shareResource", json!({ "input": input }))
        .await;
    data["shareResource"].clone()
}

pub(crate) async fn shared(actor: &Actor, title: &str, more: Value) -> String {
    let payload = share(actor, link(actor, title, more).await).await;
    assert_eq!(payload["status"], "SHARED", "{payload}");
    payload["thread"]["id"].as_str().unwrap().to_owned()
}

async fn facts(actor: &Actor, thread: &str) -> Value {
    let data = actor
        .does("resource/resourceFacts", json!({ "id": thread }))
        .await;
    data["thread"]["facts"].clone()
}

pub(crate) async fn titles(actor: &Actor, filter: Value, order: &str) -> Vec<String> {
    let data = actor
        .does(
            "resource/resources",
            json!({ "filter": filter, "order": order }),
        )
        .await;
    let nodes = data["resources"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["title"].as_str().unwrap().to_owned())
        .collect()
}

pub(crate) async fn counts(actor: &Actor, filter: Value, facet: &str) -> Vec<(String, i64)> {
    let data = actor
        .does(
            "resource/firstResources",
            json!({ "filter": filter, "order": "NEWEST" }),
        )
        .await;
    let counts = data["resourceFacets"].as_array().unwrap();
    let mut counts: Vec<(String, i64)> = counts
        .iter()
        .filter(|count| count["facet"] == facet)
        .map(|count| {
            let value = count["value"].as_str().unwrap().to_owned();
            (value, count["count"].as_i64().unwrap())
        })
        .collect();
    counts.sort();
    counts
}

fn fields(payload: &Value) -> Vec<String> {
    let problems = payload["problems"].as_array().unwrap();
    let mut fields: Vec<String> = problems
        .iter()
        .map(|problem| problem["field"].as_str().unwrap().to_owned())
        .collect();
    fields.sort();
    fields
}

pub(crate) async fn act(actor: &Actor, document: &str, input: Value) -> Value {
    let name = document.rsplit('/').next().unwrap();
    let data = actor.does(document, json!({ "input": input })).await;
    data[name].clone()
}

on_both_engines! {
async fn a_resource_is_a_thread_with_facts(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let more = json!({
        "facts": {
            "audiences": ["PARENTS_AND_CARERS", "STAFF", "STAFF"],
            "maker": "An invented charity", "made": "2024", "agesFrom": 11, "agesTo": 18, "minutes": 10,
            "licence": "Free to copy", "cost": "Free", "language": "English",
            "accessibleFormats": "Easy read", "appliesTo": "England"
        }
    });
    let thread = shared(&ann, "A first talk", more).await;
    let facts = facts(&ben, &thread).await;
    assert_eq!(
        facts["audiences"],
        json!(["PARENTS_AND_CARERS", "STAFF"]),
        "each once"
    );
    assert_eq!(facts["state"], "CURRENT");
    assert_eq!(facts["keeper"]["name"], "Ann Hill");
    assert_eq!(facts["viewerKeeps"], false);
    assert_eq!(facts["address"], "https://a-first-talk.example/leaflet");
    assert_eq!(facts["minutes"], 10);
    let page = page(&ben, &thread).await;
    assert_eq!(page["kind"], "RESOURCE");
    assert_eq!(page["title"], "A first talk");
    // It is in the library and not among the talk.
    assert_eq!(titles(&ben, json!({}), "NEWEST").await, ["A first talk"]);
    let talk = ben
        .does("thread/threads", json!({ "filter": {}, "order": "NEWEST" }))
        .await;
    assert_eq!(talk["threads"]["nodes"], json!([]));
    let own = ann
        .does(
            "thread/threads",
            json!({ "filter": { "author": ann.id() }, "order": "NEWEST" }),
        )
        .await;
    assert_eq!(
        own["threads"]["nodes"][0]["title"], "A first talk",
        "but what one started is all of it"
    );
    // A question cannot pass itself off as one.
    let plain = json!({ "kind": "RESOURCE", "title": "No facts", "body": "<p>None</p>", "topics": [topics(&ann).await[0]] });
    let refused = act(&ann, "thread/startThread", plain).await;
    assert_eq!(refused["status"], "INVALID");
    assert_eq!(fields(&refused), ["kind"]);
}

async fn bad_facts_are_refused_by_field(app) {
    let ann = app.member("Ann Hill", "education").await;
    for (facts, review, field) in [
        (json!({ "address": "" }), json!(null), "address"),
        (
            json!({ "address": "javascript:alert(1)" }),
            json!(null),
            "address",
        ),
        (
            json!({ "address": "file:///etc/passwd" }),
            json!(null),
            "address",
        ),
        (
            json!({ "address": "https://user:pass@example.org/" }),
            json!(null),
            "address",
        ),
        (
            json!({ "address": format!("https://example.org/{}", "a".repeat(3000)) }),
            json!(null),
            "address",
        ),
        (json!({ "audiences": [] }), json!(null), "audiences"),
        (json!({ "agesFrom": -1 }), json!(null), "agesFrom"),
        (
            json!({ "agesFrom": 12, "agesTo": 11 }),
            json!(null),
            "agesTo",
        ),
        (json!({ "minutes": 0 }), json!(null), "minutes"),
        (json!({ "maker": "x".repeat(101) }), json!(null), "maker"),
        (json!({}), json!("9999-01-01"), "reviewBy"),
        (json!({}), json!("2020-01-01"), "reviewBy"),
        (json!({}), json!("soon"), "reviewBy"),
    ] {
        let mut input = link(&ann, "A talk", json!({ "facts": facts })).await;
        input["reviewBy"] = review;
        let payload = share(&ann, input.clone()).await;
        assert_eq!(payload["status"], "INVALID", "{input}");
        assert_eq!(fields(&payload), [field], "{input} {payload}");
    }
    assert_eq!(number(&app, "SELECT COUNT(*) FROM thread").await, 0);
    // Twice the same address is once in the library; a double click is no problem.
    let input = link(&ann, "A talk", json!({ "idempotencyKey": "one" })).await;
    let first = share(&ann, input.clone()).await;
    let again = share(&ann, input).await;
    assert_eq!(again["status"], "SHARED");
    assert_eq!(first["thread"]["id"], again["thread"]["id"]);
    let other = share(&ann, link(&ann, "A talk", json!({})).await).await;
    assert_eq!(fields(&other), ["address"]);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM thread").await, 1);
}

async fn the_library_is_narrowed_and_counted(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let all = topics(&ann).await;
    let young = json!({ "topics": [all[1]], "facts": { "audiences": ["YOUNG_PEOPLE"], "format": "VIDEO", "agesFrom": 11, "agesTo": 15 } });
    shared(&ann, "For young people", young).await;
    app.clock().advance(Span::minutes(1));
    let small = json!({ "facts": { "audiences": ["STAFF", "PARENTS_AND_CARERS"], "agesTo": 10 } });
    shared(&ben, "For primary schools", small).await;
    app.clock().advance(Span::minutes(1));
    let hidden = shared(&ben, "Hidden", json!({ "topics": [all[1]] })).await;
    let anyone = shared(&ben, "For all ages", json!({})).await;
    let mia = app.coordinator("Mia Ross").await;
    hide(&mia, &opening(&ben, &hidden).await).await;

    for (filter, found) in [
        (
            json!({}),
            vec!["For all ages", "For primary schools", "For young people"],
        ),
        (
            json!({ "audience": "YOUNG_PEOPLE" }),
            vec!["For young people"],
        ),
        (json!({ "topic": all[1] }), vec!["For young people"]),
        (
            json!({ "format": "LEAFLET", "audience": "STAFF" }),
            vec!["For all ages", "For primary schools"],
        ),
        (
            json!({ "age": "ELEVEN_TO_FIFTEEN" }),
            vec!["For all ages", "For young people"],
        ),
        (
            json!({ "age": "FIVE_TO_TEN" }),
            vec!["For all ages", "For primary schools"],
        ),
        (
            json!({ "keeper": ben.id() }),
            vec!["For all ages", "For primary schools"],
        ),
        (json!({ "recommended": true }), vec![]),
        (json!({ "state": "WITHDRAWN" }), vec![]),
    ] {
        assert_eq!(
            titles(&ann, filter.clone(), "NEWEST").await,
            found,
            "{filter}"
        );
    }
    let audiences = counts(&ann, json!({}), "AUDIENCE").await;
    assert_eq!(
        audiences,
        [
            ("PARENTS_AND_CARERS".to_owned(), 1),
            ("STAFF".to_owned(), 2),
            ("YOUNG_PEOPLE".to_owned(), 1)
        ],
        "the hidden one is not counted"
    );
    // A facet counts what the others leave, and itself not at all.
    let chosen = json!({ "format": "VIDEO", "audience": "YOUNG_PEOPLE" });
    assert_eq!(
        counts(&ann, chosen.clone(), "AUDIENCE").await,
        [("YOUNG_PEOPLE".to_owned(), 1)]
    );
    assert_eq!(
        counts(&ann, chosen, "FORMAT").await,
        [("VIDEO".to_owned(), 1)]
    );
    assert_eq!(
        counts(&ann, json!({ "format": "VIDEO" }), "FORMAT").await,
        [("LEAFLET".to_owned(), 2), ("VIDEO".to_owned(), 1)]
    );
    assert_eq!(
        counts(&ann, json!({}), "STATE").await,
        [("CURRENT".to_owned(), 3)]
    );

    let cost = statements(
        &app,
        &ann,
        "resource/resources",
        json!({ "filter": {}, "order": "NEWEST" }),
    )
    .await;
    assert_eq!(cost, 4, "session, list with facts, topics, who used them");
    let cost = statements(
        &app,
        &ann,
        "resource/firstResources",
        json!({ "filter": {}, "order": "NEWEST" }),
    )
    .await;
    assert_eq!(cost, 5, "the counts besides");
    // A cursor of one order is none of another.
    let data = ann
        .run(
            "{ resources(first: 1) { pageInfo { endCursor } } }",
            json!({}),
        )
        .await;
    let cursor = &data["resources"]["pageInfo"]["endCursor"];
    let other = ann
        .send("query ($after: String) { resources(order: MOST_USED, after: $after) { nodes { id } } }", json!({ "after": cursor }))
        .await;
    assert_eq!(other.codes(), ["BAD_REQUEST"]);
    let next = ann
        .run(
            "query ($after: String) { resources(after: $after) { nodes { title } } }",
            json!({ "after": cursor }),
        )
        .await;
    assert_eq!(
        next["resources"]["nodes"][0]["title"],
        "For primary schools"
    );
    app.run_jobs().await;
    // Taken back, it leaves the library; its facts go with its words.
    let post = opening(&ben, &anyone).await;
    assert_eq!(withdraw(&ben, &post, 1).await["status"], "WITHDRAWN");
    assert_eq!(facts(&ann, &anyone).await, Value::Null);
    assert_eq!(titles(&ann, json!({}), "NEWEST").await.len(), 2);
}

async fn who_used_it_is_counted_by_organisation(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let thread = shared(&ann, "A talk", json!({})).await;
    let other = shared(&ann, "Another", json!({})).await;
    let input = |key: &str| json!({ "thread": thread, "setting": "My Year 9 tutor group", "agesFrom": 13, "agesTo": 14, "body": "<p>They talked.</p>", "idempotencyKey": key });
    let first = act(&ben, "resource/recordUse", input("a")).await;
    assert_eq!(first["status"], "POSTED", "{first}");
    let again = act(&ben, "resource/recordUse", input("a")).await;
    assert_eq!(again["post"]["id"], first["post"]["id"]);
    act(&ben, "resource/recordUse", input("b")).await;
    act(&ann, "resource/recordUse", input("c")).await;
    let used = facts(&ben, &thread).await["usedBy"].clone();
    let of = |slug: &str| {
        let all = used.as_array().unwrap().iter();
        all.filter(|one| one["sector"]["slug"] == slug)
            .map(|one| one["count"].as_i64().unwrap())
            .sum::<i64>()
    };
    assert_eq!(
        (of("third-sector"), of("education")),
        (1, 1),
        "an organisation counts once: {used}"
    );
    assert_eq!(
        titles(&ann, json!({}), "MOST_USED").await,
        ["A talk", "Another"]
    );
    let replies = page(&ann, &thread).await["replies"]["nodes"].clone();
    assert_eq!(replies[0]["used"]["setting"], "My Year 9 tutor group");
    assert_eq!(replies[0]["used"]["agesFrom"], 13);
    // A use that is hidden or taken back counts no more.
    let mia = app.coordinator("Mia Ross").await;
    for reply in replies.as_array().unwrap() {
        if reply["author"]["label"] == "Ben Moor" {
            hide(&mia, reply["id"].as_str().unwrap()).await;
        }
    }
    assert_eq!(
        facts(&ben, &thread).await["usedBy"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        number(&app, "SELECT CAST(SUM(user_count) AS BIGINT) FROM resource").await,
        1
    );
    app.run_jobs().await;

    let empty = json!({ "thread": other, "setting": " ", "body": "<p>They talked.</p>" });
    let refused = act(&ben, "resource/recordUse", empty).await;
    assert_eq!(
        (&refused["status"], fields(&refused)),
        (&json!("INVALID"), vec!["setting".to_owned()])
    );
    let question = ann.ask("May I?").await;
    let elsewhere = json!({ "thread": question, "setting": "Us", "body": "<p>They talked.</p>" });
    assert_eq!(
        act(&ben, "resource/recordUse", elsewhere).await["status"],
        "NOT_FOUND"
    );
}

async fn its_keeper_alone_keeps_it_true(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let mia = app.coordinator("Mia Ross").await;
    let thread = shared(&ann, "A talk", json!({})).await;
    let newer = shared(&ben, "A better talk", json!({})).await;
    let revised = json!({ "thread": thread, "facts": { "address": "https://new.example/", "format": "GUIDE", "audiences": ["ADULTS"] }, "expectedVersion": 1 });
    assert_eq!(
        act(&ben, "resource/reviseResource", revised.clone()).await["status"],
        "NOT_KEEPER"
    );
    assert_eq!(
        act(&mia, "resource/reviseResource", revised.clone()).await["status"],
        "NOT_KEEPER"
    );
    let saved = act(&ann, "resource/reviseResource", revised.clone()).await;
    assert_eq!(saved["status"], "SAVED", "{saved}");
    assert_eq!(saved["thread"]["facts"]["audiences"], json!(["ADULTS"]));
    // In another window: what is there now comes back, and nothing is overwritten.
    let late = act(&ann, "resource/reviseResource", revised).await;
    assert_eq!(late["status"], "CHANGED_ELSEWHERE");
    assert_eq!(late["thread"]["facts"]["version"], 2);

    // Handed on, the old keeper keeps it no more.
    let hand_on = json!({ "thread": thread, "to": ben.id() });
    assert_eq!(
        act(&ben, "resource/handOnResource", hand_on.clone()).await["status"],
        "NOT_KEEPER"
    );
    assert_eq!(
        act(&ann, "resource/handOnResource", hand_on.clone()).await["status"],
        "HANDED_ON"
    );
    assert_eq!(
        act(&ann, "resource/handOnResource", hand_on).await["status"],
        "NOT_KEEPER"
    );
    let told = ben
        .run(
            "{ viewer { notifications { nodes { kind thread { title } } } } }",
            json!({}),
        )
        .await;
    let told = &told["viewer"]["notifications"]["nodes"];
    assert_eq!(told[0]["kind"], "RESOURCE_HANDED_ON", "{told}");

    // Replaced: not by itself, nor by what is not kept.
    let replace = |by: &str| json!({ "thread": thread, "replacedBy": by });
    assert_eq!(
        act(&ben, "resource/retireResource", replace(&thread)).await["status"],
        "NOT_IN_LIBRARY"
    );
    assert_eq!(
        act(&ben, "resource/retireResource", replace(&newer)).await["status"],
        "RETIRED"
    );
    assert_eq!(facts(&ann, &thread).await["state"], "REPLACED");
    assert_eq!(
        facts(&ann, &thread).await["replacedBy"]["title"],
        "A better talk"
    );
    let back = json!({ "thread": newer, "replacedBy": thread });
    assert_eq!(
        act(&ben, "resource/retireResource", back).await["status"],
        "NOT_IN_LIBRARY",
        "no two lead to each other"
    );
    assert_eq!(titles(&ann, json!({}), "NEWEST").await, ["A better talk"]);
    assert_eq!(
        titles(&ann, json!({ "state": "REPLACED" }), "NEWEST").await,
        ["A talk"]
    );
    // Checked again, it is back.
    let check = json!({ "thread": thread, "reviewBy": "9999-01-01" });
    assert_eq!(
        act(&ben, "resource/checkResource", check).await["status"],
        "INVALID"
    );
    assert_eq!(
        act(&ben, "resource/checkResource", json!({ "thread": thread })).await["status"],
        "CHECKED"
    );
    assert_eq!(facts(&ann, &thread).await["state"], "CURRENT");
    assert_eq!(facts(&ann, &thread).await["replacedBy"], Value::Null);
    let no_reason = json!({ "thread": thread, "reason": "" });
    assert_eq!(
        act(&ben, "resource/retireResource", no_reason).await["status"],
        "INVALID"
    );
    let withdrawn = json!({ "thread": thread, "reason": "It names a helpline that has closed" });
    assert_eq!(
        act(&ben, "resource/retireResource", withdrawn).await["status"],
        "RETIRED"
    );
    assert_eq!(
        facts(&ann, &thread).await["withdrawnBecause"],
        "It names a helpline that has closed"
    );
}

async fn the_keeper_is_asked_a_month_before_and_on_the_day(app) {
        let ann = app.member("Ann Hill", "education").await;
            // The first look at the calendar plans the next morning.
        app.run_jobs().await;
        let review = Day::utc(app.clock().now()).plus(40).to_string();
        let thread = shared(&ann, "A talk", json!({ "reviewBy": review })).await;
        let review_mails = async |app: &TestApp| {
            app.run_jobs().await;
            let mails = app.mails().into_iter();
            mails
                .filter(|mail| {
                    mail.to().contains(&ann.email) && mail.subject().contains("still hold")
                })
                .collect::<Vec<_>>()
        };
        for (days, mails, state) in [
            (9, 0, "CURRENT"),
            (2, 1, "DUE"),
            (10, 1, "DUE"),
            (19, 2, "DUE"),
            (3, 2, "OVERDUE"),
        ] {
            app.clock().advance(Span::days(days));
            assert_eq!(
                review_mails(&app).await.len(),
                mails,
                "{state} after {days} more"
            );
            assert_eq!(facts(&ann, &thread).await["state"], state);
        }
        let mails = review_mails(&app).await;
        let told = ann
            .run("{ viewer { notifications { nodes { kind } } } }", json!({}))
            .await;
        let told = told["viewer"]["notifications"]["nodes"]
            .as_array()
            .unwrap()
            .clone();
        assert_eq!(
            told.iter()
                .filter(|one| one["kind"] == "REVIEW_DUE")
                .count(),
            2
        );

        // Overdue, it stands on the desk.
    let mia = app.coordinator("Mia Ross").await;
        let desk = "{ desk { queue { counts { kind count } overdueResources { nodes { title facts { ... on ResourceFacts { state } } } } } } }";
        let queue = mia.run(desk, json!({})).await["desk"]["queue"].clone();
        assert_eq!(queue["overdueResources"]["nodes"][0]["title"], "A talk");
        assert!(
            queue["counts"]
                .as_array()
                .unwrap()
                .contains(&json!({ "kind": "OVERDUE_RESOURCE", "count": 1 })),
            "{queue}"
        );

        // One press from the mail, with no session; GET changes nothing.
        let text = mails[0].text();
        let link = text
            .split_whitespace()
            .find(|word| word.contains("/still-good/"))
            .unwrap()
            .to_owned();
        let path = link
            .split_once("/still-good/")
            .map(|(_, token)| format!("/still-good/{token}"))
            .unwrap();
        let got = app.router().get(&path).send().await;
        got.assert_status(StatusCode::OK);
        assert_eq!(
            facts(&ann, &thread).await["state"],
            "OVERDUE",
            "a scanner opened it"
        );
        let pressed = app.router().post(&path).send().await;
        pressed.assert_status(StatusCode::OK);
        assert_eq!(facts(&ann, &thread).await["state"], "CURRENT");
        assert_eq!(
            mia.run(desk, json!({})).await["desk"]["queue"]["overdueResources"]["nodes"],
            json!([])
        );
        // It answered one question: later it opens nothing, and neither does one that was made up.
        for path in [
            path.clone(),
            format!("{}0", &path[..path.len() - 1]),
            "/still-good/x".to_owned(),
            format!("/still-good/{}", "é".repeat(48)),
        ] {
            let again = app.router().post(&path).send().await;
            again.assert_status(StatusCode::NOT_FOUND);
        }
}

async fn the_coordinator_acts_with_a_reason(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let mia = app.coordinator("Mia Ross").await;
    let thread = shared(&ann, "A talk", json!({})).await;
    let used = json!({ "thread": thread, "setting": "Our group", "body": "<p>It went well.</p>" });
    act(&ben, "resource/recordUse", used).await;
    app.run_jobs().await;
    let with = |reason: &str| json!({ "thread": thread, "reason": reason });
    for document in [
        "confirmResource",
        "takeOnResource",
        "withdrawResource",
        "recommendResource",
    ] {
        let document = format!("resource/{document}");
        let refused = act(&mia, &document, with(" ")).await;
        assert_eq!(refused["status"], "INVALID", "{document}");
    }
    assert_eq!(
        act(
            &mia,
            "resource/recommendResource",
            with("Clear, kind and short")
        )
        .await["status"],
        "DONE"
    );
    assert_eq!(
        act(&mia, "resource/recommendResource", with("Again")).await["status"],
        "ALREADY"
    );
    assert_eq!(
        facts(&ben, &thread).await["recommendedBecause"],
        "Clear, kind and short"
    );
    assert_eq!(
        titles(&ben, json!({ "recommended": true }), "NEWEST").await,
        ["A talk"]
    );
    assert_eq!(
        act(&mia, "resource/unrecommendResource", with("Not any more")).await["status"],
        "DONE"
    );
    assert_eq!(
        act(&mia, "resource/confirmResource", with("I read it today")).await["status"],
        "DONE"
    );
    assert_eq!(
        act(&mia, "resource/takeOnResource", with("Its keeper is away")).await["status"],
        "DONE"
    );
    assert_eq!(facts(&ben, &thread).await["keeper"]["name"], "Mia Ross");
    assert_eq!(
        act(&mia, "resource/withdrawResource", with("It is out of date")).await["status"],
        "DONE"
    );
    assert_eq!(
        act(&mia, "resource/withdrawResource", with("Once more")).await["status"],
        "ALREADY",
        "nobody is told twice"
    );
    assert_eq!(
        facts(&ben, &thread).await["withdrawnBecause"],
        "It is out of date"
    );
    let told = ben
        .run("{ viewer { notifications { nodes { kind } } } }", json!({}))
        .await;
    assert_eq!(
        told["viewer"]["notifications"]["nodes"][0]["kind"], "RESOURCE_RETIRED",
        "who used it hears of it"
    );
    let entries = "SELECT COUNT(*) FROM audit_entry WHERE act IN ('recommend_resource', 'unrecommend_resource',
                   'confirm_resource', 'take_on_resource', 'withdraw_resource') AND subject = 'thread'";
    assert_eq!(number(&app, entries).await, 5);
    // Nobody else may.
    let refused = ben.send("mutation ($input: WithdrawResourceInput!) { withdrawResource(input: $input) { status } }", json!({ "input": with("No") })).await;
    assert_eq!(refused.codes(), ["FORBIDDEN"]);
}

async fn followers_of_a_topic_are_told(app) {
    let ann = app.member("Ann Hill", "education").await;
    let ben = app.member("Ben Moor", "third-sector").await;
    let all = topics(&ann).await;
    for topic in &all[..2] {
        let follow = json!({ "input": { "subject": topic, "on": true } });
        ben.does("thread/follow", follow.clone()).await;
        ann.does("thread/follow", follow).await;
    }
    let thread = shared(&ann, "A talk", json!({ "topics": all[..2] })).await;
    let kinds = async |who: &Actor| {
        let told = who
            .run(
                "{ viewer { notifications { nodes { kind read thread { title } } } } }",
                json!({}),
            )
            .await;
        told["viewer"]["notifications"]["nodes"].clone()
    };
    assert_eq!(
        kinds(&ben).await,
        json!([{ "kind": "RESOURCE_SHARED", "read": false, "thread": { "title": "A talk" } }]),
        "once, however many topics"
    );
    assert_eq!(kinds(&ann).await, json!([]), "not the one who shared it");
    // Read with its page; hidden, it is told no more.
    ben.does(
        "thread/markThreadRead",
        json!({ "input": { "thread": thread } }),
    )
    .await;
    assert_eq!(kinds(&ben).await[0]["read"], true);
    let mia = app.coordinator("Mia Ross").await;
    hide(&mia, &opening(&ann, &thread).await).await;
    assert_eq!(kinds(&ben).await, json!([]));
    app.run_jobs().await;
}

async fn it_is_found_by_its_facts(app) {
    let ann = app.member("Ann Hill", "education").await;
    let thread = shared(&ann, "A talk", json!({ "facts": { "maker": "Harbour Lights" } })).await;
    let search = "query ($text: String!) { search(text: $text) { counts { kind count } nodes { kind thread { id } } } }";
    let found = async |text: &str| ann.run(search, json!({ "text": text })).await["search"]["nodes"].clone();
    assert_eq!(found("harbours").await, json!([{ "kind": "RESOURCE", "thread": { "id": thread } }]));
    let revised = json!({ "thread": thread, "facts": { "address": "https://new.example/", "format": "GUIDE", "audiences": ["STAFF"], "maker": "Beacon" }, "expectedVersion": 1 });
    assert_eq!(act(&ann, "resource/reviseResource", revised).await["status"], "SAVED");
    assert_eq!(found("harbour").await, json!([]));
    assert_eq!(found("beacon").await[0]["kind"], "RESOURCE");
    // Words behind a note are found by nobody, in the moment it is shared, too.
    shared(&ann, "Another", json!({ "contentNote": "Hard to read", "body": "<p>Unmistakable.</p>" })).await;
    assert_eq!(found("unmistakable").await, json!([]));
}

async fn words_behind_a_content_note_stay_there(app) {
    let ann = app.member("Ann Hill", "education").await;
    let thread = shared(&ann, "A talk", json!({ "contentNote": "Mentions suicide" })).await;
    let data = ann
        .does(
            "resource/resources",
            json!({ "filter": {}, "order": "NEWEST" }),
        )
        .await;
    let node = &data["resources"]["nodes"][0];
    assert_eq!(node["contentNote"]["labels"], json!(["Mentions suicide"]));
    assert_eq!(node["excerpt"], "");
    assert_eq!(
        page(&ann, &thread).await["opening"]["contentNote"]["labels"],
        json!(["Mentions suicide"])
    );
}
}

weekly_tests! {
    async fn the_digest_tells_what_is_new_in_the_library(week) {
        let ann = week.app.member("Ann Hill", "education").await;
        let ben = week.app.member("Ben Moor", "third-sector").await;
        shared(&ann, "A talk", json!({})).await;
        shared(&ann, "Another", json!({ "contentNote": "Hard to read" })).await;
        let gone = shared(&ann, "Gone", json!({})).await;
        let withdrawn = json!({ "thread": gone, "reason": "It is out of date" });
        assert_eq!(act(&ann, "resource/retireResource", withdrawn).await["status"], "RETIRED");
        week.tuesday().await;
        let copy = week.copy_to(&ben);
        let text = section(&copy.text(), "New and checked in the library");
        assert!(text.contains("A talk") && text.contains("It helped us to begin the talk."), "{text}");
        assert!(text.contains("Shared by") && text.contains("Hard to read"), "{text}");
        assert!(!text.contains("Another") && !text.contains("Gone"), "{text}");
        // It was no question and no thread of talk, and it comes once.
        assert!(!copy.text().contains("New this week"), "{}", copy.text());
        assert!(copy.html().contains("It helped us to begin the talk."));
    }
}
