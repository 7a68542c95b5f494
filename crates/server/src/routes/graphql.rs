//! `POST /graphql`: GraphQL over HTTP by hand, on the library's own execution.
//!
//! The library's endpoint for poem runs mutations that any web page can make a
//! member's browser send: as text/plain, as a form, in batches. This one takes
//! one operation a request, as JSON, and with the cookie only beside a header
//! that no other site can send.

mod body;
pub(super) mod made_for;
mod negotiation;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Response as Answer, ServerError, Variables};
use domain::Viewer;
use domain::challenge::Client;
use graphql::SessionChange;
use poem::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::web::Data;
use poem::web::cookie::{Cookie, CookieJar};
use poem::{Body, Request, Response, handler};
use serde::Deserialize;

use crate::State;
use crate::response::{self, Media};
use crate::router::RequestId;
use crate::{address, cookie, user_agent};

/// Errors of one answer: who reads ten has enough to put right, and a document
/// of a few kilobytes can earn thousands.
const ERROR_LIMIT: usize = 10;

/// Said where an answer would be too long.
const TOO_LONG: &str = "The answer is too long. Ask for less at a time.";

/// Bytes that most answers fit in: a list has half of it, a page of a thread
/// two thirds.
const USUAL_ANSWER: usize = 32 * 1024;

/// Answers one request.
#[handler]
pub(crate) async fn handle(
    Data(state): Data<&Arc<State>>,
    Data(RequestId(id)): Data<&RequestId>,
    request: &Request,
    body: Body,
) -> Response {
    let Some(media) = negotiation::accepted(request.headers()) else {
        return response::refusal(
            Media::Json,
            StatusCode::NOT_ACCEPTABLE,
            "BAD_REQUEST",
            "Accept application/json or application/graphql-response+json.",
        );
    };
    if let Some(refused) = refused(state, media, request) {
        return refused;
    }
    let refuse = |status, message: &str| response::refusal(media, status, "BAD_REQUEST", message);
    let made_for = match made_for::read(request.headers()) {
        Ok(made_for) => made_for,
        Err(message) => return refuse(StatusCode::BAD_REQUEST, message),
    };
    let operation = match body::read(request.headers(), body)
        .await
        .and_then(|bytes| Operation::read(&bytes))
    {
        Ok(operation) => operation,
        Err((status, message)) => return refuse(status, &message),
    };
    let caller = tokio::time::timeout(state.options.time_limit, Caller::of(state, request));
    let silent = |_| Err(db::Error::Away("it says nothing".to_owned()));
    let caller = match caller.await.unwrap_or_else(silent) {
        Ok(caller) => caller,
        Err(error) => return away(media, id, &error),
    };
    let signed_in = caller.viewer.principal().map(|principal| principal.member);
    let response = if made_for::is_of_another(made_for, signed_in) {
        tracing::info!(
            event = "refused",
            why = "other_member",
            member = signed_in.map(tracing::field::display),
            "a page that was made for another member was refused"
        );
        response::refusal(
            media,
            StatusCode::FORBIDDEN,
            "OTHER_MEMBER",
            "This page was made for another member than the one who is signed in now.",
        )
    } else {
        execute(state, media, id, request.cookie(), caller, operation).await
    };
    made_for::tell(response, signed_in)
}

/// The answer to what is no operation of our own pages, whatever is in it.
fn refused(state: &State, media: Media, request: &Request) -> Option<Response> {
    let refuse = |status, message: &str| response::refusal(media, status, "BAD_REQUEST", message);
    if request.method() != Method::POST {
        let words = "Send operations by POST.";
        let refused = refuse(StatusCode::METHOD_NOT_ALLOWED, words);
        return Some(response::with_header(refused, header::ALLOW, "POST"));
    }
    if !negotiation::is_json(request.headers()) {
        let words = "Send operations as application/json in UTF-8.";
        return Some(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, words));
    }
    let has_cookie = cookie::is_there(request.cookie(), &state.options.public_url);
    let message = check_origin(request.headers(), has_cookie).err()?;
    tracing::info!(
        event = "refused",
        why = "another_site",
        "a request of another site was refused"
    );
    let status = StatusCode::FORBIDDEN;
    Some(response::refusal(media, status, "FORBIDDEN", message))
}

/// The one who sent the request.
struct Caller {
    viewer: Viewer,
    /// The network that it comes from.
    network: [u8; 16],
    device: String,
    /// A cookie came along whose session is over.
    has_stale_cookie: bool,
}

