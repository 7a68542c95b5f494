//! How mail leaves.

use std::path::Path;

use ::mail::{DkimOptions, MailOptions, TransportOptions};
use domain::member::EmailAddress;

use super::source::Source;

#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) options: MailOptions,
    /// Where the co-ordinator reads mail from members.
    pub(crate) contact: Option<String>,
}

impl Mail {
    /// Whether mail goes to files, for want of a relay.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.options.transport {
            TransportOptions::Directory(folder) => Some(folder),
            _ => None,
        }
    }

    pub(super) fn read(
        source: &mut Source,
        data_dir: &Path,
        public_host: Option<&str>,
    ) -> Option<Self> {
        let before = source.problems();
        let contact: Option<EmailAddress> =
            source.parsed("contact", "an email address such as hello@example.org");
        let contact = contact.map(|address| address.to_string());
        let transport = match source.secret("smtp_url", "smtp_url_file") {
            None => TransportOptions::Directory(data_dir.join("mail")),
            Some(url) => match url.parse() {
                Ok(url) => TransportOptions::Smtp(url),
                Err(error) => {
                    let error: ::mail::OptionsError = error;
                    source.problem("smtp_url", &error.problem);
                    // The other settings are looked at all the same.
                    TransportOptions::Memory
                }
            },
        };
        let by_relay = matches!(
            transport,
            TransportOptions::Smtp(_) | TransportOptions::Memory
        );
        let said = source.text("mail_from");
        if by_relay && said.is_none() {
            source.problem(
                "mail_from",
                "say whom mail is from, as \"Torbay staff room <hello@cove.example.org>\"",
            );
        }
        let host = public_host
            .filter(|host| host.contains(|c: char| c.is_ascii_alphabetic()) && host.contains('.'))
            .unwrap_or("cove.localhost");
        let from = said.unwrap_or_else(|| format!("Cove <cove@{host}>"));
        let mut options = MailOptions::new(transport, from);
        options.dkim = dkim(source);
        options.tls_ca = source.path("mail_tls_ca");
        options.connections = source
            .parsed("mail_connections", "a whole number")
            .unwrap_or(options.connections);
        options.rate_per_second = source.parsed("mail_rate", "a number of mails a second");
        show(source, &options);
        source.show_or(
            "contact",
            contact.as_deref(),
            "none: no page and no mail says how to reach the co-ordinator",
        );
        if source.problems() == before {
            check(source, &options);
        }
        (source.problems() == before).then_some(Self { options, contact })
    }
}

/// Either all three or none.
fn dkim(source: &mut Source) -> Option<DkimOptions> {
    let (domain, selector, key_file) = (
        source.text("dkim_domain"),
        source.text("dkim_selector"),
        source.path("dkim_key_file"),
    );
    match (domain, selector, key_file) {
        (Some(domain), Some(selector), Some(key_file)) => Some(DkimOptions {
            domain,
            selector,
            key_file,
        }),
        (None, None, None) => None,
        (domain, selector, key_file) => {
            let parts = [
                ("dkim_domain", domain.is_some()),
                ("dkim_selector", selector.is_some()),
                ("dkim_key_file", key_file.is_some()),
            ];
            for (name, _) in parts.iter().filter(|(_, is_set)| !is_set) {
                source.problem(name, "to sign mail, set dkim_domain, dkim_selector and dkim_key_file; to send it unsigned, none of them");
            }
            None
        }
    }
}

/// What only the mailer knows: whether the sender is one, whether the key
/// file can be read. It opens no connection; a folder is left for the start.
fn check(source: &mut Source, options: &MailOptions) {
    let tried = match &options.transport {
        TransportOptions::Directory(_) => MailOptions {
            transport: TransportOptions::Memory,
            ..options.clone()
        },
        _ => options.clone(),
    };
    if let Err(error) = ::mail::Mailer::new(&tried) {
        let setting = match error.field {
            "from" => "mail_from",
            "connections" => "mail_connections",
            "rate_per_second" => "mail_rate",
            "tls_ca" => "mail_tls_ca",
            field if field.starts_with("dkim") => "dkim_key_file",
            other => other,
        };
        source.problem(setting, &error.problem);
    }
}

fn show(source: &mut Source, options: &MailOptions) {
    let relay = match &options.transport {
        TransportOptions::Smtp(url) => url.to_string(),
        TransportOptions::Directory(folder) => {
            format!("none: mail goes to files in {}", folder.display())
        }
        TransportOptions::Memory => "none: mail stays in memory".to_owned(),
    };
    source.show("smtp_url", relay);
    source.show("mail_from", &options.from);
    let dkim = options.dkim.as_ref();
    source.show_or("dkim_domain", dkim.map(|dkim| &dkim.domain), "none");
    source.show_or("dkim_selector", dkim.map(|dkim| &dkim.selector), "none");
    let key_file = dkim.map(|dkim| dkim.key_file.display());
    source.show_or("dkim_key_file", key_file, "none");
    let tls_ca = options.tls_ca.as_ref().map(|path| path.display());
    source.show_or("mail_tls_ca", tls_ca, "none");
    source.show("mail_connections", options.connections);
    source.show_or(
        "mail_rate",
        options.rate_per_second,
        "as fast as the relay takes it",
    );
}
