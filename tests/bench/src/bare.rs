//! The bound of a page: its own statements in a loop on one thread, with every
//! cell decoded and nothing made of it.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use db::connect::Location;
use it::recorded::{Recorded, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, PgConnection, Postgres, Row as _, Sqlite,
    SqliteConnection, TypeInfo as _, ValueRef as _,
};
use uuid::Uuid;

use crate::cores::{Cores, runtime, work_on};
use crate::load::Figures;

/// One visit to a page: its statements in their order.
pub type Visit = Vec<Recorded>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing that was seen.
    Nothing,
    Bool,
    Small,
    Number,
    Text,
    Bytes,
    Uuid,
}

struct Statement<'a> {
    sql: Arc<str>,
    values: &'a [Value],
    columns: Arc<[Kind]>,
}

/// SQLite opened as `db` opens it: `db::connect` has the reasons.
pub fn sqlite_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("temp_store", "MEMORY")
        .pragma("mmap_size", "1073741824")
        .pragma("cache_size", "-8192")
}

/// A query with its values. `$database` cannot be a type parameter: the bounds
/// would be longer than all this.
macro_rules! bound {
    ($database:ty, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query::<$database>(AssertSqlSafe(Arc::clone($sql)));
        for value in $values {
            query = match value {
                // Where a page says "none", it is an id that is missing.
                Value::Null => query.bind(None::<Uuid>),
                Value::Bool(it) => query.bind(*it),
                Value::Number(it) => query.bind(*it),
                Value::Text(it) => query.bind(it.as_str()),
                Value::Bytes(it) => query.bind(it.as_slice()),
                Value::Uuid(it) => query.bind(*it),
            };
        }
        query
    }};
}
pub(crate) use bound;

macro_rules! turn {
    ($database:ty, $connection:expr, $kind:expr, $visits:expr, $time:expr) => {{
        let mut connection = $connection;
        // Once without the clock: what the columns hold, and warm caches.
        let mut columns: HashMap<&str, Vec<Kind>> = HashMap::new();
        for statement in $visits.iter().flatten() {
            let sql: Arc<str> = statement.sql.as_str().into();
            for row in bound!($database, &sql, &statement.values)
                .fetch_all(&mut connection)
                .await?
            {
                let kinds = columns
                    .entry(&statement.sql)
                    .or_insert_with(|| vec![Kind::Nothing; row.len()]);
                for (at, kind) in kinds
                    .iter_mut()
                    .enumerate()
                    .filter(|(_, kind)| **kind == Kind::Nothing)
                {
                    *kind = $kind(&row, at)?;
                }
            }
        }
        let visits = prepared($visits, &columns);
        let start = Instant::now();
        let mut times = Vec::with_capacity(16_384);
        for visit in visits.iter().cycle() {
            let begun = Instant::now();
            for statement in visit {
                for row in bound!($database, &statement.sql, statement.values)
                    .fetch_all(&mut connection)
                    .await?
                {
                    for (at, kind) in statement.columns.iter().enumerate() {
                        match kind {
                            Kind::Nothing => {}
                            Kind::Bool => {
                                let _ = black_box(row.try_get_unchecked::<Option<bool>, _>(at)?);
                            }
                            Kind::Small => {
                                let _ = black_box(row.try_get_unchecked::<Option<i32>, _>(at)?);
                            }
                            Kind::Number => {
                                let _ = black_box(row.try_get_unchecked::<Option<i64>, _>(at)?);
                            }
                            Kind::Text => {
                                let _ = black_box(row.try_get_unchecked::<Option<String>, _>(at)?);
                            }
                            Kind::Bytes => {
                                let _ = black_box(row.try_get_unchecked::<Option<Vec<u8>>, _>(at)?);
                            }
                            Kind::Uuid => {
                                let _ = black_box(row.try_get_unchecked::<Option<Uuid>, _>(at)?);
                            }
                        }
                    }
                }
            }
            times.push(begun.elapsed());
            if start.elapsed() >= $time {
                break;
            }
        }
        anyhow::Ok(Figures::of(times, start.elapsed(), 0.0))
    }};
}

/// The loop over sqlx, on the server's core.
///
/// # Errors
/// Whatever the database says.
pub async fn over_sqlx(
    cores: Cores,
    location: &Location,
    visits: &Arc<Vec<Visit>>,
    time: Duration,
) -> Result<Figures> {
    let (location, visits) = (location.clone(), Arc::clone(visits));
    work_on(cores.server, move || {
        runtime()?.block_on(async {
            match location {
                Location::File(file) => {
                    let connection =
                        SqliteConnection::connect_with(&sqlite_options(&file).read_only(true))
                            .await?;
                    turn!(Sqlite, connection, sqlite_kind, &visits, time)
                }
                Location::Postgres(url) => turn!(
                    Postgres,
                    PgConnection::connect(&url).await?,
                    postgres_kind,
                    &visits,
                    time
                ),
            }
        })
    })
    .await
}

