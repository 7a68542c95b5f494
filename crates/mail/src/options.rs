//! What a [`Mailer`](crate::Mailer) is told at the start: where mail goes, who
//! it is from, and how hard it may press. Each problem names its field, so that
//! an operator finds the line to change.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use lettre::message::Mailbox as Sender;
use percent_encoding::percent_decode_str;
use url::Url;

/// Everything a [`Mailer`](crate::Mailer) needs to know.
#[derive(Clone, Debug)]
pub struct MailOptions {
    /// Where mail goes.
    pub transport: TransportOptions,
    /// The sender, `Name <address>` or a bare address.
    pub from: String,
    /// How to sign, if at all.
    pub dkim: Option<DkimOptions>,
    /// A PEM file with further certificate authorities, for a private relay.
    pub tls_ca: Option<PathBuf>,
    /// The most connections that are open to the relay at once.
    pub connections: usize,
    /// The most mails handed over in a second; `None` leaves the rate to the relay.
    pub rate_per_second: Option<f64>,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// The name we greet the relay with; the sender's domain when `None`.
    pub hello_name: Option<String>,
}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum TransportOptions {
    Smtp(SmtpUrl),
    /// One `.eml` file for each mail, in this folder.
    Directory(PathBuf),
    /// A [`Mailbox`](crate::Mailbox), for tests and for mail that is to reach nobody.
    Memory,
}

/// A DKIM key and the DNS record that answers for it.
#[derive(Clone, Debug)]
pub struct DkimOptions {
    /// The domain that signs (`d=`): the sender's, or one above it.
    pub domain: String,
    /// The selector (`s=`): the record is `<selector>._domainkey.<domain>`.
    pub selector: String,
    /// A PEM file: RSA of 2,048 bits or more (PKCS#8 or PKCS#1), or Ed25519 (PKCS#8).
    pub key_file: PathBuf,
}

/// How long each step with the relay may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Finding, reaching and greeting the relay, TLS and sign-in, each.
    pub connect: Duration,
    /// One command and its answer.
    pub command: Duration,
    /// From the first byte of the mail to the relay's word that it has it. RFC 5321
    /// (4.5.3.2.6) asks for a long one here: whoever gives up too early sends twice.
    pub acceptance: Duration,
    /// How long a connection may be idle before it is closed: shorter than the limit
    /// of any relay we know, longer than the pauses between two mails of a run.
    pub idle: Duration,
}

/// What is wrong with which option.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct OptionsError {
    /// The option, by its name in [`MailOptions`] (`smtp_url` for the relay's address).
    pub field: &'static str,
    /// What is wrong, and what would be right. Never holds a password.
    pub problem: String,
}

/// The address of a relay: `smtp://`, `smtp+starttls://` or `smtps://`, with an
/// optional `user:password@` (percent-encoded) and port (25, 587 and 465 when
/// left out). Prints without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    pub(crate) security: Security,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) credentials: Option<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    Plain,
    StartTls,
    Tls,
}

impl MailOptions {
    /// The usual settings for this transport and sender: four connections, no
    /// limit of the rate, no signature.
    pub fn new(transport: TransportOptions, from: impl Into<String>) -> Self {
        Self {
            transport,
            from: from.into(),
            dkim: None,
            tls_ca: None,
            connections: 4,
            rate_per_second: None,
            timeouts: Timeouts::default(),
            hello_name: None,
        }
    }

    /// The sender, parsed.
    pub(crate) fn sender(&self) -> Result<Sender, OptionsError> {
        let sender: Sender = self.from.trim().parse().map_err(|_| {
            OptionsError::new("from", "this is not a sender: write it as \"Torbay staff room <hello@example.org>\" or as a bare address")
        })?;
        if sender.name.as_deref().is_some_and(gives_away) {
            return Err(OptionsError::new(
                "from",
                "the name is read by whoever sees the screen: leave out what the community is about",
            ));
        }
        Ok(sender)
    }

    pub(crate) fn check_limits(&self) -> Result<(), OptionsError> {
        if !(1..=100).contains(&self.connections) {
            return Err(OptionsError::new(
                "connections",
                format!("{} is outside 1 to 100", self.connections),
            ));
        }
        if let Some(rate) = self.rate_per_second
            && !(rate.is_finite() && rate > 0.0)
        {
            return Err(OptionsError::new(
                "rate_per_second",
                format!("{rate} is not a rate: give a number above 0, or leave it out"),
            ));
        }
        Ok(())
    }
}

impl Timeouts {
    /// The same limit for every step.
    #[must_use]
    pub const fn all(each: Duration) -> Self {
        Self {
            connect: each,
            command: each,
            acceptance: each,
            idle: Duration::from_secs(15),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            command: Duration::from_secs(60),
            acceptance: Duration::from_secs(300),
            idle: Duration::from_secs(15),
        }
    }
}

impl OptionsError {
    pub(crate) fn new(field: &'static str, problem: impl Into<String>) -> Self {
        Self {
            field,
            problem: problem.into(),
        }
    }
}

impl FromStr for SmtpUrl {
    type Err = OptionsError;

