//! The GraphQL schema: objects, inputs, payloads, loaders, limits.
//!
//! A read goes from a resolver to `db`, a write from a resolver to `app`.
//! `schema.graphql` beside this crate is written and compared by a test.

pub mod connection;
pub mod context;
pub mod cost;
pub mod enums;
pub mod error;
pub mod execute;
pub mod id;
mod limits;
pub mod loaders;
pub mod payload;
pub mod scalar;
pub mod schema;

pub mod application;
pub mod collection;
pub mod community;
pub mod desk;
pub mod digest;
pub mod file;
pub mod home;
pub mod member;
pub mod node;
pub mod notification;
pub mod organisation;
pub mod post;
pub mod report;
mod resource;
pub mod restore;
pub mod search;
pub mod session;
mod summary;
pub mod thread;
pub mod topic;
pub mod viewer;

pub use context::{ANSWER_LIMIT, Request, SessionChange};
pub use execute::{execute, is_refused};
pub use loaders::Loaders;
pub use schema::{Mode, Schema, build};
