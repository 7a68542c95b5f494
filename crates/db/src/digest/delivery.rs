//! Copies: one a member and issue, claimed by the fifty, written down together.
//!
//! A claim is a lease: it moves `next_at` to when it ends. On PostgreSQL another
//! worker takes the copy over then; a result counts only for the claim it came
//! from, by worker and attempt. A `next_at` that was set later than now was set
//! by a clock that has gone back since, and is not waited for (`SLACK`).

use std::collections::HashMap;

use domain::digest::{DeliveryState, IssueState, ItemReason, SkipReason};
use domain::id::{DeliveryId, IssueId, MemberId, SectorId};
use domain::mail::{DigestFrequency, MailKind};
use domain::member::MemberState;
use domain::{Timestamp, clock::Span};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::Issue;
use crate::job::SLACK;
use crate::store::{execute, placeholders, row, rows};
use crate::{Engine, Reads, Result, Store, Tx};

/// How long a claim lasts unless it is renewed.
pub const LEASE: Span = crate::job::LEASE;

/// Members who are given a copy in one transaction: it holds the lock as long
/// for a hundred thousand members as for a hundred.
const ENROLLED_AT_A_TIME: i64 = 500;

#[derive(FromQueryResult)]
struct Opted {
    id: Uuid,
    has_token: bool,
}

/// Gives the next members who opted in a copy to be sent, and a token that stops
/// it if they have none. True when there are more.
pub async fn enrol(tx: &Tx, issue: IssueId, now: Timestamp) -> Result<bool> {
    let Some(issue) = super::for_change(tx, issue)
        .await?
        .filter(|issue| issue.state == IssueState::Sending && !issue.is_enrolled)
    else {
        return Ok(false);
    };
    let opted: Vec<Opted> = rows(
        tx,
        "SELECT m.id, EXISTS (SELECT 1 FROM mail_token k WHERE k.member_id = m.id AND k.kind = 'digest') AS has_token
         FROM member m WHERE m.state = 'active' AND m.digest_frequency = 'weekly' AND m.id > $1 ORDER BY m.id LIMIT $2",
        [issue.enrolled_to.map_or(Uuid::nil(), |member| member.0).into(), ENROLLED_AT_A_TIME.into()],
    )
    .await?;
    let Some(last) = opted.last().map(|member| member.id) else {
        let sql = "UPDATE digest_issue SET enrolled_at = $1 WHERE id = $2";
        execute(tx, sql, [now.0.into(), issue.id.0.into()]).await?;
        return Ok(false);
    };
    let places = (0..opted.len())
        .map(|n| format!("(${}, $1, ${}, 'queued', 0, $2, $2)", 3 + 2 * n, 4 + 2 * n))
        .collect::<Vec<_>>()
        .join(", ");
    // In the order of the members: copies that are claimed and written down
    // together then lie together in every table.
    let mut ids: Vec<DeliveryId> = opted.iter().map(|_| DeliveryId::fresh(now)).collect();
    ids.sort_unstable();
    let copies = ids
        .iter()
        .zip(&opted)
        .flat_map(|(id, member)| [id.0.into(), member.id.into()]);
    execute(
        tx,
        format!(
            "INSERT INTO digest_delivery (id, issue_id, member_id, state, attempt, next_at, planned_at) VALUES {places}
             ON CONFLICT (issue_id, member_id) DO NOTHING"
        ),
        [issue.id.0.into(), now.0.into()].into_iter().chain(copies),
    )
    .await?;
    let without: Vec<MemberId> = opted
        .iter()
        .filter(|member| !member.has_token)
        .map(|member| MemberId(member.id))
        .collect();
    crate::mail::make_tokens(tx, &without, MailKind::Digest).await?;
    execute(
        tx,
        "UPDATE digest_issue SET enrolled_to = $1 WHERE id = $2",
        [last.into(), issue.id.0.into()],
    )
    .await?;
    Ok(true)
}

/// A claimed copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// Which.
    pub id: DeliveryId,
    /// Whose.
    pub member: MemberId,
    /// 1 at the first try.
    pub attempt: i64,
    /// Whether the relay had all of it at an earlier try, and never said that it
    /// took it.
    pub is_unconfirmed: bool,
}

#[derive(FromQueryResult)]
struct ClaimedRow {
    id: Uuid,
    member_id: Uuid,
    attempt: i64,
    unconfirmed: bool,
}

