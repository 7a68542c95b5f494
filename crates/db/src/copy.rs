//! Everything of a SQLite file into a PostgreSQL database, table by table.
//!
//! The tables and their columns are those of the entities: a new table is copied
//! without a line here. Each batch is committed together with how far its table has come, so that a copy
//! that was killed goes on where it was.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};
use uuid::Uuid;

use crate::entity::{Column, Kind, Table, tables};
use crate::store::value;
use crate::{Db, Engine, Reads as _};

/// Rows of a batch.
const BATCH: i64 = 1_000;

/// Why a copy did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// It must not begin, or did not come out right.
    #[error("{0}")]
    Refused(String),
    /// One of the databases failed.
    #[error(transparent)]
    Database(#[from] crate::Error),
}

impl From<sqlx::Error> for CopyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

type Result<T> = std::result::Result<T, CopyError>;

fn refused<T>(words: impl Into<String>) -> Result<T> {
    Err(CopyError::Refused(words.into()))
}

/// How far one table has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub table: String,
    /// Rows that are there.
    pub done: i64,
    /// Rows that it has.
    pub of: i64,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    pub tables: usize,
    pub rows: i64,
}

/// One value, as both engines have it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Value {
    Number(i64),
    Truth(bool),
    Text(String),
    Bytes(Vec<u8>),
    Uuid(Uuid),
    Nothing,
}

/// Names as they stand in a statement.
fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = names.map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

impl Table {
    fn columns(&self) -> String {
        quoted(self.columns.iter().map(|column| column.name))
    }

    /// The rows after so many, in the order of the key.
    fn batch(&self, from: i64) -> String {
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {} LIMIT {BATCH} OFFSET {from}",
            self.columns(),
            self.name,
            quoted(self.key.iter().copied())
        )
    }
}

/// What there is of one side of a copy: how many rows, and a sum over them that
/// does not depend on their order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: i64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, values: &[Value]) {
        let mut hasher = DefaultHasher::new();
        values.hash(&mut hasher);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(hasher.finish());
    }
}

/// A copy under way.
struct Copy {
    from: SqliteConnection,
    to: PgConnection,
    tables: Vec<Table>,
}

/// Copies a file that nobody else has open into a database whose tables were
/// made by the same version, and compares both sides. [`finish`] is the last
/// word: until then no server takes the copy for a community.
///
/// # Errors
/// When the database holds anything but a copy of this file that was begun
/// before, and when the two sides are not the same in the end.
pub async fn copy(from: &Path, to: &str, mut tell: impl FnMut(&Progress)) -> Result<Copied> {
    let from = SqliteConnection::connect_with(
        &SqliteConnectOptions::new()
            .filename(from)
            .create_if_missing(false),
    )
    .await?;
    let to =
        PgConnection::connect_with(&PgConnectOptions::from_str(to)?.application_name("cove copy"))
            .await?;
    let mut copy = Copy {
        from,
        to,
        tables: tables(),
    };
    let is_resumed = copy.begin().await?;
    let mut copied = copy.rows(&mut tell).await;
    if is_resumed && (copied.is_err() || copy.difference().await?.is_some()) {
        // The file has changed since the copy was begun: its rows are not where
        // they were, and some may have come twice.
        copy.begin_again().await?;
        copied = copy.rows(&mut tell).await;
    }
    let copied = copied?;
    if let Some(table) = copy.difference().await? {
        return refused(format!(
            "the table {table} is not the same on both sides: nothing was lost from the SQLite file; run this again"
        ));
    }
    copy.set_sequences().await?;
    copy.to.close().await?;
    copy.from.close().await?;
    Ok(copied)
}

/// Ends a copy: from here on a server takes it for a community.
pub async fn finish(to: &str) -> Result<()> {
    let mut to = PgConnection::connect_with(&PgConnectOptions::from_str(to)?).await?;
    sqlx::raw_sql("DROP TABLE copy_progress")
        .execute(&mut to)
        .await?;
    Ok(to.close().await?)
}

/// Whether a database holds a copy that has not come to its end.
pub async fn is_half_done(db: &Db) -> crate::Result<bool> {
    if db.engine() == Engine::Sqlite {
        return Ok(false);
    }
    let sql = "SELECT to_regclass('copy_progress') IS NOT NULL";
    Ok(value(db, sql, []).await?.unwrap_or(false))
}

impl Copy {
    /// Which community this is: the ids of its sectors are its own.
    async fn community(&mut self) -> Result<String> {
        let found = sqlx::query("SELECT hex(MIN(id)) FROM sector")
            .fetch_one(&mut self.from)
            .await?;
        match found.try_get::<Option<String>, _>(0)? {
            Some(id) if !id.is_empty() => Ok(id),
            _ => refused("there is no community in this file yet: nothing is to be copied"),
        }
    }

