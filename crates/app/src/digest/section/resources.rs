//! What is new in the library, and what was looked at again: each with the beginning
//! of its text, since its keeper has checked it.

use db::Db;
use db::digest::Issue;
use db::digest::item::{self, Ranked};
use domain::digest::ItemReason;

use super::Section;
use crate::digest::compose::{Composing, Line};

const QUOTA: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Resources(Vec<Ranked>);

impl Resources {
    pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Self, db::Error> {
        Ok(Self(item::checked_resources(db, issue).await?))
    }
}

impl Section for Resources {
    fn candidates(&self) -> &[Ranked] {
        &self.0
    }

    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        let offers = copy.offers(&self.0, |_, thread| {
            copy.member.is_new(thread.id, &[ItemReason::Checked])
        });
        copy.lines(&copy.mixed(&offers, QUOTA), |_| ItemReason::Checked)
    }

    fn heading(&self, _: Option<&str>) -> String {
        "New and checked in the library".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "1 resource".to_owned(),
            _ => format!("{count} resources"),
        }
    }
}
