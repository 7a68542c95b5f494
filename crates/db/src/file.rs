//! Files: whose they are, who may have one, what hangs on a post.

use std::collections::HashMap;

use domain::file::{FileKind, FileState, FileWords};
use domain::id::{FileId, MemberId, PostId, ThreadId};
use domain::{Member, Timestamp};
use sea_orm::{
    ColumnTrait as _, DerivePartialModel, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set, Value,
};

use crate::entity::file::{ActiveModel, Column, Entity};
use crate::store::{columns, count, placeholders, rows, update, values};
use crate::{Reads, Result, Tx};

/// Characters of a post's files by which it is found: PostgreSQL's index takes a
/// megabyte of one text.
const INDEXED: usize = 200_000;

/// A file as it is shown. Whose it is, it does not say: its post may be sealed.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct File {
    pub id: FileId,
    pub kind: FileKind,
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
    /// What a picture shows; empty for decoration, none while nobody has said it.
    pub alternative: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub state: FileState,
    pub words_state: FileWords,
}

/// A file as a command or a job needs it.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Own {
    pub id: FileId,
    pub uploader_id: MemberId,
    pub post_id: Option<PostId>,
    pub kind: FileKind,
    pub sha256: String,
    pub state: FileState,
    pub alternative: Option<String>,
    pub words_state: FileWords,
    /// Since when it belongs to a post, or is a version of a document.
    pub claimed_at: Option<Timestamp>,
}

/// A file to be.
#[derive(Debug, Clone)]
pub struct NewFile {
    pub id: FileId,
    pub uploader: MemberId,
    pub kind: FileKind,
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
    pub pixels: Option<(u32, u32)>,
    pub state: FileState,
    pub words_state: FileWords,
    pub now: Timestamp,
}

/// Makes a file that belongs to its uploader alone.
pub async fn insert(tx: &Tx, new: NewFile) -> Result<()> {
    let file = ActiveModel {
        id: Set(new.id),
        uploader_id: Set(new.uploader),
        place: Set(0),
        kind: Set(new.kind),
        name: Set(new.name),
        bytes: Set(new.bytes),
        sha256: Set(new.sha256),
        width: Set(new.pixels.map(|(width, _)| i64::from(width))),
        height: Set(new.pixels.map(|(_, height)| i64::from(height))),
        state: Set(new.state),
        words_state: Set(new.words_state),
        created_at: Set(new.now),
        ..ActiveModel::default()
    };
    Entity::insert(file).exec_without_returning(tx).await?;
    Ok(())
}

/// Bytes of all that a member brought and that is still there.
pub async fn bytes_of(reads: &impl Reads, member: MemberId) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM file WHERE uploader_id = $1 AND state <> 'refused'";
    count(reads, sql, [member.into()]).await
}

/// A file, whatever its state and whosever it is.
pub async fn by_id(reads: &impl Reads, id: FileId) -> Result<Option<Own>> {
    let found = Entity::find_by_id(id).into_partial_model().one(reads);
    Ok(found.await?)
}

/// What its uploader sees of it.
pub async fn own(reads: &impl Reads, member: MemberId, id: FileId) -> Result<Option<File>> {
    let found = Entity::find_by_id(id).filter(Column::UploaderId.eq(member));
    Ok(found.into_partial_model().one(reads).await?)
}

/// A file whose bytes this member may have at this moment: ready, and their own as
/// long as it belongs to nothing, or of something that they may come upon. The
/// co-ordinator has what is hidden and held, too: the desk shows it.
pub async fn visible(reads: &impl Reads, member: &Member, id: FileId) -> Result<Option<File>> {
    let states = if member.coordinator().is_some() {
        "('visible', 'hidden', 'held')"
    } else {
        "('visible')"
    };
    // The replies to an opening that was taken back stay, and their files.
    let sql = format!(
        "SELECT {} FROM file f LEFT JOIN resource_version v ON v.file_id = f.id
             LEFT JOIN post p ON p.id = COALESCE(f.post_id, (SELECT opening_id FROM thread WHERE id = v.thread_id))
             LEFT JOIN thread t ON t.id = p.thread_id
         WHERE f.id = $1 AND f.state = 'ready' AND (
             (f.claimed_at IS NULL AND f.uploader_id = $2)
             OR (p.state IN {states} AND (t.state = 'withdrawn' OR t.state IN {states})))",
        columns::<File>("f")
    );
    crate::store::row(reads, sql, [id.into(), member.id().into()]).await
}

/// The files of these posts in their order, of which the caller may see the posts:
/// those that can be had, and to their uploader all.
pub async fn by_posts(
    reads: &impl Reads,
    posts: &[PostId],
    reader: MemberId,
) -> Result<HashMap<PostId, Vec<File>>> {
    #[derive(sea_orm::FromQueryResult)]
    struct OfPost {
        post_id: PostId,
        #[sea_orm(nested)]
        file: File,
    }
    let sql = format!(
        "SELECT f.post_id, {} FROM file f WHERE (f.state = 'ready' OR f.uploader_id = $1) AND f.post_id IN ({}) ORDER BY f.post_id, f.place",
        columns::<File>("f"),
        placeholders(2, posts.len())
    );
    let given = std::iter::once(Value::from(reader)).chain(posts.iter().map(|id| (*id).into()));
    let mut by_post: HashMap<PostId, Vec<File>> = HashMap::new();
    for row in rows::<OfPost, _>(reads, sql, given).await? {
        by_post.entry(row.post_id).or_default().push(row.file);
    }
    Ok(by_post)
}

/// Files for claiming, held against other writers until the transaction ends.
pub async fn for_claiming(tx: &Tx, ids: &[FileId]) -> Result<Vec<Own>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {} FROM file f WHERE f.id IN ({}){}",
        columns::<Own>("f"),
        placeholders(1, ids.len()),
        tx.engine().for_update()
    );
    rows(tx, sql, ids.iter().map(|id| (*id).into())).await
}

