//! Everything of a SQLite file into a PostgreSQL database, table by table.
//!
//! The tables and their columns are those of the entities: a new table is copied
//! without a line here. Each batch is committed together with how far its table has
//! come, so that a copy that was killed goes on where it was.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use sea_orm::sea_query::{Expr, Order, Query};
use sea_orm::{DbErr, QueryResult, Value};
use uuid::Uuid;

use crate::entity::{Column, Kind, Table, tables};
use crate::store::{count, execute, value};
use crate::{Db, Engine, Error, Reads, Result, Store};

/// Rows of a batch. PostgreSQL takes 65,535 values in one statement, and no table
/// has as many as 65 columns.
const BATCH: u64 = 1_000;

fn refused<T>(words: impl Into<String>) -> Result<T> {
    Err(Error::Refused(words.into()))
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    pub tables: usize,
    pub rows: u64,
}

impl Table {
    fn column_names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.name)
    }

    /// The rows after so many, in the order of the key.
    async fn batch(&self, reads: &impl Reads, from: u64) -> Result<Vec<Vec<Value>>> {
        let mut select = Query::select();
        select.columns(self.column_names()).from(self.name);
        select.limit(BATCH).offset(from);
        for key in &self.key {
            select.order_by(*key, Order::Asc);
        }
        let rows = reads.query_all(&select).await?;
        rows.iter().map(|row| self.values(row)).collect()
    }

    fn values(&self, row: &QueryResult) -> Result<Vec<Value>> {
        fn value(row: &QueryResult, column: &Column) -> std::result::Result<Value, DbErr> {
            Ok(match column.kind {
                Kind::Number => row.try_get_by::<Option<i64>, _>(column.name)?.into(),
                Kind::Truth => row.try_get_by::<Option<bool>, _>(column.name)?.into(),
                Kind::Text => row.try_get_by::<Option<String>, _>(column.name)?.into(),
                Kind::Bytes => row.try_get_by::<Option<Vec<u8>>, _>(column.name)?.into(),
                Kind::Uuid => row.try_get_by::<Option<Uuid>, _>(column.name)?.into(),
            })
        }
        let values = self.columns.iter().map(|column| value(row, column));
        Ok(values.collect::<std::result::Result<_, _>>()?)
    }

    async fn sum(&self, reads: &impl Reads) -> Result<Sum> {
        let mut sum = Sum::default();
        loop {
            let batch = self.batch(reads, sum.rows).await?;
            if batch.is_empty() {
                return Ok(sum);
            }
            batch.iter().for_each(|row| sum.add(row));
        }
    }
}

/// What there is of one side of a copy: how many rows, and a sum over them that
/// does not depend on their order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, row: &[Value]) {
        let mut hasher = DefaultHasher::new();
        format!("{row:?}").hash(&mut hasher);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(hasher.finish());
    }
}

/// A copy under way.
struct Copy<'a> {
    from: &'a Db,
    to: &'a Store,
    tables: Vec<Table>,
    /// Which community this is: the ids of its sectors are its own.
    community: String,
}

/// Copies a file that nobody else has open into a database whose tables were
/// made by the same version, and compares both sides. [`finish`] is the last
/// word: until then no server takes the copy for a community. `tell` hears of
/// each table how many rows are there, and of how many.
///
/// # Errors
/// [`Error::Refused`] when the database holds anything but a copy of this file
/// that was begun before, and when the two sides are not the same in the end.
pub async fn copy(from: &Db, to: &Store, mut tell: impl FnMut(&str, u64, u64)) -> Result<Copied> {
    let community: Option<String> = value(from, "SELECT hex(MIN(id)) FROM sector", []).await?;
    let Some(community) = community.filter(|id| !id.is_empty()) else {
        return refused("there is no community in this file yet: nothing is to be copied");
    };
    let copy = Copy {
        from,
        to,
        tables: tables(),
        community,
    };
    let is_resumed = copy.begin().await?;
    let mut copied = copy.compared(&mut tell).await;
    if is_resumed && matches!(copied, Err(Error::Conflict(_)) | Ok((_, Some(_)))) {
        // The file has changed since the copy was begun: its rows are not where
        // they were, and some would have come twice.
        copy.begin_again().await?;
        copied = copy.compared(&mut tell).await;
    }
    let (rows, difference) = copied?;
    if let Some(table) = difference {
        return refused(format!(
            "the table {table} is not the same on both sides: nothing was lost from the SQLite file; run this again"
        ));
    }
    copy.set_sequences().await?;
    Ok(Copied {
        tables: copy.tables.len(),
        rows,
    })
}

/// Ends a copy: from here on a server takes it for a community.
pub async fn finish(to: &Store) -> Result<()> {
    let tx = to.begin().await?;
    execute(&tx, "DROP TABLE copy_progress", []).await?;
    tx.commit().await
}

/// Whether a database holds a copy that has not come to its end.
pub async fn is_half_done(db: &Db) -> Result<bool> {
    if db.engine() == Engine::Sqlite {
        return Ok(false);
    }
    let sql = "SELECT to_regclass('copy_progress') IS NOT NULL";
    Ok(value(db, sql, []).await?.unwrap_or(false))
}

