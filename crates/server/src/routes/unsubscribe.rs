//! One click that stops a kind of mail (RFC 8058), and the way back.
//!
//! The POST needs no cookie, no token in a form and no sign-in: the address is
//! the secret, and a mail program sends it with nothing else. It does not
//! redirect, and doing it again changes nothing. GET only shows the page:
//! scanners open every link.

use app::mailing::{self, Choice};
use askama::Template;
use domain::mail::MailKind;
use poem::http::{Method, StatusCode, header};
use poem::web::Multipart;
use poem::{FromRequest as _, Request, RequestBody, Response};

use crate::page::{self, Words};
use crate::{State, reply};

/// Bytes of a form; a mail program sends 26.
const LIMIT: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Page {
    heading: String,
    /// To which address it goes, masked; none for somebody who left.
    address: Option<String>,
    words: &'static str,
    action: &'static str,
    button: &'static str,
    /// Whether it undoes what was just wanted, so that it stands back.
    is_undo: bool,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Show,
    Stop,
    Resume,
}

/// Answers for one token.
pub(crate) async fn answer(state: &State, id: &str, token: &str, request: Request) -> Response {
    let ask = match *request.method() {
        Method::GET | Method::HEAD => Ask::Show,
        Method::POST => asked(request).await,
        _ => return reply::method_not_allowed("GET, HEAD, POST"),
    };
    let chosen = match ask {
        Ask::Show => mailing::choice(&state.app, token).await,
        Ask::Stop => mailing::stop(&state.app, token).await,
        Ask::Resume => mailing::resume(&state.app, token).await,
    };
    match chosen {
        Ok(Some(choice)) => page::send(StatusCode::OK, id, &page_of(&choice, ask)),
        Ok(None) => page::send(
            StatusCode::NOT_FOUND,
            id,
            &Words {
                heading: "We do not know this link",
                paragraphs: &[
                    "Part of it may have been lost on the way: copy the whole link from the email and try again.",
                    "You can also choose your emails in your settings, once you are signed in.",
                ],
                link: Some(("/settings", "Go to your settings")),
            },
        ),
        Err(error) => page::failed(id, &error.into()),
    }
}

fn page_of(choice: &Choice, ask: Ask) -> Page {
    let what = match choice.kind {
        MailKind::Digest => "the weekly digest",
        MailKind::Reply => "emails about replies to what you asked or started",
        MailKind::Helped => "emails when your answer helped someone",
    };
    let heading = match (ask, choice.wanted) {
        (Ask::Show, true) => format!("Stop {what}?"),
        (Ask::Show, false) => format!("You do not get {what}"),
        (_, false) => format!("We will not send you {what} any more"),
        (_, true) => format!("We will send you {what}"),
    };
    let address = choice.address.clone();
    if choice.wanted {
        let words = match ask {
            Ask::Show => "Other emails that you chose still come, and you stay a member.",
            _ => "You can stop it again at any time.",
        };
        Page {
            heading,
            address,
            words,
            action: "stop",
            button: "Stop it",
            is_undo: ask != Ask::Show,
        }
    } else {
        let words = "Other emails that you chose still come, and you stay a member. An email that is on its way may still arrive.";
        Page {
            heading,
            address,
            words,
            action: "resume",
            button: "Turn it on again",
            is_undo: true,
        }
    }
}

/// Stop, unless the form of our own page asks for the opposite: mail programs
/// send `List-Unsubscribe=One-Click`, as a form of either kind, or nothing.
async fn asked(request: Request) -> Ask {
    let is_multipart = request.header(header::CONTENT_TYPE).is_some_and(|value| {
        value
            .to_ascii_lowercase()
            .starts_with("multipart/form-data")
    });
    let mut request = request;
    let body = request.take_body();
    let action = if is_multipart {
        multipart_action(&request, body).await
    } else {
        form_action(body).await
    };
    if action.as_deref() == Some("resume") {
        Ask::Resume
    } else {
        Ask::Stop
    }
}

async fn form_action(body: poem::Body) -> Option<String> {
    let bytes = body.into_bytes_limit(LIMIT).await.ok()?;
    url::form_urlencoded::parse(&bytes)
        .find(|(name, _)| name == "action")
        .map(|(_, value)| value.into_owned())
}

async fn multipart_action(request: &Request, body: poem::Body) -> Option<String> {
    let bytes = body.into_bytes_limit(LIMIT).await.ok()?;
    let mut form = Multipart::from_request(request, &mut RequestBody::new(bytes.into()))
        .await
        .ok()?;
    while let Some(field) = form.next_field().await.ok()? {
        if field.name() == Some("action") {
            return field.text().await.ok();
        }
    }
    None
}
