//! The mail that asks an applicant whether the address is theirs. It says nothing that
//! the applicant wrote: whoever fills in the form chooses who gets it.

use crate::frame::{Frame, written};

/// A link that confirms an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmAddress {
    /// What stands in every mail.
    pub frame: Frame,
    /// The page where a POST confirms, in full.
    pub link: String,
    /// How long the link works.
    pub days: u32,
}

impl ConfirmAddress {
    fn subject(&self) -> String {
        format!("Confirm your address for {}", self.frame.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::sample(),
            link: "https://cove.example.org/join/confirm#Zm9yIGV4YW1wbGUgb25seQ".into(),
            days: 7,
        }
    }
}

written!(
    ConfirmAddress,
    "confirm_address",
    "confirm_address/body.txt",
    "confirm_address/body.html"
);
