//! Signing in and out.

use app::challenge::{
    AskedElsewhere, CompleteSignInRefusal, Completed, Proof, RequestSignIn, RequestSignInRefusal,
};
use app::session::{Browser, EndSessionRefusal, SignOutEverywhereRefusal, SignOutRefusal, Started};
use app::{Problems, challenge, session};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::SessionId;
use domain::session::{Computer, UNKNOWN_BROWSER};
use domain::viewer::Powerless;

use crate::context::{Request, SessionChange, request};
use crate::id::Id;
use crate::payload::{Empty, Payload, written};
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
    async fn id(&self) -> Id<SessionId> {
        Id(self.session.id)
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
    ) -> Result<Empty<RequestSignInRefusal>> {
        let request = request(ctx)?;
        let wish = RequestSignIn {
            email: input.email,
            shared_computer: input.shared_computer.unwrap_or(false),
            client: request.client.clone(),
            device: request.device.clone(),
            browser: input.browser,
            next: input.next,
        };
        Payload::empty(challenge::request_sign_in(request.app(), wish).await)
    }

    /// Signs in with the token of the link, or with the address and the code.
    /// Works once. In another browser than the one that asked for the mail it
    /// has to be said that this is meant.
    async fn complete_sign_in(
        &self,
        ctx: &Context<'_>,
        input: CompleteSignInInput,
    ) -> Result<Payload<CompleteSignIn, CompleteSignInRefusal>> {
        let request = request(ctx)?;
        let proof = match (input.token, input.email, input.code) {
            (Some(token), None, None) => Proof::Link(token),
            (None, Some(email), Some(code)) => Proof::Code { email, code },
            _ => {
                let advice =
                    "Open the link from the email, or enter your address and the code from it";
                let refused = Problems::one("code", advice).with(CompleteSignInRefusal::Invalid);
                return Payload::of(Err(refused), async |()| Ok(CompleteSignIn::default())).await;
            }
        };
        let attempt = challenge::CompleteSignIn {
            proof,
            computer: Computer::from_shared(input.shared_computer.unwrap_or(false)),
            client: request.client.clone(),
            browser: browser(request),
            browser_name: input.browser,
            asked_elsewhere: input.asked_elsewhere.unwrap_or(false),
        };
        let completed = match challenge::complete_sign_in(request.app(), attempt).await {
            Ok(Completed::SignedIn(signed_in)) => Ok(signed_in),
            Ok(Completed::AskedElsewhere(asked)) => {
                let refused = Err(CompleteSignInRefusal::OtherBrowser.into());
                let asked_elsewhere = Some(Elsewhere::of(asked, &request.device));
                let rows = CompleteSignIn {
                    asked_elsewhere,
                    ..CompleteSignIn::default()
                };
                return Payload::beside::<()>(refused, async || Ok(rows)).await;
            }
            Err(failure) => Err(failure),
        };
        Payload::of(completed, async |signed_in| {
            let shared_computer = signed_in.started.computer == Computer::Shared;
            Ok(CompleteSignIn {
                viewer: begin(request, signed_in.started).await?,
                next: Some(signed_in.next.unwrap_or_else(|| "/home".to_owned())),
                shared_computer: Some(shared_computer),
                asked_elsewhere: None,
            })
        })
        .await
    }

    /// Signs out here. Whoever is not signed in stays so.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<Empty<SignOutRefusal>> {
        let request = request(ctx)?;
        if let Some(principal) = request.viewer.principal()
            && let Some(session) = principal.session
        {
            session::sign_out(request.app(), principal.member, session).await?;
        }
        request.change_session(SessionChange::Ended);
        Payload::empty(Ok(()))
    }

    /// Signs out here and everywhere else.
    async fn sign_out_everywhere(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Empty<SignOutEverywhereRefusal>> {
        let request = request(ctx)?;
        if let Some(principal) = request.viewer.principal() {
            session::end_everywhere(request.app(), principal.member).await?;
        }
        request.change_session(SessionChange::Ended);
        Payload::empty(Ok(()))
    }

    /// Signs out one of one's own browsers.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<Empty<EndSessionRefusal>> {
        let request = request(ctx)?;
        let principal = request.viewer.principal().ok_or(Powerless::SignedOut)?;
        let ended = session::end(request.app(), principal.member, input.session.0).await;
        if ended.is_ok() && principal.session == Some(input.session.0) {
            request.change_session(SessionChange::Ended);
        }
        Payload::empty(ended)
    }
}

/// The browser that the request came from.
pub(crate) fn browser(request: &Request) -> Browser {
    Browser {
        device: request.device.clone(),
        replaces: request
            .viewer
            .principal()
            .and_then(|principal| principal.session),
    }
}

/// Hands a new session to the browser, and gives its viewer.
pub(crate) async fn begin(request: &Request, started: Started) -> Result<Option<Viewer>> {
    request.change_session(SessionChange::Started {
        token: started.token,
        computer: started.computer,
    });
    let viewer = Viewer::of(request, started.viewer).await?;
    written(viewer).map(Some)
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

#[derive(SimpleObject, Default)]
pub struct CompleteSignIn {
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

/// Which browser to sign out.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// Which.
    session: Id<SessionId>,
}
