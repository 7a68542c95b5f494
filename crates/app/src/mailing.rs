//! The way out for mail: what every job that mails has in common, and the digest.

use db::job::Urgency;
use db::member::Account;
use db::queue::Claim;
use domain::Timestamp;
use domain::id::{self, MemberId, PostId, ThreadId};
use domain::mail::{ChosenBy, DigestFrequency, MailKind};
use domain::member::MemberState;
use mail::{
    Choices, Content, Draft, DraftError, Fault, Layout, Mailer, Message, Priority, Refused,
    SendError,
};

use crate::App;
use crate::jobs::{JobError, JobResult};

/// The mailer, and what the installation puts on every mail.
#[derive(Debug, Clone)]
pub struct MailSender {
    mailer: Mailer,
    host: String,
    priority: Priority,
    /// When the mail was promised; now, for one that nobody promised before.
    date: Option<Timestamp>,
}

/// Somebody to write to.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Their name, when it is known and theirs.
    pub name: Option<String>,
    pub address: String,
    /// Who they are, when they are a member: a refused address is then
    /// suspended, and the co-ordinator sees it.
    pub member: Option<MemberId>,
    /// How they stop what is sent, when it is of a kind that one click stops.
    pub stop: Option<Stoppable>,
}

impl Recipient {
    /// Somebody of whom only the address is known.
    pub(crate) const fn stranger(address: String) -> Self {
        Self {
            name: None,
            address,
            member: None,
            stop: None,
        }
    }
}

/// A kind of mail that one click stops, and the token of that click.
#[derive(Debug, Clone)]
pub struct Stoppable {
    pub kind: MailKind,
    /// The token of (member, kind).
    pub token: String,
}

impl Stoppable {
    /// Where one click stops it (RFC 8058), and where the page with the
    /// choices is.
    #[must_use]
    pub fn url(&self, app: &App) -> String {
        app.settings().url(&format!("/unsubscribe/{}", self.token))
    }
}

/// What the relay said of a mail that it will not ask for again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Delivered {
    Accepted,
    /// The address takes no mail.
    Bounced(String),
}

impl MailSender {
    /// `host` is the right side of every Message-ID and List-Id: the name under
    /// which members reach Cove.
    #[must_use]
    pub const fn new(mailer: Mailer, host: String) -> Self {
        Self {
            mailer,
            host,
            priority: Priority::Ordinary,
            date: None,
        }
    }

    /// The same for one claimed row: its mail goes over the connections that are
    /// its due, and bears the date of the promise, however often it is tried.
    #[must_use]
    pub(crate) fn for_claim(&self, claim: &Claim, urgency: Urgency) -> Self {
        Self {
            priority: match urgency {
                Urgency::Urgent => Priority::Urgent,
                Urgency::Ordinary => Priority::Ordinary,
            },
            date: id::made_at(claim.id),
            ..self.clone()
        }
    }

    #[must_use]
    pub const fn mailer(&self) -> &Mailer {
        &self.mailer
    }

    /// A Message-ID that is the same at every try, so that a copy that arrives
    /// twice is seen to be one (RFC 5322 3.6.4).
    #[must_use]
    pub fn message_id(&self, kind: &str, id: uuid::Uuid) -> String {
        format!("{kind}.{}@{}", id.simple(), self.host)
    }

    /// The `List-Id` of a kind of mail (RFC 2919). Each has its own, so that who
    /// files the digest away does not miss what is for them alone.
    fn list_id(&self, kind: MailKind) -> String {
        let list = match kind {
            MailKind::Digest => "digest",
            MailKind::Reply => "replies",
            MailKind::Helped => "helped",
        };
        format!("{list}.{}", self.host)
    }

    /// Composes one mail and hands it over.
    pub(crate) async fn send(
        &self,
        app: &App,
        to: &Recipient,
        message_id: String,
        content: Content,
    ) -> JobResult {
        self.send_about(None, app, to, message_id, content).await
    }

    /// The same for a mail that is about a thread. A member whose address was
    /// refused gets no more mail until the address is put right.
    pub(crate) async fn send_about(
        &self,
        thread: Option<ThreadId>,
        app: &App,
        to: &Recipient,
        message_id: String,
        content: Content,
    ) -> JobResult {
        let message = self.compose(app, to, thread, message_id, content)?;
        match (self.hand_over(&message).await?, to.member) {
            (Delivered::Bounced(_), Some(member)) => Ok(suspend_mail(app, member).await?),
            // A stranger's slip: there is nothing left to do, and nothing that
            // Cove failed at.
            _ => Ok(()),
        }
    }