/// Claims up to `limit` copies of an issue whose turn it is, or whose lease ran
/// out; not those of its own that it could not renew: it still has them in hand.
pub async fn claim(
    store: &Store,
    issue: IssueId,
    worker: &str,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<Claimed>> {
    let tx = store.begin().await?;
    let sql = format!(
        "UPDATE digest_delivery SET attempt = attempt + 1, claimed_by = $1, next_at = $2, planned_at = $4
         WHERE id IN (SELECT id FROM digest_delivery
                      WHERE issue_id = $3 AND state = 'queued' AND (next_at <= $4 OR planned_at > $5)
                        AND (claimed_by IS NULL OR claimed_by <> $1)
                      ORDER BY next_at, id LIMIT {limit}{})
         RETURNING id, member_id, attempt, unconfirmed",
        tx.engine().skip_locked()
    );
    let values = [
        worker.into(),
        now.plus(LEASE).0.into(),
        issue.0.into(),
        now.0.into(),
        now.plus(SLACK).0.into(),
    ];
    let claimed: Vec<ClaimedRow> = rows(&tx, sql, values).await?;
    tx.commit().await?;
    let copy = |row: ClaimedRow| Claimed {
        id: DeliveryId(row.id),
        member: MemberId(row.member_id),
        attempt: row.attempt,
        is_unconfirmed: row.unconfirmed,
    };
    let mut copies: Vec<Claimed> = claimed.into_iter().map(copy).collect();
    copies.sort_by_key(|copy| copy.id);
    Ok(copies)
}

/// Holds on to a worker's claims for another lease.
pub async fn renew(store: &Store, issue: IssueId, worker: &str, now: Timestamp) -> Result<()> {
    let tx = store.begin().await?;
    let sql = "UPDATE digest_delivery SET next_at = $1, planned_at = $2 WHERE issue_id = $3 AND state = 'queued' AND claimed_by = $4";
    execute(
        &tx,
        sql,
        [
            now.plus(LEASE).0.into(),
            now.0.into(),
            issue.0.into(),
            worker.into(),
        ],
    )
    .await?;
    tx.commit().await
}

/// Gives claims back without counting the attempt: a worker that stops, or
/// (with no worker named) the only one there is, starting. They are first in
/// the queue again: some of them may have been handed over, and a second copy
/// should come soon after the first.
pub async fn give_back(store: &Store, worker: Option<&str>) -> Result<u64> {
    let tx = store.begin().await?;
    let sql = "UPDATE digest_delivery SET attempt = attempt - 1, claimed_by = NULL, next_at = 0
               WHERE state = 'queued' AND claimed_by IS NOT NULL AND issue_id IN (SELECT id FROM digest_issue WHERE state = 'sending')";
    let given = match worker {
        Some(worker) => execute(&tx, format!("{sql} AND claimed_by = $1"), [worker.into()]).await?,
        None => execute(&tx, sql, []).await?,
    };
    tx.commit().await?;
    Ok(given)
}

/// What became of a claimed copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The relay has it, with these items in it.
    Sent(Vec<(Uuid, ItemReason)>),
    /// The relay had all of it, more than once, and never said that it took it:
    /// it counts as sent, with these items in it.
    Assumed(Vec<(Uuid, ItemReason)>, String),
    /// The relay had all of it and did not say that it took it: to be tried once
    /// more then.
    Unconfirmed(Timestamp, String),
    /// There was no reason to send it.
    Skipped(SkipReason),
    /// The address takes no mail: the member's mail is suspended with it.
    Bounced(String),
    /// It will never go.
    Failed(String),
    /// To be tried again then.
    Retry(Timestamp, String),
}

