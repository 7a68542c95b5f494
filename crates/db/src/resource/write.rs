//! The changes to a resource's facts, for commands.

use domain::Timestamp;
use domain::clock::Day;
use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, PostState};
use domain::resource::{Audience, ResourceForm, ResourceFormat, Standing};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, Set};

use super::USER;
use crate::entity::resource::{ActiveModel, Column, Entity};
use crate::entity::{resource_audience, resource_use};
use crate::store::{delete, execute, row, rows, update, value};
use crate::{Reads, Result, Tx};

/// What a keeper says of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub address: Option<String>,
    pub format: ResourceFormat,
    pub audiences: Vec<Audience>,
    pub maker: String,
    pub made: String,
    pub ages_from: Option<i64>,
    pub ages_to: Option<i64>,
    pub minutes: Option<i64>,
    pub licence: String,
    pub cost: String,
    pub language: String,
    pub accessible_formats: String,
    pub applies_to: String,
}

impl Facts {
    fn columns(&self) -> ActiveModel {
        ActiveModel {
            address: Set(self.address.clone()),
            format: Set(self.format),
            maker: Set(self.maker.clone()),
            made: Set(self.made.clone()),
            ages_from: Set(self.ages_from),
            ages_to: Set(self.ages_to),
            minutes: Set(self.minutes),
            licence: Set(self.licence.clone()),
            cost: Set(self.cost.clone()),
            language: Set(self.language.clone()),
            accessible_formats: Set(self.accessible_formats.clone()),
            applies_to: Set(self.applies_to.clone()),
            ..ActiveModel::default()
        }
    }
}

/// By when a resource is looked at again, and when it was last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    pub by: Day,
    pub checked_at: Timestamp,
}

/// Inserts the facts of a thread that was just written.
pub async fn insert(
    tx: &Tx,
    thread: ThreadId,
    keeper: MemberId,
    form: ResourceForm,
    facts: &Facts,
    review: Review,
) -> Result<()> {
    let resource = ActiveModel {
        thread_id: Set(thread),
        keeper_id: Set(keeper),
        form: Set(form),
        standing: Set(Standing::Kept),
        review_by: Set(review.by),
        checked_at: Set(review.checked_at),
        user_count: Set(0),
        version: Set(1),
        ..facts.columns()
    };
    Entity::insert(resource).exec_without_returning(tx).await?;
    insert_audiences(tx, thread, &facts.audiences).await
}

async fn insert_audiences(tx: &Tx, thread: ThreadId, audiences: &[Audience]) -> Result<()> {
    let rows = audiences
        .iter()
        .map(|audience| resource_audience::ActiveModel {
            thread_id: Set(thread),
            audience: Set(*audience),
        });
    resource_audience::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes columns as the next version.
async fn change(tx: &Tx, thread: ThreadId, columns: ActiveModel) -> Result<()> {
    let next = Entity::update_many()
        .set(columns)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::ThreadId.eq(thread));
    next.exec(tx).await?;
    Ok(())
}

/// Gives a resource other facts, and another review date.
pub async fn revise(
    tx: &Tx,
    thread: ThreadId,
    facts: &Facts,
    review_by: Option<Day>,
) -> Result<()> {
    let mut columns = facts.columns();
    if let Some(day) = review_by {
        columns.review_by = Set(day);
    }
    change(tx, thread, columns).await?;
    let its = resource_audience::Column::ThreadId.eq(thread);
    delete(tx, resource_audience::Entity, its).await?;
    insert_audiences(tx, thread, &facts.audiences).await
}

/// What keeping a resource true depends on.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForKeeping {
    /// Who keeps it. Never leaves the command.
    pub keeper: MemberId,
    /// The state of its thread.
    pub state: PostState,
    pub form: ResourceForm,
    pub address: Option<String>,
    pub standing: Standing,
    pub review_by: Day,
    pub replaced_by: Option<ThreadId>,
    pub standing_reason: Option<String>,
    pub version: i64,
    /// Whether the co-ordinator recommends it.
    pub is_recommended: bool,
}

/// A resource for keeping, held against other writers until the transaction ends.
pub async fn for_keeping(tx: &Tx, thread: ThreadId) -> Result<Option<ForKeeping>> {
    let sql = format!(
        "SELECT r.keeper_id AS keeper, t.state, r.form, r.address, r.standing, r.review_by, r.replaced_by_id AS replaced_by, r.standing_reason,
                r.version, r.recommended_at IS NOT NULL AS is_recommended
         FROM resource r JOIN thread t ON t.id = r.thread_id WHERE r.thread_id = $1{}",
        tx.engine().for_update()
    );
    row(tx, sql, [thread.into()]).await
}

/// Notes that a resource was looked at and still holds.
pub async fn check(tx: &Tx, thread: ThreadId, review: Review) -> Result<()> {
    let checked = ActiveModel {
        review_by: Set(review.by),
        checked_at: Set(review.checked_at),
        ..ActiveModel::default()
    };
    change(tx, thread, checked).await
}

/// Gives a resource another keeper.
pub async fn hand_on(tx: &Tx, thread: ThreadId, keeper: MemberId) -> Result<()> {
    let handed = ActiveModel {
        keeper_id: Set(keeper),
        asked_for: Set(None),
        ..ActiveModel::default()
    };
    change(tx, thread, handed).await
}

