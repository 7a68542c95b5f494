//! What people found useful, and answers that helped.

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, Ranked};
use db::thread::Thread;
use domain::Timestamp;
use domain::digest::ItemReason;

use super::Section;
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Useful(Vec<Ranked>);

impl Useful {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        Ok(Self(item::useful_threads(db, issue).await?))
    }
}

/// When its asker said what helped, if that still stands.
fn helped_at(ranked: &Ranked, thread: &Thread) -> Option<Timestamp> {
    ranked.news_at.filter(|_| thread.accepted.is_some())
}

impl Section for Useful {
    fn candidates(&self) -> &[Ranked] {
        &self.0
    }

    /// A question whose asker said what helped comes back even to those who read
    /// it before, or were sent it as useful: that is news.
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let member = copy.member;
        let offers = copy.offers(&self.0, |ranked, thread| match helped_at(ranked, thread) {
            Some(helped_at) => {
                let known_until = member.known.get(&thread.id);
                known_until.is_none_or(|until| *until < helped_at)
                    && !member.has_been_sent(thread.id.0, &[ItemReason::Helped])
            }
            None => member.is_new(thread.id, &[ItemReason::Useful]),
        });
        let chosen = copy.mixed(&offers, QUOTA);
        copy.lines(&chosen, |thread| {
            let has_helped = |ranked: &&Ranked| {
                ranked.thread == thread.id && helped_at(ranked, thread).is_some()
            };
            match self.0.iter().find(has_helped) {
                Some(_) => ItemReason::Helped,
                None => ItemReason::Useful,
            }
        })
    }

    fn is_useful(&self) -> bool {
        true
    }

    fn heading(&self, _: Option<&str>) -> String {
        "Found useful".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "1 thread that people found useful".to_owned(),
            _ => format!("{count} threads that people found useful"),
        }
    }
}
