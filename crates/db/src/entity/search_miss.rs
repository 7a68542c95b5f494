//! What was looked for in vain. The words are there once enough members have.

use domain::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_miss")]
pub struct Model {
    /// A keyed hash of the words.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub words: Option<String>,
    /// How many members.
    pub members: i64,
    pub last_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
