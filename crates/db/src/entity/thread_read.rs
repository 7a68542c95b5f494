//! Until when members have read threads.

use domain::Timestamp;
use domain::id::{MemberId, ThreadId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_read")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    pub read_at: Timestamp,
    /// Until when it was read before all was marked as read.
    pub before_mark: Option<Timestamp>,
    /// When all was marked as read, while that can be taken back.
    pub marked_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "thread_id", to = "id")]
    pub thread: BelongsTo<super::thread::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
