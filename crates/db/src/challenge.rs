//! Challenges: one attempt each to sign in or to confirm an address; and the
//! counts that limit them.
//!
//! A row is made whether or not anybody knows the address: nothing about a row,
//! or about the statements that make it, tells who is a member.

use domain::Timestamp;
use domain::challenge::{Asked, Client, DAY, HOUR, MailState, WrongCodes};
use domain::id::{ChallengeId, MemberId};
use domain::session::{CHALLENGE_TRIES, Purpose};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, Set,
};

use crate::entity::challenge::{ActiveModel, Column, Entity};
use crate::entity::wrong_code;
use crate::store::{execute, row, update, values};
use crate::{Engine, Reads, Result, Tx};

/// A challenge.
pub use crate::entity::challenge::Model as Challenge;

impl Challenge {
    /// From where it was asked for.
    #[must_use]
    pub fn client(&self) -> Client {
        Client {
            key: self.client_key.clone(),
            network: self.network.clone(),
        }
    }

    /// Whether its link works.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.spent_at.is_none() && now < self.expires_at
    }

    /// Whether its code may be tried. Five wrong ones end the code, not the
    /// link: nobody guesses a link, and a stranger must not be able to end one.
    #[must_use]
    pub fn takes_codes(&self, now: Timestamp) -> bool {
        self.is_live(now) && self.tries < i64::from(CHALLENGE_TRIES)
    }
}

/// Makes this transaction wait for any other that asks for the same mailbox or
/// from the same network, so that a burst cannot pass the limits together.
/// SQLite's one writer does that by itself.
pub async fn wait_for_turn(tx: &Tx, mailbox: &str, client: &Client) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        // In one fixed order, or two that want both could wait for each other.
        let mut keys = [
            format!("network {}", client.network),
            format!("mailbox {mailbox}"),
        ];
        keys.sort_unstable();
        for key in keys {
            execute(
                tx,
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                [key.into()],
            )
            .await?;
        }
    }
    Ok(())
}

/// What was asked for within the hour. Reads that hour's rows, of which there
/// are no more than the installation's limit.
pub async fn asked(
    reads: &impl Reads,
    mailbox: &str,
    client: &Client,
    browser_hmac: Option<&[u8]>,
    now: Timestamp,
) -> Result<Asked> {
    let asks = |name: &str, which: &str| {
        format!(
            "COUNT(CASE WHEN {which} THEN 1 END) AS {name}_all, COUNT(CASE WHEN {which} AND mail <> 'held' THEN 1 END) AS {name}_counted"
        )
    };
    let in_browser = "mailbox = $1 AND browser_hmac = $4";
    let sql = format!(
        "SELECT CASE WHEN known.times > 0 THEN in_browser_all END AS in_known_browser_all,
                CASE WHEN known.times > 0 THEN in_browser_counted END AS in_known_browser_counted, lately.*
         FROM (SELECT COUNT(*) AS times FROM challenge WHERE {in_browser} AND spent_at IS NOT NULL) AS known
         CROSS JOIN (SELECT {}, {}, {}, {}, {}, COUNT(*) AS in_all FROM challenge WHERE created_at > $5) AS lately",
        asks("in_browser", in_browser),
        asks("for_address_by_client", "mailbox = $1 AND client_key = $2"),
        asks("for_address", "mailbox = $1"),
        asks("by_client", "client_key = $2"),
        asks("by_network", "network = $3"),
    );
    let values = [
        mailbox.into(),
        client.key.as_str().into(),
        client.network.as_str().into(),
        browser_hmac.map(<[u8]>::to_vec).into(),
        now.minus(HOUR).into(),
    ];
    Ok(row(reads, sql, values).await?.unwrap_or_default())
}

