//! Expected refusals are data; surprises are errors.

use domain::stored::{Described, Words};

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

impl<R> Failure<R> {
    /// The same of a command that has this one in it.
    pub(crate) fn of<S: From<R>>(self) -> Failure<S> {
        match self {
            Self::Refused(refusal, problems) => Failure::Refused(refusal.into(), problems),
            Self::Broken(error) => Failure::Broken(error),
        }
    }
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

/// Why a command may say no, as `refusals!` declares it.
pub trait Refusal: Copy + Eq + Send + Sync + 'static {
    /// The command.
    const COMMAND: &'static str;
    /// What its status is about.
    const ABOUT: Words;
    /// Done, then the refusals in their order.
    const VALUES: &'static [(Status<Self>, Words)];
}

/// What came of a command: done, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status<R>(pub Option<R>);

impl<R: Refusal> Described for Status<R> {
    const ABOUT: Words = R::ABOUT;
    const VALUES: &'static [(Self, Words)] = R::VALUES;
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
            const COMMAND: &'static str = stringify!($command);
            const ABOUT: domain::stored::Words =
                (concat!(stringify!($command), "Status"), concat!($($about, "\n"),*));
            const VALUES: &'static [($crate::Status<Self>, domain::stored::Words)] = &[
                ($crate::Status(None), (stringify!($done), concat!($($done_doc, "\n"),*))),
                $(($crate::Status(Some(Self::$name)), (stringify!($name), concat!($($doc, "\n"),*))),)*
            ];
        }
    };
}
pub(crate) use refusals;
