//! Challenges: one attempt each to sign in or to confirm an address; and the
//! counts that limit them.
//!
//! A row is made whether or not anybody knows the address: nothing about a row,
//! or about the statements that make it, tells who is a member.

use domain::Timestamp;
use domain::id::ChallengeId;
use domain::session::{CHALLENGE_TRIES, Purpose};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, row, rows};
use crate::{Engine, Reads, Result, Tx};

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// What it is for.
    pub purpose: Purpose,
    /// The address as typed.
    pub email: String,
    /// What two spellings of it have in common.
    pub email_key: String,
    /// HMAC of the code.
    pub code_hmac: Vec<u8>,
    /// HMAC of the link's token.
    pub link_hmac: Vec<u8>,
    /// Whether the one who asked sat at a shared computer.
    pub shared_computer: bool,
    /// From where it was asked for, hashed.
    pub client_key: String,
    /// Wrong codes so far.
    pub tries: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was used.
    pub spent_at: Option<Timestamp>,
}

impl Challenge {
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

const COLUMNS: &str =
    "id, purpose, email, email_key, code_hmac, link_hmac, shared_computer, client_key, tries, created_at, expires_at, spent_at";

#[derive(FromQueryResult)]
struct ChallengeRow {
    id: Uuid,
    purpose: String,
    email: String,
    email_key: String,
    code_hmac: Vec<u8>,
    link_hmac: Vec<u8>,
    shared_computer: bool,
    client_key: String,
    tries: i64,
    created_at: i64,
    expires_at: i64,
    spent_at: Option<i64>,
}

impl ChallengeRow {
    fn read(self) -> Result<Challenge> {
        Ok(Challenge {
            id: ChallengeId(self.id),
            purpose: self.purpose.parse()?,
            email: self.email,
            email_key: self.email_key,
            code_hmac: self.code_hmac,
            link_hmac: self.link_hmac,
            shared_computer: self.shared_computer,
            client_key: self.client_key,
            tries: self.tries,
            created_at: Timestamp(self.created_at),
            expires_at: Timestamp(self.expires_at),
            spent_at: self.spent_at.map(Timestamp),
        })
    }
}

#[derive(FromQueryResult)]
struct Counts {
    by_address: i64,
    by_client: i64,
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

/// Makes this transaction wait for any other that asks for the same address or
/// client, so that a burst cannot pass the limits together. SQLite's one writer
/// does that by itself.
///
/// # Errors
/// Those of the database.
pub async fn wait_for_turn(tx: &Tx, email_key: &str, client_key: &str) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        // In one fixed order, or two that want both could wait for each other.
        let mut keys = [format!("client {client_key}"), format!("address {email_key}")];
        keys.sort_unstable();
        for key in keys {
            execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [key.into()]).await?;
        }
    }
    Ok(())
}

/// How many were asked for since then: for the address, and from the client.
///
/// # Errors
/// Those of the database.
pub async fn counts(reads: &impl Reads, email_key: &str, client_key: &str, since: Timestamp) -> Result<(i64, i64)> {
    let counted: Option<Counts> = row(
        reads,
        "SELECT (SELECT COUNT(*) FROM challenge WHERE email_key = $1 AND created_at > $3) AS by_address,
                (SELECT COUNT(*) FROM challenge WHERE client_key = $2 AND created_at > $3) AS by_client",
        [email_key.into(), client_key.into(), since.0.into()],
    )
    .await?;
    Ok(counted.map_or((0, 0), |counted| (counted.by_address, counted.by_client)))
}

/// Makes the row.
///
/// # Errors
/// Those of the database.
pub async fn insert(tx: &Tx, challenge: &Challenge) -> Result<()> {
    execute(
        tx,
        format!("INSERT INTO challenge ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"),
        [
            challenge.id.0.into(),
            challenge.purpose.as_str().into(),
            challenge.email.clone().into(),
            challenge.email_key.clone().into(),
            challenge.code_hmac.clone().into(),
            challenge.link_hmac.clone().into(),
            challenge.shared_computer.into(),
            challenge.client_key.clone().into(),
            challenge.tries.into(),
            challenge.created_at.0.into(),
            challenge.expires_at.0.into(),
            challenge.spent_at.map(|at| at.0).into(),
        ],
    )
    .await?;
    Ok(())
}

