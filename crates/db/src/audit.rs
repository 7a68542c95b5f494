//! The audit list: appended to in the transaction of the act, never changed.

use domain::Timestamp;
use domain::audit::{Act, Entry, Head, Subject};
use domain::id::MemberId;
use domain::post::PostState;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, row, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

#[derive(FromQueryResult)]
struct Last {
    sequence: i64,
    hash: Vec<u8>,
}

/// Appends an entry to the chain, and gives its number.
///
/// # Errors
/// Those of the database. Two acts at the same moment on PostgreSQL wait for
/// each other: the chain has one end.
pub async fn append(tx: &Tx, entry: &Entry) -> Result<i64> {
    if tx.engine() == crate::Engine::Postgres {
        execute(tx, "LOCK TABLE audit_entry IN EXCLUSIVE MODE", []).await?;
    }
    let last: Option<Last> = row(
        tx,
        "SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1",
        [],
    )
    .await?;
    let (sequence, previous) = last.map_or((1, Vec::new()), |last| (last.sequence + 1, last.hash));
    let hash = entry.hash(sequence, &previous);
    execute(
        tx,
        "INSERT INTO audit_entry (sequence, at, actor_id, act, subject, subject_id, reason, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            sequence.into(),
            entry.at.0.into(),
            entry.actor.into(),
            entry.act.as_str().into(),
            entry.subject.as_str().into(),
            entry.subject_id.into(),
            entry.reason.clone().into(),
            previous.into(),
            hash.into(),
        ],
    )
    .await?;
    tx.note_entry();
    Ok(sequence)
}

/// The end of the list; none while it is empty.
pub async fn head(reads: &impl Reads) -> Result<Option<Head>> {
    let last: Option<Last> = row(
        reads,
        "SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1",
        [],
    )
    .await?;
    Ok(last.map(|last| Head {
        count: last.sequence,
        hash: last.hash,
    }))
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
    let found: Option<Last> = row(
        reads,
        "SELECT sequence, hash FROM audit_entry WHERE sequence = $1",
        [written.count.into()],
    )
    .await?;
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
    /// Of this act.
    pub act: Option<Act>,
    /// By this member, or done to them.
    pub member: Option<MemberId>,
}

const COLUMNS: &str =
    "sequence, at, actor_id, act, subject, subject_id, reason, previous_hash, hash";

