//! Whether the process lives, and whether it can work.

use std::sync::Arc;

use poem::http::StatusCode;
use poem::web::Data;
use poem::{Response, handler};

use crate::{State, response};

/// `/healthz`: the process answers. Restart it when this does not.
#[handler]
pub(crate) fn alive() -> Response {
    response::text(StatusCode::OK, "ok")
}

/// `/readyz`: the database answers too, whoever writes gets a turn, and what is
/// written is kept. Send nobody here while it does not.
#[handler]
pub(crate) async fn ready(Data(state): Data<&Arc<State>>) -> Response {
    if let Err(error) = state.app.db().ping().await {
        return not_ready(&error, "The database does not answer.");
    }
    // Who reads and who writes have connections of their own.
    match state.app.check_writing().await {
        Ok(()) => response::text(StatusCode::OK, "ready"),
        Err(error @ db::Error::DiskFull) => {
            not_ready(&error, "The disk is full: nothing can be written.")
        }
        Err(error) => not_ready(&error, "The database lets nobody write."),
    }
}

fn not_ready(error: &db::Error, words: &str) -> Response {
    tracing::warn!(error = %error, "not ready: {words}");
    response::try_again(response::text(StatusCode::SERVICE_UNAVAILABLE, words))
}
