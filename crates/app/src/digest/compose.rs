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
use db::thread::Thread;
use db::{Db, Reads};
use domain::Timestamp;
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
pub(super) struct Candidates {
    pub issue: Issue,
    new: Vec<Ranked>,
    questions: Vec<Ranked>,
    old: Vec<Ranked>,
    useful: Vec<Ranked>,
    topics: HashMap<ThreadId, Vec<TopicId>>,
    threads: Vec<ThreadId>,
    items: Vec<Uuid>,
}

impl Candidates {
    pub(super) async fn load(db: &Db, issue: Issue) -> Result<Self, db::Error> {
        let new = item::new_threads(db, &issue).await?;
        let questions = item::new_questions(db, &issue).await?;
        let old = item::old_questions(db, &issue).await?;
        let useful = item::useful_threads(db, &issue).await?;
        let distinct: HashSet<ThreadId> = [&new, &questions, &old, &useful]
            .into_iter()
            .flatten()
            .map(|ranked| ranked.thread)
            .collect();
        let threads: Vec<ThreadId> = distinct.into_iter().collect();
        let items = threads.iter().map(|id| id.0).collect();
        let asked: Vec<ThreadId> = questions.iter().map(|ranked| ranked.thread).collect();
        let topics = db::thread::topics(db, &asked).await?;
        let topics = topics
            .into_iter()
            .map(|(thread, topics)| (thread, topics.into_iter().map(|topic| topic.id).collect()))
            .collect();
        Ok(Self {
            issue,
            new,
            questions,
            old,
            useful,
            topics,
            threads,
            items,
        })
    }
}

/// The threads of a batch that can be shown, as they are now.
#[derive(Debug, Default)]
pub(super) struct Threads(HashMap<ThreadId, Thread>);

impl Threads {
    async fn read(
        &mut self,
        db: &impl Reads,
        ids: impl Iterator<Item = ThreadId>,
    ) -> Result<(), db::Error> {
        let distinct: HashSet<ThreadId> = ids.collect();
        let ids: Vec<ThreadId> = distinct.into_iter().collect();
        // Nobody in particular looks: whose own a thread is comes with `answered`.
        let nobody = MemberId(Uuid::nil());
        let found = db::thread::by_ids(db, &ids, nobody).await?;
        let visible = found
            .into_iter()
            .filter(|thread| thread.state == PostState::Visible);
        self.0 = visible.map(|thread| (thread.id, thread)).collect();
        Ok(())
    }

    fn get(&self, id: ThreadId) -> Option<&Thread> {
        self.0.get(&id)
    }

    /// The candidates of a list that can be shown, best first.
    fn candidates<'a>(&'a self, list: &'a [Ranked]) -> Vec<Candidate<'a>> {
        list.iter()
            .filter_map(|ranked| {
                Some(Candidate {
                    ranked,
                    thread: self.get(ranked.thread)?,
                })
            })
            .collect()
    }
}

/// A thread that may go into a section.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    ranked: &'a Ranked,
    thread: &'a Thread,
}

/// What is known about the members of a batch of copies, and the threads as
/// they are now.
#[derive(Debug)]
pub(super) struct Batch<'a> {
    threads: &'a Threads,
    new: Vec<Candidate<'a>>,
    questions: Vec<Candidate<'a>>,
    old: Vec<Candidate<'a>>,
    useful: Vec<Candidate<'a>>,
    members: HashMap<MemberId, MemberData>,
}

/// What is known about one of them.
#[derive(Debug, Default)]
struct MemberData {
    known: HashMap<ThreadId, Timestamp>,
    ledger: HashSet<(Uuid, ItemReason)>,
    topics: HashSet<TopicId>,
    answered: Vec<Answered>,
}

