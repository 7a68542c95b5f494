//! SQL beside the commands: to bring about what no command can, and to look
//! at what no screen shows.

use db::connect::Location;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};

use crate::{Database, TestApp};

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Database {
    async fn connection(&self) -> Connection {
        match self.location() {
            Location::File(file) => {
                let url = format!("sqlite:{}", file.display());
                Connection::Sqlite(SqliteConnection::connect(&url).await.expect("the file opens"))
            }
            Location::Postgres(url) => Connection::Postgres(PgConnection::connect(url).await.expect("the server answers")),
        }
    }

    /// The one whole number that a query gives.
    ///
    /// # Panics
    /// When it gives none.
    pub async fn number(&self, query: &str) -> i64 {
        let sql = AssertSqlSafe(query.to_owned());
        match self.connection().await {
            Connection::Sqlite(mut connection) => sqlx::query(sql).fetch_one(&mut connection).await.expect("the query runs").get(0),
            Connection::Postgres(mut connection) => sqlx::query(sql).fetch_one(&mut connection).await.expect("the query runs").get(0),
        }
    }
}

/// Runs a statement; how many rows it changed.
///
/// # Panics
/// When it fails.
pub async fn sql(app: &TestApp, statement: &str) -> u64 {
    let sql = AssertSqlSafe(statement.to_owned());
    match app.database().connection().await {
        Connection::Sqlite(mut connection) => {
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statement runs").rows_affected()
        }
        Connection::Postgres(mut connection) => {
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statement runs").rows_affected()
        }
    }
}

/// The one whole number that a query gives.
///
/// # Panics
/// When it gives none.
pub async fn number(app: &TestApp, query: &str) -> i64 {
    app.database().number(query).await
}
