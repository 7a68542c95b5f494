//! What members do with resources.

use app::resource::{
    self, AddVersionRefusal, CheckResourceRefusal, HandOnResourceRefusal, Retire,
    RetireResourceRefusal, ReviseResourceRefusal, ShareResourceRefusal, Used,
};
use app::thread::{Reply, ReplyRefusal, StartThread};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{FileId, MemberId, ThreadId, TopicId};
use domain::resource::{Audience, ResourceForm, ResourceFormat};
use domain::thread::ThreadKind;

use crate::context::request;
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::{Id, all};
use crate::payload::Payload;
use crate::post::{self, Post};
use crate::scalar::{Date, Html};
use crate::thread::{Thread, after_command, changed};

/// What somebody says of a resource. What is left empty nobody knows.
#[derive(InputObject)]
pub struct ResourceFactsInput {
    /// Of a link: where it leads. `http` or `https`.
    address: Option<String>,
    /// What one holds in the hand.
    format: Enum<ResourceFormat>,
    /// Whom it speaks to.
    audiences: Vec<Enum<Audience>>,
    /// Who made it.
    #[graphql(default)]
    maker: String,
    /// When it was made: "2023".
    #[graphql(default)]
    made: String,
    /// From this age on, in years.
    ages_from: Option<i32>,
    /// To this age, in years.
    ages_to: Option<i32>,
    /// How long one reads or watches.
    minutes: Option<i32>,
    /// What may be done with it.
    #[graphql(default)]
    licence: String,
    /// What it costs.
    #[graphql(default)]
    cost: String,
    /// In which language it is.
    #[graphql(default)]
    language: String,
    /// In which other formats it is to be had.
    #[graphql(default)]
    accessible_formats: String,
    /// Where it applies.
    #[graphql(default)]
    applies_to: String,
}

impl From<ResourceFactsInput> for resource::Facts {
    fn from(input: ResourceFactsInput) -> Self {
        Self {
            address: input.address,
            format: input.format.0,
            audiences: input.audiences.into_iter().map(|one| one.0).collect(),
            maker: input.maker,
            made: input.made,
            ages_from: input.ages_from.map(i64::from),
            ages_to: input.ages_to.map(i64::from),
            minutes: input.minutes.map(i64::from),
            licence: input.licence,
            cost: input.cost,
            language: input.language,
            accessible_formats: input.accessible_formats,
            applies_to: input.applies_to,
        }
    }
}

/// A resource to share.
#[derive(InputObject)]
pub struct ShareResourceInput {
    /// One line.
    title: String,
    /// Why it helps; of a text, the text.
    body: Html,
    /// From one to three topics.
    topics: Vec<Id<TopicId>>,
    /// A link, a document or a text.
    form: Enum<ResourceForm>,
    /// Of a document: its file, which you brought.
    file: Option<Id<FileId>>,
    /// What is said of it.
    facts: ResourceFactsInput,
    /// What is said before its words, if they are hard to read: "Mentions suicide".
    #[graphql(default)]
    content_note: String,
    /// By when it is looked at again; in a year without it.
    review_by: Option<Date>,
    /// The same for every click on one button: a double click shares once.
    idempotency_key: Option<String>,
}

#[derive(SimpleObject, Default)]
pub struct ShareResource {
    /// The thread.
    thread: Option<Thread>,
}

/// A resource's next facts.
#[derive(InputObject)]
pub struct ReviseResourceInput {
    /// Which.
    thread: Id<ThreadId>,
    /// All of its facts.
    facts: ResourceFactsInput,
    /// By when it is looked at again; unchanged without it.
    review_by: Option<Date>,
    /// The version of the facts that was revised.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct ReviseResource {
    /// The thread as it is now, also when somebody else was faster.
    thread: Option<Thread>,
}

/// A document's next version.
#[derive(InputObject)]
pub struct AddVersionInput {
    /// Of which document.
    thread: Id<ThreadId>,
    /// One that you brought.
    file: Id<FileId>,
    /// Since the version before: one line.
    what_changed: String,
    /// The version of the facts beside which it was chosen.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct AddVersion {
    /// The thread as it is now, also when somebody else was faster.
    thread: Option<Thread>,
}

/// A resource that was looked at, and still holds.
#[derive(InputObject)]
pub struct CheckResourceInput {
    /// Which.
    thread: Id<ThreadId>,
    /// By when it is looked at again; in a year without it.
    review_by: Option<Date>,
}

