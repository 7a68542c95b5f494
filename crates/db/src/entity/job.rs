//! The jobs of the worker.

use domain::Timestamp;
use domain::id::JobId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub state: String,
    pub attempt: i64,
    pub urgent: bool,
    /// When it may be claimed; while it is claimed, when the lease ends.
    pub next_at: Timestamp,
    /// When `next_at` was set.
    pub planned_at: Timestamp,
    pub claimed_by: Option<String>,
    pub unconfirmed: bool,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
