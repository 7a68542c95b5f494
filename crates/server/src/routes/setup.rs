//! The set-up link: makes its one holder the co-ordinator and signs them in.

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

/// Answers for one link.
pub(crate) async fn answer(state: &State, id: &str, token: &str, mut request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => match setup::is_open(&state.app, token).await {
            Ok(true) => page::send(StatusCode::OK, id, &form(&NewCoordinator::default(), &[])),
            Ok(false) => over(id),
            Err(error) => page::failed(id, &error.into()),
        },
        Method::POST => {
            let Ok(body) = request.take_body().into_bytes_limit(LIMIT).await else {
                return reply::text(StatusCode::PAYLOAD_TOO_LARGE, "This form is too long.");
            };
            let agent = request.header(header::USER_AGENT).unwrap_or_default();
            let browser = Browser { device: device::describe(agent), replaces: None };
            complete(state, id, token, &typed(&body), &browser).await
        }
        _ => reply::method_not_allowed("GET, HEAD, POST"),
    }
}

async fn complete(state: &State, id: &str, token: &str, new: &NewCoordinator, browser: &Browser) -> Response {
    match setup::complete(&state.app, token, new, browser).await {
        Ok(started) => {
            let mut response = reply::see_other("/home");
            if let Ok(value) = HeaderValue::from_str(&cookie::start(&started.token, started.computer, &state.options.public_url)) {
                response.headers_mut().insert(header::SET_COOKIE, value);
            }
            response
        }
        Err(Failure::Refused(SetupRefusal::Invalid(problems))) => {
            page::send(StatusCode::UNPROCESSABLE_ENTITY, id, &form(new, problems.list()))
        }
        Err(Failure::Refused(SetupRefusal::Expired)) => over(id),
        Err(Failure::Broken(error)) => page::failed(id, &error),
    }
}

fn typed(body: &[u8]) -> NewCoordinator {
    let mut new = NewCoordinator::default();
    for (name, value) in url::form_urlencoded::parse(body) {
        match name.as_ref() {
            "name" => new.name = value.into_owned(),
            "email" => new.email = value.into_owned(),
            _ => {}
        }
    }
    new
}

fn form<'a>(new: &'a NewCoordinator, problems: &'a [app::Problem]) -> Page<'a> {
    let problem = |name| problems.iter().find(|problem| problem.field == name).map(|problem| problem.message.as_str());
    let fields = vec![
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
