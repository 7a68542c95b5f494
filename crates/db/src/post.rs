//! Posts: who may see one, the seal on its author, how posts are read, and the
//! changes to their rows.

mod write;

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{MemberId, OrganisationId, PostId, SectorId, ThreadId};
use domain::member::{MemberState, Role};
use domain::post::{Author, CROWD, ContentNote, FORMER_MEMBER, PostState, Reaction, colleague_in};
use domain::{Coordinator, Timestamp};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::column::Named;
use crate::community::Sector;
use crate::member::Member;
use crate::store::{placeholders, row, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result};

pub use write::{
    Edit, ForChanging, ForStarting, NewPost, edit, find_by_key, for_changing, for_starting, insert,
    withdraw,
};
pub(crate) use write::{LatelyRow, lately_columns};

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

/// The columns from which a [`Byline`] is made: `m` is the author, `s` the
/// sector from which they wrote, `{of}` the thread or the post. Few enough are
/// counted to know whether it is a [`CROWD`].
macro_rules! author_columns {
    ($of:literal) => {
        concat!(
            "m.id AS author_id, m.state AS author_state, m.role AS author_role, m.deputy_until AS author_deputy_until, \
             m.name AS author_name, m.work_role AS author_work_role, m.sector_id AS author_sector_id, \
             m.organisation_id AS author_organisation_id, m.joined_at AS author_joined_at, \
             s.id AS sector_id, s.slug AS sector_slug, s.name AS sector_name, ",
            $of,
            ".pseudonymous, CASE WHEN ",
            $of,
            ".pseudonymous THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM member c WHERE c.sector_id = ",
            $of,
            ".sector_id AND c.state = 'active' LIMIT 5) AS few) ELSE 0 END AS crowd"
        )
    };
}
pub(crate) use author_columns;

/// A row of `author_columns`.
#[derive(FromQueryResult)]
pub(crate) struct AuthorRow {
    pub author_id: Uuid,
    pub author_state: Named<MemberState>,
    pub author_role: Named<Role>,
    pub author_deputy_until: Option<i64>,
    pub author_name: String,
    pub author_work_role: String,
    pub author_sector_id: Uuid,
    pub author_organisation_id: Option<Uuid>,
    pub author_joined_at: Option<i64>,
    pub sector_id: Uuid,
    pub sector_slug: String,
    pub sector_name: String,
    pub pseudonymous: bool,
    pub crowd: i64,
}

impl AuthorRow {
    /// Puts the seal on: of a sealed author neither id nor name gets past this.
    pub(crate) fn byline(self) -> Byline {
        let sector = Sector {
            id: SectorId(self.sector_id),
            slug: self.sector_slug,
            name: self.sector_name,
        };
        if self.pseudonymous {
            let sector = (self.crowd >= CROWD).then_some(sector);
            let label = colleague_in(sector.as_ref().map(|sector| sector.name.as_str()));
            return Byline {
                author: Author::Pseudonymous(sector.as_ref().map(|sector| sector.id)),
                label,
                sector,
                member: None,
            };
        }
        let author = Author::Named(MemberId(self.author_id));
        if self.author_state.0 == MemberState::Left {
            return Byline {
                author,
                label: FORMER_MEMBER.to_owned(),
                sector: Some(sector),
                member: None,
            };
        }
        let member = Member {
            id: MemberId(self.author_id),
            state: self.author_state.0,
            role: self.author_role.0,
            deputy_until: self.author_deputy_until.map(Timestamp),
            name: self.author_name.clone(),
            work_role: self.author_work_role,
            sector: SectorId(self.author_sector_id),
            organisation: self.author_organisation_id.map(OrganisationId),
            joined_at: self.author_joined_at.map(Timestamp),
        };
        Byline {
            author,
            label: self.author_name,
            sector: Some(sector),
            member: Some(Box::new(member)),
        }
    }
}

/// A post as the one who asks may see it.
#[derive(Debug, Clone)]
pub struct Post {
    /// Which.
    pub id: PostId,
    /// Where.
    pub thread: ThreadId,
    /// Whether it opens its thread.
    pub opening: bool,
    /// Who wrote it.
    pub byline: Arc<Byline>,
    /// Its state: visible or withdrawn; at the desk any.
    pub state: PostState,
    /// What is said before its words.
    pub content_note: Option<ContentNote>,
    /// Its words as safe HTML; empty when it was withdrawn.
    pub html: String,
    /// Its words as typed: for its author and the co-ordinator.
    pub source: Option<String>,
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
    /// What was given to it.
    pub reactions: Reactions,
}

