//! The demo's own addresses: one click signs in as somebody invented, and a
//! mailbox shows every mail as it arrived. They exist only where
//! [`crate::Options::demo`] is set, which `cove demo` alone does.

use std::sync::Arc;

use app::{digest, seed};
use askama::Template;
use domain::clock::Timestamp;
use domain::digest::moment_in_words;
use domain::id::MemberId;
use domain::session::Computer;
use mail::Mailbox;
use mail::receiver::Arrived;
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};

use crate::{State, cookie, page, reply};

/// What the demo shows.
#[derive(Debug, Clone)]
pub struct DemoDoor {
    /// Whom one may sign in as.
    pub people: Vec<DemoPerson>,
    /// Where mail is sent to.
    pub smtp_url: String,
    /// What arrived there.
    pub mailbox: Arc<Mailbox<Arrived>>,
}

/// Somebody invented.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// The member.
    pub member: MemberId,
    /// Their name, and what they are.
    pub name: String,
    /// A line about them.
    pub about: String,
}

/// An address of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Door,
    SignIn,
    Mailbox,
    Letter(usize),
    Html(usize),
}

impl Page {
    /// The page of the parts behind `/demo`.
    pub(crate) fn of(parts: &[&str]) -> Option<Self> {
        match parts {
            [] => Some(Self::Door),
            ["sign-in"] => Some(Self::SignIn),
            ["mailbox"] => Some(Self::Mailbox),
            ["mailbox", number] => number.parse().ok().map(Self::Letter),
            ["mailbox", number, "html"] => number.parse().ok().map(Self::Html),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "demo.html")]
struct DoorPage<'a> {
    people: &'a [DemoPerson],
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct MailboxPage<'a> {
    smtp_url: &'a str,
    /// Whose mail is shown; everybody's when empty.
    to: String,
    people: Vec<String>,
    letters: Vec<Line>,
}

struct Line {
    number: usize,
    kind: &'static str,
    subject: String,
    to: String,
    at: String,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage<'a> {
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
    let mut pieces = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.starts_with("https://") || bare.starts_with("http://") {
            pieces.push(Piece {
                words: bare,
                is_address: true,
            });
            pieces.push(Piece {
                words: word.get(bare.len()..).unwrap_or_default(),
                is_address: false,
            });
        } else {
            pieces.push(Piece {
                words: word,
                is_address: false,
            });
        }
    }
    pieces
}

/// What kind of mail it is, by the Message-ID that Cove gives each: subjects say
/// what is in a mail, and one looks for a kind. Empty for what Cove did not send.
fn kind(letter: &Arrived) -> &'static str {
    const KINDS: [(&str, &str); 9] = [
        ("digest.", "Weekly digest"),
        ("digest-test.", "Weekly digest, a test copy"),
        ("reply.", "Reply"),
        ("helped.", "An answer that helped"),
        ("sign-in.", "Signing in"),
        ("confirm.", "Asking to join"),
        ("decision-", "From the co-ordinator"),
        ("author-", "From the co-ordinator"),
        ("applicant-", "To the co-ordinator"),
    ];
    let id = letter
        .head
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: <"))
        .unwrap_or_default();
    KINDS
        .iter()
        .find(|(start, _)| id.starts_with(start))
        .map_or("", |(_, words)| words)
}

