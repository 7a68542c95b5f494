//! Replies that say how their author used a resource.

use domain::id::{PostId, ThreadId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource_use")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    pub thread_id: ThreadId,
    /// With whom: "my Year 9 tutor group".
    pub setting: String,
    pub ages_from: Option<i64>,
    pub ages_to: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
