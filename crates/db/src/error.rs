//! What can go wrong in a database, told apart as far as somebody can act on it.

use domain::stored::UnknownName;
use sea_orm::{DbErr, RuntimeErr};

/// A uniqueness that callers act on. PostgreSQL names its constraint, SQLite
/// the columns; both are mapped here, so that no caller reads messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// `member.email_key`: the address belongs to a member already.
    MemberEmail,
    /// `post.author_id, post.idempotency_key`: the same click came twice.
    PostIdempotencyKey,
    /// `digest_issue.cut_off_at`: another scheduler made the issue first.
    IssueCutOff,
    /// Any other.
    Other,
}

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
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
    /// A row holds what no version of this program writes.
    #[error("a row cannot be read: {0}")]
    Row(String),
    /// Anything else.
    #[error(transparent)]
    Sql(DbErr),
}

impl From<UnknownName> for Error {
    fn from(unknown: UnknownName) -> Self {
        Self::Row(unknown.to_string())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return Self::Away(error.to_string()),
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
                if let Some(mapped) = classify(inner) {
                    return mapped;
                }
            }
            _ => {}
        }
        Self::Sql(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        classify(&error).unwrap_or_else(|| Self::Sql(DbErr::Query(RuntimeErr::SqlxError(error.into()))))
    }
}

fn classify(error: &sqlx::Error) -> Option<Error> {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) => {
            Some(Error::Away(error.to_string()))
        }
        sqlx::Error::Decode(inner) => inner.downcast_ref::<UnknownName>().map(|unknown| Error::Row(unknown.to_string())),
        sqlx::Error::Database(inner) => {
            if inner.is_unique_violation() {
                return Some(Error::Conflict(constraint(inner.constraint().unwrap_or_default(), inner.message())));
            }
            // PostgreSQL: SQLSTATE (Appendix A of its manual); SQLite: result
            // codes, extended ones cut to their lowest byte.
            let code = inner.code().unwrap_or_default();
            match code.as_ref() {
                "53100" => Some(Error::DiskFull),
                "57014" | "57P01" | "57P02" | "57P03" | "53300" | "55P03" | "40001" | "40P01" => {
                    Some(Error::Away(inner.message().to_owned()))
                }
                numeric => match numeric.parse::<u32>().ok().filter(|_| numeric.len() < 5).map(|code| code & 0xff) {
                    Some(13) => Some(Error::DiskFull),
                    // SQLITE_BUSY, LOCKED, IOERR, CANTOPEN.
                    Some(5 | 6 | 10 | 14) => Some(Error::Away(inner.message().to_owned())),
                    _ => None,
                },
            }
        }
        _ => None,
    }
}

fn constraint(name: &str, message: &str) -> Constraint {
    let says = |postgres: &str, sqlite: &str| name == postgres || message.ends_with(sqlite);
    if says("member_email_key_key", "member.email_key") {
        Constraint::MemberEmail
    } else if says("post_author_id_idempotency_key_key", "post.author_id, post.idempotency_key") {
        Constraint::PostIdempotencyKey
    } else if says("digest_issue_cut_off_at_key", "digest_issue.cut_off_at") {
        Constraint::IssueCutOff
    } else {
        Constraint::Other
    }
}