    pub(crate) fn compose(
        &self,
        app: &App,
        to: &Recipient,
        thread: Option<ThreadId>,
        message_id: String,
        content: Content,
    ) -> Result<Message, DraftError> {
        let stop = to.stop.as_ref();
        self.mailer.compose(Draft {
            to_name: to.name.clone(),
            to_address: to.address.clone(),
            content,
            message_id,
            // An id that stands for the thread. No mail has it; all mails about
            // the thread name it in `References`, so that they stand together in
            // a reader's list.
            thread_id: thread.map(|thread| self.message_id("thread", thread.0)),
            priority: self.priority,
            date_ms: self.date.unwrap_or_else(|| app.now()).0,
            reply_to: app.settings().contact.clone(),
            list_id: stop.map(|stop| self.list_id(stop.kind)),
            is_to_many: stop.is_some_and(|stop| stop.kind == MailKind::Digest),
            unsubscribe_url: stop.map(|stop| stop.url(app)),
        })
    }

    /// Hands one mail over to the relay.
    pub(crate) async fn hand_over(&self, message: &Message) -> Result<Delivered, JobError> {
        match self.mailer.send(message).await {
            Ok(_) => Ok(Delivered::Accepted),
            Err(SendError::Temporary {
                reason,
                fault,
                maybe_accepted: true,
            }) => Err(JobError::Unconfirmed(reason, fault)),
            Err(SendError::Temporary { reason, fault, .. }) => match fault {
                Fault::Relay => Err(JobError::Unavailable(reason)),
                Fault::Message => Err(JobError::Retry(reason)),
            },
            Err(SendError::Permanent { reason, refused }) => match refused {
                Refused::Recipient => Ok(Delivered::Bounced(reason)),
                Refused::Message => Err(JobError::Fail(reason)),
            },
        }
    }
}

/// Stops all mail to a member whose address the relay refused for good.
pub async fn suspend_mail(app: &App, member: MemberId) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::member::suspend_mail(&tx, member, app.now()).await?;
    tx.commit().await
}

/// What stands in every mail, to whom it goes by name.
pub async fn layout(app: &App, to: Option<&str>) -> Result<Layout, db::Error> {
    let community = db::community::community(app.db()).await?.name;
    Ok(Layout {
        community,
        to: to.map(str::to_owned),
        help_url: app.settings().url("/help-now"),
    })
}

/// What a member can do about a mail.
#[must_use]
pub fn choices(app: &App, stop: Option<&Stoppable>) -> Choices {
    Choices {
        settings_url: app.settings().url("/settings#emails"),
        unsubscribe_url: stop.map(|stop| stop.url(app)),
    }
}

/// The member as somebody to write to, whatever their state and whether or not
/// their address refused mail before; none once they left.
pub(crate) fn recipient(account: &Account) -> Option<Recipient> {
    let address = account.email.clone()?;
    Some(Recipient {
        name: Some(account.member.name.clone()),
        address,
        member: Some(account.member.id),
        stop: None,
    })
}

/// An active member whose address takes mail, as somebody to write to.
pub(crate) async fn reachable(app: &App, member: MemberId) -> Result<Recipient, JobError> {
    reachable_if(app, member, |_| true).await
}

/// The same for a kind of mail that one click stops, if they want it.
pub(crate) async fn wanting(
    app: &App,
    member: MemberId,
    kind: MailKind,
) -> Result<Recipient, JobError> {
    let to = reachable_if(app, member, |account| wants(account, kind)).await?;
    let stop = Some(stoppable(app, member, kind).await?);
    Ok(Recipient { stop, ..to })
}

async fn reachable_if(
    app: &App,
    member: MemberId,
    is_wanted: impl Fn(&Account) -> bool,
) -> Result<Recipient, JobError> {
    let account = db::member::account(app.db(), member).await?;
    let is_reachable = |account: &Account| {
        account.member.state == MemberState::Active && account.mail_suspended_at.is_none()
    };
    account
        .filter(|account| is_reachable(account) && is_wanted(account))
        .and_then(|account| recipient(&account))
        .ok_or(JobError::Moot)
}