/// Says that a resource is not to be used any more, or is again: with the one that
/// stands in its place, or the reason.
pub async fn set_standing(
    tx: &Tx,
    thread: ThreadId,
    standing: Standing,
    replaced_by: Option<ThreadId>,
    reason: Option<String>,
) -> Result<()> {
    let stands = ActiveModel {
        standing: Set(standing),
        replaced_by_id: Set(replaced_by),
        standing_reason: Set(reason),
        ..ActiveModel::default()
    };
    change(tx, thread, stands).await
}

/// What the co-ordinator says for a resource.
#[derive(Debug, Clone)]
pub struct Recommended {
    pub reason: String,
    pub at: Timestamp,
}

/// Recommends a resource, or no more.
pub async fn recommend(tx: &Tx, thread: ThreadId, with: Option<Recommended>) -> Result<()> {
    let recommended = ActiveModel {
        recommended_at: Set(with.as_ref().map(|with| with.at)),
        recommended_reason: Set(with.map(|with| with.reason)),
        ..ActiveModel::default()
    };
    update(tx, recommended, Column::ThreadId.eq(thread))
        .await
        .map(drop)
}

/// Says with whom the author of a reply used a resource.
pub async fn insert_use(
    tx: &Tx,
    post: PostId,
    thread: ThreadId,
    setting: &str,
    (ages_from, ages_to): (Option<i64>, Option<i64>),
) -> Result<()> {
    let used = resource_use::ActiveModel {
        post_id: Set(post),
        thread_id: Set(thread),
        setting: Set(setting.to_owned()),
        ages_from: Set(ages_from),
        ages_to: Set(ages_to),
    };
    let insert = resource_use::Entity::insert(used);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Counts anew who used a thread's resource: for every command after which a reply
/// is seen no more, or again. Does nothing to a thread of another kind.
pub async fn recount_users(tx: &Tx, thread: ThreadId) -> Result<()> {
    let sql = format!(
        "UPDATE resource SET user_count = (SELECT COUNT(DISTINCT {USER}) FROM resource_use u
             JOIN post p ON p.id = u.post_id JOIN member m ON m.id = p.author_id
             WHERE u.thread_id = $1 AND p.state = 'visible')
         WHERE thread_id = $1"
    );
    execute(tx, sql, [thread.into()]).await.map(drop)
}

/// The title of a resource that is kept and leads to this address.
pub async fn title_of_address(reads: &impl Reads, address: &str) -> Result<Option<String>> {
    let sql = "SELECT t.title FROM resource r JOIN thread t ON t.id = r.thread_id
               WHERE r.address = $1 AND r.standing = 'kept' AND t.state = 'visible' ORDER BY t.id LIMIT 1";
    value(reads, sql, [address.into()]).await
}

/// A resource whose keeper is to be asked about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct ToAsk {
    pub thread_id: ThreadId,
    pub keeper_id: MemberId,
    pub review_by: Day,
}

/// Resources whose keepers are to be asked now: those due for review within
/// `before` days, once then, and once more on the day.
pub async fn to_ask(reads: &impl Reads, today: Day, before: i64, most: u64) -> Result<Vec<ToAsk>> {
    let sql = format!(
        "SELECT r.thread_id, r.keeper_id, r.review_by FROM resource r JOIN thread t ON t.id = r.thread_id
         WHERE r.standing = 'kept' AND r.review_by <= $1 AND t.state = 'visible'
           AND (r.asked_for IS NULL OR r.asked_for < r.review_by - $2 OR (r.asked_for < r.review_by AND r.review_by <= $3))
         ORDER BY r.review_by, r.thread_id LIMIT {most}"
    );
    let values = [today.plus(before).into(), before.into(), today.into()];
    rows(reads, sql, values).await
}

/// What the keeper of a resource is asked about, as it is now.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Asked {
    #[sea_orm(nested)]
    pub ask: ToAsk,
    title: String,
    content_note: Option<ContentNote>,
}

impl Asked {
    /// The title of its thread, or the content note that stands in its place.
    #[must_use]
    pub fn title(&self) -> String {
        let note = self.content_note.as_ref().map(ContentNote::line);
        note.unwrap_or_else(|| self.title.clone())
    }
}

/// What its keeper is asked about a resource that is kept.
pub async fn asked(reads: &impl Reads, thread: ThreadId) -> Result<Option<Asked>> {
    let sql = "SELECT r.thread_id, r.keeper_id, r.review_by, t.title, t.content_note
               FROM resource r JOIN thread t ON t.id = r.thread_id
               WHERE r.thread_id = $1 AND r.standing = 'kept' AND t.state = 'visible'";
    row(reads, sql, [thread.into()]).await
}

/// Notes that a keeper was asked on this day; false if that was noted before.
pub async fn mark_asked(tx: &Tx, ask: &ToAsk, today: Day) -> Result<bool> {
    let asked = ActiveModel {
        asked_for: Set(Some(today)),
        ..ActiveModel::default()
    };
    let which = Column::ThreadId
        .eq(ask.thread_id)
        .and(Column::ReviewBy.eq(ask.review_by))
        .and(Column::AskedFor.is_null().or(Column::AskedFor.lt(today)));
    Ok(update(tx, asked, which).await? == 1)
}
