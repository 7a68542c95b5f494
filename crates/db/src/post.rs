//! Posts: who may see one, the seal on its author, how posts are read, and the
//! changes to their rows.

mod write;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use domain::id::{MemberId, PostId, ThreadId};
use domain::member::MemberState;
use domain::post::{Author, CROWD, ContentNote, FORMER_MEMBER, PostState, Reaction, colleague_in};
use domain::thread::ThreadKind;
use domain::{Coordinator, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{DerivePartialModel, FromQueryResult, Value};

use crate::community::Sector;
use crate::entity::post;
use crate::member::Member;
use crate::store::{columns, count, placeholders, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result};

pub(crate) use write::lately_columns;
pub use write::{
    Edit, ForChanging, ForStarting, NewPost, Part, edit, find_by_key, for_changing, for_starting,
    insert, withdraw,
};

/// What an active member may come upon: visible posts, and the stubs of
/// withdrawn ones, in a thread that they may reach. `p` is the post, `t` its
/// thread.
pub const REACHABLE: &str =
    "p.state IN ('visible', 'withdrawn') AND t.state IN ('visible', 'withdrawn')";

/// Who a post or a thread is by, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    /// Who, as far as anyone may know.
    pub author: Author,
    /// Their name, or "A colleague in education".
    pub label: String,
    /// The sector from which it was written; none where that would say who.
    pub sector: Option<Sector>,
    /// The member, if they may be known and have not left.
    pub member: Option<Box<Member>>,
}

/// A member, and the sector from which they wrote.
#[derive(DerivePartialModel)]
pub(crate) struct AuthorRow {
    #[sea_orm(nested, alias = "m")]
    pub member: Member,
    #[sea_orm(nested, alias = "s")]
    pub sector: Sector,
}

/// How many active members the sector of a sealed thread or post has, as far as
/// it matters whether it is a [`CROWD`].
pub(crate) fn crowd(of: &str) -> Expr {
    Expr::cust(format!(
        "CASE WHEN {of}.pseudonymous THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM member c
         WHERE c.sector_id = {of}.sector_id AND c.state = 'active' LIMIT {CROWD}) AS few) ELSE {CROWD} END"
    ))
}

impl AuthorRow {
    /// Puts the seal on: of a sealed author neither id nor name gets past this.
    pub(crate) fn byline(self, pseudonymous: bool, crowd: i64) -> Byline {
        let Self { member, sector } = self;
        if pseudonymous {
            let sector = (crowd >= CROWD).then_some(sector);
            let label = colleague_in(sector.as_ref().map(|sector| sector.name.as_str()));
            return Byline {
                author: Author::Pseudonymous(sector.as_ref().map(|sector| sector.id)),
                label,
                sector,
                member: None,
            };
        }
        let has_left = member.state == MemberState::Left;
        Byline {
            author: Author::Named(member.id),
            label: if has_left {
                FORMER_MEMBER.to_owned()
            } else {
                member.name.clone()
            },
            sector: Some(sector),
            member: (!has_left).then(|| Box::new(member)),
        }
    }
}

/// A post as the one who asks may see it.
#[derive(Debug, Clone)]
pub struct Post {
    pub id: PostId,
    pub thread: ThreadId,
    /// Whether it opens its thread.
    pub opening: bool,
    /// Whether it sums its thread up.
    pub summary: bool,
    pub byline: Arc<Byline>,
    /// Its state: visible or withdrawn; at the desk any.
    pub state: PostState,
    /// What is said before its words.
    pub content_note: Option<ContentNote>,
    /// Its words as safe HTML; empty when it was withdrawn.
    pub body: String,
    /// Goes up by one with every edit.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// Whether the one who asks wrote it, sealed or not.
    pub viewer_is_author: bool,
    /// Whether it is the answer that helped.
    pub accepted: bool,
    /// What its thread is for.
    pub thread_kind: ThreadKind,
    /// What was given to it.
    pub reactions: Reactions,
    /// Whether files hang on it: of most posts nobody has to ask for them.
    pub has_files: bool,
}

/// The reactions to a post: counts, and whether the reader gave one. No names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DerivePartialModel)]
pub struct Reactions {
    #[sea_orm(from_expr = "count_of(Reaction::Thanks)")]
    thanks: i64,
    #[sea_orm(from_expr = "is_own(Reaction::Thanks)")]
    own_thanks: bool,
    #[sea_orm(from_expr = "count_of(Reaction::Useful)")]
    useful: i64,
    #[sea_orm(from_expr = "is_own(Reaction::Useful)")]
    own_useful: bool,
}

