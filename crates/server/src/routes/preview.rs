//! `GET /digest/preview/<issue>/<member>`: the HTML part of a member's digest,
//! for the frame on the co-ordinator's desk. It is a document of its own,
//! because a mail needs inline styles, which the policy of the screens forbids.

use std::sync::Arc;

use anyhow::Result;
use domain::id::{IssueId, MemberId};
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use crate::routes::viewer_of;
use crate::{State, page};

/// Answers the co-ordinator; for anyone else there is nothing here. The parts
/// are the 32 hex digits of an id each.
#[handler]
pub(crate) async fn show(
    Data(state): Data<&Arc<State>>,
    Path((issue, member)): Path<(String, String)>,
    request: &Request,
) -> Result<Response> {
    let viewer = viewer_of(state, request).await?;
    let issue = format!("{}:{issue}", IssueId::PREFIX).parse();
    let member = format!("{}:{member}", MemberId::PREFIX).parse();
    if let (Ok(_), Ok(issue), Ok(member)) = (viewer.coordinator(), issue, member)
        && let Some(preview) = app::digest::preview(&state.app, issue, member).await?
    {
        return Ok(page::mail(&preview.content.html));
    }
    let words = page::Words {
        heading: "There is nothing here",
        paragraphs: &["Sign in as the co-ordinator to look at the weekly digest."],
        link: Some(("/sign-in", "Sign in")),
    };
    page::send(StatusCode::NOT_FOUND, &words)
}