fn prepared<'a>(
    visits: &'a [Visit],
    columns: &HashMap<&str, Vec<Kind>>,
) -> Vec<Vec<Statement<'a>>> {
    let mut known: HashMap<&str, (Arc<str>, Arc<[Kind]>)> = HashMap::new();
    visits
        .iter()
        .map(|visit| {
            visit
                .iter()
                .map(|statement| {
                    let sql = statement.sql.as_str();
                    let (sql, columns) = known
                        .entry(sql)
                        .or_insert_with(|| {
                            (
                                sql.into(),
                                columns.get(sql).cloned().unwrap_or_default().into(),
                            )
                        })
                        .clone();
                    Statement {
                        sql,
                        values: &statement.values,
                        columns,
                    }
                })
                .collect()
        })
        .collect()
}

fn kind_of(name: &str, length: impl FnOnce() -> usize) -> Kind {
    match name {
        "BOOL" | "BOOLEAN" => Kind::Bool,
        "INT4" => Kind::Small,
        "INT8" | "INTEGER" => Kind::Number,
        "TEXT" | "VARCHAR" => Kind::Text,
        "UUID" => Kind::Uuid,
        "BLOB" if length() == 16 => Kind::Uuid,
        "BLOB" | "BYTEA" => Kind::Bytes,
        _ => Kind::Nothing,
    }
}

/// SQLite knows what a cell holds, and of a column that is computed nothing.
fn sqlite_kind(row: &sqlx::sqlite::SqliteRow, at: usize) -> Result<Kind> {
    let cell = row.try_get_raw(at)?;
    if cell.is_null() {
        return Ok(Kind::Nothing);
    }
    let length = || {
        row.try_get_unchecked::<Vec<u8>, _>(at)
            .map_or(0, |bytes| bytes.len())
    };
    Ok(kind_of(cell.type_info().name(), length))
}

fn postgres_kind(row: &sqlx::postgres::PgRow, at: usize) -> Result<Kind> {
    let column = row.columns().get(at).context("a column")?;
    Ok(kind_of(column.type_info().name(), || 0))
}

/// The loop over rusqlite: no task, no channel, no thread between.
///
/// # Errors
/// Whatever the database says.
pub async fn over_rusqlite(
    cores: Cores,
    file: PathBuf,
    visits: &Arc<Vec<Visit>>,
    time: Duration,
) -> Result<Figures> {
    let visits = Arc::clone(visits);
    work_on(cores.server, move || {
        let connection = rusqlite::Connection::open_with_flags(
            &file,
            rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
        )?;
        connection.set_prepared_statement_cache_capacity(100);
        for (name, value) in [
            ("temp_store", 2_i64),
            ("mmap_size", 1 << 30),
            ("cache_size", -8_192),
        ] {
            connection.pragma_update(None, name, value)?;
        }
        for visit in visits.iter() {
            read(&connection, visit)?;
        }
        let start = Instant::now();
        let mut times = Vec::with_capacity(16_384);
        for visit in visits.iter().cycle() {
            let begun = Instant::now();
            read(&connection, visit)?;
            times.push(begun.elapsed());
            if start.elapsed() >= time {
                break;
            }
        }
        Ok(Figures::of(times, start.elapsed(), 0.0))
    })
    .await
}

fn read(connection: &rusqlite::Connection, visit: &Visit) -> Result<()> {
    for statement in visit {
        let mut query = connection.prepare_cached(&statement.sql)?;
        let columns = query.column_count();
        // To SQLite `$2` is a name, and its place where it first stands; sea-orm's
        // own statements have `?`.
        for place in 1..=query.parameter_count() {
            let number: usize = match query.parameter_name(place) {
                Some(name) => name.strip_prefix('$').context("a number")?.parse()?,
                None => place,
            };
            let value = statement
                .values
                .get(number.wrapping_sub(1))
                .context("a value")?;
            query.raw_bind_parameter(place, cell(value))?;
        }
        let mut rows = query.raw_query();
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                match row.get_ref(at)? {
                    ValueRef::Null => {}
                    ValueRef::Integer(it) => drop(black_box(it)),
                    ValueRef::Real(it) => drop(black_box(it)),
                    ValueRef::Text(it) => drop(black_box(std::str::from_utf8(it)?.to_owned())),
                    ValueRef::Blob(it) if it.len() == 16 => drop(black_box(Uuid::from_slice(it)?)),
                    ValueRef::Blob(it) => drop(black_box(it.to_vec())),
                }
            }
        }
    }
    Ok(())
}

fn cell(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Bool(it) => ValueRef::Integer(i64::from(*it)),
        Value::Number(it) => ValueRef::Integer(*it),
        Value::Text(it) => ValueRef::Text(it.as_bytes()),
        Value::Bytes(it) => ValueRef::Blob(it),
        Value::Uuid(it) => ValueRef::Blob(it.as_bytes()),
    })
}
