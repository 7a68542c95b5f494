//! The set-up link: makes its one holder the co-ordinator and signs them in.
//!
//! Its secret stands behind `#`, so that no log of requests holds it; a small
//! script puts it into the form. Without scripts it is pasted.

use std::sync::Arc;

use anyhow::Result;
use app::Failure;
use app::session::Browser;
use app::setup::{self, NewCoordinator, SetupRefusal};
use askama::Template;
use poem::http::{StatusCode, header};
use poem::web::cookie::CookieJar;
use poem::web::{Data, Form, Redirect};
use poem::{IntoResponse as _, Request, Response, handler};
use serde::Deserialize;

use crate::page::{self, Words};
use crate::{State, cookie, user_agent};

/// Bytes of the form.
pub(crate) const LIMIT: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "setup.html")]
struct Page<'a> {
    typed: &'a Typed,
    problems: &'a [app::Problem],
}

impl Page<'_> {
    fn problem(&self, name: &str) -> Option<&str> {
        let mut of_field = self.problems.iter().filter(|problem| problem.field == name);
        of_field.next().map(|problem| problem.message.as_str())
    }
}

/// The script of the form.
#[handler]
pub(crate) fn script() -> Response {
    Response::builder()
        .content_type("text/javascript; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .body(include_str!("../../assets/setup.js"))
}

/// The form.
#[handler]
pub(crate) async fn show(Data(state): Data<&Arc<State>>) -> Result<Response> {
    if setup::is_waiting(&state.app).await? {
        let page = Page {
            typed: &Typed::default(),
            problems: &[],
        };
        page::send(StatusCode::OK, &page)
    } else {
        over()
    }
}

/// Takes it.
#[handler]
pub(crate) async fn complete(
    Data(state): Data<&Arc<State>>,
    request: &Request,
    jar: &CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let new = NewCoordinator {
        name: typed.name.clone(),
        email: typed.email.clone(),
        ..NewCoordinator::default()
    };
    let browser = Browser {
        device: user_agent::describe(request.header(header::USER_AGENT).unwrap_or_default()),
        replaces: None,
    };
    match setup::complete(&state.app, typed.token.trim(), &new, &browser).await {
        Ok(started) => {
            let url = &state.options.public_url;
            jar.add(cookie::start(&started.token, started.computer, url));
            Ok(Redirect::see_other("/home").into_response())
        }
        Err(Failure::Refused(SetupRefusal::Invalid, problems)) => page::send(
            StatusCode::UNPROCESSABLE_ENTITY,
            &Page {
                typed: &typed,
                problems: problems.list(),
            },
        ),
        Err(Failure::Refused(SetupRefusal::Expired, _)) => over(),
        Err(Failure::Broken(error)) => Err(error),
    }
}

/// The form as it came.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    token: String,
    name: String,
    email: String,
}

fn over() -> Result<Response> {
    let page = Words {
        heading: "This link does not work",
        paragraphs: &[
            "It works once, and each start of Cove makes a new one until there is a co-ordinator. The newest is where Cove printed it.",
            "If Cove was set up already, you sign in with your email address.",
        ],
        link: Some(("/sign-in", "Sign in")),
    };
    page::send(StatusCode::NOT_FOUND, &page)
}
