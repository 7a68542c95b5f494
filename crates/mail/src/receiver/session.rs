//! One conversation, from greeting to goodbye (RFC 5321).

use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::received_mail::ReceivedMail;
use super::stream::{BodyFault, SmtpStream};
use crate::mailbox::Mailbox;

/// The largest mail that is taken: several times the longest digest.
pub(super) const LARGEST: usize = 256 * 1024;
/// The longest command that is read; RFC 5321 asks for half of it.
const LONGEST_COMMAND: usize = 1_000;
/// The most recipients of one mail (RFC 5321, 4.5.3.1.8).
const RECIPIENTS: usize = 100;
/// How many mistakes in a row end a conversation: a browser that a page sent
/// here to speak HTTP gets no further than its headers.
const MAX_ERRORS: usize = 5;

/// Talks until the client goes, or takes too long, or makes no sense.
pub(super) async fn serve(
    stream: TcpStream,
    mailbox: &Mailbox<ReceivedMail>,
    limit: Duration,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = SmtpStream::new(stream);
    let mut session = Session::default();
    stream
        .write_line("220 cove.localhost ESMTP keeps mail for the demo")
        .await?;
    loop {
        match timeout(limit, session.step(&mut stream, mailbox)).await {
            Ok(step) => match step? {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(()) => return Ok(()),
            },
            Err(_) => {
                let goodbye = async {
                    stream.write_line("421 nothing came for too long").await?;
                    stream.flush().await
                };
                return timeout(limit, goodbye).await.unwrap_or(Ok(()));
            }
        }
    }
}

#[derive(Debug, Default)]
struct Session {
    is_greeted: bool,
    from: Option<String>,
    to: Vec<String>,
    errors: usize,
}

/// What a command leads to.
#[derive(Debug, PartialEq, Eq)]
enum Response {
    Accept(&'static str),
    Reject(&'static str),
    StartMail,
    Quit,
}

use Response::{Accept, Reject};

impl Session {
    /// A command, its response, and the mail if there is one.
    async fn step(
        &mut self,
        stream: &mut SmtpStream<TcpStream>,
        mailbox: &Mailbox<ReceivedMail>,
    ) -> io::Result<ControlFlow<()>> {
        let mut line = Vec::new();
        let Some(end) = stream.read_line(&mut line, LONGEST_COMMAND).await? else {
            return Ok(ControlFlow::Break(()));
        };
        let response = if end.is_cut {
            Reject("500 the line is too long")
        } else {
            self.command(&line)
        };
        self.errors = if matches!(response, Reject(_)) {
            self.errors + 1
        } else {
            0
        };
        match response {
            Accept(words) | Reject(words) => stream.write_line(words).await?,
            Response::StartMail => {
                stream
                    .write_line("354 go ahead, and end with a dot on a line of its own")
                    .await?;
                let words = match stream.read_body(LARGEST).await? {
                    Ok(raw) => {
                        let from = self.from.take().unwrap_or_default();
                        mailbox.push(ReceivedMail::read(from, std::mem::take(&mut self.to), &raw));
                        "250 taken"
                    }
                    Err(BodyFault::LongLine) => "500 a line of the mail is longer than 998 bytes",
                    Err(BodyFault::LoneLineFeed) => "554 a line of the mail ends without CR",
                    Err(BodyFault::TooLarge) => "552 the mail is too large",
                };
                self.reset();
                stream.write_line(words).await?;
            }
            Response::Quit => stream.write_line("221 goodbye").await?,
        }
        if self.errors == MAX_ERRORS {
            stream.write_line("421 this makes no sense").await?;
        }
        if response == Response::Quit || self.errors == MAX_ERRORS {
            stream.flush().await?;
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }

    fn command(&mut self, line: &[u8]) -> Response {
        let Ok(line) = std::str::from_utf8(line) else {
            return Reject("500 no such command");
        };
        let (verb, rest) = line
            .trim_end()
            .split_once(' ')
            .unwrap_or((line.trim_end(), ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" if rest.trim().is_empty() => Reject("501 say who you are"),
            "EHLO" => {
                self.greet();
                // The size is that of `LARGEST`.
                Accept("250-cove.localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 262144")
            }
            "HELO" => {
                self.greet();
                Accept("250 cove.localhost")
            }
            "MAIL" => self.sender(rest),
            "RCPT" => self.recipient(rest),
            "DATA" if self.from.is_none() => Reject("503 MAIL comes first"),
            "DATA" if self.to.is_empty() => Reject("503 RCPT comes first"),
            "DATA" if !rest.is_empty() => Reject("501 DATA stands alone"),
            "DATA" => Response::StartMail,
            "RSET" => {
                self.reset();
                Accept("250 forgotten")
            }
            "NOOP" => Accept("250 nothing done"),
            "VRFY" => Accept("252 it will be taken, whoever it is for"),
            "QUIT" => Response::Quit,
            "AUTH" | "EXPN" | "HELP" | "STARTTLS" => Reject("502 not here"),
            _ => Reject("500 no such command"),
        }
    }

    fn greet(&mut self) {
        self.is_greeted = true;
        self.reset();
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
    }

    fn sender(&mut self, rest: &str) -> Response {
        if !self.is_greeted {
            return Reject("503 EHLO comes first");
        }
        if self.from.is_some() {
            return Reject("503 there is a sender already");
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return Reject("501 write MAIL FROM:<address>");
        };
        for parameter in parameters.split_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "BODY"
                    if ["7BIT", "8BITMIME"]
                        .iter()
                        .any(|known| value.eq_ignore_ascii_case(known)) => {}
                "SIZE" if value.parse::<u64>().is_err() => {
                    return Reject("501 the size is a number of bytes");
                }
                "SIZE" if value.parse().is_ok_and(|size: usize| size <= LARGEST) => {}
                "SIZE" => return Reject("552 the mail is too large"),
                _ => return Reject("555 no such parameter"),
            }
        }
        self.from = Some(from.to_owned());
        Accept("250 fine")
    }

    fn recipient(&mut self, rest: &str) -> Response {
        if self.from.is_none() {
            return Reject("503 MAIL comes first");
        }
        match path(rest, "TO:") {
            Some((to, _)) if !to.contains('@') => Reject("501 write RCPT TO:<address>"),
            Some((_, parameters)) if !parameters.trim().is_empty() => {
                Reject("555 no such parameter")
            }
            Some(_) if self.to.len() == RECIPIENTS => Reject("452 that is enough of them"),
            Some((to, _)) => {
                self.to.push(to.to_owned());
                Accept("250 fine")
            }
            None => Reject("501 write RCPT TO:<address>"),
        }
    }
}

/// The address in angle brackets behind a keyword, and what follows it.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let (found, path) = rest.split_at_checked(keyword.len())?;
    let (address, parameters) = path.trim_start().strip_prefix('<')?.split_once('>')?;
    let is_odd = |c: char| !c.is_ascii_graphic() || c == '<';
    (found.eq_ignore_ascii_case(keyword) && !address.contains(is_odd))
        .then_some((address, parameters))
}
