//! Lists of threads, by keyset, from indexes that have them in order.

use domain::id::{MemberId, SectorId, TopicId};
use domain::post::CROWD;
use domain::thread::{ThreadKind, ThreadOrder};

use super::{JOINED, JOINED_BY, LISTED, TALK, Thread};
use crate::page::{Conditions, Order};
use crate::{Cursor, Page, PageRequest, Reads, Result, store};

/// Which threads; all that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub kind: Option<ThreadKind>,
    /// With this topic among others.
    pub topic: Option<TopicId>,
    /// Started from this sector.
    pub sector: Option<SectorId>,
    /// Questions without an answer that can have one, or (false) everything else.
    pub unanswered: Option<bool>,
    /// Followed by the viewer, or (false) not.
    pub following: Option<bool>,
    /// Kept for later by the viewer, or (false) not.
    pub saved: Option<bool>,
    /// Started by this member, under their name.
    pub author: Option<MemberId>,
    /// Put on top by the co-ordinator, or (false) not.
    pub pinned: Option<bool>,
}

/// A question that nobody has answered and somebody still could: one that is closed
/// waits for nobody. `t` is the thread.
pub(crate) const UNANSWERED: &str =
    "t.kind = 'question' AND t.reply_count = 0 AND t.locked_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM post y WHERE y.thread_id = t.id AND y.summary = TRUE AND y.state = 'visible')";

fn everything_else() -> String {
    format!("NOT ({UNANSWERED})")
}

impl Filter {
    fn conditions(&self, viewer: MemberId) -> Conditions {
        // What one follows, keeps or started is everything; the rest is talk.
        let is_personal =
            self.following == Some(true) || self.saved == Some(true) || self.author.is_some();
        let is_everything = self.kind.is_some() || is_personal;
        let mut all = Conditions::new(if is_everything { LISTED } else { TALK });
        if let Some(kind) = self.kind {
            let kind = all.value(kind);
            all.and(&format!("t.kind = {kind}"));
        }
        if let Some(sector) = self.sector {
            let sector = all.value(sector);
            // A sealed thread from a sector of few must not be found by it.
            let viewer = all.value(viewer);
            all.and(&format!(
                "t.sector_id = {sector} AND (t.pseudonymous = FALSE OR t.author_id = {viewer} OR
                 (SELECT COUNT(*) FROM member c WHERE c.sector_id = t.sector_id AND c.state = 'active') >= {CROWD})"
            ));
        }
        if let Some(author) = self.author {
            let author_value = all.value(author);
            // Nor by its author, but by the author themself.
            let sealed = if author == viewer {
                ""
            } else {
                " AND t.pseudonymous = FALSE"
            };
            all.and(&format!("t.author_id = {author_value}{sealed}"));
        }
        match self.unanswered {
            Some(true) => all.and(UNANSWERED),
            Some(false) => all.and(&everything_else()),
            None => {}
        }
        if let Some(topic) = self.topic {
            let topic = all.value(topic);
            all.and(&format!("x.thread_id = t.id AND x.topic_id = {topic}"));
        }
        match self.following {
            Some(true) => {
                let viewer = all.value(viewer);
                all.and(&format!("f.thread_id = t.id AND f.member_id = {viewer}"));
            }
            Some(false) => {
                let viewer = all.value(viewer);
                all.and(&format!("NOT EXISTS (SELECT 1 FROM thread_follow f WHERE f.thread_id = t.id AND f.member_id = {viewer})"));
            }
            None => {}
        }
        if let Some(saved) = self.saved {
            let viewer = all.value(viewer);
            let not = if saved { "" } else { "NOT " };
            all.and(&format!("{not}EXISTS (SELECT 1 FROM thread_save k WHERE k.thread_id = t.id AND k.member_id = {viewer})"));
        }
        match self.pinned {
            Some(true) => all.and("t.pinned = TRUE"),
            Some(false) => all.and("t.pinned = FALSE"),
            None => {}
        }
        all
    }
}

/// Threads of a topic that may be sorted anew for each page. Where there are
/// more, some of them soon come by in the list's own order.
const RARE: i64 = 1_000;

/// How many threads a filter's topic has, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TopicSize {
    Rare,
    Common,
}

async fn topic_size(reads: &impl Reads, filter: &Filter) -> Result<TopicSize> {
    let Some(topic) = filter.topic else {
        return Ok(TopicSize::Common);
    };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM thread_topic WHERE topic_id = $1 LIMIT {RARE}) AS some_of_it"
    );
    let is_rare = store::count(reads, sql, [topic.into()]).await? < RARE;
    Ok(if is_rare {
        TopicSize::Rare
    } else {
        TopicSize::Common
    })
}

