//! Why there is nothing to show, in words for the person who typed the address.

use std::error::Error as StdError;
use std::io;

use crate::resolver::NotOpened;

/// Cove did not look, or looked and found nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is an address that Cove does not open.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It was opened, and did not answer with a page.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("This is not a web address. A web address looks like https://www.example.org.")]
    NotAnAddress,
    #[error("This address is too long.")]
    TooLong,
    #[error("Cove opens only addresses that begin with https:// or http://.")]
    NotWeb,
    #[error("This address has a name or a password in it. Take them out.")]
    Credentials,
    #[error("Cove does not open addresses with a port number, such as :8080.")]
    Port,
    #[error("Cove does not open addresses inside a private network.")]
    Private,
}

/// What came instead of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    #[error("There is no website with this name.")]
    NoSuchName,
    #[error("The website does not answer.")]
    Unreachable,
    #[error("The website took too long to answer.")]
    Slow,
    #[error(
        "There is no safe connection to this website: its certificate is out of date, or made for another."
    )]
    Tls,
    #[error("The website sends from one address to the next, and never arrives.")]
    TooManyRedirects,
    #[error("The website answered in a way that Cove does not understand.")]
    Garbled,
    #[error("{}", status_words(*.0))]
    Status(u16),
}

fn status_words(status: u16) -> String {
    match status {
        404 | 410 => "There is no page at this address.".to_owned(),
        401 | 403 => "The website does not show this page to Cove.".to_owned(),
        429 => "The website asks Cove to come back later.".to_owned(),
        500..=599 => format!("The website has a fault (its answer was {status})."),
        _ => format!("The website does not show this page (its answer was {status})."),
    }
}

/// The client could not be set up: TLS, or the proxy's address.
#[derive(Debug, thiserror::Error)]
#[error("links cannot be looked at: {0}")]
pub struct NotSetUp(pub(crate) String);

/// reqwest has one error for all, with the reason somewhere behind it.
impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if let Some(not_opened) = cause::<NotOpened>(&error) {
            return match not_opened {
                NotOpened::Private => Refused::Private.into(),
                NotOpened::NoSuchName => Failed::NoSuchName.into(),
            };
        }
        let failed = if error.is_timeout() {
            Failed::Slow
        } else if cause::<rustls::Error>(&error).is_some() {
            Failed::Tls
        } else if error.is_connect() {
            Failed::Unreachable
        } else {
            Failed::Garbled
        };
        failed.into()
    }
}

fn cause<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    if let Some(found) = error.downcast_ref() {
        return Some(found);
    }
    // An `io::Error` names as its source that of the error which it holds.
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(held) => cause(held),
        None => cause(error.source()?),
    }
}
