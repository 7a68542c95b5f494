//! The tokens by which one click stops a kind of mail, and the record of what
//! members chose.

use domain::id::MemberId;
use domain::mail::{ChosenBy, MailKind};
use domain::{Timestamp, secret};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, row};
use crate::{Reads, Result, Tx};

#[derive(FromQueryResult)]
struct Token {
    token: String,
}

#[derive(FromQueryResult)]
struct Whose {
    member_id: Uuid,
    kind: String,
}

/// The token of a member for a kind of mail, if it was made.
pub async fn token(reads: &impl Reads, member: MemberId, kind: MailKind) -> Result<Option<String>> {
    let sql = "SELECT token FROM mail_token WHERE kind = $1 AND member_id = $2";
    let values = [kind.as_str().into(), member.0.into()];
    let found: Option<Token> = row(reads, sql, values).await?;
    Ok(found.map(|row| row.token))
}

/// Makes the tokens that these members lack. A token is 128 random bits and never
/// changes: one from an old mail still works.
pub async fn make_tokens(tx: &Tx, members: &[MemberId], kind: MailKind) -> Result<()> {
    /// PostgreSQL takes 65,535 values, SQLite 32,766.
    const ROWS: usize = 1_000;
    for some in members.chunks(ROWS) {
        let places = (0..some.len())
            .map(|n| format!("(${}, $1, ${})", n * 2 + 2, n * 2 + 3))
            .collect::<Vec<_>>()
            .join(", ");
        let values = some.iter().flat_map(|member| {
            let token = secret::hex(&secret::random_bytes::<16>());
            [Value::from(member.0), Value::from(token)]
        });
        let sql = format!(
            "INSERT INTO mail_token (member_id, kind, token) VALUES {places} ON CONFLICT (member_id, kind) DO NOTHING"
        );
        let values = [kind.as_str().into()].into_iter().chain(values);
        execute(tx, sql, values).await?;
    }
    Ok(())
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