/// The reactions to a post: counts, and whether the reader gave one. No names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Reactions {
    thanks: i64,
    own_thanks: bool,
    useful: i64,
    own_useful: bool,
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

/// Who asks for posts, and what of them they may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The member.
    pub member: MemberId,
    /// Whether they get the source of what others wrote.
    pub sources: Sources,
}

/// Whose source a reader gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// Their own.
    Own,
    /// Everyone's: the co-ordinator's.
    All,
}

impl From<&domain::Member> for Reader {
    fn from(member: &domain::Member) -> Self {
        let sources = if member.coordinator().is_some() {
            Sources::All
        } else {
            Sources::Own
        };
        Self {
            member: member.id(),
            sources,
        }
    }
}

/// How many reactions of a kind a post has.
macro_rules! count_of {
    ($kind:literal) => {
        concat!(
            "(SELECT COUNT(*) FROM reaction r WHERE r.post_id = p.id AND r.kind = '",
            $kind,
            "') AS ",
            $kind,
            ", "
        )
    };
}

/// Whether the reader gave it one.
macro_rules! own {
    ($kind:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM reaction r WHERE r.post_id = p.id AND r.kind = '",
            $kind,
            "' AND r.member_id = $1) AS own_",
            $kind,
            ", "
        )
    };
}

/// The columns of a [`PostRow`]. `p` is the post, `t` its thread,
/// `m` its author, `s` the sector from which it was written; `$1` is the reader
/// and `$2` whether they get every source.
const COLUMNS: &str = concat!(
    "p.id, p.thread_id, p.opening, p.state, p.content_note, p.html, CASE WHEN $2 OR p.author_id = $1 THEN p.source END AS source, \
     p.version, p.created_at, p.edited_at, t.accepted_id, ",
    count_of!("thanks"),
    own!("thanks"),
    count_of!("useful"),
    own!("useful"),
    author_columns!("p")
);

/// What [`COLUMNS`] are read from, and how it hangs together.
const JOINED: &str = "post p JOIN thread t ON t.id = p.thread_id JOIN member m ON m.id = p.author_id JOIN sector s ON s.id = p.sector_id";

#[derive(FromQueryResult)]
struct PostRow {
    id: Uuid,
    thread_id: Uuid,
    opening: bool,
    state: Named<PostState>,
    content_note: Option<String>,
    html: String,
    source: Option<String>,
    version: i64,
    created_at: i64,
    edited_at: Option<i64>,
    accepted_id: Option<Uuid>,
    #[sea_orm(nested)]
    reactions: Reactions,
    #[sea_orm(nested)]
    author: AuthorRow,
}

impl PostRow {
    /// As the reader may see it: the seal is put on here, and withdrawn words
    /// are dropped here.
    pub(crate) fn seen_by(self, reader: MemberId) -> Post {
        let mut post = self.with_every_word(reader);
        if post.state == PostState::Withdrawn {
            post.html.clear();
            post.source = None;
        }
        post
    }

    fn with_every_word(self, reader: MemberId) -> Post {
        let (html, source) = (self.html, self.source);
        let viewer_is_author = self.author.author_id == reader.0;
        Post {
            id: PostId(self.id),
            thread: ThreadId(self.thread_id),
            opening: self.opening,
            byline: Arc::new(self.author.byline()),
            state: self.state.0,
            reactions: self.reactions,
            content_note: self.content_note.as_deref().map(ContentNote::read),
            html,
            source,
            version: self.version,
            created_at: Timestamp(self.created_at),
            edited_at: self.edited_at.map(Timestamp),
            viewer_is_author,
            accepted: self.accepted_id == Some(self.id),
        }
    }
}

async fn select(
    reads: &impl Reads,
    tail: String,
    reader: Reader,
    values: Vec<Value>,
) -> Result<Vec<Post>> {
    let found = selected(reads, tail, reader, values).await?;
    Ok(found
        .into_iter()
        .map(|row| row.seen_by(reader.member))
        .collect())
}

