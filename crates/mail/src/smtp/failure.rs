//! What a relay's answer means for the mail.
//!
//! The one thing to get right: no member's address may be marked as bouncing
//! because our relay is away, our password is wrong or our sender is not welcome.
//! So only a refusal of the recipient or of the mail itself is permanent.

use crate::mailer::{Fault, Refused, SendError};

/// Where in a mail's way something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Mail,
    Recipient,
    Data,
    /// From the first byte of the mail to the relay's answer.
    Acceptance,
}

/// What came back on a connection that is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A last word.
    Response,
    /// Nothing: the connection was closed.
    Closed,
    /// Nothing in all the time that a relay may take.
    Timeout,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The connection is gone, or its state unknown.
    Lost {
        step: Step,
        cause: Cause,
        text: String,
    },
    /// The relay said no, and the connection stands.
    Refused { step: Step, code: u16, text: String },
}

impl Failure {
    pub(super) fn from_lettre(step: Step, error: &lettre::transport::smtp::Error) -> Self {
        let text = sanitised(&error.to_string());
        match error.status().map(u16::from) {
            // "Closing the channel": the answer came, the connection goes.
            Some(421) => Self::Lost {
                step,
                cause: Cause::Response,
                text,
            },
            Some(code) => Self::Refused { step, code, text },
            None => Self::Lost {
                step,
                cause: Cause::Closed,
                text,
            },
        }
    }
}

pub(super) fn send_error(failure: Failure) -> SendError {
    match failure {
        Failure::Lost { step, cause, text } => SendError::Temporary {
            reason: reason(step, &text),
            // Later than MAIL it may be this mail that the relay stumbles over. When
            // it is the relay after all, the next connection says so. But one that is
            // frozen after the mail costs minutes each: it is left alone for a while.
            fault: match (step, cause) {
                (Step::Mail, _) | (Step::Acceptance, Cause::Timeout) => Fault::Relay,
                _ => Fault::Message,
            },
            maybe_accepted: step == Step::Acceptance && cause != Cause::Response,
        },
        Failure::Refused { step, code, text } => {
            let reason = reason(step, &text);
            let temporary = |fault| SendError::Temporary {
                reason: reason.clone(),
                fault,
                maybe_accepted: false,
            };
            if step == Step::Mail || is_about_us(code, &text) {
                temporary(Fault::Relay)
            } else if code < 500 || is_policy(&text) {
                temporary(Fault::Message)
            } else if names_the_recipient(&text)
                || (step == Step::Recipient && says_nothing_more(code, &text))
            {
                SendError::Permanent {
                    reason,
                    refused: Refused::Recipient,
                }
            } else {
                SendError::Permanent {
                    reason,
                    refused: Refused::Message,
                }
            }
        }
    }
}

/// A failure that has nothing to do with any one mail.
pub(super) fn relay_failure(text: &str) -> SendError {
    SendError::Temporary {
        reason: sanitised(text),
        fault: Fault::Relay,
        maybe_accepted: false,
    }
}

/// A relay's words, fit for a log and a screen: on one line, without addresses, at
/// most 300 characters.
pub(super) fn sanitised(words: &str) -> String {
    let words = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let kept: Vec<&str> = words
        .map(|word| {
            if word.contains('@') {
                "(address)"
            } else {
                word
            }
        })
        .collect();
    kept.join(" ").chars().take(300).collect()
}

fn reason(step: Step, text: &str) -> String {
    let step = match step {
        Step::Mail => "at the sender",
        Step::Recipient => "at the recipient",
        Step::Data => "before the mail",
        Step::Acceptance => "after the mail",
    };
    sanitised(&format!("{step}: {text}"))
}

/// Refusals that come at the recipient but mean "not from you": sign-in wanted
/// (RFC 4954, 6) and the many wordings of "I do not relay for strangers".
fn is_about_us(code: u16, text: &str) -> bool {
    let a_stranger = || {
        code >= 500
            && !names_the_recipient(text)
            && text.split(|c: char| !c.is_alphabetic()).any(is_relaying)
    };
    matches!(code, 530 | 534 | 535 | 538) || a_stranger()
}

/// A rule that keeps out our host, our sender or this mail (RFC 3463: 5.7.x, and
/// 5.1.7 and 5.1.8, which name the sender). Relays wait with these until the
/// recipient is named. It says nothing about the address, so nobody is suspended
/// for it; and it may be one recipient's own rule, so the others go on.
fn is_policy(text: &str) -> bool {
    let words = text.to_ascii_lowercase();
    let worded = [
        "sender",
        "client host",
        "blocked using",
        "blacklist",
        "blocklist",
        "access denied",
    ];
    !names_the_recipient(text)
        && (has_status(text, |status| {
            status.starts_with("5.7.") || status == "5.1.7" || status == "5.1.8"
        }) || worded.iter().any(|known| words.contains(known)))
}

/// "No" at the recipient without a word on why means the recipient (RFC 5321,
/// 4.2.3: 550, 551 and 553 are about mailboxes).
fn says_nothing_more(code: u16, text: &str) -> bool {
    matches!(code, 550 | 551 | 553) && !has_status(text, |_| true)
}

/// Whether the words hold an enhanced status code (RFC 3463) of that kind.
fn has_status(text: &str, of: impl Fn(&str) -> bool) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .any(|word| {
            let mut parts = word.split('.');
            parts.next() == Some("5")
                && parts.clone().count() == 2
                && parts.all(|part| !part.is_empty() && part.len() <= 3)
                && of(word)
        })
}

