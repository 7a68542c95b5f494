//! Coming back from the mail: by its link, or by its code.

use domain::Timestamp;
use domain::challenge::{Client, Limit, typed_code};
use domain::clock::Span;
use domain::id::ChallengeId;
use domain::member::EmailAddress;
use domain::session::{CODES_AT_ONCE, Computer, Purpose};

use db::challenge::Challenge;

use super::{KEPT_CODE, browser_hmac, by_link, mailbox_key, note_limit};
use crate::failure::refusals;
use crate::session::{self, Browser, Started};
use crate::{App, Failure, Problems};

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

impl Proof {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Link(_) => "link",
            Self::Code { .. } => "code",
        }
    }
}

/// Somebody comes back from their mail.
#[derive(Debug, Clone)]
pub struct CompleteSignIn {
    /// What they bring.
    pub proof: Proof,
    /// Whose computer they sit at now. A tick here or in the request is enough.
    pub computer: Computer,
    /// From where.
    pub client: Client,
    /// With which browser.
    pub browser: Browser,
    /// What the browser calls itself by: random, and kept there.
    pub browser_name: Option<String>,
    /// Whether they said that the browser in which the mail was asked for is
    /// theirs, too.
    pub asked_elsewhere: bool,
}

/// They are in.
#[derive(Debug)]
pub struct SignedIn {
    /// The session.
    pub started: Started,
    /// Where they were going when they asked.
    pub next: Option<String>,
}

/// What comes of a right link or code.
#[derive(Debug)]
pub enum Completed {
    /// They are in.
    SignedIn(SignedIn),
    /// They have to say first that they asked for it. Nothing is used up.
    AskedElsewhere(AskedElsewhere),
}

/// The browser in which the mail was asked for, which is not this one.
#[derive(Debug, Clone)]
pub struct AskedElsewhere {
    /// When.
    pub asked_at: Timestamp,
    /// It in a few words.
    pub device: String,
}

refusals! {
    /// What became of it.
    CompleteSignIn => CompleteSignInRefusal {
        /// They are signed in.
        SignedIn;
        /// The code is not the one that was sent.
        Wrong,
        /// The link or the code is used up or too old.
        Expired,
        /// Too many wrong codes for this address: codes rest for a while, and the
        /// link in the mail works.
        TooMany,
        /// Too many wrong codes from this connection, which others may share.
        TooManyHere,
        /// Too many wrong codes by everybody together.
        TooManyEverywhere,
        /// The mail was asked for in another browser: see `askedElsewhere`, and
        /// send it again with `askedElsewhere: true`. Nothing is used up.
        OtherBrowser,
        /// Something is missing, or cannot be a code or an address.
        Invalid,
    }
}

impl From<Limit> for CompleteSignInRefusal {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Address => Self::TooMany,
            Limit::Client => Self::TooManyHere,
            Limit::Installation => Self::TooManyEverywhere,
        }
    }
}

/// How far back a code is looked for, to tell "too old" from "wrong": its mail
/// may have waited for a day.
const REMEMBERED: Span = Span::days(2);

/// Signs in, and uses the challenge up.
///
/// # Errors
/// [`CompleteSignInRefusal`]. A wrong code is counted before it is refused.
pub async fn complete_sign_in(
    app: &App,
    input: CompleteSignIn,
) -> Result<Completed, Failure<CompleteSignInRefusal>> {
    let now = app.now();
    let tx = app.store().begin().await?;
    let challenge = match &input.proof {
        Proof::Link(token) => by_link(app, &tx, token, Purpose::SignIn, now)
            .await?
            .ok_or(CompleteSignInRefusal::Expired)?,
        Proof::Code { email, code } => match by_code(app, &tx, email, code, &input, now).await {
            Ok(challenge) => challenge,
            Err(refused) => {
                // The wrong code was counted in this transaction.
                tx.commit().await?;
                return Err(refused);
            }
        },
    };
    if !input.asked_elsewhere && !is_same_browser(app, &challenge, &input) {
        tracing::info!(event = "other_browser", challenge = %challenge.id, "a sign-in was asked for in another browser");
        let elsewhere = AskedElsewhere {
            asked_at: challenge.created_at,
            device: challenge.device,
        };
        return Ok(Completed::AskedElsewhere(elsewhere));
    }
    let browser = name_of(app, &input);
    if !db::challenge::spend(&tx, challenge.id, browser, now).await? {
        return Err(CompleteSignInRefusal::Expired.into());
    }
    // The address may have changed hands since the mail left.
    let account = db::member::account_by_email(&tx, &challenge.email_key)
        .await?
        .ok_or(CompleteSignInRefusal::Wrong)?;
    db::member::note_mail_arrived(&tx, account.member.id, now).await?;
    let computer = if challenge.shared_computer {
        Computer::Shared
    } else {
        input.computer
    };
    let started = session::start(&tx, &account.member, computer, &input.browser, now).await?;
    tx.commit().await?;
    session::note_start(&started, input.proof.as_str(), Some(challenge.id));
    Ok(Completed::SignedIn(SignedIn {
        started,
        next: challenge.next,
    }))
}

