//! Signing in by email: a link and a code, without a password.
//!
//! Link and code are made from the challenge's id under the installation's
//! secret, so that the job that mails them needs the id alone; the database
//! keeps only their HMACs. A challenge and a job are written whether or not
//! anybody knows the address, and the worker looks it up: neither the answer
//! nor its time tells who is a member.

mod complete;

use domain::Timestamp;
use domain::challenge::{Client, Limit, MailState, way_back};
use domain::id::ChallengeId;
use domain::member::{EmailAddress, NotAnAddress};
use domain::secret;
use domain::session::{MAIL_WAITS, Purpose};

use db::challenge::Challenge;

use crate::failure::refusals;
use crate::jobs::{self, Job, JobError};
use crate::{App, Failure, Problems};

pub use complete::{
    AskedElsewhere, CompleteSignIn, CompleteSignInRefusal, Completed, Proof, SignedIn,
    complete_sign_in,
};

/// Somebody wants to sign in.
#[derive(Debug, Clone, Default)]
pub struct RequestSignIn {
    /// The address as typed.
    pub email: String,
    /// Whether they sit at a shared computer.
    pub shared_computer: bool,
    /// From where.
    pub client: Client,
    /// The browser in a few words.
    pub device: String,
    /// What the browser calls itself by: random, and kept there.
    pub browser: Option<String>,
    /// Where they were going.
    pub next: Option<String>,
}

refusals! {
    /// What became of it.
    RequestSignIn => RequestSignInRefusal {
        /// If the address is known, a mail is on its way.
        Sent;
        /// It is not an address.
        Invalid,
        /// Too many were asked for at this address within the hour.
        TooMany,
        /// Too many were asked for from this connection, which others may share.
        TooManyHere,
        /// Too many were asked for by everybody together.
        TooManyEverywhere,
    }
}

impl From<Limit> for RequestSignInRefusal {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Address => Self::TooMany,
            Limit::Client => Self::TooManyHere,
            Limit::Installation => Self::TooManyEverywhere,
        }
    }
}

