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
        for other in ["St Luke’s", "st. LUKE`S", "St\u{a0}Lukes", "St Lukе's"] {
            assert_eq!(save(other, sector).await, first, "{other}");
        }
        assert_ne!(save("St Mark's", sector).await["id"], first["id"]);
        let elsewhere = data["sectors"].as_array().expect("sectors").iter().find(|other| other["id"] != *sector).expect("another");
        assert_ne!(save("St Luke's", &elsewhere["id"]).await["id"], first["id"], "one a sector");
    }
}

async fn merged(engine: Engine) {
    let database = Database::empty(engine);
    let (_, store) = database.open().await;
    let connection = store.migration_connection();
    let before = Migrator::migrations().iter().position(|migration| migration.name().starts_with("m0011")).expect("it is there");
    Migrator::up(connection, u32::try_from(before).ok()).await.expect("the older tables");
    let id = |number: u32| match database.location() {
        Location::File(_) => format!("x'{number:032x}'"),
        Location::Postgres(_) => format!("'{number:032x}'"),
    };
    let mut rows =
        vec![format!("INSERT INTO sector (id, slug, name, position) VALUES ({0}, 'one', 'One', 1), ({1}, 'two', 'Two', 2)", id(1), id(2))];
    let organisations =
        [(11, "St Luke's", 1), (12, "St Luke’s", 1), (13, "st LUKES", 1), (14, "St Luke’s", 2), (15, "ILSHAM", 1), (16, "St Mark's", 1)];
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
    assert_eq!(database.number("SELECT COUNT(*) FROM organisation").await, 4);
    let at_the_first = format!("SELECT COUNT(*) FROM member WHERE organisation_id = {}", id(11));
    assert_eq!(database.number(&at_the_first).await, 3, "those of all three work with the oldest");
    assert_eq!(database.number("SELECT COUNT(*) FROM member WHERE name_key = 'zoe eva' AND name_look IS NOT NULL").await, 6);
    let back = u32::try_from(Migrator::migrations().len() - before).expect("a few");
    Migrator::down(connection, Some(back)).await.expect("down");
    assert_eq!(database.number("SELECT COUNT(*) FROM organisation WHERE name_key = 'ilsham'").await, 1);
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