fn is_relaying(word: &str) -> bool {
    ["relay", "relaying", "relayed"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// RFC 3463: 5.1.1 to 5.1.6 and 5.1.10 are about the recipient's address, 5.2.1 a
/// mailbox that takes no mail. Some relays learn of it only after the mail.
fn names_the_recipient(text: &str) -> bool {
    has_status(text, |status| {
        matches!(
            status,
            "5.1.0"
                | "5.1.1"
                | "5.1.2"
                | "5.1.3"
                | "5.1.4"
                | "5.1.5"
                | "5.1.6"
                | "5.1.10"
                | "5.2.1"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(step: Step, code: u16, text: &str) -> SendError {
        send_error(Failure::Refused {
            step,
            code,
            text: text.to_owned(),
        })
    }

    fn meaning_of(outcome: &SendError) -> &'static str {
        match outcome {
            SendError::Temporary {
                fault: Fault::Relay,
                ..
            } => "later, relay",
            SendError::Temporary {
                fault: Fault::Message,
                ..
            } => "later, message",
            SendError::Permanent {
                refused: Refused::Recipient,
                ..
            } => "never, recipient",
            SendError::Permanent {
                refused: Refused::Message,
                ..
            } => "never, message",
        }
    }

    #[test]
    fn each_answer_has_its_meaning() {
        for (step, code, text, meaning) in [
            (Step::Mail, 550, "5.7.1 sender not welcome", "later, relay"),
            (Step::Mail, 451, "4.3.0 try again", "later, relay"),
            (Step::Recipient, 450, "4.2.0 greylisted", "later, message"),
            (Step::Recipient, 452, "4.2.2 full", "later, message"),
            (
                Step::Recipient,
                550,
                "5.1.1 no such user",
                "never, recipient",
            ),
            (
                Step::Recipient,
                554,
                "5.7.1 Relay access denied",
                "later, relay",
            ),
            (
                Step::Recipient,
                550,
                "5.1.1 user unknown in relay recipient table",
                "never, recipient",
            ),
            (
                Step::Recipient,
                550,
                "5.7.1 Unable to relay for you",
                "later, relay",
            ),
            (
                Step::Recipient,
                554,
                "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list",
                "later, message",
            ),
            (
                Step::Recipient,
                553,
                "5.7.1 (address): Sender address rejected: not owned by user",
                "later, message",
            ),
            (
                Step::Recipient,
                550,
                "5.7.26 this mail is unauthenticated",
                "later, message",
            ),
            (
                Step::Recipient,
                550,
                "5.1.8 sender has no address",
                "later, message",
            ),
            (
                Step::Recipient,
                554,
                "Client host rejected",
                "later, message",
            ),
            (
                Step::Recipient,
                550,
                "no such user here",
                "never, recipient",
            ),
            (Step::Recipient, 552, "5.2.2 mailbox full", "never, message"),
            (
                Step::Recipient,
                530,
                "5.7.0 Authentication required",
                "later, relay",
            ),
            (Step::Data, 451, "4.3.0 not now", "later, message"),
            (
                Step::Data,
                554,
                "5.5.1 no valid recipients",
                "never, message",
            ),
            (Step::Acceptance, 452, "4.3.1 disk", "later, message"),
            (
                Step::Acceptance,
                554,
                "5.6.0 looks like spam",
                "never, message",
            ),
            (
                Step::Acceptance,
                550,
                "5.1.1 unknown after all",
                "never, recipient",
            ),
            (
                Step::Acceptance,
                550,
                "5.2.1 mailbox switched off",
                "never, recipient",
            ),
        ] {
            assert_eq!(
                meaning_of(&refused(step, code, text)),
                meaning,
                "{code} {text}"
            );
        }
    }

    #[test]
    fn only_silence_after_the_mail_may_mean_that_it_was_taken() {
        for (step, cause, maybe) in [
            (Step::Mail, Cause::Closed, false),
            (Step::Data, Cause::Timeout, false),
            (Step::Acceptance, Cause::Closed, true),
            (Step::Acceptance, Cause::Timeout, true),
            (Step::Acceptance, Cause::Response, false),
        ] {
            let outcome = send_error(Failure::Lost {
                step,
                cause,
                text: "closed".into(),
            });
            assert!(
                matches!(outcome, SendError::Temporary { maybe_accepted, .. } if maybe_accepted == maybe),
                "{step:?} {cause:?}"
            );
        }
    }

    #[test]
    fn a_relay_that_is_frozen_after_the_mail_is_left_alone() {
        for (cause, meaning) in [
            (Cause::Closed, "later, message"),
            (Cause::Response, "later, message"),
            (Cause::Timeout, "later, relay"),
        ] {
            let lost = Failure::Lost {
                step: Step::Acceptance,
                cause,
                text: String::new(),
            };
            assert_eq!(meaning_of(&send_error(lost)), meaning, "{cause:?}");
        }
    }

    #[test]
    fn reasons_hold_no_address_and_fit_a_line() {
        let text =
            "550 5.1.1 <ann@example.org>:\r\n recipient ann@example.org unknown\u{7} ".repeat(20);
        let SendError::Permanent { reason, .. } = refused(Step::Recipient, 550, &text) else {
            panic!("not permanent")
        };
        assert!(
            !reason.contains('@') && !reason.contains('\n') && !reason.contains('\u{7}'),
            "{reason}"
        );
        assert_eq!(reason.chars().count(), 300);
        assert!(
            reason.starts_with("at the recipient: 550 5.1.1 (address) recipient (address) unknown")
        );
    }
}