/// Whether the mail was asked for in this browser. Only where neither gave itself
/// a name is it told by what it is: anybody can leave the name out when they ask,
/// and say that they are whatever browser they like.
fn is_same_browser(app: &App, challenge: &Challenge, input: &CompleteSignIn) -> bool {
    match (&challenge.browser_hmac, name_of(app, input)) {
        (Some(asked), Some(here)) => *asked == here,
        (None, None) => challenge.device == input.browser.device,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// What is kept of the name of the browser that completes.
fn name_of(app: &App, input: &CompleteSignIn) -> Option<Vec<u8>> {
    input
        .browser_name
        .as_deref()
        .and_then(|name| browser_hmac(app, name))
}

/// The live challenge that a code belongs to.
async fn by_code(
    app: &App,
    tx: &db::Tx,
    email: &str,
    code: &str,
    input: &CompleteSignIn,
    now: Timestamp,
) -> Result<Challenge, Failure<CompleteSignInRefusal>> {
    let (email, code) =
        checked(email, code).map_err(|problems| problems.with(CompleteSignInRefusal::Invalid))?;
    let (key, mailbox, client) = (email.key(), mailbox_key(app, &email), &input.client);
    db::challenge::wait_for_turn(tx, &mailbox, client).await?;
    // Before the code is looked at: the answer must not tell a right one.
    if let Some(limit) = db::challenge::wrong_codes(tx, &mailbox, client, now)
        .await?
        .limit(now)
    {
        note_limit("wrong codes", limit, &mailbox);
        return Err(CompleteSignInRefusal::from(limit).into());
    }
    let challenges =
        db::challenge::of_address_for_update(tx, &key, Purpose::SignIn, now.minus(REMEMBERED))
            .await?;
    // The right code first, whatever became of it: only who knows it learns
    // that there was one. To everybody else an address that asked today answers
    // as one that never did.
    let right: Vec<&Challenge> = challenges
        .iter()
        .filter(|challenge| is_code_of(app, challenge, &code))
        .collect();
    let taken = whose_codes_count(&challenges, name_of(app, input).as_deref(), now);
    let counts = |challenge: &Challenge| taken.contains(&challenge.id);
    if let Some(challenge) = right
        .iter()
        .find(|challenge| counts(challenge) && challenge.takes_codes(now))
    {
        return Ok((*challenge).clone());
    }
    db::challenge::count_wrong_code(tx, &key, &mailbox, client, now).await?;
    tracing::info!(
        event = "wrong_code",
        mailbox,
        "a code was wrong, or works no longer"
    );
    let refusal = if right.is_empty() {
        CompleteSignInRefusal::Wrong
    } else if right.iter().any(|challenge| counts(challenge)) {
        CompleteSignInRefusal::TooMany
    } else {
        CompleteSignInRefusal::Expired
    };
    Err(refusal.into())
}

/// The live challenges that a guess is tried against, of all of an address from
/// the newest on: the newest of all, so that mails may overtake each other, and
/// the newest of this browser, so that no stranger's asking ends a code that is
/// awaited here. No more, or each mail that is asked for would make guessing
/// easier. The links of all of them work.
fn whose_codes_count(
    challenges: &[Challenge],
    here: Option<&[u8]>,
    now: Timestamp,
) -> Vec<ChallengeId> {
    let live = || challenges.iter().filter(|challenge| challenge.is_live(now));
    let of_here =
        live().filter(|challenge| here.is_some() && challenge.browser_hmac.as_deref() == here);
    live()
        .take(CODES_AT_ONCE)
        .chain(of_here.take(CODES_AT_ONCE))
        .map(|challenge| challenge.id)
        .collect()
}

fn is_code_of(app: &App, challenge: &Challenge, code: &str) -> bool {
    app.secret().verify(
        KEPT_CODE,
        &[challenge.id.0.as_bytes(), code.as_bytes()],
        &challenge.code_hmac,
    )
}

fn checked(email: &str, code: &str) -> Result<(EmailAddress, String), Problems> {
    let mut problems = Problems::new();
    let email = email.parse::<EmailAddress>();
    if let Err(fault) = &email {
        problems.add("email", fault.to_string());
    }
    let code = typed_code(code);
    if code.is_none() {
        problems.add("code", "Enter the 6 digits from the email");
    }
    match (email, code) {
        (Ok(email), Some(code)) => Ok((email, code)),
        _ => Err(problems),
    }
}
