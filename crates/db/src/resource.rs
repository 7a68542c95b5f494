//! Resources: the facts of a thread of that kind, the library, and who used what.

mod library;
mod version;
mod write;

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::Timestamp;
use domain::clock::Day;
use domain::id::{MemberId, PostId, ThreadId};
use domain::resource::{Audience, ResourceForm, ResourceFormat, ResourceState, Standing};
use domain::stored::UnknownName;
use sea_orm::{DerivePartialModel, FromQueryResult};

use crate::community::Sector;
use crate::entity::resource;
use crate::page::{Conditions, Order};
use crate::store::{columns, placeholders, rows};
use crate::thread::{COLUMNS, JOINED, JOINED_BY, LISTED, Thread};
use crate::{Cursor, Error, Page, PageRequest, Reads, Result};

use library::PlacedRow;
pub use library::{FacetCount, Filter, count, facets, page};
pub use version::{
    NewVersion, Newest, Version, insert_version, newest_version, thread_of_version,
    title_of_document, versions,
};
pub use write::{
    Asked, Facts, ForKeeping, Recommended, Review, ToAsk, asked, check, for_keeping, hand_on,
    insert, insert_use, mark_asked, recommend, recount_users, revise, set_standing,
    title_of_address, to_ask,
};

/// What is said of a resource beside its words.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "resource::Entity")]
pub struct Resource {
    pub thread_id: ThreadId,
    pub form: ResourceForm,
    /// Of a link: where it leads.
    pub address: Option<String>,
    /// What the page there called itself when it was shared.
    pub page_title: Option<String>,
    pub page_description: Option<String>,
    pub format: ResourceFormat,
    pub maker: String,
    /// When it was made, in the sharer's words.
    pub made: String,
    pub ages_from: Option<i64>,
    pub ages_to: Option<i64>,
    /// How long one reads or watches.
    pub minutes: Option<i64>,
    pub licence: String,
    pub cost: String,
    pub language: String,
    pub accessible_formats: String,
    /// Where it applies: "England", "Torbay".
    pub applies_to: String,
    pub standing: Standing,
    /// Why it should not be used any more.
    pub standing_reason: Option<String>,
    pub replaced_by_id: Option<ThreadId>,
    pub review_by: Day,
    pub checked_at: Timestamp,
    pub recommended_reason: Option<String>,
    pub recommended_at: Option<Timestamp>,
    /// Organisations that used it.
    pub user_count: i64,
    pub version: i64,
    keeper_id: MemberId,
}

impl Resource {
    /// What it is on this day.
    #[must_use]
    pub fn state(&self, today: Day) -> ResourceState {
        ResourceState::on(today, self.standing, self.review_by)
    }
}

/// A resource as the one who asks may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub resource: Resource,
    pub audiences: Vec<Audience>,
    /// Who keeps it; none where that would name a sealed author.
    pub keeper: Option<MemberId>,
    /// Whether the one who asks keeps it, sealed or not.
    pub viewer_keeps: bool,
    /// Whether its link led nowhere when Cove looked, twice.
    pub is_link_broken: bool,
}

/// A [`Seen`] before it is known who asks.
#[derive(FromQueryResult)]
struct SeenRow {
    #[sea_orm(nested)]
    resource: Resource,
    is_sealed: bool,
    is_link_broken: bool,
    /// With commas between.
    audiences: Option<String>,
}

/// Its columns: `r` is the resource, `t` its thread, `l` its link.
static SEEN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{}, t.pseudonymous AND t.author_id = r.keeper_id AS is_sealed, COALESCE(l.state = 'broken', FALSE) AS is_link_broken,
         (SELECT string_agg(a.audience, ',' ORDER BY a.audience) FROM resource_audience a WHERE a.thread_id = r.thread_id) AS audiences",
        columns::<Resource>("r")
    )
});
/// The link, beside the resource.
const LINKED: &str = "LEFT JOIN resource_link l ON l.thread_id = r.thread_id";

impl SeenRow {
    fn seen_by(self, viewer: MemberId) -> Result<Seen> {
        let keeper = self.resource.keeper_id;
        let audiences = self.audiences.unwrap_or_default();
        let audiences = audiences.split_terminator(',').map(str::parse);
        let audiences: std::result::Result<_, UnknownName> = audiences.collect();
        Ok(Seen {
            viewer_keeps: keeper == viewer,
            keeper: (!self.is_sealed).then_some(keeper),
            audiences: audiences.map_err(|unknown| Error::Row(unknown.to_string()))?,
            is_link_broken: self.is_link_broken,
            resource: self.resource,
        })
    }
}

