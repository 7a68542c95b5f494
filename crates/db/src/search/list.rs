//! What a query finds: titles first, the newest first, by keyset.

use domain::id::{MemberId, ThreadId, TopicId};
use domain::search::{Query, SearchKind};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{Source, entries, expression};
use crate::community::Sector;
use crate::connect::Engine;
use crate::member::Member;
use crate::page::Conditions;
use crate::post::AuthorRow;
use crate::store::{columns, placeholders, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result};

/// Hits of a kind are counted up to here: nobody reads more.
const COUNTED: i64 = 1_000;

/// Places of what has the words in its title lie above all others, so that one
/// number says both which it is and where there.
const TITLES: i64 = 1 << 60;

/// Which hits; all that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of these kinds; of all where none is given.
    pub kinds: Vec<SearchKind>,
    /// With this topic.
    pub topic: Option<TopicId>,
    /// Of this member, under their name.
    pub from: Option<MemberId>,
    /// Only what waits for an answer.
    pub is_unanswered: bool,
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub kind: SearchKind,
    /// The id of what it is.
    pub subject: Uuid,
    /// In which thread.
    pub thread: Option<ThreadId>,
}

/// How many hits there are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    pub kind: SearchKind,
    pub number: i64,
    /// Whether there are more than were counted.
    pub has_more: bool,
}

/// A page of what was found, and how much there is of each kind, whatever kinds
/// the page is of.
#[derive(Debug, Clone)]
pub struct Found {
    pub page: Page<(Cursor, Hit)>,
    pub counts: Vec<KindCount>,
}

#[derive(FromQueryResult)]
struct Row {
    kind: SearchKind,
    place: i64,
    subject_id: Option<Uuid>,
    thread_id: Option<ThreadId>,
}

/// A query for an engine: its expressions, and the values of one statement.
struct Statement<'a> {
    engine: Engine,
    query: &'a Query,
    filter: &'a Filter,
    all: Conditions,
}

impl Statement<'_> {
    /// Everything of a kind that fits an expression: what stands behind `FROM`, and
    /// by what it is in order.
    fn of_kind(&mut self, kind: SearchKind, words: &str) -> (String, String) {
        let [tables, matches, number] =
            entries(self.engine, kind, words, &self.query.phrases, &mut self.all);
        let source = Source::of(kind);
        let mut conditions = format!("{matches} AND {}", source.visible);
        let mut and = |condition: &str| {
            conditions.push_str(" AND ");
            conditions.push_str(condition);
        };
        if let Some(topic) = self.filter.topic {
            let [table, column, of] = source.topic;
            let topic = self.all.value(topic);
            and(&format!(
                "EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = {of} AND x.topic_id = {topic})"
            ));
        }
        if let Some(from) = self.filter.from {
            match source.author {
                Some(author) => and(&format!("{author} = {}", self.all.value(from))),
                None => and("1 = 0"),
            }
        }
        if self.filter.is_unanswered {
            and(source.unanswered.unwrap_or("1 = 0"));
        }
        (
            format!("{tables} {} WHERE {conditions}", source.tables),
            number,
        )
    }

    /// The first of a kind after a place.
    fn stretch(
        &mut self,
        kind: SearchKind,
        words: &str,
        front: i64,
        after: Option<i64>,
        limit: i64,
    ) -> String {
        let (from, number) = self.of_kind(kind, words);
        let beyond = after.map_or_else(String::new, |after| {
            format!(" AND {number} < {}", self.all.value(after))
        });
        format!(
            "SELECT * FROM (SELECT e.kind, {number} + {front} AS place, e.subject_id, e.thread_id FROM {from}{beyond} ORDER BY {number} DESC LIMIT {limit}) AS some_of_it"
        )
    }

    fn count(&mut self, kind: SearchKind, words: &str) -> String {
        let (from, _) = self.of_kind(kind, words);
        let most = COUNTED + 1;
        format!(
            "SELECT '{kind}' AS kind, COUNT(*) AS place, NULL AS subject_id, NULL AS thread_id FROM (SELECT 1 AS one FROM {from} LIMIT {most}) AS some_of_it"
        )
    }
}

/// A page of what a query finds, in one statement.
pub async fn page(
    reads: &impl Reads,
    query: &Query,
    filter: &Filter,
    request: &PageRequest,
) -> Result<Found> {
    if query.is_empty() {
        return Ok(Found {
            page: Page::from_rows(Vec::new(), request),
            counts: Vec::new(),
        });
    }
    let engine = reads.engine();
    let mut statement = Statement {
        engine,
        query,
        filter,
        all: Conditions::new(""),
    };
    let words = expression(engine, query, "");
    let in_title = expression(engine, query, "_");
    let [.., not] = engine.search_signs();
    let elsewhere = format!("({words}{not}{in_title})");
    let limit = request.limit();
    let after = request.after.map(|after| after.key);
    let mut parts = Vec::new();
    for kind in SearchKind::ALL {
        if filter.kinds.is_empty() || filter.kinds.contains(kind) {
            if after.is_none_or(|after| after > TITLES) {
                let after = after.map(|after| after - TITLES);
                parts.push(statement.stretch(*kind, &in_title, TITLES, after, limit));
            }
            let after = after.filter(|after| *after < TITLES);
            parts.push(statement.stretch(*kind, &elsewhere, 0, after, limit));
        }
    }
    // After the hits: PostgreSQL takes the types of a union's columns from its first
    // two parts, and counts have no ids.
    for kind in SearchKind::ALL {
        parts.push(statement.count(*kind, &words));
    }
    let found: Vec<Row> = rows(reads, parts.join(" UNION ALL "), statement.all.values).await?;
    let mut hits = Vec::new();
    let mut counts = Vec::new();
    for Row {
        kind,
        place,
        subject_id,
        thread_id,
    } in found
    {
        match subject_id {
            Some(subject) => {
                let hit = Hit {
                    kind,
                    subject,
                    thread: thread_id,
                };
                hits.push((
                    Cursor {
                        key: place,
                        id: subject,
                    },
                    hit,
                ));
            }
            None => counts.push(KindCount {
                kind,
                number: place.min(COUNTED),
                has_more: place > COUNTED,
            }),
        }
    }
    hits.sort_by_key(|(cursor, _)| std::cmp::Reverse(cursor.key));
    Ok(Found {
        page: Page::from_rows(hits, request),
        counts,
    })
}

/// Members with their sectors, in no order: those of these ids who are active.
pub async fn people(reads: &impl Reads, ids: &[MemberId]) -> Result<Vec<(Member, Sector)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {} FROM member m JOIN sector s ON s.id = m.sector_id WHERE m.state = 'active' AND m.id IN ({})",
        columns::<AuthorRow>("m"),
        placeholders(1, ids.len())
    );
    let found: Vec<AuthorRow> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    Ok(found
        .into_iter()
        .map(|row| (row.member, row.sector))
        .collect())
}
