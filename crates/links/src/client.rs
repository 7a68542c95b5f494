//! Opening an address, step by step.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use mime::Mime;
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION,
};
use reqwest::redirect::Policy;
use reqwest::{Method, Response, StatusCode};
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::allow::Allow;
use crate::error::{Error, Failed, NotSetUp, Refused};
use crate::page::{self, Page};
use crate::proxy::Proxy;
use crate::resolver::{Checked, NotOpened, Reach, Resolve, System};
use crate::target::{self, Place};

/// Steps from the address to the page.
const REDIRECTS: usize = 5;
/// Bytes that are read of a page. A head that is larger has its title near the top.
const BODY_LIMIT: usize = 256 * 1_024;

/// How addresses are opened.
#[derive(Clone)]
pub struct Options {
    /// What is opened though it is private.
    pub allow: Allow,
    /// The way out, if there is only one.
    pub proxy: Option<Proxy>,
    /// Where a website's keeper reads who we are: Cove's own address.
    pub about: Option<String>,
    /// For a connection.
    pub connect_timeout: Duration,
    /// For all of an address: look-ups, redirects and the body.
    pub timeout: Duration,
    pub resolver: Arc<dyn Resolve>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow: Allow::default(),
            proxy: None,
            about: None,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(12),
            resolver: Arc::new(System),
        }
    }
}

/// Opens addresses. Cheap to clone.
#[derive(Clone)]
pub struct Client(Arc<Parts>);

struct Parts {
    allow: Arc<Allow>,
    timeout: Duration,
    /// For [`Place::Internet`].
    careful: reqwest::Client,
    /// For [`Place::Known`].
    free: reqwest::Client,
    /// Asked beforehand where a proxy asks in the end.
    ahead_of_proxy: Option<Checked>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// Where an address led.
pub(crate) struct Reached {
    pub response: Response,
    pub url: Url,
    /// Where it has moved to for good, as far as the first steps said so.
    pub moved: Option<Url>,
}

impl Client {
    /// # Errors
    /// [`NotSetUp`], if TLS cannot be.
    pub fn new(options: &Options) -> Result<Self, NotSetUp> {
        let allow = Arc::new(options.allow.clone());
        let careful = Checked {
            resolver: Arc::clone(&options.resolver),
            reach: Reach::Internet(Arc::clone(&allow)),
        };
        let free = Checked {
            reach: Reach::Anywhere,
            ..careful.clone()
        };
        let tls = tls()?;
        // Through a proxy, the only name that is connected to is the proxy's.
        let (first, ahead_of_proxy) = match &options.proxy {
            Some(_) => (free.clone(), Some(careful)),
            None => (careful, None),
        };
        Ok(Self(Arc::new(Parts {
            allow,
            timeout: options.timeout,
            careful: build(options, tls.clone(), first)?,
            free: build(options, tls, free)?,
            ahead_of_proxy,
        })))
    }

    /// Reads what somebody typed, and refuses what is never opened, without opening it.
    ///
    /// # Errors
    /// [`Refused`], in words for them.
    pub fn read(&self, text: &str) -> Result<Url, Refused> {
        let url = target::read(text)?;
        target::check(&url, &self.0.allow)?;
        Ok(url)
    }

    /// Opens a page once, to say what it is called.
    ///
    /// # Errors
    /// [`Error`], in words for whoever shares it.
    pub async fn look_at(&self, url: &Url) -> Result<Page, Error> {
        tokio::time::timeout(self.0.timeout, self.look(url))
            .await
            .unwrap_or(Err(Failed::Slow.into()))
    }

    async fn look(&self, url: &Url) -> Result<Page, Error> {
        let reached = self.follow(Method::GET, url.clone()).await?;
        let status = reached.response.status();
        if !status.is_success() {
            return Err(Failed::Status(status.as_u16()).into());
        }
        let mut page = Page {
            final_url: reached.url,
            title: None,
            description: None,
        };
        if let Some(kind) = html(&reached.response) {
            let body = beginning(reached.response).await?;
            let charset = kind.get_param(mime::CHARSET).map(|name| name.to_string());
            // A page can be made so that reading it takes a second.
            let words = tokio::task::spawn_blocking(move || page::words(&body, charset.as_deref()))
                .await
                .map_err(|_| Failed::Garbled)?;
            page.title = words.title;
            page.description = words.description;
        }
        Ok(page)
    }

