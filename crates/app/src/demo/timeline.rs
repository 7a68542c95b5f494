//! What happened when: the content laid out over the last six weeks, and told
//! through the commands.

use std::collections::HashMap;

use anyhow::{Context as _, bail, ensure};
use chrono::{Days, NaiveTime};
use chrono_tz::Tz;
use db::follow::ReadUntil;
use domain::Timestamp;
use domain::challenge::Client;
use domain::clock::Span;
use domain::digest::{next_cut_off, send_at};
use domain::id::{PostId, ReportId, ThreadId};
use domain::post::Reaction;

use super::accepted;
use super::cast::Cast;
use super::content::{Content, Reply, Thread};
use crate::application::{self, Apply};
use crate::mailing::MailSender;
use crate::post::{EditPost, React, Reacting, edit_post, react, withdraw_post};
use crate::report::{NewReport, report};
use crate::session::Browser;
use crate::thread::{StartThread, accept_answer, reply, start_thread};
use crate::worker::Worker;
use crate::{App, desk, follow, notification};

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

/// A post of the content: a thread's number, and a reply's, or none for the opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    thread: usize,
    reply: Option<usize>,
}

/// Something that happened.
#[derive(Debug)]
pub(super) enum Event {
    Start(usize),
    Reply(Place),
    Edit(Place),
    Helped(Place),
    React(Place, Reaction, String),
    Report(Place),
    Answer(Place),
    Hide(Place),
    Withdraw(usize),
    Lock(usize),
    Suspend(usize),
    Application(usize),
    Look(String),
    Digest,
}

/// Everything that happened, in order.
#[derive(Debug)]
pub(super) struct Timeline {
    events: Vec<(Timestamp, Event)>,
}

impl Timeline {
    pub(super) fn of(content: &Content, now: Timestamp, zone: Tz) -> anyhow::Result<Self> {
        let mut plan = Plan {
            content,
            now,
            zone,
            events: Vec::new(),
            turn: 0,
        };
        for (number, thread) in content.threads.iter().enumerate() {
            plan.thread(number, thread)
                .with_context(|| thread.title.clone())?;
        }
        for (number, applicant) in content.applicants.iter().enumerate() {
            plan.add(
                instant(&applicant.when, now, zone)?,
                Event::Application(number),
            );
        }
        for (number, suspension) in content.suspended.iter().enumerate() {
            plan.add(
                instant(&suspension.when, now, zone)?,
                Event::Suspend(number),
            );
        }
        for member in content
            .members
            .iter()
            .filter(|member| member.called.is_some())
        {
            plan.add(now.minus(LAST_LOOK), Event::Look(member.key.clone()));
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

    pub(super) fn events(&self) -> &[(Timestamp, Event)] {
        &self.events
    }

    pub(super) fn begins(&self) -> Timestamp {
        self.events.first().map_or(Timestamp(0), |(at, _)| *at)
    }

    pub(super) fn last_digest(&self) -> Option<Timestamp> {
        self.events
            .iter()
            .rev()
            .find(|(_, event)| matches!(event, Event::Digest))
            .map(|(at, _)| *at)
    }
}

struct Plan<'a> {
    content: &'a Content,
    now: Timestamp,
    zone: Tz,
    events: Vec<(Timestamp, Event)>,
    /// Whose turn it is to react: everybody does at some time.
    turn: usize,
}

impl Plan<'_> {
    fn add(&mut self, at: Timestamp, event: Event) {
        self.events.push((at.min(self.now.minus(LATEST)), event));
    }

    fn at(&self, when: &str) -> anyhow::Result<Timestamp> {
        instant(when, self.now, self.zone)
    }

    fn thread(&mut self, number: usize, thread: &Thread) -> anyhow::Result<()> {
        let opening = Place {
            thread: number,
            reply: None,
        };
        let started = self.at(&thread.when)?;
        self.add(started, Event::Start(number));
        self.reactions(opening, started, &thread.by, thread.reactions())?;
        let mut before = started;
        for (index, reply) in thread.replies.iter().enumerate() {
            let at = self.at(&reply.when)?;
            ensure!(
                at > before,
                "the reply of {} comes before what it answers",
                reply.by
            );
            self.reply(
                Place {
                    thread: number,
                    reply: Some(index),
                },
                at,
                reply,
            )?;
            before = at;
        }
        if let Some(when) = &thread.withdrawn {
            self.add(self.at(when)?, Event::Withdraw(number));
        }
        if let Some(locked) = &thread.locked {
            self.add(self.at(&locked.when)?, Event::Lock(number));
        }
        Ok(())
    }

    fn reply(&mut self, place: Place, at: Timestamp, reply: &Reply) -> anyhow::Result<()> {
        self.add(at, Event::Reply(place));
        if reply.helped {
            self.add(at.plus(TO_THANKS), Event::Helped(place));
        }
        if reply.edit.is_some() {
            self.add(at.plus(TO_EDIT), Event::Edit(place));
        }
        self.reactions(place, at, &reply.by, reply.reactions())?;
        if let Some(report) = &reply.report {
            self.add(self.at(&report.when)?, Event::Report(place));
        }
        if let Some(hidden) = &reply.hidden {
            self.add(self.at(&hidden.when)?, Event::Hide(place));
        }
        if let Some(answered) = &reply.answered {
            self.add(self.at(&answered.when)?, Event::Answer(place));
        }
        Ok(())
    }

