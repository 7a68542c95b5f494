//! What members look for in vain: the desk hears what is missing, and never of whom.

use db::PageRequest;
use db::search::Filter;
use domain::Member;
use domain::clock::Span;
use domain::search::{Query, Synonyms, Typing, sought};

use crate::failure::refusals;
use crate::{App, Failure};

/// How long a search that found nothing counts.
const KEPT: Span = Span::days(90);

refusals! {
    /// What became of it.
    NoteSearchMiss => NoteSearchMissRefusal {
        /// It counts, if there was nothing.
        Noted;
    }
}

/// Counts a search that finds nothing, once a member. What was looked for is known
/// here by a keyed hash alone, and so is who did, until [`domain::search::ASKED_BY`]
/// members have looked for the same.
pub async fn note_search_miss(
    app: &App,
    member: &Member,
    text: &str,
) -> Result<(), Failure<NoteSearchMissRefusal>> {
    let groups = db::search::synonyms(app.db()).await?;
    let synonyms = Synonyms::new(groups.iter().map(|group| group.words.as_str()));
    let query = Query::new(text, Typing::Done, &synonyms);
    let first = PageRequest::first(1);
    let found = db::search::page(app.db(), &query, &Filter::default(), &first).await?;
    if query.is_empty() || !found.page.items.is_empty() {
        return Ok(());
    }
    let words = sought(text);
    let digest = app.secret().hmac("search miss", &[words.as_bytes()]);
    let id = member.id().0;
    let by = [digest.as_slice(), id.as_bytes()];
    let by = app.secret().hmac("search miss by", &by);
    let now = app.now();
    let tx = app.store().begin().await?;
    db::search::forget_misses(&tx, now.minus(KEPT)).await?;
    db::search::note_miss(&tx, &digest, &by, &words, now).await?;
    tx.commit().await?;
    Ok(())
}
