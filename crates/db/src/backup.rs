//! A copy of a running SQLite database.

use std::path::Path;

use crate::connect::Engine;
use crate::store::rows_affected_by;
use crate::{Db, Error, Reads as _, Result};

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
            return Err(Error::Row("only a SQLite file is copied like this".to_owned()));
        }
        if file.exists() {
            return Err(Error::Row(format!("{} is there already", file.display())));
        }
        let written = rows_affected_by(self, "VACUUM INTO $1", [file.to_string_lossy().into_owned().into()]).await;
        if written.is_err() {
            // The first error is the one to tell.
            let _ = std::fs::remove_file(file);
        }
        written.map(|_| ())
    }
}
