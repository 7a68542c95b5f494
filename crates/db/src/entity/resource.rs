//! The facts of threads of kind resource.

use domain::Timestamp;
use domain::clock::Day;
use domain::id::{MemberId, PostId, ThreadId};
use domain::resource::{ResourceForm, ResourceFormat, Standing};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    pub keeper_id: MemberId,
    pub form: ResourceForm,
    /// Of a link: where it leads.
    pub address: Option<String>,
    /// What the page there called itself when it was shared.
    pub page_title: Option<String>,
    pub page_description: Option<String>,
    pub format: ResourceFormat,
    pub maker: String,
    /// When it was made, in the sharer's words: "2023", "spring 2024".
    pub made: String,
    pub ages_from: Option<i64>,
    pub ages_to: Option<i64>,
    pub minutes: Option<i64>,
    pub licence: String,
    pub cost: String,
    pub language: String,
    pub accessible_formats: String,
    pub applies_to: String,
    pub standing: Standing,
    /// Why it should not be used any more.
    pub standing_reason: Option<String>,
    pub replaced_by_id: Option<ThreadId>,
    /// The summary of a thread that it was made of.
    pub learned_in_id: Option<PostId>,
    pub review_by: Day,
    /// The day on which its keeper was last asked.
    pub asked_for: Option<Day>,
    pub checked_at: Timestamp,
    pub recommended_reason: Option<String>,
    pub recommended_at: Option<Timestamp>,
    /// Organisations that used it.
    pub user_count: i64,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