    /// Makes the note of how far it has come; whether there was one.
    async fn begin(&mut self) -> Result<bool> {
        let community = self.community().await?;
        let is_noted: bool = sqlx::query("SELECT to_regclass('copy_progress') IS NOT NULL")
            .fetch_one(&mut self.to)
            .await?
            .try_get(0)?;
        if is_noted {
            let noted = sqlx::query("SELECT community FROM copy_progress LIMIT 1")
                .fetch_optional(&mut self.to)
                .await?;
            let noted: Option<String> = noted.map(|row| row.try_get(0)).transpose()?;
            if noted.is_some_and(|noted| noted != community) {
                return refused(
                    "the database holds a copy of another community that was begun: take an empty one",
                );
            }
            return Ok(true);
        }
        for table in &self.tables {
            let sql = AssertSqlSafe(format!("SELECT EXISTS (SELECT 1 FROM \"{}\")", table.name));
            if sqlx::query(sql).fetch_one(&mut self.to).await?.try_get(0)? {
                return refused(format!(
                    "the database is not empty: there are rows in the table {}; take an empty one",
                    table.name
                ));
            }
        }
        sqlx::raw_sql("CREATE TABLE copy_progress (table_name TEXT NOT NULL PRIMARY KEY, community TEXT NOT NULL, done BIGINT NOT NULL)")
            .execute(&mut self.to)
            .await?;
        Ok(false)
    }

    async fn begin_again(&mut self) -> Result<()> {
        let tables = quoted(self.tables.iter().map(|table| table.name));
        let sql = format!("TRUNCATE {tables}, copy_progress");
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut self.to)
            .await?;
        Ok(())
    }

    async fn rows(&mut self, tell: &mut impl FnMut(&Progress)) -> Result<Copied> {
        let community = self.community().await?;
        let mut rows = 0;
        for table in &self.tables {
            let of: i64 = sqlx::query(AssertSqlSafe(format!(
                "SELECT COUNT(*) FROM \"{}\"",
                table.name
            )))
            .fetch_one(&mut self.from)
            .await?
            .try_get(0)?;
            let noted = sqlx::query("SELECT done FROM copy_progress WHERE table_name = $1")
                .bind(table.name)
                .fetch_optional(&mut self.to)
                .await?;
            let mut done: i64 = noted.map(|row| row.try_get(0)).transpose()?.unwrap_or(0);
            tell(&Progress {
                table: table.name.to_owned(),
                done,
                of,
            });
            while done < of {
                let batch = sqlx::query(AssertSqlSafe(table.batch(done)))
                    .fetch_all(&mut self.from)
                    .await?;
                let mut text = String::new();
                for row in &batch {
                    write_line(&mut text, &from_sqlite(row, table)?, table)?;
                }
                let count = i64::try_from(batch.len()).unwrap_or(0);
                if count == 0 {
                    break;
                }
                let mut tx = self.to.begin().await?;
                let mut sink = tx
                    .copy_in_raw(&format!(
                        "COPY \"{}\" ({}) FROM STDIN",
                        table.name,
                        table.columns()
                    ))
                    .await?;
                sink.send(text.as_bytes()).await?;
                sink.finish().await?;
                sqlx::query(
                    "INSERT INTO copy_progress (table_name, community, done) VALUES ($1, $2, $3)
                     ON CONFLICT (table_name) DO UPDATE SET done = excluded.done",
                )
                .bind(table.name)
                .bind(&community)
                .bind(done + count)
                .execute(&mut *tx)
                .await?;
                tx.commit().await?;
                done += count;
                tell(&Progress {
                    table: table.name.to_owned(),
                    done,
                    of,
                });
            }
            rows += done;
        }
        Ok(Copied {
            tables: self.tables.len(),
            rows,
        })
    }

    /// The first table that is not the same on both sides.
    async fn difference(&mut self) -> Result<Option<String>> {
        for table in &self.tables {
            let (mut here, mut there) = (Sum::default(), Sum::default());
            loop {
                let batch = sqlx::query(AssertSqlSafe(table.batch(here.rows)))
                    .fetch_all(&mut self.from)
                    .await?;
                if batch.is_empty() {
                    break;
                }
                for row in &batch {
                    here.add(&from_sqlite(row, table)?);
                }
            }
            loop {
                let batch = sqlx::query(AssertSqlSafe(table.batch(there.rows)))
                    .fetch_all(&mut self.to)
                    .await?;
                if batch.is_empty() {
                    break;
                }
                for row in &batch {
                    there.add(&from_postgres(row, table)?);
                }
            }
            if here != there {
                return Ok(Some(table.name.to_owned()));
            }
        }
        Ok(None)
    }

    /// Numbers go on where SQLite's did: none is given twice.
    async fn set_sequences(&mut self) -> Result<()> {
        for table in self.tables.iter().filter(|table| table.is_numbered) {
            let (column, table) = (quoted(table.key.iter().copied()), table.name);
            let given = sqlx::query("SELECT seq FROM sqlite_sequence WHERE name = $1")
                .bind(table)
                .fetch_optional(&mut self.from)
                .await?;
            let given: i64 = given.map(|row| row.try_get(0)).transpose()?.unwrap_or(0);
            let column_name = column.trim_matches('"');
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column_name}'), GREATEST($1, (SELECT COALESCE(MAX({column}), 0) FROM \"{table}\"), 1),
                               GREATEST($1, (SELECT COALESCE(MAX({column}), 0) FROM \"{table}\")) > 0)"
            );
            sqlx::query(AssertSqlSafe(sql))
                .bind(given)
                .execute(&mut self.to)
                .await?;
        }
        Ok(())
    }
}