/// Writes down what became of copies, with what they held, all in one commit. A
/// copy that was claimed again meanwhile is left to whoever has it; its items
/// count as sent all the same, because they were.
pub async fn write_down(
    store: &Store,
    issue: IssueId,
    worker: &str,
    results: &[(Claimed, Outcome)],
    now: Timestamp,
) -> Result<()> {
    let tx = store.begin().await?;
    let mut alike: HashMap<(DeliveryState, Option<SkipReason>, i64), Vec<DeliveryId>> =
        HashMap::new();
    let mut ledger = Vec::new();
    let mut hold = |copy: &Claimed, items: &[(Uuid, ItemReason)]| {
        ledger.extend(
            items
                .iter()
                .map(|(item, reason)| (copy.member, *item, *reason)),
        );
    };
    for (copy, outcome) in results {
        let (state, next_at, error, is_unconfirmed) = match outcome {
            Outcome::Sent(items) => {
                hold(copy, items);
                alike
                    .entry((DeliveryState::Sent, None, copy.attempt))
                    .or_default()
                    .push(copy.id);
                continue;
            }
            Outcome::Skipped(reason) => {
                alike
                    .entry((DeliveryState::Skipped, Some(*reason), copy.attempt))
                    .or_default()
                    .push(copy.id);
                continue;
            }
            Outcome::Assumed(items, error) => {
                hold(copy, items);
                (DeliveryState::Sent, now, error, true)
            }
            Outcome::Unconfirmed(at, error) => (DeliveryState::Queued, *at, error, true),
            Outcome::Bounced(error) => {
                crate::member::suspend_mail(&tx, copy.member, now).await?;
                (DeliveryState::Bounced, now, error, copy.is_unconfirmed)
            }
            Outcome::Failed(error) => (DeliveryState::Failed, now, error, copy.is_unconfirmed),
            Outcome::Retry(at, error) => (DeliveryState::Queued, *at, error, copy.is_unconfirmed),
        };
        let finished_at = (state != DeliveryState::Queued).then_some(now.0);
        execute(
            &tx,
            "UPDATE digest_delivery SET state = $1, next_at = $2, planned_at = $3, last_error = $4, unconfirmed = $5, finished_at = $6,
                                        claimed_by = NULL
             WHERE id = $7 AND state = 'queued' AND claimed_by = $8 AND attempt = $9",
            [
                state.as_str().into(),
                next_at.0.into(),
                now.0.into(),
                error.as_str().into(),
                is_unconfirmed.into(),
                finished_at.into(),
                copy.id.0.into(),
                worker.into(),
                copy.attempt.into(),
            ],
        )
        .await?;
    }
    for ((state, skip, attempt), copies) in alike {
        let sql = format!(
            "UPDATE digest_delivery SET state = $1, skip_reason = $2, finished_at = $3, claimed_by = NULL, last_error = NULL,
                    unconfirmed = FALSE
             WHERE state = 'queued' AND claimed_by = $4 AND attempt = $5 AND id IN ({})",
            placeholders(6, copies.len())
        );
        let values: [Value; 5] = [
            state.as_str().into(),
            skip.map(SkipReason::as_str).into(),
            now.0.into(),
            worker.into(),
            attempt.into(),
        ];
        execute(
            &tx,
            sql,
            values
                .into_iter()
                .chain(copies.iter().map(|id| id.0.into())),
        )
        .await?;
    }
    for some in in_powers_of_two(&ledger) {
        let places = (0..some.len()).map(|n| match tx.engine() {
            // sqlx asks for the name of each value, and SQLite then looks through
            // those of all before it; these have none.
            Engine::Sqlite => "(?, ?, ?, ?)".to_owned(),
            Engine::Postgres => format!(
                "(${}, ${}, ${}, ${})",
                1 + 4 * n,
                2 + 4 * n,
                3 + 4 * n,
                4 + 4 * n
            ),
        });
        let places = places.collect::<Vec<_>>().join(", ");
        let values = some.iter().flat_map(|(member, item, reason)| {
            [
                member.0.into(),
                (*item).into(),
                reason.as_str().into(),
                issue.0.into(),
            ]
        });
        execute(
            &tx,
            format!("INSERT INTO digest_ledger (member_id, item_id, reason, issue_id) VALUES {places} ON CONFLICT DO NOTHING"),
            values,
        )
        .await?;
    }
    tx.commit().await
}

/// Rows in pieces of 128, 64, … 1: few texts, which the database has planned
/// already.
fn in_powers_of_two<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::with_capacity(rows.len() / 128 + 8);
    while let Some(power) = rows.len().checked_ilog2() {
        let (piece, rest) = rows.split_at(1 << power.min(7));
        pieces.push(piece);
        rows = rest;
    }
    pieces
}

/// Gives up every copy that could not be handed over.
pub async fn fail_rest(tx: &Tx, issue: &Issue, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE digest_delivery SET state = 'failed', finished_at = $1, claimed_by = NULL,
                      last_error = COALESCE(last_error, 'the relay was away until the next issue')
               WHERE issue_id = $2 AND state = 'queued'";
    execute(tx, sql, [now.0.into(), issue.id.0.into()]).await
}

/// Somebody who is to get a copy, as they are now.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Who.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their address; none once they have left.
    pub email: Option<String>,
    /// Their sector.
    pub sector: SectorId,
    /// Its name.
    pub sector_name: String,
    /// Whether they are still a member.
    pub state: MemberState,
    /// Whether they still want it.
    pub frequency: DigestFrequency,
    /// Whether their address refuses mail.
    pub is_bouncing: bool,
    /// The token that stops the digest.
    pub token: Option<String>,
}

#[derive(FromQueryResult)]
struct RecipientRow {
    id: Uuid,
    name: String,
    email: Option<String>,
    sector_id: Uuid,
    sector_name: String,
    state: String,
    digest_frequency: String,
    mail_suspended_at: Option<i64>,
    token: Option<String>,
}

