//! The one thing that hands mail over, whatever the transport.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lettre::message::Mailbox as Sender;

use crate::dkim::Signer;
use crate::mailbox::Mailbox;
use crate::message::{Draft, DraftError, Message, compose};
use crate::options::{DkimOptions, MailOptions, OptionsError, TransportOptions};
use crate::smtp::Relay;

/// Composes mail and hands it over. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Mailer {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    sender: Sender,
    signer: Option<Signer>,
    transport: Transport,
}

#[derive(Debug)]
enum Transport {
    Smtp(Arc<Relay>),
    Directory(PathBuf),
    Memory(Mailbox<Message>),
}

/// The mail is somebody else's now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What the relay said, without addresses: often its own id for the mail.
    pub response: String,
}

/// The mail is still ours. `reason` holds no address and at most 300 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Try again later.
    #[error("{reason}")]
    Temporary {
        /// What went wrong, for an operator.
        reason: String,
        /// Whether it is about this mail, or about all mail.
        fault: Fault,
        /// The whole mail was sent and no answer came: the relay may have it. The
        /// same Message-ID lets a reader's server drop the second copy.
        maybe_accepted: bool,
    },
    /// Trying again would get the same answer.
    #[error("{reason}")]
    Permanent {
        /// What the relay said, for the co-ordinator.
        reason: String,
        /// What it refused.
        refused: Refused,
    },
}

/// What a temporary failure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The relay is away, refuses our password or our sender: no mail would pass,
    /// and no member's address is at fault.
    Relay,
    /// The relay put off this copy, as by greylisting.
    Message,
}

/// What a permanent refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The address: it does not exist or takes no mail.
    Recipient,
    /// The mail, whoever it is for.
    Message,
}

/// How a relay was reached that was only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// By TLS, or on this machine, or because it has no TLS.
    AsItShould,
    /// Without the TLS that it offers, over a network.
    InTheOpen,
    /// Without TLS, and it takes no mail so.
    Refused,
}

impl Mailer {
    /// Checks the options and reads the files they name. Opens no connection.
    ///
    /// # Errors
    /// Names the option that is wrong.
    pub fn new(options: &MailOptions) -> Result<Self, OptionsError> {
        options.check_limits()?;
        let sender = options.sender()?;
        let signer = options
            .dkim
            .as_ref()
            .map(|dkim| signer(dkim, sender.email.domain()))
            .transpose()?;
        let transport = match &options.transport {
            TransportOptions::Smtp(url) => {
                Transport::Smtp(Arc::new(Relay::new(url, sender.email.domain(), options)?))
            }
            TransportOptions::Directory(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| {
                    OptionsError::new(
                        "directory",
                        format!("{} cannot be made: {error}", folder.display()),
                    )
                })?;
                Transport::Directory(folder.clone())
            }
            TransportOptions::Memory => Transport::Memory(Mailbox::default()),
        };
        Ok(Self {
            inner: Arc::new(Inner {
                sender,
                signer,
                transport,
            }),
        })
    }

    /// Puts headers on a draft, encodes and signs it. Sends nothing.
    ///
    /// # Errors
    /// When the draft could never be sent: an address that is none, a NUL character.
    pub fn compose(&self, draft: Draft) -> Result<Message, DraftError> {
        compose(&self.inner.sender, self.inner.signer.as_ref(), draft)
    }

    /// Hands one message over, and waits for the word that it was taken.
    ///
    /// # Errors
    /// Says whether to try again, and whose fault it is.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        match &self.inner.transport {
            Transport::Smtp(relay) => relay.send(message).await,
            Transport::Directory(folder) => write_file(folder, message).await,
            Transport::Memory(mailbox) => {
                mailbox.push(message.clone());
                Ok(Accepted {
                    response: "kept in memory".to_owned(),
                })
            }
        }
    }

    /// Reaches the relay and signs in, without sending anything.
    pub async fn check(&self) -> Result<Reached, SendError> {
        match &self.inner.transport {
            Transport::Smtp(relay) => relay.check().await,
            Transport::Directory(_) | Transport::Memory(_) => Ok(Reached::AsItShould),
        }
    }

    /// Says goodbye on connections that rest. Later mail opens new ones.
    pub async fn close(&self) {
        if let Transport::Smtp(relay) = &self.inner.transport {
            relay.close().await;
        }
    }

    /// The letters kept so far, when the transport is memory.
    #[must_use]
    pub fn mailbox(&self) -> Option<&Mailbox<Message>> {
        match &self.inner.transport {
            Transport::Memory(mailbox) => Some(mailbox),
            Transport::Smtp(_) | Transport::Directory(_) => None,
        }
    }
}

fn signer(dkim: &DkimOptions, sender_domain: &str) -> Result<Signer, OptionsError> {
    let pem = std::fs::read(&dkim.key_file).map_err(|error| {
        OptionsError::new(
            "dkim.key_file",
            format!("{} cannot be read: {error}", dkim.key_file.display()),
        )
    })?;
    let signer = Signer::from_pem(&dkim.domain, &dkim.selector, &pem)?;
    if !signer.speaks_for(sender_domain) {
        return Err(OptionsError::new(
            "dkim.domain",
            format!(
                "mail from {sender_domain} is not covered by a signature of {}: use {sender_domain} or a domain above it",
                dkim.domain
            ),
        ));
    }
    Ok(signer)
}

/// Named after the Message-ID, and renamed into place: a second handing over
/// replaces the same file, and nobody ever reads half a mail.
async fn write_file(folder: &Path, message: &Message) -> Result<Accepted, SendError> {
    let safe: String = message
        .message_id()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "@.-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let path = folder.join(format!("{safe}.eml"));
    let part = folder.join(format!("{safe}.part"));
    let written = async {
        tokio::fs::write(&part, message.bytes()).await?;
        tokio::fs::rename(&part, &path).await
    };
    match written.await {
        Ok(()) => Ok(Accepted {
            response: format!("written to {safe}.eml"),
        }),
        Err(error) => Err(SendError::Temporary {
            reason: format!("the mail could not be written to its folder: {error}"),
            fault: Fault::Relay,
            maybe_accepted: false,
        }),
    }
}
