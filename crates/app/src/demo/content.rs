//! The content of the demo as it is written down, and how it is read.
//!
//! It is TOML beside this file: prose is pleasanter to edit there than between
//! the quotation marks of Rust, and it is compiled in.

use anyhow::Context as _;
use serde::Deserialize;

use domain::member::Role;
use domain::thread::ThreadKind;

const PEOPLE: &str = include_str!("content/people.toml");

const THREADS: &[&str] = &[
    include_str!("content/community-desk.toml"),
    include_str!("content/waiting-lists.toml"),
    include_str!("content/parents.toml"),
    include_str!("content/talking.toml"),
    include_str!("content/referral.toml"),
    include_str!("content/send.toml"),
    include_str!("content/language.toml"),
    include_str!("content/out-of-hours.toml"),
    include_str!("content/ourselves.toml"),
    include_str!("content/training.toml"),
    include_str!("content/community.toml"),
    include_str!("content/library.toml"),
];

const COLLECTIONS: &str = include_str!("content/collections.toml");

/// What members brought, by the name under which they brought it. Made for this, and
/// each says so.
const FILES: &[(&str, &[u8])] = &[
    (
        "The first five minutes.pdf",
        include_bytes!("content/files/first-five-minutes-1.pdf"),
    ),
    (
        "The first five minutes, second print.pdf",
        include_bytes!("content/files/first-five-minutes-2.pdf"),
    ),
    (
        "Our plan for a hard day.docx",
        include_bytes!("content/files/plan.docx"),
    ),
    (
        "Letter home after a talk.docx",
        include_bytes!("content/files/letter.docx"),
    ),
    (
        "Poster for the corridor.png",
        include_bytes!("content/files/poster.png"),
    ),
];

/// The bytes of one of them.
pub(super) fn file(name: &str) -> anyhow::Result<&'static [u8]> {
    let found = FILES.iter().find(|(called, _)| *called == name);
    let (_, bytes) = found.with_context(|| format!("there is no file {name:?}"))?;
    Ok(bytes)
}

/// Everything.
#[derive(Debug)]
pub(super) struct Content {
    pub members: Vec<Member>,
    pub applicants: Vec<Applicant>,
    pub suspended: Vec<Suspension>,
    pub threads: Vec<Thread>,
    pub collections: Vec<Collection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    member: Vec<Member>,
    applicant: Vec<Applicant>,
    suspended: Vec<Suspension>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThreadFile {
    thread: Vec<Thread>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CollectionFile {
    collection: Vec<Collection>,
}

/// A member. `key` is how the other files call them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    pub key: String,
    pub name: String,
    pub sector: String,
    pub organisation: String,
    pub role: String,
    /// Which topics they follow and know something about.
    pub topics: Vec<String>,
    #[serde(default)]
    pub coordinator: bool,
    /// For those whom one can sign in as: what they are …
    pub called: Option<String>,
    /// … and what one can do as them.
    pub offers: Option<String>,
}

impl Member {
    pub(super) const fn power(&self) -> Role {
        if self.coordinator {
            Role::Coordinator
        } else {
            Role::Member
        }
    }

    /// An address in a domain that can never exist (RFC 2606).
    pub(super) fn email(&self) -> String {
        format!(
            "{}@{}.example",
            self.name.to_lowercase().replace(' ', "."),
            markup::slug(&self.organisation)
        )
    }
}

/// Somebody who asks to join.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Applicant {
    pub name: String,
    pub email: String,
    pub sector: String,
    pub organisation: String,
    pub role: String,
    pub why: String,
    pub when: String,
}

/// A member whose access is paused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Suspension {
    pub key: String,
    pub when: String,
    pub reason: String,
}

/// A thread, with its opening.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thread {
    pub kind: Kind,
    pub by: String,
    pub when: String,
    pub title: String,
    pub topics: Vec<String>,
    pub body: String,
    #[serde(default)]
    pub thanks: usize,
    #[serde(default)]
    pub useful: usize,
    /// When its author took it back.
    pub withdrawn: Option<String>,
    /// When and why the co-ordinator closed it to replies.
    pub locked: Option<Reasoned>,
    /// When and why the co-ordinator put it on top.
    pub pinned: Option<Reasoned>,
    /// When and with what its author closed it.
    pub summary: Option<Summary>,
    /// What is said of a resource.
    pub resource: Option<Resource>,
    #[serde(default, rename = "reply")]
    pub replies: Vec<Reply>,
}

/// What was learned.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Summary {
    pub when: String,
    pub body: String,
    /// Its title in the library, if it went there.
    pub library: Option<String>,
}

