//! A large invented community, written straight into the tables.
//!
//! The commands would take an hour for 200,000 posts; the rows here are as they
//! would have made them. The same numbers give the same rows on every run.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use db::connect::{Location, Options};
use domain::Timestamp;
use migrations::{Migrator, MigratorTrait as _};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use uuid::Uuid;

/// How large.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Active members, all of whom get the digest.
    pub members: u64,
    /// Threads. Of twenty, nineteen are answered and the last is a question
    /// that nobody has answered yet.
    pub threads: u64,
    /// Replies in each answered thread.
    pub replies: u64,
    /// Sentences in each post.
    pub sentences: usize,
}

/// Answered threads of twenty.
const ANSWERED: u64 = 19;
const BLOCK: u64 = ANSWERED + 1;

impl Size {
    /// Posts of twenty threads.
    const fn posts_of_block(self) -> u64 {
        ANSWERED * (self.replies + 1) + 1
    }

    /// Posts of the whole.
    #[must_use]
    pub const fn posts(self) -> u64 {
        self.threads / BLOCK * self.posts_of_block()
    }

    /// Whether the n-th thread is a question without an answer.
    #[must_use]
    pub const fn is_unanswered(n: u64) -> bool {
        n % BLOCK == ANSWERED
    }

    const fn opening(self, thread: u64) -> u64 {
        thread / BLOCK * self.posts_of_block() + thread % BLOCK * (self.replies + 1)
    }

    /// In which thread the n-th post is, and at which place.
    const fn place(self, post: u64) -> (u64, u64) {
        let (block, rest) = (post / self.posts_of_block(), post % self.posts_of_block());
        let each = self.replies + 1;
        (block * BLOCK + rest / each, rest % each)
    }
}

/// Members who read, for the load: as many, the first ones.
pub const SIGNED_IN: u64 = 64;
/// Threads that each of those who read follows besides those they wrote in.
const FOLLOWED: u64 = 40;
/// Rows by which a member is found at most: letters of "member199999".
const ENDINGS: u64 = 12;
/// Members who write. Of each, Cove takes so many posts in a while and no more.
const WRITERS: u64 = 512;

/// The session of the n-th who reads.
#[must_use]
pub fn token(n: u64) -> String {
    session(n % SIGNED_IN)
}

/// The session of the n-th who writes.
#[must_use]
pub fn token_of_writer(size: Size, n: u64) -> String {
    session(n % writers(size))
}

fn writers(size: Size) -> u64 {
    WRITERS.min(size.members)
}

/// The session of the n-th member.
fn session(n: u64) -> String {
    format!("{:064x}", 0xbe_0000 + n)
}

/// Rows put into one statement.
const ROWS: u64 = 400;

/// Which rows an id is for.
#[derive(Debug, Clone, Copy)]
pub enum Table {
    Sector,
    Topic,
    Member,
    Session,
    Thread,
    Post,
    Issue,
}

/// The n-th id of a table: in the shape of version 7, its time growing with n as
/// that of real ids does, and long past.
#[must_use]
pub fn id(table: Table, n: u64) -> Uuid {
    let millis = u128::from(1_600_000_000_000 + n);
    Uuid::from_u128(
        (millis << 80) | (0x7 << 76) | (0x2 << 62) | ((table as u128 + 1) << 48) | u128::from(n),
    )
}

/// A cheap, repeatable choice.
fn pick(seed: u64, of: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x ^ (x >> 32)) % of.max(1)
}

/// Migrates an empty database and fills it. The newest thread is an hour old.
///
/// # Errors
/// Whatever the database says.
pub async fn build(location: &Location, size: Size, now: Timestamp) -> Result<()> {
    let (_, store) = db::connect(&Options::new(location.clone())).await?;
    Migrator::up(store.migration_connection(), None).await?;
    store.close().await;
    let mut filling = Filling {
        to: Connection::open(location).await?,
        size,
        now: now.0,
    };
    filling.to.before().await?;
    filling.to.run("BEGIN".to_owned()).await?;
    filling.sectors_and_topics().await?;
    filling.members().await?;
    filling.threads().await?;
    filling.posts().await?;
    filling.readers().await?;
    filling.to.run("COMMIT".to_owned()).await?;
    filling.to.after().await
}

