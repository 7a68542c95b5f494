//! Wrong codes, for the limits.

use domain::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wrong_code")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub mailbox: String,
    pub client_key: String,
    pub network: String,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
