//! What was learned in threads that were closed with it: in full, for members have
//! chosen and written these words for everybody.

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, FOR_EVER, Ranked};
use domain::digest::ItemReason;
use domain::post::Author;

use super::Section;
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Summaries(Vec<Ranked>);

impl Summaries {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        Ok(Self(item::summarised_threads(db, issue).await?))
    }
}

impl Section for Summaries {
    fn candidates(&self) -> &[Ranked] {
        &self.0
    }

    /// Whoever wrote in a thread hears how it ended, unless they wrote that themselves,
    /// also where new answers in it stand above; whoever opened it since then has read
    /// that.
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let member = copy.member;
        self.0
            .iter()
            .filter_map(|ranked| {
                let summary = copy.summaries.get(&ranked.thread)?;
                let known_until = member.known.get(&ranked.thread);
                let has_read = known_until
                    .is_some_and(|until| *until != FOR_EVER && Some(*until) >= ranked.news_at);
                let is_own = summary.byline.author == Author::Named(copy.to.id);
                if is_own
                    || has_read
                    || member.has_been_sent(summary.id.0, &[ItemReason::Summarised])
                {
                    return None;
                }
                Some(Line {
                    thread: copy.threads.get(&ranked.thread)?,
                    reason: ItemReason::Summarised,
                    answered: None,
                    summary: Some(summary),
                })
            })
            .take(QUOTA)
            .collect()
    }

    fn heading(&self, _: Option<&str>) -> String {
        "What we learned".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "1 summary of what was learned".to_owned(),
            _ => format!("{count} summaries of what was learned"),
        }
    }
}