/// Runs statements on a database that nobody else uses.
///
/// # Errors
/// Whatever the database says.
pub async fn change(location: &Location, statements: &[String]) -> Result<()> {
    let mut to = Connection::open(location).await?;
    for sql in statements {
        to.run(sql.clone()).await?;
    }
    Ok(())
}

enum Connection {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

impl Connection {
    async fn open(location: &Location) -> Result<Self> {
        Ok(match location {
            Location::File(file) => Self::Sqlite(Box::new(
                SqliteConnection::connect(&format!("sqlite:{}", file.display())).await?,
            )),
            Location::Postgres(url) => Self::Postgres(Box::new(PgConnection::connect(url).await?)),
        })
    }

    async fn run(&mut self, sql: String) -> Result<()> {
        let head: String = sql.chars().take(200).collect();
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(connection) => {
                sql.execute(&mut **connection).await.map(drop).context(head)
            }
            Self::Postgres(connection) => {
                sql.execute(&mut **connection).await.map(drop).context(head)
            }
        }
    }

    /// Filling need not survive a power cut.
    async fn before(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => {
                self.run("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144".to_owned())
                    .await
            }
            Self::Postgres(_) => Ok(()),
        }
    }

    async fn after(&mut self) -> Result<()> {
        match self {
            // As `db` has it done when it closes a file. Without a limit SQLite
            // keeps samples too, and plans a statement anew for every value.
            Self::Sqlite(_) => {
                self.run(
                    "PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"
                        .to_owned(),
                )
                .await
            }
            Self::Postgres(_) => self.run("VACUUM ANALYZE".to_owned()).await,
        }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex = domain::secret::hex(bytes);
        match self {
            Self::Sqlite(_) => format!("x'{hex}'"),
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
        }
    }

    fn id(&self, table: Table, n: u64) -> String {
        let id = id(table, n);
        match self {
            Self::Sqlite(_) => format!("x'{}'", id.simple()),
            Self::Postgres(_) => format!("'{id}'"),
        }
    }

    async fn insert(
        &mut self,
        into: &str,
        count: u64,
        mut row: impl FnMut(&Self, u64) -> String,
    ) -> Result<()> {
        let mut from = 0;
        while from < count {
            let to = (from + ROWS).min(count);
            let mut sql = format!("INSERT INTO {into} VALUES ");
            for n in from..to {
                let row = row(self, n);
                // Writing to a String cannot fail.
                let _ = write!(sql, "{}({row})", if n == from { "" } else { ", " });
            }
            sql.push_str(" ON CONFLICT DO NOTHING");
            self.run(sql).await?;
            from = to;
        }
        Ok(())
    }
}

struct Filling {
    to: Connection,
    size: Size,
    now: i64,
}

const SECTORS: u64 = domain::community::SECTORS.len() as u64;
const TOPICS: u64 = domain::community::TOPICS.len() as u64;

