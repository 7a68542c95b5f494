//! What was written about the same before.

use std::collections::HashMap;

use domain::id::ThreadId;
use domain::search::SearchKind;
use sea_orm::FromQueryResult;

use super::Source;
use crate::page::Conditions;
use crate::store::rows;
use crate::{Reads, Result};

/// The newest with each word that are looked at.
const CANDIDATES: i64 = 200;

/// A word that so many titles have says something alone.
const TELLING: f64 = 20.0;

/// A thread that has words of a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    pub thread: ThreadId,
    /// Which of the words, by their places.
    pub words: Vec<usize>,
}

#[derive(FromQueryResult)]
struct Row {
    word: i64,
    number: i64,
    thread_id: ThreadId,
    in_title: bool,
}

/// The threads that have most of these words, in one statement: a word that few
/// have says more than one that many have, and one in the title more than one in
/// the text. Of several words one alone says something only where it stands in the
/// title, and in few others.
pub async fn similar(
    reads: &impl Reads,
    stems: &[String],
    besides: Option<ThreadId>,
    n: usize,
) -> Result<Vec<Similar>> {
    if stems.is_empty() {
        return Ok(Vec::new());
    }
    let engine = reads.engine();
    let [and, ..] = engine.search_signs();
    let mut all = Conditions::new("");
    let mut parts = Vec::new();
    let kinds = SearchKind::ALL.iter().filter(|kind| kind.is_thread());
    for kind in kinds {
        let of_kind = engine.search_word(&kind.word(), false);
        let source = Source::of(*kind);
        for (nth, stem) in stems.iter().enumerate() {
            for (front, in_title) in [("_", "TRUE"), ("", "FALSE")] {
                let word = engine.search_word(&format!("{front}{stem}"), false);
                let placeholder = all.value(format!("{of_kind}{and}{word}"));
                let [tables, matches, number] = engine.search(&placeholder);
                parts.push(format!(
                    "SELECT * FROM (SELECT CAST({nth} AS BIGINT) AS word, {number} AS number, e.thread_id, {in_title} AS in_title FROM {tables} {}
                     WHERE {matches} AND {} ORDER BY {number} DESC LIMIT {CANDIDATES}) AS some_of_it",
                    source.tables, source.visible
                ));
            }
        }
    }
    let found: Vec<Row> = rows(reads, parts.join(" UNION ALL "), all.values).await?;
    Ok(best(&found, stems.len(), besides, n))
}

struct Score {
    number: i64,
    weight: f64,
    words: Vec<usize>,
    /// Whether one of them is enough.
    is_telling: bool,
}

fn best(found: &[Row], words: usize, besides: Option<ThreadId>, n: usize) -> Vec<Similar> {
    let mut often: HashMap<(i64, bool), f64> = HashMap::new();
    for row in found {
        *often.entry((row.word, row.in_title)).or_default() += 1.0;
    }
    let mut scores: HashMap<ThreadId, Score> = HashMap::new();
    for row in found.iter().filter(|row| Some(row.thread_id) != besides) {
        let score = scores.entry(row.thread_id).or_insert(Score {
            number: row.number,
            weight: 0.0,
            words: Vec::new(),
            is_telling: words == 1,
        });
        let often = often.get(&(row.word, row.in_title)).copied().unwrap_or(1.0);
        score.is_telling |= row.in_title && often <= TELLING;
        score.weight += (1.0 + 200.0 / often).ln();
        let word = usize::try_from(row.word).unwrap_or_default();
        if !score.words.contains(&word) {
            score.words.push(word);
        }
    }
    let mut best: Vec<(ThreadId, Score)> = scores
        .into_iter()
        .filter(|(_, score)| score.is_telling || score.words.len() > 1)
        .collect();
    best.sort_by(|(_, a), (_, b)| {
        let by_words = b.words.len().cmp(&a.words.len());
        let by_weight = b.weight.total_cmp(&a.weight);
        by_words.then(by_weight).then(b.number.cmp(&a.number))
    });
    best.truncate(n);
    let similar = best.into_iter().map(|(thread, score)| Similar {
        thread,
        words: score.words,
    });
    similar.collect()
}
