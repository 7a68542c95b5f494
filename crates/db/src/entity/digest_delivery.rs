//! Copies of the digest, one a member and issue.

use domain::Timestamp;
use domain::digest::{DeliveryState, SkipReason};
use domain::id::{DeliveryId, IssueId, MemberId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "digest_delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    pub issue_id: IssueId,
    pub member_id: MemberId,
    pub state: DeliveryState,
    pub skip_reason: Option<SkipReason>,
    pub attempt: i64,
    pub next_at: Timestamp,
    pub planned_at: Timestamp,
    pub claimed_by: Option<String>,
    pub unconfirmed: bool,
    pub last_error: Option<String>,
    pub finished_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "issue_id", to = "id")]
    pub issue: BelongsTo<super::digest_issue::Entity>,
    #[sea_orm(belongs_to, from = "member_id", to = "id")]
    pub member: BelongsTo<super::member::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
