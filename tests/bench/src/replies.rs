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
use crate::community::{Size, token_of_writer};
use crate::cores::{runtime, work_on};
use crate::load::{self, Expected, Figures, Load};
use crate::pages::{CONNECTIONS, VISITED, thread_id};
use crate::report::timed;

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
    let input = |thread: u64| json!({ "input": { "thread": thread_id(thread), "body": WORDS } });

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

    let server = bench.server(&location)?;
    let requests: Vec<_> = threads
        .iter()
        .map(|(thread, token)| load::request(&server.address, token, &document, &input(*thread)))
        .collect();
    let expected = Expected {
        text: "\"POSTED\"",
        times: 1,
    };
    let graphql = load::run(
        &server.address,
        Load {
            connections: CONNECTIONS,
            time: bench.time(5.0),
        },
        requests,
        expected,
    )
    .await?;
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
    Ok(())
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
