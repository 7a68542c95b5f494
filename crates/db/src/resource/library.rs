//! The library: resources by keyset, narrowed by facets, and how many there are of
//! each.

use domain::Timestamp;
use domain::clock::Day;
use domain::id::{MemberId, TopicId};
use domain::resource::{
    ASK_BEFORE, AgeBand, Audience, Facet, OLDEST, ResourceForm, ResourceFormat, ResourceOrder,
    ResourceState,
};
use domain::search::{Query, SearchKind};
use domain::thread::ThreadKind;
use sea_orm::{FromQueryResult, Value};

use super::{LINKED, SEEN, Seen, SeenRow};
use crate::connect::Engine;
use crate::page::{Conditions, Order};
use crate::store::rows;
use crate::thread::{COLUMNS, JOINED, JOINED_BY, LISTED, Thread, ThreadRow};
use crate::{Cursor, Page, PageRequest, Reads, Result, search, store};

/// Which resources; all that is given must hold.
#[derive(Debug, Clone)]
pub struct Filter {
    /// By which day it is said whether one is due.
    pub today: Day,
    /// What its words say, as the search finds it.
    pub text: Option<Query>,
    pub topic: Option<TopicId>,
    pub audience: Option<Audience>,
    /// For somebody of these ages, or of any age.
    pub age: Option<AgeBand>,
    pub format: Option<ResourceFormat>,
    /// In this state; without it those that are kept, checked or not.
    pub state: Option<ResourceState>,
    pub form: Option<ResourceForm>,
    /// Kept by this member, under their name.
    pub keeper: Option<MemberId>,
    /// Recommended by the co-ordinator, or (false) not.
    pub recommended: Option<bool>,
}

/// The state of the resource `r` on a day.
fn state_on(today: Day) -> String {
    let Day(today) = today;
    let month = today + ASK_BEFORE;
    format!(
        "CASE WHEN r.standing <> 'kept' THEN r.standing WHEN r.review_by < {today} THEN 'overdue'
         WHEN r.review_by <= {month} THEN 'due' ELSE 'current' END"
    )
}

/// Whether the resource `r` is for somebody between these ages.
fn is_for(from: &str, to: &str) -> String {
    format!("COALESCE(r.ages_from, 0) <= {to} AND COALESCE(r.ages_to, {OLDEST}) >= {from}")
}

impl Filter {
    /// All of one day.
    #[must_use]
    pub const fn on(today: Day) -> Self {
        Self {
            today,
            text: None,
            topic: None,
            audience: None,
            age: None,
            format: None,
            state: None,
            form: None,
            keeper: None,
            recommended: None,
        }
    }

    /// What is not counted by a facet. `r` is the resource, `t` its thread.
    fn rest(&self, engine: Engine, viewer: MemberId) -> Conditions {
        let kind = ThreadKind::Resource;
        let mut all = Conditions::new(format!(
            "t.id = r.thread_id AND {LISTED} AND t.kind = '{kind}'"
        ));
        if let Some(query) = &self.text {
            let found = search::threads_with(engine, SearchKind::Resource, query, &mut all);
            all.and(&format!("r.thread_id IN ({found})"));
        }
        if let Some(form) = self.form {
            all.and(&format!("r.form = '{form}'"));
        }
        if let Some(keeper) = self.keeper {
            let value = all.value(keeper);
            // Not by whoever stays sealed, but by the member themself.
            let sealed = if keeper == viewer {
                ""
            } else {
                " AND NOT (t.pseudonymous AND t.author_id = r.keeper_id)"
            };
            all.and(&format!("r.keeper_id = {value}{sealed}"));
        }
        match self.recommended {
            Some(true) => all.and("r.recommended_at IS NOT NULL"),
            Some(false) => all.and("r.recommended_at IS NULL"),
            None => {}
        }
        all
    }

    /// What each facet asks, none for one that is open. `r` is the resource.
    fn narrowed(&self, all: &mut Conditions) -> [(Facet, Option<String>); 5] {
        let topic = self.topic.map(|topic| {
            let topic = all.value(topic);
            format!("EXISTS (SELECT 1 FROM thread_topic x WHERE x.thread_id = r.thread_id AND x.topic_id = {topic})")
        });
        let audience = self.audience.map(|audience| {
            format!("EXISTS (SELECT 1 FROM resource_audience a WHERE a.thread_id = r.thread_id AND a.audience = '{audience}')")
        });
        let age = self.age.map(|band| {
            let (from, to) = band.years();
            is_for(&from.to_string(), &to.to_string())
        });
        let format = self.format.map(|format| format!("r.format = '{format}'"));
        let state = match self.state {
            Some(state) => format!("{} = '{state}'", state_on(self.today)),
            None => "r.standing = 'kept'".to_owned(),
        };
        [
            (Facet::Topic, topic),
            (Facet::Audience, audience),
            (Facet::Age, age),
            (Facet::Format, format),
            (Facet::State, Some(state)),
        ]
    }

    fn conditions(&self, engine: Engine, viewer: MemberId) -> Conditions {
        let mut all = self.rest(engine, viewer);
        let narrowed = self.narrowed(&mut all);
        for (_, condition) in narrowed {
            if let Some(condition) = condition {
                all.and(&condition);
            }
        }
        all
    }
}

