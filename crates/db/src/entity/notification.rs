//! What members are told. Ids, no text.

use domain::Timestamp;
use domain::id::{MemberId, NotificationId, PostId, ReportId, ThreadId};
use domain::notification::NotificationKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    pub member_id: MemberId,
    pub kind: NotificationKind,
    pub thread_id: Option<ThreadId>,
    pub post_id: Option<PostId>,
    pub report_id: Option<ReportId>,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "thread_id", to = "id")]
    pub thread: BelongsTo<Option<super::thread::Entity>>,
    #[sea_orm(belongs_to, from = "post_id", to = "id")]
    pub post: BelongsTo<Option<super::post::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
