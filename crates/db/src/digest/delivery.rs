//! Copies: one a member and issue, a [`Queue`] that is claimed by the fifty and
//! written down together.

use std::collections::HashMap;

use domain::Timestamp;
use domain::digest::{DeliveryState, DigestState, ItemReason, SkipReason};
use domain::id::{DeliveryId, IssueId, MemberId, SectorId};
use domain::mail::{DigestFrequency, MailKind};
use domain::member::MemberState;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, Set};
use uuid::Uuid;

use super::Issue;
use crate::entity::digest_delivery::{ActiveModel, Column, Entity};
use crate::entity::{digest_issue, digest_ledger};
use crate::queue::{self, Claim, Ending, Queue, SLACK};
use crate::store::{execute, placeholders, rows, update, value};
use crate::{Reads, Result, Store, Tx};

/// Rows of the ledger in one statement: SQLite compares the name of each value
/// with those of all before it.
const LEDGER_ROWS: usize = 100;

/// Members who are given a copy in one transaction: it holds the lock as long
/// for a hundred thousand members as for a hundred.
const ENROLLED_AT_A_TIME: i64 = 200;

#[derive(FromQueryResult)]
struct Opted {
    id: MemberId,
    has_token: bool,
}

/// Gives the next members who opted in a copy to be sent, and a token that stops
/// it if they have none. True when there are more.
pub async fn enrol(tx: &Tx, issue: IssueId, now: Timestamp) -> Result<bool> {
    let Some(issue) = super::for_change(tx, issue)
        .await?
        .filter(|issue| issue.state == DigestState::Sending && !issue.is_enrolled)
    else {
        return Ok(false);
    };
    let opted: Vec<Opted> = rows(
        tx,
        "SELECT m.id, EXISTS (SELECT 1 FROM mail_token k WHERE k.member_id = m.id AND k.kind = 'digest') AS has_token
         FROM member m WHERE m.state = 'active' AND m.digest_frequency = 'weekly' AND m.id > $1 ORDER BY m.id LIMIT $2",
        [issue.enrolled_to.unwrap_or(MemberId(Uuid::nil())).into(), ENROLLED_AT_A_TIME.into()],
    )
    .await?;
    let this = digest_issue::Column::Id.eq(issue.id);
    let Some(last) = opted.last().map(|member| member.id) else {
        let enrolled = digest_issue::ActiveModel {
            enrolled_at: Set(Some(now)),
            ..digest_issue::ActiveModel::default()
        };
        update(tx, enrolled, this).await?;
        return Ok(false);
    };
    // In the order of the members: copies that are claimed and written down
    // together then lie together in every table.
    let mut ids: Vec<DeliveryId> = opted.iter().map(|_| DeliveryId::fresh(now)).collect();
    ids.sort_unstable();
    let copies = ids.into_iter().zip(&opted).map(|(id, member)| ActiveModel {
        id: Set(id),
        issue_id: Set(issue.id),
        member_id: Set(member.id),
        state: Set(DeliveryState::Queued),
        attempt: Set(0),
        next_at: Set(now),
        planned_at: Set(now),
        unconfirmed: Set(false),
        ..ActiveModel::default()
    });
    let copies =
        Entity::insert_many(copies).on_conflict_do_nothing_on([Column::IssueId, Column::MemberId]);
    copies.exec_without_returning(tx).await?;
    let without: Vec<MemberId> = opted
        .iter()
        .filter(|member| !member.has_token)
        .map(|member| member.id)
        .collect();
    crate::mail::make_tokens(tx, &without, MailKind::Digest).await?;
    let enrolled = digest_issue::ActiveModel {
        enrolled_to: Set(Some(last)),
        ..digest_issue::ActiveModel::default()
    };
    update(tx, enrolled, this).await?;
    Ok(true)
}

/// A claimed copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Claimed {
    #[sea_orm(nested)]
    pub claim: Claim,
    #[sea_orm(from_alias = "member_id")]
    pub member: MemberId,
}

/// Claims up to `limit` copies of an issue.
pub async fn claim(
    store: &Store,
    issue: IssueId,
    worker: &str,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Claimed>> {
    let tx = store.begin().await?;
    let which = ("issue_id", issue.into());
    let claimed = Queue::Copies.claim(&tx, worker, which, limit, "member_id", now);
    let mut copies: Vec<Claimed> = claimed.await?;
    tx.commit().await?;
    copies.sort_by_key(|copy| copy.claim.id);
    Ok(copies)
}

/// What a copy held, and why.
pub type Items = Vec<(Uuid, ItemReason)>;

/// What became of a claimed copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There was no reason to send it.
    Skipped(SkipReason),
    /// The address takes no mail: the member's mail is suspended with it.
    Bounced(String),
    /// It was tried, with these items in it.
    Tried(queue::Outcome, Items),
}

