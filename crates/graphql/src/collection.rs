//! Collections of resources.

use std::collections::HashMap;

use app::collection::{self, MakeCollectionRefusal, ReviseCollectionRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::collection::Entry;
use domain::collection::{COLLECTIONS_LIMIT, ENTRIES_LIMIT};
use domain::id::{CollectionId, ThreadId};

use crate::connection::int;
use crate::context::{Request, request};
use crate::id::Id;
use crate::loaders::{grouped, load, loader, loaders};
use crate::payload::Payload;
use crate::scalar::DateTime;
use crate::thread::Thread;

/// Resources that the co-ordinator put into an order, with words of theirs between.
#[derive(Clone)]
pub struct Collection(db::collection::Collection);

impl Collection {
    /// What it is called.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    async fn entries(&self, ctx: &Context<'_>) -> Result<Vec<Entry>> {
        let entries = load(ctx, |all| &all.collection_entries, self.0.id).await?;
        Ok(entries.unwrap_or_default())
    }
}

/// Resources that the co-ordinator put into an order, with words of theirs between.
#[Object]
impl Collection {
    /// Its id.
    pub async fn id(&self) -> Id<CollectionId> {
        Id(self.0.id)
    }
    /// What it is called.
    #[graphql(name = "title")]
    async fn shown_title(&self) -> &str {
        &self.0.title
    }
    /// What it is for. Plain text: a line break makes a paragraph.
    async fn intro(&self) -> &str {
        &self.0.intro
    }
    /// Whether members see it; else it is put away.
    async fn shown(&self) -> bool {
        self.0.shown
    }
    /// Its resources, in order.
    #[graphql(
        name = "entries",
        complexity = "crate::cost::up_to(ENTRIES_LIMIT, child_complexity)"
    )]
    async fn shown_entries(&self, ctx: &Context<'_>) -> Result<Vec<CollectionEntry>> {
        let entries = self.entries(ctx).await?;
        let ids = entries.iter().map(|entry| entry.thread_id);
        let threads: HashMap<ThreadId, Thread> = loaders(ctx)?.threads.load_many(ids).await?;
        let entries = entries.into_iter().filter_map(|entry| {
            Some(CollectionEntry {
                resource: threads.get(&entry.thread_id)?.clone(),
                heading: entry.heading,
                words: entry.words,
            })
        });
        Ok(entries.collect())
    }
    /// How many resources are in it.
    async fn resource_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = self.entries(ctx).await?.len();
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
    /// A QR code that leads to its page, for paper and walls: an SVG image, black on
    /// white.
    async fn code(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(collection::code(request(ctx)?.app(), self.0.id))
    }
    /// When it was last changed.
    async fn changed_at(&self) -> DateTime {
        self.0.changed_at.into()
    }
    /// Goes up by one with every change.
    async fn version(&self) -> i32 {
        int(self.0.version)
    }
}

/// A resource in a collection.
#[derive(SimpleObject, Clone)]
pub struct CollectionEntry {
    /// The resource.
    resource: Thread,
    /// What stands over it and those after it; may be empty.
    heading: String,
    /// What the co-ordinator says of it here; may be empty.
    words: String,
}

loader! {
    /// What is in collections, as far as members may see it.
    EntriesByCollection(CollectionId) -> Vec<Entry>, |request, keys| {
        let found = db::collection::entries(request.db(), keys).await?;
        grouped(keys, found.into_iter().map(|entry| (entry.collection_id, entry)))
    }
}

loader! {
    /// In which collections resources are.
    CollectionsByThread(ThreadId) -> Vec<Collection>, |request, keys| {
        let found = db::collection::of_threads(request.db(), keys).await?;
        grouped(keys, found.into_iter().map(|(thread, one)| (thread, Collection(one))))
    }
}

/// One as the viewer may see it: to the co-ordinator also when it is put away.
pub async fn by_id(ctx: &Context<'_>, id: CollectionId) -> Result<Option<Collection>> {
    let request = request(ctx)?;
    if request.viewer.member().is_err() {
        return Ok(None);
    }
    let sees_all = request.viewer.coordinator().is_ok();
    let found = db::collection::by_id(request.db(), id).await?;
    let found = found.filter(|found| found.shown || sees_all);
    Ok(found.map(Collection))
}

