//! Signing in and out.

use app::Problems;
use app::challenge::{
    AskedElsewhere, CompleteSignIn, CompleteSignInRefusal, Completed, Proof, RequestSignIn,
    RequestSignInRefusal,
};
use app::session::{Browser, Started};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use domain::session::{Computer, UNKNOWN_BROWSER};
use domain::viewer::Powerless;

use crate::context::{Request, SessionChange, request};
use crate::error::{OrBroken, powerless};
use crate::id::{id_of, parse};
use crate::payload::{Made, Payload, Refused, made, payload, refused, status};
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
        session
            .last_used_at
            .plus(session.computer.idle())
            .min(session.started_at.plus(session.computer.whole()))
            .into()
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
    async fn request_sign_in(
        &self,
        ctx: &Context<'_>,
        input: RequestSignInInput,
    ) -> Result<Payload<SignInRequested>> {
        let request = request(ctx)?;
        let wish = RequestSignIn {
            email: input.email,
            shared_computer: input.shared_computer.unwrap_or(false),
            client: request.client.clone(),
            device: request.device.clone(),
            browser: input.browser,
            next: input.next,
        };
        match app::challenge::request_sign_in(request.app(), wish).await {
            Ok(()) => Ok(Payload::done(SignInRequested)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Signs in with the token of the link, or with the address and the code.
    /// Works once. In another browser than the one that asked for the mail it
    /// has to be said that this is meant.
    async fn complete_sign_in(
        &self,
        ctx: &Context<'_>,
        input: CompleteSignInInput,
    ) -> Result<Payload<SignedIn>> {
        let request = request(ctx)?;
        let proof = match (input.token, input.email, input.code) {
            (Some(token), None, None) => Proof::Link(token),
            (None, Some(email), Some(code)) => Proof::Code { email, code },
            _ => {
                let problems = Problems::one(
                    "code",
                    "Open the link from the email, or enter your address and the code from it",
                );
                return Ok(Refused::from(CompleteSignInRefusal::Invalid(problems)).into());
            }
        };
        let attempt = CompleteSignIn {
            proof,
            computer: computer(input.shared_computer),
            client: request.client.clone(),
            browser: browser(request),
            browser_name: input.browser,
            asked_elsewhere: input.asked_elsewhere.unwrap_or(false),
        };
        match app::challenge::complete_sign_in(request.app(), attempt).await {
            Ok(Completed::SignedIn(done)) => {
                let next = done.next.unwrap_or_else(|| "/home".to_owned());
                let shared_computer = done.started.computer == Computer::Shared;
                Ok(Payload::done(SignedIn {
                    viewer: begin(request, done.started).await?,
                    next,
                    shared_computer,
                }))
            }
            Ok(Completed::AskedElsewhere(asked)) => {
                let asked_elsewhere = Some(Elsewhere::of(asked, &request.device));
                let rows = CompleteSignInRows {
                    asked_elsewhere,
                    ..CompleteSignInRows::default()
                };
                Ok(Refused::from(CompleteSignInRefusal::OtherBrowser).with(rows))
            }
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Signs out here. Whoever is not signed in stays so.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<Payload<SignedOut>> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing()
            && let Some(session) = standing.session
        {
            app::session::sign_out(request.app(), standing.member, session)
                .await
                .or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(Payload::done(SignedOut))
    }

    /// Signs out here and everywhere else.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<Payload<SignedOutEverywhere>> {
        let request = request(ctx)?;
        if let Some(standing) = request.viewer.standing() {
            app::session::end_everywhere(request.app(), standing.member)
                .await
                .or_broken(request)?;
        }
        request.change_session(SessionChange::Ended);
        Ok(Payload::done(SignedOutEverywhere))
    }

    /// Signs out one of one's own browsers.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<Payload<EndedSession>> {
        let request = request(ctx)?;
        let standing = request
            .viewer
            .standing()
            .ok_or_else(|| powerless(Powerless::SignedOut))?;
        let session = parse(&input.session)?;
        let ended = app::session::end(request.app(), standing.member, session)
            .await
            .or_broken(request)?;
        if ended && standing.session == Some(session) {
            request.change_session(SessionChange::Ended);
        }
        Ok(if ended {
            Payload::done(EndedSession)
        } else {
            Refused::from(EndSessionRefusal::NotFound).into()
        })
    }
}

fn computer(shared: Option<bool>) -> Computer {
    Computer::from_shared(shared.unwrap_or(false))
}

/// The browser that the request came from.
pub(crate) fn browser(request: &Request) -> Browser {
    Browser {
        device: request.device.clone(),
        replaces: request
            .viewer
            .standing()
            .and_then(|standing| standing.session),
    }
}

/// Hands a new session to the browser, and gives its viewer.
pub(crate) async fn begin(request: &Request, started: Started) -> Result<Viewer> {
    request.change_session(SessionChange::Started {
        token: started.token,
        computer: started.computer,
    });
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
    /// What the browser calls itself by, so that it is known again when the link
    /// or the code is used: 32 to 128 random letters that it keeps.
    browser: Option<String>,
    /// The address of the page that they were going to, from its first slash on:
    /// signing in gives it back, wherever the mail is opened. Other sites'
    /// addresses are left out.
    next: Option<String>,
}

status! {
    /// What became of it.
    RequestSignInStatus {
        /// If the address is known, a mail is on its way.
        Sent;
        RequestSignInRefusal {
            /// It is not an address.
            Invalid(problems),
            /// Too many were asked for at this address within the hour.
            TooMany,
            /// Too many were asked for from this connection, which others may share.
            TooManyHere,
            /// Too many were asked for by everybody together.
            TooManyEverywhere,
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
    /// What the browser calls itself by, as in `requestSignIn`.
    browser: Option<String>,
    /// Whether they asked for the mail themself, in another browser: the answer
    /// to `OTHER_BROWSER`.
    #[graphql(default_with = "Some(false)")]
    asked_elsewhere: Option<bool>,
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
            Invalid(problems),
        }
    }
}

/// A session that began.
pub struct SignedIn {
    viewer: Viewer,
    next: String,
    shared_computer: bool,
}

/// The fields of `CompleteSignInPayload`.
#[derive(SimpleObject, Default)]
pub struct CompleteSignInRows {
    /// The one who is signed in now.
    viewer: Option<Viewer>,
    /// Where to go now: where they were going when they asked for the mail, as
    /// they said it then, or home.
    next: Option<String>,
    /// Whether the session is one of a shared computer: a tick when asking for the
    /// mail or now is enough.
    shared_computer: Option<bool>,
    /// Where the mail was asked for, when that was another browser.
    asked_elsewhere: Option<Elsewhere>,
}

impl Made for SignedIn {
    const PAYLOAD: &'static str = "CompleteSignInPayload";
    type Status = CompleteSignInStatus;
    type Rows = CompleteSignInRows;

    fn rows(self) -> CompleteSignInRows {
        let shared_computer = Some(self.shared_computer);
        CompleteSignInRows {
            viewer: Some(self.viewer),
            next: Some(self.next),
            shared_computer,
            asked_elsewhere: None,
        }
    }
}

/// Where a mail was asked for that is opened in another browser.
#[derive(SimpleObject)]
pub struct Elsewhere {
    /// When.
    asked_at: DateTime,
    /// In which browser, where it said what it is.
    asked_in: Option<String>,
    /// The browser that asks now.
    here: Option<String>,
}

impl Elsewhere {
    fn of(asked: AskedElsewhere, here: &str) -> Self {
        let known =
            |device: String| (!device.is_empty() && device != UNKNOWN_BROWSER).then_some(device);
        Self {
            asked_at: asked.asked_at.into(),
            asked_in: known(asked.device),
            here: known(here.to_owned()),
        }
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
