//! The harness: a whole Cove for each test, on both engines.
//!
//! Tests read like the product: `let ann = app.member("Ann", "education").await;`.
//! The schema, the router, the migrations and the SMTP sink are the real ones;
//! the clock is a hand that the test turns.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a harness that finds something else than it expects has failed, and says where"
)]

mod actor;
mod clock;
mod costly;
mod database;
mod desk;
mod document;
pub mod faults;
mod mails;
mod postgres;
mod process;
pub mod recorded;
pub mod sink;
mod sql;
mod statements;
mod test_app;

pub use actor::{Actor, Answer};
pub use clock::FakeClock;
pub use costly::costly_documents;
pub use database::{Database, Engine};
pub use desk::count_at_desk;
pub use document::document;
pub use graphql::ANSWER_LIMIT;
pub use mails::assert_mails;
pub use postgres::Cluster;
pub use process::cove_binary;
pub use sql::{number, sql};
pub use statements::Watched;
pub use test_app::{CONTACT, PUBLIC_URL, TestApp, run};

/// One test, twice: on SQLite and on PostgreSQL, each on a fresh database.
///
/// ```text
/// on_both_engines! {
///     async fn an_answer_reaches_the_asker(app) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {
        $($(#[$meta])* mod $name {
            use super::*;
            async fn body($app: $crate::TestApp) $body
            #[test]
            fn on_sqlite() { $crate::run($crate::Engine::Sqlite, body); }
            #[test]
            fn on_postgres() { $crate::run($crate::Engine::Postgres, body); }
        })+
    };
}
