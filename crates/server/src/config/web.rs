//! How browsers and the operator's tools reach Cove.

use std::net::SocketAddr;

use ipnet::IpNet;

use super::source::Source;
use crate::{PublicUrl, address};

const LISTEN: &str = "127.0.0.1:8080";

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
        let said = source.parsed("listen", expected);
        let listen: SocketAddr = said.or_else(|| LISTEN.parse().ok())?;
        let public_url: Option<PublicUrl> = source.explained("public_url");
        if public_url.is_none() && source.problems() == before && !listen.ip().is_loopback() {
            source.problem("public_url", "say where members reach Cove, as https://cove.example.org: listen is open to other machines");
        }
        let trusted_proxies = proxies(source);
        let metrics_listen = source.parsed(
            "metrics_listen",
            "an address and a port such as 127.0.0.1:9464",
        );
        let development = source
            .parsed("development", "true or false")
            .unwrap_or(false);
        let hsts_subdomains = source
            .parsed("hsts_subdomains", "true or false")
            .unwrap_or(false);
        source.show("hsts_subdomains", &hsts_subdomains.to_string());
        source.show("listen", &listen.to_string());
        source.show(
            "public_url",
            &public_url
                .as_ref()
                .map_or_else(|| format!("http://{listen}"), ToString::to_string),
        );
        source.show(
            "trusted_proxies",
            &trusted_proxies
                .iter()
                .map(|(text, _)| text.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        );
        source.show(
            "metrics_listen",
            &metrics_listen.map_or_else(
                || "off".to_owned(),
                |address: SocketAddr| address.to_string(),
            ),
        );
        source.show("development", &development.to_string());
        (source.problems() == before).then(|| Self {
            listen,
            public_host: public_url
                .as_ref()
                .map_or_else(|| listen.ip().to_string(), |url| url.host().to_owned()),
            public_url,
            trusted_proxies: trusted_proxies
                .into_iter()
                .map(|(_, network)| network)
                .collect(),
            metrics_listen,
            development,
            hsts_subdomains,
        })
    }
}

fn proxies(source: &mut Source) -> Vec<(String, IpNet)> {
    let Some(text) = source.text("trusted_proxies") else {
        return Vec::new();
    };
    let mut proxies = Vec::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        match address::network(part) {
            Ok(network) => proxies.push((part.to_owned(), network)),
            Err(error) => source.problem("trusted_proxies", &format!("{error}")),
        }
    }
    proxies
}
