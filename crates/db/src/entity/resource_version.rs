//! The versions of documents.

use domain::Timestamp;
use domain::id::{FileId, MemberId, ThreadId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    /// From 1 on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    #[sea_orm(unique)]
    pub file_id: FileId,
    /// Who kept the document then.
    pub member_id: MemberId,
    /// Since the version before; empty for the first.
    pub what_changed: String,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
