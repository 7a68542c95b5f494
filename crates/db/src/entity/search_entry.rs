//! What is found by which words: [`domain::search::Found`].

use domain::id::ThreadId;
use domain::search::SearchKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub kind: SearchKind,
    /// The id of what is found.
    #[sea_orm(unique)]
    pub subject_id: Uuid,
    /// In which thread it is; the thread itself, too.
    pub thread_id: Option<ThreadId>,
    pub words: String,
    pub marks: String,
    #[sea_orm(belongs_to, from = "thread_id", to = "id")]
    pub thread: BelongsTo<Option<super::thread::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
