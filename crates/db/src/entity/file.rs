//! Files that members brought.

use domain::Timestamp;
use domain::file::{FileKind, FileState, FileWords};
use domain::id::{FileId, MemberId, PostId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub uploader_id: MemberId,
    /// What it belongs to; none as long as nobody claims it.
    pub post_id: Option<PostId>,
    /// Among the files of its post.
    pub place: i64,
    pub kind: FileKind,
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
    /// What a picture shows; empty for one that is decoration.
    pub alternative: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub state: FileState,
    /// What the scanner found in it.
    pub finding: Option<String>,
    pub words_state: FileWords,
    pub words: Option<String>,
    pub created_at: Timestamp,
    pub claimed_at: Option<Timestamp>,
    #[sea_orm(belongs_to, from = "uploader_id", to = "id")]
    pub uploader: BelongsTo<super::member::Entity>,
    #[sea_orm(belongs_to, from = "post_id", to = "id")]
    pub post: BelongsTo<Option<super::post::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
