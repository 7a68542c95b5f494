//! Searching.

mod keeping;
mod similar;

use std::collections::HashMap;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::List;
use db::search::{Filter, Hit, KindCount};
use domain::id::{CollectionId, MemberId, PostId, ThreadId, TopicId};
use domain::search::{
    Piece, Query, SearchKind, Synonyms, Typing, marked, marked_excerpt, suggestion,
};

use crate::collection::{Collection, findable};
use crate::community::Sector;
use crate::connection::{int, page_request};
use crate::context::{Request, request};
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{load, loaders};
use crate::member::Member;
use crate::post::Post;
use crate::thread::Thread;

pub use keeping::{
    GAPS, SearchGaps, SearchMutation, SynonymGroup, SynonymsOfSearch, gaps, synonyms,
};
pub use similar::SimilarQuery;

/// Searching.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// What has all words of a text, whatever their endings, or words that mean the
    /// same: what has them in its title first, the newest first. Words between
    /// quotation marks stand beside each other.
    #[graphql(complexity = "crate::cost::list(first, child_complexity + crate::cost::POST)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for: the first 200 characters and 16 words of it.")]
        text: String,
        filter: Option<SearchFilter>,
        #[graphql(desc = "Whether the last word is still being typed.", default)] typing: bool,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<String, SearchHit, SearchFacts>> {
        let request = request(ctx)?;
        request.viewer.member()?;
        let filter = filter.map(Filter::from).unwrap_or_default();
        let list = List::named(&format!("search {typing} {filter:?} {text}"));
        let wanted = page_request(request, list, first, after.as_deref())?;
        let groups = load(ctx, |all| &all.synonyms, ())
            .await?
            .unwrap_or_default();
        let synonyms = Synonyms::new(groups.iter().map(String::as_str));
        let typing = if typing { Typing::Going } else { Typing::Done };
        let query = Query::new(&text, typing, &synonyms);
        let found = db::search::page(request.db(), &query, &filter, &wanted).await?;
        let shown = Shown::read(ctx, &found.page.items).await?;
        let (has_previous, has_next) = (found.page.has_previous, found.page.has_next);
        let hits = found.page.items.into_iter().filter_map(|(cursor, hit)| {
            Some(Edge::new(cursor.encode(list), shown.hit(&query, &hit)?))
        });
        let hits: Vec<_> = hits.collect();
        let facts = SearchFacts {
            is_nothing: hits.is_empty() && !query.is_empty(),
            is_shortened: query.is_shortened,
            counts: found.counts,
            text,
            groups,
            synonyms,
            filter,
        };
        let mut connection = Connection::with_additional_fields(has_previous, has_next, facts);
        connection.edges = hits;
        Ok(connection)
    }
}

/// Which hits; all that is given must hold.
#[derive(InputObject)]
pub struct SearchFilter {
    /// Of these kinds.
    kinds: Option<Vec<Enum<SearchKind>>>,
    /// With this topic; of members, those who know about it.
    topic: Option<Id<TopicId>>,
    /// Written by this member, under their name.
    from: Option<Id<MemberId>>,
    /// Only questions without an answer that are not closed.
    #[graphql(default)]
    unanswered: bool,
}

impl From<SearchFilter> for Filter {
    fn from(filter: SearchFilter) -> Self {
        Self {
            kinds: filter
                .kinds
                .into_iter()
                .flatten()
                .map(|kind| kind.0)
                .collect(),
            topic: filter.topic.map(|topic| topic.0),
            from: filter.from.map(|from| from.0),
            is_unanswered: filter.unanswered,
        }
    }
}

/// What hits are of, as the viewer may see it.
struct Shown {
    threads: HashMap<ThreadId, Thread>,
    posts: HashMap<PostId, Post>,
    people: HashMap<MemberId, Member>,
    collections: HashMap<CollectionId, (Collection, String)>,
}

impl Shown {
    async fn read<K>(ctx: &Context<'_>, hits: &[(K, Hit)]) -> Result<Self> {
        let (request, loaders) = (request(ctx)?, loaders(ctx)?);
        let of_kind = |kind| {
            let hits = hits.iter().map(|(_, hit)| hit);
            hits.filter(move |hit| hit.kind == kind)
                .map(|hit| hit.subject)
        };
        let threads = hits.iter().filter_map(|(_, hit)| hit.thread);
        let threads = loaders.threads.load_many(threads).await?;
        let openings = hits.iter().filter(|(_, hit)| hit.kind.is_thread());
        let openings =
            openings.filter_map(|(_, hit)| Some(threads.get(&hit.thread?)?.opening_id()));
        let replies = of_kind(SearchKind::Reply).map(PostId);
        let posts = loaders.posts.load_many(openings.chain(replies)).await?;
        let members: Vec<MemberId> = of_kind(SearchKind::Member).map(MemberId).collect();
        let mut people = HashMap::new();
        for (member, sector) in db::search::people(request.db(), &members).await? {
            loaders.sectors.feed_one(sector.id, Sector(sector)).await;
            people.insert(member.id, Member(member));
        }
        let collections: Vec<CollectionId> =
            of_kind(SearchKind::Collection).map(CollectionId).collect();
        Ok(Self {
            threads,
            posts,
            people,
            collections: findable(request, &collections).await?,
        })
    }

