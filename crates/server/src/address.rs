//! Addresses: the one under which members reach Cove, and the networks whose
//! word about a client's address is believed.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Once;

use ipnet::{IpNet, Ipv6Net};
use url::{Host, Url};

/// `https://cove.example.org`, or plain http on this machine only: a session
/// over plain http could be read by anyone on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
    secure: bool,
}

impl PublicUrl {
    /// Whether it is https.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// The name in it, without the port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// It as text, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// Why an address is not taken, and what would be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadAddress(String);

impl FromStr for PublicUrl {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let url = Url::parse(text.trim()).map_err(|error| {
            BadAddress(format!(
                "{text:?} is no address ({error}): write it as https://cove.example.org"
            ))
        })?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            other => {
                return Err(BadAddress(format!(
                    "\"{other}://\" is neither https:// nor http://"
                )));
            }
        };
        let host = url.host().ok_or_else(|| {
            BadAddress("the host is missing: write it as https://cove.example.org".to_owned())
        })?;
        let loopback = match &host {
            Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        if !secure && !loopback {
            return Err(BadAddress(format!(
                "{text} would send sign-ins in the clear: put a proxy with a certificate before Cove and write https:// here (plain http is for 127.0.0.1, [::1] and localhost)"
            )));
        }
        if url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(BadAddress(
                "give the scheme, the name and the port only, as in https://cove.example.org: Cove has a host name to itself".to_owned()
            ));
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            host: host.to_string(),
            secure,
        })
    }
}

/// Reads a network such as `10.0.0.0/8`, or an address, which is one of its own.
pub fn network(text: &str) -> Result<IpNet, BadAddress> {
    let address = |_| text.parse::<IpAddr>().map(|ip| ip.to_canonical().into());
    text.parse().or_else(address).map_err(|_| {
        BadAddress(format!(
            "{text:?} is neither an address such as 127.0.0.1 nor a network such as 10.0.0.0/8"
        ))
    })
}

/// Whether an address lies in one of them. A socket for both families names
/// IPv4 peers as IPv6 addresses.
fn is_in(networks: &[IpNet], ip: IpAddr) -> bool {
    networks
        .iter()
        .any(|network| network.contains(&ip.to_canonical()))
}

/// The address of the client: the peer's, or, where the peer is a trusted
/// proxy, the last address in `X-Forwarded-For` that is not one of ours. What
/// stands before it was written by the client and may be anything.
#[must_use]
pub fn client<'a>(
    peer: Option<IpAddr>,
    forwarded: impl Iterator<Item = &'a str>,
    trusted: &[IpNet],
) -> Option<IpAddr> {
    let mut client = peer?;
    let hops: Vec<&str> = forwarded
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for hop in hops.iter().rev() {
        if !is_in(trusted, client) {
            break;
        }
        let Some(ip) = hop_address(hop) else { break };
        client = ip;
    }
    Some(client)
}

/// Whether a peer that is not trusted looks like a proxy of one's own: it is on
/// this machine or its network, and speaks for others. All who come through it
/// are then one client, who meets the limits of one.
#[must_use]
pub fn is_unnamed_proxy(peer: Option<IpAddr>, speaks_for_others: bool, trusted: &[IpNet]) -> bool {
    let Some(peer) = peer.filter(|_| speaks_for_others) else {
        return false;
    };
    let is_near = match peer.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    is_near && !is_in(trusted, peer)
}

/// Says so in the log, once in the life of the process and without an address:
/// it could be a person's.
pub fn warn_of_unnamed_proxy() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        tracing::warn!(
            setting = "trusted_proxies",
            variable = "COVE_TRUSTED_PROXIES",
            "requests come through a proxy that is not trusted, so all members count as one client and share its sign-in limits: \
             name the proxy's address in this setting"
        );
    });
}

/// An address in `X-Forwarded-For`; some proxies add the port.
fn hop_address(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| {
        hop.parse::<std::net::SocketAddr>()
            .ok()
            .map(|address| address.ip())
    })
}

/// What stands for a client in limits: an IPv4 address, or the /64 that one
/// IPv6 customer gets.
#[must_use]
pub fn client_network(ip: IpAddr) -> [u8; 16] {
    cut(ip, 64)
}

