//! The tables, one set of migrations for SQLite and PostgreSQL: a file a noun,
//! each after those that it points to.
//!
//! The SQL is written out, so that it can be read beside the database, and not
//! made from the entities of `db`, which go on changing: from the first release on
//! an old migration is not edited. The few words in which the engines differ are
//! put in by the module `sql`.

mod audit;
mod collection;
mod community;
mod digest;
mod file;
mod job;
mod mail;
mod member;
mod notification;
mod organisation;
mod post;
mod report;
mod resource;
mod restore;
mod search;
mod sign_in;
mod sql;
mod thread;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Runs the migrations in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(community::Migration),
            Box::new(organisation::Migration),
            Box::new(member::Migration),
            Box::new(sign_in::Migration),
            Box::new(mail::Migration),
            Box::new(thread::Migration),
            Box::new(post::Migration),
            Box::new(file::Migration),
            Box::new(search::Migration),
            Box::new(resource::Migration),
            Box::new(collection::Migration),
            Box::new(report::Migration),
            Box::new(notification::Migration),
            Box::new(audit::Migration),
            Box::new(job::Migration),
            Box::new(restore::Migration),
            Box::new(digest::Migration),
        ]
    }
}
