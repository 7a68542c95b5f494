//! A thread: a title, a kind and posts.

use std::collections::HashMap;
use std::hash::Hash;

use crate::id::MemberId;
use crate::post::PostState;
use crate::stored::stored_enum;
use crate::viewer::Member;

/// Characters in a title.
pub const TITLE_LIMIT: usize = 140;
/// Topics on a thread: from one to this many.
pub const TOPICS_LIMIT: usize = 3;
/// Replies shown at a time.
pub const REPLIES_PAGE: usize = 20;

/// What stands where the title of a thread was, once its author took back the
/// opening.
pub const WITHDRAWN_TITLE: &str = "Withdrawn by its author";
/// What its address ends in then.
pub const WITHDRAWN_SLUG: &str = "withdrawn-by-its-author";

stored_enum! {
    /// What a thread is for.
    pub enum ThreadKind {
        /// Wants answers.
        Question = "question",
        /// Wants views.
        Discussion = "discussion",
        /// Tells of something that worked.
        Practice = "practice",
        /// Looks for partners.
        Call = "call",
        /// Shares a link, a document or a text that is worth keeping.
        Resource = "resource",
    }
}

impl ThreadKind {
    /// Whether it says facts beside its words, and has a command of its own that
    /// starts it.
    #[must_use]
    pub const fn has_facts(self) -> bool {
        matches!(self, Self::Resource)
    }
}

stored_enum! {
    /// The orders of a list of threads.
    pub enum ThreadOrder {
        /// The one that was last written to first.
        LatestActivity = "latest_activity",
        /// The newest first.
        Newest = "newest",
        /// Questions without an answer that are not closed first, the oldest of those first; then the rest, newest first.
        UnansweredFirst = "unanswered_first",
    }
}

/// Takes so many of what is there, in its order, while sectors take turns: the
/// next is always the first of a sector that has had the fewest so far. Cove
/// mixes sectors on purpose.
pub fn take_turns<T, S: Eq + Hash>(items: Vec<T>, sector: impl Fn(&T) -> S, n: usize) -> Vec<T> {
    let mut waiting: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let mut taken: HashMap<S, usize> = HashMap::new();
    let mut chosen = Vec::with_capacity(n);
    while chosen.len() < n {
        let next = waiting
            .iter_mut()
            .filter(|slot| slot.is_some())
            .min_by_key(|slot| {
                slot.as_ref().map_or(usize::MAX, |item| {
                    taken.get(&sector(item)).copied().unwrap_or(0)
                })
            });
        let Some(item) = next.and_then(Option::take) else {
            break;
        };
        *taken.entry(sector(&item)).or_default() += 1;
        chosen.push(item);
    }
    chosen
}

/// What decides what may be done with a thread.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct ThreadAccess {
    /// Who opened it, sealed or not. Never leaves a command.
    pub author: MemberId,
    /// What it is for.
    pub kind: ThreadKind,
    /// The state of its opening, which is its own.
    pub state: PostState,
    /// Whether the co-ordinator closed it to replies.
    pub locked: bool,
    /// Whether it is closed with what was learned.
    pub summarised: bool,
}

/// Why a reply cannot be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotReply {
    /// It is not there for this member.
    NotThere,
    /// The co-ordinator closed it.
    Locked,
    /// It is closed with what was learned.
    Summarised,
}

/// Whether a member may reply.
///
/// # Errors
/// [`CannotReply`] says why not. A withdrawn opening leaves a stub under which
/// the talk goes on.
pub fn can_reply(_member: &Member, thread: &ThreadAccess) -> Result<(), CannotReply> {
    match thread.state {
        PostState::Held | PostState::Hidden => Err(CannotReply::NotThere),
        PostState::Visible | PostState::Withdrawn if thread.locked => Err(CannotReply::Locked),
        PostState::Visible | PostState::Withdrawn if thread.summarised => {
            Err(CannotReply::Summarised)
        }
        PostState::Visible | PostState::Withdrawn => Ok(()),
    }
}

/// Why the answer that helped cannot be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotAccept {
    /// The thread is not there for this member.
    NotThere,
    /// Only a question has answers.
    NotAQuestion,
    /// It is the asker's thanks, nobody else's.
    NotAsker,
}

/// Whether a member may mark the answer that helped: the asker alone. It is
/// thanks, not clinical endorsement, so not even the co-ordinator may.
pub fn can_accept(member: &Member, thread: &ThreadAccess) -> Result<(), CannotAccept> {
    if !matches!(thread.state, PostState::Visible | PostState::Withdrawn) {
        return Err(CannotAccept::NotThere);
    }
    if thread.kind != ThreadKind::Question {
        return Err(CannotAccept::NotAQuestion);
    }
    if thread.author == member.id() {
        Ok(())
    } else {
        Err(CannotAccept::NotAsker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_take_turns() {
        let items = vec![("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5), ("b", 6)];
        let order = |n| {
            take_turns(items.clone(), |item| item.0, n)
                .into_iter()
                .map(|item| item.1)
                .collect::<Vec<_>>()
        };
        assert_eq!(order(4), [1, 4, 5, 2]);
        assert_eq!(order(9), [1, 4, 5, 2, 6, 3]);
        assert!(order(0).is_empty());
    }
}
