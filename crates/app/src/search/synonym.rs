//! Words that mean the same, which the co-ordinator keeps.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::SynonymId;
use domain::search::{SYNONYMS_LIMIT, Synonyms};

use crate::audit;
use crate::failure::refusals;
use crate::{App, Failure, Problems};

/// A group of words that mean the same.
#[derive(Debug, Clone)]
pub struct SaveSynonyms {
    /// Which; a new one where none is named.
    pub id: Option<SynonymId>,
    /// Its words, with commas between.
    pub words: String,
    /// Why.
    pub reason: String,
}

refusals! {
    /// What became of it.
    SaveSynonyms => SaveSynonymsRefusal {
        /// Whoever looks for one of the words finds the others.
        Saved;
        /// The words or the reason need another look.
        Invalid,
        /// There is no such group any more.
        NotFound,
    }
}

/// Saves a group of words that mean the same, from now on.
pub async fn save_synonyms(
    app: &App,
    coordinator: &Coordinator,
    input: SaveSynonyms,
) -> Result<(), Failure<SaveSynonymsRefusal>> {
    let mut problems = Problems::new();
    let words = problems.line("words", "the words", &input.words, SYNONYMS_LIMIT);
    if !words.is_empty() && Synonyms::ways(&words) < 2 {
        problems.add(
            "words",
            "Enter two words or more that mean the same, with commas between them",
        );
    }
    let reason = problems.reason(&input.reason);
    problems.or_refuse(SaveSynonymsRefusal::Invalid)?;
    let act = audit::begin_because(app, coordinator, reason).await?;
    let saved = db::search::save_synonyms(&act.tx, input.id, &words, act.now).await?;
    let id = saved.ok_or(SaveSynonymsRefusal::NotFound)?;
    Ok(act.commit(Act::SaveSynonyms, id.0).await?)
}
