//! The tokens by which one click stops a kind of mail, and the record of what
//! members chose.

use std::collections::HashMap;

use domain::id::MemberId;
use domain::mail::{ChosenBy, MailKind};
use domain::{Timestamp, secret};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, row, rows};
use crate::{Reads, Result, Tx};

#[derive(FromQueryResult)]
struct Token {
    member_id: Uuid,
    token: String,
}

#[derive(FromQueryResult)]
struct Whose {
    member_id: Uuid,
    kind: String,
}

/// The tokens of these members for a kind of mail, as far as they were made.
pub async fn tokens_for(
    reads: &impl Reads,
    members: &[MemberId],
    kind: MailKind,
) -> Result<HashMap<MemberId, String>> {
    if members.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT member_id, token FROM mail_token WHERE kind = $1 AND member_id IN ({})",
        placeholders(2, members.len())
    );
    let values = std::iter::once(Value::from(kind.as_str()))
        .chain(members.iter().map(|id| Value::from(id.0)));
    let found: Vec<Token> = rows(reads, sql, values).await?;
    Ok(found
        .into_iter()
        .map(|row| (MemberId(row.member_id), row.token))
        .collect())
}

/// Makes the tokens that these members lack, and gives all of theirs. A token
/// is 128 random bits and never changes: one from an old mail still works.
pub async fn make_tokens(
    tx: &Tx,
    members: &[MemberId],
    kind: MailKind,
) -> Result<HashMap<MemberId, String>> {
    /// Rows of one statement: PostgreSQL takes 65,535 values, SQLite 32,766.
    const BATCH: usize = 1_000;
    for batch in members.chunks(BATCH) {
        let places = (0..batch.len())
            .map(|n| format!("(${}, ${}, ${})", n * 3 + 1, n * 3 + 2, n * 3 + 3))
            .collect::<Vec<_>>()
            .join(", ");
        let values = batch.iter().flat_map(|member| {
            let token = secret::hex(&secret::random_bytes::<16>());
            [
                Value::from(member.0),
                Value::from(kind.as_str()),
                Value::from(token),
            ]
        });
        let sql = format!(
            "INSERT INTO mail_token (member_id, kind, token) VALUES {places} ON CONFLICT (member_id, kind) DO NOTHING"
        );
        execute(tx, sql, values).await?;
    }
    let mut tokens = HashMap::with_capacity(members.len());
    for batch in members.chunks(BATCH) {
        tokens.extend(tokens_for(tx, batch, kind).await?);
    }
    Ok(tokens)
}

/// Whose token it is, and for which kind of mail.
pub async fn by_token(reads: &impl Reads, token: &str) -> Result<Option<(MemberId, MailKind)>> {
    let found: Option<Whose> = row(
        reads,
        "SELECT member_id, kind FROM mail_token WHERE token = $1",
        [token.into()],
    )
    .await?;
    found
        .map(|row| Ok((MemberId(row.member_id), row.kind.parse()?)))
        .transpose()
}

/// Records a choice: PECR and Article 7(1) of the UK GDPR want it shown who
/// chose what, and when.
pub async fn record_choice(
    tx: &Tx,
    member: MemberId,
    kind: MailKind,
    choice: &str,
    by: ChosenBy,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "INSERT INTO mail_choice (member_id, kind, choice, made_by, at) VALUES ($1, $2, $3, $4, $5)",
        [member.0.into(), kind.as_str().into(), choice.into(), by.as_str().into(), now.0.into()],
    )
    .await?;
    Ok(())
}
