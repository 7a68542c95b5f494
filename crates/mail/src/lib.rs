//! How Cove mails: typed mails with their templates, composing (MIME, headers,
//! DKIM) and sending (SMTP, a folder, or memory); and, for the demo, the
//! end where mail arrives.
//!
//! `app` decides *which* mail goes to whom; this crate knows *how*. It reads no
//! clock, no configuration and no database: dates, addresses and ids are passed
//! in, and a mail is a plain struct with a [`Mail::render`].

mod access_paused;
mod access_restored;
mod already_member;
mod applicant_question;
mod application_received_coordinator;
mod approved;
mod confirm_address;
mod declined;
pub mod digest;
mod direction;
mod dkim;
mod helped;
mod layout;
mod look;
mod mailbox;
mod mailer;
mod message;
mod not_known;
mod options;
mod post_hidden;
mod post_restored;
pub mod receiver;
mod reply;
mod report_answered;
mod review_due;
mod sign_in;
mod smtp;

pub use access_paused::AccessPaused;
pub use access_restored::AccessRestored;
pub use already_member::AlreadyMember;
pub use applicant_question::ApplicantQuestion;
pub use application_received_coordinator::ApplicationReceivedCoordinator;
pub use approved::Approved;
pub use confirm_address::ConfirmAddress;
pub use declined::Declined;
pub use digest::{Digest, Face, Item, Note, Section};
pub use direction::isolated;
pub use helped::Helped;
pub use layout::{Choices, Content, Layout, Mail, RenderError};
pub use mailbox::Mailbox;
pub use mailer::{Accepted, Fault, Mailer, Reached, Refused, SendError};
pub use message::{Draft, DraftError, Message, Priority};
pub use not_known::NotKnown;
pub use options::{DkimOptions, MailOptions, OptionsError, SmtpUrl, Timeouts, TransportOptions};
pub use post_hidden::PostHidden;
pub use post_restored::PostRestored;
pub use reply::{Reason, Reply};
pub use report_answered::ReportAnswered;
pub use review_due::ReviewDue;
pub use sign_in::SignIn;

/// One of every mail, with invented content: for tests, here and of the whole.
#[cfg(any(test, feature = "samples"))]
#[path = "tests/samples.rs"]
pub mod samples;

#[cfg(test)]
mod tests;
