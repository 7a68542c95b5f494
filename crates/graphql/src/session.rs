//! Signing in and out.

use app::Failure;
use app::challenge::{CompleteSignIn, CompleteSignInRefusal, Proof, RequestSignIn, RequestSignInRefusal};
use app::session::{Browser, Started};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::session::Computer;
use domain::viewer::Powerless;

use crate::context::{Request, SessionChange, request};
use crate::error::{OrBroken, broken, powerless};
use crate::id::{id_of, parse};
use crate::payload::{Problem, problems};
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
    async fn request_sign_in(&self, ctx: &Context<'_>, input: RequestSignInInput) -> Result<RequestSignInPayload> {
        let request = request(ctx)?;
        let wish = RequestSignIn { email: input.email, computer: computer(input.shared_computer), client_key: request.client_key.clone() };
        let (status, problems) = match app::challenge::request_sign_in(request.app(), wish).await {
            Ok(()) => (RequestSignInStatus::Sent, Vec::new()),
            Err(Failure::Refused(RequestSignInRefusal::Invalid(found))) => (RequestSignInStatus::Invalid, problems(&found)),
            Err(Failure::Refused(RequestSignInRefusal::TooMany)) => (RequestSignInStatus::TooMany, Vec::new()),
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        Ok(RequestSignInPayload { status, problems })
    }

    /// Signs in with the token of the link, or with the address and the code.
    /// Works once.
    async fn complete_sign_in(&self, ctx: &Context<'_>, input: CompleteSignInInput) -> Result<CompleteSignInPayload> {
        let request = request(ctx)?;
        let refused = |status, problems| CompleteSignInPayload { status, problems, viewer: None };
        let proof = match (input.token, input.email, input.code) {
            (Some(token), None, None) => Proof::Link(token),
            (None, Some(email), Some(code)) => Proof::Code { email, code },
            _ => {
                let message = "Open the link from the email, or enter your address and the code from it".to_owned();
                return Ok(refused(CompleteSignInStatus::Invalid, vec![Problem { field: None, message }]));
            }
        };
        let attempt = CompleteSignIn {
            proof,
            computer: computer(input.shared_computer),
            client_key: request.client_key.clone(),
            browser: browser(request),
        };
        match app::challenge::complete_sign_in(request.app(), attempt).await {
            Ok(started) => {
                let viewer = begin(request, started).await?;
                Ok(CompleteSignInPayload { status: CompleteSignInStatus::SignedIn, problems: Vec::new(), viewer })
            }
            Err(Failure::Refused(refusal)) => Ok(match refusal {
                CompleteSignInRefusal::Wrong => refused(CompleteSignInStatus::Wrong, Vec::new()),
                CompleteSignInRefusal::Expired => refused(CompleteSignInStatus::Expired, Vec::new()),
                CompleteSignInRefusal::TooMany => refused(CompleteSignInStatus::TooMany, Vec::new()),
                CompleteSignInRefusal::Invalid(found) => refused(CompleteSignInStatus::Invalid, problems(&found)),
            }),
            Err(Failure::Broken(error)) => Err(broken(request, &error)),
        }
    }

    /// Signs out here. Whoever is not signed in stays so.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing()
            && let Some(session) = standing.session
        {
            app::session::end(request.app(), standing.member, session).await.or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(SignOutPayload { status: SignOutStatus::SignedOut, problems: Vec::new() })
    }

    /// Signs out here and everywhere else.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<SignOutEverywherePayload> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing() {
            app::session::end_everywhere(request.app(), standing.member).await.or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(SignOutEverywherePayload { status: SignOutStatus::SignedOut, problems: Vec::new() })
    }

    /// Signs out one of one's own browsers.
    async fn end_session(&self, ctx: &Context<'_>, input: EndSessionInput) -> Result<EndSessionPayload> {
        let request = request(ctx)?;
        let standing = request.viewer.standing().ok_or_else(|| powerless(Powerless::SignedOut))?;
        let session = parse(&input.session)?;
        let ended = app::session::end(request.app(), standing.member, session).await.or_broken(request)?;
        if ended && standing.session == Some(session) {
            request.change_session(SessionChange::Ended);
        }
        let status = if ended { EndSessionStatus::Ended } else { EndSessionStatus::NotFound };
        Ok(EndSessionPayload { status, problems: Vec::new() })
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
pub(crate) async fn begin(request: &Request, started: Started) -> Result<Option<Viewer>> {
    request.change_session(SessionChange::Started { token: started.token, computer: started.computer });
    Viewer::of(request, started.viewer).await
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

/// What became of it.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum RequestSignInStatus {
    /// If the address is known, a mail is on its way.
    Sent,
    /// It is not an address.
    Invalid,
    /// Too many were asked for within the hour.
    TooMany,
}

/// The answer to `requestSignIn`.
#[derive(SimpleObject)]
pub struct RequestSignInPayload {
    /// What became of it.
    status: RequestSignInStatus,
    /// What to put right.
    problems: Vec<Problem>,
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

/// What became of it.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum CompleteSignInStatus {
    /// They are signed in.
    SignedIn,
    /// The code is not the one that was sent.
    Wrong,
    /// The link or the code is used up or too old.
    Expired,
    /// Too many wrong codes.
    TooMany,
    /// Something is missing, or cannot be a code or an address.
    Invalid,
}

/// The answer to `completeSignIn`.
#[derive(SimpleObject)]
pub struct CompleteSignInPayload {
    /// What became of it.
    status: CompleteSignInStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The one who is signed in now.
    viewer: Option<Viewer>,
}

/// What became of it.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum SignOutStatus {
    /// They are signed out.
    SignedOut,
}

/// The answer to `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// What became of it.
    status: SignOutStatus,
    /// Nothing can be put right here.
    problems: Vec<Problem>,
}

/// The answer to `signOutEverywhere`.
#[derive(SimpleObject)]
pub struct SignOutEverywherePayload {
    /// What became of it.
    status: SignOutStatus,
    /// Nothing can be put right here.
    problems: Vec<Problem>,
}

/// Which browser to sign out.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// Which.
    session: ID,
}

/// What became of it.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum EndSessionStatus {
    /// It is signed out.
    Ended,
    /// It was not signed in.
    NotFound,
}

/// The answer to `endSession`.
#[derive(SimpleObject)]
pub struct EndSessionPayload {
    /// What became of it.
    status: EndSessionStatus,
    /// Nothing can be put right here.
    problems: Vec<Problem>,
}
