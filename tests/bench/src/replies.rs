//! Replies a second, each on the disk before its author is told.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use db::connect::Location;
use domain::clock::SystemClock;
use domain::{Clock as _, Timestamp};
use it::Watched;
use it::recorded::{Recorded, Value};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::Bench;
use crate::bare::{bound, sqlite_options};
use crate::community::{self, Size, token_of_writer};
use crate::cores::{runtime, work_on};
use crate::load::{self, Expected, Figures, Load};
use crate::pages::{CONNECTIONS, VISITED, middle, thread_id};
use crate::report::timed;

/// Of the replies a second to threads that nobody follows, at least this share is
/// wanted where twenty follow each: 700 beside 899.
const WITH_FOLLOWERS: f64 = 0.78;
/// How often the two are compared.
const ROUNDS: usize = 3;

const WORDS: &str = "Some invented words of a reply, as long as replies are: what was tried, with whom, **what came of it**, and what one would do again.\n\nAnd a second paragraph.";

/// Posts through GraphQL, beside the same statements in transactions of a bare
/// loop.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn replies(bench: &mut Bench) -> Result<()> {
    let location = bench.copy_of_sqlite("replies").await?;
    let Location::File(file) = &location else {
        anyhow::bail!("SQLite is a file")
    };
    let document = it::document("thread/reply");
    let size = bench.size();
    let visited = VISITED.min(size.threads);
    // Each thread has a writer of its own.
    let threads = (0..visited)
        .map(|n| n * size.threads / visited)
        .filter(|n| !Size::is_unanswered(*n));
    let threads: Vec<(u64, String)> = threads
        .zip(0..)
        .map(|(thread, n)| (thread, token_of_writer(size, n)))
        .collect();

    let watched = Watched::open(&location).await;
    let mut visits = Vec::new();
    for (thread, token) in &threads {
        let begun = SystemClock.now();
        visits.push(Posting {
            statements: watched.run(token, &document, &input(*thread)).await.1,
            begun,
        });
    }
    drop(watched);
    let statements = visits
        .iter()
        .map(|visit| visit.statements.len())
        .max()
        .unwrap_or(0);
    let bare = bare(bench, file.clone(), visits).await?;
    bench
        .report
        .add("replies, SQLite: bare sqlx", &timed(&bare));

    let graphql = posting(bench, &location, &threads, &document).await?;
    let mut figures = timed(&graphql);
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    figures.extend([
        ("statements", statements as f64),
        (
            "% of bare sqlx",
            graphql.per_second / bare.per_second * 100.0,
        ),
    ]);
    bench.report.add("replies, SQLite: GraphQL", &figures);
    beside_none(bench, &threads, &document).await
}

/// Replies to threads that nobody follows when a round begins, and to the same
/// with the twenty who wrote in them, in turn.
async fn beside_none(bench: &mut Bench, threads: &[(u64, String)], document: &str) -> Result<()> {
    let followed = bench.copy_of_sqlite("followed").await?;
    let alone = bench.copy_of_sqlite("alone").await?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        // Whoever replied in the round before follows by now.
        community::change(&alone, &["DELETE FROM thread_follow".to_owned()]).await?;
        let of_none = posting(bench, &alone, threads, document).await?;
        let of_twenty = posting(bench, &followed, threads, document).await?;
        rounds.push((
            of_twenty.per_second / of_none.per_second,
            of_none,
            of_twenty,
        ));
    }
    let (share, of_none, of_twenty) = middle(rounds);
    let name = "replies to threads that nobody follows, SQLite";
    bench.report.add(name, &timed(&of_none));
    let mut figures = timed(&of_twenty);
    figures.push(("% of none", share * 100.0));
    bench.report.bound(
        "replies to threads with twenty followers, SQLite",
        &figures,
        &format!(
            "at least {:.0} % of those with none",
            WITH_FOLLOWERS * 100.0
        ),
        share >= WITH_FOLLOWERS,
    );
    Ok(())
}

