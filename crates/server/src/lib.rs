//! Routes, sessions, static files, configuration, the command line: wiring
//! only. What it wires is a library so that tests run the real router.
//!
//! [`Server`] answers requests; [`cli`] is the binary `cove`.

pub mod address;
mod advice;
mod anchor;
pub mod cli;
pub mod config;
mod cookie;
mod database;
mod frontend;
mod headers;
mod listen;
mod metrics;
mod page;
mod response;
mod router;
mod routes;
mod secret_file;
mod shutdown;
mod telemetry;
mod user_agent;

use std::sync::Arc;
use std::time::Duration;

use app::App;
use domain::secret::Secret;
use poem::Response;
use poem::endpoint::{BoxEndpoint, EndpointExt};

pub use address::PublicUrl;
pub use routes::demo::DemoSite;

/// What the router needs to know of the installation.
#[derive(Clone)]
pub struct Options {
    /// Where members reach Cove.
    pub public_url: PublicUrl,
    /// The secret of the installation: client addresses are hashed with it.
    pub secret: Secret,
    /// Whether introspection is answered.
    pub mode: graphql::Mode,
    /// How long one operation may take.
    pub time_limit: Duration,
    /// Whether browsers are told to use `https` for every name below this one, too.
    pub hsts_subdomains: bool,
    /// Proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// The routes of the demo; none in a real installation.
    pub demo: Option<DemoSite>,
}

impl Options {
    /// The settings of a small installation without a proxy.
    #[must_use]
    pub const fn new(public_url: PublicUrl, secret: Secret) -> Self {
        Self {
            public_url,
            secret,
            mode: graphql::Mode::Production,
            time_limit: Duration::from_secs(15),
            hsts_subdomains: false,
            trusted_proxies: Vec::new(),
            demo: None,
        }
    }
}

/// The server of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    state: Arc<State>,
}

/// What every request is answered from.
struct State {
    app: App,
    schema: graphql::Schema,
    options: Options,
    metrics: metrics::Metrics,
    headers: headers::Headers,
}

impl Server {
    /// Builds the schema; opens nothing.
    #[must_use]
    pub fn new(app: App, options: Options) -> Self {
        let schema = graphql::build(options.mode);
        let state = State {
            app,
            schema,
            metrics: metrics::Metrics::new(),
            headers: headers::Headers::new(&options, frontend::inline_scripts()),
            options,
        };
        Self {
            state: Arc::new(state),
        }
    }

    /// Everything that members' browsers reach. Never answers with an error:
    /// all failures are responses.
    #[must_use]
    pub fn router(&self) -> BoxEndpoint<'static, Response> {
        router::public(self.state.options.demo.is_some())
            .data_opt(self.state.options.demo.clone())
            .data(Arc::clone(&self.state))
            .boxed()
    }

    /// `/metrics` alone, for a listener of its own.
    #[must_use]
    pub fn metrics_router(&self) -> BoxEndpoint<'static, Response> {
        router::metrics_alone()
            .data(Arc::clone(&self.state))
            .boxed()
    }
}
