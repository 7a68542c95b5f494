//! Rows that are read by place, where a page has many of them: to look each
//! column up by its name costs as much as all the rest of reading a row.

use std::str::FromStr;

use domain::stored::UnknownName;
use sea_orm::{DbErr, QueryResult, RuntimeErr};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

/// What a column may hold, on either engine.
pub(crate) trait Cell:
    Type<Sqlite> + for<'r> Decode<'r, Sqlite> + Type<Postgres> + for<'r> Decode<'r, Postgres>
{
}
impl Cell for bool {}
impl Cell for i64 {}
impl Cell for Option<i64> {}
impl Cell for String {}
impl Cell for Option<String> {}
impl Cell for Vec<u8> {}
impl Cell for Uuid {}
impl Cell for Option<Uuid> {}

enum Row<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

/// The cells of a row, read from left to right.
pub(crate) struct Cells<'r> {
    row: Row<'r>,
    at: usize,
}

impl<'r> From<&'r SqliteRow> for Cells<'r> {
    fn from(row: &'r SqliteRow) -> Self {
        Self {
            row: Row::Sqlite(row),
            at: 0,
        }
    }
}

impl<'r> From<&'r PgRow> for Cells<'r> {
    fn from(row: &'r PgRow) -> Self {
        Self {
            row: Row::Postgres(row),
            at: 0,
        }
    }
}

impl Cells<'_> {
    /// The next one. What the columns hold is known: to look at their types
    /// costs as much as to read them.
    ///
    /// # Errors
    /// When there is none, or it holds something else.
    pub(crate) fn next<T: Cell>(&mut self) -> Result<T, sqlx::Error> {
        let at = self.at;
        self.at += 1;
        match self.row {
            Row::Sqlite(row) => row.try_get_unchecked(at),
            Row::Postgres(row) => row.try_get_unchecked(at),
        }
    }

    /// The next one, which names something.
    ///
    /// # Errors
    /// When there is none, or no such thing.
    pub(crate) fn named<T: FromStr<Err = UnknownName>>(&mut self) -> Result<T, sqlx::Error> {
        let at = self.at;
        self.at += 1;
        let name: &str = match self.row {
            Row::Sqlite(row) => row.try_get_unchecked(at)?,
            Row::Postgres(row) => row.try_get_unchecked(at)?,
        };
        name.parse()
            .map_err(|unknown| sqlx::Error::Decode(Box::new(unknown)))
    }
}

/// A row whose columns stand in the order of its fields.
pub(crate) trait ByPlace: Sized {
    /// Reads its cells.
    ///
    /// # Errors
    /// When they are not what they should be.
    fn read(cells: &mut Cells<'_>) -> Result<Self, sqlx::Error>;
}

/// For a `FromQueryResult` of sea-orm.
///
/// # Errors
/// When the row is not what it should be.
pub(crate) fn by_place<T: ByPlace>(row: &QueryResult) -> Result<T, DbErr> {
    let cells = row
        .try_as_sqlite_row()
        .map(Cells::from)
        .or_else(|| row.try_as_pg_row().map(Cells::from));
    let Some(mut cells) = cells else {
        return Err(DbErr::Type("a row of neither engine".to_owned()));
    };
    T::read(&mut cells).map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
}

/// Makes sea-orm read these by place.
macro_rules! read_by_place {
    ($($row:ty),+) => {$(
        impl sea_orm::FromQueryResult for $row {
            fn from_query_result(row: &sea_orm::QueryResult, _: &str) -> std::result::Result<Self, sea_orm::DbErr> {
                $crate::cells::by_place(row)
            }
        }
    )+};
}
pub(crate) use read_by_place;
