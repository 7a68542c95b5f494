//! Resources: the facts of a thread, the library, and what keepers do.

mod mutation;

use std::collections::HashMap;

use async_graphql::{ComplexObject, Context, InputObject, Object, Result, SimpleObject, Union};
use db::List;
use db::resource::{Filter, Seen};
use domain::id::{MemberId, PostId, ThreadId, TopicId};
use domain::resource::{
    AgeBand, Audience, Facet, ResourceForm, ResourceFormat, ResourceOrder, ResourceState, Standing,
};
use domain::search::{Query, Synonyms, Typing};
use markup::Retired;

use crate::collection::Collection;
use crate::community::Sector;
use crate::connection::{Connection, connection, int, page_request};
use crate::context::request;
use crate::enums::Enum;
use crate::file::File;
use crate::id::Id;
use crate::loaders::{Loaders, grouped, load, loader, loaders};
use crate::member::Member;
use crate::scalar::{Date, DateTime};
use crate::thread::{self, Thread};

pub use mutation::ResourceMutation;

/// What a thread says beside its words, if its kind has facts.
#[derive(Union, Clone)]
pub enum Facts {
    Resource(ResourceFacts),
}

/// What is said of a resource beside its words.
#[derive(Clone)]
pub struct ResourceFacts(Seen);

/// What is said of a resource beside its words. What nobody said is empty.
#[Object]
impl ResourceFacts {
    /// What it is.
    async fn form(&self) -> Enum<ResourceForm> {
        self.0.resource.form.into()
    }
    /// Of a link: where it leads.
    async fn address(&self) -> Option<&str> {
        self.0.resource.address.as_deref()
    }
    /// What the page there is called, by itself; null if Cove could not tell.
    async fn page_title(&self) -> Option<&str> {
        self.0.resource.page_title.as_deref()
    }
    /// What it says of itself.
    async fn page_description(&self) -> Option<&str> {
        self.0.resource.page_description.as_deref()
    }
    /// Whether the address led nowhere when Cove looked, twice with days between.
    async fn link_broken(&self) -> bool {
        self.0.is_link_broken
    }
    /// What one holds in the hand.
    async fn format(&self) -> Enum<ResourceFormat> {
        self.0.resource.format.into()
    }
    /// Whom it speaks to.
    async fn audiences(&self) -> Vec<Enum<Audience>> {
        self.0.audiences.iter().copied().map(Enum).collect()
    }
    /// Who made it.
    async fn maker(&self) -> &str {
        &self.0.resource.maker
    }
    /// When it was made, in the sharer's words.
    async fn made(&self) -> &str {
        &self.0.resource.made
    }
    /// From this age on, in years.
    async fn ages_from(&self) -> Option<i32> {
        self.0.resource.ages_from.map(int)
    }
    /// To this age, in years.
    async fn ages_to(&self) -> Option<i32> {
        self.0.resource.ages_to.map(int)
    }
    /// How long one reads or watches.
    async fn minutes(&self) -> Option<i32> {
        self.0.resource.minutes.map(int)
    }
    /// What may be done with it.
    async fn licence(&self) -> &str {
        &self.0.resource.licence
    }
    /// What it costs.
    async fn cost(&self) -> &str {
        &self.0.resource.cost
    }
    /// In which language it is.
    async fn language(&self) -> &str {
        &self.0.resource.language
    }
    /// In which other formats it is to be had: "Easy read, large print".
    async fn accessible_formats(&self) -> &str {
        &self.0.resource.accessible_formats
    }
    /// Where it applies.
    async fn applies_to(&self) -> &str {
        &self.0.resource.applies_to
    }
    /// Whether it still holds.
    async fn state(&self, ctx: &Context<'_>) -> Result<Enum<ResourceState>> {
        let today = request(ctx)?.app().today();
        Ok(self.0.resource.state(today).into())
    }
    /// Why it should not be used any more.
    async fn withdrawn_because(&self) -> Option<&str> {
        let reason = self.0.resource.standing_reason.as_deref();
        reason.filter(|_| self.0.resource.standing == Standing::Withdrawn)
    }
    /// What stands in its place, while it is there.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        match self.0.resource.replaced_by_id {
            Some(id) => thread::by_id(ctx, id).await,
            None => Ok(None),
        }
    }
    /// By when it is looked at again.
    async fn review_by(&self) -> Date {
        Date(self.0.resource.review_by.to_string())
    }
    /// When it was last looked at.
    async fn checked_at(&self) -> DateTime {
        self.0.resource.checked_at.into()
    }
    /// Who keeps it true; null where that would name a sealed author.
    async fn keeper(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.keeper {
            Some(id) => load(ctx, |all| &all.members, id).await,
            None => Ok(None),
        }
    }
    /// Whether you keep it.
    async fn viewer_keeps(&self) -> bool {
        self.0.viewer_keeps
    }
    /// Why the co-ordinator recommends it; null if they do not.
    async fn recommended_because(&self) -> Option<&str> {
        self.0.resource.recommended_reason.as_deref()
    }
    /// Who used it: organisations, counted by sector, most first.
    #[graphql(complexity = "crate::cost::up_to(8, child_complexity)")]
    async fn used_by(&self, ctx: &Context<'_>) -> Result<Vec<UsedBy>> {
        let used_by = load(ctx, |all| &all.used_by, self.0.resource.thread_id).await?;
        Ok(used_by.unwrap_or_default())
    }
    /// The collections that it is in.
    #[graphql(complexity = "crate::cost::up_to(8, child_complexity)")]
    async fn collections(&self, ctx: &Context<'_>) -> Result<Vec<Collection>> {
        let collections = load(ctx, |all| &all.collections, self.0.resource.thread_id).await?;
        Ok(collections.unwrap_or_default())
    }
    /// Of a document: its newest version's file.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<File>> {
        let newest = self.versions_of(ctx).await?.into_iter().next();
        Ok(newest.map(|version| version.file))
    }
    /// Of a document: all there ever were, the newest first.
    #[graphql(complexity = "crate::cost::up_to(2, child_complexity)")]
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<Version>> {
        self.versions_of(ctx).await
    }
    /// Goes up by one with every change of the facts.
    async fn version(&self) -> i32 {
        int(self.0.resource.version)
    }
}

