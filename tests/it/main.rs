//! The integration tests: one binary, every test on SQLite and on PostgreSQL.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that finds something else than it expects has failed, and says where"
)]

mod apply;
mod audit;
mod collection;
mod config;
mod copy;
mod demo;
mod desk;
mod digest;
mod digest_defects;
mod document;
mod faults;
mod file;
mod graphql_transport;
mod headers;
mod home;
mod http;
mod import;
mod job;
mod kill;
mod later;
mod library;
mod link;
mod lists;
mod made_for;
mod mail;
mod mention;
mod metrics;
mod migrations;
mod name;
mod notices;
mod notification;
mod organisation;
mod post;
mod reading;
mod relay;
mod reply;
mod resource;
mod restore;
mod search;
mod serve;
mod session;
mod settings;
mod sign_in;
mod structure;
mod summary;
mod thread;
mod unsubscribe;
mod worker;
