//! SQL beside the commands: to bring about what no command can, and to look
//! at what no screen shows.

use db::connect::Location;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};

use crate::TestApp;

/// Runs a statement; how many rows it changed.
///
/// # Panics
/// When it fails.
pub async fn sql(app: &TestApp, statement: &str) -> u64 {
    let statement = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()));
    match app.database().location() {
        Location::File(file) => {
            let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.expect("the file opens");
            let done = statement.execute(&mut connection).await.expect("the statement runs").rows_affected();
            connection.close().await.expect("the file closes");
            done
        }
        Location::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.expect("the server answers");
            let done = statement.execute(&mut connection).await.expect("the statement runs").rows_affected();
            connection.close().await.expect("the connection closes");
            done
        }
    }
}

/// The one whole number that a query gives.
///
/// # Panics
/// When it gives none.
pub async fn number(app: &TestApp, query: &str) -> i64 {
    let query = sqlx::query(AssertSqlSafe(query.to_owned()));
    match app.database().location() {
        Location::File(file) => {
            let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.expect("the file opens");
            let number = query.fetch_one(&mut connection).await.expect("the query runs").get(0);
            connection.close().await.expect("the file closes");
            number
        }
        Location::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.expect("the server answers");
            let number = query.fetch_one(&mut connection).await.expect("the query runs").get(0);
            connection.close().await.expect("the connection closes");
            number
        }
    }
}