/// The tables that the conditions name. A member follows few threads, and a
/// rare topic has few, so those come first. A common topic comes after the
/// list's own index: each thread is asked whether it has it.
fn tables(filter: &Filter, size: TopicSize) -> &'static str {
    match (filter.following, filter.topic.is_some(), size) {
        (Some(true), true, _) => "thread_follow f CROSS JOIN thread t CROSS JOIN thread_topic x",
        (Some(true), false, _) => "thread_follow f CROSS JOIN thread t",
        (_, true, TopicSize::Rare) => "thread_topic x CROSS JOIN thread t",
        (_, true, TopicSize::Common) => "thread t CROSS JOIN thread_topic x",
        (_, false, _) => "thread t",
    }
}

/// Who asks for which list.
struct Lister<'a, R> {
    reads: &'a R,
    filter: &'a Filter,
    viewer: MemberId,
    size: TopicSize,
}

impl<R: Reads> Lister<'_, R> {
    /// One stretch of the list, as far as `extra` holds, in the order of a column.
    async fn stretch(
        &self,
        extra: Option<&str>,
        (column, order): (&str, Order),
        after: Option<Cursor>,
        limit: i64,
    ) -> Result<Vec<Thread>> {
        let mut conditions = self.filter.conditions(self.viewer);
        if let Some(extra) = extra {
            conditions.and(extra);
        }
        let stretch = conditions.stretch([column, "t.id"], order, after.as_ref(), limit);
        let tables = tables(self.filter, self.size);
        let from = format!("{tables} {JOINED} WHERE {JOINED_BY} AND {stretch}");
        super::select(self.reads, &from, conditions.values, self.viewer).await
    }

    async fn unanswered_first(&self, request: &PageRequest) -> Result<Vec<(Cursor, Thread)>> {
        let limit = request.limit();
        let mut found = Vec::new();
        let in_first = request
            .after
            .is_none_or(|after| after.key > UNANSWERED_KEYS / 2);
        if in_first && self.filter.unanswered != Some(false) {
            let turned = |key: i64, id| Cursor {
                key: UNANSWERED_KEYS - key,
                id,
            };
            let after = request.after.map(|after| turned(after.key, after.id));
            let oldest = ("t.visible_at", Order::Ascending);
            let waiting = self.stretch(Some(UNANSWERED), oldest, after, limit).await?;
            let place = |thread: &Thread| turned(thread.visible_at.0, thread.id.0);
            found.extend(waiting.into_iter().map(|thread| (place(&thread), thread)));
        }
        let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
        if missing > 0 && self.filter.unanswered != Some(true) {
            let after = request.after.filter(|_| !in_first);
            let rest = Some(everything_else());
            let newest = ("t.visible_at", Order::Descending);
            let rest = self
                .stretch(rest.as_deref(), newest, after, missing)
                .await?;
            let place = |thread: &Thread| Cursor::at(thread.visible_at, thread.id.0);
            found.extend(rest.into_iter().map(|thread| (place(&thread), thread)));
        }
        Ok(found)
    }
}

/// Keys of the unanswered lie above every instant, so that one number says both
/// in which of the two stretches a thread is and where there.
const UNANSWERED_KEYS: i64 = 1 << 60;

/// A page of the threads that the viewer may see in a list.
pub async fn page(
    reads: &impl Reads,
    filter: &Filter,
    order: ThreadOrder,
    request: &PageRequest,
    viewer: MemberId,
) -> Result<Page<(Cursor, Thread)>> {
    let lister = Lister {
        reads,
        filter,
        viewer,
        size: topic_size(reads, filter).await?,
    };
    if order == ThreadOrder::UnansweredFirst {
        let found = lister.unanswered_first(request).await?;
        return Ok(Page::from_rows(found, request));
    }
    // Nobody has written to an unanswered question since it was asked, and it is in
    // the index by when that was.
    let is_newest = order == ThreadOrder::Newest || filter.unanswered == Some(true);
    let column = if is_newest {
        "t.visible_at"
    } else {
        "t.last_activity_at"
    };
    let latest = (column, Order::Descending);
    let found = lister.stretch(None, latest, request.after, request.limit());
    let place = |thread: &Thread| {
        let at = if is_newest {
            thread.visible_at
        } else {
            thread.last_activity_at
        };
        Cursor::at(at, thread.id.0)
    };
    Ok(Page::from_rows(found.await?, request).placed(place))
}

/// How many threads there are in such a list.
pub async fn count(reads: &impl Reads, filter: &Filter, viewer: MemberId) -> Result<i64> {
    let Conditions { sql, values } = filter.conditions(viewer);
    let tables = tables(filter, TopicSize::Rare);
    store::count(
        reads,
        format!("SELECT COUNT(*) FROM {tables} WHERE {sql}"),
        values,
    )
    .await
}
