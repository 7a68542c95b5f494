//! The set-up link: makes its one holder the co-ordinator and signs them in.
//!
//! Its secret stands behind `#`, so that no log of requests holds it; a small
//! script puts it into the form. Without scripts it is pasted.

use app::Failure;
use app::session::Browser;
use app::setup::{self, NewCoordinator, SetupRefusal};
use askama::Template;
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};

use crate::page::{self, Words};
use crate::{State, cookie, device, reply};

/// Bytes of the form.
const LIMIT: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "setup.html")]
struct Page<'a> {
    problems: &'a [app::Problem],
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: &'static str,
    /// For browsers that fill in what they know (WCAG 1.3.5).
    autocomplete: &'static str,
    value: &'a str,
    problem: Option<&'a str>,
}

/// The script of the form.
pub(crate) fn script() -> Response {
    Response::builder()
        .content_type("text/javascript; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .body(include_str!("../../assets/setup.js"))
}

/// Answers with the form, and takes it.
pub(crate) async fn answer(state: &State, id: &str, mut request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => match setup::is_waiting(&state.app).await {
            Ok(true) => page::send(StatusCode::OK, id, &form(&Typed::default(), &[])),
            Ok(false) => over(id),
            Err(error) => page::failed(id, &error.into()),
        },
        Method::POST => {
            let Ok(body) = request.take_body().into_bytes_limit(LIMIT).await else {
                return reply::text(StatusCode::PAYLOAD_TOO_LARGE, "This form is too long.");
            };
            let agent = request.header(header::USER_AGENT).unwrap_or_default();
            let browser = Browser {
                device: device::describe(agent),
                replaces: None,
            };
            complete(state, id, &Typed::of(&body), &browser).await
        }
        _ => reply::method_not_allowed("GET, HEAD, POST"),
    }
}

async fn complete(state: &State, id: &str, typed: &Typed, browser: &Browser) -> Response {
    match setup::complete(&state.app, typed.token.trim(), &typed.new, browser).await {
        Ok(started) => {
            let mut response = reply::see_other("/home");
            if let Ok(value) = HeaderValue::from_str(&cookie::start(
                &started.token,
                started.computer,
                &state.options.public_url,
            )) {
                response.headers_mut().insert(header::SET_COOKIE, value);
            }
            response
        }
        Err(Failure::Refused(SetupRefusal::Invalid(problems))) => page::send(
            StatusCode::UNPROCESSABLE_ENTITY,
            id,
            &form(typed, problems.list()),
        ),
        Err(Failure::Refused(SetupRefusal::Expired)) => over(id),
        Err(Failure::Broken(error)) => page::failed(id, &error),
    }
}

/// The form as it came.
#[derive(Default)]
struct Typed {
    token: String,
    new: NewCoordinator,
}

impl Typed {
    fn of(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            match name.as_ref() {
                "token" => typed.token = value.into_owned(),
                "name" => typed.new.name = value.into_owned(),
                "email" => typed.new.email = value.into_owned(),
                _ => {}
            }
        }
        typed
    }
}

fn form<'a>(typed: &'a Typed, problems: &'a [app::Problem]) -> Page<'a> {
    let new = &typed.new;
    let problem = |name| {
        problems
            .iter()
            .find(|problem| problem.field == name)
            .map(|problem| problem.message.as_str())
    };
    let fields = vec![
        Field {
            name: "token",
            label: "Set-up code",
            hint: "What stands behind # in the link that Cove printed.",
            kind: "text",
            autocomplete: "off",
            value: &typed.token,
            problem: None,
        },
        Field {
            name: "name",
            label: "Your name",
            hint: "As members will see it.",
            kind: "text",
            autocomplete: "name",
            value: &new.name,
            problem: problem("name"),
        },
        Field {
            name: "email",
            label: "Your work email address",
            hint: "You sign in with it. No other member sees it.",
            kind: "email",
            autocomplete: "email",
            value: &new.email,
            problem: problem("email"),
        },
    ];
    Page { problems, fields }
}

fn over(id: &str) -> Response {
    let page = Words {
        heading: "This link does not work",
        paragraphs: &[
            "It works once, and each start of Cove makes a new one until there is a co-ordinator. The newest is where Cove printed it.",
            "If Cove was set up already, you sign in with your email address.",
        ],
        link: Some(("/sign-in", "Sign in")),
    };
    page::send(StatusCode::NOT_FOUND, id, &page)
}
