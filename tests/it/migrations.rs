//! The migrations run up, down and up again on both engines.

use db::connect::Location;
use db::entity::{Column, Kind};
use it::{Database, Engine};
use migrations::{Migrator, MigratorTrait as _};

/// The tables but those that the engine, its full-text index and the migrator keep
/// for themselves.
async fn tables(database: &Database) -> i64 {
    let query = match database.location() {
        Location::File(_) => {
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'seaql_migrations' AND name NOT LIKE 'search_index%'"
        }
        Location::Postgres(_) => {
            "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'seaql_migrations'"
        }
    };
    database.number(query).await
}

async fn up_down_up(engine: Engine) {
    let database = Database::empty(engine);
    let (_, store) = database.open().await;
    let connection = store.migration_connection();
    Migrator::up(connection, None).await.expect("up");
    let fresh = tables(&database).await;
    assert!(fresh > 20, "{fresh} tables");
    Migrator::down(connection, None).await.expect("down");
    assert_eq!(tables(&database).await, 0, "tables are left behind");
    Migrator::up(connection, None).await.expect("up again");
    assert_eq!(tables(&database).await, fresh);
}

#[tokio::test]
async fn up_down_up_on_sqlite() {
    up_down_up(Engine::Sqlite).await;
}

#[tokio::test]
async fn up_down_up_on_postgres() {
    up_down_up(Engine::Postgres).await;
}

/// What PostgreSQL calls the type of a column, and SQLite what it was declared as.
fn types(kind: Kind) -> (&'static str, &'static [&'static str]) {
    match kind {
        Kind::Number => ("bigint", &["BIGINT", "INTEGER"]),
        Kind::Truth => ("boolean", &["BOOLEAN"]),
        Kind::Text => ("text", &["TEXT"]),
        Kind::Bytes => ("bytea", &["BLOB"]),
        Kind::Uuid => ("uuid", &["BLOB"]),
    }
}

/// A query that counts the columns of a table, or those that are like one.
fn count(location: &Location, table: &str, column: Option<&Column>) -> String {
    let is_postgres = matches!(location, Location::Postgres(_));
    let all = if is_postgres {
        format!(
            "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' AND is_generated = 'NEVER'"
        )
    } else {
        // A primary key of one column that numbers itself is never null, and says so nowhere.
        format!("SELECT COUNT(*) FROM pragma_table_info('{table}') WHERE 1 = 1")
    };
    let Some(Column {
        name,
        kind,
        is_nullable,
    }) = column
    else {
        return all;
    };
    let (postgres, sqlite) = types(*kind);
    if is_postgres {
        let nullable = if *is_nullable { "YES" } else { "NO" };
        format!(
            "{all} AND column_name = '{name}' AND data_type = '{postgres}' AND is_nullable = '{nullable}'"
        )
    } else {
        let null = u8::from(!is_nullable);
        format!(
            "{all} AND name = '{name}' AND type IN ('{}') AND (\"notnull\" = {null} OR pk > 0)",
            sqlite.join("', '")
        )
    }
}

async fn entities_are_the_tables(engine: Engine) {
    let database = Database::empty(engine);
    let (_, store) = database.open().await;
    Migrator::up(store.migration_connection(), None)
        .await
        .expect("up");
    let entities = db::entity::tables();
    assert_eq!(tables(&database).await, entities.len() as i64);
    for table in entities {
        let all = count(database.location(), table.name, None);
        assert_eq!(
            database.number(&all).await,
            table.columns.len() as i64,
            "{}",
            table.name
        );
        for column in &table.columns {
            let like = count(database.location(), table.name, Some(column));
            assert_eq!(
                database.number(&like).await,
                1,
                "{}: {column:?}",
                table.name
            );
        }
    }
}

#[tokio::test]
async fn entities_are_the_tables_on_sqlite() {
    entities_are_the_tables(Engine::Sqlite).await;
}

#[tokio::test]
async fn entities_are_the_tables_on_postgres() {
    entities_are_the_tables(Engine::Postgres).await;
}