/// Makes the row.
pub async fn insert(tx: &Tx, challenge: &Challenge) -> Result<()> {
    let insert = Entity::insert(challenge.clone().into_active_model());
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// One challenge.
pub async fn by_id(reads: &impl Reads, id: ChallengeId) -> Result<Option<Challenge>> {
    Ok(Entity::find_by_id(id).one(reads).await?)
}

/// The challenges of an address for a purpose, newest first.
fn of_address(email_key: &str, purpose: Purpose) -> Select<Entity> {
    Entity::find()
        .filter(Column::EmailKey.eq(email_key))
        .filter(Column::Purpose.eq(purpose))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// The challenges of an address since then, newest first: spent, expired and
/// live ones. Whoever else tries a code of them waits.
pub async fn of_address_for_update(
    tx: &Tx,
    email_key: &str,
    purpose: Purpose,
    since: Timestamp,
) -> Result<Vec<Challenge>> {
    let since = of_address(email_key, purpose).filter(Column::CreatedAt.gt(since));
    let held = since.lock(LockType::NoKeyUpdate);
    Ok(held.all(tx).await?)
}

/// The newest live challenge of an address for a purpose.
pub async fn newest_live(
    reads: &impl Reads,
    email_key: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Challenge>> {
    let live = of_address(email_key, purpose)
        .filter(Column::SpentAt.is_null())
        .filter(Column::ExpiresAt.gt(now));
    Ok(live.one(reads).await?)
}

/// Uses it up, once: of two who come at the same moment, one gets true. The
/// browser that used it is from now on one that signed in to the address.
pub async fn spend(
    tx: &Tx,
    id: ChallengeId,
    browser_hmac: Option<Vec<u8>>,
    now: Timestamp,
) -> Result<bool> {
    let spent = ActiveModel {
        spent_at: Set(Some(now)),
        browser_hmac: Set(browser_hmac),
        ..ActiveModel::default()
    };
    let unspent = Column::Id.eq(id).and(Column::SpentAt.is_null());
    Ok(update(tx, spent, unspent).await? == 1)
}

/// Its mail was handed over: from now on its time runs.
pub async fn mail_left(tx: &Tx, id: ChallengeId, expires_at: Timestamp) -> Result<()> {
    let left = ActiveModel {
        mail: Set(MailState::Left),
        expires_at: Set(expires_at),
        ..ActiveModel::default()
    };
    let not_yet = Column::Id.eq(id).and(Column::Mail.ne(MailState::Left));
    update(tx, left, not_yet).await.map(drop)
}

/// Its mail could not be handed over, and is tried again.
pub async fn mail_is_held(tx: &Tx, id: ChallengeId) -> Result<()> {
    let held = ActiveModel {
        mail: Set(MailState::Held),
        ..ActiveModel::default()
    };
    let waiting = Column::Id.eq(id).and(Column::Mail.eq(MailState::Waiting));
    update(tx, held, waiting).await.map(drop)
}

/// Ends every way in that was asked for at the member's address so far, whatever
/// for.
pub async fn end_of_member(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE challenge SET spent_at = $2, browser_hmac = NULL
         WHERE email_key = (SELECT email_key FROM member WHERE id = $1) AND spent_at IS NULL",
        [member.into(), now.into()],
    )
    .await
    .map(drop)
}

/// Everything that was asked for at the member's address and is still kept. Whoever
/// uses one of them meanwhile waits.
pub async fn of_member_for_update(tx: &Tx, member: MemberId) -> Result<Vec<ChallengeId>> {
    let held = tx.engine().for_update();
    let sql = format!(
        "SELECT id FROM challenge WHERE email_key = (SELECT email_key FROM member WHERE id = $1)
         ORDER BY id{held}"
    );
    values(tx, sql, [member.into()]).await
}

/// Ends these, and takes out of them whose they were. What limits count is hashed,
/// and stays as long as they do.
pub async fn withdraw(tx: &Tx, ids: &[ChallengeId], now: Timestamp) -> Result<()> {
    let nobody = ActiveModel {
        email: Set(String::new()),
        email_key: Set(String::new()),
        device: Set(String::new()),
        next: Set(None),
        browser_hmac: Set(None),
        ..ActiveModel::default()
    };
    let theirs = Entity::update_many()
        .set(nobody)
        .col_expr(Column::SpentAt, Expr::col(Column::SpentAt).if_null(now))
        .filter(Column::Id.is_in(ids.iter().copied()));
    theirs.exec(tx).await?;
    Ok(())
}

/// Counts a wrong code on every live challenge of the address, for the mailbox,
/// and for the client.
pub async fn count_wrong_code(
    tx: &Tx,
    email_key: &str,
    mailbox: &str,
    client: &Client,
    now: Timestamp,
) -> Result<()> {
    let tried = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::EmailKey.eq(email_key))
        .filter(Column::Purpose.eq(Purpose::SignIn))
        .filter(Column::SpentAt.is_null())
        .filter(Column::ExpiresAt.gt(now));
    tried.exec(tx).await?;
    let wrong_code = wrong_code::ActiveModel {
        mailbox: Set(mailbox.to_owned()),
        client_key: Set(client.key.clone()),
        network: Set(client.network.clone()),
        at: Set(now),
        ..wrong_code::ActiveModel::default()
    };
    let insert = wrong_code::Entity::insert(wrong_code);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The wrong codes that limits count.
pub async fn wrong_codes(
    reads: &impl Reads,
    mailbox: &str,
    client: &Client,
    now: Timestamp,
) -> Result<WrongCodes> {
    let sql =
        "SELECT (SELECT COUNT(*) FROM wrong_code WHERE mailbox = $1 AND at > $4) AS for_address,
                (SELECT MAX(at) FROM wrong_code WHERE mailbox = $1 AND at > $4) AS last_for_address,
                (SELECT COUNT(*) FROM wrong_code WHERE client_key = $2 AND at > $5) AS by_client,
                (SELECT COUNT(*) FROM wrong_code WHERE network = $3 AND at > $5) AS by_network,
                (SELECT COUNT(*) FROM wrong_code WHERE at > $5) AS in_all";
    let values = [
        mailbox.into(),
        client.key.as_str().into(),
        client.network.as_str().into(),
        now.minus(DAY).into(),
        now.minus(HOUR).into(),
    ];
    Ok(row(reads, sql, values).await?.unwrap_or_default())
}

/// Forgets challenges that ran out before then, with what was asked for by
/// them, and wrong codes of before then.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    for sql in [
        "DELETE FROM application WHERE challenge_id IN (SELECT id FROM challenge WHERE expires_at < $1)",
        "DELETE FROM challenge WHERE expires_at < $1",
        "DELETE FROM wrong_code WHERE at < $1",
    ] {
        execute(tx, sql, [before.into()]).await?;
    }
    Ok(())
}

/// Ends every link and code to sign in that is under way.
pub async fn end_sign_ins(tx: &Tx, now: Timestamp) -> Result<u64> {
    let spent = ActiveModel {
        spent_at: Set(Some(now)),
        ..ActiveModel::default()
    };
    let under_way = Column::Purpose
        .eq(Purpose::SignIn)
        .and(Column::SpentAt.is_null());
    update(tx, spent, under_way).await
}
