//! The tables, each with its columns by name and type. [`tables`] tells of them to
//! whoever needs all; a test holds them against what the migrations make.

use sea_orm::{
    ColumnTrait, ColumnType, EntityTrait, IdenStatic as _, Iterable as _, PrimaryKeyToColumn as _,
    PrimaryKeyTrait as _,
};

pub mod application;
pub mod audit_entry;
pub mod challenge;
pub mod collection;
pub mod collection_entry;
pub mod community;
pub mod digest_delivery;
pub mod digest_issue;
pub mod digest_ledger;
pub mod file;
pub mod job;
pub mod mail_choice;
pub mod mail_token;
pub mod member;
pub mod member_expertise;
pub mod member_name;
pub mod notification;
pub mod organisation;
pub mod post;
pub mod post_revision;
pub mod reaction;
pub mod report;
pub mod resource;
pub mod resource_audience;
pub mod resource_link;
pub mod resource_use;
pub mod resource_version;
pub mod restore;
pub mod schedule;
pub mod search_entry;
pub mod search_miss;
pub mod search_miss_by;
pub mod sector;
pub mod session;
pub mod setting;
pub mod synonym;
pub mod thread;
pub mod thread_follow;
pub mod thread_read;
pub mod thread_save;
pub mod thread_topic;
pub mod topic;
pub mod topic_follow;
pub mod wrong_code;

/// A table as its entity knows it.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub key: Vec<&'static str>,
    /// Whether the database numbers its rows.
    pub is_numbered: bool,
}

/// A column as its entity knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub is_nullable: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Number,
    Truth,
    Text,
    Bytes,
    Uuid,
}

impl Table {
    fn of<E: EntityTrait>(entity: E) -> Self {
        let key = E::PrimaryKey::iter().map(|key| key.into_column().as_str());
        Self {
            name: entity.table_name(),
            columns: E::Column::iter().map(Column::of).collect(),
            key: key.collect(),
            is_numbered: E::PrimaryKey::auto_increment(),
        }
    }
}

impl Column {
    fn of(column: impl ColumnTrait) -> Self {
        let definition = column.def();
        let kind = match definition.get_column_type() {
            ColumnType::BigInteger => Kind::Number,
            ColumnType::Boolean => Kind::Truth,
            ColumnType::Uuid => Kind::Uuid,
            ColumnType::Blob | ColumnType::VarBinary(_) => Kind::Bytes,
            _ => Kind::Text,
        };
        Self {
            name: column.as_str(),
            kind,
            is_nullable: definition.is_null(),
        }
    }
}

/// All tables, each after those that it points to.
#[must_use]
pub fn tables() -> Vec<Table> {
    vec![
        Table::of(community::Entity),
        Table::of(setting::Entity),
        Table::of(sector::Entity),
        Table::of(topic::Entity),
        Table::of(organisation::Entity),
        Table::of(member::Entity),
        Table::of(member_expertise::Entity),
        Table::of(member_name::Entity),
        Table::of(topic_follow::Entity),
        Table::of(challenge::Entity),
        Table::of(application::Entity),
        Table::of(wrong_code::Entity),
        Table::of(session::Entity),
        Table::of(mail_token::Entity),
        Table::of(mail_choice::Entity),
        Table::of(thread::Entity),
        Table::of(thread_topic::Entity),
        Table::of(thread_follow::Entity),
        Table::of(thread_read::Entity),
        Table::of(thread_save::Entity),
        Table::of(post::Entity),
        Table::of(post_revision::Entity),
        Table::of(file::Entity),
        Table::of(reaction::Entity),
        Table::of(search_entry::Entity),
        Table::of(synonym::Entity),
        Table::of(search_miss::Entity),
        Table::of(search_miss_by::Entity),
        Table::of(resource::Entity),
        Table::of(resource_audience::Entity),
        Table::of(resource_link::Entity),
        Table::of(resource_version::Entity),
        Table::of(resource_use::Entity),
        Table::of(collection::Entity),
        Table::of(collection_entry::Entity),
        Table::of(report::Entity),
        Table::of(notification::Entity),
        Table::of(audit_entry::Entity),
        Table::of(job::Entity),
        Table::of(schedule::Entity),
        Table::of(restore::Entity),
        Table::of(digest_issue::Entity),
        Table::of(digest_delivery::Entity),
        Table::of(digest_ledger::Entity),
    ]
}
