//! What happened when: the content laid out over the last six weeks, and told
//! through the commands.

use std::collections::HashMap;

use anyhow::{Context as _, bail, ensure};
use chrono::{Days, NaiveTime};
use chrono_tz::Tz;
use db::follow::ReadUntil;
use db::report::Subject;
use domain::challenge::Client;
use domain::clock::{Day, Span};
use domain::digest::{next_cut_off, send_at};
use domain::id::{CollectionId, FileId, ThreadId};
use domain::post::Reaction;
use domain::resource::{Audience, ResourceForm};
use domain::{Member, Timestamp};

use super::accepted;
use super::cast::Cast;
use super::content::{
    self, Applicant, Collection, Content, Reasoned, Reply, Report, Resource, Summary, Suspension,
    Thread, Version,
};
use crate::application::{self, Apply};
use crate::collection::{Arranged, Arrangement, make_collection};
use crate::file::describe;
use crate::mailing::MailSender;
use crate::post::{EditPost, React, Reacting, edit_post, react, withdraw_post};
use crate::report::{NewReport, report};
use crate::resource::{
    AddVersion, Facts, Retire, ShareResource, Used, add_version, retire_resource, share_resource,
};
use crate::session::Browser;
use crate::summary::{InLibrary, SummariseThread, summarise_thread};
use crate::thread::{Posted, StartThread, accept_answer, reply, start_thread};
use crate::worker::Worker;
use crate::{App, desk, file, follow, notification};

/// Between two reactions to one post.
const BETWEEN_REACTIONS: Span = Span::minutes(157);
/// From an answer to the asker's thanks.
const TO_THANKS: Span = Span::minutes(95);
/// From a reply to its author's addition.
const TO_EDIT: Span = Span::hours(50);
/// Nothing happens later than so long ago: the clock must be the real one's by then.
const LATEST: Span = Span::minutes(2);
/// When those whom one can sign in as last looked at what they were told.
const LAST_LOOK: Span = Span::days(4);

