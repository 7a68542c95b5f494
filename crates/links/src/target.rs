//! Whether an address may be opened, as far as it says by itself.

use std::net::IpAddr;

use url::{Host, Url};

use crate::allow::Allow;
use crate::error::Refused;
use crate::resolver::may_open;

/// Characters of an address. Browsers and servers take about 2,000 for granted.
const LIMIT: usize = 2_000;

/// Names of a place inside a network (RFC 6761, RFC 6762, RFC 8375, ICANN's
/// `.internal`). Where they lead is checked too; through a proxy this is all there is.
const INSIDE: [&str; 6] = [
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "lan",
    "localdomain",
];

/// How far a connection to an address may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// To the Internet: where its name leads is checked.
    Internet,
    /// Wherever it leads: it is on the operator's list.
    Known,
}

/// What somebody typed, as an address. `www.example.org` is one of `https`.
pub(crate) fn read(text: &str) -> Result<Url, Refused> {
    let text = text.trim();
    if text.len() > LIMIT {
        return Err(Refused::TooLong);
    }
    Url::parse(text)
        .or_else(|error| match error {
            url::ParseError::RelativeUrlWithoutBase if is_bare(text) => {
                Url::parse(&format!("https://{text}"))
            }
            other => Err(other),
        })
        .map_err(|_| Refused::NotAnAddress)
}

fn is_bare(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.') && !host.contains(char::is_whitespace)
}

/// Checks what needs no look-up.
pub(crate) fn check(url: &Url, allow: &Allow) -> Result<Place, Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::NotWeb);
    }
    if url.as_str().len() > LIMIT {
        return Err(Refused::TooLong);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    let host = url.host().ok_or(Refused::NotAnAddress)?.to_owned();
    let port = url.port_or_known_default().ok_or(Refused::NotAnAddress)?;
    if allow.has_host(&host, port) {
        return Ok(Place::Known);
    }
    let is_open = match &host {
        Host::Ipv4(address) => may_open(IpAddr::V4(*address), allow),
        Host::Ipv6(address) => may_open(IpAddr::V6(*address), allow),
        Host::Domain(name) => !is_inside(name),
    };
    if !is_open {
        return Err(Refused::Private);
    }
    if !matches!(port, 80 | 443) {
        return Err(Refused::Port);
    }
    Ok(Place::Internet)
}

/// A name without a dot, or below one that is used inside networks only.
fn is_inside(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    !name.contains('.')
        || INSIDE.iter().any(|inside| {
            name.strip_suffix(inside)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, Place, check, read};
    use crate::allow::Allow;
    use crate::error::Refused;

    fn tried(text: &str, allow: &str) -> Result<Place, Refused> {
        check(&read(text)?, &allow.parse::<Allow>().unwrap())
    }

    #[test]
    fn addresses_of_the_web_are_open() {
        for open in [
            "https://www.nhs.uk/mental-health/",
            "http://example.org",
            "https://example.org:443/?a=b#c",
            "http://example.org:443",
            "  https://example.org\n",
            "www.example.org/leaflet.pdf",
            "https://8.8.8.8/",
            "https://[2606:4700:4700::1111]/",
            "https://bücher.example/",
            "https://localhost.example.org/",
            "https://notlocal/"
                .replace("notlocal", "not.notlocal")
                .as_str(),
        ] {
            assert_eq!(tried(open, ""), Ok(Place::Internet), "{open}");
        }
    }

    #[test]
    fn a_private_host_is_refused_in_every_spelling() {
        for private in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://127.0.1/",
            "http://2130706433/",
            "http://017700000001/",
            "http://0x7f000001/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://0177.0.0.01/",
            "http://127.0.0.1./",
            "http://127%2e0.0.1/",
            "http://%31%32%37.0.0.1/",
            "http://127。0。0。1/",
            "http://①②⑦.⓪.⓪.①/",
            "http://127.0.0.1/",
            "http://0/",
            "http://0.0.0.0/",
            "http://[::]/",
            "http://[::1]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00:ec2::254]/",
            "http://[fe80::1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://0xa9fea9fe/",
            "http://10.1.2.3/",
            "http://192.168.0.1/",
            "http://172.16.0.1/",
            "http://100.64.0.1/",
            "http://localhost/",
            "http://LOCALHOST/",
            "http://localhost./",
            "http://x.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://intranet/",
            "http://intranet./",
            "http://router.lan/",
            "http:\\\\127.0.0.1\\",
            "http:127.0.0.1",
            "http:///127.0.0.1",
            "ht\ntp://127.0\t.0.1/",
        ] {
            assert_eq!(tried(private, ""), Err(Refused::Private), "{private}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_refused() {
        for (text, refused) in [
            ("javascript:alert(1)", Refused::NotWeb),
            ("file:///etc/passwd", Refused::NotWeb),
            ("ftp://example.org/", Refused::NotWeb),
            ("gopher://example.org:70/", Refused::NotWeb),
            ("data:text/html,x", Refused::NotWeb),
            ("mailto:ann@example.org", Refused::NotWeb),
            ("https://ann@example.org/", Refused::Credentials),
            ("https://ann:secret@example.org/", Refused::Credentials),
            ("https://:secret@example.org/", Refused::Credentials),
            ("https://example.org@127.0.0.1/", Refused::Credentials),
            ("https://example.org:8080/", Refused::Port),
            ("https://example.org:22/", Refused::Port),
            ("http://127.0.0.1:22/", Refused::Private),
            ("", Refused::NotAnAddress),
            ("leaflet", Refused::NotAnAddress),
            ("see www.example.org", Refused::NotAnAddress),
            ("https://", Refused::NotAnAddress),
            ("https://exa mple.org/", Refused::NotAnAddress),
            ("http://1.2.3.4.5/", Refused::NotAnAddress),
            ("http://256.1.1.1/", Refused::NotAnAddress),
            ("http://[fe80::1%25eth0]/", Refused::NotAnAddress),
        ] {
            assert_eq!(tried(text, ""), Err(refused), "{text}");
        }
        let long = format!("https://example.org/{}", "a".repeat(LIMIT));
        assert_eq!(tried(&long, ""), Err(Refused::TooLong));
        let long = format!("https://example.org/{}", "é".repeat(LIMIT / 4));
        assert_eq!(tried(&long, ""), Err(Refused::TooLong), "as it is sent");
    }

    #[test]
    fn the_list_opens_what_it_names_and_nothing_beside_it() {
        let allow = "127.0.0.1:8080,wiki.local:80,10.20.0.0/16";
        for (text, expected) in [
            ("http://127.0.0.1:8080/", Ok(Place::Known)),
            ("http://2130706433:8080/", Ok(Place::Known)),
            ("http://127.0.0.1:8081/", Err(Refused::Private)),
            ("http://127.0.0.1/", Err(Refused::Private)),
            ("http://localhost:8080/", Err(Refused::Private)),
            ("http://WIKI.local/", Ok(Place::Known)),
            ("https://wiki.local/", Err(Refused::Private)),
            ("http://10.20.30.40/", Ok(Place::Internet)),
            ("http://10.20.30.40:8080/", Err(Refused::Port)),
            ("http://10.21.0.1/", Err(Refused::Private)),
            ("ftp://127.0.0.1:8080/", Err(Refused::NotWeb)),
            ("http://ann@127.0.0.1:8080/", Err(Refused::Credentials)),
        ] {
            assert_eq!(tried(text, allow), expected, "{text}");
        }
    }
}
