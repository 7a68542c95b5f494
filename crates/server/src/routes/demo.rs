//! The demo's own addresses: one click signs in as somebody invented, and a
//! mailbox shows every mail as it arrived. They exist only where
//! [`crate::Options::demo`] is set, which `cove demo` alone does.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use app::demo::Person;
use app::{App, digest, seed};
use askama::Template;
use domain::clock::Timestamp;
use domain::digest::moment_in_words;
use domain::session::Computer;
use mail::Mailbox;
use mail::receiver::ReceivedMail;
use poem::endpoint::EndpointExt as _;
use poem::http::{StatusCode, header};
use poem::middleware::SizeLimit;
use poem::web::cookie::CookieJar;
use poem::web::{Data, Form, Path, Query, Redirect};
use poem::{IntoResponse as _, Response, Route, handler, post};
use serde::Deserialize;

use crate::router::{allowing, observed, reads};
use crate::{State, cookie, page, response};

/// What the demo shows.
#[derive(Debug, Clone)]
pub struct DemoSite {
    /// Whom one may sign in as.
    pub people: Vec<Person>,
    /// Where mail is sent to.
    pub smtp_url: String,
    /// What arrived there.
    pub mailbox: Arc<Mailbox<ReceivedMail>>,
}

/// Adds the addresses of the demo.
pub(crate) fn routes(route: Route) -> Route {
    route
        .at("/demo", reads(show_people))
        .at(
            "/demo/sign-in",
            allowing("POST", post(sign_in.with(SizeLimit::new(1_024)))).around(observed),
        )
        .at("/demo/mailbox", reads(show_mailbox))
        .at("/demo/mailbox/:number", reads(show_mail))
        .at("/demo/mailbox/:number/html", reads(show_html))
}

#[derive(Template)]
#[template(path = "demo.html")]
struct SignInPage<'a> {
    people: &'a [Person],
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct MailboxPage<'a> {
    smtp_url: &'a str,
    /// Whose mail is shown; everybody's when empty.
    to: String,
    people: Vec<String>,
    mails: Vec<Line>,
}

struct Line {
    number: usize,
    kind: &'static str,
    subject: String,
    to: String,
    at: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage<'a> {
    number: usize,
    kind: &'static str,
    subject: &'a str,
    from: &'a str,
    to: &'a [String],
    at: String,
    text: Vec<Piece<'a>>,
    head: &'a str,
    has_html: bool,
}

/// A piece of a mail's text.
struct Piece<'a> {
    words: &'a str,
    is_address: bool,
}

/// A text with the addresses in it apart.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let words = text.split_inclusive(char::is_whitespace);
    let parts = words.flat_map(|word| {
        let (bare, blank) = word.split_at(word.trim_end().len());
        [bare, blank]
    });
    let is_address = |part: &str| part.starts_with("https://") || part.starts_with("http://");
    parts
        .map(|words| Piece {
            words,
            is_address: is_address(words),
        })
        .collect()
}

/// What kind of mail it is, by the Message-ID that Cove gives each: subjects say
/// what is in a mail, and one looks for a kind. Empty for what Cove did not send.
fn kind(mail: &ReceivedMail) -> &'static str {
    const KINDS: [(&str, &str); 11] = [
        ("digest.", "Weekly digest"),
        ("digest-test.", "Weekly digest, a test copy"),
        ("reply.", "Reply"),
        ("mentioned.", "A mention"),
        ("helped.", "An answer that helped"),
        ("sign-in.", "Signing in"),
        ("confirm.", "Asking to join"),
        ("decision-", "From the co-ordinator"),
        ("author-", "From the co-ordinator"),
        ("report.", "From the co-ordinator"),
        ("applicant-", "To the co-ordinator"),
    ];
    let id = mail
        .head
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: <"))
        .unwrap_or_default();
    KINDS
        .iter()
        .find(|(start, _)| id.starts_with(start))
        .map_or("", |(_, words)| words)
}

