//! Summaries: what writing one depends on, and what was made of one. A summary is a
//! post, and is read as one.

use std::collections::HashMap;

use domain::Timestamp;
use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, Lately};
use domain::thread::ThreadAccess;
use sea_orm::{ColumnTrait as _, FromQueryResult, Set};

use crate::entity::resource;
use crate::post::lately_columns;
use crate::store::{placeholders, row, rows, update};
use crate::thread::{LISTED, STANDING, SUMMARY};
use crate::{Reads, Result, Tx};

/// What a summary depends on, from one row.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForSummarising {
    /// What decides whether it may be written.
    #[sea_orm(nested)]
    pub access: ThreadAccess,
    /// Whether the thread was started without a name.
    pub pseudonymous: bool,
    /// What is said before the words of the thread.
    pub content_note: Option<ContentNote>,
    /// Whether the same click came before.
    pub is_posted: bool,
    /// How much the member posted lately, in all threads.
    #[sea_orm(nested)]
    pub lately: Lately,
}

/// A thread for summing up, held against other writers until the transaction ends.
pub async fn for_summarising(
    tx: &Tx,
    thread: ThreadId,
    member: MemberId,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Option<ForSummarising>> {
    let sql = format!(
        "SELECT {STANDING}, t.pseudonymous, t.content_note,
                EXISTS (SELECT 1 FROM post p WHERE p.author_id = $2 AND p.idempotency_key = $3) AS is_posted, {}
         FROM thread t WHERE t.id = $1{}",
        lately_columns("$2", "$4", "$5"),
        tx.engine().for_update()
    );
    let (short, long) = Lately::since(now);
    let values = [
        thread.into(),
        member.into(),
        key.into(),
        short.into(),
        long.into(),
    ];
    row(tx, sql, values).await
}

/// What putting a summary into the library depends on.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForSharing {
    pub summary: PostId,
    /// Who wrote it, sealed or not. Never leaves a command.
    pub author: MemberId,
    /// Whether they wrote it without a name.
    pub pseudonymous: bool,
    /// Its words.
    pub body: String,
    /// What is said before the words of its thread.
    pub content_note: Option<ContentNote>,
    /// Whether it is in the library.
    pub is_shared: bool,
}

/// The summary of a thread for the library, held against other writers until the
/// transaction ends; none where members cannot see one.
pub async fn for_sharing(tx: &Tx, thread: ThreadId) -> Result<Option<ForSharing>> {
    let sql = format!(
        "SELECT p.id AS summary, p.author_id AS author, p.pseudonymous, p.body, t.content_note,
                EXISTS (SELECT 1 FROM resource r WHERE r.learned_in_id = p.id) AS is_shared
         FROM thread t JOIN post p ON p.id = {SUMMARY} WHERE t.id = $1 AND {LISTED}{}",
        tx.engine().for_update()
    );
    row(tx, sql, [thread.into()]).await
}

/// Says of a resource which summary it was made of.
pub async fn set_resource(tx: &Tx, summary: PostId, resource: ThreadId) -> Result<()> {
    let made = resource::ActiveModel {
        learned_in_id: Set(Some(summary)),
        ..resource::ActiveModel::default()
    };
    update(tx, made, resource::Column::ThreadId.eq(resource))
        .await
        .map(drop)
}

/// The resources that were made of these summaries.
pub async fn resources(
    reads: &impl Reads,
    summaries: &[PostId],
) -> Result<HashMap<PostId, ThreadId>> {
    #[derive(FromQueryResult)]
    struct Row {
        learned_in_id: PostId,
        thread_id: ThreadId,
    }
    let sql = format!(
        "SELECT r.learned_in_id, r.thread_id FROM resource r WHERE r.learned_in_id IN ({})",
        placeholders(1, summaries.len())
    );
    let found: Vec<Row> = rows(reads, sql, summaries.iter().map(|id| (*id).into())).await?;
    let pair = |row: Row| (row.learned_in_id, row.thread_id);
    Ok(found.into_iter().map(pair).collect())
}
