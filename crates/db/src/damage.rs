//! Why a database cannot be used, as exactly as it can be said.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

use crate::error::{of_sqlx, sqlite_code};
use crate::store::value;
use crate::{Db, Engine, Error, Reads as _, Result};

/// Whether an error says that a SQLite file is damaged, or none at all.
#[must_use]
pub fn is_damage(error: &Error) -> bool {
    let Error::Sql(error) = error else {
        return false;
    };
    // SQLITE_CORRUPT and SQLITE_NOTADB.
    matches!(of_sqlx(error).and_then(sqlite_code), Some(11 | 26))
}

/// What one try to reach a PostgreSQL server ends with; none when it answers.
/// The pool tries again and again, and tells only that its time is over.
pub async fn why_not_postgres(address: &str) -> Option<String> {
    let options = PgConnectOptions::from_str(address).ok()?;
    match tokio::time::timeout(Duration::from_secs(5), PgConnection::connect_with(&options)).await {
        Ok(Ok(connection)) => {
            // It answers: nothing is wrong with the way there.
            let _ = connection.close().await;
            None
        }
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some("timed out".to_owned()),
    }
}

impl Db {
    /// Whether there is a table of this name that PostgreSQL keeps from this user:
    /// what it tells about tables leaves those out.
    pub async fn keeps_from_us(&self, table: &str) -> Result<bool> {
        if self.engine() == Engine::Sqlite {
            return Ok(false);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = $1 \
                   AND NOT has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT'))";
        Ok(value(self, sql, [table.into()]).await?.unwrap_or(false))
    }

    /// Reads a SQLite file through, indexes too; what is wrong with it first.
    /// PostgreSQL looks after itself.
    ///
    /// # Errors
    /// Those of the database but for damage.
    pub async fn damage(&self) -> Result<Option<String>> {
        if self.engine() == Engine::Postgres {
            return Ok(None);
        }
        let told: Result<Option<String>> = value(self, "PRAGMA integrity_check(1)", []).await;
        match told {
            Ok(told) => Ok(told.filter(|line| line != "ok")),
            Err(error) if is_damage(&error) => Ok(Some(error.to_string())),
            Err(error) => Err(error),
        }
    }
}
