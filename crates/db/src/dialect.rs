//! The few places where SQLite and PostgreSQL differ.

use crate::connect::Engine;

impl Engine {
    /// Ends a `SELECT` whose rows the transaction is about to change. SQLite
    /// has one writer, whose transactions hold the lock from their start.
    #[must_use]
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            // No key is ever changed, so rows that refer to this one need not wait.
            Self::Postgres => " FOR NO KEY UPDATE",
        }
    }

    /// Ends the sub-select of a claim: rows that another worker is claiming
    /// are passed over.
    #[must_use]
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Stands before a column whose list of values is long: rows are held against
    /// it, and not looked for by it. SQLite would look for each value with each
    /// of another list, ten thousand searches where there are a hundred rows.
    #[must_use]
    pub const fn not_sought(self) -> &'static str {
        match self {
            Self::Sqlite => "+",
            Self::Postgres => "",
        }
    }

    /// A random id for each row of an `INSERT … SELECT`, whose number nobody
    /// knows beforehand.
    #[must_use]
    pub const fn random_id(self) -> &'static str {
        match self {
            Self::Sqlite => "randomblob(16)",
            Self::Postgres => "gen_random_uuid()",
        }
    }
}
