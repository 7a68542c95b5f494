//! The tables, one set of migrations for SQLite and PostgreSQL.
//!
//! The SQL is written out, so that it can be read beside the database; the few
//! words in which the engines differ are put in by the module `sql`. Rows are
//! frozen history: an old migration is not edited.

mod m0001_community;
mod m0002_members;
mod m0003_threads;
mod m0004_moderation;
mod m0005_jobs;
mod m0006_digest;
mod m0007_news;
mod m0008_posts_by_time;
mod m0009_answers;
mod m0010_sign_in;
mod m0011_names;
mod m0012_restores;
mod m0013_mail_queue;
mod m0014_name_core;
mod sql;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Runs the migrations in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_community::Migration),
            Box::new(m0002_members::Migration),
            Box::new(m0003_threads::Migration),
            Box::new(m0004_moderation::Migration),
            Box::new(m0005_jobs::Migration),
            Box::new(m0006_digest::Migration),
            Box::new(m0007_news::Migration),
            Box::new(m0008_posts_by_time::Migration),
            Box::new(m0009_answers::Migration),
            Box::new(m0010_sign_in::Migration),
            Box::new(m0011_names::Migration),
            Box::new(m0012_restores::Migration),
            Box::new(m0013_mail_queue::Migration),
            Box::new(m0014_name_core::Migration),
        ]
    }
}
