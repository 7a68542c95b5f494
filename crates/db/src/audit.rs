//! The audit list: appended to in the transaction of the act, never changed.

use domain::Timestamp;
use domain::audit::{Act, Entry, Head, Subject};
use domain::id::MemberId;
use domain::post::PostState;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, DbErr, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QueryResult, Set,
};
use uuid::Uuid;

use crate::entity::audit_entry::{ActiveModel, Column, Entity, Model};
use crate::page::Conditions;
use crate::store::{execute, placeholders, row, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

const HEAD: &str = "SELECT sequence AS count, hash FROM audit_entry";

/// Appends an entry to the chain, and gives its number. Two acts at the same
/// moment on PostgreSQL wait for each other: the chain has one end.
pub async fn append(tx: &Tx, entry: &Entry) -> Result<i64> {
    if tx.engine() == crate::Engine::Postgres {
        execute(tx, "LOCK TABLE audit_entry IN EXCLUSIVE MODE", []).await?;
    }
    let (sequence, previous) = match head(tx).await? {
        Some(head) => (head.count + 1, head.hash),
        None => (1, Vec::new()),
    };
    let hash = entry.hash(sequence, &previous);
    let row = ActiveModel {
        sequence: Set(sequence),
        at: Set(entry.at),
        actor_id: Set(entry.actor),
        act: Set(entry.act),
        subject: Set(entry.subject),
        subject_id: Set(entry.subject_id),
        reason: Set(entry.reason.clone()),
        previous_hash: Set(previous),
        hash: Set(hash.to_vec()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.note_entry();
    Ok(sequence)
}

/// The end of the list; none while it is empty.
pub async fn head(reads: &impl Reads) -> Result<Option<Head>> {
    row(reads, format!("{HEAD} ORDER BY sequence DESC LIMIT 1"), []).await
}

/// How a list stands to an end of it that was written down elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// It goes on from there.
    Follows,
    /// It ends before: entries were taken from its end.
    Shorter {
        /// How many there are.
        count: i64,
    },
    /// Another entry stands in that place.
    Replaced,
}

/// Holds the list against an end that was written down elsewhere.
pub async fn against(reads: &impl Reads, written: &Head) -> Result<Against> {
    let in_its_place = format!("{HEAD} WHERE sequence = $1");
    let found: Option<Head> = row(reads, in_its_place, [written.count.into()]).await?;
    Ok(match found {
        Some(found) if found.hash == written.hash => Against::Follows,
        Some(_) => Against::Replaced,
        None => match head(reads).await? {
            Some(head) if head.count > written.count => Against::Replaced,
            head => Against::Shorter {
                count: head.map_or(0, |head| head.count),
            },
        },
    })
}

/// Which entries a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub act: Option<Act>,
    /// By this member, or done to them.
    pub member: Option<MemberId>,
}

impl Filter {
    /// The condition on acts, and the member as `$1`.
    fn conditions(&self) -> Conditions {
        let mut all = Conditions::new("1 = 1");
        all.values.extend(self.member.map(Into::into));
        if let Some(act) = self.act {
            let act = all.value(act);
            all.and(&format!("act = {act}"));
        }
        all
    }
}

impl From<Model> for Entry {
    fn from(entry: Model) -> Self {
        Self {
            at: entry.at,
            actor: entry.actor_id,
            act: entry.act,
            subject: entry.subject,
            subject_id: entry.subject_id,
            reason: entry.reason,
        }
    }
}

/// One entry by its number.
pub async fn by_sequence(reads: &impl Reads, sequence: i64) -> Result<Option<Entry>> {
    let found = Entity::find_by_id(sequence).one(reads).await?;
    Ok(found.map(Entry::from))
}

/// The list, newest first, each entry with its number.
pub async fn list(
    reads: &impl Reads,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<(Cursor, i64, Entry)>> {
    let mut conditions = filter.conditions();
    if let Some(after) = page.after {
        let last = conditions.value(after.key);
        conditions.and(&format!("sequence < {last}"));
    }
    let Conditions {
        sql: condition,
        values,
    } = conditions;
    let newest = |columns: &str, condition: &str| {
        format!(
            "SELECT {columns} FROM audit_entry WHERE {condition} ORDER BY sequence DESC LIMIT {}",
            page.limit()
        )
    };
    // What a member did and what was done to them each have an index in this
    // order. With both in one condition, all of it would be read and sorted.
    let sql = if filter.member.is_some() {
        let [by, to] = ["actor_id", "subject_id"]
            .map(|column| newest("sequence", &format!("{condition} AND {column} = $1")));
        newest(
            "*",
            &format!(
                "sequence IN (SELECT sequence FROM ({by}) AS done UNION SELECT sequence FROM ({to}) AS undergone)"
            ),
        )
    } else {
        newest("*", &condition)
    };
    let found: Vec<Model> = rows(reads, sql, values).await?;
    Ok(Page::from_rows(found, page).map(|row| {
        let place = Cursor {
            key: row.sequence,
            id: row.subject_id,
        };
        (place, row.sequence, row.into())
    }))
}

/// How many there are.
pub async fn count(reads: &impl Reads, filter: &Filter) -> Result<i64> {
    let mut all = filter.conditions();
    if filter.member.is_some() {
        all.and("(actor_id = $1 OR subject_id = $1)");
    }
    let sql = format!("SELECT COUNT(*) FROM audit_entry WHERE {}", all.sql);
    crate::store::count(reads, sql, all.values).await
}

/// What an entry's subject is called now, in words that give nothing away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A member, an organisation, a collection or a group of words, by name.
    Named(String),
    /// A thread, or a post in it, by the thread's title.
    Titled(String),
    /// A thread, or a post in one, whose title nobody may see now.
    Removed,
}

/// Where the labels of each kind come from: a name, or a thread's title and state.
const LABELS: [(Subject, &str); 8] = [
    (
        Subject::Member,
        "m.id, m.name, NULL AS state FROM member m WHERE m.id",
    ),
    (
        Subject::Organisation,
        "o.id, o.name, NULL AS state FROM organisation o WHERE o.id",
    ),
    (
        Subject::Collection,
        "c.id, c.title AS name, NULL AS state FROM collection c WHERE c.id",
    ),
    (
        Subject::Synonym,
        "y.id, y.words AS name, NULL AS state FROM synonym y WHERE y.id",
    ),
    (
        Subject::Report,
        "r.id, m.name, NULL AS state FROM report r JOIN member m ON m.id = r.member_id WHERE r.id",
    ),
    (
        Subject::Thread,
        "t.id, t.title AS name, t.state FROM thread t WHERE t.id",
    ),
    (
        Subject::Post,
        "p.id, t.title AS name, t.state FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id",
    ),
    (
        Subject::Report,
        "r.id, t.title AS name, t.state FROM report r JOIN post p ON p.id = r.post_id JOIN thread t ON t.id = p.thread_id WHERE r.id",
    ),
];

/// What these subjects are called. Those of other kinds, and those that are
/// gone, are left out.
pub async fn labels(
    reads: &impl Reads,
    subjects: &[(Subject, Uuid)],
) -> Result<Vec<((Subject, Uuid), Label)>> {
    #[derive(FromQueryResult)]
    struct Named {
        id: Uuid,
        name: String,
        state: Option<PostState>,
    }
    let mut labels = Vec::with_capacity(subjects.len());
    for (kind, source) in LABELS {
        let of_kind = subjects.iter().filter(|(subject, _)| *subject == kind);
        let ids: Vec<_> = of_kind.map(|(_, id)| (*id).into()).collect();
        if ids.is_empty() {
            continue;
        }
        let sql = format!("SELECT {source} IN ({})", placeholders(1, ids.len()));
        for row in rows::<Named, _>(reads, sql, ids).await? {
            let label = match row.state {
                None => Label::Named(row.name),
                Some(PostState::Visible) => Label::Titled(row.name),
                Some(PostState::Held | PostState::Hidden | PostState::Withdrawn) => Label::Removed,
            };
            labels.push(((kind, row.id), label));
        }
    }
    Ok(labels)
}

/// The reason of the last such act on somebody or something, and when it was.
pub async fn last_reason(
    reads: &impl Reads,
    act: Act,
    subject: Uuid,
) -> Result<Option<(String, Timestamp)>> {
    let of_subject = Column::Act.eq(act).and(Column::SubjectId.eq(subject));
    let last = Entity::find()
        .filter(of_subject)
        .order_by_desc(Column::Sequence);
    Ok(last.one(reads).await?.map(|entry| (entry.reason, entry.at)))
}

/// An entry in its place. One with a name that this version does not know is
/// none: it was changed.
struct Link {
    sequence: i64,
    entry: Option<Model>,
}

impl FromQueryResult for Link {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, DbErr> {
        Ok(Self {
            sequence: row.try_get(prefix, "sequence")?,
            entry: Model::from_query_result(row, prefix).ok(),
        })
    }
}

/// Where the chain breaks first: the number of an entry that was changed, put
/// in, or that follows one that was taken out. None while it is whole.
///
/// The last entries of the list can be cut off without a trace in the chain
/// alone: [`against`] finds that, with an end that was written down elsewhere.
pub async fn verify_chain(reads: &impl Reads) -> Result<Option<i64>> {
    const BATCH: &str =
        "SELECT * FROM audit_entry WHERE sequence >= $1 ORDER BY sequence LIMIT 500";
    let (mut expected, mut previous) = (1_i64, Vec::new());
    loop {
        let found: Vec<Link> = rows(reads, BATCH, [expected.into()]).await?;
        if found.is_empty() {
            return Ok(None);
        }
        for Link { sequence, entry } in found {
            let entry = entry.filter(|row| sequence == expected && row.previous_hash == previous);
            let hash = entry.and_then(|row| {
                let stored = row.hash.clone();
                (Entry::from(row).hash(sequence, &previous) == stored).then_some(stored)
            });
            let Some(hash) = hash else {
                return Ok(Some(sequence));
            };
            (expected, previous) = (sequence + 1, hash);
        }
    }
}
