//! Applications whose address nobody has confirmed yet. They touch no member's
//! row: whoever types an address has not shown that it is theirs.

use domain::Timestamp;
use domain::id::{ChallengeId, SectorId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, row};
use crate::{Reads, Result, Tx};

/// What somebody asked to join with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Their name.
    pub name: String,
    /// Whom they work for, as typed.
    pub organisation: String,
    /// What they do there.
    pub work_role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Why they want to join.
    pub why: String,
    /// When they agreed to the house rules.
    pub rules_accepted_at: Timestamp,
}

#[derive(FromQueryResult)]
struct ApplicationRow {
    name: String,
    organisation: String,
    work_role: String,
    sector_id: Uuid,
    why: String,
    rules_accepted_at: i64,
}

/// Keeps it beside its challenge.
pub async fn insert(tx: &Tx, challenge: ChallengeId, application: &Application) -> Result<()> {
    execute(
        tx,
        "INSERT INTO application (challenge_id, name, organisation, work_role, sector_id, why, rules_accepted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            challenge.0.into(),
            application.name.clone().into(),
            application.organisation.clone().into(),
            application.work_role.clone().into(),
            application.sector.0.into(),
            application.why.clone().into(),
            application.rules_accepted_at.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The one of a challenge, while it is kept.
pub async fn of_challenge(
    reads: &impl Reads,
    challenge: ChallengeId,
) -> Result<Option<Application>> {
    let found: Option<ApplicationRow> = row(
        reads,
        "SELECT name, organisation, work_role, sector_id, why, rules_accepted_at FROM application WHERE challenge_id = $1",
        [challenge.0.into()],
    )
    .await?;
    Ok(found.map(|row| Application {
        name: row.name,
        organisation: row.organisation,
        work_role: row.work_role,
        sector: SectorId(row.sector_id),
        why: row.why,
        rules_accepted_at: Timestamp(row.rules_accepted_at),
    }))
}

/// Forgets it: it is a member's row now.
pub async fn forget(tx: &Tx, challenge: ChallengeId) -> Result<()> {
    execute(
        tx,
        "DELETE FROM application WHERE challenge_id = $1",
        [challenge.0.into()],
    )
    .await?;
    Ok(())
}