/// A thread, and by what it stands in its list.
#[derive(FromQueryResult)]
pub(super) struct PlacedRow {
    key: i64,
    #[sea_orm(nested)]
    thread: ThreadRow,
}

impl PlacedRow {
    /// As a reader may see it, with its place.
    pub(super) fn seen_by(self, viewer: MemberId) -> (Cursor, Thread) {
        let thread = self.thread.seen_by(viewer);
        (Cursor::at(Timestamp(self.key), thread.id.0), thread)
    }
}

#[derive(FromQueryResult)]
struct LibraryRow {
    #[sea_orm(nested)]
    placed: PlacedRow,
    #[sea_orm(nested)]
    seen: SeenRow,
}

/// A page of the library: threads, with their facts.
pub async fn page(
    reads: &impl Reads,
    filter: &Filter,
    order: ResourceOrder,
    request: &PageRequest,
    viewer: MemberId,
) -> Result<Page<(Cursor, (Thread, Seen))>> {
    let mut all = filter.conditions(reads.engine(), viewer);
    // SQLite takes the tables of a CROSS JOIN as they are written: the one whose
    // index has the list in order comes first.
    let (key, id, tables) = match order {
        ResourceOrder::Newest => ("t.visible_at", "t.id", "thread t CROSS JOIN resource r"),
        ResourceOrder::MostUsed => (
            "r.user_count",
            "r.thread_id",
            "resource r CROSS JOIN thread t",
        ),
        ResourceOrder::RecentlyChecked => (
            "r.checked_at",
            "r.thread_id",
            "resource r CROSS JOIN thread t",
        ),
    };
    let stretch = all.stretch(
        [key, id],
        Order::Descending,
        request.after.as_ref(),
        request.limit(),
    );
    let sql = format!(
        "SELECT {key} AS key, {}, {} FROM {tables} {LINKED} {JOINED} WHERE {JOINED_BY} AND {stretch}",
        *COLUMNS, *SEEN
    );
    let found: Vec<LibraryRow> = rows(reads, sql, all.values).await?;
    let found = found.into_iter().map(|LibraryRow { placed, seen }| {
        let (cursor, thread) = placed.seen_by(viewer);
        Ok((cursor, (thread, seen.seen_by(viewer)?)))
    });
    let found: Result<Vec<_>> = found.collect();
    Ok(Page::from_rows(found?, request))
}

/// How many there are in such a list.
pub async fn count(reads: &impl Reads, filter: &Filter, viewer: MemberId) -> Result<i64> {
    let Conditions { sql, values } = filter.conditions(reads.engine(), viewer);
    let sql = format!("SELECT COUNT(*) FROM resource r CROSS JOIN thread t WHERE {sql}");
    store::count(reads, sql, values).await
}

/// How many resources a value of a facet would leave.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FacetCount {
    pub facet: Facet,
    /// The name of an enum's value, or the slug of a topic.
    pub value: String,
    pub number: i64,
}

/// What each value of each facet would leave, while the other facets stay as they
/// are. Values that would leave nothing are not named.
pub async fn facets(
    reads: &impl Reads,
    filter: &Filter,
    viewer: MemberId,
) -> Result<Vec<FacetCount>> {
    let mut all = filter.rest(reads.engine(), viewer);
    let narrowed = filter.narrowed(&mut all);
    let but = |facet: Facet| {
        let others = narrowed.iter().filter(|(other, _)| *other != facet);
        let others = others.filter_map(|(_, condition)| condition.as_deref());
        others.fold("1 = 1".to_owned(), |all, one| format!("{all} AND {one}"))
    };
    let counts = [
        (
            Facet::Topic,
            "c.slug",
            "r JOIN thread_topic x ON x.thread_id = r.thread_id JOIN topic c ON c.id = x.topic_id",
            String::new(),
        ),
        (
            Facet::Audience,
            "a.audience",
            "r JOIN resource_audience a ON a.thread_id = r.thread_id",
            String::new(),
        ),
        (
            Facet::Age,
            "b.name",
            "r CROSS JOIN band b",
            format!(" AND {}", is_for("b.youngest", "b.oldest")),
        ),
        (Facet::Format, "r.format", "r", String::new()),
        (Facet::State, "r.state", "r", String::new()),
    ]
    .map(|(facet, value, tables, also)| {
        let others = but(facet);
        format!(
            "SELECT '{facet}' AS facet, {value} AS value, COUNT(*) AS number FROM library {tables}
             WHERE {others}{also} GROUP BY {value}"
        )
    });
    let bands = AgeBand::ALL.iter().map(|band| {
        let (from, to) = band.years();
        format!("('{band}', {from}, {to})")
    });
    let sql = format!(
        "WITH library AS (SELECT r.*, {} AS state FROM resource r CROSS JOIN thread t WHERE {}),
              band (name, youngest, oldest) AS (VALUES {})
         {}",
        state_on(filter.today),
        all.sql,
        bands.collect::<Vec<_>>().join(", "),
        counts.join(" UNION ALL ")
    );
    let values: Vec<Value> = all.values;
    rows(reads, sql, values).await
}
