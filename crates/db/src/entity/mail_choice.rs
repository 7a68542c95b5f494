//! What mail members chose, when and how.

use domain::Timestamp;
use domain::id::MemberId;
use domain::mail::{ChosenBy, MailKind};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_choice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub member_id: MemberId,
    pub kind: MailKind,
    pub choice: String,
    pub made_by: ChosenBy,
    pub at: Timestamp,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
