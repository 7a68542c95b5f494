//! Collections: what the co-ordinator puts together, who sees it, how it is found,
//! and how it comes on paper.

use it::{Actor, number, on_both_engines};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::resource::shared;
use crate::thread::{hide, opening, statements};

/// Resources with these titles.
async fn resources<const N: usize>(actor: &Actor, titles: [&str; N]) -> [String; N] {
    let mut ids = Vec::new();
    for title in titles {
        ids.push(shared(actor, title, json!({})).await);
    }
    ids.try_into().unwrap()
}

fn arrangement(title: &str, resources: &[&String]) -> Value {
    let entries: Vec<Value> = resources
        .iter()
        .map(|id| json!({ "resource": id }))
        .collect();
    json!({ "title": title, "intro": "Invented for a test.", "entries": entries })
}

async fn make(actor: &Actor, arrangement: Value) -> Value {
    let input = json!({ "input": { "arrangement": arrangement, "reason": "Asked for." } });
    actor.does("collection/makeCollection", input).await["makeCollection"].clone()
}

async fn made(actor: &Actor, arrangement: Value) -> String {
    let payload = make(actor, arrangement).await;
    assert_eq!(payload["status"], "MADE", "{payload}");
    payload["collection"]["id"].as_str().unwrap().to_owned()
}

async fn revise(actor: &Actor, id: &str, version: i64, arrangement: Value) -> Value {
    let input = json!({ "collection": id, "arrangement": arrangement, "expectedVersion": version, "reason": "Asked for." });
    actor
        .does("collection/reviseCollection", json!({ "input": input }))
        .await["reviseCollection"]
        .clone()
}

async fn decide(actor: &Actor, what: &str, id: &str) -> Value {
    let input = json!({ "input": { "collection": id, "reason": "Its time is over." } });
    actor.does(&format!("collection/{what}"), input).await[what]["status"].clone()
}

async fn read(actor: &Actor, id: &str) -> Value {
    actor
        .does("collection/collection", json!({ "id": id }))
        .await["collection"]
        .clone()
}

fn titles(collection: &Value) -> Vec<&str> {
    let entries = collection["entries"].as_array().unwrap();
    let titles = entries
        .iter()
        .map(|entry| entry["resource"]["title"].as_str().unwrap());
    titles.collect()
}

async fn listed(actor: &Actor) -> Vec<String> {
    let data = actor.does("collection/collections", json!({})).await;
    let all = data["collections"].as_array().unwrap();
    let line = |one: &Value| {
        format!(
            "{} {}",
            one["title"].as_str().unwrap(),
            one["resourceCount"]
        )
    };
    all.iter().map(line).collect()
}

async fn found(actor: &Actor, text: &str) -> Vec<String> {
    let filter = json!({ "kinds": ["COLLECTION"] });
    let data = actor
        .does("search/search", json!({ "text": text, "filter": filter }))
        .await;
    let nodes = data["search"]["nodes"].as_array().unwrap();
    let ids = nodes
        .iter()
        .map(|node| node["collection"]["id"].as_str().unwrap().to_owned());
    ids.collect()
}

fn problem(payload: &Value) -> (&str, &str) {
    let problem = &payload["problems"][0];
    (
        problem["field"].as_str().unwrap_or_default(),
        problem["message"].as_str().unwrap_or_default(),
    )
}