/// Replies to one thread after the other, through GraphQL.
async fn posting(
    bench: &Bench,
    location: &Location,
    threads: &[(u64, String)],
    document: &str,
) -> Result<Figures> {
    let server = bench.server(location)?;
    let requests: Vec<_> = threads
        .iter()
        .map(|(thread, token)| load::request(&server.address, token, document, &input(*thread)))
        .collect();
    load::run(
        &server.address,
        Load {
            connections: CONNECTIONS,
            time: bench.time(5.0),
        },
        requests,
        Expected {
            text: "\"POSTED\"",
            times: 1,
        },
    )
    .await
}

/// A reply to the thread.
fn input(thread: u64) -> serde_json::Value {
    json!({ "input": { "thread": thread_id(thread), "body": WORDS } })
}

/// The statements of one reply, and when it was begun: ids from then on were
/// made for it.
struct Posting {
    statements: Vec<Recorded>,
    begun: Timestamp,
}

fn is_write(statement: &Recorded) -> bool {
    ["INSERT", "UPDATE", "DELETE"]
        .iter()
        .any(|verb| statement.sql.trim_start().starts_with(verb))
}

impl Posting {
    /// From the first statement that writes to the last: what one transaction
    /// holds at least.
    fn transaction(&self) -> std::ops::Range<usize> {
        let first = self.statements.iter().position(is_write).unwrap_or(0);
        let last = self.statements.iter().rposition(is_write).unwrap_or(0);
        first..last + 1
    }

    /// The same with ids of its own.
    fn again(&self, now: Timestamp) -> Vec<Vec<Value>> {
        let mut fresh: Vec<(Uuid, Uuid)> = Vec::new();
        let mut other = |id: Uuid| {
            let is_new = id.get_timestamp().is_some_and(|at| {
                let (seconds, nanos) = at.to_unix();
                i64::try_from(seconds * 1_000).unwrap_or(0) + i64::from(nanos / 1_000_000)
                    >= self.begun.0
            });
            if !is_new {
                return id;
            }
            if let Some((_, other)) = fresh.iter().find(|(known, _)| *known == id) {
                return *other;
            }
            let other = domain::id::fresh(now);
            fresh.push((id, other));
            other
        };
        let mut value = |value: &Value| match value {
            Value::Uuid(id) => Value::Uuid(other(*id)),
            kept => kept.clone(),
        };
        self.statements
            .iter()
            .map(|statement| statement.values.iter().map(&mut value).collect())
            .collect()
    }
}

async fn bare(bench: &Bench, file: PathBuf, visits: Vec<Posting>) -> Result<Figures> {
    let time = bench.time(3.0);
    work_on(bench.cores.server, move || {
        runtime()?.block_on(turn(file, visits, time))
    })
    .await
}

async fn turn(file: PathBuf, visits: Vec<Posting>, time: Duration) -> Result<Figures> {
    let mut connection = SqliteConnection::connect_with(&sqlite_options(&file)).await?;
    let texts: Vec<Vec<Arc<str>>> = visits
        .iter()
        .map(|visit| {
            visit
                .statements
                .iter()
                .map(|statement| statement.sql.as_str().into())
                .collect()
        })
        .collect();
    let start = Instant::now();
    let mut times = Vec::new();
    for (visit, texts) in visits.iter().zip(&texts).cycle() {
        let values = visit.again(SystemClock.now());
        let transaction = visit.transaction();
        let begun = Instant::now();
        for (at, (sql, values)) in texts.iter().zip(&values).enumerate() {
            if at == transaction.start {
                sqlx::raw_sql("BEGIN IMMEDIATE")
                    .execute(&mut connection)
                    .await?;
            }
            bound!(Sqlite, sql, values)
                .fetch_all(&mut connection)
                .await
                .with_context(|| sql.to_string())?;
            if at + 1 == transaction.end {
                sqlx::raw_sql("COMMIT").execute(&mut connection).await?;
            }
        }
        times.push(begun.elapsed());
        if start.elapsed() >= time {
            break;
        }
    }
    Ok(Figures::of(times, start.elapsed(), 0.0))
}
