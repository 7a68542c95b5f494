//! Applications whose address nobody has confirmed yet. They touch no member's
//! row: whoever types an address has not shown that it is theirs.

use domain::Timestamp;
use domain::id::{ChallengeId, SectorId};
use sea_orm::{ColumnTrait as _, DerivePartialModel, EntityTrait as _, Set};

use crate::entity::application::{ActiveModel, Column, Entity};
use crate::store::delete;
use crate::{Reads, Result, Tx};

/// What somebody asked to join with.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Application {
    pub name: String,
    /// Whom they work for, as typed.
    pub organisation: String,
    /// What they do there.
    pub work_role: String,
    #[sea_orm(from_col = "sector_id")]
    pub sector: SectorId,
    /// Why they want to join.
    pub why: String,
    pub rules_accepted_at: Timestamp,
}

/// Keeps it beside its challenge.
pub async fn insert(tx: &Tx, challenge: ChallengeId, application: &Application) -> Result<()> {
    let row = ActiveModel {
        challenge_id: Set(challenge),
        name: Set(application.name.clone()),
        organisation: Set(application.organisation.clone()),
        work_role: Set(application.work_role.clone()),
        sector_id: Set(application.sector),
        why: Set(application.why.clone()),
        rules_accepted_at: Set(application.rules_accepted_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The one of a challenge, while it is kept.
pub async fn of_challenge(
    reads: &impl Reads,
    challenge: ChallengeId,
) -> Result<Option<Application>> {
    let found = Entity::find_by_id(challenge);
    Ok(found.into_partial_model().one(reads).await?)
}

/// Forgets it: it is a member's row now.
pub async fn forget(tx: &Tx, challenge: ChallengeId) -> Result<()> {
    Entity::delete_by_id(challenge).exec(tx).await?;
    Ok(())
}

/// Forgets those of these challenges.
pub async fn forget_all(tx: &Tx, challenges: &[ChallengeId]) -> Result<()> {
    let these = Column::ChallengeId.is_in(challenges.iter().copied());
    delete(tx, Entity, these).await.map(drop)
}
