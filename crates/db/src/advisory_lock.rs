//! The right to make or upgrade the tables of a PostgreSQL database, one process
//! after the other.

use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

use crate::Result;
use crate::connect::bad_address;

/// What the lock is about: "cove" in ASCII, and nobody else's in the database.
const KEY: i64 = 0x636f_7665;

/// It is held until this is dropped. The server gives it back when the process
/// dies, however it dies, and hands its own connections out to nobody meanwhile.
#[derive(Debug)]
pub struct AdvisoryLock {
    /// Open, with a transaction that holds the lock: a pooler between here and the
    /// server could give a session's lock to somebody else.
    _connection: PgConnection,
}

impl AdvisoryLock {
    /// Takes it, if nobody else has it.
    pub async fn try_acquire(address: &str) -> Result<Option<Self>> {
        let options = PgConnectOptions::from_str(address)
            .map_err(|error| bad_address(&error))?
            .application_name("cove");
        let mut connection = PgConnection::connect_with(&options).await?;
        sqlx::raw_sql("BEGIN").execute(&mut connection).await?;
        let is_ours: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
            .bind(KEY)
            .fetch_one(&mut connection)
            .await?;
        if is_ours {
            return Ok(Some(Self {
                _connection: connection,
            }));
        }
        connection.close().await?;
        Ok(None)
    }
}
