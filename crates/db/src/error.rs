//! What can go wrong in a database, told apart as far as somebody can act on it.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::error::DatabaseError;

/// A uniqueness that callers act on. PostgreSQL names its constraint, SQLite
/// the columns; both are mapped here, so that no caller reads messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// `member.email_key`: the address belongs to a member already.
    MemberEmail,
    /// `organisation.sector_id, organisation.name_key`: another has this name.
    OrganisationName,
    Other,
}

/// A failure of the database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A row stands in the way.
    #[error("a {0:?} row is there already")]
    Conflict(Constraint),
    /// It cannot be reached, is locked, or has no connection to give: it may
    /// work again in a moment, with nothing changed here.
    #[error("the database is away: {0}")]
    Away(String),
    /// The disk is full. What was committed before is safe.
    #[error("the disk is full")]
    DiskFull,
    /// The answer to a commit did not come: it may have happened or not.
    #[error("whether it was committed is not known: {0}")]
    InDoubt(String),
    /// A row holds what no version of this program writes.
    #[error("a row cannot be read: {0}")]
    Row(String),
    /// It must not be done, for the reason that is said.
    #[error("{0}")]
    Refused(String),
    /// Anything else.
    #[error(transparent)]
    Sql(DbErr),
}

impl Error {
    /// Whether it may work again in a moment.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Away(_) | Self::DiskFull | Self::InDoubt(_))
    }

    /// What the database itself says, without what the layers above it put before.
    #[must_use]
    pub fn said(&self) -> String {
        match self {
            Self::Sql(error) => of_sqlx(error)
                .and_then(sqlx::Error::as_database_error)
                .map_or_else(|| error.to_string(), |error| error.message().to_owned()),
            other => other.to_string(),
        }
    }

    /// What a commit ended with. One that was refused did not happen; that of a
    /// connection that broke may have, and so may one that SQLite could not sync:
    /// it is whole in the log, and a start after a crash would find it there.
    pub(crate) fn of_commit(error: DbErr) -> Self {
        /// `SQLITE_IOERR_FSYNC`.
        const NOT_SYNCED: &str = "1034";
        let is_known = of_sqlx(&error).is_some_and(|inner| {
            let code = inner.as_database_error().and_then(DatabaseError::code);
            is_about_the_statement(inner) && code.is_none_or(|code| code != NOT_SYNCED)
        });
        if is_known {
            Self::from(error)
        } else {
            Self::InDoubt(error.to_string())
        }
    }
}

/// What sqlx said of a statement.
pub(crate) fn of_sqlx(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
            Some(inner)
        }
        _ => None,
    }
}

/// SQLite's result code, cut to its lowest byte, which says what kind of error it
/// is; none for a SQLSTATE of PostgreSQL.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?;
    let code = code.parse::<u32>().ok().filter(|_| code.len() < 5)?;
    Some(code & 0xff)
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return Self::Away(error.to_string()),
            // A name that only a newer Cove knows.
            DbErr::TryIntoErr { source, .. } => return Self::Row(source.to_string()),
            _ => {}
        }
        of_sqlx(&error)
            .and_then(classify)
            .unwrap_or(Self::Sql(error))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        classify(&error)
            .unwrap_or_else(|| Self::Sql(DbErr::Query(RuntimeErr::SqlxError(error.into()))))
    }
}

fn classify(error: &sqlx::Error) -> Option<Error> {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::InvalidSavePointStatement
        | sqlx::Error::Protocol(_)
        | sqlx::Error::Io(_) => Some(Error::Away(error.to_string())),
        sqlx::Error::Database(inner) => {
            if inner.is_unique_violation() {
                return Some(Error::Conflict(constraint(
                    inner.constraint().unwrap_or_default(),
                    inner.message(),
                )));
            }
            // PostgreSQL: SQLSTATE (Appendix A of its manual).
            let code = inner.code().unwrap_or_default();
            match code.as_ref() {
                "53100" => Some(Error::DiskFull),
                // 25006: it became a standby, or was told to take no writes.
                "57014" | "57P01" | "57P02" | "57P03" | "53300" | "55P03" | "40001" | "40P01"
                | "25006" => Some(Error::Away(inner.message().to_owned())),
                _ => match sqlite_code(error) {
                    Some(13) => Some(Error::DiskFull),
                    // SQLITE_BUSY, LOCKED, READONLY, IOERR, CANTOPEN.
                    Some(5 | 6 | 8 | 10 | 14) => Some(Error::Away(inner.message().to_owned())),
                    _ => None,
                },
            }
        }
        _ => None,
    }
}

/// Whether an error leaves the connection as good as it was. The classes 08 and
/// 57 are about the connection and the server (PostgreSQL's manual, Appendix A),
/// and so is 25006: a server that writes may be reached by a new connection.
pub(crate) fn is_about_the_statement(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(inner) = error else {
        return false;
    };
    let code = inner.code().unwrap_or_default();
    code == "57014" || !(code.starts_with("57") || code.starts_with("08") || code == "25006")
}

/// Constraints by PostgreSQL's name, and by SQLite's columns.
const CONSTRAINTS: [(Constraint, &str, &str); 2] = [
    (
        Constraint::MemberEmail,
        "member_email_key_key",
        "member.email_key",
    ),
    (
        Constraint::OrganisationName,
        "organisation_sector_id_name_key_key",
        "organisation.sector_id, organisation.name_key",
    ),
];

fn constraint(name: &str, message: &str) -> Constraint {
    let is_it = |(_, postgres, sqlite): &&(Constraint, &str, &str)| {
        name == *postgres || message.ends_with(sqlite)
    };
    let known = CONSTRAINTS.iter().find(is_it);
    known.map_or(Constraint::Other, |(constraint, ..)| *constraint)
}
