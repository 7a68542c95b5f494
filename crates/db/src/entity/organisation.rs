//! Whom members work for. `name_key` makes two spellings one, `sort_key` sorts.

use domain::Timestamp;
use domain::id::{OrganisationId, SectorId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub name: String,
    pub name_key: String,
    pub sort_key: String,
    pub sector_id: SectorId,
    pub created_at: Timestamp,
    #[sea_orm(belongs_to, from = "sector_id", to = "id")]
    pub sector: BelongsTo<super::sector::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
