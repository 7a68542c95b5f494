//! Threads that members keep for later. Nobody else sees which.

use domain::Timestamp;
use domain::id::{MemberId, ThreadId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_save")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    pub created_at: Timestamp,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "thread_id", to = "id")]
    pub thread: BelongsTo<super::thread::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
