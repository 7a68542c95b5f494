//! The tables, each with its columns by name and type. [`tables`] tells them to
//! whoever needs all of them; a test holds them against what the migrations make.

pub mod application;
pub mod audit_entry;
pub mod challenge;
pub mod community;
pub mod digest_delivery;
pub mod digest_issue;
pub mod digest_ledger;
pub mod job;
pub mod mail_choice;
pub mod mail_token;
pub mod member;
pub mod member_expertise;
pub mod notification;
pub mod organisation;
pub mod post;
pub mod post_revision;
pub mod reaction;
pub mod report;
pub mod restore;
pub mod schedule;
pub mod sector;
pub mod session;
pub mod setting;
pub mod thread;
pub mod thread_follow;
pub mod thread_read;
pub mod thread_topic;
pub mod topic;
pub mod topic_follow;
pub mod wrong_code;
