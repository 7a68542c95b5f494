//! Links of resources, and whether they lead somewhere.

use domain::Timestamp;
use domain::id::ThreadId;
use domain::link::LinkState;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: ThreadId,
    pub state: LinkState,
    /// When it first led nowhere, if it does not lead anywhere now.
    pub failing_since: Option<Timestamp>,
    /// When it is looked at again.
    pub next_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
