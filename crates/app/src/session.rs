//! Staying signed in, and signing out.

use domain::id::{ChallengeId, MemberId, SessionId};
use domain::secret::{random_token, token_hash};
use domain::session::Computer;
use domain::viewer::Principal;
use domain::{Timestamp, Viewer};

use crate::failure::refusals;
use crate::{App, Failure};

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct Started {
    /// What the browser shows from now on. Said once, kept as its hash.
    pub token: String,
    /// Whose computer it is.
    pub computer: Computer,
    /// The one who is signed in now.
    pub viewer: Viewer,
}

/// The browser that somebody signs in with.
#[derive(Debug, Clone)]
pub struct Browser {
    /// In a few words, for the list of sessions.
    pub device: String,
    /// The session that it holds already, if any: the new one takes its place.
    pub replaces: Option<SessionId>,
}

/// Who is behind a session's token. One statement; about once an hour, when the
/// last use is due to be written down, a second.
pub async fn viewer_of(app: &App, token: &str) -> Result<Viewer, db::Error> {
    let now = app.now();
    let Some(found) = db::session::by_token_hash(app.db(), &token_hash(token), now).await? else {
        return Ok(Viewer::nobody(now));
    };
    if found.touch_due
        // Boxed: it is seldom, and would be most of what every request carries.
        && let Err(error) = Box::pin(touch(app, found.session, now)).await
    {
        // A full disk must not sign out those who only read.
        tracing::warn!(error = %error, "the use of a session was not written down");
    }
    Ok(Viewer::signed_in(found.principal, now))
}

async fn touch(app: &App, session: SessionId, now: Timestamp) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::session::touch(&tx, session, now).await?;
    tx.commit().await
}

/// Begins a session in a command's transaction.
pub(crate) async fn start(
    tx: &db::Tx,
    member: &db::member::Member,
    computer: Computer,
    browser: &Browser,
    now: Timestamp,
) -> Result<Started, db::Error> {
    if let Some(old) = browser.replaces {
        db::session::replace(tx, old).await?;
    }
    let token = random_token();
    let session = db::session::Session {
        id: SessionId::fresh(now),
        computer,
        device: browser.device.clone(),
        started_at: now,
        last_used_at: now,
    };
    db::session::insert(tx, &session, member.id, &token_hash(&token)).await?;
    let principal = Principal {
        member: member.id,
        sector: member.sector,
        state: member.state,
        role: member.role,
        deputy_until: member.deputy_until,
        session: Some(session.id),
    };
    Ok(Started {
        token,
        computer,
        viewer: Viewer::signed_in(principal, now),
    })
}

/// Says in the log that somebody signed in, and how.
pub(crate) fn note_start(started: &Started, how: &'static str, challenge: Option<ChallengeId>) {
    let principal = started.viewer.principal();
    let (member, session) = (
        principal.map(|principal| principal.member),
        principal.and_then(|principal| principal.session),
    );
    tracing::info!(
        event = "signed_in",
        how,
        member = member.map(tracing::field::display),
        session = session.map(tracing::field::display),
        challenge = challenge.map(tracing::field::display),
        "somebody signed in"
    );
}

refusals! {
    /// What became of it.
    SignOut => SignOutRefusal {
        /// They are signed out.
        SignedOut;
    }
}

/// Ends the member's session in this browser.
pub async fn sign_out(app: &App, member: MemberId, session: SessionId) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::session::end(&tx, member, session).await?;
    tx.commit().await?;
    tracing::info!(event = "signed_out", member = %member, session = %session, "somebody signed out");
    Ok(())
}

refusals! {
    /// What became of it.
    EndSession => EndSessionRefusal {
        /// It is signed out.
        Ended;
        /// It was not signed in.
        NotFound,
    }
}

/// Ends one of the member's own sessions.
///
/// # Errors
/// [`EndSessionRefusal`].
pub async fn end(
    app: &App,
    member: MemberId,
    session: SessionId,
) -> Result<(), Failure<EndSessionRefusal>> {
    let tx = app.store().begin().await?;
    if !db::session::end(&tx, member, session).await? {
        return Err(EndSessionRefusal::NotFound.into());
    }
    tx.commit().await?;
    tracing::info!(event = "session_ended", why = "chosen", member = %member, session = %session, "a session was ended");
    Ok(())
}

refusals! {
    /// What became of it.
    SignOutEverywhere => SignOutEverywhereRefusal {
        /// They are signed out.
        SignedOut;
    }
}

/// Signs the member out of every browser. What was asked for before to sign in
/// with works no longer: it may be what they fear.
pub async fn end_everywhere(app: &App, member: MemberId) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    let sessions = db::session::end_all(&tx, member).await?;
    db::challenge::end_of_member(&tx, member, app.now()).await?;
    tx.commit().await?;
    tracing::info!(event = "session_ended", why = "everywhere", member = %member, sessions, "a member signed out everywhere");
    Ok(())
}