impl Outcome {
    /// It will never go.
    #[must_use]
    pub fn failed(why: &impl ToString) -> Self {
        Self::Tried(queue::Outcome::Failed(why.to_string()), Vec::new())
    }

    fn ending(&self, claim: &Claim, now: Timestamp) -> Ending {
        match self {
            Self::Skipped(reason) => Ending {
                skip_reason: Some(reason.as_str()),
                ..Ending::over(DeliveryState::Skipped.as_str(), now)
            },
            Self::Bounced(error) => Ending {
                error: Some(error.clone()),
                is_unconfirmed: claim.unconfirmed,
                ..Ending::over(DeliveryState::Bounced.as_str(), now)
            },
            Self::Tried(outcome, _) => {
                Ending::of(outcome, claim, DeliveryState::Sent.as_str(), now)
            }
        }
    }
}

/// Writes down what became of copies, with what they held, all in one commit. The
/// items of a copy that was claimed again meanwhile count as sent all the same,
/// because they were.
pub async fn write_down(
    store: &Store,
    issue: IssueId,
    worker: &str,
    results: &[(Claimed, Outcome)],
    now: Timestamp,
) -> Result<()> {
    let tx = store.begin().await?;
    let endings = results
        .iter()
        .map(|(copy, outcome)| (copy.claim, outcome.ending(&copy.claim, now)));
    Queue::Copies.leave(&tx, worker, endings, now).await?;
    let mut sent = Vec::new();
    for (copy, outcome) in results {
        match outcome {
            Outcome::Bounced(_) => crate::member::suspend_mail(&tx, copy.member, now).await?,
            Outcome::Tried(queue::Outcome::Done | queue::Outcome::Assumed(_), items) => {
                sent.extend(items.iter().map(|item| (copy.member, *item)));
            }
            _ => {}
        }
    }
    for some in sent.chunks(LEDGER_ROWS) {
        let rows = some
            .iter()
            .map(|(member, (item, reason))| digest_ledger::ActiveModel {
                member_id: Set(*member),
                item_id: Set(*item),
                reason: Set(*reason),
                issue_id: Set(issue),
            });
        let insert = digest_ledger::Entity::insert_many(rows).on_conflict_do_nothing();
        insert.exec_without_returning(&tx).await?;
    }
    tx.commit().await
}

/// Gives up every copy that could not be handed over.
pub async fn fail_rest(tx: &Tx, issue: &Issue, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE digest_delivery SET state = 'failed', finished_at = $1, claimed_by = NULL,
                      last_error = COALESCE(last_error, 'the relay was away until the next issue')
               WHERE issue_id = $2 AND state = 'queued'";
    execute(tx, sql, [now.into(), issue.id.into()]).await
}

/// Somebody who is to get a copy, as they are now.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Recipient {
    pub id: MemberId,
    pub name: String,
    /// None once they have left.
    pub email: Option<String>,
    #[sea_orm(from_alias = "sector_id")]
    pub sector: SectorId,
    pub sector_name: String,
    /// Whether they are still a member.
    pub state: MemberState,
    /// Whether they still want it.
    #[sea_orm(from_alias = "digest_frequency")]
    pub frequency: DigestFrequency,
    /// Whether their address refuses mail.
    pub is_bouncing: bool,
    /// The token that stops the digest.
    pub token: Option<String>,
}

/// These members as they are now, in no order.
pub async fn recipients(reads: &impl Reads, members: &[MemberId]) -> Result<Vec<Recipient>> {
    let sql = format!(
        "SELECT m.id, m.name, m.email, m.sector_id, s.name AS sector_name, m.state, m.digest_frequency,
                m.mail_suspended_at IS NOT NULL AS is_bouncing, k.token
         FROM member m JOIN sector s ON s.id = m.sector_id
         LEFT JOIN mail_token k ON k.member_id = m.id AND k.kind = 'digest'
         WHERE m.id IN ({})",
        placeholders(1, members.len())
    );
    rows(reads, sql, members.iter().map(|id| (*id).into())).await
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
    pub failed: i64,
    /// Not to be sent.
    pub skipped: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    issue_id: IssueId,
    state: DeliveryState,
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
    for row in rows::<CountRow, _>(reads, sql, issues.iter().map(|id| (*id).into())).await? {
        let of_issue = counts.entry(row.issue_id).or_default();
        let place = match row.state {
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
    let sql = "SELECT EXISTS (SELECT 1 FROM digest_delivery
               WHERE issue_id = $1 AND state = 'queued' AND (next_at <= $2 OR planned_at > $3 OR claimed_by = $4))";
    let values = [
        issue.into(),
        now.into(),
        now.plus(SLACK).into(),
        worker.into(),
    ];
    Ok(value(reads, sql, values).await?.unwrap_or(false))
}
