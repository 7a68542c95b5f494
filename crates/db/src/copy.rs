//! Everything of a SQLite file into a PostgreSQL database, table by table.
//!
//! The tables and the types of their columns are read from PostgreSQL, which
//! the migrations made; so a new table is copied without a line here. Each
//! batch is committed together with how far its table has come, so that a copy
//! that was killed goes on where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};
use uuid::Uuid;

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
    /// Its name.
    pub table: String,
    /// Rows that are there.
    pub done: i64,
    /// Rows that it has.
    pub of: i64,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Tables.
    pub tables: usize,
    /// Rows in them.
    pub rows: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Truth,
    Text,
    Bytes,
    Uuid,
}

impl Kind {
    fn of(data_type: &str) -> Option<Self> {
        Some(match data_type {
            "bigint" | "integer" | "smallint" => Self::Number,
            "boolean" => Self::Truth,
            "text" | "character varying" => Self::Text,
            "bytea" => Self::Bytes,
            "uuid" => Self::Uuid,
            _ => return None,
        })
    }
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

#[derive(Debug)]
struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
    /// The columns of its key, in which order its rows are copied.
    key: Vec<String>,
}

impl Table {
    fn columns(&self) -> String {
        self.columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn batch(&self, from: i64) -> String {
        let key = self
            .key
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(", ");
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {key} LIMIT {BATCH} OFFSET {from}",
            self.columns(),
            self.name
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
        tables: Vec::new(),
    };
    copy.tables = copy.read_tables().await?;
    let is_resumed = copy.begin().await?;
    let copied = copy.rows(&mut tell).await?;
    if let Some(table) = copy.difference().await? {
        if !is_resumed {
            return refused(format!(
                "the table {table} is not the same on both sides: nothing was lost from the SQLite file; run this again"
            ));
        }
        // The file has changed since the copy was begun: its rows are not where
        // they were.
        copy.begin_again().await?;
        copy.rows(&mut tell).await?;
        if let Some(table) = copy.difference().await? {
            return refused(format!(
                "the table {table} is not the same on both sides: nothing was lost from the SQLite file"
            ));
        }
    }
    copy.set_sequences().await?;
    copy.to.close().await?;
    copy.from.close().await?;
    Ok(Copied {
        tables: copied.tables,
        rows: copied.rows,
    })
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
    /// The tables, each after those that it points to.
    async fn read_tables(&mut self) -> Result<Vec<Table>> {
        let here: BTreeSet<String> = names(
            sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'seaql_migrations'")
                .fetch_all(&mut self.from)
                .await?
                .iter()
                .map(|row| row.try_get(0)),
        )?;
        let columns = sqlx::query(
            "SELECT c.table_name::text, c.column_name::text, c.data_type::text
             FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
               AND c.table_name NOT IN ('seaql_migrations', 'copy_progress')
             ORDER BY c.table_name, c.ordinal_position",
        )
        .fetch_all(&mut self.to)
        .await?;
        let mut there: BTreeMap<String, Vec<(String, Kind)>> = BTreeMap::new();
        for column in &columns {
            let (table, name, data_type): (String, String, String) =
                (column.try_get(0)?, column.try_get(1)?, column.try_get(2)?);
            let Some(kind) = Kind::of(&data_type) else {
                return refused(format!(
                    "{table}.{name} is of a type that is not copied: {data_type}"
                ));
            };
            there.entry(table).or_default().push((name, kind));
        }
        if let Some(table) = here
            .symmetric_difference(&there.keys().cloned().collect())
            .next()
        {
            return refused(format!(
                "the table {table} is on one side only: the database must be empty, or made by this version of Cove"
            ));
        }
        let mut tables = Vec::new();
        for name in self.in_order(&here).await? {
            let info = sqlx::query("SELECT name, pk FROM pragma_table_info($1)")
                .bind(&name)
                .fetch_all(&mut self.from)
                .await?;
            let mut key: Vec<(i64, String)> = Vec::new();
            let mut known = BTreeSet::new();
            for column in &info {
                let (column_name, place): (String, i64) = (column.try_get(0)?, column.try_get(1)?);
                known.insert(column_name.clone());
                if place > 0 {
                    key.push((place, column_name));
                }
            }
            key.sort();
            let columns = there.remove(&name).unwrap_or_default();
            if columns
                .iter()
                .map(|(column, _)| column.clone())
                .collect::<BTreeSet<_>>()
                != known
                || key.is_empty()
            {
                return refused(format!(
                    "the table {name} has other columns on the other side: both must be made by this version of Cove"
                ));
            }
            tables.push(Table {
                name,
                columns,
                key: key.into_iter().map(|(_, column)| column).collect(),
            });
        }
        Ok(tables)
    }

    async fn in_order(&mut self, tables: &BTreeSet<String>) -> Result<Vec<String>> {
        let rows = sqlx::query(
            "SELECT a.relname::text, b.relname::text FROM pg_constraint c
             JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
             WHERE c.contype = 'f' AND c.conrelid <> c.confrelid AND c.connamespace = current_schema()::regnamespace",
        )
        .fetch_all(&mut self.to)
        .await?;
        let arrows: Vec<(String, String)> = rows
            .iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<std::result::Result<_, sqlx::Error>>()?;
        let mut ordered: Vec<String> = Vec::new();
        while ordered.len() < tables.len() {
            let next = tables.iter().find(|table| {
                !ordered.contains(table)
                    && arrows.iter().all(|(from, to)| {
                        from != *table || ordered.contains(to) || !tables.contains(to)
                    })
            });
            match next {
                Some(table) => ordered.push(table.clone()),
                None => return refused("the tables point to each other in a circle"),
            }
        }
        Ok(ordered)
    }

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
        let tables: Vec<String> = self
            .tables
            .iter()
            .map(|table| format!("\"{}\"", table.name))
            .collect();
        let sql = format!("TRUNCATE {}, copy_progress", tables.join(", "));
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
                .bind(&table.name)
                .fetch_optional(&mut self.to)
                .await?;
            let mut done: i64 = noted.map(|row| row.try_get(0)).transpose()?.unwrap_or(0);
            tell(&Progress {
                table: table.name.clone(),
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
                .bind(&table.name)
                .bind(&community)
                .bind(done + count)
                .execute(&mut *tx)
                .await?;
                tx.commit().await?;
                done += count;
                tell(&Progress {
                    table: table.name.clone(),
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
                return Ok(Some(table.name.clone()));
            }
        }
        Ok(None)
    }

    /// Numbers go on where SQLite's did: none is given twice.
    async fn set_sequences(&mut self) -> Result<()> {
        let rows = sqlx::query(
            "SELECT table_name::text, column_name::text FROM information_schema.columns
             WHERE table_schema = current_schema() AND is_identity = 'YES'",
        )
        .fetch_all(&mut self.to)
        .await?;
        for row in &rows {
            let (table, column): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let given = sqlx::query("SELECT seq FROM sqlite_sequence WHERE name = $1")
                .bind(&table)
                .fetch_optional(&mut self.from)
                .await?;
            let given: i64 = given.map(|row| row.try_get(0)).transpose()?.unwrap_or(0);
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), GREATEST($1, (SELECT COALESCE(MAX(\"{column}\"), 0) FROM \"{table}\"), 1),
                               GREATEST($1, (SELECT COALESCE(MAX(\"{column}\"), 0) FROM \"{table}\")) > 0)"
            );
            sqlx::query(AssertSqlSafe(sql))
                .bind(given)
                .execute(&mut self.to)
                .await?;
        }
        Ok(())
    }
}

fn names(
    found: impl Iterator<Item = std::result::Result<String, sqlx::Error>>,
) -> Result<BTreeSet<String>> {
    Ok(found.collect::<std::result::Result<_, _>>()?)
}

fn from_sqlite(row: &SqliteRow, table: &Table) -> Result<Vec<Value>> {
    let value = |(place, (name, kind)): (usize, &(String, Kind))| -> Result<Value> {
        // SQLite's own types are looser than those that the columns declare.
        Ok(match kind {
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
                    Err(_) => return refused(format!("{}.{name} holds what is no id", table.name)),
                },
            },
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

fn from_postgres(row: &PgRow, table: &Table) -> Result<Vec<Value>> {
    let value = |(place, (_, kind)): (usize, &(String, Kind))| -> Result<Value> {
        Ok(match kind {
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
            name: "post".to_owned(),
            columns: Vec::new(),
            key: Vec::new(),
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
