//! Schedules: a name and when it is next due. Whoever moves the date does the
//! work, so one server or ten behave alike.

use domain::Timestamp;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, Set};

use crate::entity::schedule::{ActiveModel, Column, Entity};
use crate::store::{insert_unless_there, update};
use crate::{Reads, Result, Tx};

/// When it is next due; none before it was first planned.
pub async fn next(reads: &impl Reads, name: &str) -> Result<Option<Timestamp>> {
    let found = Entity::find_by_id(name).one(reads).await?;
    Ok(found.map(|schedule| schedule.next_at))
}

/// Plans it for the first time; false if somebody did already.
pub async fn plan(tx: &Tx, name: &str, at: Timestamp) -> Result<bool> {
    let schedule = ActiveModel {
        name: Set(name.to_owned()),
        next_at: Set(at),
    };
    insert_unless_there(tx, schedule, [Column::Name]).await
}

/// Moves it from one date to the next; false if somebody else did.
pub async fn advance(tx: &Tx, name: &str, from: Timestamp, to: Timestamp) -> Result<bool> {
    let next = ActiveModel {
        next_at: Set(to),
        ..ActiveModel::default()
    };
    let it = Column::Name.eq(name).and(Column::NextAt.eq(from));
    Ok(update(tx, next, it).await? == 1)
}