    fn from_str(text: &str) -> Result<Self, OptionsError> {
        let url = Url::parse(text.trim()).map_err(|error| {
            wrong(format!(
                "{error}: write it as smtp+starttls://user:password@mail.example.org:587"
            ))
        })?;
        let (security, usual_port) = match url.scheme() {
            "smtp" => (Security::Plain, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            other => {
                return Err(wrong(format!(
                    "\"{other}://\" is not one of smtp://, smtp+starttls:// and smtps://"
                )));
            }
        };
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or_else(|| wrong("the host is missing"))?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong(
                "nothing may follow the host and port; a \"/\", \"?\" or \"#\" in a password is written %2F, %3F or %23",
            ));
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            ("", Some(_)) => return Err(wrong("there is a password without a user")),
            (_, None) => return Err(wrong("there is a user without a password")),
            (user, Some(password)) => {
                Some((decode(user, "the user")?, decode(password, "the password")?))
            }
        };
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        Ok(Self {
            security,
            host,
            port: url.port().unwrap_or(usual_port),
            credentials,
        })
    }
}

impl fmt::Display for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.security {
            Security::Plain => "smtp",
            Security::StartTls => "smtp+starttls",
            Security::Tls => "smtps",
        };
        let secret = if self.credentials.is_some() {
            "…@"
        } else {
            ""
        };
        if self.host.contains(':') {
            write!(f, "{scheme}://{secret}[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}://{secret}{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpUrl({self})")
    }
}

/// Whether these words, in a sender or subject, tell a stranger at the screen
/// what the community is about (product rule 3).
pub(crate) fn gives_away(words: &str) -> bool {
    let words: String = words
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    words.contains("selfharm") || words.contains("suicid") || words.contains("selfinjur")
}

fn wrong(problem: impl Into<String>) -> OptionsError {
    OptionsError::new("smtp_url", problem)
}

fn decode(part: &str, which: &str) -> Result<String, OptionsError> {
    let decoded = percent_decode_str(part)
        .decode_utf8()
        .map_err(|_| wrong(format!("{which} is not UTF-8 after percent-decoding")))?;
    if decoded.contains('\0') {
        return Err(wrong(format!("{which} holds a NUL character")));
    }
    Ok(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(url: &str) -> SmtpUrl {
        url.parse().unwrap()
    }

    fn problem(url: &str) -> String {
        url.parse::<SmtpUrl>().unwrap_err().to_string()
    }

    #[test]
    fn each_scheme_has_its_port() {
        assert_eq!(
            parsed("smtp://mail.example.org"),
            SmtpUrl {
                security: Security::Plain,
                host: "mail.example.org".into(),
                port: 25,
                credentials: None
            }
        );
        assert_eq!(parsed("smtp+starttls://mail.example.org").port, 587);
        assert_eq!(parsed("smtps://mail.example.org").port, 465);
        assert_eq!(parsed("smtps://mail.example.org:2465/").port, 2465);
        assert_eq!(parsed("smtp://127.0.0.1:1025").host, "127.0.0.1");
        assert_eq!(parsed("smtp://[::1]:1025").host, "::1");
    }

    #[test]
    fn credentials_are_percent_decoded() {
        let url = parsed("smtps://cove%40example.org:p%40ss%3Aw%2Frd%25@mail.example.org");
        assert_eq!(
            url.credentials,
            Some(("cove@example.org".into(), "p@ss:w/rd%".into()))
        );
    }

    #[test]
    fn the_password_is_never_printed() {
        let url = parsed("smtps://cove:hunter2@mail.example.org");
        let options = MailOptions::new(TransportOptions::Smtp(url.clone()), "a@example.org");
        for printed in [
            url.to_string(),
            format!("{url:?}"),
            format!("{options:?}"),
            problem("smtp://cove:hunter2@mail.example.org/x?y"),
        ] {
            assert!(!printed.contains("hunter2"), "{printed}");
        }
        assert_eq!(url.to_string(), "smtps://…@mail.example.org:465");
    }

    #[test]
    fn what_is_wrong_is_said_with_the_field() {
        assert!(problem("mail.example.org").starts_with("smtp_url: "));
        assert!(problem("http://mail.example.org").contains("\"http://\" is not one of"));
        assert!(problem("smtp://").contains("host"));
        assert!(problem("smtp://user@mail.example.org").contains("a user without a password"));
        assert!(problem("smtp://:secret@mail.example.org").contains("a password without a user"));
        assert!(problem("smtp://u:%ff@mail.example.org").contains("not UTF-8"));
        assert!(problem("smtp://u:a%00b@mail.example.org").contains("NUL"));
        assert!(problem("smtp://mail.example.org:99999").starts_with("smtp_url: "));
    }

    #[test]
    fn the_sender_is_checked() {
        let from = |from: &str| MailOptions::new(TransportOptions::Memory, from).sender();
        assert!(from("Torbay staff room <hello@cove.example.org>").is_ok());
        assert!(from("hello@cove.example.org").is_ok());
        assert_eq!(from("hello").unwrap_err().field, "from");
        assert_eq!(
            from("a@example.org\r\nBcc: b@example.org")
                .unwrap_err()
                .field,
            "from"
        );
        assert_eq!(
            from("Torbay Self-Harm Network <hello@cove.example.org>")
                .unwrap_err()
                .field,
            "from"
        );
    }

    #[test]
    fn limits_are_checked() {
        let mut options = MailOptions::new(TransportOptions::Memory, "a@example.org");
        assert!(options.check_limits().is_ok());
        options.rate_per_second = Some(0.0);
        assert_eq!(options.check_limits().unwrap_err().field, "rate_per_second");
        options.rate_per_second = Some(f64::NAN);
        assert_eq!(options.check_limits().unwrap_err().field, "rate_per_second");
        options.rate_per_second = Some(14.5);
        options.connections = 0;
        assert_eq!(options.check_limits().unwrap_err().field, "connections");
    }
}
