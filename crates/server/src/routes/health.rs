//! Whether the process lives, and whether it can work.

use poem::http::StatusCode;
use poem::{Request, Response};

use crate::{State, reply};

/// `/healthz`: the process answers. Restart it when this does not.
pub(crate) fn alive(request: &Request) -> Response {
    if reply::is_read(request) { reply::text(StatusCode::OK, "ok") } else { reply::method_not_allowed("GET, HEAD") }
}

/// `/readyz`: the database answers too. Send nobody here while it does not.
pub(crate) async fn ready(state: &State, request: &Request) -> Response {
    if !reply::is_read(request) {
        return reply::method_not_allowed("GET, HEAD");
    }
    match state.app.db().ping().await {
        Ok(()) => reply::text(StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(error = %error, "not ready: the database does not answer");
            reply::try_again(reply::text(StatusCode::SERVICE_UNAVAILABLE, "The database does not answer."))
        }
    }
}
