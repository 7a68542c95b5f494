//! What is found by which words: written in the transaction that changes them.

mod miss;
mod synonym;

use db::Tx;
use domain::id::{CollectionId, MemberId, PostId, ThreadId};
use domain::post::PostState;
use domain::search::{SearchKind, found_by};

use crate::App;

pub use miss::{NoteSearchMissRefusal, note_search_miss};
pub use synonym::{SaveSynonyms, SaveSynonymsRefusal, save_synonyms};

/// Makes a thread be found by what it says now; by nothing, while it is not to be
/// seen. A content note leaves its title, which lists show.
pub(crate) async fn index_thread(tx: &Tx, thread: ThreadId) -> Result<(), db::Error> {
    let Some(opening) = db::search::opening(tx, thread).await? else {
        return Ok(());
    };
    let kind = SearchKind::of(opening.kind);
    if kind == SearchKind::Resource {
        // What is said there of a resource is found while that is to be seen.
        for (_, collection) in db::collection::of_threads(tx, &[thread]).await? {
            index_collection(tx, collection.id).await?;
        }
    }
    if opening.state != PostState::Visible {
        return db::search::clear(tx, thread).await;
    }
    let mut text = String::new();
    if let Some(body) = &opening.body {
        text = markup::plain_text(body);
        text.push_str(&db::file::words_of_thread(tx, thread).await?);
    }
    if let Some(facts) = &opening.facts {
        text.push('\n');
        text.push_str(facts);
    }
    let found = found_by(&opening.title, &text);
    db::search::put(tx, kind, thread, Some(thread), found).await
}

/// Makes a post be found by what it says now. One that opens its thread is found as
/// the thread.
pub(crate) async fn index_post(tx: &Tx, post: PostId) -> Result<(), db::Error> {
    let Some(reply) = db::search::reply(tx, post).await? else {
        return Ok(());
    };
    if reply.opening {
        return index_thread(tx, reply.thread).await;
    }
    let Some(body) = reply.body else {
        return db::search::clear(tx, post).await;
    };
    let mut text = markup::plain_text(&body);
    text.push_str(&db::file::words_of_post(tx, post).await?);
    let found = found_by("", &text);
    db::search::put(tx, SearchKind::Reply, post, Some(reply.thread), found).await
}

/// Makes a collection be found by its own words; by nothing, while it is put away.
/// Its resources are found by theirs.
pub(crate) async fn index_collection(tx: &Tx, id: CollectionId) -> Result<(), db::Error> {
    let collection = db::collection::by_id(tx, id).await?;
    let Some(collection) = collection.filter(|collection| collection.shown) else {
        return db::search::clear(tx, id).await;
    };
    let mut text = collection.intro;
    for entry in db::collection::entries(tx, &[id]).await? {
        for words in [entry.heading, entry.words] {
            text.push('\n');
            text.push_str(&words);
        }
    }
    let found = found_by(&collection.title, &text);
    db::search::put(tx, SearchKind::Collection, id, None, found).await
}

/// Rows that are indexed in one transaction: others write between.
const BATCH: u32 = 200;

/// How far indexing everything anew has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reindexed {
    /// Members so far.
    pub members: usize,
    /// Posts so far, openings among them.
    pub posts: usize,
}

/// Indexes everything anew, while members go on writing. `tell` hears how far it
/// has come.
pub async fn reindex(app: &App, mut tell: impl FnMut(Reindexed)) -> Result<Reindexed, db::Error> {
    let tx = app.store().begin().await?;
    db::search::rebuild(&tx).await?;
    tx.commit().await?;
    let mut done = Reindexed::default();
    let mut last: Option<MemberId> = None;
    loop {
        let tx = app.store().begin().await?;
        let some = db::search::walk(&tx, "member", last, BATCH).await?;
        last = some.last().copied();
        if last.is_none() {
            break;
        }
        db::search::index_members(&tx, &some).await?;
        tx.commit().await?;
        done.members += some.len();
        tell(done);
    }
    // A few, and the words of each are short.
    let tx = app.store().begin().await?;
    for collection in db::collection::all(&tx, true).await? {
        index_collection(&tx, collection.id).await?;
    }
    tx.commit().await?;
    let mut last: Option<PostId> = None;
    loop {
        let tx = app.store().begin().await?;
        let some = db::search::walk(&tx, "post", last, BATCH).await?;
        last = some.last().copied();
        if last.is_none() {
            break;
        }
        for post in &some {
            index_post(&tx, *post).await?;
        }
        tx.commit().await?;
        done.posts += some.len();
        tell(done);
    }
    Ok(done)
}
