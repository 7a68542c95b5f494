//! Challenges: one attempt each to sign in or to confirm an address; and the
//! counts that limit them.
//!
//! A row is made whether or not anybody knows the address: nothing about a row,
//! or about the statements that make it, tells who is a member.

use domain::Timestamp;
use domain::challenge::{Asked, Asks, Client, DAY, HOUR, WrongCodes};
use domain::id::{ChallengeId, MemberId};
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
    /// The mailbox that limits count, hashed.
    pub mailbox: String,
    /// From where it was asked for.
    pub client: Client,
    /// HMAC of what the asking browser calls itself by, where it said it.
    pub browser_hmac: Option<Vec<u8>>,
    /// The asking browser in a few words.
    pub device: String,
    /// Where its asker was going.
    pub next: Option<String>,
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

const COLUMNS: &str = "id, purpose, email, email_key, code_hmac, link_hmac, shared_computer, mailbox, client_key, network, browser_hmac, device, next, tries, \
     created_at, expires_at, spent_at";

#[derive(FromQueryResult)]
struct ChallengeRow {
    id: Uuid,
    purpose: String,
    email: String,
    email_key: String,
    code_hmac: Vec<u8>,
    link_hmac: Vec<u8>,
    shared_computer: bool,
    mailbox: String,
    client_key: String,
    network: String,
    browser_hmac: Option<Vec<u8>>,
    device: String,
    next: Option<String>,
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
            mailbox: self.mailbox,
            client: Client {
                key: self.client_key,
                network: self.network,
            },
            browser_hmac: self.browser_hmac,
            device: self.device,
            next: self.next,
            tries: self.tries,
            created_at: Timestamp(self.created_at),
            expires_at: Timestamp(self.expires_at),
            spent_at: self.spent_at.map(Timestamp),
        })
    }
}

#[derive(FromQueryResult)]
struct AskedRow {
    is_known: i64,
    in_browser: i64,
    in_browser_counted: i64,
    for_address_by_client: i64,
    for_address_by_client_counted: i64,
    for_address: i64,
    for_address_counted: i64,
    by_client: i64,
    by_client_counted: i64,
    by_network: i64,
    by_network_counted: i64,
    in_all: i64,
}

#[derive(FromQueryResult)]
struct WrongCodesRow {
    for_address: i64,
    last_for_address: Option<i64>,
    by_client: i64,
    by_network: i64,
    in_all: i64,
}

fn number(counted: i64) -> u64 {
    u64::try_from(counted).unwrap_or(0)
}

fn asks(all: i64, counted: i64) -> Asks {
    Asks {
        all: number(all),
        counted: number(counted),
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
    let both = |name: &str, which: &str| {
        format!(
            "COUNT(CASE WHEN {which} THEN 1 END) AS {name}, COUNT(CASE WHEN {which} AND mail <> 'held' THEN 1 END) AS {name}_counted"
        )
    };
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM challenge WHERE mailbox = $1 AND browser_hmac = $4 AND spent_at IS NOT NULL) AS is_known,
                {}, {}, {}, {}, {}, COUNT(*) AS in_all
         FROM challenge WHERE created_at > $5",
        both("in_browser", "mailbox = $1 AND browser_hmac = $4"),
        both("for_address_by_client", "mailbox = $1 AND client_key = $2"),
        both("for_address", "mailbox = $1"),
        both("by_client", "client_key = $2"),
        both("by_network", "network = $3"),
    );
    let browser = browser_hmac.map(<[u8]>::to_vec);
    let values = [
        mailbox.into(),
        client.key.clone().into(),
        client.network.clone().into(),
        browser.into(),
        now.minus(HOUR).0.into(),
    ];
    let found: Option<AskedRow> = row(reads, sql, values).await?;
    Ok(found.map_or_else(Asked::default, |row| Asked {
        in_known_browser: (row.is_known > 0).then(|| asks(row.in_browser, row.in_browser_counted)),
        for_address_by_client: asks(row.for_address_by_client, row.for_address_by_client_counted),
        for_address: asks(row.for_address, row.for_address_counted),
        by_client: asks(row.by_client, row.by_client_counted),
        by_network: asks(row.by_network, row.by_network_counted),
        in_all: number(row.in_all),
    }))
}

