//! Backups that were put back. What happened from `backup_at` to `restored_at` is lost.

use domain::Timestamp;
use domain::id::RestoreId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, Copy, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "restore")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RestoreId,
    pub backup_at: Timestamp,
    pub restored_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
