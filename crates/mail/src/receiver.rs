//! The other end of SMTP: it takes mail on a port of this machine and keeps it
//! for a while, for the demo's mailbox. It passes nothing on.
//!
//! [`SmtpStream`] is for whoever speaks SMTP from this end, the tests' relay too.

mod received_mail;
mod session;
mod stream;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use self::received_mail::ReceivedMail;
pub use self::stream::{BodyFault, LineEnd, SmtpStream};
use crate::mailbox::Mailbox;
use crate::options::{Security, SmtpUrl};

/// How many may talk at once; others wait until one has ended.
const CONNECTIONS: usize = 50;
/// How long a command, and the mail that follows it, may take to come: longer
/// than a [`Mailer`](crate::Mailer) keeps a connection idle.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long to wait when no connection can be taken.
const RETRY_AFTER: Duration = Duration::from_millis(250);

/// Takes mail until dropped.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    mailbox: Arc<Mailbox<ReceivedMail>>,
    _tasks: JoinSet<()>,
}

impl Receiver {
    /// Listens on a free port, for this machine alone.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start() -> io::Result<Self> {
        Self::with_timeout(TIMEOUT).await
    }

    async fn with_timeout(limit: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let mailbox = Arc::new(Mailbox::default());
        let mut tasks = JoinSet::new();
        tasks.spawn(listen(listener, Arc::clone(&mailbox), limit));
        Ok(Self {
            address,
            mailbox,
            _tasks: tasks,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> SmtpUrl {
        SmtpUrl {
            security: Security::Plain,
            host: self.address.ip().to_string(),
            port: self.address.port(),
            credentials: None,
        }
    }

    /// What it took.
    #[must_use]
    pub fn mailbox(&self) -> &Arc<Mailbox<ReceivedMail>> {
        &self.mailbox
    }
}

async fn listen(listener: TcpListener, mailbox: Arc<Mailbox<ReceivedMail>>, limit: Duration) {
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = sessions.join_next() => {}
            accepted = listener.accept(), if sessions.len() < CONNECTIONS => match accepted {
                Ok((stream, _)) => {
                    let mailbox = Arc::clone(&mailbox);
                    // A connection that breaks is the client's affair.
                    sessions.spawn(async move { drop(session::serve(stream, &mailbox, limit).await) });
                }
                // The process may open no more files, or that client is gone again.
                Err(_) => tokio::time::sleep(RETRY_AFTER).await,
            },
        }
    }
}

#[cfg(test)]
mod tests;