impl Caller {
    async fn of(state: &State, request: &Request) -> Result<Self, db::Error> {
        let (jar, url) = (request.cookie(), &state.options.public_url);
        let viewer = match cookie::token(jar, url) {
            Some(token) => app::session::viewer_of(&state.app, &token).await?,
            None => Viewer::nobody(state.app.now()),
        };
        Ok(Self {
            has_stale_cookie: cookie::is_there(jar, url) && viewer.principal().is_none(),
            viewer,
            network: network(state, request),
            device: user_agent::describe(request.header(header::USER_AGENT).unwrap_or_default()),
        })
    }
}

/// One operation as it was sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation {
    query: String,
    #[serde(default)]
    operation_name: Option<String>,
    #[serde(default)]
    variables: Option<Variables>,
    /// Reserved by GraphQL over HTTP; of no effect here, and refused when it is
    /// not an object.
    #[serde(default, rename = "extensions")]
    _extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Operation {
    fn read(bytes: &[u8]) -> Result<Self, (StatusCode, String)> {
        let bad = |message: String| (StatusCode::BAD_REQUEST, message);
        let text =
            std::str::from_utf8(bytes).map_err(|_| bad("The body is not UTF-8.".to_owned()))?;
        match text.trim_start().as_bytes().first() {
            Some(b'{') => {}
            Some(b'[') => return Err(bad("Send one operation a request, not a batch.".to_owned())),
            _ => return Err(bad("The body is not a JSON object with a query.".to_owned())),
        }
        serde_json::from_str(text).map_err(|error| bad(body::fault(text, &error)))
    }
}

async fn execute(
    state: &State,
    media: Media,
    id: &str,
    jar: &CookieJar,
    caller: Caller,
    operation: Operation,
) -> Response {
    let Caller { viewer, device, .. } = caller;
    let member = viewer.principal().map(|principal| principal.member);
    let client = client(state, caller.network);
    let context = graphql::Request::new(id.to_owned(), viewer, client, device, state.app.clone());
    let mut request = async_graphql::Request::new(operation.query)
        .variables(operation.variables.unwrap_or_default());
    request.operation_name = operation.operation_name;
    let run = graphql::execute(&state.schema, request, &context);
    let Ok(mut answer) = tokio::time::timeout(state.options.time_limit, run).await else {
        let mutation = context.is_mutation();
        tracing::warn!(mutation, "an operation took too long");
        let busy = "This took too long. Look whether it was done before you try again.";
        return response::try_again(response::refusal(
            media,
            StatusCode::SERVICE_UNAVAILABLE,
            "TIMEOUT",
            busy,
        ));
    };
    let mutation = context.is_mutation();
    answer.errors.truncate(ERROR_LIMIT);
    code_the_library(&mut answer.errors);
    let forbidden = async_graphql::Value::from("FORBIDDEN");
    if answer
        .errors
        .iter()
        .any(|error| code_of(error) == Some(&forbidden))
    {
        tracing::info!(
            event = "refused",
            why = "not_allowed",
            member = member.map(tracing::field::display),
            mutation,
            "an act was refused"
        );
    }
    let mut response = respond(media, &answer, &context);
    for (name, value) in &answer.http_headers {
        response.headers_mut().append(name, value.clone());
    }
    if let Some(cookie) = changed_cookie(state, &context, caller.has_stale_cookie) {
        jar.add(cookie);
    }
    response
}

fn respond(media: Media, answer: &Answer, context: &graphql::Request) -> Response {
    let body = match encoded(answer, context) {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(error = %error, "an answer could not be written as JSON");
            return broken(media, &context.id);
        }
    };
    match media {
        Media::GraphqlResponse if graphql::is_refused(answer) => {
            response::graphql(media, StatusCode::BAD_REQUEST, body)
        }
        _ if context.was_unavailable() => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            response::try_again(response::graphql(media, status, body))
        }
        _ => response::graphql(media, StatusCode::OK, body),
    }
}

fn encoded(answer: &Answer, context: &graphql::Request) -> serde_json::Result<Vec<u8>> {
    let mut body = Vec::with_capacity(USUAL_ANSWER);
    if graphql::is_refused(answer) {
        // Without `data`, which the library would write as null.
        let refused = BTreeMap::from([("errors", &answer.errors)]);
        serde_json::to_writer(&mut body, &refused)?;
        return Ok(body);
    }
    if !context.is_too_long() {
        serde_json::to_writer(&mut body, answer)?;
        // The long texts were counted as they came; this is for all the rest.
        if body.len() <= graphql::ANSWER_LIMIT {
            return Ok(body);
        }
        body.clear();
    }
    let mut error = ServerError::new(TOO_LONG, None);
    code(&mut error, "TOO_COMPLEX");
    serde_json::to_writer(&mut body, &Answer::from_errors(vec![error]))?;
    Ok(body)
}

