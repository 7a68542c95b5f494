//! Who looked for something in vain, so that nobody counts twice: a keyed hash,
//! another one for each search.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_miss_by")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member: Vec<u8>,
    #[sea_orm(belongs_to, from = "digest", to = "digest")]
    pub miss: BelongsTo<super::search_miss::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
