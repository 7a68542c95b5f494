//! A summary: "what we learned". A post that closes its thread to replies for as
//! long as it can be seen.

use crate::id::MemberId;
use crate::post::PostState;
use crate::thread::ThreadAccess;
use crate::viewer::{Coordinator, Member};

/// Characters in a summary. It goes out in full with the weekly email, where three
/// of them must leave room for the rest.
pub const SUMMARY_LIMIT: usize = 1_500;

/// Why a thread cannot be summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotSummarise {
    /// It is not there for this member, or its author took back the opening.
    NotThere,
    /// It has facts of its own that are kept true: it has no end.
    HasFacts,
    /// Somebody else started it.
    NotYours,
    /// The co-ordinator closed it.
    Locked,
    /// It has a summary.
    Already,
}

/// Whether a member may sum a thread up: whoever started it, and the co-ordinator,
/// for whom it is an act on somebody else's thread, with the power to do it.
///
/// # Errors
/// [`CannotSummarise`] says why not.
pub fn can_summarise(
    member: &Member,
    thread: &ThreadAccess,
) -> Result<Option<Coordinator>, CannotSummarise> {
    if thread.state != PostState::Visible {
        return Err(CannotSummarise::NotThere);
    }
    if thread.kind.has_facts() {
        return Err(CannotSummarise::HasFacts);
    }
    let power = if thread.author == member.id() {
        None
    } else {
        Some(member.coordinator().ok_or(CannotSummarise::NotYours)?)
    };
    if thread.locked {
        return Err(CannotSummarise::Locked);
    }
    if thread.summarised {
        return Err(CannotSummarise::Already);
    }
    Ok(power)
}

/// Why a summary cannot be put into the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotShare {
    /// Somebody else wrote it, who would have to keep it true.
    NotYours,
    /// It is there.
    Already,
}

/// Whether a member may put a summary into the library: its author, once.
///
/// # Errors
/// [`CannotShare`] says why not.
pub fn can_share(member: &Member, author: MemberId, is_shared: bool) -> Result<(), CannotShare> {
    if author != member.id() {
        Err(CannotShare::NotYours)
    } else if is_shared {
        Err(CannotShare::Already)
    } else {
        Ok(())
    }
}
