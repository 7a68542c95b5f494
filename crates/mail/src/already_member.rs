//! The mail for somebody who asks to join and is a member already. The form gives the
//! same answer to everybody; only the owner of the address learns this.

use crate::layout::{Layout, templates};

/// You are a member already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlreadyMember {
    /// What stands in every mail.
    pub layout: Layout,
    /// Where to sign in, in full.
    pub sign_in_url: String,
}

templates!(
    AlreadyMember,
    "already_member",
    "already_member/subject.txt",
    "already_member/body.txt",
    "already_member/body.html"
);
