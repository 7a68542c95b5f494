//! Organisations: one however its name is written.

use it::on_both_engines;
use serde_json::{Value, json};

on_both_engines! {
    async fn an_organisation_is_one_however_it_is_written(app) {
        let ann = app.member("Ann", "education").await;
        let data = ann.run("{ viewer { member { sector { id } } } sectors { id } }", json!({})).await;
        let save = async |organisation: &str, sector: &Value| {
            let version = ann.run("{ viewer { version } }", json!({})).await["viewer"]["version"].clone();
            let input = json!({ "name": "Ann", "role": "Teacher", "organisation": organisation, "sector": sector, "expertise": [], "expectedVersion": version });
            let query = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status viewer { member { organisation { id name } } } } }";
            let saved = ann.run(query, json!({ "input": input })).await["updateProfile"].clone();
            assert_eq!(saved["status"], "SAVED", "{saved}");
            saved["viewer"]["member"]["organisation"].clone()
        };
        let sector = &data["viewer"]["member"]["sector"]["id"];
        let first = save("St Luke's", sector).await;
        for other in ["St Luke’s", "st. LUKE`S", "St\u{a0}Lukes"] {
            assert_eq!(save(other, sector).await, first, "{other}");
        }
        assert_ne!(save("St Mark's", sector).await["id"], first["id"]);
        let elsewhere = data["sectors"].as_array().expect("sectors").iter().find(|other| other["id"] != *sector).expect("another");
        assert_ne!(save("St Luke's", &elsewhere["id"]).await["id"], first["id"], "one a sector");
    }

    async fn the_co_ordinator_gives_an_organisation_another_name(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let list = "query($name: String, $after: String) { desk { organisations(name: $name, first: 2, after: $after) {
            nodes { id name } totalCount pageInfo { endCursor hasNextPage } } } }";
        let named = async |name: &str| cora.run(list, json!({ "name": name })).await["desk"]["organisations"].clone();
        let mut made = Vec::new();
        for name in ["Zion youth club", "Émile’s café", "Brixham youth club"] {
            made.push(works_for(&ann, name).await);
        }
        assert_eq!(named("emiles cafe").await["nodes"], json!([{ "id": made[1]["id"], "name": "Émile’s café" }]));
        let mut all = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = cora.run(list, json!({ "after": after })).await["desk"]["organisations"].clone();
            all.extend(page["nodes"].as_array().expect("nodes").clone());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        let mine: Vec<&Value> = all.iter().filter(|one| made.iter().any(|other| other["id"] == one["id"])).map(|one| &one["name"]).collect();
        assert_eq!(mine, ["Brixham youth club", "Émile’s café", "Zion youth club"], "{all:?}");

        let rename = async |who: &it::Actor, id: &Value, name: &str| {
            let input = json!({ "organisation": id, "name": name, "reason": "They are called something else now." });
            who.send("mutation($input: RenameOrganisationInput!) { renameOrganisation(input: $input) { status problems { field } organisation { name } } }", json!({ "input": input })).await
        };
        let club = &made[0]["id"];
        assert_eq!(rename(&ann, club, "Ann’s own").await.codes(), ["FORBIDDEN"]);
        let done = rename(&cora, club, "Zion young people").await;
        assert_eq!(done.data()["renameOrganisation"], json!({ "status": "RENAMED", "problems": [], "organisation": { "name": "Zion young people" } }));
        // Its own name, in another spelling, is nobody else's.
        assert_eq!(rename(&cora, club, "ZION Young People").await.data()["renameOrganisation"]["status"], "RENAMED");
        let taken = rename(&cora, club, "emile's CAFE").await;
        assert_eq!(taken.data()["renameOrganisation"], json!({ "status": "TAKEN", "problems": [], "organisation": null }));
        for name in ["", "ZION Young People", "Cove team", "Zion teaм", "Z\u{335}\u{336}\u{337}\u{338}\u{321}ion"] {
            let refused = rename(&cora, club, name).await;
            assert_eq!(refused.data()["renameOrganisation"]["problems"], json!([{ "field": "name" }]), "{name}");
        }
        // One of the same name in another sector is another; the desk is told of it.
        let tom = app.member("Tom", "third-sector").await;
        let bea = app.member("Bea", "primary-care").await;
        for who in [&tom, &bea] {
            works_for(who, "Zion young people").await;
        }
        let others = async |who: &it::Actor| {
            let query = "query($id: ID!) { node(id: $id) { ... on Organisation { sameNameIn { slug } } } }";
            who.run(query, json!({ "id": club })).await["node"]["sameNameIn"].clone()
        };
        assert_eq!(others(&cora).await, json!([{ "slug": "third-sector" }, { "slug": "primary-care" }]));
        assert!(others(&ann).await.is_null(), "for the desk alone");
        let unknown = json!("organisation:00000000000000000000000000000000");
        assert_eq!(rename(&cora, &unknown, "Another").await.data()["renameOrganisation"]["status"], "NOT_FOUND");
        let audit = "{ desk { audit { nodes { act subject subjectLabel reason member { id } } totalCount } } }";
        let audit = cora.run(audit, json!({})).await["desk"]["audit"].clone();
        assert_eq!(audit["totalCount"], 2, "what was refused is no act");
        assert_eq!(audit["nodes"][0], json!({
            "act": "RENAME_ORGANISATION", "subject": "organisation", "subjectLabel": "ZION Young People",
            "reason": "They are called something else now.", "member": null,
        }));
    }
}

/// Saves a member's profile with an organisation, and gives that.
async fn works_for(who: &it::Actor, organisation: &str) -> Value {
    let viewer = who
        .run(
            "{ viewer { version member { name sector { id } } } }",
            json!({}),
        )
        .await["viewer"]
        .clone();
    let input = json!({
        "name": viewer["member"]["name"], "role": "Teacher", "organisation": organisation, "sector": viewer["member"]["sector"]["id"],
        "expertise": [], "expectedVersion": viewer["version"],
    });
    let query = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status viewer { member { organisation { id name } } } } }";
    let saved = who.run(query, json!({ "input": input })).await["updateProfile"].clone();
    assert_eq!(saved["status"], "SAVED", "{saved}");
    saved["viewer"]["member"]["organisation"].clone()
}