/// Which of these threads are resources that are not to be used any more, and why.
pub(crate) async fn retired(
    loaders: &Loaders,
    threads: impl Iterator<Item = &Thread>,
) -> Result<HashMap<ThreadId, Retired>> {
    let resources = threads.filter_map(Thread::resource_id);
    let facts = loaders.facts.load_many(resources).await?;
    let standings = facts.into_iter().filter_map(|(id, facts)| {
        let Facts::Resource(ResourceFacts(Seen { resource, .. })) = facts?;
        Some((id, resource.standing, resource.replaced_by_id))
    });
    let standings: Vec<_> = standings.collect();
    let newer = standings.iter().filter_map(|(_, _, newer)| *newer);
    let newer = loaders.threads.load_many(newer).await?;
    let retired = standings.into_iter().filter_map(|(id, standing, by)| {
        let why = match standing {
            Standing::Kept => return None,
            Standing::Withdrawn => Retired::Withdrawn,
            Standing::Replaced => Retired::Replaced(by.and_then(|by| {
                let title = newer.get(&by)?.shown_title().to_owned();
                Some((by, title))
            })),
        };
        Some((id, why))
    });
    Ok(retired.collect())
}

impl ResourceFacts {
    async fn versions_of(&self, ctx: &Context<'_>) -> Result<Vec<Version>> {
        if self.0.resource.form != ResourceForm::Document {
            return Ok(Vec::new());
        }
        let versions = load(ctx, |all| &all.versions, self.0.resource.thread_id).await?;
        Ok(versions.unwrap_or_default())
    }
}

/// A version of a document.
#[derive(SimpleObject, Clone)]
#[graphql(complex, name = "ResourceVersion")]
pub struct Version {
    #[graphql(skip)]
    by: Option<MemberId>,
    /// From 1 on.
    number: i32,
    /// The document itself.
    file: File,
    /// Since the version before; empty for the first.
    what_changed: String,
    /// When it came.
    created_at: DateTime,
}

#[ComplexObject]
impl Version {
    /// Who brought it; null where that would name a sealed author.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.by {
            Some(id) => load(ctx, |all| &all.members, id).await,
            None => Ok(None),
        }
    }
}

/// How many organisations of a sector used a resource.
#[derive(SimpleObject, Clone)]
pub struct UsedBy {
    /// How many.
    count: i32,
    /// Of which sector.
    sector: Sector,
}

/// With whom the author of a reply used a resource.
#[derive(SimpleObject, Clone)]
pub struct Use {
    /// "My Year 9 tutor group".
    setting: String,
    /// From this age on, in years.
    ages_from: Option<i32>,
    /// To this age, in years.
    ages_to: Option<i32>,
}

loader! {
    /// The facts of threads that have some. Of the others there is nothing.
    FactsByThread(ThreadId) -> Option<Facts>, |request, keys| {
        let mut facts: HashMap<ThreadId, Option<Facts>> =
            keys.iter().map(|thread| (*thread, None)).collect();
        if let Ok(member) = request.viewer.member() {
            let found = db::resource::by_threads(request.db(), keys, member.id()).await?;
            facts.extend(found.into_iter().map(|(thread, seen)| {
                (thread, Some(Facts::Resource(ResourceFacts(seen))))
            }));
        }
        facts
    }
}

loader! {
    /// Who used resources.
    UsedByByThread(ThreadId) -> Vec<UsedBy>, |request, keys| {
        let found = db::resource::used_by(request.db(), keys).await?;
        grouped(keys, found.into_iter().map(|used| {
            (used.thread_id, UsedBy { sector: Sector(used.sector), count: int(used.number) })
        }))
    }
}

