//! Schedules: a name and when it is next due. Whoever moves the date does the
//! work, so one server or ten behave alike.

use domain::Timestamp;
use sea_orm::FromQueryResult;

use crate::store::{execute, row};
use crate::{Reads, Result, Tx};

#[derive(FromQueryResult)]
struct Next {
    next_at: i64,
}

/// When it is next due; none before it was first planned.
pub async fn next(reads: &impl Reads, name: &str) -> Result<Option<Timestamp>> {
    let next: Option<Next> = row(
        reads,
        "SELECT next_at FROM schedule WHERE name = $1",
        [name.into()],
    )
    .await?;
    Ok(next.map(|next| Timestamp(next.next_at)))
}

/// Plans it for the first time; false if somebody did already.
pub async fn plan(tx: &Tx, name: &str, at: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO schedule (name, next_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    Ok(execute(tx, sql, [name.into(), at.0.into()]).await? == 1)
}

/// Moves it from one date to the next; false if somebody else did.
pub async fn advance(tx: &Tx, name: &str, from: Timestamp, to: Timestamp) -> Result<bool> {
    let sql = "UPDATE schedule SET next_at = $1 WHERE name = $2 AND next_at = $3";
    Ok(execute(tx, sql, [to.0.into(), name.into(), from.0.into()]).await? == 1)
}
