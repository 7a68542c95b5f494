//! What answers at which address, and what goes around every answer: an id, a
//! log line, metrics_alone, headers. Nothing gets past it, no panic either.

use std::any::Any;
use std::sync::Arc;
use std::time::{Duration, Instant};

use poem::endpoint::EndpointExt as _;
use poem::error::MethodNotAllowedError;
use poem::http::{HeaderName, HeaderValue, StatusCode};
use poem::middleware::{CatchPanic, CookieJarManager, SizeLimit};
use poem::web::Data;
use poem::{
    Endpoint, FromRequest as _, IntoEndpoint, PathPattern, Request, Response, Route, RouteMethod,
    get, handler,
};
use tracing::Instrument as _;

use crate::response::Media;
use crate::routes::files::{download, upload};
use crate::routes::{demo, graphql, health, leaflet, preview, setup, still_good, unsubscribe};
use crate::{State, frontend, metrics, page, response, telemetry};

/// How long any request may take, its body among it. A database that says
/// nothing must not hold connections for ever.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a file may take to come in: the largest, on a slow telephone line.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(30 * 60);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for logs and errors.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Everything that browsers reach. It looks for [`State`] in the request's data.
pub(crate) fn public(is_demo: bool) -> impl Endpoint<Output = Response> {
    let route = Route::new()
        .at("/graphql", graphql::handle.around(observed))
        .at("/healthz", reads(health::alive))
        .at("/readyz", reads(health::ready))
        .at("/robots.txt", reads(robots))
        .at("/plain.css", reads(page::style))
        .at(
            "/unsubscribe/:token",
            form(get(unsubscribe::show).post(unsubscribe::choose)),
        )
        .at(
            "/still-good/:token",
            form(get(still_good::show).post(still_good::check)),
        )
        .at(
            "/setup",
            form(get(setup::show).post(setup::complete.with(SizeLimit::new(setup::LIMIT)))),
        )
        .at("/setup.js", reads(setup::script))
        .at("/digest/preview/:issue/:member", reads(preview::show))
        .at("/collections/:id/leaflet.pdf", reads(leaflet::show))
        .at("/files", brings(upload::bring))
        .at("/files/:id", reads(download::show))
        .at("/files/:id/:size", reads(download::show_size))
        .at("/*", reads(frontend::show));
    let route = if is_demo { demo::routes(route) } else { route };
    route.with(CookieJarManager::new()).around(put_on_headers)
}

/// `/metrics` and nothing else.
pub(crate) fn metrics_alone() -> impl Endpoint<Output = Response> {
    Route::new()
        .at("/metrics", allowing("GET, HEAD", get(metrics::show)))
        .around(put_on_headers)
}

/// For what may only be looked at.
pub(crate) fn reads(endpoint: impl IntoEndpoint<Endpoint: 'static>) -> impl Endpoint {
    allowing("GET, HEAD", get(endpoint)).around(observed)
}

/// For what is sent in large.
fn brings(endpoint: impl IntoEndpoint<Endpoint: 'static>) -> impl Endpoint {
    let within = |endpoint, request| observed_within(UPLOAD_TIMEOUT, endpoint, request);
    allowing("POST", poem::post(endpoint)).around(within)
}

fn form(methods: RouteMethod) -> impl Endpoint {
    allowing("GET, HEAD, POST", methods).around(observed)
}

/// Methods, and their names for who tries another.
pub(crate) fn allowing(
    names: &'static str,
    methods: RouteMethod,
) -> impl Endpoint<Output = Response> {
    methods.catch_error(move |_: MethodNotAllowedError| async move {
        response::method_not_allowed(names)
    })
}

#[handler]
fn robots() -> Response {
    response::text(StatusCode::OK, "User-agent: *\nDisallow: /")
}

/// Goes around each route. In logs and metrics_alone stands its pattern: never a token.
pub(crate) async fn observed<E: Endpoint + 'static>(
    endpoint: Arc<E>,
    request: Request,
) -> poem::Result<Response> {
    observed_within(REQUEST_TIMEOUT, endpoint, request).await
}

async fn observed_within<E: Endpoint + 'static>(
    timeout: Duration,
    endpoint: Arc<E>,
    mut request: Request,
) -> poem::Result<Response> {
    let started = Instant::now();
    let state = state(&request).await?;
    let pattern = Data::<&PathPattern>::from_request_without_body(&request).await?;
    let route = Arc::clone(&pattern.0.0);
    let id = domain::secret::hex(&domain::secret::random_bytes::<8>());
    let method = request.method().clone();
    request.set_data(RequestId(id.clone()));
    let panicked = {
        let (id, route) = (id.clone(), Arc::clone(&route));
        move |panic| after_panic(&route, &id, panic)
    };
    let endpoint = endpoint.with(CatchPanic::new().with_handler(panicked));
    // All that is logged for one request, found together. What is empty here is
    // filled in for GraphQL.
    let span = tracing::info_span!(
        "request",
        request = id,
        operation = tracing::field::Empty,
        client = tracing::field::Empty
    );
    let answering = async {
        let answered = endpoint.call(request).await;
        answered.unwrap_or_else(|error| page::failed(&id, error))
    };
    let mut response = tokio::time::timeout(timeout, answering.instrument(span.clone()))
        .await
        .unwrap_or_else(|_| {
            response::try_again(response::text(
                StatusCode::SERVICE_UNAVAILABLE,
                "This took too long. Try again in a moment.",
            ))
        });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (took, status) = (started.elapsed(), response.status().as_u16());
    state.metrics.count(&route, status, took);
    span.in_scope(|| telemetry::answered(&method, &route, status, took));
    Ok(response)
}

/// Goes around everything.
async fn put_on_headers<E: Endpoint + 'static>(
    endpoint: Arc<E>,
    request: Request,
) -> poem::Result<Response> {
    let state = state(&request).await?;
    let mut response = endpoint.get_response(request).await;
    state.headers.put_on(&mut response);
    Ok(response)
}

async fn state(request: &Request) -> poem::Result<Arc<State>> {
    let Data(state) = Data::<&Arc<State>>::from_request_without_body(request).await?;
    Ok(Arc::clone(state))
}

/// A panic is our mistake: logged with the id that the response shows. Its
/// words are left out, since they may quote what a member wrote.
fn after_panic(route: &str, id: &str, panic: Box<dyn Any + Send>) -> Response {
    drop(panic);
    tracing::error!(route, at = telemetry::last_panic(), "a request panicked");
    match route {
        "/graphql" => graphql::broken(Media::Json, id),
        _ => response::text(
            StatusCode::INTERNAL_SERVER_ERROR,
            &format!("Something went wrong on our side. Tell the co-ordinator this number: {id}"),
        ),
    }
}
