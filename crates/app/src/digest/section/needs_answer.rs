//! Questions without an answer that the member may be able to answer.

use std::collections::HashMap;

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, Ranked};
use domain::digest::ItemReason;
use domain::id::{ThreadId, TopicId};

use super::Section;
use crate::digest::choose::{Offer, mix_in, take_turns};
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 3;

#[derive(Debug, Default)]
pub(super) struct NeedsAnswer {
    questions: Vec<Ranked>,
    topics: HashMap<ThreadId, Vec<TopicId>>,
}

impl NeedsAnswer {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        let questions = item::new_questions(db, issue).await?;
        let asked: Vec<ThreadId> = questions.iter().map(|ranked| ranked.thread).collect();
        let topics = db::thread::topics(db, &asked)
            .await?
            .into_iter()
            .map(|(thread, topics)| (thread, topics.into_iter().map(|topic| topic.id).collect()))
            .collect();
        Ok(Self { questions, topics })
    }
}

impl Section for NeedsAnswer {
    fn candidates(&self) -> &[Ranked] {
        &self.questions
    }

    /// Those that carry a topic the member follows or knows about, or were asked
    /// in the member's sector. Who follows no topic has not said what they know:
    /// any question may be theirs to answer.
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let member = copy.member;
        let open = copy.offers(&self.questions, |_, thread| {
            thread.is_unanswered()
                && member.is_new(thread.id, &[ItemReason::New, ItemReason::NeedsAnswer])
        });
        let is_on_topic = |offer: &Offer| {
            let topics = self.topics.get(&offer.thread);
            topics.is_some_and(|topics| topics.iter().any(|topic| member.topics.contains(topic)))
        };
        let (mut fitting, near): (Vec<Offer>, Vec<Offer>) =
            open.iter().partition(|offer| is_on_topic(offer));
        fitting.extend(
            near.into_iter()
                .filter(|offer| member.topics.is_empty() || offer.sector == Some(copy.to.sector)),
        );
        let mut chosen = take_turns(&fitting, QUOTA);
        mix_in(&mut chosen, &open, copy.to.sector, QUOTA);
        copy.lines(&chosen, |_| ItemReason::NeedsAnswer)
    }

    fn heading(&self, sector: Option<&str>) -> String {
        format!("Questions that need an answer{}", from(sector))
    }

    fn phrase(&self, count: usize, sector: Option<&str>) -> String {
        let from = from(sector);
        match count {
            1 => format!("1 question needs an answer{from}"),
            _ => format!("{count} questions need an answer{from}"),
        }
    }
}

fn from(sector: Option<&str>) -> String {
    sector
        .map(|name| format!(" from {name}"))
        .unwrap_or_default()
}
