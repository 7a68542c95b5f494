//! Older questions that nobody has answered.

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, Ranked};
use domain::digest::ItemReason;

use super::Section;
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 2;

/// A copy with fewer items than this is a quiet one …
const QUIET: usize = 3;
/// … and is filled up to as many.
const FILLED_UP: usize = 5;

#[derive(Debug, Default)]
pub(super) struct Unanswered(Vec<Ranked>);

impl Unanswered {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        Ok(Self(item::old_questions(db, issue).await?))
    }
}

impl Section for Unanswered {
    fn candidates(&self) -> &[Ranked] {
        &self.0
    }

    /// Once each, also to those who were sent it when it was new: that nobody
    /// has answered since is the news.
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let count = copy.taken.len();
        let quota = if count < QUIET {
            FILLED_UP - count
        } else {
            QUOTA
        };
        let offers = copy.offers(&self.0, |_, thread| {
            thread.is_unanswered()
                && copy
                    .member
                    .is_new(thread.id, &[ItemReason::StillUnanswered])
        });
        copy.lines(&copy.mixed(&offers, quota), |_| ItemReason::StillUnanswered)
    }

    fn heading(&self, _: Option<&str>) -> String {
        "Still unanswered".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "1 older question is still without an answer".to_owned(),
            _ => format!("{count} older questions are still without an answer"),
        }
    }
}
