//! The audit list: appended to, never changed.

use domain::Timestamp;
use domain::audit::{Act, Subject};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub at: Timestamp,
    pub actor_id: Option<Uuid>,
    pub act: Act,
    pub subject: Subject,
    pub subject_id: Uuid,
    pub reason: String,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