/// One challenge.
///
/// # Errors
/// Those of the database.
pub async fn by_id(reads: &impl Reads, id: ChallengeId) -> Result<Option<Challenge>> {
    let found: Option<ChallengeRow> = row(reads, format!("SELECT {COLUMNS} FROM challenge WHERE id = $1"), [id.0.into()]).await?;
    found.map(ChallengeRow::read).transpose()
}

/// The challenges of an address since then, newest first: spent, expired and
/// live ones. Whoever else tries a code of them waits.
///
/// # Errors
/// Those of the database.
pub async fn of_address_for_update(tx: &Tx, email_key: &str, purpose: Purpose, since: Timestamp) -> Result<Vec<Challenge>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM challenge WHERE email_key = $1 AND purpose = $2 AND created_at > $3 ORDER BY created_at DESC, id DESC{}",
        tx.engine().for_update()
    );
    let found: Vec<ChallengeRow> = rows(tx, sql, [email_key.into(), purpose.as_str().into(), since.0.into()]).await?;
    found.into_iter().map(ChallengeRow::read).collect()
}

/// The newest live challenge of an address for a purpose.
///
/// # Errors
/// Those of the database.
pub async fn newest_live(reads: &impl Reads, email_key: &str, purpose: Purpose, now: Timestamp) -> Result<Option<Challenge>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM challenge WHERE email_key = $1 AND purpose = $2 AND spent_at IS NULL AND expires_at > $3
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    let found: Option<ChallengeRow> = row(reads, sql, [email_key.into(), purpose.as_str().into(), now.0.into()]).await?;
    found.map(ChallengeRow::read).transpose()
}

/// Uses it up, once: of two who come at the same moment, one gets true.
///
/// # Errors
/// Those of the database.
pub async fn spend(tx: &Tx, id: ChallengeId, now: Timestamp) -> Result<bool> {
    Ok(execute(tx, "UPDATE challenge SET spent_at = $2 WHERE id = $1 AND spent_at IS NULL", [id.0.into(), now.0.into()]).await? == 1)
}

/// Counts a wrong code on every live challenge of the address, and for the
/// client.
///
/// # Errors
/// Those of the database.
pub async fn count_wrong_code(tx: &Tx, email_key: &str, client_key: &str, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE challenge SET tries = tries + 1 WHERE email_key = $1 AND purpose = 'sign_in' AND spent_at IS NULL AND expires_at > $2",
        [email_key.into(), now.0.into()],
    )
    .await?;
    execute(tx, "INSERT INTO wrong_code (client_key, at) VALUES ($1, $2)", [client_key.into(), now.0.into()]).await?;
    Ok(())
}

/// Wrong codes from a client since then, over all addresses.
///
/// # Errors
/// Those of the database.
pub async fn wrong_codes(reads: &impl Reads, client_key: &str, since: Timestamp) -> Result<i64> {
    let counted: Option<Number> =
        row(reads, "SELECT COUNT(*) AS number FROM wrong_code WHERE client_key = $1 AND at > $2", [client_key.into(), since.0.into()])
            .await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

/// Forgets challenges that ran out before then, with what was asked for by
/// them, and wrong codes of before then.
///
/// # Errors
/// Those of the database.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    for sql in [
        "DELETE FROM application WHERE challenge_id IN (SELECT id FROM challenge WHERE expires_at < $1)",
        "DELETE FROM challenge WHERE expires_at < $1",
        "DELETE FROM wrong_code WHERE at < $1",
    ] {
        execute(tx, sql, [before.0.into()]).await?;
    }
    Ok(())
}