    /// A hit; none if it is gone since it was found.
    fn hit(&self, query: &Query, hit: &Hit) -> Option<SearchHit> {
        let thread = hit.thread.and_then(|id| self.threads.get(&id));
        let (mut post, mut member, mut collection) = (None, None, None);
        let (title, text) = match hit.kind {
            SearchKind::Thread | SearchKind::Resource => {
                let thread = thread?;
                let opening = self.posts.get(&thread.opening_id())?;
                let text = opening.findable_text().filter(|_| !thread.has_note());
                (thread.shown_title().to_owned(), text)
            }
            SearchKind::Reply => {
                let reply = self.posts.get(&PostId(hit.subject))?;
                post = Some(reply.clone());
                (thread?.shown_title().to_owned(), reply.findable_text())
            }
            SearchKind::Collection => {
                let (found, text) = self.collections.get(&CollectionId(hit.subject))?;
                collection = Some(found.clone());
                (found.title().to_owned(), Some(text.clone()))
            }
            SearchKind::Member => {
                let person = self.people.get(&MemberId(hit.subject))?;
                member = Some(person.clone());
                (person.0.name.clone(), None)
            }
        };
        Some(SearchHit {
            kind: hit.kind.into(),
            title: pieces(marked(query, &title)),
            excerpt: text.map_or_else(Vec::new, |text| pieces(marked_excerpt(query, &text))),
            thread: thread.cloned(),
            post,
            collection,
            member,
        })
    }
}

fn pieces(pieces: Vec<Piece>) -> Vec<SearchPiece> {
    let piece = |Piece { text, is_hit }| SearchPiece { text, hit: is_hit };
    pieces.into_iter().map(piece).collect()
}

/// Something that was found.
#[derive(SimpleObject)]
pub struct SearchHit {
    /// What it is.
    kind: Enum<SearchKind>,
    /// Its title: a member's name, and for a reply the title of its thread.
    title: Vec<SearchPiece>,
    /// Why it was found, in a line of its text; empty behind a content note.
    excerpt: Vec<SearchPiece>,
    /// The thread that it is, or that it stands in; null for a collection or a member.
    thread: Option<Thread>,
    /// The reply that it is.
    post: Option<Post>,
    /// The collection that it is.
    collection: Option<Collection>,
    /// The member that it is.
    member: Option<Member>,
}

/// A stretch of plain text.
#[derive(SimpleObject)]
pub struct SearchPiece {
    /// Its words.
    text: String,
    /// Whether they were looked for.
    hit: bool,
}

/// How much was found of a kind.
#[derive(SimpleObject)]
pub struct SearchCount {
    /// The kind.
    kind: Enum<SearchKind>,
    /// How many, up to 1,000.
    count: i32,
    /// Whether there are more.
    has_more: bool,
}

/// What is known of a search as a whole.
pub struct SearchFacts {
    is_nothing: bool,
    is_shortened: bool,
    counts: Vec<KindCount>,
    text: String,
    groups: Vec<String>,
    synonyms: Synonyms,
    filter: Filter,
}

#[Object]
impl SearchFacts {
    /// How much there is of each kind, whatever kinds were asked for.
    async fn counts(&self) -> Vec<SearchCount> {
        let count = |found: &KindCount| SearchCount {
            kind: found.kind.into(),
            count: int(found.number),
            has_more: found.has_more,
        };
        self.counts.iter().map(count).collect()
    }
    /// Whether there was more in the text than was looked for.
    async fn is_shortened(&self) -> bool {
        self.is_shortened
    }
    /// What may have been meant where nothing was found, and is found.
    async fn did_you_mean(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if !self.is_nothing {
            return Ok(None);
        }
        self.meant(request(ctx)?).await
    }
}

impl SearchFacts {
    async fn meant(&self, request: &Request) -> Result<Option<String>> {
        let titles = db::search::titles(request.db()).await?;
        let known = titles.iter().chain(&self.groups).map(String::as_str);
        let Some(meant) = suggestion(&self.text, known) else {
            return Ok(None);
        };
        let query = Query::new(&meant, Typing::Done, &self.synonyms);
        let first = db::PageRequest::first(1);
        let found = db::search::page(request.db(), &query, &self.filter, &first).await?;
        Ok((!found.page.items.is_empty()).then_some(meant))
    }
}
