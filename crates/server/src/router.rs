//! The front: gives each request an id, finds what answers it, and puts on
//! every response what every response carries. Nothing gets past it, no panic
//! either.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use poem::http::{HeaderName, HeaderValue, Method, StatusCode};
use poem::{Endpoint, Request, Response};
use tracing::Instrument as _;

use crate::reply::Media;
use crate::routes::{demo, graphql, health, preview, setup, unsubscribe};
use crate::{State, files, metrics, page, reply, telemetry};

/// How long any request may take, its body among it. A database that says
/// nothing must not hold connections for ever.
const PATIENCE: Duration = Duration::from_secs(60);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers everything that browsers reach.
pub(crate) struct Front {
    state: Arc<State>,
}

impl Front {
    pub(crate) const fn new(state: Arc<State>) -> Self {
        Self { state }
    }
}

impl Endpoint for Front {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = domain::secret::hex(&domain::secret::random_bytes::<8>());
        let method = request.method().clone();
        let route = Route::of(request.uri().path(), self.state.options.demo.is_some());
        // What the code below says in the log stands inside it, so that the
        // events of one request can be found together.
        let span = tracing::info_span!("request", request = id, client = tracing::field::Empty);
        let answering = AssertUnwindSafe(answer(&self.state, &route, &id, request))
            .catch_unwind()
            .instrument(span);
        let mut response = match tokio::time::timeout(PATIENCE, answering).await {
            Ok(caught) => caught.unwrap_or_else(|panic| after_panic(&route, &id, panic)),
            Err(_) => reply::try_again(reply::text(
                StatusCode::SERVICE_UNAVAILABLE,
                "This took too long. Try again in a moment.",
            )),
        };
        self.state.headers.put_on(&mut response);
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let (took, status) = (started.elapsed(), response.status().as_u16());
        self.state.metrics.count(route.pattern(), status, took);
        telemetry::answered(&id, &method, route.pattern(), status, took);
        Ok(response)
    }
}

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Route {
    Graphql,
    Alive,
    Ready,
    Robots,
    Style,
    Unsubscribe(String),
    Setup,
    SetupScript,
    Preview(preview::Address),
    Demo(demo::Page),
    Files,
}

impl Route {
    /// The demo's addresses lead somewhere only where there is a demo.
    fn of(path: &str, is_demo: bool) -> Self {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match parts.as_slice() {
            ["graphql"] => Self::Graphql,
            ["healthz"] => Self::Alive,
            ["readyz"] => Self::Ready,
            ["robots.txt"] => Self::Robots,
            ["plain.css"] => Self::Style,
            ["unsubscribe", token] => Self::Unsubscribe((*token).to_owned()),
            ["setup"] => Self::Setup,
            ["setup.js"] => Self::SetupScript,
            ["digest", "preview", issue, member] => {
                preview::Address::of(issue, member).map_or(Self::Files, Self::Preview)
            }
            ["demo", rest @ ..] if is_demo => demo::Page::of(rest).map_or(Self::Files, Self::Demo),
            _ => Self::Files,
        }
    }

    /// Its name in logs and figures: never a token.
    const fn pattern(&self) -> &'static str {
        match self {
            Self::Graphql => "/graphql",
            Self::Alive => "/healthz",
            Self::Ready => "/readyz",
            Self::Robots => "/robots.txt",
            Self::Style => "/plain.css",
            Self::Unsubscribe(_) => "/unsubscribe/:token",
            Self::Setup => "/setup",
            Self::SetupScript => "/setup.js",
            Self::Preview(_) => "/digest/preview/:issue/:member",
            Self::Demo(_) => "/demo",
            Self::Files => "pages",
        }
    }
}

async fn answer(state: &State, route: &Route, id: &str, request: Request) -> Response {
    match route {
        Route::Graphql => graphql::answer(state, id, request).await,
        Route::Alive => health::alive(&request),
        Route::Ready => health::ready(state, &request).await,
        Route::Robots | Route::Style | Route::SetupScript if !reply::is_read(&request) => {
            reply::method_not_allowed("GET, HEAD")
        }
        Route::Robots => reply::text(StatusCode::OK, "User-agent: *\nDisallow: /"),
        Route::Style => page::style(),
        Route::Unsubscribe(token) => unsubscribe::answer(state, id, token, request).await,
        Route::Setup => setup::answer(state, id, request).await,
        Route::SetupScript => setup::script(),
        Route::Preview(address) => preview::answer(state, id, address, request).await,
        Route::Demo(page) => demo::answer(state, id, page, request).await,
        Route::Files => files::answer(&request),
    }
}

/// A panic is our mistake: logged with the id that the response shows. Its
/// words are left out, since they may quote what a member wrote.
fn after_panic(route: &Route, id: &str, panic: Box<dyn Any + Send>) -> Response {
    drop(panic);
    tracing::error!(
        request = id,
        route = route.pattern(),
        at = telemetry::last_panic(),
        "a request panicked"
    );
    match route {
        Route::Graphql => graphql::broken(Media::Json, id),
        _ => reply::text(
            StatusCode::INTERNAL_SERVER_ERROR,
            &format!("Something went wrong on our side. Tell the co-ordinator this number: {id}"),
        ),
    }
}

/// Answers `/metrics` and nothing else.
pub(crate) struct MetricsFront {
    state: Arc<State>,
}

impl MetricsFront {
    pub(crate) const fn new(state: Arc<State>) -> Self {
        Self { state }
    }
}

impl Endpoint for MetricsFront {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let mut response = match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/metrics") => Response::builder()
                .content_type("text/plain; version=0.0.4; charset=utf-8")
                .body(metrics::text(&self.state).await),
            (_, "/metrics") => reply::method_not_allowed("GET, HEAD"),
            _ => reply::text(StatusCode::NOT_FOUND, "There is nothing here."),
        };
        self.state.headers.put_on(&mut response);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_nowhere_but_in_the_demo() {
        for path in [
            "/demo",
            "/demo/sign-in",
            "/demo/mailbox",
            "/demo/mailbox/0",
            "/demo/mailbox/0/html",
        ] {
            assert_eq!(Route::of(path, false), Route::Files, "{path}");
            assert!(matches!(Route::of(path, true), Route::Demo(_)), "{path}");
        }
        assert_eq!(Route::of("/demo/other", true), Route::Files);
    }

    #[test]
    fn tokens_have_their_routes() {
        assert_eq!(
            Route::of("/unsubscribe/abc", false),
            Route::Unsubscribe("abc".to_owned())
        );
        assert_eq!(Route::of("/setup", false), Route::Setup);
        assert_eq!(Route::of("/setup/abc", false), Route::Files);
    }
}
