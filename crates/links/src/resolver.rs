//! Names, looked up and checked where the connection is made.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolving};

use crate::address::is_public;
use crate::allow::Allow;

/// Whoever knows where names lead.
pub trait Resolve: Send + Sync + 'static {
    /// The addresses of a name; none, or an error, if it has none.
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The machine's own resolver: its hosts file, then DNS.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Resolve for System {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Why a name is not connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotOpened {
    #[error("it leads into a private network")]
    Private,
    #[error("nobody knows the name")]
    NoSuchName,
}

/// Which addresses a name may lead to.
#[derive(Clone)]
pub(crate) enum Reach {
    /// Those of the Internet, and of networks on the list.
    Internet(Arc<Allow>),
    /// Any: the operator named the host.
    Anywhere,
}

/// What reqwest asks. It connects to what comes from here and to nothing else.
#[derive(Clone)]
pub(crate) struct Checked {
    pub resolver: Arc<dyn Resolve>,
    pub reach: Reach,
}

impl Checked {
    pub(crate) async fn look_up(self, name: String) -> Result<Vec<IpAddr>, NotOpened> {
        let found = self.resolver.resolve(&name).await.unwrap_or_default();
        if found.is_empty() {
            return Err(NotOpened::NoSuchName);
        }
        // One that is private is enough: an honest name does not mix them.
        match self.reach {
            Reach::Internet(allow) if !found.iter().all(|ip| may_open(*ip, &allow)) => {
                Err(NotOpened::Private)
            }
            Reach::Internet(_) | Reach::Anywhere => Ok(found),
        }
    }
}

impl reqwest::dns::Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let look_up = self.clone().look_up(name.as_str().to_owned());
        Box::pin(async move {
            // Port 0: the one of the address.
            let found = look_up.await?.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(found) as Addrs)
        })
    }
}

/// Whether an address is the Internet's, or in a network on the list.
pub(crate) fn may_open(address: IpAddr, allow: &Allow) -> bool {
    is_public(address) || allow.has_address(address)
}
