//! Pages of plain HTML, for what must work in any mail reader's browser: no
//! scripts, one small style sheet of our own.

use std::sync::LazyLock;

use askama::Template;
use poem::error::ParsePathError;
use poem::http::{StatusCode, header};
use poem::{Response, handler};

use crate::{frontend, response};

const TOKENS: &str = include_str!("../../../frontend/src/lib/ui/tokens.css");
const OWN: &str = include_str!("../assets/plain.css");

/// The screens' own tokens and type, and what these pages do with them.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{TOKENS}\n{}\n{OWN}", frontend::faces()));

/// The style sheet at `/plain.css`.
#[handler]
pub(crate) fn style() -> Response {
    Response::builder()
        .content_type("text/css; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .body(STYLE.as_str())
}

/// A page with a heading and a few words.
#[derive(Template)]
#[template(path = "words.html")]
pub(crate) struct Words<'a> {
    pub(crate) heading: &'a str,
    pub(crate) paragraphs: &'a [&'a str],
    /// Where to go from here, and what the link says.
    pub(crate) link: Option<(&'a str, &'a str)>,
}

impl Words<'_> {
    /// Sends it, at worst as plain text.
    fn send(&self, status: StatusCode) -> Response {
        send(status, self).unwrap_or_else(|_| response::text(status, self.heading))
    }
}

/// Sends a page.
pub(crate) fn send(status: StatusCode, page: &impl Template) -> anyhow::Result<Response> {
    Ok(response::html(status, page.render()?))
}

/// Answers for what a route could not: the request's fault, a database that is
/// away, or what broke, which is logged.
pub(crate) fn failed(id: &str, error: poem::Error) -> Response {
    if error.is::<ParsePathError>() {
        return response::text(StatusCode::NOT_FOUND, "There is nothing here.");
    }
    if error.status().is_client_error() {
        return error.into_response();
    }
    if let Some(away) = error
        .downcast_ref::<db::Error>()
        .filter(|error| error.is_away())
    {
        tracing::warn!(error = %error, "the database is away");
        let page = Words {
            heading: "We cannot reach our records just now",
            paragraphs: match away {
                db::Error::InDoubt(_) => {
                    &["We cannot tell whether it was done. Open this page again in a minute."]
                }
                _ => &["Nothing was changed. Open this page again in a minute."],
            },
            link: None,
        };
        return response::try_again(page.send(StatusCode::SERVICE_UNAVAILABLE));
    }
    tracing::error!(error = %error, "a request broke");
    let number = format!("Tell the co-ordinator this number, so that it can be found: {id}");
    let page = Words {
        heading: "Something went wrong on our side",
        paragraphs: &["Nothing that you did caused this.", &number],
        link: None,
    };
    page.send(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A mail's HTML part, with the inline styles that mail needs, for a frame of
/// our own pages alone; its links lead out of it.
pub(crate) fn mail(html: &str) -> Response {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                  sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
    let html = html.replacen("<head>", "<head><base target=\"_top\">", 1);
    response::with_header(
        response::html(StatusCode::OK, html),
        header::CONTENT_SECURITY_POLICY,
        policy,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_plain_pages_is_a_token() {
        assert!(!OWN.contains('#') && !OWN.contains("rgb("));
        for after in OWN.split("var(--").skip(1) {
            let (name, _) = after.split_once(')').unwrap();
            assert!(TOKENS.contains(&format!("\t--{name}:")), "--{name}");
        }
    }
}
