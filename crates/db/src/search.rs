//! Searching: what an entry of the index is made of, what a query finds for a
//! viewer, and what members look for in vain.
//!
//! Whether something may be seen is asked of its own row, in the statement that
//! finds it: no hit and no count tells of anything else.

mod entry;
mod list;
mod miss;
mod similar;
mod synonym;

pub use entry::{
    Opening, Reply, clear, index_members, opening, put, rebuild, reindex_members, reply, walk,
};
pub use list::{Filter, Found, Hit, KindCount, page, people};
pub use miss::{Gap, Gaps, forget_misses, gaps, note_miss};
pub use similar::{Similar, similar};
pub use synonym::{Synonym, insert_synonyms, remove_synonyms, save_synonyms, synonyms, titles};

use domain::search::{Query, SearchKind, Term};

use crate::connect::Engine;
use crate::page::Conditions;

/// The expression of a query for an engine; `front` stands before each word.
fn expression(engine: Engine, query: &Query, front: &str) -> String {
    let [and, or, _] = engine.search_signs();
    let word = |term: &Term| match term {
        Term::Word(word) => engine.search_word(&format!("{front}{word}"), false),
        Term::Start(start) => engine.search_word(&format!("{front}{start}"), true),
    };
    let way = |way: &Vec<Term>| joined(way.iter().map(word), and);
    let ways = |ways: &Vec<Vec<Term>>| joined(ways.iter().map(way), or);
    joined(query.all.iter().map(ways), and)
}

/// The entries of a kind that fit an expression and have these phrases: what stands
/// behind `FROM`, what behind `WHERE`, and the number by which they come in order.
fn entries(
    engine: Engine,
    kind: SearchKind,
    words: &str,
    phrases: &[Vec<String>],
    all: &mut Conditions,
) -> [String; 3] {
    let [and, ..] = engine.search_signs();
    let of_kind = engine.search_word(&kind.word(), false);
    let placeholder = all.value(format!("{of_kind}{and}{words}"));
    let [tables, mut matches, number] = engine.search(&placeholder);
    for phrase in phrases {
        let phrase = all.value(format!("% {} %", phrase.join(" ")));
        matches.push_str(&format!(" AND e.words LIKE {phrase}"));
    }
    [tables, matches, number]
}

/// Which threads of a kind a query finds, as a `SELECT`. Whether they may be seen is
/// asked of their own rows, by the list that is narrowed to them.
pub(crate) fn threads_with(
    engine: Engine,
    kind: SearchKind,
    query: &Query,
    all: &mut Conditions,
) -> String {
    if query.is_empty() {
        return "SELECT e.thread_id FROM search_entry e WHERE 1 = 0".to_owned();
    }
    let words = expression(engine, query, "");
    let [tables, matches, _] = entries(engine, kind, &words, &query.phrases, all);
    format!("SELECT e.thread_id FROM {tables} WHERE {matches}")
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(sign))
}

/// What a kind is found from, beside its entry `e`.
struct Source {
    /// Its row, as one more table.
    tables: &'static str,
    /// That this is its row, and that every member may see it. What stands behind a
    /// content note has no words in the index, and is left out here, too.
    visible: String,
    /// Of whom it is, under their name; none where it is of nobody.
    author: Option<&'static str>,
    /// Whose topics it has, of a collection those of its resources: a table, its column, and with what it is compared.
    topic: [&'static str; 3],
    /// Whether it waits for an answer.
    unanswered: Option<&'static str>,
}

impl Source {
    fn of(kind: SearchKind) -> Self {
        match kind {
            SearchKind::Thread | SearchKind::Resource => Self {
                tables: "CROSS JOIN thread t",
                visible: format!("t.id = e.subject_id AND {}", crate::thread::LISTED),
                author: Some("t.pseudonymous = FALSE AND t.author_id"),
                topic: ["thread_topic", "thread_id", "t.id"],
                unanswered: Some(crate::thread::list::UNANSWERED),
            },
            SearchKind::Reply => Self {
                tables: "CROSS JOIN post p CROSS JOIN thread t",
                visible: format!(
                    "p.id = e.subject_id AND t.id = p.thread_id AND {} AND p.state = 'visible' AND p.content_note IS NULL",
                    crate::post::REACHABLE
                ),
                author: Some("p.pseudonymous = FALSE AND p.author_id"),
                topic: ["thread_topic", "thread_id", "t.id"],
                unanswered: None,
            },
            SearchKind::Collection => Self {
                tables: "CROSS JOIN collection c",
                visible: "c.id = e.subject_id AND c.shown = TRUE".to_owned(),
                author: None,
                topic: [
                    "(SELECT ce.collection_id, tt.topic_id FROM collection_entry ce
                      JOIN thread h ON h.id = ce.thread_id AND h.state = 'visible' JOIN thread_topic tt ON tt.thread_id = h.id)",
                    "collection_id",
                    "c.id",
                ],
                unanswered: None,
            },
            SearchKind::Member => Self {
                tables: "CROSS JOIN member m",
                visible: "m.id = e.subject_id AND m.state = 'active'".to_owned(),
                author: None,
                topic: ["member_expertise", "member_id", "m.id"],
                unanswered: None,
            },
        }
    }
}
