//! Groups of words that mean the same, as the co-ordinator typed them.

use domain::Timestamp;
use domain::id::SynonymId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "synonym")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SynonymId,
    pub words: String,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