/// The files that hang on a post.
pub async fn of_post(tx: &Tx, post: PostId) -> Result<Vec<FileId>> {
    values(
        tx,
        "SELECT id FROM file WHERE post_id = $1 ORDER BY place",
        [post.into()],
    )
    .await
}

/// Gives a file to a post, at a place among its files.
pub async fn give_to_post(
    tx: &Tx,
    file: FileId,
    post: PostId,
    place: i64,
    now: Timestamp,
) -> Result<()> {
    let given = ActiveModel {
        post_id: Set(Some(post)),
        place: Set(place),
        claimed_at: Set(Some(now)),
        ..ActiveModel::default()
    };
    update(tx, given, Column::Id.eq(file)).await.map(drop)
}

/// Keeps a file as a version of a document.
pub async fn keep_as_version(tx: &Tx, file: FileId, now: Timestamp) -> Result<()> {
    let kept = ActiveModel {
        claimed_at: Set(Some(now)),
        ..ActiveModel::default()
    };
    update(tx, kept, Column::Id.eq(file)).await.map(drop)
}

/// Takes a file off its post: it is its uploader's alone again, and swept in time.
pub async fn take_back(tx: &Tx, file: FileId, now: Timestamp) -> Result<()> {
    let taken = ActiveModel {
        post_id: Set(None),
        claimed_at: Set(None),
        created_at: Set(now),
        ..ActiveModel::default()
    };
    update(tx, taken, Column::Id.eq(file)).await.map(drop)
}

/// Says what a picture shows.
pub async fn describe(tx: &Tx, file: FileId, alternative: &str) -> Result<()> {
    let described = ActiveModel {
        alternative: Set(Some(alternative.to_owned())),
        ..ActiveModel::default()
    };
    update(tx, described, Column::Id.eq(file)).await.map(drop)
}

/// Writes down what the scanner said.
pub async fn set_state(
    tx: &Tx,
    file: FileId,
    state: FileState,
    finding: Option<&str>,
) -> Result<()> {
    let checked = ActiveModel {
        state: Set(state),
        finding: Set(finding.map(str::to_owned)),
        ..ActiveModel::default()
    };
    update(tx, checked, Column::Id.eq(file)).await.map(drop)
}

/// Writes down what was read in it.
pub async fn set_words(
    tx: &Tx,
    file: FileId,
    state: FileWords,
    words: Option<String>,
) -> Result<()> {
    let read = ActiveModel {
        words_state: Set(state),
        words: Set(words),
        ..ActiveModel::default()
    };
    update(tx, read, Column::Id.eq(file)).await.map(drop)
}

/// What is said and read in the files of a post, each after a line break.
pub async fn words_of_post(reads: &impl Reads, post: PostId) -> Result<String> {
    words(reads, "f.post_id = $1", post.into()).await
}

/// The same of the post that opens a thread, and of a document's newest version.
pub async fn words_of_thread(reads: &impl Reads, thread: ThreadId) -> Result<String> {
    let whose = "(f.post_id = (SELECT opening_id FROM thread WHERE id = $1)
             OR f.id = (SELECT v.file_id FROM resource_version v WHERE v.thread_id = $1 ORDER BY v.number DESC LIMIT 1))";
    words(reads, whose, thread.into()).await
}

async fn words(reads: &impl Reads, whose: &str, id: Value) -> Result<String> {
    let sql = format!(
        "SELECT f.name || ' ' || COALESCE(f.alternative, '') || ' ' || COALESCE(f.words, '') FROM file f
         WHERE f.state = 'ready' AND {whose} ORDER BY f.place, f.id"
    );
    let all: Vec<String> = values(reads, sql, [id]).await?;
    let mut all: String = all.iter().map(|words| format!("\n{words}")).collect();
    if let Some((end, _)) = all.char_indices().nth(INDEXED) {
        all.truncate(end);
    }
    Ok(all)
}

/// Takes out the rows of files that nobody claimed by then, some at a time; which
/// they were. One that is claimed meanwhile stays: its row is asked once more when
/// it is taken out.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<Vec<(FileId, FileKind)>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Swept {
        id: FileId,
        kind: FileKind,
    }
    let sql = "DELETE FROM file WHERE claimed_at IS NULL AND id IN (
                   SELECT id FROM file WHERE claimed_at IS NULL AND created_at < $1 LIMIT 1000)
               RETURNING id, kind";
    let swept: Vec<Swept> = rows(tx, sql, [before.into()]).await?;
    Ok(swept.into_iter().map(|file| (file.id, file.kind)).collect())
}

/// Of these, those that no row stands for.
pub async fn unknown(reads: &impl Reads, ids: Vec<FileId>) -> Result<Vec<FileId>> {
    let sql = format!(
        "SELECT id FROM file WHERE id IN ({})",
        placeholders(1, ids.len())
    );
    let known: Vec<FileId> = values(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    let unknown = ids.into_iter().filter(|id| !known.contains(id));
    Ok(unknown.collect())
}

/// Up to a thousand files after this one, by their ids, whose bytes should be there.
pub async fn kept_after(
    reads: &impl Reads,
    after: Option<FileId>,
) -> Result<Vec<(FileId, FileKind)>> {
    let mut found = Entity::find().filter(Column::State.ne(FileState::Refused));
    if let Some(after) = after {
        found = found.filter(Column::Id.gt(after));
    }
    let found = found.order_by_asc(Column::Id).limit(1_000);
    let found: Vec<Own> = found.into_partial_model().all(reads).await?;
    Ok(found.iter().map(|file| (file.id, file.kind)).collect())
}
