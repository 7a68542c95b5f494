//! The loaders of one request. Each asks once for all the rows that one level
//! of the answer needs, and holds the request, so that what it gives is what
//! this viewer may see.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Result};

use crate::collection::{CollectionsByThread, EntriesByCollection};
use crate::community::SectorById;
use crate::context::{Request, RequestLoader, request_loader};
use crate::desk::audit::AuditLabel;
use crate::digest::CountsByIssue;
use crate::execute::PendingLoads;
use crate::file::FilesByPost;
use crate::member::{ExpertiseByMember, LookalikesByMember, MemberById};
use crate::organisation::{NamesakesByOrganisation, OrganisationById};
use crate::post::{PostById, RevisionsByPost};
use crate::report::DeskPostById;
use crate::resource::{FactsByThread, UseByPost, UsedByByThread, VersionsByThread};
use crate::search::SynonymsOfSearch;
use crate::summary::ResourceBySummary;
use crate::thread::{ThreadById, ThreadForDesk, TopicsByThread, ViewerStateByThread};
use crate::topic::{CountsByTopic, TopicById, ViewerFollowsTopic};

/// Declares a loader: its key, what it gives, and how a batch is read for a
/// request. What may be asked for again has an entry for each key.
macro_rules! loader {
    ($(#[$doc:meta])* $name:ident($key:ty) -> $value:ty, |$request:ident, $keys:ident| $batch:expr) => {
        $(#[$doc])*
        pub struct $name(pub(crate) std::sync::Arc<$crate::context::Request>);

        impl $crate::loaders::Keyed for $name {
            type Key = $key;
        }

        impl async_graphql::dataloader::Loader<$key> for $name {
            type Value = $value;
            type Error = std::sync::Arc<anyhow::Error>;

            async fn load(
                &self,
                $keys: &[$key],
            ) -> std::result::Result<std::collections::HashMap<$key, $value>, Self::Error> {
                let $request = &*self.0;
                let batch = async { Ok($batch) };
                batch.await.map_err(std::sync::Arc::new)
            }
        }
    };
}
pub(crate) use loader;

/// What a loader is asked for by.
pub(crate) trait Keyed {
    type Key;
}

/// Declares [`Loaders`]: a field a loader.
macro_rules! loaders {
    ($($(#[$doc:meta])* $field:ident: $loader:ident,)+) => {
        /// All of them: [`mod@crate::execute`] puts one beside the [`Request`].
        pub struct Loaders { $($(#[$doc])* pub $field: RequestLoader<$loader>,)+ }

        impl Loaders {
            /// For one operation of a request, which begins what they add to `loads`.
            pub(crate) fn new(request: &Arc<Request>, loads: &PendingLoads) -> Self {
                Self { $($field: request_loader(loads, $loader(Arc::clone(request))),)+ }
            }

            /// Forgets what was loaded: a command has changed it, and another one
            /// may stand in the same document.
            pub fn forget(&self) {
                $(self.$field.clear::<<$loader as Keyed>::Key>();)+
            }
        }
    };
}

loaders! {
    sectors: SectorById,
    organisations: OrganisationById,
    namesakes: NamesakesByOrganisation,
    topics: TopicById,
    digest_counts: CountsByIssue,
    topic_follows: ViewerFollowsTopic,
    topic_counts: CountsByTopic,
    members: MemberById,
    expertise: ExpertiseByMember,
    lookalikes: LookalikesByMember,
    threads: ThreadById,
    /// Hidden ones, too.
    desk_threads: ThreadForDesk,
    thread_topics: TopicsByThread,
    thread_states: ViewerStateByThread,
    facts: FactsByThread,
    used_by: UsedByByThread,
    collections: CollectionsByThread,
    collection_entries: EntriesByCollection,
    versions: VersionsByThread,
    posts: PostById,
    /// Hidden ones, too.
    desk_posts: DeskPostById,
    audit_labels: AuditLabel,
    revisions: RevisionsByPost,
    uses: UseByPost,
    summary_resources: ResourceBySummary,
    files: FilesByPost,
    synonyms: SynonymsOfSearch,
}

/// The loaders behind a resolver.
///
/// # Errors
/// When the schema is run without them, which only a mistake in `server` does.
pub fn loaders<'a>(ctx: &Context<'a>) -> Result<&'a Loaders> {
    ctx.data::<Loaders>()
}

/// What one of them gives for a key.
pub(crate) async fn load<K, L>(
    ctx: &Context<'_>,
    loader: impl FnOnce(&Loaders) -> &RequestLoader<L>,
    key: K,
) -> Result<Option<L::Value>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    L: Loader<K, Error = Arc<anyhow::Error>>,
{
    Ok(loader(loaders(ctx)?).load_one(key).await?)
}

/// Rows as a loader gives them: by key, each made into its object.
pub(crate) fn keyed<R, K: Hash + Eq, V>(
    rows: Vec<R>,
    entry: impl Fn(R) -> (K, V),
) -> HashMap<K, V> {
    rows.into_iter().map(entry).collect()
}

/// A list for each key: an empty one for those that have nothing, since what has
/// no entry is asked for again.
pub(crate) fn grouped<K: Hash + Eq + Copy, V>(
    keys: &[K],
    found: impl IntoIterator<Item = (K, V)>,
) -> HashMap<K, Vec<V>> {
    let mut lists: HashMap<K, Vec<V>> = keys.iter().map(|key| (*key, Vec::new())).collect();
    for (key, value) in found {
        lists.entry(key).or_default().push(value);
    }
    lists
}
