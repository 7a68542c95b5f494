//! `GET /collections/<id>/leaflet.pdf`: a collection for paper.

use std::sync::Arc;

use anyhow::Result;
use domain::id::CollectionId;
use poem::http::{StatusCode, header};
use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use super::files::download::named;
use super::viewer_of;
use crate::{State, response};

/// Answers members; for anyone else there is nothing here.
#[handler]
pub(crate) async fn show(
    Data(state): Data<&Arc<State>>,
    Path(id): Path<String>,
    request: &Request,
) -> Result<Response> {
    let viewer = viewer_of(state, request).await?;
    let id = format!("{}:{id}", CollectionId::PREFIX).parse();
    if let (Ok(member), Ok(id)) = (viewer.member(), id)
        && let Some(leaflet) = app::collection::leaflet(&state.app, &member, id).await?
    {
        let name = format!("{}.pdf", leaflet.title);
        return Ok(Response::builder()
            .header(header::CONTENT_TYPE, "application/pdf")
            .header(header::CONTENT_DISPOSITION, named("attachment", &name))
            .body(leaflet.pdf));
    }
    Ok(response::text(
        StatusCode::NOT_FOUND,
        "There is nothing here.",
    ))
}
