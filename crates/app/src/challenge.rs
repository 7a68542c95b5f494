//! Signing in by email: a link and a code, without a password.
//!
//! Link and code are made from the challenge's id under the installation's
//! secret, so that the job that mails them needs the id alone; the database
//! keeps only their HMACs. A challenge and a job are written whether or not
//! anybody knows the address, and the worker looks it up: neither the answer
//! nor its time tells who is a member.

use domain::Timestamp;
use domain::id::ChallengeId;
use domain::member::{EmailAddress, NotAnAddress};
use domain::session::{
    CHALLENGE_LIFE, CHALLENGES_PER_ADDRESS, CHALLENGES_PER_CLIENT, CONFIRMATION_LIFE, Computer, LIMIT_WINDOW, Purpose,
    WRONG_CODES_PER_CLIENT,
};
use domain::{clock::Span, secret};

use db::challenge::Challenge;

use crate::jobs::{self, SendSignIn};
use crate::session::{self, Browser, Started};
use crate::{App, Failure, Problems};

/// Somebody wants to sign in.
#[derive(Debug, Clone)]
pub struct RequestSignIn {
    /// The address as typed.
    pub email: String,
    /// Whose computer they sit at.
    pub computer: Computer,
    /// From where, hashed.
    pub client_key: String,
}

/// Why no mail was promised.
#[derive(Debug)]
pub enum RequestSignInRefusal {
    /// It is not an address.
    Invalid(Problems),
    /// Too many for this address, or from this client, within the hour.
    TooMany,
}

/// How somebody shows that a mail reached them.
#[derive(Debug, Clone)]
pub enum Proof {
    /// By the token in the link.
    Link(String),
    /// By the code, which needs the address: six digits are no name.
    Code {
        /// The address as typed.
        email: String,
        /// The code as typed; spaces in it do not count.
        code: String,
    },
}

/// Somebody comes back from their mail.
#[derive(Debug, Clone)]
pub struct CompleteSignIn {
    /// What they bring.
    pub proof: Proof,
    /// Whose computer they sit at now. A tick here or in the request is enough.
    pub computer: Computer,
    /// From where, hashed.
    pub client_key: String,
    /// With which browser.
    pub browser: Browser,
}

/// Why they are not signed in.
#[derive(Debug)]
pub enum CompleteSignInRefusal {
    /// The code is not one that was sent to this address lately.
    Wrong,
    /// The link or code was the right one, and is used up or too old.
    Expired,
    /// The code was the right one, after too many wrong ones; or too many wrong
    /// ones came from this client.
    TooMany,
    /// The code or the address cannot be one.
    Invalid(Problems),
}

/// How far back a code is looked for, to tell "too old" from "wrong".
const REMEMBERED: Span = Span::days(1);