/// Those of these that members see, each with the text by which it is found.
pub async fn findable(
    request: &Request,
    ids: &[CollectionId],
) -> Result<HashMap<CollectionId, (Collection, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = db::collection::by_ids(request.db(), ids).await?;
    let mut found: HashMap<_, _> = found
        .into_iter()
        .map(|one| (one.id, (Collection(one.clone()), one.intro)))
        .collect();
    for entry in db::collection::entries(request.db(), ids).await? {
        if let Some((_, text)) = found.get_mut(&entry.collection_id) {
            for words in [entry.heading, entry.words] {
                text.push(' ');
                text.push_str(&words);
            }
        }
    }
    Ok(found)
}

/// Reads of collections.
#[derive(Default)]
pub struct CollectionQuery;

#[Object]
impl CollectionQuery {
    /// All collections, in their order.
    #[graphql(complexity = "crate::cost::up_to(COLLECTIONS_LIMIT, child_complexity)")]
    async fn collections(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            default,
            desc = "Those that are put away instead: for the co-ordinator."
        )]
        put_away: bool,
    ) -> Result<Vec<Collection>> {
        let request = request(ctx)?;
        if put_away {
            request.viewer.coordinator()?;
        } else {
            request.viewer.member()?;
        }
        let all = db::collection::all(request.db(), !put_away).await?;
        Ok(all.into_iter().map(Collection).collect())
    }

    /// One collection; null when it is not there for the viewer.
    async fn collection(
        &self,
        ctx: &Context<'_>,
        id: Id<CollectionId>,
    ) -> Result<Option<Collection>> {
        by_id(ctx, id.0).await
    }
}

/// Writes of collections.
#[derive(Default)]
pub struct CollectionMutation;

#[Object]
impl CollectionMutation {
    /// Makes a collection, which members see at once.
    async fn make_collection(
        &self,
        ctx: &Context<'_>,
        input: MakeCollectionInput,
    ) -> Result<Payload<MakeCollection, MakeCollectionRefusal>> {
        let request = request(ctx)?;
        let coordinator = request.viewer.coordinator()?;
        let new = input.arrangement.because(input.reason);
        let done = collection::make_collection(request.app(), &coordinator, new).await;
        Payload::of(done, async |id| {
            let collection = by_id(ctx, id).await?;
            Ok(MakeCollection { collection })
        })
        .await
    }

    /// Changes a collection.
    async fn revise_collection(
        &self,
        ctx: &Context<'_>,
        input: ReviseCollectionInput,
    ) -> Result<Payload<ReviseCollection, ReviseCollectionRefusal>> {
        let request = request(ctx)?;
        let coordinator = request.viewer.coordinator()?;
        let (id, version) = (input.collection.0, i64::from(input.expected_version));
        let changed = input.arrangement.because(input.reason);
        let done =
            collection::revise_collection(request.app(), &coordinator, id, version, changed).await;
        Payload::beside(done, async || {
            loaders(ctx)?.forget();
            let collection = by_id(ctx, id).await?;
            Ok(ReviseCollection { collection })
        })
        .await
    }
}

/// What a collection is called, what it is for, what is in it, and where it stands.
#[derive(InputObject)]
pub struct ArrangementInput {
    /// One line.
    title: String,
    /// What it is for. A line break makes a paragraph.
    intro: String,
    /// Its resources, in order.
    entries: Vec<CollectionEntryInput>,
    /// The collection that it comes after; without one it is the first.
    after: Option<Id<CollectionId>>,
}

/// A resource in a collection.
#[derive(InputObject)]
pub struct CollectionEntryInput {
    /// The resource.
    resource: Id<ThreadId>,
    /// What stands over it and those after it.
    #[graphql(default)]
    heading: String,
    /// What it is good for here.
    #[graphql(default)]
    words: String,
}

impl ArrangementInput {
    fn because(self, reason: String) -> collection::Arrangement {
        let entry = |one: CollectionEntryInput| collection::Arranged {
            resource: one.resource.0,
            heading: one.heading,
            words: one.words,
        };
        collection::Arrangement {
            title: self.title,
            intro: self.intro,
            entries: self.entries.into_iter().map(entry).collect(),
            after: self.after.map(|after| after.0),
            reason,
        }
    }
}

/// A collection to make.
#[derive(InputObject)]
pub struct MakeCollectionInput {
    /// What is in it.
    arrangement: ArrangementInput,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// What a collection is to be.
#[derive(InputObject)]
pub struct ReviseCollectionInput {
    /// Which.
    collection: Id<CollectionId>,
    /// What is in it now.
    arrangement: ArrangementInput,
    /// The version that was changed.
    expected_version: i32,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct MakeCollection {
    /// It.
    collection: Option<Collection>,
}

#[derive(SimpleObject, Default)]
pub struct ReviseCollection {
    /// As it is now.
    collection: Option<Collection>,
}