/// The facts of a resource. It is a text where it has neither address nor document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resource {
    pub address: Option<String>,
    /// The name of its file.
    pub document: Option<String>,
    /// Those that followed it.
    #[serde(default)]
    pub versions: Vec<Version>,
    pub format: String,
    pub audiences: Vec<String>,
    pub maker: String,
    pub made: String,
    pub ages: Option<[i64; 2]>,
    pub minutes: Option<i64>,
    pub licence: String,
    pub cost: String,
    pub language: String,
    #[serde(default)]
    pub accessible_formats: String,
    #[serde(default)]
    pub applies_to: String,
    #[serde(default)]
    pub content_note: String,
    /// In how many days from now it is looked at again; before now it is overdue.
    pub review: i64,
    /// When and why the co-ordinator recommended it.
    pub recommended: Option<Reasoned>,
    /// When, and by what it was replaced.
    pub replaced_by: Option<Replaced>,
    /// When and why its keeper withdrew it.
    pub withdrawn: Option<Reasoned>,
}

/// The next version of a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub when: String,
    pub document: String,
    pub what_changed: String,
}

/// When, and the title of what stands in its place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replaced {
    pub when: String,
    pub title: String,
}

/// A collection that the co-ordinator made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collection {
    pub when: String,
    pub title: String,
    pub intro: String,
    pub reason: String,
    #[serde(rename = "entry")]
    pub entries: Vec<CollectionEntry>,
}

/// What is in it: a resource by its title, with the words before it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectionEntry {
    pub resource: String,
    #[serde(default)]
    pub heading: String,
    #[serde(default)]
    pub words: String,
}

/// With whom somebody used a resource.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Used {
    pub setting: String,
    pub ages: Option<[i64; 2]>,
}

/// A reply.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    pub by: String,
    pub when: String,
    pub body: String,
    #[serde(default)]
    pub thanks: usize,
    #[serde(default)]
    pub useful: usize,
    /// Whether the asker marked it as the one that helped.
    #[serde(default)]
    pub helped: bool,
    /// With whom they used the resource.
    pub used: Option<Used>,
    /// The names of its files.
    #[serde(default)]
    pub files: Vec<String>,
    /// What the picture among them shows.
    pub shows: Option<String>,
    /// What its author added when they edited it.
    pub edit: Option<String>,
    pub report: Option<Report>,
    /// When and why the co-ordinator hid it.
    pub hidden: Option<Reasoned>,
}

/// When, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reasoned {
    pub when: String,
    pub reason: String,
}

/// What a member told the co-ordinator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    pub by: String,
    pub when: String,
    pub reason: String,
    pub note: String,
}

/// [`ThreadKind`] by the name it is stored under.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Kind(pub ThreadKind);

impl TryFrom<String> for Kind {
    type Error = domain::stored::UnknownName;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse().map(Self)
    }
}

impl Content {
    /// Reads what was compiled in.
    pub(super) fn read() -> anyhow::Result<Self> {
        let people: PeopleFile = toml::from_str(PEOPLE)?;
        let mut threads = Vec::new();
        for file in THREADS {
            threads.extend(toml::from_str::<ThreadFile>(file)?.thread);
        }
        Ok(Self {
            members: people.member,
            applicants: people.applicant,
            suspended: people.suspended,
            threads,
            collections: toml::from_str::<CollectionFile>(COLLECTIONS)?.collection,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_community_is_as_large_and_as_mixed_as_was_promised() {
        let content = Content::read().unwrap();
        assert!(
            (38..=48).contains(&content.members.len()),
            "{} members",
            content.members.len()
        );
        assert!(
            content.threads.len() >= 60,
            "{} threads",
            content.threads.len()
        );
        let sectors: HashSet<_> = content
            .members
            .iter()
            .map(|member| member.sector.as_str())
            .collect();
        assert_eq!(sectors.len(), domain::community::SECTORS.len());
        let kinds: HashSet<_> = content.threads.iter().map(|thread| thread.kind.0).collect();
        assert_eq!(kinds.len(), ThreadKind::ALL.len());
        assert_eq!(content.applicants.len(), 2);
        assert_eq!(
            content
                .members
                .iter()
                .filter(|member| member.called.is_some() && member.offers.is_some())
                .count(),
            4
        );
    }

    #[test]
    fn whoever_writes_is_a_member() {
        let content = Content::read().unwrap();
        let keys: HashSet<_> = content
            .members
            .iter()
            .map(|member| member.key.as_str())
            .collect();
        let authors = content.threads.iter().flat_map(|thread| {
            std::iter::once(&thread.by).chain(thread.replies.iter().map(|reply| &reply.by))
        });
        let reporters = content
            .threads
            .iter()
            .flat_map(|thread| &thread.replies)
            .filter_map(|reply| reply.report.as_ref().map(|report| &report.by));
        let suspended = content.suspended.iter().map(|suspension| &suspension.key);
        for key in authors.chain(reporters).chain(suspended) {
            assert!(keys.contains(key.as_str()), "{key}");
        }
        assert_eq!(keys.len(), content.members.len(), "a key is used twice");
    }

    #[test]
    fn every_address_is_of_a_domain_that_cannot_exist() {
        let content = Content::read().unwrap();
        let members = content.members.iter().map(Member::email);
        for email in members.chain(
            content
                .applicants
                .iter()
                .map(|applicant| applicant.email.clone()),
        ) {
            assert!(
                email.parse::<domain::member::EmailAddress>().is_ok()
                    && email.ends_with(".example"),
                "{email}"
            );
        }
    }
}
