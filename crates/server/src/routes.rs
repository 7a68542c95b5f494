//! What answers at which address; one file each.

pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod graphql;
pub(crate) mod health;
pub(crate) mod leaflet;
pub(crate) mod preview;
pub(crate) mod setup;
pub(crate) mod still_good;
pub(crate) mod unsubscribe;

use domain::Viewer;
use poem::Request;

use crate::{State, cookie};

/// Who asks, by the cookie.
async fn viewer_of(state: &State, request: &Request) -> Result<Viewer, db::Error> {
    match cookie::token(request.cookie(), &state.options.public_url) {
        Some(token) => app::session::viewer_of(&state.app, &token).await,
        None => Ok(Viewer::nobody(state.app.now())),
    }
}