pub(crate) fn thread_url(app: &App, thread: ThreadId) -> String {
    app.settings()
        .url(&format!("/threads/{}", thread.0.simple()))
}

pub(crate) fn post_url(app: &App, thread: ThreadId, post: PostId) -> String {
    format!("{}#post-{}", thread_url(app, thread), post.0.simple())
}

/// The token by which a member stops a kind of mail, made if it is the first.
pub async fn stoppable(
    app: &App,
    member: MemberId,
    kind: MailKind,
) -> Result<Stoppable, db::Error> {
    let mut token = db::mail::token(app.db(), member, kind).await?;
    if token.is_none() {
        let tx = app.store().begin().await?;
        db::mail::make_tokens(&tx, &[member], kind).await?;
        token = db::mail::token(&tx, member, kind).await?;
        tx.commit().await?;
    }
    let token =
        token.ok_or_else(|| db::Error::Row("a mail token that was just made".to_owned()))?;
    Ok(Stoppable { kind, token })
}

/// What the page behind a token shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub member: MemberId,
    /// Masked; none once they left.
    pub address: Option<String>,
    pub kind: MailKind,
    pub wanted: bool,
}

impl Choice {
    fn of(account: &Account, kind: MailKind, wanted: bool) -> Self {
        Self {
            member: account.member.id,
            address: account.email.as_deref().map(masked),
            kind,
            wanted,
        }
    }
}

/// The choice behind a token; none for a token that was never given out.
pub async fn choice(app: &App, token: &str) -> Result<Option<Choice>, db::Error> {
    let Some((member, kind)) = db::mail::by_token(app.db(), token).await? else {
        return Ok(None);
    };
    let account = db::member::account(app.db(), member).await?;
    Ok(account.map(|account| Choice::of(&account, kind, wants(&account, kind))))
}

/// An address that its owner knows again, and that tells a stranger little: the
/// page that shows it is open to anybody whom the mail was passed on to.
fn masked(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, host)) => format!("{}…@{host}", local.chars().next().unwrap_or_default()),
        None => "…".to_owned(),
    }
}

/// Stops the kind of mail that the token is about. Again is no error, and
/// neither is a member who is suspended or has left: who does not want mail
/// must never be told to sign in first.
pub async fn stop(app: &App, token: &str) -> Result<Option<Choice>, db::Error> {
    choose(app, token, false).await
}

/// Lets it come again.
pub async fn resume(app: &App, token: &str) -> Result<Option<Choice>, db::Error> {
    choose(app, token, true).await
}

async fn choose(app: &App, token: &str, wanted: bool) -> Result<Option<Choice>, db::Error> {
    // Looked up first: a link that was made up is not worth the writer.
    let Some((member, kind)) = db::mail::by_token(app.db(), token).await? else {
        return Ok(None);
    };
    let tx = app.store().begin().await?;
    let Some(account) = db::member::account_for_update(&tx, member).await? else {
        return Ok(None);
    };
    if wants(&account, kind) != wanted {
        let digest = if wanted {
            DigestFrequency::Weekly
        } else {
            DigestFrequency::Off
        };
        let (digest, replies, helped) = match kind {
            MailKind::Digest => (digest, account.mail_replies, account.mail_helped),
            MailKind::Reply => (account.digest, wanted, account.mail_helped),
            MailKind::Helped => (account.digest, account.mail_replies, wanted),
        };
        db::member::save_preferences(&tx, member, digest, replies, helped).await?;
        let (word, by) = (choice_word(kind, wanted), ChosenBy::Unsubscribe);
        db::mail::record_choice(&tx, member, kind, word, by, app.now()).await?;
        tx.commit().await?;
    }
    Ok(Some(Choice::of(&account, kind, wanted)))
}

fn wants(account: &Account, kind: MailKind) -> bool {
    match kind {
        MailKind::Digest => account.digest == DigestFrequency::Weekly,
        MailKind::Reply => account.mail_replies,
        MailKind::Helped => account.mail_helped,
    }
}

/// How a choice is recorded.
pub(crate) const fn choice_word(kind: MailKind, wanted: bool) -> &'static str {
    match (kind, wanted) {
        (MailKind::Digest, true) => DigestFrequency::Weekly.as_str(),
        (MailKind::Reply | MailKind::Helped, true) => "on",
        (_, false) => "off",
    }
}