impl<'a> Batch<'a> {
    /// Six statements, however many copies and candidates there are.
    pub(super) async fn load(
        db: &impl Reads,
        candidates: &'a Candidates,
        members: &[MemberId],
        threads: &'a mut Threads,
    ) -> Result<Self, db::Error> {
        let mut known = item::known(db, members, &candidates.threads).await?;
        let mut topics = item::topics(db, members).await?;
        let answered = item::answered(db, &candidates.issue, members, YOUR_THREADS).await?;
        threads
            .read(
                db,
                candidates
                    .threads
                    .iter()
                    .copied()
                    .chain(answered.iter().map(|answered| answered.thread)),
            )
            .await?;
        let items: Vec<Uuid> = candidates
            .items
            .iter()
            .copied()
            .chain(answered.iter().map(|answered| answered.newest.0))
            .collect();
        let mut ledger = item::ledger(db, candidates.issue.id, members, &items).await?;
        let mut data: HashMap<MemberId, MemberData> = HashMap::with_capacity(members.len());
        for member in members {
            let known = known.remove(member).unwrap_or_default();
            let ledger = ledger.remove(member).unwrap_or_default();
            let topics = topics.remove(member).unwrap_or_default();
            data.insert(
                *member,
                MemberData {
                    known,
                    ledger,
                    topics,
                    answered: Vec::new(),
                },
            );
        }
        for answered in answered {
            data.entry(answered.member)
                .or_default()
                .answered
                .push(answered);
        }
        let threads = &*threads;
        Ok(Self {
            threads,
            new: threads.candidates(&candidates.new),
            questions: threads.candidates(&candidates.questions),
            old: threads.candidates(&candidates.old),
            useful: threads.candidates(&candidates.useful),
            members: data,
        })
    }
}

impl MemberData {
    fn has_been_sent(&self, item: Uuid, reasons: &[ItemReason]) -> bool {
        !self.ledger.is_empty()
            && reasons
                .iter()
                .any(|reason| self.ledger.contains(&(item, *reason)))
    }

    fn is_known(&self, thread: ThreadId) -> bool {
        self.known.contains_key(&thread)
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
        let id = self
            .answered
            .map_or(self.thread.id.0, |answered| answered.newest.0);
        (id, self.reason)
    }
}

/// What one member's copy holds; empty if there is nothing for them.
pub(super) fn compose<'a>(
    candidates: &'a Candidates,
    batch: &'a Batch<'_>,
    to: &Recipient,
) -> Vec<Line<'a>> {
    let Some(data) = batch.members.get(&to.id) else {
        return Vec::new();
    };
    let mut copy = Composing {
        candidates,
        batch,
        to,
        data,
        lines: Vec::new(),
        taken: Vec::new(),
    };
    copy.your_threads();
    copy.needs_answer();
    copy.useful();
    copy.new_threads();
    copy.unanswered();
    copy.lines
}

struct Composing<'a, 'r> {
    candidates: &'a Candidates,
    batch: &'a Batch<'a>,
    to: &'r Recipient,
    data: &'a MemberData,
    lines: Vec<Line<'a>>,
    /// The threads of the lines: too few for a set.
    taken: Vec<ThreadId>,
}