fn from_sqlite(row: &SqliteRow, table: &Table) -> Result<Vec<Value>> {
    let value = |(place, column): (usize, &Column)| -> Result<Value> {
        // SQLite's own types are looser than those that the columns declare.
        Ok(match column.kind {
            Kind::Number => row
                .try_get_unchecked::<Option<i64>, _>(place)?
                .map_or(Value::Nothing, Value::Number),
            Kind::Truth => row
                .try_get_unchecked::<Option<bool>, _>(place)?
                .map_or(Value::Nothing, Value::Truth),
            Kind::Text => row
                .try_get_unchecked::<Option<String>, _>(place)?
                .map_or(Value::Nothing, Value::Text),
            Kind::Bytes => row
                .try_get_unchecked::<Option<Vec<u8>>, _>(place)?
                .map_or(Value::Nothing, Value::Bytes),
            Kind::Uuid => match row.try_get_unchecked::<Option<Vec<u8>>, _>(place)? {
                None => Value::Nothing,
                Some(bytes) => match Uuid::from_slice(&bytes) {
                    Ok(id) => Value::Uuid(id),
                    Err(_) => {
                        return refused(format!(
                            "{}.{} holds what is no id",
                            table.name, column.name
                        ));
                    }
                },
            },
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

fn from_postgres(row: &PgRow, table: &Table) -> Result<Vec<Value>> {
    let value = |(place, column): (usize, &Column)| -> Result<Value> {
        Ok(match column.kind {
            Kind::Number => row
                .try_get::<Option<i64>, _>(place)?
                .map_or(Value::Nothing, Value::Number),
            Kind::Truth => row
                .try_get::<Option<bool>, _>(place)?
                .map_or(Value::Nothing, Value::Truth),
            Kind::Text => row
                .try_get::<Option<String>, _>(place)?
                .map_or(Value::Nothing, Value::Text),
            Kind::Bytes => row
                .try_get::<Option<Vec<u8>>, _>(place)?
                .map_or(Value::Nothing, Value::Bytes),
            Kind::Uuid => row
                .try_get::<Option<Uuid>, _>(place)?
                .map_or(Value::Nothing, Value::Uuid),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// A line as COPY reads it: a tab between values, a backslash before what means
/// something.
fn write_line(line: &mut String, values: &[Value], table: &Table) -> Result<()> {
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            line.push('\t');
        }
        // A String takes everything.
        let _ = match value {
            Value::Nothing => write!(line, "\\N"),
            Value::Number(number) => write!(line, "{number}"),
            Value::Truth(truth) => write!(line, "{truth}"),
            Value::Uuid(id) => write!(line, "{id}"),
            Value::Bytes(bytes) => write!(line, "\\\\x{}", domain::secret::hex(bytes)),
            Value::Text(text) if text.contains('\0') => {
                return refused(format!(
                    "a text in the table {} holds a NUL, which PostgreSQL does not take",
                    table.name
                ));
            }
            Value::Text(text) => {
                for c in text.chars() {
                    match c {
                        '\\' => line.push_str("\\\\"),
                        '\n' => line.push_str("\\n"),
                        '\r' => line.push_str("\\r"),
                        '\t' => line.push_str("\\t"),
                        other => line.push(other),
                    }
                }
                Ok(())
            }
        };
    }
    line.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_every_value_apart() {
        let table = Table {
            name: "post",
            columns: Vec::new(),
            key: Vec::new(),
            is_numbered: true,
        };
        let line = |values: &[Value]| {
            let mut line = String::new();
            write_line(&mut line, values, &table).map(|()| line)
        };
        let values = [
            Value::Number(-1),
            Value::Truth(true),
            Value::Text("a\\N\tb\r\nc".to_owned()),
            Value::Bytes(vec![0, 255]),
            Value::Nothing,
            Value::Text(String::new()),
            Value::Uuid(Uuid::nil()),
        ];
        assert_eq!(
            line(&values).unwrap(),
            "-1\ttrue\ta\\\\N\\tb\\r\\nc\t\\\\x00ff\t\\N\t\t00000000-0000-0000-0000-000000000000\n"
        );
        assert!(line(&[Value::Text("\0".to_owned())]).is_err());
    }

    #[test]
    fn a_sum_tells_rows_apart_and_not_their_order() {
        let sum = |rows: &[&str]| {
            let mut sum = Sum::default();
            for row in rows {
                sum.add(&[Value::Text((*row).to_owned()), Value::Nothing]);
            }
            sum
        };
        assert_eq!(sum(&["a", "b"]), sum(&["b", "a"]));
        assert_ne!(sum(&["a", "b"]), sum(&["a", "c"]));
        assert_ne!(sum(&["a"]), sum(&["a", "a"]));
    }
}
