//! Whom resources are for.

use domain::id::ThreadId;
use domain::resource::Audience;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource_audience")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: Audience,
}

impl ActiveModelBehavior for ActiveModel {}