/// The facts of those of these threads that have them and are there to read: of a
/// thread whose author took back the opening nothing is left but the replies.
pub async fn by_threads(
    reads: &impl Reads,
    ids: &[ThreadId],
    viewer: MemberId,
) -> Result<HashMap<ThreadId, Seen>> {
    let sql = format!(
        "SELECT {} FROM resource r JOIN thread t ON t.id = r.thread_id {LINKED}
         WHERE {LISTED} AND r.thread_id IN ({})",
        *SEEN,
        placeholders(1, ids.len())
    );
    let found: Vec<SeenRow> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    let seen = found.into_iter().map(|row| {
        let seen = row.seen_by(viewer)?;
        Ok((seen.resource.thread_id, seen))
    });
    seen.collect()
}

/// The threads of resources to look at: their review date has passed, or their link
/// is broken. Two halves, each by its index.
fn wanting(today: Day) -> String {
    let Day(today) = today;
    format!(
        "SELECT r.thread_id FROM resource r JOIN thread t ON t.id = r.thread_id
         WHERE r.standing = 'kept' AND r.review_by < {today} AND {LISTED}
         UNION SELECT l.thread_id FROM resource_link l JOIN resource r ON r.thread_id = l.thread_id JOIN thread t ON t.id = l.thread_id
         WHERE l.state = 'broken' AND r.standing = 'kept' AND {LISTED}"
    )
}

/// The same as a table and a condition.
pub(crate) fn overdue(today: Day) -> String {
    format!("({}) AS wanting WHERE TRUE", wanting(today))
}

/// Resources to look at, the longest overdue first, for the desk.
pub async fn overdue_threads(
    reads: &impl Reads,
    today: Day,
    request: &PageRequest,
    viewer: MemberId,
) -> Result<Page<(Cursor, Thread)>> {
    let mut all = Conditions::new(format!("r.thread_id IN ({})", wanting(today)));
    let place = ["r.review_by", "r.thread_id"];
    let stretch = all.stretch(
        place,
        Order::Ascending,
        request.after.as_ref(),
        request.limit(),
    );
    let sql = format!(
        "SELECT r.review_by AS key, {} FROM resource r CROSS JOIN thread t {JOINED}
         WHERE t.id = r.thread_id AND {JOINED_BY} AND {stretch}",
        *COLUMNS
    );
    let found: Vec<PlacedRow> = rows(reads, sql, all.values).await?;
    let found = found.into_iter().map(|row| row.seen_by(viewer));
    Ok(Page::from_rows(found.collect(), request))
}

/// How many organisations of a sector used a resource.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct UsedBy {
    pub thread_id: ThreadId,
    #[sea_orm(nested)]
    pub sector: Sector,
    pub number: i64,
}

/// Whoever used it, as one word: their organisation, or themselves where they
/// belong to none. `p` is the reply that says so, `m` its author.
pub(crate) const USER: &str = "COALESCE(m.organisation_id, m.id)";

/// Which organisations used these resources, counted by sector, those with most
/// first.
pub async fn used_by(reads: &impl Reads, ids: &[ThreadId]) -> Result<Vec<UsedBy>> {
    let sql = format!(
        "SELECT u.thread_id, s.id, s.slug, s.name, s.position, COUNT(DISTINCT {USER}) AS number
         FROM resource_use u JOIN post p ON p.id = u.post_id JOIN member m ON m.id = p.author_id JOIN sector s ON s.id = p.sector_id
         WHERE p.state = 'visible' AND u.thread_id IN ({})
         GROUP BY u.thread_id, s.id, s.slug, s.name, s.position ORDER BY number DESC, s.id",
        placeholders(1, ids.len())
    );
    rows(reads, sql, ids.iter().map(|id| (*id).into())).await
}

/// With whom somebody used a resource.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Use {
    pub post_id: PostId,
    /// "My Year 9 tutor group".
    pub setting: String,
    pub ages_from: Option<i64>,
    pub ages_to: Option<i64>,
}

/// What those of these replies say that tell of a use, while they can be seen.
pub async fn uses(reads: &impl Reads, ids: &[PostId]) -> Result<HashMap<PostId, Use>> {
    let sql = format!(
        "SELECT u.post_id, u.setting, u.ages_from, u.ages_to FROM resource_use u JOIN post p ON p.id = u.post_id
         WHERE p.state = 'visible' AND u.post_id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<Use> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    Ok(found.into_iter().map(|one| (one.post_id, one)).collect())
}
