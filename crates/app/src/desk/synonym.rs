//! Words that no longer mean the same to a search.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::SynonymId;

use super::{Decision, NOT_FOUND, begin};
use crate::App;

/// Takes a group out of the list: each of its words finds itself alone.
pub async fn remove_synonyms(
    app: &App,
    coordinator: &Coordinator,
    synonyms: SynonymId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if !db::search::remove_synonyms(&act.tx, synonyms).await? {
        return Err(NOT_FOUND);
    }
    Ok(act.commit(Act::RemoveSynonyms, synonyms.0).await?)
}
