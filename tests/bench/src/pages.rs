//! The pages that are read most, each beside its own statements in a bare loop.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use db::connect::Location;
use it::Watched;
use serde_json::{Value, json};

use crate::Bench;
use crate::bare::{self, Visit};
use crate::community::{SIGNED_IN, Size, Table, id, token};
use crate::load::{self, Expected, Figures, Load};
use crate::report::timed;
use crate::server::Server;

/// Connections of the load, as many as small communities have people reading.
pub const CONNECTIONS: usize = 16;
/// How often the two are compared, one after the other; the share in the middle
/// counts. A virtual machine's speed changes by a quarter within seconds.
const ROUNDS: usize = 5;
/// The same for few rows and many: there are more of those, and they differ by more.
const ROUNDS_OF_SIZES: usize = 3;
/// Statements of a page at most, the session's look-up among them.
const STATEMENTS: usize = 8;
/// How much longer a list may take over a hundred times the threads.
const GROWTH: f64 = 1.3;
/// Threads that are visited in turn, spread over the whole community.
pub const VISITED: u64 = 512;
/// Pages of the list that are visited in turn, from the first.
const LIST_PAGES: u64 = 40;

/// A page, as several people look at several of it.
pub struct Page {
    /// What it is called in the report.
    name: &'static str,
    document: String,
    /// Whose session, and the variables.
    asks: Vec<(String, Value)>,
    expected: Expected,
}

impl Page {
    /// The thread page: an opening and twenty replies, some with the answer that
    /// helped.
    pub fn thread(size: Size) -> Self {
        let visited = VISITED.min(size.threads);
        let asks = (0..visited)
            .map(|n| n * size.threads / visited)
            .map(|n| if Size::is_unanswered(n) { n - 1 } else { n });
        Self {
            name: "thread page",
            document: it::document("thread/thread"),
            asks: asks
                .map(|n| (token(n), json!({ "id": thread_id(n) })))
                .collect(),
            expected: Expected {
                text: "\"isNamed\"",
                times: 21,
            },
        }
    }

    /// One that the first member reads.
    pub fn of_one(
        name: &'static str,
        document: &str,
        variables: Value,
        expected: Expected,
    ) -> Self {
        Self {
            name,
            document: it::document(document),
            asks: vec![(token(0), variables)],
            expected,
        }
    }

    fn home() -> Self {
        Self {
            name: "home",
            document: it::document("thread/home"),
            asks: (0..SIGNED_IN).map(|n| (token(n), json!({}))).collect(),
            expected: Expected {
                text: "\"replyCount\"",
                times: 4,
            },
        }
    }

    /// The first pages of the list, each where the one before it ended.
    async fn list(watched: &Watched, pages: u64) -> Result<Self> {
        let document = it::document("thread/threads");
        let mut asks = Vec::new();
        let mut after = Value::Null;
        for n in 0..pages {
            let variables = json!({ "order": "LATEST_ACTIVITY", "after": after });
            let (data, _) = watched.run(&token(n), &document, &variables).await;
            after = data
                .pointer("/threads/pageInfo/endCursor")
                .context("a cursor")?
                .clone();
            asks.push((token(n), variables));
        }
        Ok(Self {
            name: "list",
            document,
            asks,
            expected: Expected {
                text: "\"replyCount\"",
                times: 20,
            },
        })
    }

    /// Its statements, visit by visit.
    pub async fn visits(&self, watched: &Watched) -> Arc<Vec<Visit>> {
        let mut visits = Vec::with_capacity(self.asks.len());
        for (token, variables) in &self.asks {
            visits.push(watched.run(token, &self.document, variables).await.1);
        }
        Arc::new(visits)
    }

    /// As they go over the wire.
    pub fn requests(&self, address: &str) -> Vec<Vec<u8>> {
        self.asks
            .iter()
            .map(|(token, variables)| load::request(address, token, &self.document, variables))
            .collect()
    }

    /// What an answer must have.
    pub const fn expected(&self) -> Expected {
        self.expected
    }

    /// Under load, after a while of the same that does not count.
    ///
    /// # Errors
    /// When an answer is not as it should be.
    pub async fn load(&self, bench: &Bench, server: &Server, seconds: f64) -> Result<Figures> {
        let requests = self.requests(&server.address);
        load::run(
            &server.address,
            Load {
                connections: CONNECTIONS,
                time: bench.time(0.7),
            },
            requests.clone(),
            self.expected,
        )
        .await?;
        load::run(
            &server.address,
            Load {
                connections: CONNECTIONS,
                time: bench.time(seconds),
            },
            requests,
            self.expected,
        )
        .await
    }
}

/// A thread's id as the screens write it.
pub fn thread_id(n: u64) -> String {
    format!("thread:{}", id(Table::Thread, n).simple())
}

/// A page takes at least this share of what its statements allow. On PostgreSQL
/// the two share a core, and each change between them costs both.
const fn share_of(location: &Location) -> f64 {
    match location {
        Location::File(_) => 0.55,
        Location::Postgres(_) => 0.45,
    }
}

/// The thread page, on both engines.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn thread_pages(bench: &mut Bench) -> Result<()> {
    for location in [bench.sqlite().await?, bench.postgres().await?] {
        compare(bench, &location, &Page::thread(bench.size())).await?;
    }
    Ok(())
}

/// Home and the list, on both engines; the list over few and many threads.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn lists(bench: &mut Bench) -> Result<()> {
    for location in [bench.sqlite().await?, bench.postgres().await?] {
        let list = Page::list(&Watched::open(&location).await, list_pages(bench.size())).await?;
        compare(bench, &location, &Page::home()).await?;
        compare(bench, &location, &list).await?;
    }
    over_more_threads(bench).await
}

