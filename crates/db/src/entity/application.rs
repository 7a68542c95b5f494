//! What somebody asked to join with, until the address is confirmed.

use domain::Timestamp;
use domain::id::{ChallengeId, SectorId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub challenge_id: ChallengeId,
    pub name: String,
    pub organisation: String,
    pub work_role: String,
    pub sector_id: SectorId,
    pub why: String,
    pub rules_accepted_at: Timestamp,
    #[sea_orm(belongs_to, from = "challenge_id", to = "id")]
    pub challenge: BelongsTo<super::challenge::Entity>,
    #[sea_orm(belongs_to, from = "sector_id", to = "id")]
    pub sector: BelongsTo<super::sector::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
