//! Whether an address still leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _, stream};
use reqwest::Method;
use url::Url;

use crate::client::Client;
use crate::error::{Error, Failed, Refused};

/// Websites whose silence at once is no accident.
const SEVERAL: usize = 3;

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Alive,
    /// It is there, and says that it stands at another address from now on.
    Moved(Url),
    /// Nobody would get to it now.
    Broken(Error),
    /// It did not let Cove look, which says nothing about a person's browser.
    Unsure(Error),
}

/// Whether it is we who have no way out, and not they who are gone: several websites
/// were asked, and none of them answered with anything. Nothing is learnt of a link then.
pub fn is_offline<'a>(checked: impl IntoIterator<Item = (&'a Url, &'a Outcome)>) -> bool {
    let mut hosts = BTreeSet::new();
    for (url, outcome) in checked {
        let Outcome::Broken(Error::Failed(Failed::NoSuchName | Failed::Unreachable | Failed::Slow)) =
            outcome
        else {
            return false;
        };
        hosts.insert(url.host_str());
    }
    hosts.len() >= SEVERAL
}

/// How politely many addresses are checked: one request at a time for each host.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Hosts side by side.
    pub hosts: usize,
    /// From the end of a request to the next one to the same host.
    pub rest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            hosts: 8,
            rest: Duration::from_secs(5),
        }
    }
}

impl Client {
    /// Asks whether an address is still there: for its head, and where that is answered
    /// with an error for itself, since many servers know `GET` alone. No body is read.
    pub async fn check(&self, url: &Url) -> Outcome {
        let by_head = self.ask(Method::HEAD, url).await;
        match by_head {
            // 429 asks for fewer requests, and not for one more.
            Err(Error::Failed(Failed::Status(status))) if status != 429 => {}
            Err(Error::Failed(Failed::Garbled | Failed::Slow)) => {}
            other => return outcome(other),
        }
        outcome(self.ask(Method::GET, url).await)
    }

    async fn ask(&self, method: Method, url: &Url) -> Result<Option<Url>, Error> {
        let reached = self.reach(method, url).await?;
        let status = reached.response.status().as_u16();
        if status >= 400 {
            return Err(Failed::Status(status).into());
        }
        Ok(reached.moved)
    }

    /// Checks many, in whatever order they come to an end. Dropping the stream ends it.
    pub fn check_all<K>(
        &self,
        addresses: impl IntoIterator<Item = (K, Url)>,
        pace: Pace,
    ) -> impl Stream<Item = (K, Outcome)> {
        let mut hosts: BTreeMap<String, Vec<(K, Url)>> = BTreeMap::new();
        for (key, url) in addresses {
            let host = url.host_str().unwrap_or_default().to_owned();
            hosts.entry(host).or_default().push((key, url));
        }
        let client = self.clone();
        let lanes = hosts.into_values().map(move |addresses| {
            let client = client.clone();
            let lane = stream::iter(addresses).enumerate();
            Box::pin(lane.then(move |(index, (key, url))| {
                let client = client.clone();
                async move {
                    if index > 0 {
                        tokio::time::sleep(pace.rest).await;
                    }
                    (key, client.check(&url).await)
                }
            }))
        });
        stream::iter(lanes).flatten_unordered(pace.hosts)
    }
}

fn outcome(asked: Result<Option<Url>, Error>) -> Outcome {
    match asked {
        Ok(None) => Outcome::Alive,
        Ok(Some(url)) => Outcome::Moved(url),
        Err(error) if says_broken(&error) => Outcome::Broken(error),
        Err(error) => Outcome::Unsure(error),
    }
}

fn says_broken(error: &Error) -> bool {
    match error {
        Error::Failed(Failed::Status(status)) => matches!(status, 404 | 410 | 500..=599),
        // A browser goes on for longer than we do, and reads what we do not.
        Error::Failed(Failed::TooManyRedirects | Failed::Garbled) => false,
        Error::Failed(_) => true,
        // A name that leads into a private network leads nobody outside of it.
        Error::Refused(refused) => *refused == Refused::Private,
    }
}