impl<'a> Composing<'a, '_> {
    fn your_threads(&mut self) {
        for answered in &self.data.answered {
            let Some(thread) = self.batch.threads.get(answered.thread) else {
                continue;
            };
            if !self
                .data
                .has_been_sent(answered.newest.0, &[ItemReason::NewAnswers])
            {
                self.add(
                    Part::YourThreads,
                    thread,
                    ItemReason::NewAnswers,
                    Some(answered),
                );
            }
        }
    }

    /// Questions without an answer that carry a topic the member follows or
    /// knows about, or were asked in the member's sector. Who follows no topic
    /// has not said what they know: any question may be theirs to answer.
    fn needs_answer(&mut self) {
        let data = self.data;
        let reasons = [ItemReason::New, ItemReason::NeedsAnswer];
        let open = self.offers(&self.batch.questions, |Candidate { thread, .. }| {
            thread.is_unanswered()
                && !data.is_known(thread.id)
                && !data.has_been_sent(thread.id.0, &reasons)
        });
        let is_on_topic = |offer: &Offer| {
            !data.topics.is_empty()
                && self
                    .candidates
                    .topics
                    .get(&offer.thread)
                    .is_some_and(|topics| topics.iter().any(|topic| data.topics.contains(topic)))
        };
        let (mut fitting, near): (Vec<Offer>, Vec<Offer>) =
            open.iter().partition(|offer| is_on_topic(offer));
        fitting.extend(
            near.into_iter()
                .filter(|offer| data.topics.is_empty() || offer.sector == Some(self.to.sector)),
        );
        let mut chosen = take_turns(&fitting, NEEDS_ANSWER);
        mix_in(&mut chosen, &open, self.to.sector, NEEDS_ANSWER);
        self.add_all(Part::NeedsAnswer, &chosen, |_| ItemReason::NeedsAnswer);
    }

    /// A question whose asker said what helped comes back even to those who read
    /// it before, or were sent it as useful: that is news.
    fn useful(&mut self) {
        let data = self.data;
        let helped_at = |candidate: &Candidate<'_>| {
            candidate
                .ranked
                .helped_at
                .filter(|_| candidate.thread.accepted.is_some())
        };
        let offers = self.offers(&self.batch.useful, |candidate| {
            let id = candidate.thread.id;
            match helped_at(candidate) {
                Some(helped_at) => {
                    data.known.get(&id).is_none_or(|until| *until < helped_at)
                        && !data.has_been_sent(id.0, &[ItemReason::Helped])
                }
                None => !data.is_known(id) && !data.has_been_sent(id.0, &[ItemReason::Useful]),
            }
        });
        let mut chosen = take_turns(&offers, USEFUL);
        mix_in(&mut chosen, &offers, self.to.sector, USEFUL);
        let useful = &self.batch.useful;
        self.add_all(Part::Useful, &chosen, |thread| {
            let has_helped = useful.iter().any(|candidate| {
                candidate.thread.id == thread.id && helped_at(candidate).is_some()
            });
            if has_helped {
                ItemReason::Helped
            } else {
                ItemReason::Useful
            }
        });
    }

    fn new_threads(&mut self) {
        let data = self.data;
        let reasons = [ItemReason::New, ItemReason::NeedsAnswer];
        let offers = self.offers(&self.batch.new, |Candidate { thread, .. }| {
            !data.is_known(thread.id) && !data.has_been_sent(thread.id.0, &reasons)
        });
        let mut chosen = take_turns(&offers, NEW);
        mix_in(&mut chosen, &offers, self.to.sector, NEW);
        self.add_all(Part::New, &chosen, |_| ItemReason::New);
    }

    /// Once each, also to those who were sent it when it was new: that nobody
    /// has answered since is the news.
    fn unanswered(&mut self) {
        let data = self.data;
        let quota = if self.lines.len() < QUIET {
            FILLED_UP - self.lines.len()
        } else {
            UNANSWERED
        };
        let offers = self.offers(&self.batch.old, |Candidate { thread, .. }| {
            thread.is_unanswered()
                && !data.is_known(thread.id)
                && !data.has_been_sent(thread.id.0, &[ItemReason::StillUnanswered])
        });
        let mut chosen = take_turns(&offers, quota);
        mix_in(&mut chosen, &offers, self.to.sector, quota);
        self.add_all(Part::Unanswered, &chosen, |_| ItemReason::StillUnanswered);
    }

    /// The candidates of a list that are there for this member, best first.
    fn offers(
        &self,
        list: &[Candidate<'_>],
        is_wanted: impl Fn(&Candidate<'_>) -> bool,
    ) -> Vec<Offer> {
        list.iter()
            .filter(|candidate| !self.taken.contains(&candidate.thread.id) && is_wanted(candidate))
            .map(|Candidate { ranked, thread }| Offer {
                thread: thread.id,
                sector: thread.byline.sector.as_ref().map(|sector| sector.id),
                writer: ranked.writer,
            })
            .collect()
    }

    fn add_all(&mut self, part: Part, chosen: &[Offer], reason: impl Fn(&Thread) -> ItemReason) {
        for offer in chosen {
            if let Some(thread) = self.batch.threads.get(offer.thread) {
                self.add(part, thread, reason(thread), None);
            }
        }
    }

    fn add(
        &mut self,
        part: Part,
        thread: &'a Thread,
        reason: ItemReason,
        answered: Option<&'a Answered>,
    ) {
        if !self.taken.contains(&thread.id) {
            self.taken.push(thread.id);
            self.lines.push(Line {
                part,
                thread,
                reason,
                answered,
            });
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
