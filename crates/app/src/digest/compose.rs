//! Composing: the candidates are loaded once an issue, each copy is what is left
//! of them when the member's own reading, writing and ledger are taken away.
//!
//! What is loaded for an issue is bounded, and so is what is loaded for a batch
//! of copies: neither grows with the members. A thread's words are read again
//! for every batch, so that what was hidden, withdrawn or retitled since the
//! issue was composed does not go out.

use std::collections::{HashMap, HashSet};

use db::digest::Issue;
use db::digest::delivery::Recipient;
use db::digest::item::{self, Answered, Ranked};
use db::post::Post;
use db::thread::Thread;
use db::{Db, Reads};
use domain::Timestamp;
use domain::digest::ItemReason;
use domain::id::{MemberId, PostId, ThreadId, TopicId};
use domain::post::PostState;
use uuid::Uuid;

use super::choose::{Offer, mix_in, take_turns};
use super::section::{self, Section};

/// Of the threads that a member follows, as many as go into a copy.
const ANSWERED: usize = 5;

/// An issue with all that may go into its copies.
#[derive(Debug)]
pub(super) struct Candidates {
    pub issue: Issue,
    sections: Vec<Box<dyn Section>>,
    threads: Vec<ThreadId>,
}

impl Candidates {
    pub(super) async fn load(db: &Db, issue: Issue) -> Result<Self, db::Error> {
        let sections = section::load(db, &issue).await?;
        let threads: HashSet<ThreadId> = sections
            .iter()
            .flat_map(|section| section.candidates())
            .map(|ranked| ranked.thread)
            .collect();
        Ok(Self {
            issue,
            sections,
            threads: threads.into_iter().collect(),
        })
    }
}

/// What is known about the members of a batch of copies, and the threads that
/// can be shown, as they are now.
#[derive(Debug)]
pub(super) struct Batch {
    threads: HashMap<ThreadId, Thread>,
    summaries: HashMap<ThreadId, Post>,
    members: HashMap<MemberId, MemberData>,
}

/// What is known about one of them.
#[derive(Debug, Default)]
pub(super) struct MemberData {
    pub known: HashMap<ThreadId, Timestamp>,
    ledger: HashSet<(Uuid, ItemReason)>,
    pub topics: HashSet<TopicId>,
    pub answered: Vec<Answered>,
}

impl Batch {
    /// Seven statements, however many copies and candidates there are.
    pub(super) async fn load(
        db: &impl Reads,
        candidates: &Candidates,
        members: &[MemberId],
    ) -> Result<Self, db::Error> {
        let mut known = item::known(db, members, &candidates.threads).await?;
        let mut topics = item::topics(db, members).await?;
        let answered = item::answered(db, &candidates.issue, members, ANSWERED).await?;
        let followed = answered.iter().map(|answered| answered.thread);
        let threads: HashSet<ThreadId> =
            candidates.threads.iter().copied().chain(followed).collect();
        let threads: Vec<ThreadId> = threads.into_iter().collect();
        // Nobody in particular looks: whose own a thread is comes with `answered`.
        let nobody = MemberId(Uuid::nil());
        let threads = db::thread::by_ids(db, &threads, nobody).await?;
        let summaries: Vec<PostId> = threads.iter().filter_map(|thread| thread.summary).collect();
        let summaries = db::post::by_ids(db, &summaries, nobody).await?;
        let newly_learned = summaries.iter().map(|summary| summary.id.0);
        let newest = answered.iter().map(|answered| answered.newest.0);
        let items: Vec<Uuid> = candidates
            .threads
            .iter()
            .map(|id| id.0)
            .chain(newest)
            .chain(newly_learned)
            .collect();
        let mut ledger = item::ledger(db, candidates.issue.id, members, &items).await?;
        let mut members: HashMap<MemberId, MemberData> = members
            .iter()
            .map(|member| {
                let data = MemberData {
                    known: known.remove(member).unwrap_or_default(),
                    ledger: ledger.remove(member).unwrap_or_default(),
                    topics: topics.remove(member).unwrap_or_default(),
                    answered: Vec::new(),
                };
                (*member, data)
            })
            .collect();
        for answered in answered {
            let data = members.entry(answered.member).or_default();
            data.answered.push(answered);
        }
        Ok(Self {
            threads: threads
                .into_iter()
                .filter(|thread| thread.state == PostState::Visible)
                .map(|thread| (thread.id, thread))
                .collect(),
            summaries: summaries
                .into_iter()
                .filter(|summary| summary.state == PostState::Visible)
                .map(|summary| (summary.thread, summary))
                .collect(),
            members,
        })
    }
}