/// How many reactions of a kind the post `p` has.
fn count_of(kind: Reaction) -> Expr {
    Expr::cust(format!(
        "(SELECT COUNT(*) FROM reaction r WHERE r.post_id = p.id AND r.kind = '{kind}')"
    ))
}

/// Whether the reader `$1` gave it one.
fn is_own(kind: Reaction) -> Expr {
    Expr::cust(format!(
        "EXISTS (SELECT 1 FROM reaction r WHERE r.post_id = p.id AND r.kind = '{kind}' AND r.member_id = $1)"
    ))
}

impl Reactions {
    /// How many there are of a kind.
    #[must_use]
    pub const fn count(&self, reaction: Reaction) -> i64 {
        match reaction {
            Reaction::Thanks => self.thanks,
            Reaction::Useful => self.useful,
        }
    }

    /// Whether one of a kind is the reader's.
    #[must_use]
    pub const fn is_own(&self, reaction: Reaction) -> bool {
        match reaction {
            Reaction::Thanks => self.own_thanks,
            Reaction::Useful => self.own_useful,
        }
    }
}

impl Post {
    /// Its place in its thread.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor::at(self.created_at, self.id.0)
    }
}

/// What a [`PostRow`] is read from: `p` is the post, `t` its thread, `m` its
/// author, `s` the sector from which it was written; `$1` is the reader.
const JOINED: &str = "post p JOIN thread t ON t.id = p.thread_id JOIN member m ON m.id = p.author_id JOIN sector s ON s.id = p.sector_id";

static COLUMNS: LazyLock<String> = LazyLock::new(|| columns::<PostRow>("p"));

#[derive(DerivePartialModel)]
#[sea_orm(entity = "post::Entity")]
struct PostRow {
    id: PostId,
    thread_id: ThreadId,
    opening: bool,
    summary: bool,
    state: PostState,
    content_note: Option<ContentNote>,
    body: String,
    version: i64,
    created_at: Timestamp,
    edited_at: Option<Timestamp>,
    #[sea_orm(from_expr = r#"Expr::cust("COALESCE(t.accepted_id = p.id, FALSE)")"#)]
    accepted: bool,
    #[sea_orm(from_expr = r#"Expr::cust("t.kind")"#)]
    thread_kind: ThreadKind,
    pseudonymous: bool,
    #[sea_orm(from_expr = r#"crowd("p")"#)]
    crowd: i64,
    #[sea_orm(nested)]
    author: AuthorRow,
    #[sea_orm(nested)]
    reactions: Reactions,
    #[sea_orm(from_expr = r#"Expr::cust("EXISTS (SELECT 1 FROM file f WHERE f.post_id = p.id)")"#)]
    has_files: bool,
}

impl PostRow {
    /// As the reader may see it: the seal is put on here, and withdrawn words
    /// are dropped here.
    fn seen_by(self, reader: MemberId) -> Post {
        let mut post = self.with_every_word(reader);
        if post.state == PostState::Withdrawn {
            post.body.clear();
            post.has_files = false;
        }
        post
    }

    fn with_every_word(self, reader: MemberId) -> Post {
        Post {
            id: self.id,
            thread: self.thread_id,
            opening: self.opening,
            summary: self.summary,
            viewer_is_author: self.author.member.id == reader,
            byline: Arc::new(self.author.byline(self.pseudonymous, self.crowd)),
            state: self.state,
            thread_kind: self.thread_kind,
            content_note: self.content_note,
            body: self.body,
            version: self.version,
            created_at: self.created_at,
            edited_at: self.edited_at,
            accepted: self.accepted,
            reactions: self.reactions,
            has_files: self.has_files,
        }
    }
}

async fn select(
    reads: &impl Reads,
    tail: String,
    reader: MemberId,
    values: Vec<Value>,
) -> Result<Vec<Post>> {
    let found = selected(reads, tail, reader, values).await?;
    Ok(found.into_iter().map(|row| row.seen_by(reader)).collect())
}

async fn selected(
    reads: &impl Reads,
    tail: String,
    reader: MemberId,
    values: Vec<Value>,
) -> Result<Vec<PostRow>> {
    let sql = format!("SELECT {} FROM {JOINED} WHERE {tail}", *COLUMNS);
    let all = std::iter::once(reader.into()).chain(values);
    rows(reads, sql, all).await
}

fn values_of(ids: &[PostId]) -> Vec<Value> {
    ids.iter().map(|id| (*id).into()).collect()
}

