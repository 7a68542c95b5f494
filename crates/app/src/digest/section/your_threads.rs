//! New replies in the threads that the member started or follows.

use domain::digest::ItemReason;

use super::Section;
use crate::digest::compose::{Composing, Line};

#[derive(Debug)]
pub(super) struct YourThreads;

impl Section for YourThreads {
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>> {
        copy.member
            .answered
            .iter()
            .filter(|answered| {
                let newest = answered.newest.0;
                !copy.member.has_been_sent(newest, &[ItemReason::NewAnswers])
            })
            .filter_map(|answered| {
                Some(Line {
                    thread: copy.threads.get(&answered.thread)?,
                    reason: ItemReason::NewAnswers,
                    answered: Some(answered),
                    summary: None,
                })
            })
            .collect()
    }

    fn heading(&self, _: Option<&str>) -> String {
        "Your threads".to_owned()
    }

    fn phrase(&self, count: usize, _: Option<&str>) -> String {
        match count {
            1 => "new replies in one of your threads".to_owned(),
            _ => format!("new replies in {count} of your threads"),
        }
    }
}
