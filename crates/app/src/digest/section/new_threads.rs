//! What began this week.

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, Ranked};
use domain::digest::ItemReason;

use super::Section;
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 5;

#[derive(Debug, Default)]
pub(super) struct NewThreads(Vec<Ranked>);

impl NewThreads {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        Ok(Self(item::new_threads(db, issue).await?))
    }
}

impl Section for NewThreads {
    fn candidates(&self) -> &[Ranked] {
        &self.0
    }

    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let offers = copy.offers(&self.0, |_, thread| {
            let reasons = [ItemReason::New, ItemReason::NeedsAnswer];
            copy.member.is_new(thread.id, &reasons)
        });
        copy.lines(&copy.mixed(&offers, QUOTA), |_| ItemReason::New)
    }

    fn heading(&self, _: Option<&str>) -> String {
        "New this week".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "1 new thread".to_owned(),
            _ => format!("{count} new threads"),
        }
    }
}