/// These members as they are now, in no order.
pub async fn recipients(reads: &impl Reads, members: &[MemberId]) -> Result<Vec<Recipient>> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT m.id, m.name, m.email, m.sector_id, s.name AS sector_name, m.state, m.digest_frequency, m.mail_suspended_at, k.token
         FROM member m JOIN sector s ON s.id = m.sector_id
         LEFT JOIN mail_token k ON k.member_id = m.id AND k.kind = 'digest'
         WHERE m.id IN ({})",
        placeholders(1, members.len())
    );
    let found: Vec<RecipientRow> = rows(reads, sql, members.iter().map(|id| id.0.into())).await?;
    found
        .into_iter()
        .map(|row| {
            Ok(Recipient {
                id: MemberId(row.id),
                name: row.name,
                email: row.email,
                sector: SectorId(row.sector_id),
                sector_name: row.sector_name,
                state: row.state.parse()?,
                frequency: row.digest_frequency.parse()?,
                is_bouncing: row.mail_suspended_at.is_some(),
                token: row.token,
            })
        })
        .collect()
}

/// How many copies of an issue stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// To be handed over, those among them that nobody has enrolled yet.
    pub queued: i64,
    /// Handed over.
    pub sent: i64,
    /// Of these, those that the relay never said it took.
    pub unconfirmed: i64,
    /// Refused for the address.
    pub bounced: i64,
    /// Given up.
    pub failed: i64,
    /// Not to be sent.
    pub skipped: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    issue_id: Uuid,
    state: String,
    unconfirmed: bool,
    number: i64,
}

/// How the copies of these issues stand. An issue that is about to go counts
/// whoever would get a copy as waiting.
pub async fn counts(reads: &impl Reads, issues: &[IssueId]) -> Result<HashMap<IssueId, Counts>> {
    let mut counts: HashMap<IssueId, Counts> =
        issues.iter().map(|id| (*id, Counts::default())).collect();
    if issues.is_empty() {
        return Ok(counts);
    }
    let sql = format!(
        "SELECT issue_id, state, unconfirmed, COUNT(*) AS number FROM digest_delivery
         WHERE issue_id IN ({ids}) GROUP BY issue_id, state, unconfirmed
         UNION ALL
         SELECT i.id, 'queued', FALSE, COUNT(*) FROM digest_issue i
         JOIN member m ON m.state = 'active' AND m.digest_frequency = 'weekly' AND (i.enrolled_to IS NULL OR m.id > i.enrolled_to)
         WHERE i.id IN ({ids}) AND i.state IN ('ready', 'sending') AND i.enrolled_at IS NULL GROUP BY i.id",
        ids = placeholders(1, issues.len())
    );
    for row in rows::<CountRow, _>(reads, sql, issues.iter().map(|id| id.0.into())).await? {
        let of_issue = counts.entry(IssueId(row.issue_id)).or_default();
        let place = match row.state.parse()? {
            DeliveryState::Queued => &mut of_issue.queued,
            DeliveryState::Sent => {
                of_issue.unconfirmed += if row.unconfirmed { row.number } else { 0 };
                &mut of_issue.sent
            }
            DeliveryState::Bounced => &mut of_issue.bounced,
            DeliveryState::Failed => &mut of_issue.failed,
            DeliveryState::Skipped => &mut of_issue.skipped,
        };
        *place += row.number;
    }
    Ok(counts)
}

/// Whether a copy of an issue may be claimed by this worker, or is its own from
/// an earlier run.
pub async fn is_due(
    reads: &impl Reads,
    issue: IssueId,
    worker: &str,
    now: Timestamp,
) -> Result<bool> {
    let sql = "SELECT id FROM digest_delivery
               WHERE issue_id = $1 AND state = 'queued' AND (next_at <= $2 OR planned_at > $3 OR claimed_by = $4) LIMIT 1";
    let found: Option<Due> = row(
        reads,
        sql,
        [
            issue.0.into(),
            now.0.into(),
            now.plus(SLACK).0.into(),
            worker.into(),
        ],
    )
    .await?;
    Ok(found.is_some())
}

#[derive(FromQueryResult)]
struct Due {
    #[expect(dead_code, reason = "that there is one is enough")]
    id: Uuid,
}

#[cfg(test)]
mod tests {
    use super::in_powers_of_two;

    #[test]
    fn every_row_is_in_one_piece() {
        for length in [0, 1, 2, 31, 32, 127, 128, 200, 300] {
            let rows: Vec<usize> = (0..length).collect();
            let pieces = in_powers_of_two(&rows);
            assert_eq!(pieces.concat(), rows);
            assert!(
                pieces
                    .iter()
                    .all(|piece| piece.len().is_power_of_two() && piece.len() <= 128),
                "{pieces:?}"
            );
        }
    }
}
