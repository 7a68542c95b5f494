//! Sending to a relay, over a pool of connections of our own.
//!
//! lettre's [`AsyncSmtpConnection`] speaks the protocol; this module decides when
//! to connect, what to reuse, and what an answer means. lettre 0.11.23 leaves
//! Nagle's algorithm on: about 23 mails a second on a connection. Once a release
//! sets NODELAY (lettre#1159, merged since), delete `stream` but for its STARTTLS
//! (`AsyncSmtpConnection::connect_tokio1` connects), and `as_data` in `connection`
//! (its `message` sends). The pool stays as long as lettre's does not cap its
//! connections, sends a NOOP before each mail, and has errors that do not say at
//! which command they came: whether the relay may have the mail hangs on that.

mod connection;
mod failure;
mod rate_limit;
mod stream;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use self::connection::Connection;
use self::failure::{Failure, Step, relay_failure, sanitised};
use self::rate_limit::RateLimit;
use self::stream::Connector;
use crate::mailer::{Accepted, Reached, SendError};
use crate::message::{Message, Priority};
use crate::options::{MailOptions, OptionsError, Security, SmtpUrl, Timeouts};

/// How long a relay may take to answer our goodbye when all ends.
const QUIT_TIMEOUT: Duration = Duration::from_secs(1);

/// One relay, with the connections to it.
#[derive(Debug)]
pub(crate) struct Relay {
    connector: Connector,
    hello: ClientId,
    credentials: Option<Credentials>,
    /// Set where no TLS is used.
    plain: Option<Plain>,
    timeouts: Timeouts,
    rate_limit: Option<RateLimit>,
    /// One permit for each connection that may be open. An idle connection
    /// holds none; it is used again before a new one is opened, so that there
    /// are never more than the permits.
    permits: Semaphore,
    /// One permit less, for all mail that is not urgent: a connection is kept free
    /// of it, and no more than one of it waits where urgent mail does.
    ordinary: Semaphore,
    idle: Mutex<Idle>,
}

#[derive(Debug, Clone, Copy)]
struct Plain {
    is_loopback: bool,
}

#[derive(Debug, Default)]
struct Idle {
    connections: Vec<(Connection, Instant)>,
    /// Closes what was idle too long. Ends with the relay, and when nothing is idle.
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
            connector: Connector::new(url, hello.clone(), options.tls_ca.as_deref())?,
            hello: ClientId::Domain(hello),
            credentials: url
                .credentials
                .clone()
                .map(|(user, password)| Credentials::new(user, password)),
            plain: (url.security == Security::Plain).then(|| Plain {
                is_loopback: is_loopback(&url.host),
            }),
            timeouts: options.timeouts,
            rate_limit: options.rate_per_second.map(RateLimit::new),
            permits: Semaphore::new(options.connections),
            ordinary: Semaphore::new((options.connections - 1).max(1)),
            idle: Mutex::default(),
        })
    }

    pub(crate) async fn send(self: &Arc<Self>, message: &Message) -> Result<Accepted, SendError> {
        let closed = |_| relay_failure("the mailer is closed");
        let _ordinary = match message.priority {
            Priority::Urgent => None,
            Priority::Ordinary => Some(self.ordinary.acquire().await.map_err(closed)?),
        };
        let _permit = self.permits.acquire().await.map_err(closed)?;
        if let Some(rate_limit) = &self.rate_limit {
            rate_limit.wait().await;
        }
        if let Some(mut connection) = self.take_idle() {
            match connection.send(message, &self.timeouts).await {
                // It died while it was idle. Nothing of the mail itself was sent, so a
                // fresh connection is safe; the other idle ones died with it.
                Err(Failure::Lost { step, .. }) if step != Step::Acceptance => {
                    drop(self.take_all_idle());
                }
                outcome => return self.finish(connection, outcome).await,
            }
        }
        let mut connection = self.connect().await?;
        let outcome = connection.send(message, &self.timeouts).await;
        self.finish(connection, outcome).await
    }

    pub(crate) async fn check(&self) -> Result<Reached, SendError> {
        let mut connection = self.connect().await?;
        let reached = match self.plain {
            None => Reached::AsItShould,
            Some(_) if connection.refuses_without_tls(&self.timeouts).await => Reached::Refused,
            Some(Plain { is_loopback: false }) if connection.offers_tls() => Reached::InTheOpen,
            Some(_) => Reached::AsItShould,
        };
        connection.quit(self.timeouts.command).await;
        Ok(reached)
    }

    /// All at once, and soon: a relay that is frozen must not hold up the end.
    pub(crate) async fn close(&self) {
        let mut closing = JoinSet::new();
        for (connection, _) in self.take_all_idle() {
            closing.spawn(connection.quit(QUIT_TIMEOUT));
        }
        while closing.join_next().await.is_some() {}
    }

    async fn finish(
        self: &Arc<Self>,
        mut connection: Connection,
        outcome: Result<String, Failure>,
    ) -> Result<Accepted, SendError> {
        match outcome {
            Ok(response) => {
                self.put_back(connection);
                Ok(Accepted { response })
            }
            Err(failure) => {
                if matches!(failure, Failure::Refused { .. })
                    && connection.reset(&self.timeouts).await
                {
                    self.put_back(connection);
                }
                Err(failure::send_error(failure))
            }
        }
    }

    async fn connect(&self) -> Result<Connection, SendError> {
        let limit = self.timeouts.connect;
        let open = async {
            let stream = self.connector.open().await.map_err(|e| e.to_string())?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello)
                .await
                .map_err(|error| error.to_string())
        };
        let smtp = within(limit, "the relay could not be reached", open).await?;
        let start = Connection::start(smtp, &self.hello, self.credentials.as_ref());
        within(limit, "the relay did not let us in", start).await
    }

    fn put_back(self: &Arc<Self>, connection: Connection) {
        let mut idle = self.idle();
        idle.connections.push((connection, Instant::now()));
        if !idle.closing {
            idle.closing = true;
            while idle.closer.try_join_next().is_some() {}
            idle.closer
                .spawn(close_expired(Arc::downgrade(self), self.timeouts));
        }
    }

    fn take_idle(&self) -> Option<Connection> {
        let (connection, since) = self.idle().connections.pop()?;
        (since.elapsed() < self.timeouts.idle).then_some(connection)
    }

    fn take_all_idle(&self) -> Vec<(Connection, Instant)> {
        std::mem::take(&mut self.idle().connections)
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn within<T, E: std::fmt::Display>(
    limit: Duration,
    failed: &str,
    step: impl Future<Output = Result<T, E>>,
) -> Result<T, SendError> {
    match timeout(limit, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(relay_failure(&format!("{failed}: {error}"))),
        Err(_) => Err(relay_failure(&format!("{failed} within {limit:?}"))),
    }
}

async fn close_expired(relay: Weak<Relay>, timeouts: Timeouts) {
    loop {
        sleep(timeouts.idle).await;
        let Some(strong) = relay.upgrade() else {
            return;
        };
        let (expired, done) = {
            let mut idle = strong.idle();
            let expired: Vec<_> = idle
                .connections
                .extract_if(.., |(_, since)| since.elapsed() >= timeouts.idle)
                .collect();
            idle.closing = !idle.connections.is_empty();
            (expired, !idle.closing)
        };
        drop(strong);
        for (connection, _) in expired {
            connection.quit(timeouts.connect).await;
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

/// A relay's words, fit for a log: see [`sanitised`].
fn sanitised_response(response: &lettre::transport::smtp::response::Response) -> String {
    let words: Vec<&str> = response.message().collect();
    sanitised(&format!("{} {}", response.code(), words.join(" ")))
}
