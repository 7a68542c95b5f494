//! Commands: everything that changes something, one transaction each, for
//! GraphQL, the command line, the worker and the demo alike.
//!
//! A command checks and renders first, then opens its one [`db::Tx`], writes,
//! enqueues what must follow, and commits. No mail and no rendering inside.

pub mod application;
mod audit;
mod backoff;
pub mod challenge;
pub mod collection;
pub mod community;
pub mod demo;
pub mod desk;
pub mod digest;
mod failure;
pub mod file;
pub mod follow;
pub mod jobs;
mod link;
pub mod mailing;
pub mod member;
pub mod notification;
pub mod organisation;
pub mod post;
pub mod problem;
pub mod report;
pub mod resource;
pub mod restore;
pub mod search;
pub mod seed;
pub mod session;
pub mod setup;
pub mod summary;
pub mod thread;
pub mod worker;

use std::sync::Arc;

use db::{Db, Store};
use domain::clock::{Day, Span};
use domain::secret::Secret;
use domain::{Clock, Timestamp};
use files::Files;

pub use failure::{Failure, Refusal, Status};
pub use problem::{Problem, Problems};

/// What the commands need to know of the installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where members reach it, without a slash at the end: `https://cove.example.org`.
    pub public_url: String,
    /// Where the co-ordinator reads mail from members, if the operator named one:
    /// pages and mails say it, and answers to mails go there.
    pub contact: Option<String>,
    /// Whether this is the demo: its screens then lead back to its door.
    pub is_demo: bool,
    /// How long the mail about a reply waits, for second thoughts: what is taken
    /// back or hidden by then is not mailed. [`REPLY_WAIT`], unless somebody looks
    /// on.
    pub reply_wait: Span,
    /// What looks at addresses that members share. None where nothing is looked at:
    /// the demo's addresses are invented, and who tries it may be offline.
    pub links: Option<links::Client>,
    /// Where what members bring is kept.
    pub files: Files,
}

/// How long the mail about a reply waits, as a rule.
pub const REPLY_WAIT: Span = Span::minutes(2);

impl Settings {
    /// The address of a page: `path` begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

/// The application: the only one that begins transactions. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    secret: Secret,
    settings: Settings,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Over an open, migrated database.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, secret: Secret, settings: Settings) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                clock,
                secret,
                settings,
            }),
        }
    }

    /// The database, for reading.
    #[must_use]
    pub fn db(&self) -> &Db {
        self.inner.store.db()
    }

    /// Now, by the clock that was handed in.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The date in UTC, by which it is said of a resource whether it is due.
    #[must_use]
    pub fn today(&self) -> Day {
        Day::utc(self.now())
    }

    /// What is known of the installation.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Whether somebody can write, within the database's patience; see
    /// [`Store::check_writing`].
    pub async fn check_writing(&self) -> Result<(), db::Error> {
        self.store().check_writing(self.now()).await
    }

    /// Whether nothing could be written the last time.
    #[must_use]
    pub fn is_writing_failing(&self) -> bool {
        self.store().is_writing_failing()
    }

    /// Commits that failed so far.
    #[must_use]
    pub fn failed_commits(&self) -> u64 {
        self.store().failed_commits()
    }

    /// Where what members bring is kept.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.inner.settings.files
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.inner.secret
    }
}
