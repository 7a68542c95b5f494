//! The issues of the weekly digest.

use domain::Timestamp;
use domain::digest::DigestState;
use domain::id::{IssueId, MemberId, RestoreId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "digest_issue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IssueId,
    pub state: DigestState,
    pub from_at: Timestamp,
    #[sea_orm(unique)]
    pub cut_off_at: Timestamp,
    pub send_at: Timestamp,
    pub held_reason: Option<String>,
    pub note: String,
    pub closed_at: Option<Timestamp>,
    pub enrolled_to: Option<MemberId>,
    pub enrolled_at: Option<Timestamp>,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub restore_id: Option<RestoreId>,
}

impl ActiveModelBehavior for ActiveModel {}
