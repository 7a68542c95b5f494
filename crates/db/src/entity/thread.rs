//! Threads. `state` is that of the opening.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId};
use domain::post::{ContentNote, PostState};
use domain::thread::ThreadKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    #[sea_orm(unique)]
    pub id: ThreadId,
    pub kind: ThreadKind,
    pub title: String,
    /// The readable end of its address, made from the title.
    pub slug: String,
    pub excerpt: String,
    pub author_id: MemberId,
    pub sector_id: SectorId,
    pub pseudonymous: bool,
    pub state: PostState,
    pub content_note: Option<ContentNote>,
    pub opening_id: PostId,
    pub accepted_id: Option<PostId>,
    pub accepted_at: Option<Timestamp>,
    pub reply_count: i64,
    pub pinned: bool,
    pub locked_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub visible_at: Option<Timestamp>,
    pub last_activity_at: Timestamp,
    #[sea_orm(belongs_to, from = "author_id", to = "id")]
    pub author: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "sector_id", to = "id")]
    pub sector: BelongsTo<super::sector::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
