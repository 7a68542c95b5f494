//! Responses in the shapes that several routes use.

use poem::http::{StatusCode, header};
use poem::web::Html;
use poem::{IntoResponse as _, Response};
use serde_json::json;

/// Seconds after which a client may try again when the database was away.
pub(crate) const RETRY_AFTER: &str = "5";

/// Media types of GraphQL over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`: 200 even when the document was refused.
    Json,
    /// `application/graphql-response+json`: the status says it too.
    GraphqlResponse,
}

impl Media {
    const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// Bytes of JSON.
pub(crate) fn graphql(media: Media, status: StatusCode, body: Vec<u8>) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media.name())
        .body(body)
}

/// Characters of a message in an error.
const MESSAGE_LIMIT: usize = 500;

/// A message, not longer than messages are: what is said about a document or a
/// value repeats what was sent, and that may be a megabyte.
pub(crate) fn cut(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(MESSAGE_LIMIT) {
        message.truncate(end);
        message.push('…');
    }
    message
}

/// A refusal in GraphQL's shape: one error, no `data`.
pub(crate) fn refusal(media: Media, status: StatusCode, code: &str, message: &str) -> Response {
    let message = cut(message.to_owned());
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    graphql(media, status, body.to_string().into_bytes())
}

/// A line of plain text.
pub(crate) fn text(status: StatusCode, text: &str) -> Response {
    format!("{text}\n").with_status(status).into_response()
}

/// A page of ours.
pub(crate) fn html(status: StatusCode, body: String) -> Response {
    Html(body).with_status(status).into_response()
}

/// The method does not exist here.
pub(crate) fn method_not_allowed(allowed: &'static str) -> Response {
    with_header(
        text(
            StatusCode::METHOD_NOT_ALLOWED,
            "This address does not answer that method.",
        ),
        header::ALLOW,
        allowed,
    )
}

/// The same response, to be tried again soon.
pub(crate) fn try_again(response: Response) -> Response {
    with_header(response, header::RETRY_AFTER, RETRY_AFTER)
}

/// The same response with one header more.
pub(crate) fn with_header(
    response: Response,
    name: header::HeaderName,
    value: &'static str,
) -> Response {
    response.with_header(name, value).into_response()
}
