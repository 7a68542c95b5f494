//! Looks at addresses that members share: what a page is called, and whether it
//! is still there. The only user of reqwest.
//!
//! A security boundary. Whoever can make a server open addresses can make it open
//! those that only it can reach (server-side request forgery: OWASP's [cheat
//! sheet][owasp], ASVS 5.0 1.3.6). So:
//!
//! - `http` and `https` only, on their own ports, without a name or password in the
//!   address, and no name that means something inside a network alone (`target`).
//! - An address of the Internet only, by IANA's registries of special addresses
//!   (`address`). A host written as a number in whatever base is one before it is
//!   looked at, as the URL Standard has it.
//! - A name is looked up where the connection is made, and what it leads to is
//!   checked there (`resolver`): there is no second look-up that could say something
//!   else. No connection is kept for the next request.
//! - Redirects are followed here, five at most, and each is a new address to check.
//! - A time for the whole, a number of bytes that are read of a page, no
//!   decompression, no cookies, no referrer, no pictures or scripts.
//!
//! An allow-list lets through what the operator knows: a test's server, an intranet.
//!
//! With an outbound proxy it is the proxy that looks names up. Numbers are checked as
//! before, and so is what a name leads to for us, if it leads anywhere; but the proxy
//! may come to another answer. It has to refuse private networks by itself.
//!
//! [owasp]: https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html

mod address;
mod allow;
mod check;
mod client;
mod error;
mod page;
mod proxy;
mod resolver;
mod target;
#[cfg(test)]
mod tests;

pub use allow::{Allow, BadAllow};
pub use check::{Outcome, Pace, is_offline};
pub use client::{Client, Options};
pub use error::{Error, Failed, NotSetUp, Refused};
pub use page::Page;
pub use proxy::{BadProxy, Proxy};
pub use resolver::{Resolve, System};
pub use url::Url;
