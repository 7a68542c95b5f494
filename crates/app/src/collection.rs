//! What the co-ordinator does with collections, and a collection for paper.

use std::collections::{HashMap, HashSet};

use db::Tx;
use db::collection::Entry;
use domain::audit::Act;
use domain::collection::{
    COLLECTIONS_LIMIT, ENTRIES_LIMIT, HEADING_LIMIT, INTRO_LIMIT, TITLE_LIMIT, WORDS_LIMIT,
};
use domain::id::{CollectionId, ThreadId};
use domain::name::sort_key;
use domain::resource::Standing;
use domain::{Coordinator, Member};
use print::{Item, Leaflet};

use crate::audit;
use crate::failure::refusals;
use crate::search::index_collection;
use crate::{App, Failure, Problems};

/// What a collection is called, what it is for, what is in it, and where it stands.
#[derive(Debug, Clone)]
pub struct Arrangement {
    /// One line.
    pub title: String,
    /// What it is for.
    pub intro: String,
    /// Its resources, in order.
    pub entries: Vec<Arranged>,
    /// The collection that it comes after; it is the first where none is named.
    pub after: Option<CollectionId>,
    /// Why it is made or changed.
    pub reason: String,
}

/// A resource in a collection, with the words before it.
#[derive(Debug, Clone)]
pub struct Arranged {
    /// The resource.
    pub resource: ThreadId,
    /// What stands over it and those after it; may be empty.
    pub heading: String,
    /// What it is good for here; may be empty.
    pub words: String,
}

/// The same, once it was checked.
struct Checked {
    words: (String, String),
    entries: Vec<Arranged>,
    after: Option<CollectionId>,
    reason: String,
}

impl Arrangement {
    fn check(self, problems: &mut Problems) -> Checked {
        let title = problems.line("title", "a title", &self.title, TITLE_LIMIT);
        let intro = problems.text("intro", "what it is for", &self.intro, INTRO_LIMIT);
        let count = self.entries.len();
        if count > ENTRIES_LIMIT {
            let advice = format!(
                "Put {ENTRIES_LIMIT} resources or fewer into a collection: there are {count} now"
            );
            problems.add("entries", advice);
        }
        let mut seen = HashSet::new();
        if !self.entries.iter().all(|one| seen.insert(one.resource)) {
            problems.add("entries", "Take out the resource that is in it twice");
        }
        let mut entry = |nth: usize, one: Arranged| Arranged {
            resource: one.resource,
            heading: problems.optional_line(
                "entries",
                &format!("the heading over resource {nth}"),
                &one.heading,
                HEADING_LIMIT,
            ),
            words: problems.optional_line(
                "entries",
                &format!("the words before resource {nth}"),
                &one.words,
                WORDS_LIMIT,
            ),
        };
        let entries = (1..).zip(self.entries.into_iter().take(ENTRIES_LIMIT));
        let entries = entries.map(|(nth, one)| entry(nth, one)).collect();
        Checked {
            words: (title, intro),
            entries,
            after: self.after,
            reason: problems.reason(&self.reason),
        }
    }
}

refusals! {
    /// What came of making a collection.
    MakeCollection => MakeCollectionRefusal {
        /// Members see it in the library.
        Made;
        /// Something must be put right first.
        Invalid,
    }
}

/// Makes a collection, which members see at once.
pub async fn make_collection(
    app: &App,
    coordinator: &Coordinator,
    input: Arrangement,
) -> Result<CollectionId, Failure<MakeCollectionRefusal>> {
    let invalid = MakeCollectionRefusal::Invalid;
    let mut problems = Problems::new();
    let checked = input.check(&mut problems);
    problems.or_refuse(invalid)?;
    let act = audit::begin_because(app, coordinator, checked.reason.clone()).await?;
    let id = CollectionId::fresh(act.now);
    db::collection::insert(&act.tx, id, act.now).await?;
    arrange(&act.tx, id, checked, act.now, invalid).await?;
    index_collection(&act.tx, id).await?;
    act.commit(Act::MakeCollection, id.0).await?;
    Ok(id)
}

refusals! {
    /// What came of changing a collection.
    ReviseCollection => ReviseCollectionRefusal {
        /// It is saved.
        Saved;
        /// Something must be put right first.
        Invalid,
        /// It was changed meanwhile: look at what is there now.
        ChangedElsewhere,
        /// There is no such collection.
        NotFound,
    }
}

/// Changes a collection of which this version was read.
pub async fn revise_collection(
    app: &App,
    coordinator: &Coordinator,
    id: CollectionId,
    expected_version: i64,
    input: Arrangement,
) -> Result<(), Failure<ReviseCollectionRefusal>> {
    let invalid = ReviseCollectionRefusal::Invalid;
    let mut problems = Problems::new();
    let checked = input.check(&mut problems);
    problems.or_refuse(invalid)?;
    let act = audit::begin_because(app, coordinator, checked.reason.clone()).await?;
    let found = db::collection::for_change(&act.tx, id).await?;
    let found = found.ok_or(ReviseCollectionRefusal::NotFound)?;
    if found.version != expected_version {
        return Err(ReviseCollectionRefusal::ChangedElsewhere.into());
    }
    arrange(&act.tx, id, checked, act.now, invalid).await?;
    index_collection(&act.tx, id).await?;
    Ok(act.commit(Act::ReviseCollection, id.0).await?)
}

