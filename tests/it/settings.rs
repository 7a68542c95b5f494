//! One's own profile and mail.

use it::{Actor, TestApp, number, on_both_engines};
use serde_json::{Value, json};

async fn profile(app: &TestApp, who: &Actor) -> Value {
    let data = who.does("viewer/settings", json!({})).await;
    let sector = data["viewer"]["member"]["sector"]["id"].clone();
    assert!(app.app().settings().public_url.starts_with("https"));
    json!({
        "name": "Ann Example", "role": "Head of year", "organisation": "Another school", "sector": sector,
        "expertise": [data["topics"][2]["id"], data["topics"][0]["id"], data["topics"][2]["id"]],
        "expectedVersion": data["viewer"]["version"],
    })
}

async fn save(who: &Actor, input: &Value) -> Value {
    who.run(
        "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status problems { field } viewer { version member { name role organisation { name } expertise { slug } } } } }",
        json!({ "input": input }),
    )
    .await["updateProfile"]
        .clone()
}

async fn choose(who: &Actor, input: Value) -> Value {
    let data = who
        .run(
            "mutation($input: UpdateEmailPreferencesInput!) { updateEmailPreferences(input: $input) { status viewer { emailPreferences { digest replies helped } } } }",
            json!({ "input": input }),
        )
        .await;
    assert_eq!(data["updateEmailPreferences"]["status"], "SAVED");
    data["updateEmailPreferences"]["viewer"]["emailPreferences"].clone()
}

