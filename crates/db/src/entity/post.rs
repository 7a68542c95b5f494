//! Openings and replies.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId};
use domain::post::{ContentNote, PostState};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    #[sea_orm(unique)]
    pub id: PostId,
    pub thread_id: ThreadId,
    pub opening: bool,
    pub summary: bool,
    pub author_id: MemberId,
    pub sector_id: SectorId,
    pub pseudonymous: bool,
    pub state: PostState,
    pub content_note: Option<ContentNote>,
    pub body: String,
    pub version: i64,
    pub idempotency_key: Option<String>,
    pub created_at: Timestamp,
    pub visible_at: Option<Timestamp>,
    pub edited_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "thread_id", to = "id")]
    pub thread: BelongsTo<super::thread::Entity>,
    #[sea_orm(belongs_to, from = "author_id", to = "id")]
    pub author: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "sector_id", to = "id")]
    pub sector: BelongsTo<super::sector::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