/// Something that happened.
#[derive(Debug)]
pub(super) enum Event<'a> {
    Start(&'a Thread),
    Reply(&'a Thread, &'a Reply),
    Edit(&'a Reply, &'a str),
    Helped(&'a Thread, &'a Reply),
    React(Key<'a>, Reaction, &'a str),
    Report(&'a Reply, &'a Report),
    Hide(&'a Reply, &'a Reasoned),
    Withdraw(&'a Thread),
    Lock(&'a Thread, &'a Reasoned),
    Summarise(&'a Thread, &'a Summary),
    Pin(&'a Thread, &'a Reasoned),
    Recommend(&'a Thread, &'a Reasoned),
    Version(&'a Thread, &'a Version),
    Replace(&'a Thread, &'a str),
    Retire(&'a Thread, &'a Reasoned),
    Collect(&'a Collection),
    Suspend(&'a Suspension),
    Application(&'a Applicant),
    Look(&'a str),
    Digest,
}

/// What tells one post of the content from another: who wrote it, and when.
type Key<'a> = (&'a str, &'a str);

impl Thread {
    fn key(&self) -> Key<'_> {
        (&self.by, &self.when)
    }
}

impl Reply {
    fn key(&self) -> Key<'_> {
        (&self.by, &self.when)
    }
}

/// Everything that happened, in order.
#[derive(Debug)]
pub(super) struct Timeline<'a> {
    events: Vec<(Timestamp, Event<'a>)>,
}

impl<'a> Timeline<'a> {
    pub(super) fn of(content: &'a Content, now: Timestamp, zone: Tz) -> anyhow::Result<Self> {
        let mut plan = Plan {
            content,
            now,
            zone,
            events: Vec::new(),
            turn: 0,
        };
        for thread in &content.threads {
            plan.thread(thread).with_context(|| thread.title.clone())?;
        }
        for collection in &content.collections {
            plan.add(&collection.when, Event::Collect(collection))?;
        }
        for applicant in &content.applicants {
            plan.add(&applicant.when, Event::Application(applicant))?;
        }
        for suspension in &content.suspended {
            plan.add(&suspension.when, Event::Suspend(suspension))?;
        }
        for member in content
            .members
            .iter()
            .filter(|member| member.called.is_some())
        {
            plan.add_at(now.minus(LAST_LOOK), Event::Look(&member.key));
        }
        let mut events = plan.events;
        let begins = events
            .iter()
            .map(|(at, _)| *at)
            .min()
            .context("the demo has no threads")?;
        let mut cut_off = next_cut_off(begins, zone);
        while send_at(cut_off, zone) <= now {
            events.push((send_at(cut_off, zone), Event::Digest));
            cut_off = next_cut_off(cut_off, zone);
        }
        // Stable: what was planned first comes first in the same millisecond.
        events.sort_by_key(|(at, _)| *at);
        Ok(Self { events })
    }

    pub(super) fn events(&self) -> &[(Timestamp, Event<'a>)] {
        &self.events
    }

    pub(super) fn begins(&self) -> Timestamp {
        self.events.first().map_or(Timestamp(0), |(at, _)| *at)
    }

    pub(super) fn last_digest(&self) -> Option<Timestamp> {
        let mut latest_first = self.events.iter().rev();
        latest_first
            .find(|(_, event)| matches!(event, Event::Digest))
            .map(|(at, _)| *at)
    }
}

struct Plan<'a> {
    content: &'a Content,
    now: Timestamp,
    zone: Tz,
    events: Vec<(Timestamp, Event<'a>)>,
    /// Whose turn it is to react: everybody does at some time.
    turn: usize,
}

impl<'a> Plan<'a> {
    fn add_at(&mut self, at: Timestamp, event: Event<'a>) {
        self.events.push((at.min(self.now.minus(LATEST)), event));
    }

    fn add(&mut self, when: &str, event: Event<'a>) -> anyhow::Result<Timestamp> {
        let at = instant(when, self.now, self.zone)?;
        self.add_at(at, event);
        Ok(at)
    }

    fn thread(&mut self, thread: &'a Thread) -> anyhow::Result<()> {
        let started = self.add(&thread.when, Event::Start(thread))?;
        self.reactions(thread.key(), started, thread.useful, thread.thanks)?;
        let mut before = started;
        for reply in &thread.replies {
            let at = self.reply(thread, reply)?;
            let by = &reply.by;
            ensure!(
                at > before,
                "the reply of {by} comes before what it answers"
            );
            before = at;
        }
        if let Some(when) = &thread.withdrawn {
            self.add(when, Event::Withdraw(thread))?;
        }
        if let Some(locked) = &thread.locked {
            self.add(&locked.when, Event::Lock(thread, locked))?;
        }
        if let Some(summary) = &thread.summary {
            self.add(&summary.when, Event::Summarise(thread, summary))?;
        }
        if let Some(pinned) = &thread.pinned {
            self.add(&pinned.when, Event::Pin(thread, pinned))?;
        }
        if let Some(resource) = &thread.resource {
            self.resource(thread, resource)?;
        }
        Ok(())
    }

    fn resource(&mut self, thread: &'a Thread, resource: &'a Resource) -> anyhow::Result<()> {
        if let Some(recommended) = &resource.recommended {
            self.add(&recommended.when, Event::Recommend(thread, recommended))?;
        }
        for version in &resource.versions {
            self.add(&version.when, Event::Version(thread, version))?;
        }
        if let Some(replaced) = &resource.replaced_by {
            self.add(&replaced.when, Event::Replace(thread, &replaced.title))?;
        }
        if let Some(withdrawn) = &resource.withdrawn {
            self.add(&withdrawn.when, Event::Retire(thread, withdrawn))?;
        }
        Ok(())
    }

    fn reply(&mut self, thread: &'a Thread, reply: &'a Reply) -> anyhow::Result<Timestamp> {
        let at = self.add(&reply.when, Event::Reply(thread, reply))?;
        if reply.helped {
            self.add_at(at.plus(TO_THANKS), Event::Helped(thread, reply));
        }
        if let Some(added) = &reply.edit {
            self.add_at(at.plus(TO_EDIT), Event::Edit(reply, added));
        }
        self.reactions(reply.key(), at, reply.useful, reply.thanks)?;
        if let Some(report) = &reply.report {
            self.add(&report.when, Event::Report(reply, report))?;
        }
        if let Some(hidden) = &reply.hidden {
            self.add(&hidden.when, Event::Hide(reply, hidden))?;
        }
        Ok(at)
    }

    /// Gives the reactions to whoever's turn it is; nobody twice for one post,
    /// and never its author.
    fn reactions(
        &mut self,
        post: Key<'a>,
        posted: Timestamp,
        useful: usize,
        thanks: usize,
    ) -> anyhow::Result<()> {
        let content = self.content;
        let is_paused = |key: &str| content.suspended.iter().any(|paused| paused.key == key);
        let others: Vec<&str> = content
            .members
            .iter()
            .map(|member| member.key.as_str())
            .filter(|key| *key != post.0 && !is_paused(key))
            .collect();
        ensure!(
            useful + thanks <= others.len(),
            "more reactions than members"
        );
        let useful = std::iter::repeat_n(Reaction::Useful, useful);
        let thanks = std::iter::repeat_n(Reaction::Thanks, thanks);
        let whose_turn = others.iter().cycle().skip(self.turn % others.len());
        let mut at = posted;
        for (reaction, by) in useful.chain(thanks).zip(whose_turn) {
            at = at.plus(BETWEEN_REACTIONS);
            self.turn += 1;
            self.add_at(at, Event::React(post, reaction, by));
        }
        Ok(())
    }
}

/// Reads "13d 08:20" (so many days before today, at that time) or "35h" (so
/// many hours ago).
fn instant(when: &str, now: Timestamp, zone: Tz) -> anyhow::Result<Timestamp> {
    let wrong = || format!("{when:?} is neither like \"13d 08:20\" nor like \"35h\"");
    if let Some(hours) = when.strip_suffix('h') {
        return Ok(now.minus(Span::hours(hours.parse().with_context(wrong)?)));
    }
    let (days, time) = when.split_once("d ").with_context(wrong)?;
    let time = NaiveTime::parse_from_str(time, "%H:%M").with_context(wrong)?;
    let today = now.to_utc().with_timezone(&zone).date_naive();
    let day = today
        .checked_sub_days(Days::new(days.parse().with_context(wrong)?))
        .with_context(wrong)?;
    // An hour that the clocks skip does not come up: they change at night.
    let local = day
        .and_time(time)
        .and_local_timezone(zone)
        .earliest()
        .with_context(wrong)?;
    Ok(Timestamp::from_utc(local.to_utc()))
}

/// The story as it is told: what the commands made so far.
pub(super) struct Story<'a> {
    app: &'a App,
    content: &'a Content,
    cast: &'a Cast,
    real_now: Timestamp,
    posted: HashMap<Key<'a>, Posted>,
    last_collection: Option<CollectionId>,
}

impl<'a> Story<'a> {
    /// `real_now` is when the story ends.
    pub(super) fn new(
        app: &'a App,
        content: &'a Content,
        cast: &'a Cast,
        real_now: Timestamp,
    ) -> Self {
        Self {
            real_now,
            app,
            content,
            cast,
            posted: HashMap::new(),
            last_collection: None,
        }
    }

    /// Makes one thing happen, now.
    pub(super) async fn tell(&mut self, event: &Event<'a>) -> anyhow::Result<()> {
        let (app, now) = (self.app, self.app.now());
        match *event {
            Event::Start(thread) => self.start(thread).await,
            Event::Reply(thread, reply) => self.reply(thread, reply).await,
            Event::Edit(reply, added) => {
                let input = EditPost {
                    post: self.post(reply.key())?.post,
                    body: format!("{}<p>{added}</p>", reply.body),
                    title: None,
                    topics: None,
                    files: None,
                    expected_version: 1,
                };
                let by = self.cast.member(&reply.by, now)?;
                accepted("edit", edit_post(app, &by, input).await)
            }
            Event::Helped(thread, reply) => {
                let asker = self.cast.member(&thread.by, now)?;
                let Posted { post, thread } = self.post(reply.key())?;
                let end = accept_answer(app, &asker, thread, Some(post)).await;
                accepted("this helped", end)
            }
            Event::React(post, reaction, by) => {
                let by = self.cast.member(by, now)?;
                let input = React {
                    post: self.post(post)?.post,
                    reaction,
                    wish: Reacting::On,
                };
                accepted("reaction", react(app, &by, input).await).map(|_| ())
            }
            Event::Report(reply, told) => {
                let by = self.cast.member(&told.by, now)?;
                let new = NewReport {
                    subject: Subject::Post(self.post(reply.key())?.post),
                    reason: told.reason.parse()?,
                    note: told.note.clone(),
                };
                accepted("report", report(app, &by, new).await)
            }
            Event::Hide(reply, hidden) => {
                let post = self.post(reply.key())?.post;
                let coordinator = self.cast.coordinator(now)?;
                let end = desk::hide_post(app, &coordinator, post, &hidden.reason).await;
                accepted("hide", end)
            }
            Event::Withdraw(thread) => {
                let by = self.cast.member(&thread.by, now)?;
                let opening = self.post(thread.key())?.post;
                accepted("withdraw", withdraw_post(app, &by, opening, 1).await)
            }
            Event::Lock(thread, locked) => {
                let thread = self.post(thread.key())?.thread;
                let coordinator = self.cast.coordinator(now)?;
                let end = desk::lock_thread(app, &coordinator, thread, &locked.reason).await;
                accepted("lock", end)
            }
            Event::Summarise(thread, summary) => {
                let by = self.cast.member(&thread.by, now)?;
                let library = summary.library.clone().map(|title| InLibrary {
                    title,
                    audiences: vec![Audience::Staff],
                    review_by: None,
                });
                let input = SummariseThread {
                    thread: self.post(thread.key())?.thread,
                    body: summary.body.clone(),
                    library,
                    reason: String::new(),
                    idempotency_key: None,
                };
                let end = summarise_thread(app, &by, input).await;
                accepted("summary", end).map(|_| ())
            }
            Event::Pin(thread, pinned) => {
                let thread = self.post(thread.key())?.thread;
                let coordinator = self.cast.coordinator(now)?;
                let end = desk::pin_thread(app, &coordinator, thread, &pinned.reason).await;
                accepted("pin", end)
            }
            Event::Recommend(thread, recommended) => {
                let thread = self.post(thread.key())?.thread;
                let coordinator = self.cast.coordinator(now)?;
                let reason = &recommended.reason;
                let end = desk::recommend_resource(app, &coordinator, thread, reason).await;
                accepted("recommend", end)
            }
            Event::Version(thread, version) => self.version(thread, version).await,
            Event::Replace(thread, title) => {
                let by = Retire::ReplacedBy(self.titled(title)?);
                self.retire(thread, by).await
            }
            Event::Retire(thread, withdrawn) => {
                let why = Retire::Withdrawn(withdrawn.reason.clone());
                self.retire(thread, why).await
            }
            Event::Collect(collection) => self.collect(collection).await,
            Event::Suspend(paused) => {
                let member = self.cast.id(&paused.key)?;
                let coordinator = self.cast.coordinator(now)?;
                let end = desk::suspend_member(app, &coordinator, member, &paused.reason).await;
                accepted("suspend", end)
            }
            Event::Look(key) => self.look(key).await,
            Event::Application(_) | Event::Digest => bail!("this needs a worker"),
        }
    }

    /// The thread with this title.
    fn titled(&self, title: &str) -> anyhow::Result<ThreadId> {
        let mut threads = self.content.threads.iter();
        let thread = threads.find(|thread| thread.title == title);
        let thread = thread.with_context(|| format!("{title:?} is not there"))?;
        Ok(self.post(thread.key())?.thread)
    }

    /// Collections stand in the order in which they were made.
    async fn collect(&mut self, collection: &'a Collection) -> anyhow::Result<()> {
        let coordinator = self.cast.coordinator(self.app.now())?;
        let mut entries = Vec::new();
        for entry in &collection.entries {
            entries.push(Arranged {
                resource: self.titled(&entry.resource)?,
                heading: entry.heading.clone(),
                words: entry.words.clone(),
            });
        }
        let input = Arrangement {
            title: collection.title.clone(),
            intro: collection.intro.clone(),
            entries,
            after: self.last_collection,
            reason: collection.reason.clone(),
        };
        let made = make_collection(self.app, &coordinator, input).await;
        self.last_collection = Some(accepted(&collection.title, made)?);
        Ok(())
    }

    async fn retire(&self, thread: &'a Thread, how: Retire) -> anyhow::Result<()> {
        let keeper = self.cast.member(&thread.by, self.app.now())?;
        let thread = self.post(thread.key())?.thread;
        let end = retire_resource(self.app, &keeper, thread, how).await;
        accepted("retire", end)
    }

    async fn version(&self, thread: &'a Thread, version: &'a Version) -> anyhow::Result<()> {
        let (app, keeper) = (self.app, self.cast.member(&thread.by, self.app.now())?);
        let thread = self.post(thread.key())?.thread;
        let facts = db::resource::by_threads(app.db(), &[thread], keeper.id()).await?;
        let seen = facts.get(&thread).context("the document is not there")?;
        let next = AddVersion {
            thread,
            file: self.bring(&keeper, &version.document).await?,
            what_changed: version.what_changed.clone(),
            expected_version: seen.resource.version,
        };
        accepted("version", add_version(app, &keeper, next).await)
    }

    /// Sends a file, as the screens do before what it is for.
    async fn bring(&self, member: &Member, name: &str) -> anyhow::Result<FileId> {
        let mut incoming = file::receive(self.app, member, None).await?;
        incoming.write(content::file(name)?).await?;
        let received = incoming.finish().await?;
        Ok(file::keep(self.app, member, name, received).await?.id)
    }

    async fn start(&mut self, thread: &'a Thread) -> anyhow::Result<()> {
        let by = self.cast.member(&thread.by, self.app.now())?;
        let input = StartThread {
            kind: thread.kind.0,
            title: thread.title.clone(),
            body: thread.body.clone(),
            topics: self.cast.topics(&thread.topics)?,
            files: Vec::new(),
            idempotency_key: None,
        };
        let what = &thread.title;
        let posted = match &thread.resource {
            Some(resource) => {
                let mut shared = shared(resource, input, self.real_now)?;
                if let Some(name) = &resource.document {
                    shared.form = ResourceForm::Document;
                    shared.file = Some(self.bring(&by, name).await?);
                }
                accepted(what, share_resource(self.app, &by, shared).await)?
            }
            None => accepted(what, start_thread(self.app, &by, input).await)?,
        };
        self.remember(thread.key(), posted)
    }

    async fn reply(&mut self, thread: &'a Thread, written: &'a Reply) -> anyhow::Result<()> {
        let by = self.cast.member(&written.by, self.app.now())?;
        let mut files = Vec::with_capacity(written.files.len());
        for name in &written.files {
            let brought = self.bring(&by, name).await?;
            if let Some(shows) = &written.shows {
                accepted("picture", describe(self.app, &by, brought, shows).await)?;
            }
            files.push(brought);
        }
        let input = crate::thread::Reply {
            used: written.used.as_ref().map(|used| Used {
                setting: used.setting.clone(),
                ages_from: used.ages.map(|[from, _]| from),
                ages_to: used.ages.map(|[_, to]| to),
            }),
            thread: self.post(thread.key())?.thread,
            body: written.body.clone(),
            files,
            idempotency_key: None,
        };
        let posted = accepted("reply", reply(self.app, &by, input).await)?;
        self.remember(written.key(), posted)
    }

    /// Somebody looks at their notifications, and at the threads they wrote in.
    async fn look(&self, key: &str) -> anyhow::Result<()> {
        let member = self.cast.member(key, self.app.now())?;
        for thread in &self.content.threads {
            let wrote = thread.by == key || thread.replies.iter().any(|reply| reply.by == key);
            if let Some(posted) = self.posted.get(&thread.key()).filter(|_| wrote) {
                let (app, thread) = (self.app, posted.thread);
                let read = follow::mark_thread_read(app, &member, thread, ReadUntil::Now).await;
                accepted("read", read)?;
            }
        }
        notification::mark_notifications_read(self.app, &member, None).await?;
        Ok(())
    }

    /// Somebody asks to join, and confirms the address by the link in the mail.
    /// That mail is read where nobody else sees it.
    pub(super) async fn apply(
        &self,
        applicant: &Applicant,
        worker: &Worker,
        quiet: &Worker,
        unseen: &MailSender,
    ) -> anyhow::Result<()> {
        // Nothing else may be waiting: it would go where nobody sees it.
        worker.drain().await?;
        let input = Apply {
            name: applicant.name.clone(),
            email: applicant.email.clone(),
            organisation: applicant.organisation.clone(),
            role: applicant.role.clone(),
            sector: self.cast.sector(&applicant.sector)?,
            why: applicant.why.clone(),
            accepts_rules: true,
            client: Client {
                key: applicant.email.clone(),
                network: applicant.email.clone(),
            },
        };
        accepted("application", application::apply(self.app, input).await)?;
        quiet.drain().await?;
        let token = token_in_newest(unseen).context("no mail with a link came")?;
        let browser = Browser {
            device: "A browser".to_owned(),
            replaces: None,
        };
        let end = application::confirm_address(self.app, &token, &browser).await;
        accepted("confirmation", end).map(|_| ())
    }

    fn remember(&mut self, key: Key<'a>, posted: Posted) -> anyhow::Result<()> {
        let before = self.posted.insert(key, posted);
        ensure!(before.is_none(), "{key:?} wrote two posts at one time");
        Ok(())
    }

    fn post(&self, key: Key<'_>) -> anyhow::Result<Posted> {
        let posted = self.posted.get(&key).copied();
        posted.with_context(|| format!("{key:?} has not been written"))
    }
}

/// A resource as its sharer types it. Its review date is told from now, not from when
/// it was shared.
fn shared(
    resource: &Resource,
    thread: StartThread,
    now: Timestamp,
) -> anyhow::Result<ShareResource> {
    let audiences = resource.audiences.iter().map(|name| name.parse());
    Ok(ShareResource {
        thread,
        form: match resource.address {
            Some(_) => ResourceForm::Link,
            None => ResourceForm::Text,
        },
        file: None,
        facts: Facts {
            address: resource.address.clone(),
            format: resource.format.parse()?,
            audiences: audiences.collect::<Result<_, _>>()?,
            maker: resource.maker.clone(),
            made: resource.made.clone(),
            ages_from: resource.ages.map(|[from, _]| from),
            ages_to: resource.ages.map(|[_, to]| to),
            minutes: resource.minutes,
            licence: resource.licence.clone(),
            cost: resource.cost.clone(),
            language: resource.language.clone(),
            accessible_formats: resource.accessible_formats.clone(),
            applies_to: resource.applies_to.clone(),
        },
        content_note: resource.content_note.clone(),
        review_by: Some(Day::utc(now).plus(resource.review).to_string()),
    })
}

/// The token in the link of the newest mail.
fn token_in_newest(sender: &MailSender) -> Option<String> {
    let message = sender.mailer().mailbox()?.messages().pop()?;
    let (_, after) = message.text().split_once("token=")?;
    Some(after.split(char::is_whitespace).next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 28 November 2026, 10:00 in London.
    const NOW: Timestamp = Timestamp(1_795_860_000_000);

    #[test]
    fn times_are_read_by_the_community_s_clock() {
        let zone = Tz::Europe__London;
        let at = |when| instant(when, NOW, zone).unwrap().to_utc().to_rfc3339();
        assert_eq!(at("3h"), "2026-11-28T07:00:00+00:00");
        assert_eq!(at("1d 16:10"), "2026-11-27T16:10:00+00:00");
        // Before the clocks went back, an hour's difference.
        assert_eq!(at("40d 16:10"), "2026-10-19T15:10:00+00:00");
        for wrong in ["", "3", "d 10:00", "3d 25:00", "3d10:00", "xh"] {
            assert!(instant(wrong, NOW, zone).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_content_can_be_laid_out_on_any_day_of_the_week() {
        let content = Content::read().unwrap();
        for day in 0..7 {
            let now = NOW.plus(Span::days(day));
            let timeline = Timeline::of(&content, now, Tz::Europe__London).unwrap();
            assert!(
                timeline.events().iter().all(|(at, _)| *at <= now),
                "day {day}"
            );
            assert!(
                timeline.last_digest().unwrap() > now.minus(Span::days(7)),
                "day {day}"
            );
        }
    }
}