/// The database did not say who is asking.
fn away(media: Media, id: &str, error: &db::Error) -> Response {
    let words = "We cannot reach our records just now. Nothing was changed. Try again in a moment.";
    if error.is_away() {
        tracing::warn!(error = %error, "the database is away");
        return response::try_again(response::refusal(
            media,
            StatusCode::SERVICE_UNAVAILABLE,
            "UNAVAILABLE",
            words,
        ));
    }
    tracing::error!(error = %error, "the session could not be read");
    broken(media, id)
}

/// We broke; the log has the same id.
pub(crate) fn broken(media: Media, id: &str) -> Response {
    let body = serde_json::json!({
        "errors": [{ "message": "Something went wrong on our side.", "extensions": { "code": "INTERNAL", "requestId": id } }]
    });
    response::graphql(
        media,
        StatusCode::INTERNAL_SERVER_ERROR,
        body.to_string().into_bytes(),
    )
}

/// Puts a code on the library's own errors, which have words only: its limits (a
/// test passes each of them), and whatever else it finds wrong with a document
/// or a value. Ours have theirs.
fn code_the_library(errors: &mut [ServerError]) {
    const LIMITS: [&str; 5] = [
        "recursion limit exceeded",
        "Query is too complex.",
        "Query is nested too deep.",
        "The recursion depth of the query",
        "The number of directives on the field",
    ];
    for error in errors {
        error.message = response::cut(std::mem::take(&mut error.message));
        if error.path.is_empty() && LIMITS.iter().any(|limit| error.message.starts_with(limit)) {
            code(error, "TOO_COMPLEX");
        } else if code_of(error).is_none() {
            code(error, "BAD_REQUEST");
        }
    }
}

fn code_of(error: &ServerError) -> Option<&async_graphql::Value> {
    error.extensions.as_ref()?.get("code")
}

fn code(error: &mut ServerError, code: &str) {
    error.extensions.get_or_insert_default().set("code", code);
}

/// A cookie counts only beside a header that forms and other sites' scripts
/// cannot send. Browsers besides say which site made them ask.
pub(super) fn check_origin(headers: &HeaderMap, has_cookie: bool) -> Result<(), &'static str> {
    if has_cookie && !headers.contains_key("x-cove-request") {
        return Err("Send the header X-Cove-Request with the session's cookie.");
    }
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        Some(b"cross-site" | b"same-site") => Err("Another site asked for this."),
        _ => Ok(()),
    }
}

fn changed_cookie(
    state: &State,
    context: &graphql::Request,
    has_stale_cookie: bool,
) -> Option<Cookie> {
    let url = &state.options.public_url;
    match context.session_change() {
        Some(SessionChange::Started { token, computer }) => {
            Some(cookie::start(&token, computer, url))
        }
        Some(SessionChange::Ended) => Some(cookie::end(url)),
        None if has_stale_cookie && !context.was_unavailable() => Some(cookie::end(url)),
        None => None,
    }
}

/// The network that a request comes from; nought where there is none to tell.
fn network(state: &State, request: &Request) -> [u8; 16] {
    let peer = request
        .remote_addr()
        .as_socket_addr()
        .map(std::net::SocketAddr::ip);
    let headers = request.headers();
    let trusted = &state.options.trusted_proxies;
    let speaks_for_others =
        headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    if address::is_unnamed_proxy(peer, speaks_for_others, trusted) {
        address::warn_of_unnamed_proxy();
    }
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok());
    address::client(peer, forwarded, trusted)
        .map(address::client_network)
        .unwrap_or_default()
}

/// The client for limits: its network and the site around it, hashed with the
/// installation's secret, so that no address is ever stored.
fn client(state: &State, network: [u8; 16]) -> Client {
    let hashed = |network: [u8; 16]| {
        let tag = state.options.secret.hmac("client", &[&network]);
        domain::secret::hex(tag.get(..16).unwrap_or_default())
    };
    Client {
        key: hashed(network),
        network: hashed(address::client_site(network)),
    }
}