/// The list and home over few threads and over a hundred times as many.
async fn over_more_threads(bench: &mut Bench) -> Result<()> {
    // Short threads with short posts: a list shows neither.
    let few = Size {
        members: bench.size().members,
        threads: bench.scaled(1_000),
        replies: 3,
        sentences: 1,
    };
    let many = Size {
        threads: few.threads * 100,
        ..few
    };
    let locations = [
        bench
            .sqlite_of(&format!("threads-{}", few.threads), few)
            .await?,
        bench
            .sqlite_of(&format!("threads-{}", many.threads), many)
            .await?,
    ];
    let servers = [bench.server(&locations[0])?, bench.server(&locations[1])?];
    // As many pages in both, so that only the number of threads differs.
    let pages = list_pages(few);
    let lists = [
        Page::list(&Watched::open(&locations[0]).await, pages).await?,
        Page::list(&Watched::open(&locations[1]).await, pages).await?,
    ];
    let sizes = [few.threads, many.threads];
    over_more(bench, &servers, &lists, sizes, "threads", true).await?;
    // Each member follows a hundred times as many here, which home looks at.
    let homes = [Page::home(), Page::home()];
    over_more(bench, &servers, &homes, sizes, "threads", false).await?;
    let topic = format!("topic:{}", id(Table::Topic, 0).simple());
    let sector = format!("sector:{}", id(Table::Sector, 0).simple());
    for (name, order, filter) in [
        ("newest", "NEWEST", json!({})),
        ("unanswered first", "UNANSWERED_FIRST", json!({})),
        (
            "of a kind",
            "LATEST_ACTIVITY",
            json!({ "kind": "QUESTION" }),
        ),
        ("of a topic", "LATEST_ACTIVITY", json!({ "topic": topic })),
        ("of a sector", "NEWEST", json!({ "sector": sector })),
        ("followed", "LATEST_ACTIVITY", json!({ "following": true })),
    ] {
        let variables = json!({ "order": order, "filter": filter });
        let expected = Expected {
            text: "\"replyCount\"",
            times: 20,
        };
        let pages =
            [(); 2].map(|()| Page::of_one(name, "thread/threads", variables.clone(), expected));
        over_more(bench, &servers, &pages, sizes, "threads", true).await?;
    }
    Ok(())
}

/// A page over few rows and over a hundred times as many; bounded where it is to
/// take as long.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn over_more(
    bench: &mut Bench,
    servers: &[Server; 2],
    [of_few, of_many]: &[Page; 2],
    [few, many]: [u64; 2],
    rows: &str,
    stays: bool,
) -> Result<()> {
    let mut rounds = Vec::with_capacity(ROUNDS_OF_SIZES);
    for _ in 0..ROUNDS_OF_SIZES {
        let over_few = of_few.load(bench, &servers[0], 1.0).await?;
        let over_many = of_many.load(bench, &servers[1], 1.0).await?;
        rounds.push((over_many.p50 / over_few.p50, over_few, over_many));
    }
    let (times, over_few, over_many) = middle(rounds);
    let name = of_few.name;
    for (number, figures) in [(few, over_few), (many, over_many)] {
        bench.report.add(
            &format!("{name} over {number} {rows}, SQLite"),
            &timed(&figures),
        );
    }
    let title = format!("{name} over a hundred times the {rows}");
    let figures = [("times p50", times)];
    if stays {
        let what = format!("p50 within {GROWTH} times");
        bench.report.bound(&title, &figures, &what, times <= GROWTH);
    } else {
        bench.report.add(&title, &figures);
    }
    Ok(())
}

/// The round whose share is the one in the middle.
pub fn middle(mut rounds: Vec<(f64, Figures, Figures)>) -> (f64, Figures, Figures) {
    rounds.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let half = rounds.len() / 2;
    rounds.swap_remove(half)
}

fn list_pages(size: Size) -> u64 {
    (size.threads / 20).clamp(1, LIST_PAGES)
}

async fn compare(bench: &mut Bench, location: &Location, page: &Page) -> Result<()> {
    let engine = match location {
        Location::File(_) => "SQLite",
        Location::Postgres(_) => "PostgreSQL",
    };
    let visits = page.visits(&Watched::open(location).await).await;
    let time = bench.time(1.5);
    let server = bench.server(location)?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let sqlx = bare::over_sqlx(bench.cores, location, &visits, time).await?;
        let graphql = page.load(bench, &server, 1.5).await?;
        rounds.push((graphql.per_second / sqlx.per_second, sqlx, graphql));
    }
    let (share, sqlx, graphql) = middle(rounds);
    bench.report.add(
        &format!("{}, {engine}: bare sqlx", page.name),
        &timed(&sqlx),
    );
    if let Location::File(file) = location {
        let rusqlite = bare::over_rusqlite(bench.cores, file.clone(), &visits, time).await?;
        bench.report.add(
            &format!("{}, {engine}: bare rusqlite", page.name),
            &timed(&rusqlite),
        );
    }
    let wanted = share_of(location);
    let statements = visits.iter().map(Vec::len).max().unwrap_or(0);
    let mut figures = timed(&graphql);
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    figures.extend([
        ("bytes", graphql.bytes),
        ("statements", statements as f64),
        ("% of bare sqlx", share * 100.0),
    ]);
    let what = format!(
        "at least {:.0} % of bare sqlx, at most {STATEMENTS} statements",
        wanted * 100.0
    );
    bench.report.bound(
        &format!("{}, {engine}: GraphQL", page.name),
        &figures,
        &what,
        share >= wanted && (1..=STATEMENTS).contains(&statements),
    );
    Ok(())
}
