//! The page behind the mail that asks whether a resource still holds: one press says
//! so. Like the pages that stop mail it needs no sign-in, because the address is the
//! secret, and GET only shows it: scanners open every link.

use std::sync::Arc;

use anyhow::Result;
use app::resource::{self, StillGood};
use askama::Template;
use poem::http::{StatusCode, Uri};
use poem::web::Data;
use poem::{Response, handler};

use crate::State;
use crate::page::{self, Words};

#[derive(Template)]
#[template(path = "still_good.html")]
struct Page {
    asked: StillGood,
}

/// Shows what is asked.
#[handler]
pub(crate) async fn show(Data(state): Data<&Arc<State>>, uri: &Uri) -> Result<Response> {
    match resource::still_good(&state.app, token(uri)).await? {
        Some(asked) => page::send(StatusCode::OK, &Page { asked }),
        None => answered(),
    }
}

/// Says that it holds.
#[handler]
pub(crate) async fn check(Data(state): Data<&Arc<State>>, uri: &Uri) -> Result<Response> {
    let Some((asked, next)) = resource::check_by_link(&state.app, token(uri)).await? else {
        return answered();
    };
    let words = format!("We will ask you again before {next}.");
    page::send(
        StatusCode::OK,
        &Words {
            heading: "Thank you: it is still good",
            paragraphs: &[&words],
            link: Some((&asked.url, "See it in the library")),
        },
    )
}

/// As it stands in the address: nothing of it is decoded.
fn token(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}

fn answered() -> Result<Response> {
    page::send(
        StatusCode::NOT_FOUND,
        &Words {
            heading: "There is nothing to answer here",
            paragraphs: &[
                "Somebody has answered already, the resource is gone, or it has another keeper or date now. Or part of the link was lost on the way: copy the whole of it from the email and try again.",
            ],
            link: Some(("/library", "Go to the library")),
        },
    )
}
