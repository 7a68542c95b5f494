//! One connection to the relay, and one mail over it.

use std::borrow::Cow;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::{Response, Severity};
use tokio::time::timeout;

use super::said;
use super::verdict::{Answer, Step, Trouble};
use crate::letter::Letter;
use crate::options::Timeouts;

pub(super) struct Line {
    smtp: AsyncSmtpConnection,
    pipelining: bool,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line(pipelining: {})", self.pipelining)
    }
}

impl Line {
    /// Learns what the relay can do, and signs in.
    pub(super) async fn greet(
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
        self.offers_tls() && matches!(begun, Err(Trouble::Refused { code: 530, .. }))
    }

    /// Hands one mail over. On [`Trouble::Lost`] the connection is of no more use;
    /// after [`Trouble::Refused`] it wants [`Line::reset`].
    pub(super) async fn send(
        &mut self,
        letter: &Letter,
        timeouts: &Timeouts,
    ) -> Result<String, Trouble> {
        let extension = if letter.to().is_ascii() {
            ""
        } else if self
            .smtp
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            " SMTPUTF8"
        } else {
            return Err(Trouble::Refused {
                step: Step::Recipient,
                code: 553,
                said: "addresses with letters outside ASCII are not supported (SMTPUTF8)"
                    .to_owned(),
            });
        };
        let mail = format!("MAIL FROM:<{}>{extension}\r\n", letter.from());
        let recipient = format!("RCPT TO:<{}>\r\n", letter.to());
        if self.pipelining {
            self.announce_at_once(&format!("{mail}{recipient}{Data}"), timeouts.command)
                .await?;
        } else {
            self.command(Step::Mail, &mail, timeouts.command).await?;
            self.command(Step::Recipient, &recipient, timeouts.command)
                .await?;
            self.command(Step::Data, &Data.to_string(), timeouts.command)
                .await?;
        }
        // In one write: lettre's `message` takes two, and a byte at a time.
        let answer = timeout(
            timeouts.acceptance,
            self.smtp.command(as_data(letter.bytes())),
        )
        .await;
        judge(Step::Acceptance, answer).map(|answer| said(&answer))
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
    pub(super) async fn quit(mut self, patience: Duration) {
        let _unheard = timeout(patience, self.smtp.quit()).await;
    }

    /// Sender, recipient and DATA in one write, then the three answers in order.
    async fn announce_at_once(
        &mut self,
        commands: &str,
        patience: Duration,
    ) -> Result<(), Trouble> {
        let mail = self.command(Step::Mail, commands, patience).await;
        if let Err(Trouble::Lost { .. }) = mail {
            return mail;
        }
        let recipient = self.next_answer(Step::Recipient, patience).await;
        if let Err(Trouble::Lost { .. }) = recipient {
            return recipient;
        }
        let data = self.next_answer(Step::Data, patience).await;
        let refused = mail.and(recipient);
        if refused.is_err() && data.is_ok() {
            // RFC 2920 (3.1) lets a relay say "go ahead" although nobody is left to
            // send to; an empty mail ends that, and what it answers does not matter.
            let _refused_too = timeout(patience, self.smtp.message(b"")).await;
        }
        refused.and(data)
    }

    async fn command(
        &mut self,
        step: Step,
        command: &str,
        patience: Duration,
    ) -> Result<(), Trouble> {
        judge(step, timeout(patience, self.smtp.command(command)).await).map(drop)
    }

    async fn next_answer(&mut self, step: Step, patience: Duration) -> Result<(), Trouble> {
        judge(step, timeout(patience, self.smtp.read_response()).await).map(drop)
    }
}

/// A mail as it follows DATA: a dot before each that begins a line, and the one
/// that ends it all (RFC 5321, 4.5.2). Letters are text: what was not is encoded.
fn as_data(letter: &[u8]) -> String {
    // A quick look is enough for nearly all.
    let text =
        std::str::from_utf8(letter).map_or_else(|_| String::from_utf8_lossy(letter), Cow::Borrowed);
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

type Heard = Result<Result<Response, lettre::transport::smtp::Error>, tokio::time::error::Elapsed>;

fn judge(step: Step, heard: Heard) -> Result<Response, Trouble> {
    let wanted = if step == Step::Data {
        Severity::PositiveIntermediate
    } else {
        Severity::PositiveCompletion
    };
    match heard {
        Ok(Ok(response)) if response.code().severity == wanted => Ok(response),
        Ok(Ok(response)) => Err(Trouble::Lost {
            step,
            answer: Answer::Closed,
            said: format!("an answer out of turn: {}", said(&response)),
        }),
        Ok(Err(error)) => Err(Trouble::from_lettre(step, &error)),
        Err(_) => Err(Trouble::Lost {
            step,
            answer: Answer::Late,
            said: "no answer in time".to_owned(),
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