async fn selected(
    reads: &impl Reads,
    tail: String,
    reader: Reader,
    values: Vec<Value>,
) -> Result<Vec<PostRow>> {
    let sql = format!("SELECT {COLUMNS} FROM {JOINED} WHERE {tail}");
    let all = [
        reader.member.0.into(),
        (reader.sources == Sources::All).into(),
    ]
    .into_iter()
    .chain(values);
    rows(reads, sql, all).await
}

fn values_of(ids: &[PostId]) -> Vec<Value> {
    ids.iter().map(|id| id.0.into()).collect()
}

/// The posts of these ids that the reader may come upon, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[PostId], reader: Reader) -> Result<Vec<Post>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    select(
        reads,
        format!("{REACHABLE} AND p.id IN ({})", placeholders(3, ids.len())),
        reader,
        values_of(ids),
    )
    .await
}

/// One post, if the reader may come upon it.
pub async fn by_id(reads: &impl Reads, id: PostId, reader: Reader) -> Result<Option<Post>> {
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
    let reader = Reader {
        member: coordinator.id(),
        sources: Sources::All,
    };
    let found = selected(
        reads,
        format!("p.id IN ({})", placeholders(3, ids.len())),
        reader,
        values_of(ids),
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|row| row.with_every_word(reader.member))
        .collect())
}

/// A page of the replies in a thread, the oldest first: in the order in which
/// they were written, also where one became visible later.
pub async fn replies(
    reads: &impl Reads,
    thread: ThreadId,
    request: &PageRequest,
    reader: Reader,
) -> Result<Page<Post>> {
    let mut tail = format!("{REACHABLE} AND p.thread_id = $3 AND p.opening = FALSE");
    let mut values: Vec<Value> = vec![thread.0.into()];
    if let Some(after) = request.after {
        tail.push_str(" AND (p.created_at, p.id) > ($4, $5)");
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

#[derive(FromQueryResult)]
struct Count {
    number: i64,
}

/// How many items all pages of [`replies`] have, stubs among them.
pub async fn count_replies(reads: &impl Reads, thread: ThreadId) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) AS number FROM post p JOIN thread t ON t.id = p.thread_id WHERE {REACHABLE} AND p.thread_id = $1 AND p.opening = FALSE"
    );
    let counted: Option<Count> = row(reads, sql, [thread.0.into()]).await?;
    Ok(counted.map_or(0, |count| count.number))
}

/// What a post said before an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Which version.
    pub version: i64,
    /// Its words.
    pub source: String,
    /// When they were written.
    pub written_at: Timestamp,
}

#[derive(FromQueryResult)]
struct RevisionRow {
    post_id: Uuid,
    version: i64,
    source: String,
    written_at: i64,
}

/// Revisions of a post that are shown: whoever edits more often than that is a
/// machine, and each may be as long as a post.
const MOST_REVISIONS: u32 = 100;

/// What each of these posts said before its latest edits, the oldest first: for its
/// author while it is visible, and for the co-ordinator.
pub async fn revisions(
    reads: &impl Reads,
    ids: &[PostId],
    reader: Reader,
) -> Result<HashMap<PostId, Vec<Revision>>> {
    let mut by_post: HashMap<PostId, Vec<Revision>> = HashMap::new();
    if ids.is_empty() {
        return Ok(by_post);
    }
    let sql = format!(
        "SELECT * FROM (SELECT v.post_id, v.version, v.source, v.written_at,
                               ROW_NUMBER() OVER (PARTITION BY v.post_id ORDER BY v.version DESC) AS place
                        FROM post_revision v JOIN post p ON p.id = v.post_id
                        WHERE ($2 OR (p.author_id = $1 AND p.state = 'visible')) AND v.post_id IN ({})) latest
         WHERE place <= {MOST_REVISIONS} ORDER BY post_id, version",
        placeholders(3, ids.len())
    );
    let values = [
        reader.member.0.into(),
        (reader.sources == Sources::All).into(),
    ]
    .into_iter()
    .chain(ids.iter().map(|id| id.0.into()));
    let found: Vec<RevisionRow> = rows(reads, sql, values).await?;
    for row in found {
        by_post
            .entry(PostId(row.post_id))
            .or_default()
            .push(Revision {
                version: row.version,
                source: row.source,
                written_at: Timestamp(row.written_at),
            });
    }
    Ok(by_post)
}
