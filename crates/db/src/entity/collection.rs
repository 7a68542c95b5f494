//! Resources that the co-ordinator put together.

use domain::Timestamp;
use domain::id::CollectionId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CollectionId,
    pub title: String,
    /// What it is for. A line break makes a paragraph.
    pub intro: String,
    /// Whether members see it; else it is put away.
    pub shown: bool,
    /// Its place among the others.
    pub position: i64,
    pub changed_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
