//! The tokens by which one click stops a kind of mail, and the record of what
//! members chose.

use domain::id::MemberId;
use domain::mail::{ChosenBy, MailKind};
use domain::{Timestamp, secret};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

use crate::entity::{mail_choice, mail_token};
use crate::{Reads, Result, Tx};

/// The token of a member for a kind of mail, if it was made.
pub async fn token(reads: &impl Reads, member: MemberId, kind: MailKind) -> Result<Option<String>> {
    let found = mail_token::Entity::find_by_id((member, kind))
        .one(reads)
        .await?;
    Ok(found.map(|row| row.token))
}

/// Makes the tokens that these members lack. A token is 128 random bits and never
/// changes: one from an old mail still works.
pub async fn make_tokens(tx: &Tx, members: &[MemberId], kind: MailKind) -> Result<()> {
    /// PostgreSQL takes 65,535 values, SQLite 32,766.
    const ROWS: usize = 1_000;
    for some in members.chunks(ROWS) {
        let tokens = some.iter().map(|member| mail_token::ActiveModel {
            member_id: Set(*member),
            kind: Set(kind),
            token: Set(secret::hex(&secret::random_bytes::<16>())),
        });
        let insert = mail_token::Entity::insert_many(tokens).on_conflict_do_nothing();
        insert.exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whose token it is, and for which kind of mail.
pub async fn by_token(reads: &impl Reads, token: &str) -> Result<Option<(MemberId, MailKind)>> {
    let it = mail_token::Entity::find().filter(mail_token::Column::Token.eq(token));
    let found = it.one(reads).await?;
    Ok(found.map(|row| (row.member_id, row.kind)))
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
    let choice = mail_choice::ActiveModel {
        member_id: Set(member),
        kind: Set(kind),
        choice: Set(choice.to_owned()),
        made_by: Set(by),
        at: Set(now),
        ..mail_choice::ActiveModel::default()
    };
    let insert = mail_choice::Entity::insert(choice);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
