//! Expected refusals are data; surprises are errors.

use domain::stored::Described;

use crate::Problems;

/// How a command ends when it does not do what was asked.
#[derive(Debug)]
pub enum Failure<R> {
    /// A rule says no: the payload's status, with one message on screen, and what
    /// to put right.
    Refused(R, Problems),
    /// Something broke: logged once at the boundary, its text kept inside.
    Broken(anyhow::Error),
}

impl<R: Refusal> From<R> for Failure<R> {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal, Problems::new())
    }
}

impl<R> From<db::Error> for Failure<R> {
    fn from(error: db::Error) -> Self {
        Self::Broken(error.into())
    }
}

impl<R> From<anyhow::Error> for Failure<R> {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

/// Why a command may say no, as `refusals!` declares it. The schema makes the
/// status of the payload from it.
pub trait Refusal: Copy + PartialEq + Send + Sync + 'static {
    /// What the status is about; its name without the word for refusal.
    const STATUS: Described;
    /// The status of what was done.
    const DONE: Described;
    /// The refusals, in their order.
    const ALL: &'static [(Self, Described)];
}

/// Declares why a command may say no, once for the command and for the schema:
/// what the status is about; first the word for success, then the refusals.
macro_rules! refusals {
    (
        $(#[doc = $about:literal])*
        $command:ident => $refusal:ident {
            $(#[doc = $done_doc:literal])* $done:ident;
            $($(#[doc = $doc:literal])* $name:ident,)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $refusal {
            $($(#[doc = $doc])* $name,)*
        }

        impl $crate::Refusal for $refusal {
            const STATUS: domain::stored::Described =
                (stringify!($command), concat!($($about, "\n"),*));
            const DONE: domain::stored::Described =
                (stringify!($done), concat!($($done_doc, "\n"),*));
            const ALL: &'static [(Self, domain::stored::Described)] =
                &[$((Self::$name, (stringify!($name), concat!($($doc, "\n"),*))),)*];
        }
    };
}
pub(crate) use refusals;
