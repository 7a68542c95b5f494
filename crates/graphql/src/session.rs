//! Signing in and out.

use app::Problems;
use app::challenge::{CompleteSignIn, CompleteSignInRefusal, Proof, RequestSignIn, RequestSignInRefusal};
use app::session::{Browser, Started};
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::session::Computer;
use domain::viewer::Powerless;

use crate::context::{Request, SessionChange, request};
use crate::error::{OrBroken, powerless};
use crate::id::{id_of, parse};
use crate::payload::{Payload, Refused, made, payload, refused, status};
use crate::scalar::DateTime;
use crate::viewer::Viewer;

/// A browser that somebody is signed in with.
pub struct Session {
    pub(crate) session: db::session::Session,
    pub(crate) is_current: bool,
}

/// A browser that somebody is signed in with.
#[Object]
impl Session {
    /// Its id.
    async fn id(&self) -> ID {
        id_of(self.session.id)
    }
    /// When they signed in.
    async fn started_at(&self) -> DateTime {
        self.session.started_at.into()
    }
    /// When it was last used, to within an hour.
    async fn last_used_at(&self) -> DateTime {
        self.session.last_used_at.into()
    }
    /// When it ends if it is not used again.
    async fn expires_at(&self) -> DateTime {
        let session = &self.session;
        session.last_used_at.plus(session.computer.idle()).min(session.started_at.plus(session.computer.whole())).into()
    }
    /// The browser in a few words.
    async fn device(&self) -> &str {
        &self.session.device
    }
    /// Whether it is a shared computer.
    async fn shared(&self) -> bool {
        self.session.computer == Computer::Shared
    }
    /// Whether it is the one that asks.
    async fn current(&self) -> bool {
        self.is_current
    }
}

/// Writes about sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Asks for a mail with a link and a code. The answer is the same whether
    /// or not the address is known.
    async fn request_sign_in(&self, ctx: &Context<'_>, input: RequestSignInInput) -> Result<Payload<SignInRequested>> {
        let request = request(ctx)?;
        let wish = RequestSignIn { email: input.email, computer: computer(input.shared_computer), client_key: request.client_key.clone() };
        match app::challenge::request_sign_in(request.app(), wish).await {
            Ok(()) => Ok(Payload::done(SignInRequested)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Signs in with the token of the link, or with the address and the code.
    /// Works once.
    async fn complete_sign_in(&self, ctx: &Context<'_>, input: CompleteSignInInput) -> Result<Payload<SignedIn>> {
        let request = request(ctx)?;
        let proof = match (input.token, input.email, input.code) {
            (Some(token), None, None) => Proof::Link(token),
            (None, Some(email), Some(code)) => Proof::Code { email, code },
            _ => {
                let problems = Problems::one("code", "Open the link from the email, or enter your address and the code from it");
                return Ok(Refused::from(CompleteSignInRefusal::Invalid(problems)).into());
            }
        };
        let attempt = CompleteSignIn {
            proof,
            computer: computer(input.shared_computer),
            client_key: request.client_key.clone(),
            browser: browser(request),
        };
        match app::challenge::complete_sign_in(request.app(), attempt).await {
            Ok(started) => Ok(Payload::done(SignedIn { viewer: begin(request, started).await? })),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Signs out here. Whoever is not signed in stays so.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<Payload<SignedOut>> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing()
            && let Some(session) = standing.session
        {
            app::session::end(request.app(), standing.member, session).await.or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(Payload::done(SignedOut))
    }

    /// Signs out here and everywhere else.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<Payload<SignedOutEverywhere>> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing() {
            app::session::end_everywhere(request.app(), standing.member).await.or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(Payload::done(SignedOutEverywhere))
    }

    /// Signs out one of one's own browsers.
    async fn end_session(&self, ctx: &Context<'_>, input: EndSessionInput) -> Result<Payload<EndedSession>> {
        let request = request(ctx)?;
        let standing = request.viewer.standing().ok_or_else(|| powerless(Powerless::SignedOut))?;
        let session = parse(&input.session)?;
        let ended = app::session::end(request.app(), standing.member, session).await.or_broken(request)?;
        if ended && standing.session == Some(session) {
            request.change_session(SessionChange::Ended);
        }
        Ok(if ended { Payload::done(EndedSession) } else { Refused::from(EndSessionRefusal::NotFound).into() })
    }
}

fn computer(shared: Option<bool>) -> Computer {
    Computer::from_shared(shared.unwrap_or(false))
}

/// The browser that the request came from.
pub(crate) fn browser(request: &Request) -> Browser {
    Browser { device: request.device.clone(), replaces: request.viewer.standing().and_then(|standing| standing.session) }
}

/// Hands a new session to the browser, and gives its viewer.
pub(crate) async fn begin(request: &Request, started: Started) -> Result<Viewer> {
    request.change_session(SessionChange::Started { token: started.token, computer: started.computer });
    made(request, Viewer::of(request, started.viewer).await?)
}

/// Somebody wants to sign in.
#[derive(InputObject)]
pub struct RequestSignInInput {
    /// Their address.
    email: String,
    /// Whether they sit at a shared computer.
    #[graphql(default_with = "Some(false)")]
    shared_computer: Option<bool>,
}

status! {
    /// What became of it.
    RequestSignInStatus {
        /// If the address is known, a mail is on its way.
        Sent;
        RequestSignInRefusal {
            /// It is not an address.
            Invalid(problems),
            /// Too many were asked for within the hour.
            TooMany,
        }
    }
}

payload! {
    "RequestSignInPayload", RequestSignInStatus,
    /// A mail that is on its way, maybe: nothing tells whether the address is known.
    SignInRequested
}

/// Somebody comes back from their mail: with the token of the link, or with
/// their address and the code.
#[derive(InputObject)]
pub struct CompleteSignInInput {
    /// The token of the link.
    token: Option<String>,
    /// The address, with the code.
    email: Option<String>,
    /// The 6 digits, with the address.
    code: Option<String>,
    /// Whether they sit at a shared computer.
    #[graphql(default_with = "Some(false)")]
    shared_computer: Option<bool>,
}

status! {
    /// What became of it.
    CompleteSignInStatus {
        /// They are signed in.
        SignedIn;
        CompleteSignInRefusal {
            /// The code is not the one that was sent.
            Wrong,
            /// The link or the code is used up or too old.
            Expired,
            /// Too many wrong codes.
            TooMany,
            /// Something is missing, or cannot be a code or an address.
            Invalid(problems),
        }
    }
}

payload! {
    "CompleteSignInPayload", CompleteSignInStatus,
    /// A session that began.
    SignedIn as CompleteSignInRows {
        /// The one who is signed in now.
        viewer: Viewer,
    }
}

status! {
    /// What became of it.
    SignOutStatus {
        /// They are signed out.
        SignedOut
    }
}

payload! {
    "SignOutPayload", SignOutStatus,
    /// The end of a session. It leaves nothing.
    SignedOut
}

payload! {
    "SignOutEverywherePayload", SignOutStatus,
    /// The end of all sessions. It leaves nothing.
    SignedOutEverywhere
}

/// Which browser to sign out.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// Which.
    session: ID,
}

/// Why a session was not ended.
enum EndSessionRefusal {
    NotFound,
}

status! {
    /// What became of it.
    EndSessionStatus {
        /// It is signed out.
        Ended;
        EndSessionRefusal {
            /// It was not signed in.
            NotFound,
        }
    }
}

payload! {
    "EndSessionPayload", EndSessionStatus,
    /// The end of a session. It leaves nothing.
    EndedSession
}
