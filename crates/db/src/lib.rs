//! Queries, keyset pages, batch loads, the job table: all that knows SQL.
//!
//! Two handles come out of [`connect()`]: a [`Db`] that only reads, for
//! resolvers, and a [`Store`] that begins transactions, for `app` alone.
//! Every function takes a [`Reads`] (a [`Db`], a [`Snapshot`] or a [`Tx`]) or a
//! [`Tx`].

pub mod advisory_lock;
pub mod application;
pub mod audit;
pub mod backup;
pub mod challenge;
pub mod collection;
pub mod community;
pub mod connect;
pub mod copy;
pub mod damage;
pub mod desk;
pub mod dialect;
pub mod digest;
pub mod entity;
mod error;
pub mod file;
pub mod follow;
pub mod home;
pub mod job;
pub mod link;
pub mod mail;
pub mod member;
mod name;
pub mod notification;
pub mod organisation;
pub mod page;
pub mod post;
pub mod queue;
pub mod reaction;
pub mod recording;
pub mod report;
pub mod resource;
pub mod restore;
pub mod schedule;
pub mod search;
pub mod seed;
pub mod session;
mod store;
pub mod summary;
pub mod thread;
pub mod topic;
mod transaction;
mod writes;

pub use connect::{Engine, connect};
pub use error::{Constraint, Error};
pub use page::{Cursor, Key, List, Page, PageRequest};
pub use store::{Db, Reads, Snapshot, Store};
pub use transaction::Tx;

/// What every query gives.
pub type Result<T> = std::result::Result<T, Error>;
