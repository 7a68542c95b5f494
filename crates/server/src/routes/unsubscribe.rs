//! One click that stops a kind of mail (RFC 8058), and the way back.
//!
//! The POST needs no cookie, no token in a form and no sign-in: the address is
//! the secret, and a mail program sends it with nothing else. It does not
//! redirect, and doing it again changes nothing. GET only shows the page:
//! scanners open every link.

use std::sync::Arc;

use anyhow::Result;
use app::mailing::{self, Choice};
use askama::Template;
use domain::mail::MailKind;
use poem::http::{StatusCode, Uri};
use poem::web::{Data, Multipart};
use poem::{Body, FromRequest as _, Request, RequestBody, Response, handler};

use crate::State;
use crate::page::{self, Words};

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

/// Shows what can be chosen.
#[handler]
pub(crate) async fn show(Data(state): Data<&Arc<State>>, uri: &Uri) -> Result<Response> {
    answer(mailing::choice(&state.app, token(uri)).await?, Ask::Show)
}

/// Stops it, unless the form of our own page asks for the opposite.
#[handler]
pub(crate) async fn choose(
    Data(state): Data<&Arc<State>>,
    request: &Request,
    body: Body,
) -> Result<Response> {
    let token = token(request.uri());
    if action(request, body).await.as_deref() == Some("resume") {
        answer(mailing::resume(&state.app, token).await?, Ask::Resume)
    } else {
        answer(mailing::stop(&state.app, token).await?, Ask::Stop)
    }
}

/// As it stands in the address: PostgreSQL refuses to look for some of what
/// `%00` and its like decode to.
fn token(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}

fn answer(chosen: Option<Choice>, ask: Ask) -> Result<Response> {
    match chosen {
        Some(choice) => page::send(StatusCode::OK, &page_of(&choice, ask)),
        None => page::send(
            StatusCode::NOT_FOUND,
            &Words {
                heading: "We do not know this link",
                paragraphs: &[
                    "Part of it may have been lost on the way: copy the whole link from the email and try again.",
                    "You can also choose your emails in your settings, once you are signed in.",
                ],
                link: Some(("/settings", "Go to your settings")),
            },
        ),
    }
}

fn page_of(choice: &Choice, ask: Ask) -> Page {
    let what = match choice.kind {
        MailKind::Digest => "the weekly digest",
        MailKind::Reply => "emails about replies to what you asked or started, and about mentions",
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

/// What a form asks for: mail programs send `List-Unsubscribe=One-Click`, as a
/// form of either kind, or nothing.
async fn action(request: &Request, body: Body) -> Option<String> {
    let bytes = body.into_bytes_limit(LIMIT).await.ok()?;
    let mut typed = url::form_urlencoded::parse(&bytes);
    if let Some((_, action)) = typed.find(|(name, _)| name == "action") {
        return Some(action.into_owned());
    }
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
