//! Handing mail to a relay over connections of our own.
//!
//! lettre's pool is not used: it leaves Nagle's algorithm on (about 23 mails a
//! second on a connection), sends a NOOP before each mail, and does not cap its
//! connections. lettre's [`AsyncSmtpConnection`] speaks the protocol; this module
//! decides when to connect, what to reuse, and what an answer means.

mod line;
mod pace;
mod verdict;
mod wire;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use self::line::Line;
use self::pace::Pace;
use self::verdict::{Step, Trouble, readable, relay_trouble};
use self::wire::Route;
use crate::letter::{Lane, Letter};
use crate::mailer::{Accepted, Reached, Undelivered};
use crate::options::{MailOptions, OptionsError, Security, SmtpUrl, Timeouts};

/// How long a relay may take to answer our goodbye when all ends.
const GOODBYE: Duration = Duration::from_secs(1);

/// One relay, with the connections to it.
#[derive(Debug)]
pub(crate) struct Relay {
    route: Route,
    hello: ClientId,
    credentials: Option<Credentials>,
    /// Set where no TLS is used.
    plain: Option<Plain>,
    timeouts: Timeouts,
    pace: Option<Pace>,
    /// One permit for each connection that may be open. A connection that rests
    /// holds none; it is taken up again before a new one is opened, so that there
    /// are never more than the permits.
    slots: Semaphore,
    /// One permit less, for all mail that is not urgent: a connection is kept free
    /// of it, and no more than one of it waits where urgent mail does.
    ordinary: Semaphore,
    resting: Mutex<Resting>,
}

#[derive(Debug, Clone, Copy)]
struct Plain {
    is_loopback: bool,
}

#[derive(Debug, Default)]
struct Resting {
    lines: Vec<(Line, Instant)>,
    /// Closes what rested too long. Ends with the relay, and when nothing rests.
    closer: JoinSet<()>,
    closing: bool,
}