impl Copy<'_> {
    /// Makes the note of how far it has come; whether there was one.
    async fn begin(&self) -> Result<bool> {
        let there = self.to.db();
        if is_half_done(there).await? {
            let noted = value(there, "SELECT community FROM copy_progress LIMIT 1", []).await?;
            if noted.is_some_and(|noted: String| noted != self.community) {
                return refused(
                    "the database holds a copy of another community that was begun: take an empty one",
                );
            }
            return Ok(true);
        }
        for Table { name, .. } in &self.tables {
            let any = value(
                there,
                format!("SELECT EXISTS (SELECT 1 FROM \"{name}\")"),
                [],
            );
            if any.await?.unwrap_or(false) {
                return refused(format!(
                    "the database is not empty: there are rows in the table {name}; take an empty one"
                ));
            }
        }
        let tx = self.to.begin().await?;
        let sql = "CREATE TABLE copy_progress (table_name TEXT NOT NULL PRIMARY KEY, community TEXT NOT NULL, done BIGINT NOT NULL)";
        execute(&tx, sql, []).await?;
        tx.commit().await?;
        Ok(false)
    }

    async fn begin_again(&self) -> Result<()> {
        let names: Vec<_> = self.tables.iter().map(|table| table.name).collect();
        let sql = format!("TRUNCATE \"{}\", copy_progress", names.join("\", \""));
        let tx = self.to.begin().await?;
        execute(&tx, sql, []).await?;
        tx.commit().await
    }

    /// Copies what is not there yet; how many rows there are then, and the first
    /// table that is not the same on both sides.
    async fn compared(
        &self,
        tell: &mut impl FnMut(&str, u64, u64),
    ) -> Result<(u64, Option<&'static str>)> {
        let rows = self.rows(tell).await?;
        Ok((rows, self.difference().await?))
    }

    /// Copies what is not there yet; how many rows there are then.
    async fn rows(&self, tell: &mut impl FnMut(&str, u64, u64)) -> Result<u64> {
        let mut rows = 0;
        for table in &self.tables {
            let all = format!("SELECT COUNT(*) FROM \"{}\"", table.name);
            let of = count(self.from, all, []).await?.unsigned_abs();
            let noted = "SELECT done FROM copy_progress WHERE table_name = $1";
            let noted = count(self.to.db(), noted, [table.name.into()]).await?;
            let mut done = noted.unsigned_abs();
            tell(table.name, done, of);
            while done < of {
                done = self.batch(table, done).await?;
                tell(table.name, done, of);
            }
            rows += done;
        }
        Ok(rows)
    }

    /// Copies the rows after so many; how many are there then.
    async fn batch(&self, table: &Table, done: u64) -> Result<u64> {
        let batch = table.batch(self.from, done).await?;
        let done = done + u64::try_from(batch.len()).unwrap_or(0);
        let mut insert = Query::insert();
        insert.into_table(table.name).columns(table.column_names());
        for row in batch {
            let holds_nul =
                |value: &Value| matches!(value, Value::String(Some(text)) if text.contains('\0'));
            if row.iter().any(holds_nul) {
                return refused(format!(
                    "a text in the table {} holds a NUL, which PostgreSQL does not take",
                    table.name
                ));
            }
            insert.values_panic(row.into_iter().map(Expr::val));
        }
        let tx = self.to.begin().await?;
        sea_orm::ConnectionTrait::execute(&tx, &insert).await?;
        execute(
            &tx,
            "INSERT INTO copy_progress (table_name, community, done) VALUES ($1, $2, $3)
             ON CONFLICT (table_name) DO UPDATE SET done = excluded.done",
            [
                table.name.into(),
                self.community.as_str().into(),
                done.cast_signed().into(),
            ],
        )
        .await?;
        tx.commit().await?;
        Ok(done)
    }

    /// The first table that is not the same on both sides.
    async fn difference(&self) -> Result<Option<&'static str>> {
        for table in &self.tables {
            if table.sum(self.from).await? != table.sum(self.to.db()).await? {
                return Ok(Some(table.name));
            }
        }
        Ok(None)
    }

    /// Numbers go on where SQLite's did: none is given twice.
    async fn set_sequences(&self) -> Result<()> {
        let tx = self.to.begin().await?;
        for table in self.tables.iter().filter(|table| table.is_numbered) {
            let name = table.name;
            let given = "SELECT seq FROM sqlite_sequence WHERE name = $1";
            let given = count(self.from, given, [name.into()]).await?;
            for key in &table.key {
                let sql = format!(
                    "SELECT setval(pg_get_serial_sequence('\"{name}\"', '{key}'), GREATEST($1, MAX(\"{key}\"), 1), GREATEST($1, MAX(\"{key}\")) > 0)
                     FROM \"{name}\""
                );
                execute(&tx, sql, [given.into()]).await?;
            }
        }
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_tells_rows_apart_and_not_their_order() {
        let sum = |rows: &[&str]| {
            let mut sum = Sum::default();
            for row in rows {
                sum.add(&[(*row).into(), Value::String(None)]);
            }
            sum
        };
        assert_eq!(sum(&["a", "b"]), sum(&["b", "a"]));
        assert_ne!(sum(&["a", "b"]), sum(&["a", "c"]));
        assert_ne!(sum(&["a"]), sum(&["a", "a"]));
    }
}
