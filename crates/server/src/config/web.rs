//! How browsers and the operator's tools reach Cove.

use std::net::SocketAddr;

use ipnet::IpNet;

use super::source::Source;
use crate::{PublicUrl, address};

#[derive(Debug, Clone)]
pub(crate) struct Web {
    pub(crate) listen: SocketAddr,
    /// None: the address it listens on, which is this machine's own.
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) public_host: String,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) development: bool,
    pub(crate) hsts_subdomains: bool,
}

impl Web {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let before = source.problems();
        let expected = "an address and a port such as 127.0.0.1:8080 or [::]:8080";
        let listen = source.value("listen", expected, SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url: Option<PublicUrl> = source.explained("public_url");
        if public_url.is_none() && source.problems() == before && !listen.ip().is_loopback() {
            source.problem("public_url", "say where members reach Cove, as https://cove.example.org: listen is open to other machines");
        }
        let trusted_proxies = proxies(source);
        let expected = "an address and a port such as 127.0.0.1:9464";
        let metrics_listen: Option<SocketAddr> = source.parsed("metrics_listen", expected);
        let development = source.value("development", "true or false", false);
        let hsts_subdomains = source.value("hsts_subdomains", "true or false", false);
        let local = format!("http://{listen}");
        source.show_or("public_url", public_url.as_ref(), &local);
        source.show_or("metrics_listen", metrics_listen, "off");
        (source.problems() == before).then(|| Self {
            listen,
            public_host: public_url
                .as_ref()
                .map_or_else(|| listen.ip().to_string(), |url| url.host().to_owned()),
            public_url,
            trusted_proxies,
            metrics_listen,
            development,
            hsts_subdomains,
        })
    }
}

fn proxies(source: &mut Source) -> Vec<IpNet> {
    let text = source.text("trusted_proxies").unwrap_or_default();
    let parts = text.split(',').map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    source.show("trusted_proxies", parts.join(", "));
    let mut proxies = Vec::new();
    for part in parts {
        match address::network(part) {
            Ok(network) => proxies.push(network),
            Err(error) => source.problem("trusted_proxies", &error.to_string()),
        }
    }
    proxies
}
