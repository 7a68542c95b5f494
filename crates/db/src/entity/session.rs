//! Signed-in browsers.

use domain::Timestamp;
use domain::id::{MemberId, SessionId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    pub member_id: MemberId,
    pub shared_computer: bool,
    pub device: String,
    pub started_at: Timestamp,
    pub last_used_at: Timestamp,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