loader! {
    /// The versions of documents, the newest first.
    VersionsByThread(ThreadId) -> Vec<Version>, |request, keys| {
        let found = db::resource::versions(request.db(), keys).await?;
        let each = found.into_iter().flat_map(|(thread, all)| all.into_iter().map(move |version| (thread, Version {
            by: version.by,
            number: int(version.number),
            file: version.file.into(),
            what_changed: version.what_changed,
            created_at: version.created_at.into(),
        })));
        grouped(keys, each)
    }
}

loader! {
    /// With whom the authors of replies used a resource, if they say so.
    UseByPost(PostId) -> Option<Use>, |request, keys| {
        let mut found = db::resource::uses(request.db(), keys).await?;
        keys.iter().map(|post| {
            let used = found.remove(post).map(|used| Use {
                setting: used.setting,
                ages_from: used.ages_from.map(int),
                ages_to: used.ages_to.map(int),
            });
            (*post, used)
        }).collect()
    }
}

/// Which resources the library shows. All that is given must hold.
#[derive(InputObject, Default)]
pub struct ResourceFilter {
    /// With all of these words, as the search finds them; the last may be the
    /// beginning of one. The first 200 characters and 16 words of it.
    text: Option<String>,
    /// With this topic.
    topic: Option<Id<TopicId>>,
    /// For these people.
    audience: Option<Enum<Audience>>,
    /// For people of these ages, or of any age.
    age: Option<Enum<AgeBand>>,
    /// Of this format.
    format: Option<Enum<ResourceFormat>>,
    /// In this state; without it all that were neither replaced nor withdrawn.
    state: Option<Enum<ResourceState>>,
    /// A link, a document or a text.
    form: Option<Enum<ResourceForm>>,
    /// Kept by this member.
    keeper: Option<Id<MemberId>>,
    /// Recommended by the co-ordinator; or, when false, not.
    recommended: Option<bool>,
}

impl ResourceFilter {
    async fn read(self, ctx: &Context<'_>) -> Result<Filter> {
        let text = match self.text.filter(|text| !text.trim().is_empty()) {
            Some(text) => {
                let groups = load(ctx, |all| &all.synonyms, ())
                    .await?
                    .unwrap_or_default();
                let synonyms = Synonyms::new(groups.iter().map(String::as_str));
                Some(Query::new(&text, Typing::Going, &synonyms))
            }
            None => None,
        };
        Ok(Filter {
            text,
            topic: self.topic.map(|topic| topic.0),
            audience: self.audience.map(|audience| audience.0),
            age: self.age.map(|age| age.0),
            format: self.format.map(|format| format.0),
            state: self.state.map(|state| state.0),
            form: self.form.map(|form| form.0),
            keeper: self.keeper.map(|keeper| keeper.0),
            recommended: self.recommended,
            ..Filter::on(request(ctx)?.app().today())
        })
    }
}

/// How many resources one value of a facet would leave.
#[derive(SimpleObject)]
pub struct FacetCount {
    /// Which facet.
    facet: Enum<Facet>,
    /// The name of a value of its enum, or the slug of a topic.
    value: String,
    /// How many.
    count: i32,
}

/// Reads of the library.
#[derive(Default)]
pub struct ResourceQuery;

#[Object]
impl ResourceQuery {
    /// The library: threads of kind RESOURCE.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn resources(
        &self,
        ctx: &Context<'_>,
        filter: Option<ResourceFilter>,
        #[graphql(default_with = "Enum(ResourceOrder::Newest)")] order: Enum<ResourceOrder>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Thread>> {
        let request = request(ctx)?;
        let viewer = request.viewer.member()?.id();
        let filter = filter.unwrap_or_default().read(ctx).await?;
        let list = List::named(&format!("resources {}", order.0));
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::resource::page(request.db(), &filter, order.0, &wanted, viewer).await?;
        let facts = page.items.iter().map(|(_, (thread, seen))| {
            let facts = Facts::Resource(ResourceFacts(seen.clone()));
            (thread.id, Some(facts))
        });
        loaders(ctx)?.facts.feed_many(facts).await;
        let page = page.map(|(cursor, (thread, _))| (cursor, Thread::new(thread)));
        Ok(connection(request, list, page, async move |db| {
            db::resource::count(&db, &filter, viewer).await
        }))
    }

    /// What each value of each facet would leave of such a list, while the other
    /// facets stay as they are; values that would leave nothing are not named.
    #[graphql(complexity = "crate::cost::up_to(60, child_complexity)")]
    async fn resource_facets(
        &self,
        ctx: &Context<'_>,
        filter: Option<ResourceFilter>,
    ) -> Result<Vec<FacetCount>> {
        let request = request(ctx)?;
        let viewer = request.viewer.member()?.id();
        let filter = filter.unwrap_or_default().read(ctx).await?;
        let counts = db::resource::facets(request.db(), &filter, viewer).await?;
        let counts = counts.into_iter().map(|count| FacetCount {
            facet: count.facet.into(),
            value: match count.facet {
                Facet::Topic => count.value,
                _ => count.value.to_uppercase(),
            },
            count: int(count.number),
        });
        Ok(counts.collect())
    }
}
