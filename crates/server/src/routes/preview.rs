//! `GET /digest/preview/<issue>/<member>`: the HTML part of a member's digest,
//! for the frame on the co-ordinator's desk. It is a document of its own,
//! because a mail needs inline styles, which the policy of the screens forbids.

use domain::Viewer;
use domain::id::{IssueId, MemberId};
use poem::http::StatusCode;
use poem::{Request, Response};

use crate::{State, cookie, page, reply};

/// Whose copy of which issue: each the 32 hex digits of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    issue: IssueId,
    member: MemberId,
}

impl Address {
    /// From the parts of a path; none for what cannot be one.
    pub(crate) fn of(issue: &str, member: &str) -> Option<Self> {
        let issue = format!("{}:{issue}", IssueId::PREFIX).parse().ok()?;
        let member = format!("{}:{member}", MemberId::PREFIX).parse().ok()?;
        Some(Self { issue, member })
    }
}

/// Answers the co-ordinator; for anyone else there is nothing here.
pub(crate) async fn answer(
    state: &State,
    id: &str,
    address: &Address,
    request: Request,
) -> Response {
    if !reply::is_read(&request) {
        return reply::method_not_allowed("GET, HEAD");
    }
    let viewer = match cookie::read(request.headers(), &state.options.public_url).flatten() {
        Some(token) => app::session::viewer_of(&state.app, &token).await,
        None => Ok(Viewer::nobody(state.app.now())),
    };
    match viewer {
        Ok(viewer) if viewer.coordinator().is_err() => nothing(id),
        Ok(_) => match app::digest::preview(&state.app, address.issue, address.member).await {
            Ok(Some(preview)) => page::mail(&preview.html),
            Ok(None) => nothing(id),
            Err(error) => page::failed(id, &error),
        },
        Err(error) => page::failed(id, &error.into()),
    }
}

fn nothing(id: &str) -> Response {
    let words = page::Words {
        heading: "There is nothing here",
        paragraphs: &["Sign in as the co-ordinator to look at the weekly digest."],
        link: Some(("/sign-in", "Sign in")),
    };
    page::send(StatusCode::NOT_FOUND, id, &words)
}