on_both_engines! {
    async fn a_profile_is_saved_and_seen(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let saved = save(&ann, &profile(&app, &ann).await).await;
        assert_eq!(saved["status"], "SAVED", "{saved}");
        assert_eq!(saved["viewer"], json!({ "version": 2, "member": {
            "name": "Ann Example", "role": "Head of year", "organisation": { "name": "Another school" },
            "expertise": [{ "slug": "working-with-parents" }, { "slug": "waiting-lists" }],
        } }));
        let seen = ben.run("query($id: ID!) { member(id: $id) { name role expertise { name } } }", json!({ "id": ann.id() })).await;
        assert_eq!(seen["member"]["name"], "Ann Example");
        assert_eq!(seen["member"]["expertise"].as_array().expect("topics").len(), 2);
        let answer = ben.send("query($id: ID!) { member(id: $id) { email } }", json!({ "id": ann.id() })).await;
        assert!(answer.body["errors"].is_array(), "an address is in no member's type: {}", answer.body);
    }

    async fn what_was_changed_elsewhere_is_not_written_over(app) {
        let ann = app.member("Ann", "education").await;
        let stale = profile(&app, &ann).await;
        assert_eq!(save(&ann, &stale).await["status"], "SAVED");
        let mut second = stale.clone();
        second["name"] = json!("Ann Otherwise");
        let refused = save(&ann, &second).await;
        assert_eq!((&refused["status"], &refused["viewer"]["version"]), (&json!("CHANGED_ELSEWHERE"), &json!(2)));
        assert_eq!(refused["viewer"]["member"]["name"], "Ann Example");
        second["expectedVersion"] = json!(2);
        let (one, other) = tokio::join!(save(&ann, &second), save(&ann, &second));
        let statuses = [&one["status"], &other["status"]];
        assert!(statuses.contains(&&json!("SAVED")) && statuses.contains(&&json!("CHANGED_ELSEWHERE")), "{statuses:?}");
    }

    async fn the_next_digest_is_announced_unless_it_is_kept_back(app) {
        let ann = app.member("Ann", "education").await;
        let announced = async || ann.does("viewer/settings", json!({})).await["viewer"]["emailPreferences"]["nextDigestAt"].clone();
        assert_eq!(announced().await, Value::Null, "nothing is planned yet");
        app::digest::keep_schedule(app.app()).await.unwrap();
        assert_eq!(number(&app, "SELECT COUNT(*) FROM digest_issue").await, 1);
        assert!(announced().await.is_string());
        it::sql(&app, "UPDATE digest_issue SET state = 'held', held_reason = 'A reason'").await;
        assert_eq!(announced().await, Value::Null, "nobody knows when it goes out");
    }

    async fn one_organisation_however_it_is_capitalised(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let mut input = profile(&app, &ann).await;
        input["organisation"] = json!("Bay School");
        save(&ann, &input).await;
        input["organisation"] = json!("  bay   SCHOOL ");
        assert_eq!(save(&ben, &input).await["viewer"]["member"]["organisation"]["name"], "Bay School");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM organisation WHERE name_key = 'bay school'").await, 1);
    }

    async fn answers_that_need_another_look_are_named(app) {
        let ann = app.member("Ann", "education").await;
        let good = profile(&app, &ann).await;
        for (field, value) in [
            ("name", json!("")), ("name", json!("a".repeat(81))), ("name", json!("A\0")),
            ("name", json!("The Co-ordinator")), ("name", json!("7")),
            ("role", json!(" ")), ("role", json!("a".repeat(81))),
            ("organisation", json!("")), ("organisation", json!("a".repeat(121))),
            ("sector", json!("sector:00000000000000000000000000000000")),
            ("expertise", json!(["topic:00000000000000000000000000000000"])),
        ] {
            let mut input = good.clone();
            input[field] = value.clone();
            let answer = save(&ann, &input).await;
            assert_eq!((&answer["status"], &answer["problems"]), (&json!("INVALID"), &json!([{ "field": field }])), "{field} {value}");
        }
        let mut input = good.clone();
        input["expertise"] = json!([input["sector"]]);
        let answer = ann.send("mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status } }", json!({ "input": input })).await;
        assert_eq!(answer.codes(), ["BAD_REQUEST"], "an id of another type");
        assert_eq!(ann.run("{ viewer { version member { name } } }", json!({})).await["viewer"], json!({ "version": 1, "member": { "name": "Ann" } }));
    }

    async fn each_choice_of_mail_is_kept_and_on_record(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(choose(&ann, json!({})).await, json!({ "digest": "WEEKLY", "replies": true, "helped": true }));
        assert_eq!(choose(&ann, json!({ "digest": "OFF", "replies": true })).await, json!({ "digest": "OFF", "replies": true, "helped": true }));
        assert_eq!(choose(&ann, json!({ "helped": false })).await, json!({ "digest": "OFF", "replies": true, "helped": false }));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM mail_choice WHERE made_by = 'settings'").await, 2, "what did not change is no choice");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM mail_choice WHERE kind = 'digest' AND choice = 'off'").await, 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM mail_choice WHERE kind = 'helped' AND choice = 'off'").await, 1);
    }

    async fn only_members_have_settings(app) {
        let ann = app.member("Ann", "education").await;
        let input = profile(&app, &ann).await;
        it::sql(&app, "UPDATE member SET state = 'applicant'").await;
        for (who, code) in [(&ann, "FORBIDDEN"), (&app.visitor(), "UNAUTHENTICATED")] {
            let answer = who.send("mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status } }", json!({ "input": input })).await;
            assert_eq!(answer.codes(), [code]);
            let answer = who.send("mutation { updateEmailPreferences(input: { digest: OFF }) { status } }", json!({})).await;
            assert_eq!(answer.codes(), [code]);
        }
    }

    async fn members_are_found_by_name_and_sector(app) {
        let ann = app.member("Ann", "education").await;
        for (name, sector) in [("zoe", "education"), ("Élise", "third-sector"), ("Bob_50%", "education")] {
            app.member(name, sector).await;
        }
        it::sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'zoe'").await;
        let query = "query($filter: MemberFilter, $after: String) { members(filter: $filter, first: 2, after: $after) { nodes { name } totalCount pageInfo { hasNextPage endCursor } } }";
        let names = |data: &Value| data["members"]["nodes"].as_array().expect("nodes").iter().map(|node| node["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>();
        let first = ann.run(query, json!({})).await;
        let second = ann.run(query, json!({ "after": first["members"]["pageInfo"]["endCursor"] })).await;
        let mut all = names(&first);
        all.extend(names(&second));
        assert_eq!(all, ["Ann", "Bob_50%", "Élise"], "active ones, by name");
        assert_eq!((&first["members"]["totalCount"], &second["members"]["pageInfo"]["hasNextPage"]), (&json!(3), &json!(false)));
        for (text, found) in [("ÉL", vec!["Élise"]), ("_50%", vec!["Bob_50%"]), ("%", vec!["Bob_50%"]), ("_", vec!["Bob_50%"]), ("\\", vec![]), ("' OR 1=1", vec![])] {
            assert_eq!(names(&ann.run(query, json!({ "filter": { "name": text } })).await), found, "{text}");
        }
        let cora = app.coordinator("Cora").await;
        let paused = json!({ "filter": { "state": "SUSPENDED" } });
        assert_eq!(ann.send(query, paused.clone()).await.codes(), ["FORBIDDEN"]);
        assert_eq!(names(&cora.run(query, paused).await), ["zoe"]);
    }

    async fn the_list_of_members_costs_the_same_however_long(app) {
        let ann = app.member("Ann", "education").await;
        let query = "{ members(first: 100) { nodes { name sector { name } organisation { name } expertise { name viewerFollows } } totalCount } }";
        let db = app.app().db();
        let run = || async {
            db.record();
            ann.run(query, json!({})).await;
            db.recorded()
        };
        app.member("Ben", "third-sector").await;
        save(&ann, &profile(&app, &ann).await).await;
        let few = run().await;
        for n in 0..60 {
            app.member(&format!("Member {n}"), "education").await;
        }
        let many = run().await;
        assert!(many.len() <= few.len(), "{:#?}", many.iter().map(|statement| &statement.sql).collect::<Vec<_>>());
        assert!(few.len() <= 8, "{}", few.len());
    }
}
