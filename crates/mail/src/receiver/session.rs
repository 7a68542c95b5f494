//! One conversation, from greeting to goodbye (RFC 5321).

use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::arrived::Arrived;
use super::wire::{BodyFault, Wire};
use crate::mailbox::Mailbox;

/// The largest mail that is taken: several times the longest digest.
pub(super) const LARGEST: usize = 256 * 1024;
/// The longest command that is read; RFC 5321 asks for half of it.
const LONGEST_COMMAND: usize = 1_000;
/// The most recipients of one mail (RFC 5321, 4.5.3.1.8).
const RECIPIENTS: usize = 100;
/// How many mistakes in a row end a conversation: a browser that a page sent
/// here to speak HTTP gets no further than its headers.
const MISTAKES: usize = 5;

/// Talks until the client goes, or takes too long, or makes no sense.
pub(super) async fn talk(
    stream: TcpStream,
    mailbox: &Mailbox<Arrived>,
    patience: Duration,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut wire = Wire::new(stream);
    let mut session = Session::default();
    wire.say("220 cove.localhost ESMTP keeps mail for the demo")
        .await?;
    loop {
        match timeout(patience, session.turn(&mut wire, mailbox)).await {
            Ok(turn) => match turn? {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(()) => return Ok(()),
            },
            Err(_) => {
                let farewell = async {
                    wire.say("421 nothing came for too long").await?;
                    wire.flush().await
                };
                return timeout(patience, farewell).await.unwrap_or(Ok(()));
            }
        }
    }
}

#[derive(Debug, Default)]
struct Session {
    is_greeted: bool,
    from: Option<String>,
    to: Vec<String>,
    mistakes: usize,
}

/// What a command leads to.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Say(&'static str),
    Refuse(&'static str),
    TakeMail,
    Goodbye,
}

use Answer::{Refuse, Say};

impl Session {
    /// A command, its answer, and the mail if there is one.
    async fn turn(
        &mut self,
        wire: &mut Wire<TcpStream>,
        mailbox: &Mailbox<Arrived>,
    ) -> io::Result<ControlFlow<()>> {
        let mut line = Vec::new();
        let Some(end) = wire.line(&mut line, LONGEST_COMMAND).await? else {
            return Ok(ControlFlow::Break(()));
        };
        let answer = if end.is_cut {
            Refuse("500 the line is too long")
        } else {
            self.hear(&line)
        };
        self.mistakes = if matches!(answer, Refuse(_)) {
            self.mistakes + 1
        } else {
            0
        };
        match answer {
            Say(words) | Refuse(words) => wire.say(words).await?,
            Answer::TakeMail => {
                wire.say("354 go ahead, and end with a dot on a line of its own")
                    .await?;
                let words = match wire.body(LARGEST).await? {
                    Ok(raw) => {
                        let from = self.from.take().unwrap_or_default();
                        mailbox.keep(Arrived::read(from, std::mem::take(&mut self.to), &raw));
                        "250 taken"
                    }
                    Err(BodyFault::LongLine) => "500 a line of the mail is longer than 998 bytes",
                    Err(BodyFault::LoneLineFeed) => "554 a line of the mail ends without CR",
                    Err(BodyFault::TooLarge) => "552 the mail is too large",
                };
                self.forget();
                wire.say(words).await?;
            }
            Answer::Goodbye => wire.say("221 goodbye").await?,
        }
        if self.mistakes == MISTAKES {
            wire.say("421 this makes no sense").await?;
        }
        if answer == Answer::Goodbye || self.mistakes == MISTAKES {
            wire.flush().await?;
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }

    fn hear(&mut self, line: &[u8]) -> Answer {
        let Ok(line) = std::str::from_utf8(line) else {
            return Refuse("500 no such command");
        };
        let (verb, rest) = line
            .trim_end()
            .split_once(' ')
            .unwrap_or((line.trim_end(), ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" if rest.trim().is_empty() => Refuse("501 say who you are"),
            "EHLO" => {
                self.greet();
                // The size is that of `LARGEST`.
                Say("250-cove.localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 262144")
            }
            "HELO" => {
                self.greet();
                Say("250 cove.localhost")
            }
            "MAIL" => self.sender(rest),
            "RCPT" => self.recipient(rest),
            "DATA" if self.from.is_none() => Refuse("503 MAIL comes first"),
            "DATA" if self.to.is_empty() => Refuse("503 RCPT comes first"),
            "DATA" if !rest.is_empty() => Refuse("501 DATA stands alone"),
            "DATA" => Answer::TakeMail,
            "RSET" => {
                self.forget();
                Say("250 forgotten")
            }
            "NOOP" => Say("250 nothing done"),
            "VRFY" => Say("252 it will be taken, whoever it is for"),
            "QUIT" => Answer::Goodbye,
            "AUTH" | "EXPN" | "HELP" | "STARTTLS" => Refuse("502 not here"),
            _ => Refuse("500 no such command"),
        }
    }

    fn greet(&mut self) {
        self.is_greeted = true;
        self.forget();
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    fn sender(&mut self, rest: &str) -> Answer {
        if !self.is_greeted {
            return Refuse("503 EHLO comes first");
        }
        if self.from.is_some() {
            return Refuse("503 there is a sender already");
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return Refuse("501 write MAIL FROM:<address>");
        };
        for parameter in parameters.split_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "BODY"
                    if ["7BIT", "8BITMIME"]
                        .iter()
                        .any(|known| value.eq_ignore_ascii_case(known)) => {}
                "SIZE" if value.parse::<u64>().is_err() => {
                    return Refuse("501 the size is a number of bytes");
                }
                "SIZE" if value.parse().is_ok_and(|size: usize| size <= LARGEST) => {}
                "SIZE" => return Refuse("552 the mail is too large"),
                _ => return Refuse("555 no such parameter"),
            }
        }
        self.from = Some(from.to_owned());
        Say("250 fine")
    }

    fn recipient(&mut self, rest: &str) -> Answer {
        if self.from.is_none() {
            return Refuse("503 MAIL comes first");
        }
        match path(rest, "TO:") {
            Some((to, _)) if !to.contains('@') => Refuse("501 write RCPT TO:<address>"),
            Some((_, parameters)) if !parameters.trim().is_empty() => {
                Refuse("555 no such parameter")
            }
            Some(_) if self.to.len() == RECIPIENTS => Refuse("452 that is enough of them"),
            Some((to, _)) => {
                self.to.push(to.to_owned());
                Say("250 fine")
            }
            None => Refuse("501 write RCPT TO:<address>"),
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
