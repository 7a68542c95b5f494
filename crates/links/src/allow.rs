//! What the operator lets through all the same.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use url::Host;

/// Places that are opened though they are not on the Internet, or not on a port of the
/// web: `wiki.example.internal:8080`, for which it does not matter where the name
/// leads, and networks such as `10.20.0.0/16`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allow(Vec<Place>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Host(Host, u16),
    Network(IpNet),
}

/// An entry that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is neither a host with a port such as wiki.example.internal:443 nor a network such as 10.20.0.0/16"
)]
pub struct BadAllow(String);

impl Allow {
    /// Whether this very host and port is named.
    pub(crate) fn has_host(&self, host: &Host, port: u16) -> bool {
        self.0
            .iter()
            .any(|place| matches!(place, Place::Host(h, p) if h == host && *p == port))
    }

    /// Whether it lies in a network that is named.
    pub(crate) fn has_address(&self, address: IpAddr) -> bool {
        self.0
            .iter()
            .any(|place| matches!(place, Place::Network(network) if network.contains(&address)))
    }
}

/// Entries with commas between them.
impl FromStr for Allow {
    type Err = BadAllow;

    fn from_str(text: &str) -> Result<Self, BadAllow> {
        let entries = text.split(',').map(str::trim);
        entries
            .filter(|entry| !entry.is_empty())
            .map(|entry| place(entry).ok_or_else(|| BadAllow(entry.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn place(entry: &str) -> Option<Place> {
    if let Ok(network) = entry.parse() {
        return Some(Place::Network(network));
    }
    let (host, port) = entry.rsplit_once(':')?;
    let port = port.parse().ok().filter(|port| *port != 0)?;
    Some(Place::Host(Host::parse(host).ok()?, port))
}

impl fmt::Display for Allow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, place) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match place {
                Place::Host(host, port) => write!(f, "{host}:{port}")?,
                Place::Network(network) => write!(f, "{network}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Allow;

    #[test]
    fn a_list_is_read_and_shown() {
        let text = "Wiki.Example.internal:443, 127.0.0.1:8080, [::1]:80,10.20.0.0/16 , fd00::/8,";
        let allow: Allow = text.parse().unwrap();
        assert_eq!(
            allow.to_string(),
            "wiki.example.internal:443, 127.0.0.1:8080, [::1]:80, 10.20.0.0/16, fd00::/8"
        );
        assert_eq!("".parse::<Allow>().unwrap(), Allow::default());
    }

    #[test]
    fn an_entry_that_names_no_place_is_named() {
        for bad in [
            "wiki",
            "wiki:",
            "wiki:0",
            "wiki:99999",
            "http://wiki:80",
            "10.0.0.0/33",
            "::1",
            ":80",
        ] {
            let error = format!("10.0.0.0/8,{bad}").parse::<Allow>().unwrap_err();
            assert!(error.to_string().contains(&format!("{bad:?}")), "{error}");
        }
    }
}
