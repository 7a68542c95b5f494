//! SQL beside the commands: to bring about what no command can, and to look
//! at what no screen shows.

use std::time::{Duration, Instant};

use db::connect::Location;
use domain::secret::hex;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};

use crate::recorded::{Recorded, Value};
use crate::test_app::step;
use crate::{Database, TestApp};

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Connection {
    async fn number(&mut self, query: &str) -> i64 {
        let sql = AssertSqlSafe(query.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query(sql)
                .fetch_one(connection)
                .await
                .expect("the query runs")
                .get(0),
            Self::Postgres(connection) => sqlx::query(sql)
                .fetch_one(connection)
                .await
                .expect("the query runs")
                .get(0),
        }
    }
}

impl Database {
    async fn connection(&self) -> Connection {
        step();
        match self.location() {
            Location::File(file) => {
                let url = format!("sqlite:{}", file.display());
                Connection::Sqlite(
                    SqliteConnection::connect(&url)
                        .await
                        .expect("the file opens"),
                )
            }
            Location::Postgres(url) => Connection::Postgres(
                PgConnection::connect(url)
                    .await
                    .expect("the server answers"),
            ),
        }
    }

    /// The one whole number that a query gives.
    ///
    /// # Panics
    /// When it gives none.
    pub async fn number(&self, query: &str) -> i64 {
        self.connection().await.number(query).await
    }

    /// Runs a statement; how many rows it changed.
    ///
    /// # Panics
    /// When it fails.
    pub async fn run(&self, statement: &str) -> u64 {
        let sql = AssertSqlSafe(statement.to_owned());
        match self.connection().await {
            Connection::Sqlite(mut connection) => sqlx::raw_sql(sql)
                .execute(&mut connection)
                .await
                .expect("the statement runs")
                .rows_affected(),
            Connection::Postgres(mut connection) => sqlx::raw_sql(sql)
                .execute(&mut connection)
                .await
                .expect("the statement runs")
                .rows_affected(),
        }
    }

    /// How the engine would find the rows of a statement. PostgreSQL reads small
    /// tables whole whatever indexes they have, and is told not to.
    ///
    /// # Panics
    /// When it cannot be planned.
    pub async fn plan(&self, statement: &Recorded) -> String {
        let mut sql = statement.sql.clone();
        for (n, value) in statement.values.iter().enumerate().rev() {
            sql = sql.replace(&format!("${}", n + 1), &self.literal(value));
        }
        // What sea-orm builds for SQLite numbers nothing.
        for value in &statement.values {
            sql = sql.replacen('?', &self.literal(value), 1);
        }
        let told: Vec<String> = match self.connection().await {
            Connection::Sqlite(mut connection) => {
                sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
                    .map(|row: SqliteRow| row.get("detail"))
                    .fetch_all(&mut connection)
                    .await
            }
            Connection::Postgres(mut connection) => {
                let whole = "SET enable_seqscan = off; SET enable_bitmapscan = off";
                sqlx::raw_sql(whole)
                    .execute(&mut connection)
                    .await
                    .expect("a setting");
                sqlx::query(AssertSqlSafe(format!("EXPLAIN {sql}")))
                    .map(|row: PgRow| row.get(0))
                    .fetch_all(&mut connection)
                    .await
            }
        }
        .expect("a plan");
        told.join("\n")
    }

    fn literal(&self, value: &Value) -> String {
        match (value, self.location()) {
            (Value::Null, _) => "NULL".to_owned(),
            (Value::Bool(it), _) => it.to_string(),
            (Value::Number(it), _) => it.to_string(),
            (Value::Text(it), _) => format!("'{}'", it.replace('\'', "''")),
            (Value::Bytes(it), Location::File(_)) => format!("x'{}'", hex(it)),
            (Value::Bytes(it), Location::Postgres(_)) => format!("'\\x{}'::bytea", hex(it)),
            (Value::Uuid(it), Location::File(_)) => format!("x'{}'", it.simple()),
            (Value::Uuid(it), Location::Postgres(_)) => format!("'{it}'::uuid"),
        }
    }

    /// Looks again and again, until the one whole number that a query gives is
    /// more than zero. Nothing tells a test when a worker, maybe of another
    /// process, has committed.
    ///
    /// # Panics
    /// When that does not come within the patience; says what does not.
    pub async fn until(&self, what: &str, patience: Duration, query: &str) {
        let mut connection = self.connection().await;
        let begun = Instant::now();
        while connection.number(query).await <= 0 {
            assert!(begun.elapsed() < patience, "{what}: not after {patience:?}");
            // The worker that is waited for may run on this thread.
            tokio::task::yield_now().await;
        }
    }
}

/// Runs a statement; how many rows it changed.
///
/// # Panics
/// When it fails.
pub async fn sql(app: &TestApp, statement: &str) -> u64 {
    app.database().run(statement).await
}

/// The one whole number that a query gives.
///
/// # Panics
/// When it gives none.
pub async fn number(app: &TestApp, query: &str) -> i64 {
    app.database().number(query).await
}