#[derive(FromQueryResult)]
struct EntryRow {
    sequence: i64,
    at: i64,
    actor_id: Option<Uuid>,
    act: String,
    subject: String,
    subject_id: Uuid,
    reason: String,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl EntryRow {
    fn read(self) -> Result<Entry> {
        Ok(Entry {
            at: Timestamp(self.at),
            actor: self.actor_id,
            act: self.act.parse()?,
            subject: self.subject.parse()?,
            subject_id: self.subject_id,
            reason: self.reason,
        })
    }
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

impl Filter {
    /// The condition on acts, and the member as `$1`.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut sql = "1 = 1".to_owned();
        let mut values: Vec<Value> = self.member.iter().map(|id| id.0.into()).collect();
        if let Some(act) = self.act {
            values.push(act.as_str().into());
            sql.push_str(&format!(" AND act = ${}", values.len()));
        }
        (sql, values)
    }
}

/// One entry by its number.
pub async fn by_sequence(reads: &impl Reads, sequence: i64) -> Result<Option<Entry>> {
    let found: Option<EntryRow> = row(
        reads,
        format!("SELECT {COLUMNS} FROM audit_entry WHERE sequence = $1"),
        [sequence.into()],
    )
    .await?;
    found.map(EntryRow::read).transpose()
}

/// The list, newest first, each entry with its number.
pub async fn list(
    reads: &impl Reads,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<(Cursor, i64, Entry)>> {
    let (mut condition, mut values) = filter.condition();
    if let Some(after) = page.after {
        values.push(after.key.into());
        condition.push_str(&format!(" AND sequence < ${}", values.len()));
    }
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
            COLUMNS,
            &format!(
                "sequence IN (SELECT sequence FROM ({by}) AS done UNION SELECT sequence FROM ({to}) AS undergone)"
            ),
        )
    } else {
        newest(COLUMNS, &condition)
    };
    let found: Vec<EntryRow> = rows(reads, sql, values).await?;
    let entries = found
        .into_iter()
        .map(|row| {
            let sequence = row.sequence;
            Ok((
                Cursor {
                    key: sequence,
                    id: row.subject_id,
                },
                sequence,
                row.read()?,
            ))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(entries, page))
}

/// How many there are.
pub async fn count(reads: &impl Reads, filter: &Filter) -> Result<i64> {
    let (mut condition, values) = filter.condition();
    if filter.member.is_some() {
        condition.push_str(" AND (actor_id = $1 OR subject_id = $1)");
    }
    let counted: Option<Number> = row(
        reads,
        format!("SELECT COUNT(*) AS number FROM audit_entry WHERE {condition}"),
        values,
    )
    .await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

/// What an entry's subject is called now, in words that give nothing away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A member or an organisation, by name.
    Named(String),
    /// A thread, or a post in it, by the thread's title.
    Titled(String),
    /// A thread, or a post in one, whose title nobody may see now.
    Removed,
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct Titled {
    id: Uuid,
    title: String,
    state: String,
}

/// What these subjects are called. Those of other kinds, and those that are
/// gone, are left out.
pub async fn labels(
    reads: &impl Reads,
    subjects: &[(Subject, Uuid)],
) -> Result<Vec<((Subject, Uuid), Label)>> {
    let of = |kind: Subject| {
        subjects
            .iter()
            .filter(move |(subject, _)| *subject == kind)
            .map(|(_, id)| *id)
            .collect::<Vec<_>>()
    };
    let mut labels = Vec::with_capacity(subjects.len());
    for (kind, source) in [
        (
            Subject::Member,
            "SELECT m.id, m.name FROM member m WHERE m.id",
        ),
        (
            Subject::Organisation,
            "SELECT o.id, o.name FROM organisation o WHERE o.id",
        ),
        (
            Subject::Report,
            "SELECT r.id, m.name FROM report r JOIN member m ON m.id = r.member_id WHERE r.id",
        ),
    ] {
        let ids = of(kind);
        if ids.is_empty() {
            continue;
        }
        let sql = format!("{source} IN ({})", placeholders(1, ids.len()));
        let found: Vec<Named> = rows(reads, sql, ids.into_iter().map(Value::from)).await?;
        labels.extend(
            found
                .into_iter()
                .map(|row| ((kind, row.id), Label::Named(row.name))),
        );
    }
    for (kind, source) in [
        (
            Subject::Thread,
            "SELECT t.id, t.title, t.state FROM thread t WHERE t.id",
        ),
        (
            Subject::Post,
            "SELECT p.id, t.title, t.state FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id",
        ),
        (
            Subject::Report,
            "SELECT r.id, t.title, t.state FROM report r JOIN post p ON p.id = r.post_id JOIN thread t ON t.id = p.thread_id WHERE r.id",
        ),
    ] {
        let ids = of(kind);
        if ids.is_empty() {
            continue;
        }
        let sql = format!("{source} IN ({})", placeholders(1, ids.len()));
        let found: Vec<Titled> = rows(reads, sql, ids.into_iter().map(Value::from)).await?;
        for row in found {
            let label = match row.state.parse()? {
                PostState::Visible => Label::Titled(row.title),
                PostState::Held | PostState::Hidden | PostState::Withdrawn => Label::Removed,
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
    #[derive(FromQueryResult)]
    struct Reason {
        reason: String,
        at: i64,
    }
    let found: Option<Reason> = row(
        reads,
        "SELECT reason, at FROM audit_entry WHERE act = $1 AND subject_id = $2 ORDER BY sequence DESC LIMIT 1",
        [act.as_str().into(), subject.into()],
    )
    .await?;
    Ok(found.map(|found| (found.reason, Timestamp(found.at))))
}

/// Where the chain breaks first: the number of an entry that was changed, put
/// in, or that follows one that was taken out. None while it is whole.
///
/// The last entries of the list can be cut off without a trace in the chain
/// alone: [`against`] finds that, with an end that was written down elsewhere.
pub async fn verify_chain(reads: &impl Reads) -> Result<Option<i64>> {
    const BATCH: i64 = 500;
    let (mut expected, mut previous) = (1_i64, Vec::new());
    loop {
        let sql = format!(
            "SELECT {COLUMNS} FROM audit_entry WHERE sequence >= $1 ORDER BY sequence LIMIT $2"
        );
        let found: Vec<EntryRow> = rows(reads, sql, [expected.into(), BATCH.into()]).await?;
        if found.is_empty() {
            return Ok(None);
        }
        for row in found {
            let (sequence, stored_previous, hash) =
                (row.sequence, row.previous_hash.clone(), row.hash.clone());
            // A name that this version does not know is a change as well.
            let fits = sequence == expected
                && stored_previous == previous
                && row
                    .read()
                    .is_ok_and(|entry| entry.hash(sequence, &previous) == hash);
            if !fits {
                return Ok(Some(sequence));
            }
            (expected, previous) = (sequence + 1, hash);
        }
    }
}
