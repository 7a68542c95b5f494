//! What searching costs, as somebody waits for it: one at a time, beside the same
//! statements in a bare loop.

use anyhow::Result;
use db::connect::Location;
use domain::search::{SearchKind, found_by};
use it::Watched;
use serde_json::json;

use crate::Bench;
use crate::bare;
use crate::community;
use crate::load::{self, Expected, Load};
use crate::pages::{Page, middle};
use crate::report::timed;

/// How often the two are compared; the share in the middle counts.
const ROUNDS: usize = 3;
/// Statements of a search at most, the session's look-up among them.
const STATEMENTS: usize = 6;
/// How much longer than its statements a search may take.
const TIMES: f64 = 2.0;

/// A word that few posts have, one that all have, and one that is being typed.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn search(bench: &mut Bench) -> Result<()> {
    let sqlite = bench.copy_of_sqlite("search").await?;
    let postgres = bench.postgres().await?;
    for location in [sqlite, postgres] {
        community::change(&location, &entries(&location)).await?;
        for (name, document, text, least, milliseconds) in [
            ("a rare word", "search/search", "rare17", 20, 20.0),
            ("a common word", "search/search", "tried", 20, 50.0),
            (
                "a word that is typed",
                "search/suggestions",
                "rare1",
                6,
                15.0,
            ),
            ("nothing", "search/search", "nobody writes this", 0, 50.0),
        ] {
            let expected = Expected {
                text: "\"excerpt\"",
                times: if document == "search/search" {
                    least
                } else {
                    0
                },
            };
            let page = Page::of_one(name, document, json!({ "text": text }), expected);
            let name = format!("search for {name}");
            compare(bench, &location, &name, &page, milliseconds).await?;
        }
    }
    Ok(())
}

/// Every post and thread, with a word of its own that 200 others have.
fn entries(location: &Location) -> Vec<String> {
    let posts = found_by(
        "",
        "Some invented words of a reply, as long as replies are: what was tried, with whom, what came of it, and what one would do again.",
    );
    let titles = found_by("An invented thread with a title of a usual length", "");
    let after = match location {
        Location::File(_) => {
            "PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"
        }
        Location::Postgres(_) => "VACUUM ANALYZE search_entry",
    };
    let entry = |kind: SearchKind, found: &domain::search::Found| {
        let repeated = found.words.trim().to_owned();
        format!(
            "'{kind}', id, {}, ' {repeated} {repeated} {repeated} rare' || (number % 1000) || ' ', '{} {}'",
            if kind.is_thread() { "id" } else { "thread_id" },
            kind.word(),
            found.marks
        )
    };
    let into = "INSERT INTO search_entry (kind, subject_id, thread_id, words, marks) SELECT";
    vec![
        format!("{into} {} FROM thread", entry(SearchKind::Thread, &titles)),
        format!(
            "{into} {} FROM post WHERE opening = FALSE",
            entry(SearchKind::Reply, &posts)
        ),
        after.to_owned(),
    ]
}

/// A page beside its own statements, one visit at a time.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn compare(
    bench: &mut Bench,
    location: &Location,
    name: &str,
    page: &Page,
    milliseconds: f64,
) -> Result<()> {
    let engine = match location {
        Location::File(_) => "SQLite",
        Location::Postgres(_) => "PostgreSQL",
    };
    let visits = page.visits(&Watched::open(location).await).await;
    let statements = visits.iter().map(Vec::len).max().unwrap_or(0);
    let server = bench.server(location)?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let bare = bare::over_sqlx(bench.cores, location, &visits, bench.time(1.5)).await?;
        let alone = Load {
            connections: 1,
            time: bench.time(1.5),
        };
        let requests = page.requests(&server.address);
        let graphql = load::run(&server.address, alone, requests, page.expected()).await?;
        rounds.push((graphql.p50 / bare.p50, bare, graphql));
    }
    let (times, bare, graphql) = middle(rounds);
    bench
        .report
        .add(&format!("{name}, {engine}: bare sqlx"), &timed(&bare));
    let mut figures = timed(&graphql);
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    figures.extend([
        ("statements", statements as f64),
        ("times bare sqlx", times),
    ]);
    // Milliseconds are promised for SQLite.
    let is_quick = matches!(location, Location::Postgres(_)) || graphql.p50 <= milliseconds;
    let what = format!(
        "p50 within {TIMES} times bare sqlx or a millisecond, at most {STATEMENTS} statements, on SQLite within {milliseconds} ms"
    );
    bench.report.bound(
        &format!("{name}, {engine}: GraphQL"),
        &figures,
        &what,
        is_quick
            && (times <= TIMES || graphql.p50 <= 1.0)
            && (1..=STATEMENTS).contains(&statements),
    );
    Ok(())
}