/// Promises a mail with a link and a code, or with the advice to join.
pub async fn request_sign_in(
    app: &App,
    input: RequestSignIn,
) -> Result<(), Failure<RequestSignInRefusal>> {
    let invalid = |fault: NotAnAddress| {
        Problems::one("email", fault.to_string()).with(RequestSignInRefusal::Invalid)
    };
    let email: EmailAddress = input.email.parse().map_err(invalid)?;
    let now = app.now();
    let mut challenge = new(app, Purpose::SignIn, &email, &input.client, now);
    challenge.shared_computer = input.shared_computer;
    challenge.device = input.device;
    challenge.browser_hmac = input
        .browser
        .as_deref()
        .and_then(|browser| browser_hmac(app, browser));
    challenge.next = input.next.as_deref().and_then(way_back).map(str::to_owned);
    let mut tx = app.store().begin().await?;
    if let Some(limit) = limit(&tx, &challenge, now).await? {
        return Err(RequestSignInRefusal::from(limit).into());
    }
    db::challenge::insert(&tx, &challenge).await?;
    jobs::enqueue(
        &mut tx,
        Job::SendSignIn {
            challenge: challenge.id.0,
        },
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The limit that stands in the way of this challenge. Takes a turn: whoever
/// asks for the same mailbox waits until this transaction is over.
pub(crate) async fn limit(
    tx: &db::Tx,
    challenge: &Challenge,
    now: Timestamp,
) -> Result<Option<Limit>, db::Error> {
    let Challenge {
        mailbox,
        browser_hmac,
        ..
    } = challenge;
    let client = challenge.client();
    db::challenge::wait_for_turn(tx, mailbox, &client).await?;
    let limit = db::challenge::asked(tx, mailbox, &client, browser_hmac.as_deref(), now)
        .await?
        .limit();
    if let Some(limit) = limit {
        note_limit("mails", limit, mailbox);
    }
    Ok(limit)
}

/// Says in the log that a limit was reached. That of the installation is a
/// warning: somebody shoots at it, or it has grown.
fn note_limit(of: &str, limit: Limit, mailbox: &str) {
    let whose = limit.as_str();
    match limit {
        Limit::Installation => tracing::warn!(
            event = "limit_reached",
            of,
            whose,
            mailbox,
            "the whole installation's limit is reached"
        ),
        Limit::Address | Limit::Client => tracing::info!(
            event = "limit_reached",
            of,
            whose,
            mailbox,
            "a limit is reached"
        ),
    }
}

/// The live challenge that a link's token belongs to.
pub(crate) async fn by_link(
    app: &App,
    tx: &db::Tx,
    token: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Challenge>, db::Error> {
    let Some(id) = id_in(token) else {
        return Ok(None);
    };
    let found = db::challenge::by_id(tx, id).await?;
    Ok(found.filter(|challenge| {
        challenge.purpose == purpose
            && challenge.is_live(now)
            && app.secret().verify(
                KEPT_LINK,
                &[id.0.as_bytes(), token.as_bytes()],
                &challenge.link_hmac,
            )
    }))
}

/// A challenge to be written down. Its time runs from when the mail leaves;
/// until then it waits for that.
pub(crate) fn new(
    app: &App,
    purpose: Purpose,
    email: &EmailAddress,
    client: &Client,
    now: Timestamp,
) -> Challenge {
    let id = ChallengeId::fresh(now);
    let kept = |purpose: &str, value: &str| {
        app.secret()
            .hmac(purpose, &[id.0.as_bytes(), value.as_bytes()])
            .to_vec()
    };
    Challenge {
        id,
        purpose,
        email: email.as_str().to_owned(),
        email_key: email.key(),
        code_hmac: kept(KEPT_CODE, &code_of(app, id)),
        link_hmac: kept(KEPT_LINK, &token_of(app, id)),
        shared_computer: false,
        mailbox: mailbox_key(app, email),
        client_key: client.key.clone(),
        network: client.network.clone(),
        browser_hmac: None,
        device: String::new(),
        next: None,
        mail: MailState::Waiting,
        tries: 0,
        created_at: now,
        expires_at: now.plus(MAIL_WAITS),
        spent_at: None,
    }
}

/// Notes what became of a challenge's mail. Where that cannot be written down, it
/// is said in the log: a mail that was handed over must not go again for it.
pub(crate) async fn note_mail(app: &App, challenge: &Challenge, sent: &Result<(), JobError>) {
    if let Err(error) = try_note_mail(app, challenge, sent).await {
        tracing::warn!(challenge = %challenge.id, error = %error, "what became of a mail was not written down");
    }
}

async fn try_note_mail(
    app: &App,
    challenge: &Challenge,
    sent: &Result<(), JobError>,
) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    match sent {
        // A mail that the relay may have is one that somebody may be reading.
        Ok(()) | Err(JobError::Unconfirmed(..)) => {
            db::challenge::mail_left(&tx, challenge.id, app.now().plus(challenge.purpose.life()))
                .await?;
        }
        Err(_) => db::challenge::mail_is_held(&tx, challenge.id).await?,
    }
    tx.commit().await
}

const KEPT_CODE: &str = "challenge code, as kept";
const KEPT_LINK: &str = "challenge link, as kept";

/// What stands for a mailbox in limits and in the log.
fn mailbox_key(app: &App, email: &EmailAddress) -> String {
    let tag = app.secret().hmac("mailbox", &[email.mailbox().as_bytes()]);
    secret::hex(tag.get(..16).unwrap_or_default())
}

/// What is kept of a browser's random name; nothing of what could be guessed or
/// is no name.
fn browser_hmac(app: &App, browser: &str) -> Option<Vec<u8>> {
    (32..=128)
        .contains(&browser.len())
        .then(|| app.secret().hmac("browser", &[browser.as_bytes()]).to_vec())
}

/// The six digits of a challenge. 2⁶⁴ is no multiple of a million: some codes
/// are likelier than others by one part in ten million million.
pub(crate) fn code_of(app: &App, id: ChallengeId) -> String {
    let tag = app.secret().hmac("challenge code", &[id.0.as_bytes()]);
    let number = tag
        .first_chunk::<8>()
        .map_or(0, |bytes| u64::from_be_bytes(*bytes));
    format!("{:06}", number % 1_000_000)
}

/// The token of a challenge's link: its id, by which it is found, and 128 bits
/// that nobody can guess.
pub(crate) fn token_of(app: &App, id: ChallengeId) -> String {
    let tag = app.secret().hmac("challenge link", &[id.0.as_bytes()]);
    let half = tag
        .first_chunk::<16>()
        .map_or_else(String::new, |bytes| secret::hex(bytes));
    format!("{}{half}", id.0.simple())
}

fn id_in(token: &str) -> Option<ChallengeId> {
    if token.len() != 64 {
        return None;
    }
    let digits = token.get(..32)?;
    format!("{}:{digits}", ChallengeId::PREFIX).parse().ok()
}
