//! A copy of a running SQLite database.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use domain::Timestamp;
use domain::audit::Head;
use sea_orm::EntityTrait as _;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};

use crate::connect::Engine;
use crate::entity::setting;
use crate::store::value;
use crate::{Db, Error, Reads as _, Result, Store};

/// Where a backup keeps when it was made.
const COPIED_AT: &str = "copied_at";

impl Db {
    /// Writes a copy as of now to a file that must not be there yet, while
    /// others read and write. Hidden text and secrets are in it as they are
    /// in the database.
    ///
    /// # Errors
    /// On PostgreSQL, whose own tools do this; those of the database, and the
    /// disk's. A half-written file is taken away again.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        if self.engine() != Engine::Sqlite {
            return Err(Error::Refused(
                "only a SQLite file is copied like this".to_owned(),
            ));
        }
        if file.exists() {
            return Err(Error::Refused(format!(
                "{} is there already",
                file.display()
            )));
        }
        let into = [file.to_string_lossy().into_owned().into()];
        let written = value::<i32, _>(self, "VACUUM INTO $1", into).await;
        // SQLite does not wait until the disk has it.
        let kept = written.and_then(|_| {
            File::open(file)
                .and_then(|file| file.sync_all())
                .map_err(|error| Error::Away(error.to_string()))
        });
        if kept.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_file(file);
        }
        kept
    }
}

/// Writes into a copy when it was made; the end of its audit list.
pub async fn seal(copy: &Store, made_at: Timestamp) -> Result<Option<Head>> {
    let tx = copy.begin().await?;
    crate::community::remember(&tx, COPIED_AT, &made_at.0.to_string()).await?;
    tx.commit().await?;
    crate::audit::head(copy.db()).await
}

/// Makes one whole file of a database that nobody has open any more: what SQLite
/// keeps beside it for later goes in. A connection that only reads, and is the
/// last to close, leaves it there.
///
/// # Errors
/// Those of the database, and when somebody has it open.
pub async fn fold(file: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(10));
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode = DELETE")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    if mode == "delete" {
        Ok(())
    } else {
        Err(Error::Away(format!(
            "{} is still open somewhere",
            file.display()
        )))
    }
}

/// When a copy says that it was made.
pub async fn made_at(db: &Db) -> Result<Option<Timestamp>> {
    let said = crate::community::setting(db, COPIED_AT).await?;
    Ok(said.and_then(|said| said.parse().ok()).map(Timestamp))
}

/// From here on this is no copy any more.
pub(crate) async fn unseal(tx: &crate::Tx) -> Result<()> {
    setting::Entity::delete_by_id(COPIED_AT).exec(tx).await?;
    Ok(())
}
