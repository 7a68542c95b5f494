//! Schedules: a name and when it is next due. Whoever moves the date does the
//! work, so one server or ten behave alike.

use domain::Timestamp;
use domain::clock::Span;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, Set};

use crate::entity::schedule::{ActiveModel, Column, Entity};
use crate::store::{insert_unless_there, update};
use crate::{Reads, Result, Tx};

/// A schedule whose time has come.
#[derive(Debug)]
pub struct Due {
    name: &'static str,
    /// When that was; none before it was first planned.
    at: Option<Timestamp>,
}

/// Whether it is due. `within` is how far ahead its next date may lie: one further
/// ahead was set by a clock that has gone back since.
pub async fn due(
    reads: &impl Reads,
    name: &'static str,
    now: Timestamp,
    within: Span,
) -> Result<Option<Due>> {
    let found = Entity::find_by_id(name).one(reads).await?;
    let at = found.map(|schedule| schedule.next_at);
    let is_ahead = at.is_some_and(|at| now < at && at <= now.plus(within));
    Ok((!is_ahead).then_some(Due { name, at }))
}

impl Due {
    /// Whether nobody has planned it before.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.at.is_none()
    }

    /// Moves it to its next date; false if somebody else did.
    pub async fn take(&self, tx: &Tx, next: Timestamp) -> Result<bool> {
        let Some(at) = self.at else {
            let schedule = ActiveModel {
                name: Set(self.name.to_owned()),
                next_at: Set(next),
            };
            return insert_unless_there(tx, schedule, [Column::Name]).await;
        };
        let moved = ActiveModel {
            next_at: Set(next),
            ..ActiveModel::default()
        };
        let it = Column::Name.eq(self.name).and(Column::NextAt.eq(at));
        Ok(update(tx, moved, it).await? == 1)
    }
}
