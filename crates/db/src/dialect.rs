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

    /// An id for each row of an `INSERT … SELECT`, whose number nobody knows
    /// beforehand: the first nine bytes of a fresh one, which hold the time, and
    /// seven random ones.
    #[must_use]
    pub fn id_from(self, first_bytes: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST({first_bytes} || randomblob(7) AS BLOB)"),
            Self::Postgres => format!(
                "encode({first_bytes} || substring(uuid_send(gen_random_uuid()) FROM 10), 'hex')::uuid"
            ),
        }
    }

    /// The entries of the search index that fit an expression, which is the
    /// placeholder's value: what stands behind `FROM`, what behind `WHERE`, and the
    /// number by which they come in order.
    #[must_use]
    pub fn search(self, placeholder: &str) -> [String; 3] {
        match self {
            Self::Sqlite => [
                "search_index i CROSS JOIN search_entry e".to_owned(),
                format!("search_index MATCH {placeholder} AND e.number = i.rowid"),
                "i.rowid".to_owned(),
            ],
            Self::Postgres => [
                "search_entry e".to_owned(),
                format!("e.lexemes @@ CAST({placeholder} AS tsquery)"),
                "e.number".to_owned(),
            ],
        }
    }

    /// A word of such an expression, or whatever begins with it. It is made of
    /// letters and digits of ASCII and of lines.
    #[must_use]
    pub fn search_word(self, word: &str, is_start: bool) -> String {
        match (self, is_start) {
            (Self::Sqlite, false) => format!("\"{word}\""),
            (Self::Sqlite, true) => format!("\"{word}\" *"),
            (Self::Postgres, false) => format!("'{word}'"),
            (Self::Postgres, true) => format!("'{word}':*"),
        }
    }

    /// What stands between parts of such an expression: and, or, and not.
    #[must_use]
    pub const fn search_signs(self) -> [&'static str; 3] {
        match self {
            Self::Sqlite => [" AND ", " OR ", " NOT "],
            Self::Postgres => [" & ", " | ", " & !"],
        }
    }
}
