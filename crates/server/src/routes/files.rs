//! What members bring, on its way in and out. Bytes go by these routes and not
//! through GraphQL, so that neither way holds a file in memory.

pub(crate) mod download;
pub(crate) mod upload;

use domain::Viewer;
use poem::Request;

use crate::{State, cookie};

async fn viewer_of(state: &State, request: &Request) -> Result<Viewer, db::Error> {
    match cookie::token(request.cookie(), &state.options.public_url) {
        Some(token) => app::session::viewer_of(&state.app, &token).await,
        None => Ok(Viewer::nobody(state.app.now())),
    }
}