impl Relay {
    pub(crate) fn new(
        url: &SmtpUrl,
        sender_domain: &str,
        options: &MailOptions,
    ) -> Result<Self, OptionsError> {
        let hello = options
            .hello_name
            .clone()
            .unwrap_or_else(|| sender_domain.to_owned());
        if hello.is_empty() || !hello.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(OptionsError::new(
                "hello_name",
                "this is not the name of a host",
            ));
        }
        if url.credentials.is_some() && url.security == Security::Plain && !is_loopback(&url.host) {
            tracing::warn!(relay = %url, "the relay's password travels unencrypted: use smtp+starttls:// or smtps://");
        }
        Ok(Self {
            route: Route::new(url, hello.clone(), options.tls_ca.as_deref())?,
            hello: ClientId::Domain(hello),
            credentials: url
                .credentials
                .clone()
                .map(|(user, password)| Credentials::new(user, password)),
            plain: (url.security == Security::Plain).then(|| Plain {
                is_loopback: is_loopback(&url.host),
            }),
            timeouts: options.timeouts,
            pace: options.rate_per_second.map(Pace::new),
            slots: Semaphore::new(options.connections),
            ordinary: Semaphore::new((options.connections - 1).max(1)),
            resting: Mutex::default(),
        })
    }

    pub(crate) async fn hand_over(
        self: &Arc<Self>,
        letter: &Letter,
    ) -> Result<Accepted, Undelivered> {
        let closed = |_| relay_trouble("the mailer is closed");
        let _turn = match letter.lane {
            Lane::Urgent => None,
            Lane::Ordinary => Some(self.ordinary.acquire().await.map_err(closed)?),
        };
        let _slot = self.slots.acquire().await.map_err(closed)?;
        if let Some(pace) = &self.pace {
            pace.turn().await;
        }
        if let Some(mut line) = self.take_up() {
            match line.send(letter, &self.timeouts).await {
                // It died while it rested. Nothing of the mail itself was sent, so a
                // fresh connection is safe; the others that rest died with it.
                Err(Trouble::Lost { step, .. }) if step != Step::Acceptance => {
                    drop(self.take_all());
                }
                outcome => return self.settle(line, outcome).await,
            }
        }
        let mut line = self.connect().await?;
        let outcome = line.send(letter, &self.timeouts).await;
        self.settle(line, outcome).await
    }

    pub(crate) async fn check(&self) -> Result<Reached, Undelivered> {
        let mut line = self.connect().await?;
        let reached = match self.plain {
            None => Reached::AsItShould,
            Some(_) if line.refuses_without_tls(&self.timeouts).await => Reached::Refused,
            Some(Plain { is_loopback: false }) if line.offers_tls() => Reached::InTheOpen,
            Some(_) => Reached::AsItShould,
        };
        line.quit(self.timeouts.command).await;
        Ok(reached)
    }

    /// All at once, and soon: a relay that is frozen must not hold up the end.
    pub(crate) async fn close(&self) {
        let mut closing = JoinSet::new();
        for (line, _) in self.take_all() {
            closing.spawn(line.quit(GOODBYE));
        }
        while closing.join_next().await.is_some() {}
    }

    async fn settle(
        self: &Arc<Self>,
        mut line: Line,
        outcome: Result<String, Trouble>,
    ) -> Result<Accepted, Undelivered> {
        match outcome {
            Ok(response) => {
                self.rest(line);
                Ok(Accepted { response })
            }
            Err(trouble) => {
                if matches!(trouble, Trouble::Refused { .. }) && line.reset(&self.timeouts).await {
                    self.rest(line);
                }
                Err(trouble.into())
            }
        }
    }

    async fn connect(&self) -> Result<Line, Undelivered> {
        let patience = self.timeouts.connect;
        let open = async {
            let wire = self.route.open().await.map_err(|error| error.to_string())?;
            AsyncSmtpConnection::connect_with_transport(Box::new(wire), &self.hello)
                .await
                .map_err(|error| error.to_string())
        };
        let smtp = match timeout(patience, open).await {
            Ok(Ok(smtp)) => smtp,
            Ok(Err(error)) => {
                return Err(relay_trouble(&format!(
                    "the relay could not be reached: {error}"
                )));
            }
            Err(_) => {
                return Err(relay_trouble(&format!(
                    "the relay could not be reached within {patience:?}"
                )));
            }
        };
        match timeout(
            patience,
            Line::greet(smtp, &self.hello, self.credentials.as_ref()),
        )
        .await
        {
            Ok(Ok(line)) => Ok(line),
            Ok(Err(error)) => Err(relay_trouble(&format!("the relay turned us away: {error}"))),
            Err(_) => Err(relay_trouble(&format!(
                "the relay did not answer our greeting within {patience:?}"
            ))),
        }
    }

    fn rest(self: &Arc<Self>, line: Line) {
        let mut resting = self.resting();
        resting.lines.push((line, Instant::now()));
        if !resting.closing {
            resting.closing = true;
            while resting.closer.try_join_next().is_some() {}
            resting
                .closer
                .spawn(close_what_rests(Arc::downgrade(self), self.timeouts));
        }
    }

    fn take_up(&self) -> Option<Line> {
        let (line, since) = self.resting().lines.pop()?;
        (since.elapsed() < self.timeouts.rest).then_some(line)
    }

    fn take_all(&self) -> Vec<(Line, Instant)> {
        std::mem::take(&mut self.resting().lines)
    }

    fn resting(&self) -> MutexGuard<'_, Resting> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn close_what_rests(relay: Weak<Relay>, timeouts: Timeouts) {
    loop {
        sleep(timeouts.rest).await;
        let Some(strong) = relay.upgrade() else {
            return;
        };
        let (tired, done) = {
            let mut resting = strong.resting();
            let tired: Vec<_> = resting
                .lines
                .extract_if(.., |(_, since)| since.elapsed() >= timeouts.rest)
                .collect();
            resting.closing = !resting.lines.is_empty();
            (tired, !resting.closing)
        };
        drop(strong);
        for (line, _) in tired {
            line.quit(timeouts.connect).await;
        }
        if done {
            return;
        }
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

impl From<Trouble> for Undelivered {
    fn from(trouble: Trouble) -> Self {
        verdict::undelivered(trouble)
    }
}

/// A relay's words, fit for a log: see [`readable`].
fn said(response: &lettre::transport::smtp::response::Response) -> String {
    let words: Vec<&str> = response.message().collect();
    readable(&format!("{} {}", response.code(), words.join(" ")))
}
