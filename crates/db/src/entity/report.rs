//! What members told the co-ordinator, and what came of it.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ReportId};
use domain::report::{ReportOutcome, ReportReason};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    pub reporter_id: MemberId,
    pub post_id: Option<PostId>,
    pub member_id: Option<MemberId>,
    pub reason: ReportReason,
    pub note: String,
    pub created_at: Timestamp,
    pub resolved_at: Option<Timestamp>,
    pub resolved_by: Option<MemberId>,
    pub outcome: Option<ReportOutcome>,
    pub resolution: Option<String>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Reporter",
        from = "reporter_id",
        to = "id"
    )]
    pub reporter: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "post_id", to = "id")]
    pub post: BelongsTo<Option<super::post::Entity>>,
    #[sea_orm(belongs_to, relation_enum = "Member", from = "member_id", to = "id")]
    pub member: BelongsTo<Option<super::member::Entity>>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Resolver",
        from = "resolved_by",
        to = "id"
    )]
    pub resolver: BelongsTo<Option<super::member::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
