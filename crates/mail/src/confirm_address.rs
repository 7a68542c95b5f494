//! The mail that asks an applicant whether the address is theirs. It says nothing that
//! the applicant wrote: whoever fills in the form chooses who gets it.

use crate::layout::{Layout, templates};

/// A link that confirms an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmAddress {
    /// What stands in every mail.
    pub layout: Layout,
    /// The page where a POST confirms, in full.
    pub link: String,
    /// How long the link works.
    pub days: u32,
}

templates!(
    ConfirmAddress,
    "confirm_address",
    "confirm_address/subject.txt",
    "confirm_address/body.txt",
    "confirm_address/body.html"
);
