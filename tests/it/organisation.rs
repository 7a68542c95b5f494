//! Organisations: one however its name is written.

use db::connect::Location;
use it::{Database, Engine, on_both_engines};
use migrations::{Migrator, MigratorTrait as _};
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
        assert_eq!(taken.data()["renameOrganisation"], json!({ "status": "TAKEN", "problems": [], "organisation": { "name": "ZION Young People" } }));
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

async fn merged(engine: Engine) {
    let database = Database::empty(engine);
    let (_, store) = database.open().await;
    let connection = store.migration_connection();
    let before = Migrator::migrations()
        .iter()
        .position(|migration| migration.name().starts_with("m0011"))
        .expect("it is there");
    Migrator::up(connection, u32::try_from(before).ok())
        .await
        .expect("the older tables");
    let id = |number: u32| match database.location() {
        Location::File(_) => format!("x'{number:032x}'"),
        Location::Postgres(_) => format!("'{number:032x}'"),
    };
    let mut rows = vec![format!(
        "INSERT INTO sector (id, slug, name, position) VALUES ({0}, 'one', 'One', 1), ({1}, 'two', 'Two', 2)",
        id(1),
        id(2)
    )];
    let organisations = [
        (11, "St Luke's", 1),
        (12, "St Luke’s", 1),
        (13, "st LUKES", 1),
        (14, "St Luke’s", 2),
        (15, "ILSHAM", 1),
        (16, "St Mark's", 1),
    ];
    for (number, name, sector) in organisations {
        let key = name.to_lowercase().replace('\'', "''");
        rows.push(format!(
            "INSERT INTO organisation (id, name, name_key, sector_id, created_at) VALUES ({}, '{}', '{key}', {}, {number})",
            id(number),
            name.replace('\'', "''"),
            id(sector)
        ));
        rows.push(format!(
            "INSERT INTO member (id, state, role, name, name_key, work_role, sector_id, organisation_id, why, applied_at,
                                 digest_frequency, mail_replies, mail_helped, version)
             VALUES ({}, 'active', 'member', 'Zoë ÉVA', 'zoë éva', '', {}, {}, '', 1, 'weekly', TRUE, TRUE, 1)",
            id(number + 100),
            id(sector),
            id(number)
        ));
    }
    for row in rows {
        database.run(&row).await;
    }
    Migrator::up(connection, None).await.expect("up");
    assert_eq!(
        database.number("SELECT COUNT(*) FROM organisation").await,
        4
    );
    let at_the_first = format!(
        "SELECT COUNT(*) FROM member WHERE organisation_id = {}",
        id(11)
    );
    assert_eq!(
        database.number(&at_the_first).await,
        3,
        "those of all three work with the oldest"
    );
    assert_eq!(
        database
            .number(
                "SELECT COUNT(*) FROM member WHERE name_key = 'zoe eva' AND name_look IS NOT NULL"
            )
            .await,
        6
    );
    let back = u32::try_from(Migrator::migrations().len() - before).expect("a few");
    Migrator::down(connection, Some(back)).await.expect("down");
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM organisation WHERE name_key = 'ilsham'")
            .await,
        1
    );
    Migrator::up(connection, None).await.expect("up again");
}

#[tokio::test]
async fn those_of_an_older_cove_are_merged_on_sqlite() {
    merged(Engine::Sqlite).await;
}

#[tokio::test]
async fn those_of_an_older_cove_are_merged_on_postgres() {
    merged(Engine::Postgres).await;
}
