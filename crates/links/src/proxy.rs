//! The way out of a network that has one.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// An outbound HTTP proxy: `http://proxy.example.internal:3128`, with a name and
/// password in it if it asks for them.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy(pub(crate) Url);

/// Not the address of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the proxy as http://proxy.example.internal:3128, with name:password@ before the host if it asks for them"
)]
pub struct BadProxy;

impl FromStr for Proxy {
    type Err = BadProxy;

    fn from_str(text: &str) -> Result<Self, BadProxy> {
        let url = Url::parse(text.trim()).map_err(|_| BadProxy)?;
        let is_one = matches!(url.scheme(), "http" | "https")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        is_one.then_some(Self(url)).ok_or(BadProxy)
    }
}

/// Without what is secret in it.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(host) = self.0.host() else {
            return Ok(());
        };
        write!(f, "{}://", self.0.scheme())?;
        if !self.0.username().is_empty() || self.0.password().is_some() {
            f.write_str("…@")?;
        }
        write!(f, "{host}")?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Proxy;

    #[test]
    fn a_proxy_is_shown_without_its_password() {
        for (text, shown) in [
            (
                "http://ann:secret@proxy.example:3128",
                "http://…@proxy.example:3128",
            ),
            ("https://proxy.example/", "https://proxy.example"),
        ] {
            let proxy: Proxy = text.parse().unwrap();
            assert_eq!(format!("{proxy} {proxy:?}"), format!("{shown} {shown}"));
        }
        for bad in [
            "proxy.example:3128",
            "socks5://proxy.example",
            "http://proxy.example/x",
            "http://",
        ] {
            assert!(bad.parse::<Proxy>().is_err(), "{bad}");
        }
    }
}