#[derive(SimpleObject, Default)]
pub struct CheckResource {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// A resource, and who keeps it from now on.
#[derive(InputObject)]
pub struct HandOnResourceInput {
    /// Which.
    thread: Id<ThreadId>,
    /// To whom.
    to: Id<MemberId>,
}

#[derive(SimpleObject, Default)]
pub struct HandOnResource {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// A resource that should not be used any more: what stands in its place, or why.
#[derive(InputObject)]
pub struct RetireResourceInput {
    /// Which.
    thread: Id<ThreadId>,
    /// The resource that stands in its place.
    replaced_by: Option<Id<ThreadId>>,
    /// Why, if none does. It stands on its page.
    #[graphql(default)]
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct RetireResource {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// How you used a resource: a reply with a few facts.
#[derive(InputObject)]
pub struct RecordUseInput {
    /// Which resource.
    thread: Id<ThreadId>,
    /// With whom: "my Year 9 tutor group".
    setting: String,
    /// From this age on, in years.
    ages_from: Option<i32>,
    /// To this age, in years.
    ages_to: Option<i32>,
    /// What happened.
    body: Html,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

#[derive(SimpleObject, Default)]
pub struct RecordUse {
    /// The reply.
    post: Option<Post>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// Writes to resources.
#[derive(Default)]
pub struct ResourceMutation;

#[Object]
impl ResourceMutation {
    /// Shares a resource. You keep it true from then on, until you hand it on.
    async fn share_resource(
        &self,
        ctx: &Context<'_>,
        input: ShareResourceInput,
    ) -> Result<Payload<ShareResource, ShareResourceRefusal>> {
        let request = request(ctx)?;
        let new = resource::ShareResource {
            thread: StartThread {
                kind: ThreadKind::Resource,
                title: input.title,
                body: input.body.0,
                topics: all(input.topics),
                files: Vec::new(),
                idempotency_key: input.idempotency_key,
            },
            form: input.form.0,
            file: input.file.map(|file| file.0),
            facts: input.facts.into(),
            content_note: input.content_note,
            review_by: input.review_by.map(|date| date.0),
        };
        let shared = resource::share_resource(request.app(), &request.viewer.member()?, new).await;
        Payload::of(shared, async |posted| {
            let thread = Some(changed(ctx, posted.thread).await?);
            Ok(ShareResource { thread })
        })
        .await
    }

    /// Gives a resource other facts. Its keeper alone can.
    async fn revise_resource(
        &self,
        ctx: &Context<'_>,
        input: ReviseResourceInput,
    ) -> Result<Payload<ReviseResource, ReviseResourceRefusal>> {
        let request = request(ctx)?;
        let thread = input.thread.0;
        let next = resource::ReviseResource {
            thread,
            facts: input.facts.into(),
            review_by: input.review_by.map(|date| date.0),
            expected_version: i64::from(input.expected_version),
        };
        let done = resource::revise_resource(request.app(), &request.viewer.member()?, next).await;
        Payload::beside(done, async || {
            let thread = after_command(ctx, thread).await?;
            Ok(ReviseResource { thread })
        })
        .await
    }

    /// Gives a document a new version: it was looked at, and those who used it are
    /// told. Its keeper alone can. A second press finds the file there, and is no
    /// other version.
    async fn add_version(
        &self,
        ctx: &Context<'_>,
        input: AddVersionInput,
    ) -> Result<Payload<AddVersion, AddVersionRefusal>> {
        let request = request(ctx)?;
        let thread = input.thread.0;
        let next = resource::AddVersion {
            thread,
            file: input.file.0,
            what_changed: input.what_changed,
            expected_version: i64::from(input.expected_version),
        };
        let done = resource::add_version(request.app(), &request.viewer.member()?, next).await;
        Payload::beside(done, async || {
            let thread = after_command(ctx, thread).await?;
            Ok(AddVersion { thread })
        })
        .await
    }

    /// Says that a resource was looked at and still holds, also one that was retired.
    /// Its keeper alone can.
    async fn check_resource(
        &self,
        ctx: &Context<'_>,
        input: CheckResourceInput,
    ) -> Result<Payload<CheckResource, CheckResourceRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let by = input.review_by.as_ref().map(|date| date.0.as_str());
        let done = resource::check_resource(request.app(), &member, thread, by).await;
        Payload::beside(done, async || {
            let thread = after_command(ctx, thread).await?;
            Ok(CheckResource { thread })
        })
        .await
    }

    /// Hands a resource on to another member, who is told. Its keeper alone can.
    async fn hand_on_resource(
        &self,
        ctx: &Context<'_>,
        input: HandOnResourceInput,
    ) -> Result<Payload<HandOnResource, HandOnResourceRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let done = resource::hand_on_resource(request.app(), &member, thread, input.to.0).await;
        Payload::beside(done, async || {
            let thread = after_command(ctx, thread).await?;
            Ok(HandOnResource { thread })
        })
        .await
    }

    /// Says that a resource should not be used any more. Those who used it are told.
    /// Its keeper alone can.
    async fn retire_resource(
        &self,
        ctx: &Context<'_>,
        input: RetireResourceInput,
    ) -> Result<Payload<RetireResource, RetireResourceRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let how = match input.replaced_by {
            Some(other) if input.reason.is_empty() => Retire::ReplacedBy(other.0),
            Some(_) => {
                return Err(coded(
                    Code::BadRequest,
                    "Say what stands in its place, or why it is withdrawn: not both.",
                ));
            }
            None => Retire::Withdrawn(input.reason),
        };
        let done = resource::retire_resource(request.app(), &member, thread, how).await;
        Payload::beside(done, async || {
            let thread = after_command(ctx, thread).await?;
            Ok(RetireResource { thread })
        })
        .await
    }

    /// Tells with whom you used a resource, and what happened: a reply.
    async fn record_use(
        &self,
        ctx: &Context<'_>,
        input: RecordUseInput,
    ) -> Result<Payload<RecordUse, ReplyRefusal>> {
        let request = request(ctx)?;
        let new = Reply {
            thread: input.thread.0,
            body: input.body.0,
            used: Some(Used {
                setting: input.setting,
                ages_from: input.ages_from.map(i64::from),
                ages_to: input.ages_to.map(i64::from),
            }),
            files: Vec::new(),
            idempotency_key: input.idempotency_key,
        };
        let replied = app::thread::reply(request.app(), &request.viewer.member()?, new).await;
        Payload::of(replied, async |posted| {
            Ok(RecordUse {
                post: Some(post::changed(ctx, posted.post).await?),
                thread: Some(changed(ctx, posted.thread).await?),
            })
        })
        .await
    }
}