/// The posts of these ids that the reader may come upon, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[PostId], reader: MemberId) -> Result<Vec<Post>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    select(
        reads,
        format!("{REACHABLE} AND p.id IN ({})", placeholders(2, ids.len())),
        reader,
        values_of(ids),
    )
    .await
}

/// One post, if the reader may come upon it.
pub async fn by_id(reads: &impl Reads, id: PostId, reader: MemberId) -> Result<Option<Post>> {
    Ok(by_ids(reads, &[id], reader).await?.pop())
}

/// The posts of these ids for the co-ordinator's desk, hidden and held ones
/// among them: what a report is about, what was just hidden, and what may be put
/// back. Nothing else can see hidden text. Withdrawn ones come with their words: taking back what
/// was reported does not take it out of the report.
pub async fn for_desk(
    reads: &impl Reads,
    ids: &[PostId],
    coordinator: &Coordinator,
) -> Result<Vec<Post>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let reader = coordinator.id();
    let found = selected(
        reads,
        format!("p.id IN ({})", placeholders(2, ids.len())),
        reader,
        values_of(ids),
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|row| row.with_every_word(reader))
        .collect())
}

/// A page of the replies in a thread, the oldest first: in the order in which
/// they were written, also where one became visible later.
pub async fn replies(
    reads: &impl Reads,
    thread: ThreadId,
    request: &PageRequest,
    reader: MemberId,
) -> Result<Page<Post>> {
    let mut tail =
        format!("{REACHABLE} AND p.thread_id = $2 AND p.opening = FALSE AND p.summary = FALSE");
    let mut values: Vec<Value> = vec![thread.into()];
    if let Some(after) = request.after {
        tail.push_str(" AND (p.created_at, p.id) > ($3, $4)");
        values.extend([after.key.into(), after.id.into()]);
    }
    tail.push_str(&format!(
        " ORDER BY p.created_at, p.id LIMIT {}",
        request.limit()
    ));
    Ok(Page::from_rows(
        select(reads, tail, reader, values).await?,
        request,
    ))
}

/// How many items all pages of [`replies`] have, stubs among them.
pub async fn count_replies(reads: &impl Reads, thread: ThreadId) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM post p JOIN thread t ON t.id = p.thread_id WHERE {REACHABLE} AND p.thread_id = $1 AND p.opening = FALSE AND p.summary = FALSE"
    );
    count(reads, sql, [thread.into()]).await
}

/// Whether the member ever wrote something that can be seen.
pub async fn has_posted(reads: &impl Reads, member: MemberId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM post p WHERE p.author_id = $1 AND p.state = 'visible' LIMIT 1) AS some_of_it";
    Ok(count(reads, sql, [member.into()]).await? > 0)
}

/// What a post said before an edit.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Revision {
    pub version: i64,
    pub body: String,
    pub written_at: Timestamp,
}

/// Revisions of a post that are shown: whoever edits more often than that is a
/// machine, and each may be as long as a post.
const MOST_REVISIONS: u32 = 100;

/// What each of these posts said before its latest edits, the oldest first: for its
/// author while it is visible, and for the co-ordinator.
pub async fn revisions(
    reads: &impl Reads,
    ids: &[PostId],
    reader: &domain::Member,
) -> Result<HashMap<PostId, Vec<Revision>>> {
    #[derive(FromQueryResult)]
    struct RevisionRow {
        post_id: PostId,
        #[sea_orm(nested)]
        revision: Revision,
    }
    let sql = format!(
        "SELECT * FROM (SELECT v.post_id, v.version, v.body, v.written_at,
                               ROW_NUMBER() OVER (PARTITION BY v.post_id ORDER BY v.version DESC) AS place
                        FROM post_revision v JOIN post p ON p.id = v.post_id
                        WHERE ($2 OR (p.author_id = $1 AND p.state = 'visible')) AND v.post_id IN ({})) latest
         WHERE place <= {MOST_REVISIONS} ORDER BY post_id, version",
        placeholders(3, ids.len())
    );
    let sees_all = reader.coordinator().is_some();
    let values = [reader.id().into(), sees_all.into()]
        .into_iter()
        .chain(values_of(ids));
    let mut by_post: HashMap<PostId, Vec<Revision>> = HashMap::new();
    for row in rows::<RevisionRow, _>(reads, sql, values).await? {
        by_post.entry(row.post_id).or_default().push(row.revision);
    }
    Ok(by_post)
}
