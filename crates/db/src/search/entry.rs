//! The entries of the index, and what they are made of.

use domain::id::{MemberId, OrganisationId, PostId, ThreadId};
use domain::post::PostState;
use domain::search::{Found, SearchKind, found_by};
use domain::thread::ThreadKind;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, Set};
use uuid::Uuid;

use crate::connect::Engine;
use crate::entity::search_entry::{ActiveModel, Column, Entity};
use crate::store::{execute, placeholders, row, rows, update, values};
use crate::{Reads, Result, Tx};

/// What a thread is found by.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Opening {
    pub kind: ThreadKind,
    pub title: String,
    /// The words of its opening; none behind a content note.
    pub body: Option<String>,
    /// What is said of a resource beside its words; none for another kind.
    pub facts: Option<String>,
    pub state: PostState,
}

/// A thread as an index needs it.
pub async fn opening(tx: &Tx, thread: ThreadId) -> Result<Option<Opening>> {
    let sql = "SELECT t.kind, t.title, t.state,
                      CASE WHEN t.content_note IS NULL AND p.content_note IS NULL THEN p.body END AS body,
                      r.maker || ' ' || r.applies_to || ' ' || r.language || ' ' || r.accessible_formats
                          || CASE WHEN t.content_note IS NULL THEN ' ' || COALESCE(r.page_title, '') || ' ' || COALESCE(r.page_description, '') ELSE '' END AS facts
               FROM thread t JOIN post p ON p.id = t.opening_id LEFT JOIN resource r ON r.thread_id = t.id WHERE t.id = $1";
    row(tx, sql, [thread.into()]).await
}

/// What a reply is found by.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Reply {
    pub thread: ThreadId,
    /// Whether it opens its thread, and is found as that.
    pub opening: bool,
    /// Its words; none while it is not to be seen, or behind a content note.
    pub body: Option<String>,
}

/// A post as an index needs it.
pub async fn reply(tx: &Tx, post: PostId) -> Result<Option<Reply>> {
    let sql = "SELECT p.thread_id AS thread, p.opening,
                      CASE WHEN p.state = 'visible' AND p.content_note IS NULL THEN p.body END AS body
               FROM post p WHERE p.id = $1";
    row(tx, sql, [post.into()]).await
}

/// Makes something be found by these words, and by no others. Its place among what
/// is found is that of its first entry.
pub async fn put(
    tx: &Tx,
    kind: SearchKind,
    subject: impl Into<Uuid>,
    thread: Option<ThreadId>,
    found: Found,
) -> Result<()> {
    let marks = [kind.word(), found.marks];
    let entry = ActiveModel {
        kind: Set(kind),
        subject_id: Set(subject.into()),
        thread_id: Set(thread),
        words: Set(found.words),
        marks: Set(marks.join(" ")),
        ..ActiveModel::default()
    };
    let again = OnConflict::column(Column::SubjectId)
        .update_columns([Column::Words, Column::Marks])
        .to_owned();
    let insert = Entity::insert(entry).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Makes something be found no more. It keeps its place for the day it is put back.
pub async fn clear(tx: &Tx, subject: impl Into<Uuid>) -> Result<()> {
    let nothing = ActiveModel {
        words: Set(String::new()),
        marks: Set(String::new()),
        ..ActiveModel::default()
    };
    update(tx, nothing, Column::SubjectId.eq(subject.into()))
        .await
        .map(drop)
}

#[derive(FromQueryResult)]
struct Person {
    id: MemberId,
    name: String,
    work_role: String,
    organisation: Option<String>,
    is_active: bool,
}

/// Indexes members anew: their name, what they do, and for whom. Whoever is not
/// active is not found.
pub async fn index_members(tx: &Tx, ids: &[MemberId]) -> Result<()> {
    let sql = format!(
        "SELECT m.id, m.name, m.work_role, o.name AS organisation, m.state = 'active' AS is_active
         FROM member m LEFT JOIN organisation o ON o.id = m.organisation_id WHERE m.id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<Person> = rows(tx, sql, ids.iter().map(|id| (*id).into())).await?;
    for person in found {
        if !person.is_active {
            clear(tx, person.id).await?;
            continue;
        }
        let text = [Some(person.work_role), person.organisation];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let words = found_by(&person.name, &text);
        put(tx, SearchKind::Member, person.id, None, words).await?;
    }
    Ok(())
}

/// The same for all who work somewhere.
pub async fn reindex_members(tx: &Tx, organisation: OrganisationId) -> Result<()> {
    let sql = "SELECT id FROM member WHERE organisation_id = $1 AND state = 'active'";
    let ids: Vec<MemberId> = values(tx, sql, [organisation.into()]).await?;
    for some in ids.chunks(500) {
        index_members(tx, some).await?;
    }
    Ok(())
}

/// Rows of a table that has an id, after one of them, in the order in which they
/// were made: for whoever goes through all.
pub async fn walk<I>(
    reads: &impl Reads,
    table: &str,
    after: Option<I>,
    limit: u32,
) -> Result<Vec<I>>
where
    I: sea_orm::TryGetable + Into<sea_orm::Value>,
{
    let (beyond, after) = match after {
        Some(after) => ("WHERE id > $1", Some(after.into())),
        None => ("", None),
    };
    let sql = format!("SELECT id FROM {table} {beyond} ORDER BY id LIMIT {limit}");
    values(reads, sql, after).await
}

/// Takes out what is of nothing any more, and has the engine make its own index
/// anew from the entries.
pub async fn rebuild(tx: &Tx) -> Result<()> {
    let gone =
        "DELETE FROM search_entry WHERE NOT EXISTS (SELECT 1 FROM thread t WHERE t.id = subject_id)
                AND NOT EXISTS (SELECT 1 FROM post p WHERE p.id = subject_id AND p.opening = FALSE)
                AND NOT EXISTS (SELECT 1 FROM collection c WHERE c.id = subject_id)
                AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = subject_id)";
    let anew = match tx.engine() {
        Engine::Sqlite => "INSERT INTO search_index (search_index) VALUES ('rebuild')",
        Engine::Postgres => "REINDEX INDEX search_entry_lexemes",
    };
    // First, so that what does not fit the entries is in nobody's way.
    execute(tx, anew, []).await?;
    execute(tx, gone, []).await.map(drop)
}
