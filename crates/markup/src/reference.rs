//! Members and threads that a body names by id. Who they are is said when it is
//! read: a name that changed is the new one, and what is hidden has none.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::hash::BuildHasher;

use domain::id::{AnyId, MemberId, ThreadId};

/// What a body names by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// `@` and a name.
    Member(MemberId),
    /// A title that leads to its thread.
    Thread(ThreadId),
}

impl Reference {
    /// From an id as it stands in `data-id`.
    pub(crate) fn read(id: &str) -> Option<Self> {
        match id.parse() {
            Ok(AnyId::MemberId(id)) => Some(Self::Member(id)),
            Ok(AnyId::ThreadId(id)) => Some(Self::Thread(id)),
            _ => None,
        }
    }

    /// The thread that an address of this installation leads to; none for one
    /// that leads to a place in it.
    pub(crate) fn at(address: &str, origin: &str) -> Option<Self> {
        let path = address.strip_prefix(origin)?.strip_prefix("/threads/")?;
        let (id, rest) = path.split_once(['/', '?']).unwrap_or((path, ""));
        let thread = format!("{}:{id}", ThreadId::PREFIX).parse().ok()?;
        (!rest.contains('#')).then_some(Self::Thread(thread))
    }

    /// What stands for it where nobody can say who it is: in a list, in a count.
    pub(crate) const fn placeholder(self) -> &'static str {
        match self {
            Self::Member(_) => "@…",
            Self::Thread(_) => "…",
        }
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(id) => id.fmt(f),
            Self::Thread(id) => id.fmt(f),
        }
    }
}

/// What a reader may know of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// A member's name, or a thread's title.
    pub name: String,
    /// Of a resource that is not to be used any more.
    pub retired: Option<Retired>,
}

/// Why a resource is not to be used any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retired {
    Withdrawn,
    /// By another one, while that is there: its thread and title.
    Replaced(Option<(ThreadId, String)>),
}

/// How a reference begins in a stored body. Words cannot say this: a `<` of theirs
/// is written `&lt;`.
pub(crate) const START: &str = "<span data-id=\"";
pub(crate) const MIDDLE: &str = "\">";
pub(crate) const END: &str = "</span>";

/// What a stored body names, in the order of reading.
#[must_use]
pub fn references(html: &str) -> Vec<Reference> {
    pieces(html).filter_map(|(found, _)| found).collect()
}

/// A stored body with the names and titles that its reader may know.
#[must_use]
pub fn with_names<S: BuildHasher>(html: &str, names: &HashMap<Reference, Shown, S>) -> String {
    let mut out = String::with_capacity(html.len());
    for (found, rest) in pieces(html) {
        if let Some(reference) = found {
            write(&mut out, reference, names.get(&reference));
        }
        out.push_str(rest);
    }
    out
}

fn write(out: &mut String, reference: Reference, shown: Option<&Shown>) {
    let whole = |words: &str| format!("{START}{reference}{MIDDLE}{words}{END}");
    let written = match (reference, shown) {
        (Reference::Member(_), Some(member)) => whole(&escaped(&format!("@{}", member.name))),
        (Reference::Member(_), None) => whole("@somebody who is not here"),
        (Reference::Thread(_), None) => whole("a thread that is not there"),
        (Reference::Thread(id), Some(thread)) => match &thread.retired {
            None => link(&format!("data-id=\"{reference}\" "), id, &thread.name),
            // All of it stands in the reference, so that none of it becomes words of
            // whoever quotes or edits them.
            Some(retired) => {
                let mark = match retired {
                    Retired::Withdrawn => "withdrawn".to_owned(),
                    Retired::Replaced(None) => "replaced".to_owned(),
                    Retired::Replaced(Some((newer, title))) => {
                        format!("replaced by {}", link("", *newer, title))
                    }
                };
                let title = link("", id, &thread.name);
                whole(&format!("{title} <small>({mark})</small>"))
            }
        },
    };
    out.push_str(&written);
}

fn link(attributes: &str, thread: ThreadId, title: &str) -> String {
    let (id, title) = (thread.0.simple(), escaped(title));
    format!("<a {attributes}href=\"/threads/{id}\">{title}</a>")
}

fn escaped(words: &str) -> String {
    let mut out = String::new();
    crate::html::escape(&mut out, words);
    out
}

/// A stored body cut at its references: each, with what stands behind it.
fn pieces(html: &str) -> impl Iterator<Item = (Option<Reference>, &str)> {
    html.split(START).enumerate().map(|(place, piece)| {
        let named = (place > 0).then(|| {
            let (id, rest) = piece.split_once(MIDDLE)?;
            let (_, rest) = rest.split_once(END)?;
            Some((Reference::read(id), rest))
        });
        named.flatten().unwrap_or((None, piece))
    })
}