#[handler]
fn show_people(Data(demo): Data<&DemoSite>) -> Result<Response> {
    let people = &demo.people;
    page::send(StatusCode::OK, &SignInPage { people })
}

#[derive(Deserialize)]
struct Chosen {
    person: usize,
}

#[handler]
async fn sign_in(
    Data(state): Data<&Arc<State>>,
    Data(demo): Data<&DemoSite>,
    Form(chosen): Form<Chosen>,
    jar: &CookieJar,
) -> Result<Response> {
    let Some(person) = demo.people.get(chosen.person) else {
        return nothing();
    };
    let token = seed::sign_in(&state.app, person.member, Computer::Own).await?;
    let url = &state.options.public_url;
    jar.add(cookie::start(&token, Computer::Own, url));
    Ok(Redirect::see_other("/home").into_response())
}

/// Whose mail is asked for.
#[derive(Deserialize)]
struct Whose {
    #[serde(default)]
    to: String,
}

/// Newest first.
#[handler]
async fn show_mailbox(
    Data(state): Data<&Arc<State>>,
    Data(demo): Data<&DemoSite>,
    Query(Whose { to }): Query<Whose>,
) -> Result<Response> {
    let at = dated(&state.app).await?;
    let mails = demo.mailbox.numbered();
    let line = |(number, mail): &(usize, Arc<ReceivedMail>)| Line {
        number: *number,
        kind: kind(mail),
        subject: subject(mail).to_owned(),
        to: mail.to.join(", "),
        at: at(mail),
    };
    let is_theirs = |mail: &ReceivedMail| to.is_empty() || mail.to.contains(&to);
    let lines = mails
        .iter()
        .filter(|(_, mail)| is_theirs(mail))
        .map(line)
        .rev()
        .collect();
    let people: BTreeSet<&String> = mails.iter().flat_map(|(_, mail)| &mail.to).collect();
    let page = MailboxPage {
        smtp_url: &demo.smtp_url,
        people: people.into_iter().cloned().collect(),
        mails: lines,
        to,
    };
    page::send(StatusCode::OK, &page)
}

/// One mail, its HTML in a frame.
#[handler]
async fn show_mail(
    Data(state): Data<&Arc<State>>,
    Data(demo): Data<&DemoSite>,
    Path(number): Path<usize>,
) -> Result<Response> {
    let Some(mail) = demo.mailbox.message(number) else {
        return nothing();
    };
    let page = MailPage {
        number,
        kind: kind(&mail),
        subject: subject(&mail),
        from: &mail.from,
        to: &mail.to,
        at: dated(&state.app).await?(&mail),
        text: pieces(&mail.text),
        head: &mail.head,
        has_html: !mail.html.is_empty(),
    };
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let response = page::send(StatusCode::OK, &page)?;
    Ok(response::with_header(
        response,
        header::CONTENT_SECURITY_POLICY,
        policy,
    ))
}

#[handler]
fn show_html(Data(demo): Data<&DemoSite>, Path(number): Path<usize>) -> Result<Response> {
    match demo.mailbox.message(number) {
        Some(mail) => Ok(page::mail(&mail.html)),
        None => nothing(),
    }
}

/// When a mail was sent, in words.
async fn dated(app: &App) -> Result<impl Fn(&ReceivedMail) -> String + use<>> {
    let zone = digest::schedule::time_zone(app).await?;
    Ok(move |mail: &ReceivedMail| {
        mail.date_ms.map_or_else(
            || "without a date".to_owned(),
            |ms| moment_in_words(Timestamp(ms), zone),
        )
    })
}

/// What names a mail: other programs may send some here, too.
fn subject(mail: &ReceivedMail) -> &str {
    if mail.subject.is_empty() {
        "Without a subject"
    } else {
        &mail.subject
    }
}

fn nothing() -> Result<Response> {
    page::send(
        StatusCode::NOT_FOUND,
        &page::Words {
            heading: "There is nothing here",
            paragraphs: &["The mailbox forgets when the demo stops."],
            link: Some(("/demo/mailbox", "Go to the mailbox")),
        },
    )
}