/// Promises a mail with a link and a code, or with the advice to join.
///
/// # Errors
/// [`RequestSignInRefusal`].
pub async fn request_sign_in(app: &App, input: RequestSignIn) -> Result<(), Failure<RequestSignInRefusal>> {
    let invalid = |fault: NotAnAddress| Failure::Refused(RequestSignInRefusal::Invalid(Problems::one("email", fault.to_string())));
    let email: EmailAddress = input.email.parse().map_err(invalid)?;
    let now = app.now();
    let mut tx = app.store().begin().await?;
    if !within_limits(&tx, &email, &input.client_key, now).await? {
        return Err(Failure::Refused(RequestSignInRefusal::TooMany));
    }
    let challenge = new(app, Purpose::SignIn, &email, input.computer, &input.client_key, now);
    db::challenge::insert(&tx, &challenge).await?;
    jobs::enqueue(&mut tx, SendSignIn { challenge: challenge.id.0 }, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Signs in, and uses the challenge up.
///
/// # Errors
/// [`CompleteSignInRefusal`]. A wrong code is counted before it is refused.
pub async fn complete_sign_in(app: &App, input: CompleteSignIn) -> Result<Started, Failure<CompleteSignInRefusal>> {
    let now = app.now();
    let tx = app.store().begin().await?;
    let challenge = match &input.proof {
        Proof::Link(token) => {
            by_link(app, &tx, token, Purpose::SignIn, now).await?.ok_or(Failure::Refused(CompleteSignInRefusal::Expired))?
        }
        Proof::Code { email, code } => match by_code(app, &tx, email, code, &input.client_key, now).await {
            Ok(challenge) => challenge,
            Err(refused) => {
                // The wrong code was counted in this transaction.
                tx.commit().await?;
                return Err(refused);
            }
        },
    };
    if !db::challenge::spend(&tx, challenge.id, now).await? {
        return Err(Failure::Refused(CompleteSignInRefusal::Expired));
    }
    // The address may have changed hands since the mail left.
    let Some(account) = db::member::account_by_email(&tx, &challenge.email_key).await? else {
        return Err(Failure::Refused(CompleteSignInRefusal::Wrong));
    };
    db::member::note_mail_arrived(&tx, account.member.id, now).await?;
    let computer = if challenge.shared_computer { Computer::Shared } else { input.computer };
    let started = session::start(&tx, &account.member, computer, &input.browser, now).await?;
    tx.commit().await?;
    Ok(started)
}

/// The live challenge that a code belongs to.
async fn by_code(
    app: &App,
    tx: &db::Tx,
    email: &str,
    code: &str,
    client_key: &str,
    now: Timestamp,
) -> Result<Challenge, Failure<CompleteSignInRefusal>> {
    let (email, code) = checked(email, code).map_err(|problems| Failure::Refused(CompleteSignInRefusal::Invalid(problems)))?;
    let key = email.key();
    db::challenge::wait_for_turn(tx, &key, client_key).await?;
    let wrong = db::challenge::wrong_codes(tx, client_key, now.minus(LIMIT_WINDOW)).await?;
    if u64::try_from(wrong).unwrap_or(0) >= WRONG_CODES_PER_CLIENT {
        return Err(Failure::Refused(CompleteSignInRefusal::TooMany));
    }
    let challenges = db::challenge::of_address_for_update(tx, &key, Purpose::SignIn, now.minus(REMEMBERED)).await?;
    // The right code first, whatever became of it: only who knows it learns
    // that there was one. To everybody else an address that asked today answers
    // as one that never did.
    let right: Vec<&Challenge> = challenges.iter().filter(|challenge| is_code_of(app, challenge, &code)).collect();
    if let Some(challenge) = right.iter().find(|challenge| challenge.takes_codes(now)) {
        return Ok((*challenge).clone());
    }
    db::challenge::count_wrong_code(tx, &key, client_key, now).await?;
    Err(Failure::Refused(if right.is_empty() {
        CompleteSignInRefusal::Wrong
    } else if right.iter().any(|challenge| challenge.is_live(now)) {
        CompleteSignInRefusal::TooMany
    } else {
        CompleteSignInRefusal::Expired
    }))
}

fn is_code_of(app: &App, challenge: &Challenge, code: &str) -> bool {
    app.secret().verify(KEPT_CODE, &[challenge.id.0.as_bytes(), code.as_bytes()], &challenge.code_hmac)
}

fn checked(email: &str, code: &str) -> Result<(EmailAddress, String), Problems> {
    let mut problems = Problems::new();
    let email = email.parse::<EmailAddress>();
    if let Err(fault) = &email {
        problems.add("email", fault.to_string());
    }
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(7).collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        problems.add("code", "Enter the 6 digits from the email");
    }
    match email {
        Ok(email) if problems.is_empty() => Ok((email, code)),
        _ => Err(problems),
    }
}

/// The live challenge that a link's token belongs to.
pub(crate) async fn by_link(app: &App, tx: &db::Tx, token: &str, purpose: Purpose, now: Timestamp) -> Result<Option<Challenge>, db::Error> {
    let Some(id) = id_in(token) else { return Ok(None) };
    let found = db::challenge::by_id(tx, id).await?;
    Ok(found.filter(|challenge| {
        challenge.purpose == purpose
            && challenge.is_live(now)
            && app.secret().verify(KEPT_LINK, &[id.0.as_bytes(), token.as_bytes()], &challenge.link_hmac)
    }))
}

/// Whether the address and the client may ask for one more.
pub(crate) async fn within_limits(tx: &db::Tx, email: &EmailAddress, client_key: &str, now: Timestamp) -> Result<bool, db::Error> {
    let key = email.key();
    db::challenge::wait_for_turn(tx, &key, client_key).await?;
    let (by_address, by_client) = db::challenge::counts(tx, &key, client_key, now.minus(LIMIT_WINDOW)).await?;
    let below = |count: i64, limit: u64| u64::try_from(count).is_ok_and(|count| count < limit);
    Ok(below(by_address, CHALLENGES_PER_ADDRESS) && below(by_client, CHALLENGES_PER_CLIENT))
}

/// A challenge to be written down.
pub(crate) fn new(app: &App, purpose: Purpose, email: &EmailAddress, computer: Computer, client_key: &str, now: Timestamp) -> Challenge {
    let id = ChallengeId::fresh(now);
    let life = match purpose {
        Purpose::SignIn => CHALLENGE_LIFE,
        Purpose::ConfirmAddress => CONFIRMATION_LIFE,
    };
    let kept = |purpose: &str, value: &str| app.secret().hmac(purpose, &[id.0.as_bytes(), value.as_bytes()]).to_vec();
    Challenge {
        id,
        purpose,
        email: email.as_str().to_owned(),
        email_key: email.key(),
        code_hmac: kept(KEPT_CODE, &code_of(app, id)),
        link_hmac: kept(KEPT_LINK, &token_of(app, id)),
        shared_computer: computer == Computer::Shared,
        client_key: client_key.to_owned(),
        tries: 0,
        created_at: now,
        expires_at: now.plus(life),
        spent_at: None,
    }
}

const KEPT_CODE: &str = "challenge code, as kept";
const KEPT_LINK: &str = "challenge link, as kept";

/// The six digits of a challenge. 2⁶⁴ is no multiple of a million: some codes
/// are likelier than others by one part in ten million million.
pub(crate) fn code_of(app: &App, id: ChallengeId) -> String {
    let tag = app.secret().hmac("challenge code", &[id.0.as_bytes()]);
    let number = tag.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    format!("{:06}", number % 1_000_000)
}

/// The token of a challenge's link: its id, by which it is found, and 128 bits
/// that nobody can guess.
pub(crate) fn token_of(app: &App, id: ChallengeId) -> String {
    let tag = app.secret().hmac("challenge link", &[id.0.as_bytes()]);
    let half = tag.first_chunk::<16>().map_or_else(String::new, |bytes| secret::hex(bytes));
    format!("{}{half}", id.0.simple())
}

fn id_in(token: &str) -> Option<ChallengeId> {
    if token.len() != 64 {
        return None;
    }
    let digits = token.get(..32)?;
    format!("{}:{digits}", ChallengeId::PREFIX).parse().ok()
}
