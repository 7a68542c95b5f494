//! What members looked for in vain.

use domain::Timestamp;
use domain::search::ASKED_BY;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, Set};

use crate::entity::{search_miss, search_miss_by};
use crate::store::{execute, insert_unless_there, row, rows};
use crate::{Reads, Result, Tx};

/// Counts a member's search in vain, once. The words are kept only if they are those
/// of enough members by now.
pub async fn note_miss(
    tx: &Tx,
    digest: &[u8],
    member: &[u8],
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let miss = search_miss::ActiveModel {
        digest: Set(digest.to_vec()),
        words: Set(None),
        members: Set(0),
        last_at: Set(now),
    };
    let again = OnConflict::column(search_miss::Column::Digest)
        .update_column(search_miss::Column::LastAt)
        .to_owned();
    let insert = search_miss::Entity::insert(miss).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    let by = search_miss_by::ActiveModel {
        digest: Set(digest.to_vec()),
        member: Set(member.to_vec()),
    };
    let same = [
        search_miss_by::Column::Digest,
        search_miss_by::Column::Member,
    ];
    if !insert_unless_there(tx, by, same).await? {
        return Ok(());
    }
    let members = Expr::col(search_miss::Column::Members);
    let counted = search_miss::Entity::update_many()
        .col_expr(search_miss::Column::Members, members.add(1))
        .filter(search_miss::Column::Digest.eq(digest));
    counted.exec(tx).await?;
    let sql = "UPDATE search_miss SET words = $2 WHERE digest = $1 AND members >= $3";
    let values = [digest.to_vec().into(), words.into(), ASKED_BY.into()];
    execute(tx, sql, values).await.map(drop)
}

/// Forgets what nobody has looked for since then.
pub async fn forget_misses(tx: &Tx, before: Timestamp) -> Result<()> {
    let of_old = "DELETE FROM search_miss_by WHERE digest IN (SELECT digest FROM search_miss WHERE last_at < $1)";
    execute(tx, of_old, [before.into()]).await?;
    let old = "DELETE FROM search_miss WHERE last_at < $1";
    execute(tx, old, [before.into()]).await.map(drop)
}

/// Something that several members looked for in vain.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Gap {
    pub words: String,
    /// How many members.
    pub members: i64,
    pub last_at: Timestamp,
}

/// What is not to be found here and was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// What most members looked for first.
    pub gaps: Vec<Gap>,
    /// How many other searches found nothing, whose words nobody sees.
    pub others: i64,
}

/// What several members looked for in vain, and how many other searches there were.
pub async fn gaps(reads: &impl Reads, n: u32) -> Result<Gaps> {
    #[derive(FromQueryResult)]
    struct Others {
        others: i64,
    }
    let sql = format!(
        "SELECT words, members, last_at FROM search_miss WHERE words IS NOT NULL ORDER BY members DESC, last_at DESC LIMIT {n}"
    );
    let gaps = rows(reads, sql, []).await?;
    let sql = "SELECT COUNT(*) AS others FROM search_miss WHERE words IS NULL";
    let others: Option<Others> = row(reads, sql, []).await?;
    Ok(Gaps {
        gaps,
        others: others.map_or(0, |others| others.others),
    })
}
