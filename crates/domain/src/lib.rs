//! The rule book: ids, value types, states, permissions, time.
//!
//! It knows no database, no web and no clock but the one it is handed, does no
//! IO and holds nothing asynchronous, so its tests take milliseconds.

pub mod audit;
pub mod challenge;
pub mod clock;
pub mod collection;
pub mod community;
pub mod desk;
pub mod digest;
pub mod file;
pub mod id;
pub mod link;
pub mod mail;
pub mod member;
pub mod name;
pub mod notification;
pub mod post;
pub mod report;
pub mod resource;
pub mod search;
pub mod secret;
pub mod session;
pub mod signpost;
pub mod stored;
pub mod summary;
pub mod thread;
pub mod viewer;

pub use clock::{Clock, Timestamp};
pub use viewer::{Coordinator, Member, Viewer};
