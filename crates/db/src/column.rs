//! Columns that hold the name of a value of ours.

use std::str::FromStr;

use domain::stored::UnknownName;
use sea_orm::{ColIdx, DbErr, QueryResult, RuntimeErr, TryGetError, TryGetable};

/// A state, a kind or a role in its column. Around the type of `domain`, which
/// knows no database.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<T>(pub T);

impl<T: FromStr<Err = UnknownName>> TryGetable for Named<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let name = String::try_get_by(row, index)?;
        name.parse().map(Self).map_err(|unknown: UnknownName| {
            let error = sqlx::Error::Decode(Box::new(unknown));
            TryGetError::DbErr(DbErr::Query(RuntimeErr::SqlxError(error.into())))
        })
    }
}
