//! One connection to the relay, and one mail over it. `as_data` goes once lettre
//! releases NODELAY: see `smtp`.

use std::borrow::Cow;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::{Response, Severity};
use tokio::time::timeout;

use super::failure::{Cause, Failure, Step};
use super::sanitised_response;
use crate::message::Message;
use crate::options::Timeouts;

pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    pipelining: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Connection(pipelining: {})", self.pipelining)
    }
}

impl Connection {
    /// Learns what the relay can do, and signs in.
    pub(super) async fn start(
        mut smtp: AsyncSmtpConnection,
        hello: &ClientId,
        credentials: Option<&Credentials>,
    ) -> Result<Self, lettre::transport::smtp::Error> {
        // lettre has said EHLO already, but does not tell whether the relay takes
        // commands in one go (RFC 2920), which saves two of four round trips a mail.
        // Asking again costs one a connection.
        let offered = smtp.command(Ehlo::new(hello.clone())).await?;
        let pipelining = offered
            .message()
            .skip(1)
            .any(|keyword| keyword.trim().eq_ignore_ascii_case("PIPELINING"));
        if let Some(credentials) = credentials {
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await?;
        }
        Ok(Self { smtp, pipelining })
    }

    /// Whether the relay offers TLS.
    pub(super) fn offers_tls(&self) -> bool {
        self.smtp
            .server_info()
            .supports_feature(Extension::StartTls)
    }

    /// Whether the relay takes no mail without TLS (RFC 3207, 4: code 530).
    /// Begins a mail to find out, and takes it back.
    pub(super) async fn refuses_without_tls(&mut self, timeouts: &Timeouts) -> bool {
        let begun = self
            .command(Step::Mail, "MAIL FROM:<>\r\n", timeouts.command)
            .await;
        self.reset(timeouts).await;
        self.offers_tls() && matches!(begun, Err(Failure::Refused { code: 530, .. }))
    }

    /// Hands one mail over. On [`Failure::Lost`] the connection is of no more use;
    /// after [`Failure::Refused`] it wants [`Connection::reset`].
    pub(super) async fn send(
        &mut self,
        message: &Message,
        timeouts: &Timeouts,
    ) -> Result<String, Failure> {
        let extension = if message.to().is_ascii() {
            ""
        } else if self
            .smtp
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            " SMTPUTF8"
        } else {
            return Err(Failure::Refused {
                step: Step::Recipient,
                code: 553,
                text: "addresses with letters outside ASCII are not supported (SMTPUTF8)"
                    .to_owned(),
            });
        };
        let mail = format!("MAIL FROM:<{}>{extension}\r\n", message.from());
        let recipient = format!("RCPT TO:<{}>\r\n", message.to());
        if self.pipelining {
            self.send_commands_at_once(&format!("{mail}{recipient}{Data}"), timeouts.command)
                .await?;
        } else {
            self.command(Step::Mail, &mail, timeouts.command).await?;
            self.command(Step::Recipient, &recipient, timeouts.command)
                .await?;
            self.command(Step::Data, &Data.to_string(), timeouts.command)
                .await?;
        }
        // In one write: lettre's `message` takes two, and a byte at a time.
        let response = timeout(
            timeouts.acceptance,
            self.smtp.command(as_data(message.bytes())),
        )
        .await;
        check(Step::Acceptance, response).map(|response| sanitised_response(&response))
    }

    /// Ends a transaction that was refused halfway. Whether the connection can be
    /// used again.
    pub(super) async fn reset(&mut self, timeouts: &Timeouts) -> bool {
        matches!(
            timeout(timeouts.command, self.smtp.command(Rset)).await,
            Ok(Ok(_))
        )
    }

    /// Says goodbye; who does not answer is left.
    pub(super) async fn quit(mut self, limit: Duration) {
        let _ignored = timeout(limit, self.smtp.quit()).await;
    }

    /// Sender, recipient and DATA in one write, then the three answers in order.
    async fn send_commands_at_once(
        &mut self,
        commands: &str,
        limit: Duration,
    ) -> Result<(), Failure> {
        let mail = self.command(Step::Mail, commands, limit).await;
        if let Err(Failure::Lost { .. }) = mail {
            return mail;
        }
        let recipient = self.next_response(Step::Recipient, limit).await;
        if let Err(Failure::Lost { .. }) = recipient {
            return recipient;
        }
        let data = self.next_response(Step::Data, limit).await;
        let refused = mail.and(recipient);
        if refused.is_err() && data.is_ok() {
            // RFC 2920 (3.1) lets a relay say "go ahead" although nobody is left to
            // send to; an empty mail ends that, and what it answers does not matter.
            let _ignored = timeout(limit, self.smtp.message(b"")).await;
        }
        refused.and(data)
    }

    async fn command(&mut self, step: Step, command: &str, limit: Duration) -> Result<(), Failure> {
        check(step, timeout(limit, self.smtp.command(command)).await).map(drop)
    }

    async fn next_response(&mut self, step: Step, limit: Duration) -> Result<(), Failure> {
        check(step, timeout(limit, self.smtp.read_response()).await).map(drop)
    }
}

/// A mail as it follows DATA: a dot before each that begins a line, and the one
/// that ends it all (RFC 5321, 4.5.2). Messages are text: what was not is encoded.
fn as_data(message: &[u8]) -> String {
    // A quick look is enough for nearly all.
    let text = std::str::from_utf8(message)
        .map_or_else(|_| String::from_utf8_lossy(message), Cow::Borrowed);
    let mut data = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        if line.starts_with('.') {
            data.push('.');
        }
        data.push_str(line);
    }
    data.push_str(if data.ends_with("\r\n") {
        ".\r\n"
    } else {
        "\r\n.\r\n"
    });
    data
}

type Received =
    Result<Result<Response, lettre::transport::smtp::Error>, tokio::time::error::Elapsed>;

fn check(step: Step, received: Received) -> Result<Response, Failure> {
    let wanted = if step == Step::Data {
        Severity::PositiveIntermediate
    } else {
        Severity::PositiveCompletion
    };
    match received {
        Ok(Ok(response)) if response.code().severity == wanted => Ok(response),
        Ok(Ok(response)) => Err(Failure::Lost {
            step,
            cause: Cause::Closed,
            text: format!("an answer out of turn: {}", sanitised_response(&response)),
        }),
        Ok(Err(error)) => Err(Failure::from_lettre(step, &error)),
        Err(_) => Err(Failure::Lost {
            step,
            cause: Cause::Timeout,
            text: "no answer in time".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::as_data;

    #[test]
    fn a_dot_that_begins_a_line_is_doubled() {
        assert_eq!(
            as_data(b"A: b\r\n\r\n.\r\n..a.\r\n"),
            "A: b\r\n\r\n..\r\n...a.\r\n.\r\n"
        );
        assert_eq!(as_data(b".no end"), "..no end\r\n.\r\n");
    }
}
