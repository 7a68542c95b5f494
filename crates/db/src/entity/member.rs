//! Members, applicants, and those who left.

use domain::Timestamp;
use domain::id::{MemberId, OrganisationId, SectorId};
use domain::mail::DigestFrequency;
use domain::member::{MemberState, Role};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub state: MemberState,
    pub role: Role,
    pub deputy_until: Option<Timestamp>,
    pub name: String,
    pub name_key: String,
    pub name_look: Option<String>,
    pub name_core: Option<String>,
    pub email: Option<String>,
    #[sea_orm(unique)]
    pub email_key: Option<String>,
    pub work_role: String,
    pub sector_id: SectorId,
    pub organisation_id: Option<OrganisationId>,
    pub organisation_typed: Option<String>,
    pub why: String,
    pub question: Option<String>,
    pub asked_at: Option<Timestamp>,
    pub answer: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub applied_at: Timestamp,
    pub address_confirmed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub decision_reason: Option<String>,
    pub joined_at: Option<Timestamp>,
    pub rules_accepted_at: Option<Timestamp>,
    pub digest_frequency: DigestFrequency,
    pub mail_replies: bool,
    pub mail_helped: bool,
    pub mail_suspended_at: Option<Timestamp>,
    pub visited_at: Option<Timestamp>,
    pub version: i64,
    #[sea_orm(belongs_to, from = "sector_id", to = "id")]
    pub sector: BelongsTo<super::sector::Entity>,
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<Option<super::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