/// Makes the row.
pub async fn insert(tx: &Tx, challenge: &Challenge) -> Result<()> {
    execute(
        tx,
        format!(
            "INSERT INTO challenge ({COLUMNS}, mail)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'waiting')"
        ),
        [
            challenge.id.0.into(),
            challenge.purpose.as_str().into(),
            challenge.email.clone().into(),
            challenge.email_key.clone().into(),
            challenge.code_hmac.clone().into(),
            challenge.link_hmac.clone().into(),
            challenge.shared_computer.into(),
            challenge.mailbox.clone().into(),
            challenge.client.key.clone().into(),
            challenge.client.network.clone().into(),
            challenge.browser_hmac.clone().into(),
            challenge.device.clone().into(),
            challenge.next.clone().into(),
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
pub async fn by_id(reads: &impl Reads, id: ChallengeId) -> Result<Option<Challenge>> {
    let found: Option<ChallengeRow> = row(
        reads,
        format!("SELECT {COLUMNS} FROM challenge WHERE id = $1"),
        [id.0.into()],
    )
    .await?;
    found.map(ChallengeRow::read).transpose()
}

/// The challenges of an address since then, newest first: spent, expired and
/// live ones. Whoever else tries a code of them waits.
pub async fn of_address_for_update(
    tx: &Tx,
    email_key: &str,
    purpose: Purpose,
    since: Timestamp,
) -> Result<Vec<Challenge>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM challenge WHERE email_key = $1 AND purpose = $2 AND created_at > $3 ORDER BY created_at DESC, id DESC{}",
        tx.engine().for_update()
    );
    let found: Vec<ChallengeRow> = rows(
        tx,
        sql,
        [email_key.into(), purpose.as_str().into(), since.0.into()],
    )
    .await?;
    found.into_iter().map(ChallengeRow::read).collect()
}

/// The newest live challenge of an address for a purpose.
pub async fn newest_live(
    reads: &impl Reads,
    email_key: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Challenge>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM challenge WHERE email_key = $1 AND purpose = $2 AND spent_at IS NULL AND expires_at > $3
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    let found: Option<ChallengeRow> = row(
        reads,
        sql,
        [email_key.into(), purpose.as_str().into(), now.0.into()],
    )
    .await?;
    found.map(ChallengeRow::read).transpose()
}

/// Uses it up, once: of two who come at the same moment, one gets true. The
/// browser that used it is from now on one that signed in to the address.
pub async fn spend(
    tx: &Tx,
    id: ChallengeId,
    browser_hmac: Option<Vec<u8>>,
    now: Timestamp,
) -> Result<bool> {
    let sql =
        "UPDATE challenge SET spent_at = $2, browser_hmac = $3 WHERE id = $1 AND spent_at IS NULL";
    Ok(execute(tx, sql, [id.0.into(), now.0.into(), browser_hmac.into()]).await? == 1)
}

/// Its mail was handed over: from now on its time runs.
pub async fn mail_left(tx: &Tx, id: ChallengeId, expires_at: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE challenge SET mail = 'left', expires_at = $2 WHERE id = $1 AND mail <> 'left'",
        [id.0.into(), expires_at.0.into()],
    )
    .await
    .map(drop)
}

/// Its mail could not be handed over, and is tried again.
pub async fn mail_is_held(tx: &Tx, id: ChallengeId) -> Result<()> {
    execute(
        tx,
        "UPDATE challenge SET mail = 'held' WHERE id = $1 AND mail = 'waiting'",
        [id.0.into()],
    )
    .await
    .map(drop)
}

/// Ends every way in that was asked for at the member's address so far, whatever
/// for.
pub async fn end_of_member(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE challenge SET spent_at = $2, browser_hmac = NULL
         WHERE email_key = (SELECT email_key FROM member WHERE id = $1) AND spent_at IS NULL",
        [member.0.into(), now.0.into()],
    )
    .await
    .map(drop)
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
    execute(
        tx,
        "UPDATE challenge SET tries = tries + 1 WHERE email_key = $1 AND purpose = 'sign_in' AND spent_at IS NULL AND expires_at > $2",
        [email_key.into(), now.0.into()],
    )
    .await?;
    execute(
        tx,
        "INSERT INTO wrong_code (mailbox, client_key, network, at) VALUES ($1, $2, $3, $4)",
        [
            mailbox.into(),
            client.key.clone().into(),
            client.network.clone().into(),
            now.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The wrong codes that limits count.
pub async fn wrong_codes(
    reads: &impl Reads,
    mailbox: &str,
    client: &Client,
    now: Timestamp,
) -> Result<WrongCodes> {
    let found: Option<WrongCodesRow> = row(
        reads,
        "SELECT (SELECT COUNT(*) FROM wrong_code WHERE mailbox = $1 AND at > $4) AS for_address,
                (SELECT MAX(at) FROM wrong_code WHERE mailbox = $1 AND at > $4) AS last_for_address,
                (SELECT COUNT(*) FROM wrong_code WHERE client_key = $2 AND at > $5) AS by_client,
                (SELECT COUNT(*) FROM wrong_code WHERE network = $3 AND at > $5) AS by_network,
                (SELECT COUNT(*) FROM wrong_code WHERE at > $5) AS in_all",
        [
            mailbox.into(),
            client.key.clone().into(),
            client.network.clone().into(),
            now.minus(DAY).0.into(),
            now.minus(HOUR).0.into(),
        ],
    )
    .await?;
    Ok(found.map_or_else(WrongCodes::default, |row| WrongCodes {
        for_address: number(row.for_address),
        last_for_address: row.last_for_address.map(Timestamp),
        by_client: number(row.by_client),
        by_network: number(row.by_network),
        in_all: number(row.in_all),
    }))
}

/// Forgets challenges that ran out before then, with what was asked for by
/// them, and wrong codes of before then.
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

/// Ends every link and code to sign in that is under way.
pub async fn end_sign_ins(tx: &Tx, now: Timestamp) -> Result<u64> {
    execute(
        tx,
        "UPDATE challenge SET spent_at = $1 WHERE purpose = 'sign_in' AND spent_at IS NULL",
        [now.0.into()],
    )
    .await
}