/// Writes what is in a collection and where it stands, once what the others are called
/// and what can be seen allow it.
async fn arrange<R>(
    tx: &Tx,
    id: CollectionId,
    checked: Checked,
    now: domain::Timestamp,
    invalid: R,
) -> Result<(), Failure<R>> {
    let mut problems = Problems::new();
    let mut others = db::collection::all(tx, true).await?;
    others.extend(db::collection::all(tx, false).await?);
    others.retain(|other| other.id != id);
    let key = sort_key(&checked.words.0);
    if others.iter().any(|other| sort_key(&other.title) == key) {
        problems.add(
            "title",
            "Choose another title: there is a collection with this one",
        );
    }
    if others.len() >= COLLECTIONS_LIMIT {
        let advice = format!(
            "There are {COLLECTIONS_LIMIT} collections, and there is no room for more: change one that is put away"
        );
        problems.add("title", advice);
    }
    let resources: Vec<ThreadId> = checked.entries.iter().map(|one| one.resource).collect();
    let there = db::collection::resources_among(tx, &resources).await?;
    for (nth, resource) in (1..).zip(&resources) {
        if !there.contains(resource) {
            let advice = format!("Take out resource {nth}: it is not in the library any more");
            problems.add("entries", advice);
        }
    }
    problems.or_refuse(invalid)?;

    let entries = checked.entries.into_iter().map(|one| Entry {
        collection_id: id,
        thread_id: one.resource,
        heading: one.heading,
        words: one.words,
    });
    db::collection::revise(tx, id, checked.words, entries.collect(), now).await?;
    others.sort_by_key(|other| (other.position, other.id));
    let before = checked.after.and_then(|after| {
        let place = others.iter().position(|other| other.id == after)?;
        Some(place + 1)
    });
    let others = others.iter().map(|other| (other.id, Some(other.position)));
    let mut order: Vec<_> = others.collect();
    order.insert(before.unwrap_or(0), (id, None));
    for (position, (collection, was)) in (0..).zip(order) {
        if was != Some(position) {
            db::collection::set_position(tx, collection, position).await?;
        }
    }
    Ok(())
}

/// A collection for paper.
#[derive(Debug)]
pub struct Printed {
    /// What it is called.
    pub title: String,
    /// Pages of A4.
    pub pdf: Vec<u8>,
}

/// A collection that members see, for paper; none if there is no such one. What was replaced or withdrawn is not printed: paper stays where it was put.
pub async fn leaflet(
    app: &App,
    member: &Member,
    id: CollectionId,
) -> anyhow::Result<Option<Printed>> {
    let db = app.db();
    let Some(collection) = db::collection::by_ids(db, &[id]).await?.pop() else {
        return Ok(None);
    };
    let entries = db::collection::entries(db, &[id]).await?;
    let ids: Vec<ThreadId> = entries.iter().map(|entry| entry.thread_id).collect();
    let mut facts = db::resource::by_threads(db, &ids, member.id()).await?;
    let threads = db::thread::by_ids(db, &ids, member.id()).await?;
    let mut threads: HashMap<_, _> = threads.into_iter().map(|one| (one.id, one)).collect();
    let mut items = Vec::with_capacity(entries.len());
    // A part whose first resource is not printed still begins.
    let mut heading = None;
    for entry in entries {
        if !entry.heading.is_empty() {
            heading = Some(entry.heading);
        }
        let thread = threads.remove(&entry.thread_id);
        let (Some(thread), Some(facts)) = (thread, facts.remove(&entry.thread_id)) else {
            continue;
        };
        let resource = facts.resource;
        if resource.standing != Standing::Kept {
            continue;
        }
        let own = || {
            let digits = entry.thread_id.0.simple();
            app.settings().url(&format!("/threads/{digits}"))
        };
        items.push(Item {
            heading: heading.take(),
            title: thread.title,
            words: match thread.content_note {
                Some(note) => format!("{}\n{}", note.line(), entry.words),
                None if entry.words.is_empty() => thread.excerpt,
                None => entry.words,
            },
            address: resource.address.unwrap_or_else(own),
            used_by: match resource.user_count {
                0 => None,
                1 => Some("Used by 1 organisation".to_owned()),
                more => Some(format!("Used by {more} organisations")),
            },
        });
    }
    let community = db::community::community(db).await?;
    let leaflet = Leaflet {
        community: community.name,
        title: collection.title.clone(),
        intro: collection.intro,
        items,
        printed_on: app.today().in_words(),
    };
    let pdf = tokio::task::spawn_blocking(move || leaflet.pdf()).await??;
    let title = collection.title;
    Ok(Some(Printed { title, pdf }))
}

/// A QR code of its page, as an SVG image.
#[must_use]
pub fn code(app: &App, id: CollectionId) -> Option<String> {
    let digits = id.0.simple();
    print::qr_svg(&app.settings().url(&format!("/collections/{digits}")))
}
