//! The migrations run up, down and up again on both engines.

use db::connect::Location;
use it::{Database, Engine};
use migrations::{Migrator, MigratorTrait as _};

/// The tables but those that the engine and the migrator keep for themselves.
async fn tables(database: &Database) -> i64 {
    let query = match database.location() {
        Location::File(_) => {
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'seaql_migrations'"
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