/// Answers for one page.
pub(crate) async fn answer(state: &State, id: &str, page: &Page, request: Request) -> Response {
    // The router leads here only where there is a demo.
    let Some(door) = &state.options.demo else {
        return reply::text(StatusCode::NOT_FOUND, "There is nothing here.");
    };
    let is_read = reply::is_read(&request);
    let zone = match digest::schedule::time_zone(&state.app).await {
        Ok(zone) => zone,
        Err(error) => return page::failed(id, &error.into()),
    };
    let written = |letter: &Arrived| {
        letter.date_ms.map_or_else(
            || "without a date".to_owned(),
            |ms| moment_in_words(Timestamp(ms), zone),
        )
    };
    match page {
        Page::SignIn if request.method() == Method::POST => sign_in(state, id, door, request).await,
        Page::SignIn => reply::method_not_allowed("POST"),
        _ if !is_read => reply::method_not_allowed("GET, HEAD"),
        Page::Door => page::send(
            StatusCode::OK,
            id,
            &DoorPage {
                people: &door.people,
            },
        ),
        Page::Mailbox => page::send(
            StatusCode::OK,
            id,
            &mailbox(door, asked_for(&request), written),
        ),
        Page::Letter(number) => match door.mailbox.letter(*number) {
            Some(letter) => framing(page::send(
                StatusCode::OK,
                id,
                &letter_page(*number, &letter, written(&letter)),
            )),
            None => nothing(id),
        },
        Page::Html(number) => match door.mailbox.letter(*number) {
            Some(letter) => page::mail(&letter.html),
            None => nothing(id),
        },
    }
}

async fn sign_in(state: &State, id: &str, door: &DemoDoor, mut request: Request) -> Response {
    let body = request
        .take_body()
        .into_bytes_limit(1_024)
        .await
        .unwrap_or_default();
    let number = url::form_urlencoded::parse(&body)
        .find(|(name, _)| name == "person")
        .and_then(|(_, value)| value.parse::<usize>().ok());
    let Some(person) = number.and_then(|number| door.people.get(number)) else {
        return nothing(id);
    };
    match seed::sign_in(&state.app, person.member, Computer::Own).await {
        Ok(token) => {
            let mut response = reply::see_other("/home");
            if let Ok(cookie) = HeaderValue::from_str(&cookie::start(
                &token,
                Computer::Own,
                &state.options.public_url,
            )) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => page::failed(id, &error),
    }
}

/// Whose mail the address asks for: `?to=`.
fn asked_for(request: &Request) -> String {
    let query = request.uri().query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "to")
        .map(|(_, to)| to.into_owned())
        .unwrap_or_default()
}

/// Newest first.
fn mailbox(door: &DemoDoor, to: String, written: impl Fn(&Arrived) -> String) -> MailboxPage<'_> {
    let letters = door.mailbox.numbered();
    let line = |(number, letter): &(usize, Arc<Arrived>)| Line {
        number: *number,
        kind: kind(letter),
        subject: subject(letter).to_owned(),
        to: letter.to.join(", "),
        at: written(letter),
    };
    let is_theirs = |letter: &Arrived| to.is_empty() || letter.to.contains(&to);
    let lines = letters
        .iter()
        .filter(|(_, letter)| is_theirs(letter))
        .map(line)
        .rev()
        .collect();
    let people: std::collections::BTreeSet<&String> =
        letters.iter().flat_map(|(_, letter)| &letter.to).collect();
    MailboxPage {
        smtp_url: &door.smtp_url,
        people: people.into_iter().cloned().collect(),
        letters: lines,
        to,
    }
}

fn letter_page(number: usize, letter: &Arrived, at: String) -> LetterPage<'_> {
    LetterPage {
        number,
        kind: kind(letter),
        subject: subject(letter),
        from: &letter.from,
        to: &letter.to,
        at,
        text: pieces(&letter.text),
        head: &letter.head,
        has_html: !letter.html.is_empty(),
    }
}

/// What names a mail: other programs may send some here, too.
fn subject(letter: &Arrived) -> &str {
    if letter.subject.is_empty() {
        "Without a subject"
    } else {
        &letter.subject
    }
}

/// The page that holds a frame with the mail.
fn framing(mut response: Response) -> Response {
    let policy = "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    response
}

fn nothing(id: &str) -> Response {
    page::send(
        StatusCode::NOT_FOUND,
        id,
        &page::Words {
            heading: "There is nothing here",
            paragraphs: &["The mailbox forgets when the demo stops."],
            link: Some(("/demo/mailbox", "Go to the mailbox")),
        },
    )
}
