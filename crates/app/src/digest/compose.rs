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
use db::digest::item::{self, Answered, Known, Ledger, Ranked};
use db::thread::Thread;
use db::{Db, Reads};
use domain::digest::ItemReason;
use domain::id::{MemberId, ThreadId, TopicId};
use domain::post::PostState;
use domain::thread::ThreadKind;
use uuid::Uuid;

use super::choose::{Offer, mix_in, take_turns};

/// Items of each section, at most.
const YOUR_THREADS: usize = 5;
const NEEDS_ANSWER: usize = 3;
const USEFUL: usize = 3;
const NEW: usize = 5;
const UNANSWERED: usize = 2;

/// A copy with fewer items than this is a quiet one …
const QUIET: usize = 3;
/// … and is filled up with older questions to as many.
const FILLED_UP: usize = 5;

/// An issue with all that may go into its copies.
#[derive(Debug)]
pub(super) struct Edition {
    pub issue: Issue,
    new: Vec<Ranked>,
    questions: Vec<Ranked>,
    old: Vec<Ranked>,
    useful: Vec<Ranked>,
    topics: HashMap<ThreadId, Vec<TopicId>>,
    threads: Vec<ThreadId>,
}

impl Edition {
    pub(super) async fn load(db: &Db, issue: Issue) -> Result<Self, db::Error> {
        let new = item::new_threads(db, &issue).await?;
        let questions = item::new_questions(db, &issue).await?;
        let old = item::old_questions(db, &issue).await?;
        let useful = item::useful_threads(db, &issue).await?;
        let distinct: HashSet<ThreadId> = [&new, &questions, &old, &useful].into_iter().flatten().map(|ranked| ranked.thread).collect();
        let threads: Vec<ThreadId> = distinct.into_iter().collect();
        let asked: Vec<ThreadId> = questions.iter().map(|ranked| ranked.thread).collect();
        let topics = db::thread::topics(db, &asked).await?;
        let topics = topics.into_iter().map(|(thread, topics)| (thread, topics.into_iter().map(|topic| topic.id).collect())).collect();
        Ok(Self { issue, new, questions, old, useful, topics, threads })
    }
}

/// What is known about the members of a batch of copies, and about the threads
/// as they are now.
#[derive(Debug)]
pub(super) struct Batch {
    threads: HashMap<ThreadId, Thread>,
    known: Known,
    ledger: Ledger,
    topics: HashSet<(MemberId, TopicId)>,
    answered: HashMap<MemberId, Vec<Answered>>,
}

impl Batch {
    /// Six statements, however many copies and candidates there are.
    pub(super) async fn load(db: &impl Reads, edition: &Edition, members: &[MemberId]) -> Result<Self, db::Error> {
        let known = item::known(db, members, &edition.threads).await?;
        let topics = item::topics(db, members).await?;
        let answered = item::answered(db, &edition.issue, members, YOUR_THREADS).await?;
        let ids: HashSet<ThreadId> = edition.threads.iter().copied().chain(answered.iter().map(|answered| answered.thread)).collect();
        let ids: Vec<ThreadId> = ids.into_iter().collect();
        let items: Vec<Uuid> = edition.threads.iter().map(|id| id.0).chain(answered.iter().map(|answered| answered.newest.0)).collect();
        // Nobody in particular looks: whose own a thread is comes with `answered`.
        let nobody = MemberId(Uuid::nil());
        let threads = db::thread::by_ids(db, &ids, nobody).await?;
        let ledger = item::ledger(db, edition.issue.id, members, &items).await?;
        let mut by_member: HashMap<MemberId, Vec<Answered>> = HashMap::new();
        for answered in answered {
            by_member.entry(answered.member).or_default().push(answered);
        }
        let threads = threads.into_iter().filter(|thread| thread.state == PostState::Visible).map(|thread| (thread.id, thread)).collect();
        Ok(Self { threads, known, ledger, topics, answered: by_member })
    }

    fn has_been_sent(&self, member: MemberId, item: Uuid, reasons: &[ItemReason]) -> bool {
        reasons.iter().any(|reason| self.ledger.contains(&(member, item, *reason)))
    }

    fn is_known(&self, member: MemberId, thread: ThreadId) -> bool {
        self.known.contains_key(&(member, thread))
    }
}

/// The sections, in the order of the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    YourThreads,
    NeedsAnswer,
    Useful,
    New,
    Unanswered,
}

/// One item of one copy.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub part: Part,
    pub thread: &'a Thread,
    pub reason: ItemReason,
    /// Of new answers, how many and in whose thread.
    pub answered: Option<&'a Answered>,
}

impl Line<'_> {
    /// What the ledger keeps of it.
    pub(super) fn item(&self) -> (Uuid, ItemReason) {
        let id = self.answered.map_or(self.thread.id.0, |answered| answered.newest.0);
        (id, self.reason)
    }
}

/// What one member's copy holds; empty if there is nothing for them.
pub(super) fn compose<'a>(edition: &'a Edition, batch: &'a Batch, to: &Recipient) -> Vec<Line<'a>> {
    let mut copy = Composing { edition, batch, to, lines: Vec::new(), taken: HashSet::new() };
    copy.your_threads();
    copy.needs_answer();
    copy.useful();
    copy.new_threads();
    copy.unanswered();
    copy.lines
}

struct Composing<'a, 'r> {
    edition: &'a Edition,
    batch: &'a Batch,
    to: &'r Recipient,
    lines: Vec<Line<'a>>,
    taken: HashSet<ThreadId>,
}

