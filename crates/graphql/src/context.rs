//! What a request brings along: who asks, the handles, the loaders.

use std::hash::Hash;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::App;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use async_graphql::{Context, Result};
use db::Db;
use domain::Viewer;
use domain::challenge::Client;
use domain::session::Computer;

use crate::error::{Code, coded};
use crate::execute::PendingLoads;

/// What a mutation did to the caller's session. `server` makes the cookie of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionChange {
    /// A session began: its token, said once.
    Started {
        /// 256 bits in hex.
        token: String,
        /// Whose computer it is.
        computer: Computer,
    },
    /// The session is over.
    Ended,
}

/// Items that the lists of one request may ask for together. The screens ask for
/// sixty; lists of lists of lists would hold up everybody else.
const ITEM_LIMIT: u64 = 2_000;

/// Bytes of the texts in an answer, as JSON writes them. The longest page of the
/// screens has twenty replies; a hundred of the longest, each letter of two bytes,
/// take half of it.
pub const ANSWER_LIMIT: usize = 8 * 1024 * 1024;

/// One request.
pub struct Request {
    /// Under which it is logged, and which an error shows.
    pub id: String,
    /// Who asks.
    pub viewer: Viewer,
    /// The client for limits, hashed by `server`.
    pub client: Client,
    /// The browser in a few words, for the list of sessions.
    pub device: String,
    app: App,
    session_change: Mutex<Option<SessionChange>>,
    unavailable: AtomicBool,
    is_mutation: AtomicBool,
    items: AtomicU64,
    text: AtomicUsize,
}

impl Request {
    /// A request of somebody.
    #[must_use]
    pub fn new(id: String, viewer: Viewer, client: Client, device: String, app: App) -> Arc<Self> {
        Arc::new(Self {
            id,
            viewer,
            client,
            device,
            app,
            session_change: Mutex::default(),
            unavailable: AtomicBool::default(),
            is_mutation: AtomicBool::default(),
            items: AtomicU64::default(),
            text: AtomicUsize::default(),
        })
    }

    /// The database, for reading.
    #[must_use]
    pub fn db(&self) -> &Db {
        self.app.db()
    }

    /// The commands.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Counts the items that a list asks for.
    ///
    /// # Errors
    /// `TOO_COMPLEX` when the lists of this request ask for more than two
    /// thousand together.
    pub fn ask_for(&self, items: u64) -> Result<()> {
        if self
            .items
            .fetch_add(items, Ordering::Relaxed)
            .saturating_add(items)
            > ITEM_LIMIT
        {
            return Err(coded(
                Code::TooComplex,
                "These lists hold too much for one request. Ask for less at a time.",
            ));
        }
        Ok(())
    }

    /// A long text on its way into the answer, which is counted.
    ///
    /// # Errors
    /// `TOO_COMPLEX` when the answer has more than [`ANSWER_LIMIT`] with it.
    pub fn long(&self, text: &str) -> Result<String> {
        let escaped = text
            .bytes()
            .filter(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\'))
            .count();
        let bytes = text.len() + escaped;
        if self
            .text
            .fetch_add(bytes, Ordering::Relaxed)
            .saturating_add(bytes)
            > ANSWER_LIMIT
        {
            return Err(coded(
                Code::TooComplex,
                "The answer is too long. Ask for less at a time.",
            ));
        }
        Ok(text.to_owned())
    }

    /// Whether the answer stopped, because its texts would be too long.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.text.load(Ordering::Relaxed) > ANSWER_LIMIT
    }

    /// Notes that the cookie must change.
    pub fn change_session(&self, change: SessionChange) {
        *self
            .session_change
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(change);
    }

    /// What happened to the session, once the request has run.
    #[must_use]
    pub fn session_change(&self) -> Option<SessionChange> {
        self.session_change
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn note_mutation(&self) {
        self.is_mutation.store(true, Ordering::Relaxed);
    }

    /// Whether its document may change something.
    #[must_use]
    pub fn is_mutation(&self) -> bool {
        self.is_mutation.load(Ordering::Relaxed)
    }

    pub(crate) fn mark_unavailable(&self) {
        self.unavailable.store(true, Ordering::Relaxed);
    }

    /// Whether the database was away: the answer is then a 503.
    #[must_use]
    pub fn was_unavailable(&self) -> bool {
        self.unavailable.load(Ordering::Relaxed)
    }
}

/// The request behind a resolver.
///
/// # Errors
/// When the schema is run without one, which only a mistake in `server` does.
pub fn request<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Request>> {
    ctx.data::<Arc<Request>>()
}

/// A loader of one request: it gathers the keys of one level of the answer,
/// asks once ([`mod@crate::execute`] says when), and remembers for the rest of the
/// request.
pub type RequestLoader<L> = DataLoader<L, HashMapCache>;

/// Makes one.
pub(crate) fn request_loader<K, L>(loads: &PendingLoads, loader: L) -> RequestLoader<L>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    L: Loader<K>,
{
    let loads = loads.clone();
    DataLoader::with_cache(loader, move |load| loads.add(load), HashMapCache::default())
        .delay(Duration::ZERO)
}