on_both_engines! {
    async fn a_collection_is_made_read_changed_and_found(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let [first, second, third] = resources(&ann, ["Leaflet one", "Film two", "Poster three"]).await;
        let mut wanted = arrangement("Start here", &[&second, &first]);
        wanted["entries"][0]["heading"] = json!("To watch");
        wanted["entries"][0]["words"] = json!("On a wet afternoon, with marzipan.");
        let id = made(&carol, wanted).await;
        app.run_jobs().await;

        let seen = read(&ann, &id).await;
        assert_eq!(titles(&seen), ["Film two", "Leaflet one"]);
        assert_eq!(seen["entries"][0]["heading"], "To watch");
        assert_eq!((&seen["version"], &seen["shown"]), (&json!(1), &json!(true)));
        assert!(seen["code"].as_str().unwrap().starts_with("<svg"), "{seen}");
        assert_eq!(found(&ann, "marzipan").await, std::slice::from_ref(&id));
        assert_eq!(found(&ann, "wet afternoons").await, std::slice::from_ref(&id));
        let facts = ann.does("resource/resourceFacts", json!({ "id": first })).await;
        assert_eq!(facts["thread"]["facts"]["collections"][0]["title"], "Start here");

        let saved = revise(&carol, &id, 1, arrangement("Begin here", &[&third, &first])).await;
        assert_eq!(saved["status"], "SAVED", "{saved}");
        assert_eq!(titles(&read(&ann, &id).await), ["Poster three", "Leaflet one"]);
        assert!(found(&ann, "marzipan").await.is_empty());
        let late = revise(&carol, &id, 1, arrangement("Late", &[&second])).await;
        assert_eq!(late["status"], "CHANGED_ELSEWHERE");
        assert_eq!(late["collection"]["title"], "Begin here", "what is there now comes along");
        let acts = number(&app, "SELECT COUNT(*) FROM audit_entry WHERE subject = 'collection'").await;
        assert_eq!(acts, 2, "each act has its entry, what was refused has none");
    }

    async fn collections_stand_where_the_coordinator_puts_them(app) {
        let carol = app.coordinator("Carol Dean").await;
        let first = made(&carol, arrangement("First", &[])).await;
        let mut after = arrangement("Second", &[]);
        after["after"] = json!(first);
        let second = made(&carol, after.clone()).await;
        made(&carol, arrangement("Before all", &[])).await;
        assert_eq!(listed(&carol).await, ["Before all 0", "First 0", "Second 0"]);
        let mut last = arrangement("First", &[]);
        last["after"] = json!(second);
        assert_eq!(revise(&carol, &first, 1, last).await["status"], "SAVED");
        assert_eq!(listed(&carol).await, ["Before all 0", "Second 0", "First 0"]);
        app.run_jobs().await;
    }

    async fn what_is_put_away_is_nowhere_until_it_is_brought_back(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let [one] = resources(&ann, ["Leaflet one"]).await;
        let id = made(&carol, arrangement("Marzipan", &[&one])).await;
        assert_eq!(decide(&carol, "putAwayCollection", &id).await, "DONE");
        assert_eq!(decide(&carol, "putAwayCollection", &id).await, "ALREADY");
        assert_eq!(read(&ann, &id).await, Value::Null);
        assert_eq!(read(&carol, &id).await["shown"], false);
        assert!(listed(&carol).await.is_empty() && found(&ann, "marzipan").await.is_empty());
        let node = ann.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(node["node"], Value::Null);
        let facts = ann.does("resource/resourceFacts", json!({ "id": one })).await;
        assert_eq!(facts["thread"]["facts"]["collections"], json!([]));
        let path = format!("/collections/{}/leaflet.pdf", id.trim_start_matches("collection:"));
        assert_eq!(ann.looks_at(&path, &[]).await.status(), StatusCode::NOT_FOUND);
        let away = carol.does("collection/collectionsPutAway", json!({})).await;
        assert_eq!(away["collections"][0]["title"], "Marzipan");

        assert_eq!(decide(&carol, "bringBackCollection", &id).await, "DONE");
        assert_eq!(found(&ann, "marzipan").await, std::slice::from_ref(&id));
        assert_eq!(ann.looks_at(&path, &[]).await.status(), StatusCode::OK);
        app.run_jobs().await;
    }

    async fn a_hidden_resource_is_not_in_it_and_comes_back_to_its_place(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let [one, two, three] = resources(&ann, ["One", "Two", "Three"]).await;
        let mut wanted = arrangement("Start here", &[&one, &two, &three]);
        wanted["entries"][1]["words"] = json!("Marzipan.");
        let id = made(&carol, wanted).await;
        let post = opening(&ann, &two).await;
        hide(&carol, &post).await;
        assert_eq!(titles(&read(&ann, &id).await), ["One", "Three"]);
        assert!(found(&ann, "marzipan").await.is_empty(), "what is said of it is hidden with it");
        assert_eq!(listed(&ann).await, ["Start here 2"]);
        // Whoever changes the collection meanwhile does not see it, and does not lose it.
        let saved = revise(&carol, &id, 1, arrangement("Start here", &[&one, &three])).await;
        assert_eq!(saved["status"], "SAVED", "{saved}");
        let input = json!({ "input": { "post": post, "reason": "It was a mistake." } });
        carol.does("post/restorePost", input).await;
        let back = read(&ann, &id).await;
        let mut titles: Vec<&str> = titles(&back);
        titles.sort_unstable();
        assert_eq!(titles, ["One", "Three", "Two"]);
        assert_eq!(found(&ann, "marzipan").await, std::slice::from_ref(&id));
        app.run_jobs().await;
    }

    async fn what_cannot_be_says_what_to_do(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let [one, two] = resources(&ann, ["One", "Two"]).await;
        let talk = ann.ask("A question").await;
        made(&carol, arrangement("Café corner", &[&one])).await;
        let long = "x".repeat(10_000);
        let mut wordy = arrangement("Wordy", &[&one, &two]);
        wordy["entries"][1]["words"] = json!(long);
        let nameless = "thread:00000000000000000000000000000000".to_owned();
        let many: Vec<&String> = std::iter::repeat_n(&one, 41).collect();
        for (wanted, field, words) in [
            (arrangement("  ", &[]), "title", "Enter a title"),
            (arrangement(&long, &[]), "title", "80 characters or fewer"),
            (arrangement("CAFE  corner", &[&two]), "title", "Choose another title"),
            (arrangement("Twice", &[&one, &one]), "entries", "in it twice"),
            (arrangement("Many", &many), "entries", "40 resources or fewer"),
            (wordy, "entries", "the words before resource 2"),
            (arrangement("Talk", &[&one, &talk]), "entries", "Take out resource 2"),
            (arrangement("Nothing", &[&nameless]), "entries", "Take out resource 1"),
        ] {
            let payload = make(&carol, wanted).await;
            assert_eq!(payload["status"], "INVALID", "{payload}");
            let (of, said) = problem(&payload);
            assert!(of == field && said.contains(words), "{payload}");
        }
        let silent = json!({ "arrangement": arrangement("Silent", &[&one]), "reason": " " });
        let silent = carol.does("collection/makeCollection", json!({ "input": silent })).await;
        assert_eq!(problem(&silent["makeCollection"]), ("reason", "Enter a reason"));
        assert_eq!(listed(&carol).await, ["Café corner 1"]);
        for document in ["makeCollection", "reviseCollection"] {
            let input = match document {
                "makeCollection" => json!({ "arrangement": arrangement("Mine", &[&one]), "reason": "So." }),
                _ => json!({ "collection": "collection:00000000000000000000000000000000", "arrangement": arrangement("Mine", &[]), "expectedVersion": 1, "reason": "So." }),
            };
            let answer = ann.send(&it::document(&format!("collection/{document}")), json!({ "input": input })).await;
            assert_eq!(answer.codes(), ["FORBIDDEN"], "{document}");
        }
        let away = ann.send(&it::document("collection/collectionsPutAway"), json!({})).await;
        assert_eq!(away.codes(), ["FORBIDDEN"]);
        app.run_jobs().await;
    }

    async fn it_is_printed_for_members_as_a_pdf(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let [one, two] = resources(&ann, ["Leaflet one", "Film two"]).await;
        let id = made(&carol, arrangement("Start “here”", &[&one, &two])).await;
        app.run_jobs().await;
        let path = format!("/collections/{}/leaflet.pdf", id.trim_start_matches("collection:"));
        let mut printed = ann.looks_at(&path, &[]).await;
        assert_eq!(printed.status(), StatusCode::OK);
        let header = |name| printed.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-disposition").starts_with("attachment; filename=\"Start _here_.pdf\""), "{}", header("content-disposition"));
        let bytes = printed.take_body().into_bytes().await.unwrap();
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 5_000, "{} bytes", bytes.len());
        for path in ["/collections/x/leaflet.pdf", "/collections/00000000000000000000000000000000/leaflet.pdf"] {
            assert_eq!(ann.looks_at(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.visitor().looks_at(&path, &[]).await.status(), StatusCode::NOT_FOUND);
    }

    async fn how_much_is_in_it_costs_no_more_statements(app) {
        let carol = app.coordinator("Carol Dean").await;
        let ann = app.member("Ann", "education").await;
        let mut all = Vec::new();
        for nth in 0..12 {
            all.push(shared(&ann, &format!("Resource {nth}"), json!({})).await);
        }
        let small = made(&carol, arrangement("Small", &[&all[0], &all[1]])).await;
        let large = made(&carol, arrangement("Large", &all.iter().collect::<Vec<_>>())).await;
        app.run_jobs().await;
        let few = statements(&app, &ann, "collection/collection", json!({ "id": small })).await;
        let many = statements(&app, &ann, "collection/collection", json!({ "id": large })).await;
        assert!(few == many && few <= 8, "{few} and {many}");
        let list = statements(&app, &ann, "collection/collections", json!({})).await;
        assert!(list <= 3, "{list}");
    }
}
