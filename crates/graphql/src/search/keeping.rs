//! What the co-ordinator keeps for the search: words that mean the same, and what
//! was looked for in vain.

use app::search::{NoteSearchMissRefusal, SaveSynonymsRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::SynonymId;

use crate::connection::int;
use crate::context::{Request, request};
use crate::id::Id;
use crate::loaders::loader;
use crate::payload::{Empty, Payload};
use crate::scalar::DateTime;

/// A group of words that mean the same: whoever looks for one finds the others.
#[derive(SimpleObject)]
pub struct SynonymGroup {
    /// Its id.
    id: Id<SynonymId>,
    /// Its words, with commas between.
    words: String,
}

/// All groups, by their words.
pub async fn synonyms(request: &Request) -> Result<Vec<SynonymGroup>> {
    let all = db::search::synonyms(request.db()).await?;
    let group = |group: db::search::Synonym| SynonymGroup {
        id: Id(group.id),
        words: group.words,
    };
    Ok(all.into_iter().map(group).collect())
}

loader! {
    /// What means the same, as the search asks for it: the words of all groups.
    SynonymsOfSearch(()) -> Vec<String>, |request, keys| {
        let all = db::search::synonyms(request.db()).await?;
        let words: Vec<String> = all.into_iter().map(|group| group.words).collect();
        keys.iter().map(|()| ((), words.clone())).collect()
    }
}

/// Gaps that are shown, at most.
pub const GAPS: u32 = 50;

/// Something that several members looked for in vain.
#[derive(SimpleObject)]
pub struct SearchGap {
    /// The words.
    words: String,
    /// How many members.
    members: i32,
    /// When one last did.
    last_at: DateTime,
}

/// What members looked for in vain in the last three months.
#[derive(SimpleObject)]
pub struct SearchGaps {
    /// What five members or more looked for; most of them first.
    gaps: Vec<SearchGap>,
    /// How many other searches found nothing. Their words are not kept.
    others: i32,
}

/// What members looked for in vain.
pub async fn gaps(request: &Request) -> Result<SearchGaps> {
    let found = db::search::gaps(request.db(), GAPS).await?;
    let gap = |gap: db::search::Gap| SearchGap {
        words: gap.words,
        members: int(gap.members),
        last_at: gap.last_at.into(),
    };
    Ok(SearchGaps {
        gaps: found.gaps.into_iter().map(gap).collect(),
        others: int(found.others),
    })
}

/// Writes about searching.
#[derive(Default)]
pub struct SearchMutation;

#[Object]
impl SearchMutation {
    /// Counts a search that found nothing, without its words and without a name.
    async fn note_search_miss(
        &self,
        ctx: &Context<'_>,
        input: NoteSearchMissInput,
    ) -> Result<Empty<NoteSearchMissRefusal>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let done = app::search::note_search_miss(request.app(), &member, &input.text).await;
        Payload::of(done, async |()| Ok(async_graphql::EmptyMutation)).await
    }

    /// Saves a group of words that mean the same.
    async fn save_synonyms(
        &self,
        ctx: &Context<'_>,
        input: SaveSynonymsInput,
    ) -> Result<Payload<SaveSynonyms, SaveSynonymsRefusal>> {
        let request = request(ctx)?;
        let coordinator = request.viewer.coordinator()?;
        let new = app::search::SaveSynonyms {
            id: input.id.map(|id| id.0),
            words: input.words,
            reason: input.reason,
        };
        let done = app::search::save_synonyms(request.app(), &coordinator, new).await;
        Payload::of(done, async |()| {
            let synonyms = Some(synonyms(request).await?);
            Ok(SaveSynonyms { synonyms })
        })
        .await
    }
}

/// A search that found nothing.
#[derive(InputObject)]
pub struct NoteSearchMissInput {
    /// What was looked for.
    text: String,
}

/// A group of words that mean the same.
#[derive(InputObject)]
pub struct SaveSynonymsInput {
    /// Which; a new one when none is given.
    id: Option<Id<SynonymId>>,
    /// Its words, with commas between.
    words: String,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct SaveSynonyms {
    /// All groups as they are now.
    synonyms: Option<Vec<SynonymGroup>>,
}