impl<'a> Composing<'a, '_> {
    fn your_threads(&mut self) {
        let me = self.to.id;
        for answered in self.batch.answered.get(&me).into_iter().flatten() {
            let Some(thread) = self.batch.threads.get(&answered.thread) else { continue };
            if !self.batch.has_been_sent(me, answered.newest.0, &[ItemReason::NewAnswers]) {
                self.add(Part::YourThreads, thread, ItemReason::NewAnswers, Some(answered));
            }
        }
    }

    /// Questions without an answer that carry a topic the member follows or
    /// knows about, or were asked in the member's sector. Who follows no topic
    /// has not said what they know: any question may be theirs to answer.
    fn needs_answer(&mut self) {
        let me = self.to.id;
        let reasons = [ItemReason::New, ItemReason::NeedsAnswer];
        let open = self.offers(&self.edition.questions, |thread, _| {
            thread.reply_count == 0 && !self.batch.is_known(me, thread.id) && !self.batch.has_been_sent(me, thread.id.0, &reasons)
        });
        let has_topics = self.batch.topics.iter().any(|(member, _)| *member == me);
        let is_on_topic = |offer: &Offer| {
            self.edition
                .topics
                .get(&offer.thread)
                .is_some_and(|topics| topics.iter().any(|topic| self.batch.topics.contains(&(me, *topic))))
        };
        let (mut fitting, near): (Vec<Offer>, Vec<Offer>) = open.iter().partition(|offer| is_on_topic(offer));
        fitting.extend(near.into_iter().filter(|offer| !has_topics || offer.sector == Some(self.to.sector)));
        let mut chosen = take_turns(&fitting, NEEDS_ANSWER);
        mix_in(&mut chosen, &open, self.to.sector, NEEDS_ANSWER);
        self.add_all(Part::NeedsAnswer, &chosen, |_| ItemReason::NeedsAnswer);
    }

    /// A question whose asker said what helped comes back even to those who read
    /// it before, or were sent it as useful: that is news.
    fn useful(&mut self) {
        let me = self.to.id;
        let offers = self.offers(&self.edition.useful, |thread, ranked| match ranked.helped_at {
            Some(helped_at) if thread.accepted.is_some() => {
                self.batch.known.get(&(me, thread.id)).is_none_or(|until| *until < helped_at)
                    && !self.batch.has_been_sent(me, thread.id.0, &[ItemReason::Helped])
            }
            _ => !self.batch.is_known(me, thread.id) && !self.batch.has_been_sent(me, thread.id.0, &[ItemReason::Useful]),
        });
        let mut chosen = take_turns(&offers, USEFUL);
        mix_in(&mut chosen, &offers, self.to.sector, USEFUL);
        let helped: HashSet<ThreadId> =
            self.edition.useful.iter().filter(|ranked| ranked.helped_at.is_some()).map(|ranked| ranked.thread).collect();
        self.add_all(Part::Useful, &chosen, |thread| {
            if helped.contains(&thread.id) && thread.accepted.is_some() { ItemReason::Helped } else { ItemReason::Useful }
        });
    }

    fn new_threads(&mut self) {
        let me = self.to.id;
        let reasons = [ItemReason::New, ItemReason::NeedsAnswer];
        let offers = self.offers(&self.edition.new, |thread, _| {
            !self.batch.is_known(me, thread.id) && !self.batch.has_been_sent(me, thread.id.0, &reasons)
        });
        let mut chosen = take_turns(&offers, NEW);
        mix_in(&mut chosen, &offers, self.to.sector, NEW);
        self.add_all(Part::New, &chosen, |_| ItemReason::New);
    }

    /// Once each, also to those who were sent it when it was new: that nobody
    /// has answered since is the news.
    fn unanswered(&mut self) {
        let me = self.to.id;
        let quota = if self.lines.len() < QUIET { FILLED_UP - self.lines.len() } else { UNANSWERED };
        let offers = self.offers(&self.edition.old, |thread, _| {
            thread.reply_count == 0
                && !self.batch.is_known(me, thread.id)
                && !self.batch.has_been_sent(me, thread.id.0, &[ItemReason::StillUnanswered])
        });
        let mut chosen = take_turns(&offers, quota);
        mix_in(&mut chosen, &offers, self.to.sector, quota);
        self.add_all(Part::Unanswered, &chosen, |_| ItemReason::StillUnanswered);
    }

    /// The candidates of a list that are there for this member, best first.
    fn offers(&self, list: &[Ranked], is_wanted: impl Fn(&Thread, &Ranked) -> bool) -> Vec<Offer> {
        list.iter()
            .filter(|ranked| !self.taken.contains(&ranked.thread))
            .filter_map(|ranked| Some((ranked, self.batch.threads.get(&ranked.thread)?)))
            .filter(|(ranked, thread)| is_wanted(thread, ranked))
            .map(|(ranked, thread)| Offer {
                thread: thread.id,
                sector: thread.byline.sector.as_ref().map(|sector| sector.id),
                writer: ranked.writer,
            })
            .collect()
    }

    fn add_all(&mut self, part: Part, chosen: &[Offer], reason: impl Fn(&Thread) -> ItemReason) {
        for offer in chosen {
            if let Some(thread) = self.batch.threads.get(&offer.thread) {
                self.add(part, thread, reason(thread), None);
            }
        }
    }

    fn add(&mut self, part: Part, thread: &'a Thread, reason: ItemReason, answered: Option<&'a Answered>) {
        if self.taken.insert(thread.id) {
            self.lines.push(Line { part, thread, reason, answered });
        }
    }
}

/// What a thread is called in a line.
pub(super) const fn kind_in_words(kind: ThreadKind) -> &'static str {
    match kind {
        ThreadKind::Question => "Question",
        ThreadKind::Discussion => "Discussion",
        ThreadKind::Practice => "Something that worked",
        ThreadKind::Call => "Looking for partners",
    }
}
