//! The versions of documents.

use std::collections::HashMap;

use domain::Timestamp;
use domain::id::{FileId, MemberId, ThreadId};
use sea_orm::{EntityTrait as _, FromQueryResult, Set};

use crate::entity::resource_version::{ActiveModel, Entity};
use crate::file::File;
use crate::store::{columns, placeholders, row, rows, value};
use crate::thread::LISTED;
use crate::{Reads, Result, Tx};

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Version {
    pub thread_id: ThreadId,
    /// From 1 on.
    pub number: i64,
    /// Since the version before; empty for the first.
    pub what_changed: String,
    pub created_at: Timestamp,
    /// Who brought it; none where that would name a sealed author.
    pub by: Option<MemberId>,
    #[sea_orm(nested)]
    pub file: File,
}

/// The versions of those of these documents that are there to read, the newest first.
pub async fn versions(
    reads: &impl Reads,
    ids: &[ThreadId],
) -> Result<HashMap<ThreadId, Vec<Version>>> {
    let sql = format!(
        "SELECT v.thread_id, v.number, v.what_changed, v.created_at,
                CASE WHEN t.pseudonymous AND t.author_id = v.member_id THEN NULL ELSE v.member_id END AS by, {}
         FROM resource_version v JOIN thread t ON t.id = v.thread_id JOIN file f ON f.id = v.file_id
         WHERE {LISTED} AND v.thread_id IN ({}) ORDER BY v.thread_id, v.number DESC",
        columns::<File>("f"),
        placeholders(1, ids.len())
    );
    let mut by_thread: HashMap<ThreadId, Vec<Version>> = HashMap::new();
    for version in rows::<Version, _>(reads, sql, ids.iter().map(|id| (*id).into())).await? {
        by_thread
            .entry(version.thread_id)
            .or_default()
            .push(version);
    }
    Ok(by_thread)
}

/// A version to be.
#[derive(Debug, Clone)]
pub struct NewVersion<'a> {
    pub thread: ThreadId,
    pub number: i64,
    pub file: FileId,
    pub by: MemberId,
    pub what_changed: &'a str,
    pub now: Timestamp,
}

/// Gives a document its next version, whose file belongs to it from then on.
pub async fn insert_version(tx: &Tx, new: &NewVersion<'_>) -> Result<()> {
    let version = ActiveModel {
        thread_id: Set(new.thread),
        number: Set(new.number),
        file_id: Set(new.file),
        member_id: Set(new.by),
        what_changed: Set(new.what_changed.to_owned()),
        created_at: Set(new.now),
    };
    Entity::insert(version).exec_without_returning(tx).await?;
    crate::file::keep_as_version(tx, new.file, new.now).await
}

/// The newest version of a document, as its next one needs it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Newest {
    pub number: i64,
    pub sha256: String,
}

/// The newest version of a document; none of another resource.
pub async fn newest_version(tx: &Tx, thread: ThreadId) -> Result<Option<Newest>> {
    let sql = "SELECT v.number, f.sha256 FROM resource_version v JOIN file f ON f.id = v.file_id
               WHERE v.thread_id = $1 ORDER BY v.number DESC LIMIT 1";
    row(tx, sql, [thread.into()]).await
}

/// Of which document a file is a version.
pub async fn thread_of_version(reads: &impl Reads, file: FileId) -> Result<Option<ThreadId>> {
    let sql = "SELECT thread_id FROM resource_version WHERE file_id = $1";
    value(reads, sql, [file.into()]).await
}

/// The title of another document that is kept and has, or had, the same bytes.
pub async fn title_of_document(
    reads: &impl Reads,
    sha256: &str,
    except: ThreadId,
) -> Result<Option<String>> {
    let sql = "SELECT t.title FROM file f JOIN resource_version v ON v.file_id = f.id
               JOIN resource r ON r.thread_id = v.thread_id JOIN thread t ON t.id = v.thread_id
               WHERE f.sha256 = $1 AND t.id <> $2 AND r.standing = 'kept' AND t.state = 'visible' ORDER BY t.id LIMIT 1";
    value(reads, sql, [sha256.into(), except.into()]).await
}
