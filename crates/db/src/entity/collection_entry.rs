//! What is in collections.

use domain::id::{CollectionId, ThreadId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collection_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: CollectionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    pub position: i64,
    /// What stands over it and those after it; may be empty.
    pub heading: String,
    /// What the co-ordinator says of it; may be empty.
    pub words: String,
}

impl ActiveModelBehavior for ActiveModel {}
