//! What was written about the same before.

use std::collections::HashMap;

use async_graphql::{Context, Object, Result, SimpleObject};
use domain::id::ThreadId;
use domain::search::telling;
use domain::thread::TITLE_LIMIT;

use crate::context::request;
use crate::id::Id;
use crate::loaders::loaders;
use crate::thread::Thread;

/// Similar threads, at most.
const MOST: usize = 5;

/// What was written about the same before.
#[derive(Default)]
pub struct SimilarQuery;

#[Object]
impl SimilarQuery {
    /// The threads that have most words of a title: up to five, the most alike first.
    #[graphql(complexity = "crate::cost::up_to(MOST, child_complexity)")]
    async fn similar_threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A title, as far as it is typed.")] title: String,
        #[graphql(desc = "The thread whose title it is.")] besides: Option<Id<ThreadId>>,
    ) -> Result<Vec<SimilarThread>> {
        let request = request(ctx)?;
        request.viewer.member()?;
        let title: String = title.chars().take(TITLE_LIMIT).collect();
        let words = telling(&title);
        let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        let besides = besides.map(|id| id.0);
        let found = db::search::similar(request.db(), &stems, besides, MOST).await?;
        let ids = found.iter().map(|similar| similar.thread);
        let threads: HashMap<ThreadId, Thread> = loaders(ctx)?.threads.load_many(ids).await?;
        let similar = found.into_iter().filter_map(|similar| {
            let shown = |nth: &usize| Some(words.get(*nth)?.shown.clone());
            Some(SimilarThread {
                thread: threads.get(&similar.thread)?.clone(),
                words: similar.words.iter().filter_map(shown).collect(),
            })
        });
        Ok(similar.collect())
    }
}

/// A thread about the same.
#[derive(SimpleObject)]
pub struct SimilarThread {
    /// The thread.
    thread: Thread,
    /// The words of the title that it has, too.
    words: Vec<String>,
}