/// The site that a client's network lies in: one IPv6 customer may have a whole
/// /48. An IPv4 address is its own.
#[must_use]
pub fn client_site(network: [u8; 16]) -> [u8; 16] {
    cut(Ipv6Addr::from(network).into(), 48)
}

fn cut(ip: IpAddr, prefix: u8) -> [u8; 16] {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
        IpAddr::V6(ip) => Ipv6Net::new_assert(ip, prefix).network().octets(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine() {
        for good in [
            "http://127.0.0.1:8080",
            "http://localhost:8080/",
            "http://[::1]:8080",
            "https://cove.example.org",
            "https://cove.example.org:8443/",
        ] {
            assert!(good.parse::<PublicUrl>().is_ok(), "{good}");
        }
        for bad in [
            "http://cove.example.org",
            "http://10.0.0.5:8080",
            "ftp://localhost",
            "cove.example.org",
            "https://cove.example.org/cove",
            "https://a:b@cove.example.org",
            "",
        ] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
        let url: PublicUrl = "https://cove.example.org/".parse().unwrap();
        assert_eq!(
            (url.as_str(), url.host(), url.is_secure()),
            ("https://cove.example.org", "cove.example.org", true)
        );
    }

    #[test]
    fn networks_hold_what_is_in_them() {
        let contains = |text: &str, ip: &str| is_in(&[network(text).unwrap()], ip.parse().unwrap());
        assert!(contains("10.1.0.0/16", "10.1.2.3"));
        assert!(contains("10.1.0.0/16", "::ffff:10.1.2.3"));
        assert!(!contains("10.1.0.0/16", "10.2.2.3"));
        assert!(contains("0.0.0.0/0", "192.0.2.1"));
        assert!(!contains("0.0.0.0/0", "2001:db8::1"));
        assert!(contains("2001:db8::/32", "2001:db8::1"));
        assert!(contains("::ffff:10.1.2.3", "10.1.2.3") && !contains("10.1.2.3", "10.1.2.4"));
        for bad in ["10.0.0.0/33", "10.0.0/8", "", "proxy"] {
            assert!(network(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let trusted = [
            network("127.0.0.1").unwrap(),
            network("10.0.0.0/8").unwrap(),
        ];
        let of = |peer: &str, header: &str| {
            client(peer.parse().ok(), std::iter::once(header), &trusted)
                .unwrap()
                .to_string()
        };
        assert_eq!(of("192.0.2.9", "198.51.100.1"), "192.0.2.9");
        assert_eq!(of("127.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(
            of("127.0.0.1", "203.0.113.7, 198.51.100.1, 10.0.0.3"),
            "198.51.100.1"
        );
        assert_eq!(of("127.0.0.1", "198.51.100.1:4711"), "198.51.100.1");
        assert_eq!(of("127.0.0.1", "nonsense"), "127.0.0.1");
        assert_eq!(of("127.0.0.1", ""), "127.0.0.1");
    }

    #[test]
    fn a_proxy_near_by_that_nobody_named_is_noticed() {
        let trusted = [network("10.0.0.0/8").unwrap()];
        let is_unnamed =
            |peer: &str, speaks: bool| is_unnamed_proxy(peer.parse().ok(), speaks, &trusted);
        for near in [
            "127.0.0.1",
            "172.17.0.2",
            "192.168.1.1",
            "::ffff:192.168.1.1",
            "169.254.0.9",
            "::1",
            "fd00::2",
            "fe80::1",
        ] {
            assert!(is_unnamed(near, true), "{near}");
            assert!(!is_unnamed(near, false), "{near} speaks for itself");
        }
        for other in [
            "10.1.2.3",
            "::ffff:10.1.2.3",
            "192.0.2.9",
            "2001:db8::1",
            "",
        ] {
            assert!(!is_unnamed(other, true), "{other}");
        }
    }

    #[test]
    fn one_household_is_one_client() {
        let network = |ip: &str| client_network(ip.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
        let site = |ip: &str| client_site(network(ip));
        assert_eq!(site("2001:db8:1:2::1"), site("2001:db8:1:ffff::1"));
        assert_ne!(site("2001:db8:1:2::1"), site("2001:db8:2:2::1"));
        assert_eq!(site("192.0.2.1"), network("192.0.2.1"));
        assert_ne!(site("192.0.2.1"), site("192.0.2.2"));
    }
}
