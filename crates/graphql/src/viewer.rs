//! The viewer: what somebody who is signed in, in whatever state, sees of
//! themself.

use async_graphql::{Context, Object, Result, SimpleObject};
use db::member::Account;
use domain::audit::Act;
use domain::digest::DigestState;
use domain::mail::DigestFrequency;
use domain::member::MemberState;
use domain::viewer::Powerless;

use crate::application::ApplicantQuestion;
use crate::connection::{Connection, int};
use crate::context::{Request, request};
use crate::enums::Enum;
use crate::home::{self, Home};
use crate::member::Member;
use crate::notification::{self, Notification};
use crate::scalar::DateTime;
use crate::session::Session;

/// Reads about the viewer.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The one who is signed in; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        let request = request(ctx)?;
        Viewer::of(request, request.viewer).await
    }
}

/// The one who is signed in.
pub struct Viewer {
    pub(crate) who: domain::Viewer,
    account: Account,
}

impl Viewer {
    /// Somebody with a session, also one that this request began.
    pub async fn of(request: &Request, who: domain::Viewer) -> Result<Option<Self>> {
        let Some(principal) = who.principal() else {
            return Ok(None);
        };
        let account = db::member::account(request.db(), principal.member).await?;
        Ok(account.map(|account| Self { who, account }))
    }
}

/// The one who is signed in.
#[Object]
impl Viewer {
    /// Them as others see them.
    async fn member(&self) -> Member {
        Member(self.account.member.clone())
    }
    /// Where they stand.
    async fn state(&self) -> Enum<MemberState> {
        self.account.member.state.into()
    }
    /// Whether they look after the community.
    async fn is_coordinator(&self) -> bool {
        self.who.coordinator().is_ok()
    }
    /// Their address, which no other member sees.
    async fn email(&self) -> &str {
        self.account.email.as_deref().unwrap_or_default()
    }
    /// Counts the changes of the profile: say it when you update it.
    async fn version(&self) -> i32 {
        int(self.account.version)
    }
    /// Where their request to join stands; null for members.
    async fn application(&self, ctx: &Context<'_>) -> Result<Option<ApplicationStatus>> {
        let account = &self.account;
        let (reason, decided_at) = match account.member.state {
            MemberState::Applicant | MemberState::Declined => {
                (account.decision_reason.clone(), account.decided_at)
            }
            // Not an application, and the one place where they hear why.
            MemberState::Suspended => {
                let (db, subject) = (request(ctx)?.db(), account.member.id.0);
                let last = db::audit::last_reason(db, Act::SuspendMember, subject).await?;
                last.unzip()
            }
            MemberState::Active | MemberState::Left => return Ok(None),
        };
        Ok(Some(ApplicationStatus {
            state: account.member.state.into(),
            applied_at: account.applied_at.into(),
            address_confirmed: account.address_confirmed_at.is_some(),
            decided_at: decided_at.map(DateTime),
            reason,
            organisation: account.organisation_typed.clone(),
            why: account.why.clone(),
            question: ApplicantQuestion::of(account),
        }))
    }
    /// What mail they want.
    async fn email_preferences(&self, ctx: &Context<'_>) -> Result<EmailPreferences> {
        let request = request(ctx)?;
        let now = request.app().now();
        let issue = db::digest::next(request.db()).await?;
        let next = issue.filter(|issue| issue.state != DigestState::Held && issue.send_at > now);
        Ok(EmailPreferences {
            digest: self.account.digest.into(),
            replies: self.account.mail_replies,
            helped: self.account.mail_helped,
            suspended_after_bounce: self.account.mail_suspended_at.is_some(),
            next_digest_at: next.map(|issue| DateTime(issue.send_at)),
        })
    }
    /// What concerns them, the newest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Notification>> {
        notification::notifications(ctx, &self.who, first, after.as_deref()).await
    }
    /// How many notifications they have not read.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i32> {
        notification::unread_count(ctx, &self.who).await
    }
    /// The browsers that they are signed in with, the last used first.
    #[graphql(complexity = "crate::cost::up_to(20, child_complexity)")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let request = request(ctx)?;
        let principal = self.who.principal().ok_or(Powerless::SignedOut)?;
        let (id, now) = (self.account.member.id, request.app().now());
        let sessions = db::session::of_member(request.db(), id, now).await?;
        Ok(sessions
            .into_iter()
            .map(|session| Session {
                is_current: principal.session == Some(session.id),
                session,
            })
            .collect())
    }
    /// Whether they ever wrote something that others can see.
    async fn has_posted(&self, ctx: &Context<'_>) -> Result<bool> {
        let member = self.account.member.id;
        Ok(db::post::has_posted(request(ctx)?.db(), member).await?)
    }
    /// What they find on coming in. For members.
    async fn home(&self, ctx: &Context<'_>) -> Result<Home> {
        home::home(ctx).await
    }
}

/// Where a request to join stands, and what it says.
#[derive(SimpleObject)]
pub struct ApplicationStatus {
    /// Waiting, declined, or access paused.
    state: Enum<MemberState>,
    /// When they asked.
    applied_at: DateTime,
    /// Whether they have shown that the address is theirs.
    address_confirmed: bool,
    /// When the co-ordinator decided.
    decided_at: Option<DateTime>,
    /// The reason that the co-ordinator gave.
    reason: Option<String>,
    /// Whom they said they work for, until it is decided.
    organisation: Option<String>,
    /// Why they would like to join.
    why: String,
    /// What the co-ordinator asked, the latest of it, until it is decided.
    question: Option<ApplicantQuestion>,
}

/// What mail a member wants.
#[derive(SimpleObject)]
pub struct EmailPreferences {
    /// How often the digest comes.
    digest: Enum<DigestFrequency>,
    /// Whether an answer to their question is mailed.
    replies: bool,
    /// Whether "your answer helped" is mailed.
    helped: bool,
    /// Whether mail is stopped because the address refused it. It starts again
    /// when they next sign in by mail.
    suspended_after_bounce: bool,
    /// When the next digest goes out; not known while one is going out or kept back.
    next_digest_at: Option<DateTime>,
}