impl MemberData {
    pub(super) fn has_been_sent(&self, item: Uuid, reasons: &[ItemReason]) -> bool {
        !self.ledger.is_empty()
            && reasons
                .iter()
                .any(|reason| self.ledger.contains(&(item, *reason)))
    }

    /// Neither read nor sent for one of these reasons.
    pub(super) fn is_new(&self, thread: ThreadId, reasons: &[ItemReason]) -> bool {
        !self.known.contains_key(&thread) && !self.has_been_sent(thread.0, reasons)
    }
}

/// One item of one copy.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub thread: &'a Thread,
    pub reason: ItemReason,
    /// Of new answers, how many and in whose thread.
    pub answered: Option<&'a Answered>,
    /// What was learned, where that is the item.
    pub summary: Option<&'a Post>,
}

impl Line<'_> {
    /// What the ledger keeps of it.
    fn item(&self) -> (Uuid, ItemReason) {
        let newest = self.answered.map(|answered| answered.newest);
        let post = newest.or(self.summary.map(|summary| summary.id));
        (post.map_or(self.thread.id.0, |post| post.0), self.reason)
    }
}

/// What one member's copy holds: the sections that have something for them.
#[derive(Debug, Default)]
pub(super) struct MemberCopy<'a>(pub Vec<(&'a dyn Section, Vec<Line<'a>>)>);

impl MemberCopy<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one thing that stands first: the best of what people found useful, if
    /// its title can be told.
    pub(super) fn worth_reading(&self) -> Option<&Line<'_>> {
        let (_, lines) = self.0.iter().find(|(section, _)| section.is_useful())?;
        lines.iter().find(|line| line.thread.content_note.is_none())
    }

    /// What the ledger keeps of it.
    pub(super) fn items(&self) -> Vec<(Uuid, ItemReason)> {
        self.0
            .iter()
            .flat_map(|(_, lines)| lines.iter().map(Line::item))
            .collect()
    }
}

/// Chooses what goes into one member's copy.
pub(super) fn compose<'a>(
    candidates: &'a Candidates,
    batch: &'a Batch,
    to: &'a Recipient,
) -> MemberCopy<'a> {
    let mut copy = MemberCopy::default();
    let Some(member) = batch.members.get(&to.id) else {
        return copy;
    };
    let mut composing = Composing {
        to,
        member,
        threads: &batch.threads,
        summaries: &batch.summaries,
        taken: Vec::new(),
    };
    for section in &candidates.sections {
        let lines = section.choose(&composing);
        if !lines.is_empty() {
            composing
                .taken
                .extend(lines.iter().map(|line| line.thread.id));
            copy.0.push((section.as_ref(), lines));
        }
    }
    copy
}

/// What a section chooses with.
pub(super) struct Composing<'a> {
    pub to: &'a Recipient,
    pub member: &'a MemberData,
    pub threads: &'a HashMap<ThreadId, Thread>,
    pub summaries: &'a HashMap<ThreadId, Post>,
    /// The threads of the sections before: too few for a set.
    pub taken: Vec<ThreadId>,
}

impl<'a> Composing<'a> {
    /// The candidates that can be shown, are wanted, and stand in no section
    /// before, best first.
    pub(super) fn offers(
        &self,
        candidates: &[Ranked],
        is_wanted: impl Fn(&Ranked, &Thread) -> bool,
    ) -> Vec<Offer> {
        candidates
            .iter()
            .filter_map(|ranked| Some((ranked, self.threads.get(&ranked.thread)?)))
            .filter(|(ranked, thread)| {
                !self.taken.contains(&thread.id) && is_wanted(ranked, thread)
            })
            .map(|(ranked, thread)| Offer {
                thread: thread.id,
                sector: thread.byline.sector.as_ref().map(|sector| sector.id),
                writer: ranked.writer,
            })
            .collect()
    }

    /// Up to `quota` of them, sectors in turn, one from elsewhere if there is any.
    pub(super) fn mixed(&self, offers: &[Offer], quota: usize) -> Vec<Offer> {
        let mut chosen = take_turns(offers, quota);
        mix_in(&mut chosen, offers, self.to.sector, quota);
        chosen
    }

    pub(super) fn lines(
        &self,
        chosen: &[Offer],
        reason: impl Fn(&Thread) -> ItemReason,
    ) -> Vec<Line<'a>> {
        chosen
            .iter()
            .filter_map(|offer| {
                let thread = self.threads.get(&offer.thread)?;
                Some(Line {
                    thread,
                    reason: reason(thread),
                    answered: None,
                    summary: None,
                })
            })
            .collect()
    }
}
