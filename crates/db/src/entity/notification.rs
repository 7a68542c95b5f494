//! What members are told. Ids, no text.

use domain::Timestamp;
use domain::audit::Subject;
use domain::id::{MemberId, NotificationId};
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
    pub subject_kind: Option<Subject>,
    pub subject_id: Option<Uuid>,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