    /// Asks for the head of an address, or all of it, within the time that there is.
    pub(crate) async fn reach(&self, method: Method, url: &Url) -> Result<Reached, Error> {
        tokio::time::timeout(self.0.timeout, self.follow(method, url.clone()))
            .await
            .unwrap_or(Err(Failed::Slow.into()))
    }

    async fn follow(&self, method: Method, mut url: Url) -> Result<Reached, Error> {
        let mut moved = None;
        let mut is_for_good = true;
        for _ in 0..=REDIRECTS {
            let client = self.admit(&url).await?;
            let response = client.request(method.clone(), url.clone()).send().await?;
            let Some(next) = next(&response, &url)? else {
                return Ok(Reached {
                    response,
                    url,
                    moved,
                });
            };
            is_for_good &= matches!(
                response.status(),
                StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
            );
            if is_for_good {
                moved = Some(next.clone());
            }
            url = next;
        }
        Err(Failed::TooManyRedirects.into())
    }

    /// The client that may open this address.
    async fn admit(&self, url: &Url) -> Result<&reqwest::Client, Error> {
        if target::check(url, &self.0.allow)? == Place::Known {
            return Ok(&self.0.free);
        }
        if let (Some(ahead), Some(name)) = (&self.0.ahead_of_proxy, url.domain()) {
            let found = ahead.clone().look_up(name.to_owned()).await;
            // The proxy may know a name that nobody knows here.
            if found == Err(NotOpened::Private) {
                return Err(Refused::Private.into());
            }
        }
        Ok(&self.0.careful)
    }
}

fn build(
    options: &Options,
    tls: ClientConfig,
    names: Checked,
) -> Result<reqwest::Client, NotSetUp> {
    let wrong = |error: reqwest::Error| NotSetUp(error.to_string());
    let about = options.about.as_deref();
    let about = about.map_or_else(String::new, |about| format!("; +{about}"));
    let version = env!("CARGO_PKG_VERSION");
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html,*/*;q=0.5"));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("en-GB,en;q=0.8"));
    let client = reqwest::Client::builder()
        .user_agent(format!(
            "Cove/{version} (checks links that members share{about})"
        ))
        .default_headers(headers)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(options.connect_timeout)
        .timeout(options.timeout)
        // Each request looks its name up, and what it finds is checked.
        .pool_max_idle_per_host(0)
        .http1_only()
        .tls_backend_preconfigured(tls)
        .dns_resolver(names)
        // The environment has no say in where addresses go.
        .no_proxy();
    let client = match &options.proxy {
        Some(proxy) => client.proxy(reqwest::Proxy::all(proxy.0.clone()).map_err(wrong)?),
        None => client,
    };
    client.build().map_err(wrong)
}

/// The system's authorities, with those of a council's own; Mozilla's list where there
/// is none.
fn tls() -> Result<ClientConfig, NotSetUp> {
    let mut roots = RootCertStore::empty();
    let (found, _) =
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if found == 0 {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    // The provider by name: the process may have none installed as its default.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| NotSetUp(error.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Where a redirect leads. Without an address it is an answer like any other.
fn next(response: &Response, url: &Url) -> Result<Option<Url>, Failed> {
    let leads = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let Some(location) = response.headers().get(LOCATION).filter(|_| leads) else {
        return Ok(None);
    };
    std::str::from_utf8(location.as_bytes())
        .ok()
        .and_then(|location| url.join(location).ok())
        .map(Some)
        .ok_or(Failed::Garbled)
}

/// The type, if it is a page whose words can be read as they come.
fn html(response: &Response) -> Option<Mime> {
    let headers = response.headers();
    let is_packed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|packed| !packed.as_bytes().eq_ignore_ascii_case(b"identity"));
    let kind: Mime = headers.get(CONTENT_TYPE)?.to_str().ok()?.parse().ok()?;
    let is_html = matches!(kind.essence_str(), "text/html" | "application/xhtml+xml");
    (is_html && !is_packed).then_some(kind)
}

/// What comes up to the end of the head, or as much as is read at most.
async fn beginning(mut response: Response) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        let before = body.len();
        let room = BODY_LIMIT - before;
        body.extend_from_slice(part.get(..room).unwrap_or(&part));
        // The end may stand across two parts.
        let since = body.get(before.saturating_sub(8)..).unwrap_or_default();
        if body.len() == BODY_LIMIT || page::has_whole_head(since) {
            break;
        }
    }
    Ok(body)
}