    /// Gives the reactions to whoever's turn it is; nobody twice for one post,
    /// and never its author.
    fn reactions(
        &mut self,
        place: Place,
        posted: Timestamp,
        author: &str,
        reactions: impl Iterator<Item = Reaction>,
    ) -> anyhow::Result<()> {
        let content = self.content;
        let paused = |key: &str| {
            content
                .suspended
                .iter()
                .any(|suspension| suspension.key == key)
        };
        let others: Vec<&str> = content
            .members
            .iter()
            .map(|member| member.key.as_str())
            .filter(|key| *key != author && !paused(key))
            .collect();
        let mut at = posted;
        for (given, reaction) in reactions.enumerate() {
            ensure!(given < others.len(), "more reactions than members");
            at = at.plus(BETWEEN_REACTIONS);
            let by = others
                .get(self.turn % others.len())
                .copied()
                .unwrap_or(author);
            self.turn += 1;
            self.add(at, Event::React(place, reaction, by.to_owned()));
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
    threads: HashMap<usize, ThreadId>,
    posts: HashMap<Place, PostId>,
    reports: HashMap<Place, ReportId>,
}

impl<'a> Story<'a> {
    pub(super) fn new(app: &'a App, content: &'a Content, cast: &'a Cast) -> Self {
        Self {
            app,
            content,
            cast,
            threads: HashMap::new(),
            posts: HashMap::new(),
            reports: HashMap::new(),
        }
    }

    /// Makes one thing happen, now.
    pub(super) async fn tell(&mut self, event: &Event) -> anyhow::Result<()> {
        match event {
            Event::Start(number) => self.start(*number).await,
            Event::Reply(place) => self.reply(*place).await,
            Event::Edit(place) => self.edit(*place).await,
            Event::Helped(place) => self.thank(*place).await,
            Event::React(place, reaction, by) => self.react(*place, *reaction, by).await,
            Event::Report(place) => self.report(*place).await,
            Event::Look(key) => self.look(key).await,
            Event::Withdraw(number) => self.withdraw(*number).await,
            Event::Answer(place) => self.answer(*place).await,
            Event::Hide(place) => self.hide(*place).await,
            Event::Lock(number) => self.lock(*number).await,
            Event::Suspend(number) => self.suspend(*number).await,
            Event::Application(_) | Event::Digest => bail!("this needs a worker"),
        }
    }

    async fn start(&mut self, number: usize) -> anyhow::Result<()> {
        let thread = self.thread(number)?;
        let by = self.cast.member(&thread.by, self.app.now())?;
        let input = StartThread {
            kind: thread.kind.0,
            title: thread.title.clone(),
            body: thread.body.clone(),
            topics: self.cast.topics(&thread.topics)?,
            idempotency_key: None,
        };
        let posted = accepted(&thread.title, start_thread(self.app, &by, input).await)?;
        self.threads.insert(number, posted.thread);
        self.posts.insert(
            Place {
                thread: number,
                reply: None,
            },
            posted.post,
        );
        Ok(())
    }

    async fn reply(&mut self, place: Place) -> anyhow::Result<()> {
        let written = self.written(place)?;
        let by = self.cast.member(&written.by, self.app.now())?;
        let input = crate::thread::Reply {
            thread: self.thread_id(place.thread)?,
            body: written.body.clone(),
            idempotency_key: None,
        };
        let posted = accepted("reply", reply(self.app, &by, input).await)?;
        self.posts.insert(place, posted.post);
        Ok(())
    }

    async fn edit(&self, place: Place) -> anyhow::Result<()> {
        let written = self.written(place)?;
        let by = self.cast.member(&written.by, self.app.now())?;
        let added = written.edit.as_deref().unwrap_or_default();
        let body = format!("{}\n\n{added}", written.body.trim());
        let input = EditPost {
            post: self.post(place)?,
            body,
            title: None,
            topics: None,
            expected_version: 1,
        };
        accepted("edit", edit_post(self.app, &by, input).await)
    }

    async fn thank(&self, place: Place) -> anyhow::Result<()> {
        let asker = self
            .cast
            .member(&self.thread(place.thread)?.by, self.app.now())?;
        accepted(
            "this helped",
            accept_answer(
                self.app,
                &asker,
                self.thread_id(place.thread)?,
                Some(self.post(place)?),
            )
            .await,
        )
    }

    async fn react(&self, place: Place, reaction: Reaction, by: &str) -> anyhow::Result<()> {
        let by = self.cast.member(by, self.app.now())?;
        let input = React {
            post: self.post(place)?,
            reaction,
            wish: Reacting::On,
        };
        accepted("reaction", react(self.app, &by, input).await).map(|_| ())
    }

    async fn report(&mut self, place: Place) -> anyhow::Result<()> {
        let told = self
            .written(place)?
            .report
            .as_ref()
            .context("there is no report")?;
        let by = self.cast.member(&told.by, self.app.now())?;
        let subject = db::report::Subject::Post(self.post(place)?);
        let new = NewReport {
            subject,
            reason: told.reason()?,
            note: told.note.clone(),
        };
        accepted("report", report(self.app, &by, new).await)?;
        let open = db::report::unresolved(self.app.db(), &db::PageRequest::default()).await?;
        let found = open
            .items
            .into_iter()
            .find(|(_, report)| report.subject == subject)
            .context("the report is not there")?;
        self.reports.insert(place, found.1.id);
        Ok(())
    }

    async fn withdraw(&self, number: usize) -> anyhow::Result<()> {
        let by = self.cast.member(&self.thread(number)?.by, self.app.now())?;
        let opening = self.post(Place {
            thread: number,
            reply: None,
        })?;
        accepted("withdraw", withdraw_post(self.app, &by, opening, 1).await)
    }

    /// Somebody looks at their notifications, and at the threads they wrote in.
    async fn look(&self, key: &str) -> anyhow::Result<()> {
        let member = self.cast.member(key, self.app.now())?;
        for (number, id) in &self.threads {
            let thread = self.thread(*number)?;
            if thread.by == key || thread.replies.iter().any(|reply| reply.by == key) {
                let read = follow::mark_thread_read(self.app, &member, *id, ReadUntil::Now).await;
                accepted("read", read)?;
            }
        }
        notification::mark_notifications_read(self.app, &member, None).await?;
        Ok(())
    }

    async fn answer(&self, place: Place) -> anyhow::Result<()> {
        let answered = self
            .written(place)?
            .answered
            .as_ref()
            .context("there is no answer")?;
        let report = self
            .reports
            .get(&place)
            .copied()
            .context("there is no report to answer")?;
        let coordinator = self.cast.coordinator(self.app.now())?;
        accepted(
            "answer",
            desk::resolve_report(
                self.app,
                &coordinator,
                report,
                answered.outcome()?,
                &answered.reason,
            )
            .await,
        )
    }

    async fn hide(&self, place: Place) -> anyhow::Result<()> {
        let hidden = self
            .written(place)?
            .hidden
            .as_ref()
            .context("there is no reason")?;
        let coordinator = self.cast.coordinator(self.app.now())?;
        accepted(
            "hide",
            desk::hide_post(self.app, &coordinator, self.post(place)?, &hidden.reason).await,
        )
    }

    async fn lock(&self, number: usize) -> anyhow::Result<()> {
        let locked = self
            .thread(number)?
            .locked
            .as_ref()
            .context("there is no reason")?;
        let coordinator = self.cast.coordinator(self.app.now())?;
        accepted(
            "lock",
            desk::lock_thread(
                self.app,
                &coordinator,
                self.thread_id(number)?,
                &locked.reason,
            )
            .await,
        )
    }

    async fn suspend(&self, number: usize) -> anyhow::Result<()> {
        let suspension = self
            .content
            .suspended
            .get(number)
            .context("there is no such suspension")?;
        let coordinator = self.cast.coordinator(self.app.now())?;
        accepted(
            "suspend",
            desk::suspend_member(
                self.app,
                &coordinator,
                self.cast.id(&suspension.key)?,
                &suspension.reason,
            )
            .await,
        )
    }

    /// Somebody asks to join, and confirms the address by the link in the mail.
    /// That mail is read where nobody else sees it.
    pub(super) async fn apply(
        &self,
        number: usize,
        worker: &Worker,
        quiet: &Worker,
        unseen: &MailSender,
    ) -> anyhow::Result<()> {
        let applicant = self
            .content
            .applicants
            .get(number)
            .context("there is no such applicant")?;
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
                key: format!("demo {number}"),
                network: format!("demo {number}"),
            },
        };
        accepted("application", application::apply(self.app, input).await)?;
        quiet.drain().await?;
        let token = token_in_newest(unseen).context("no mail with a link came")?;
        let browser = Browser {
            device: "A browser".to_owned(),
            replaces: None,
        };
        accepted(
            "confirmation",
            application::confirm_address(self.app, &token, &browser).await,
        )?;
        Ok(())
    }

    fn thread(&self, number: usize) -> anyhow::Result<&'a Thread> {
        self.content
            .threads
            .get(number)
            .context("there is no such thread")
    }

    fn written(&self, place: Place) -> anyhow::Result<&'a Reply> {
        let thread = self.thread(place.thread)?;
        place
            .reply
            .and_then(|reply| thread.replies.get(reply))
            .context("there is no such reply")
    }

    fn thread_id(&self, number: usize) -> anyhow::Result<ThreadId> {
        self.threads
            .get(&number)
            .copied()
            .with_context(|| format!("thread {number} has not begun"))
    }

    fn post(&self, place: Place) -> anyhow::Result<PostId> {
        self.posts
            .get(&place)
            .copied()
            .with_context(|| format!("{place:?} has not been written"))
    }
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