impl Filling {
    async fn sectors_and_topics(&mut self) -> Result<()> {
        use domain::community::{SECTORS as NAMES, Starter, TOPICS as SUBJECTS};
        let of = |list: &'static [Starter], n: u64| {
            usize::try_from(n)
                .ok()
                .and_then(|n| list.get(n))
                .map_or(("", ""), |it| (it.slug, it.name))
        };
        self.to
            .run("INSERT INTO community (id, name, place, time_zone) VALUES (1, 'Bench', 'Nowhere', 'Europe/London')".to_owned())
            .await?;
        self.to
            .insert("sector (id, slug, name, position)", SECTORS, |to, n| {
                let (slug, name) = of(NAMES, n);
                format!("{}, '{slug}', '{name}', {n}", to.id(Table::Sector, n))
            })
            .await?;
        self.to
            .insert(
                "topic (id, slug, name, description, position)",
                TOPICS,
                |to, n| {
                    let (slug, name) = of(SUBJECTS, n);
                    format!("{}, '{slug}', '{name}', '', {n}", to.id(Table::Topic, n))
                },
            )
            .await
    }

    async fn members(&mut self) -> Result<()> {
        let now = self.now;
        let joined = now - 400 * 86_400_000;
        self.to
            .insert(
                "member (id, state, role, name, name_key, name_look, name_core, email, email_key, work_role, sector_id, why, applied_at, address_confirmed_at,
                         decided_at, joined_at, rules_accepted_at, digest_frequency, mail_replies, mail_helped, version)",
                self.size.members,
                |to, n| {
                    format!(
                        "{}, 'active', 'member', 'Member {n}', 'member {n}', 'member{n}', 'member{n}', 'm{n}@bench.test', 'm{n}@bench.test', 'Invented', {}, '',
                         {joined}, {joined}, {joined}, {joined}, {joined}, 'weekly', TRUE, TRUE, 1",
                        to.id(Table::Member, n),
                        to.id(Table::Sector, n % SECTORS)
                    )
                },
            )
            .await?;
        self.to
            .insert(
                "member_name (ending, member_id)",
                ENDINGS * self.size.members,
                |to, n| {
                    let (member, from) = (n / ENDINGS, n % ENDINGS);
                    let endings = domain::name::endings(&format!("member {member}"));
                    let ending = endings.get(from as usize).or(endings.first());
                    let ending = ending.map_or("", String::as_str);
                    format!("'{ending}', {}", to.id(Table::Member, member))
                },
            )
            .await?;
        self.to
            .insert(
                "session (id, token_hash, member_id, shared_computer, device, started_at, last_used_at)",
                writers(self.size),
                |to, n| {
                    format!(
                        "{}, {}, {}, FALSE, 'A bench', {now}, {now}",
                        to.id(Table::Session, n),
                        to.bytes(&domain::secret::token_hash(&session(n))),
                        to.id(Table::Member, n)
                    )
                },
            )
            .await
    }

    /// Two minutes apart.
    fn time_of(size: Size, now: i64, thread: u64) -> i64 {
        now - 3_600_000 - 120_000 * i64::try_from(size.threads - thread).unwrap_or(0)
    }

    async fn threads(&mut self) -> Result<()> {
        let (size, now) = (self.size, self.now);
        self.to
            .insert(
                "thread (id, kind, title, slug, excerpt, author_id, sector_id, pseudonymous, state, opening_id, accepted_id, accepted_at,
                         reply_count, pinned, created_at, visible_at, last_activity_at)",
                size.threads,
                |to, n| {
                    let author = writer(size, size.opening(n));
                    let at = Self::time_of(size, now, n);
                    let replies = if Size::is_unanswered(n) { 0 } else { size.replies };
                    let helped = n % 6 == 0 && replies > 0;
                    format!(
                        "{}, '{}', 'An invented thread, number {n}, with a title of a usual length', 'an-invented-thread-number-{n}-with-a-title-of-a-usual-length', 'Two lines of invented words that stand in a list under the title, of about the length that such an excerpt has when somebody writes a question.', {}, {}, FALSE, 'visible', {}, {}, {}, {replies}, FALSE, {at}, {at}, {}",
                        to.id(Table::Thread, n),
                        if n % 3 == 0 || replies == 0 { "question" } else { "discussion" },
                        to.id(Table::Member, author),
                        to.id(Table::Sector, author % SECTORS),
                        to.id(Table::Post, size.opening(n)),
                        if helped { to.id(Table::Post, size.opening(n) + 1) } else { "NULL".to_owned() },
                        if helped { (at + 60_000).to_string() } else { "NULL".to_owned() },
                        at + 1_000 * i64::try_from(replies).unwrap_or(0)
                    )
                },
            )
            .await?;
        self.to
            .insert(
                "thread_topic (thread_id, topic_id)",
                size.threads * 2,
                |to, n| {
                    let topic = (pick(n / 2, TOPICS) + n % 2) % TOPICS;
                    format!(
                        "{}, {}",
                        to.id(Table::Thread, n / 2),
                        to.id(Table::Topic, topic)
                    )
                },
            )
            .await
    }

    async fn posts(&mut self) -> Result<()> {
        let (size, now) = (self.size, self.now);
        let words = "Some invented words of a reply, as long as replies are: what was tried, with whom, what came of it, and what one would do again. "
            .repeat(size.sentences);
        self.to
            .insert(
                "post (id, thread_id, opening, summary, author_id, sector_id, pseudonymous, state, body, version, created_at, visible_at)",
                size.posts(),
                |to, n| {
                    let (thread, place) = size.place(n);
                    let author = writer(size, n);
                    let at = Self::time_of(size, now, thread) + 1_000 * i64::try_from(place).unwrap_or(0);
                    format!(
                        "{}, {}, {}, FALSE, {}, {}, FALSE, 'visible', '<p>{words}</p>', 1, {at}, {at}",
                        to.id(Table::Post, n),
                        to.id(Table::Thread, thread),
                        if place == 0 { "TRUE" } else { "FALSE" },
                        to.id(Table::Member, author),
                        to.id(Table::Sector, author % SECTORS)
                    )
                },
            )
            .await?;
        self.to
            .insert(
                "reaction (post_id, member_id, kind, created_at)",
                size.posts() * 2,
                |to, n| {
                    format!(
                        "{}, {}, '{}', {}",
                        to.id(Table::Post, n / 2),
                        to.id(Table::Member, pick(n + 13, size.members)),
                        if pick(n, 3) == 0 { "thanks" } else { "useful" },
                        Self::time_of(size, now, size.place(n / 2).0) + 3_000
                    )
                },
            )
            .await
    }

    /// Whoever wrote in a thread follows it, and has read it up to there.
    async fn readers(&mut self) -> Result<()> {
        let (size, now) = (self.size, self.now);
        let at = |post: u64| {
            let (thread, place) = size.place(post);
            (
                thread,
                Self::time_of(size, now, thread) + 1_000 * i64::try_from(place).unwrap_or(0),
            )
        };
        self.to
            .insert(
                "thread_follow (thread_id, member_id, created_at)",
                size.posts(),
                |to, n| {
                    let (thread, at) = at(n);
                    format!(
                        "{}, {}, {at}",
                        to.id(Table::Thread, thread),
                        to.id(Table::Member, writer(size, n))
                    )
                },
            )
            .await?;
        // A list of what one follows is full in a small community, too.
        self.to
            .insert(
                "thread_follow (thread_id, member_id, created_at)",
                SIGNED_IN * FOLLOWED,
                |to, n| {
                    let thread = pick(n, size.threads);
                    format!(
                        "{}, {}, {}",
                        to.id(Table::Thread, thread),
                        to.id(Table::Member, n / FOLLOWED),
                        Self::time_of(size, now, thread)
                    )
                },
            )
            .await?;
        self.to
            .insert(
                "thread_read (member_id, thread_id, read_at)",
                size.posts(),
                |to, n| {
                    let (thread, at) = at(n);
                    format!(
                        "{}, {}, {at}",
                        to.id(Table::Member, writer(size, n)),
                        to.id(Table::Thread, thread)
                    )
                },
            )
            .await
    }
}

/// Who wrote a post.
fn writer(size: Size, post: u64) -> u64 {
    pick(post + 7, size.members)
}
