//! Somebody who uses the product: sends the documents that the screens send.

use domain::id::MemberId;
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::test_app::step;
use crate::{TestApp, document};

/// Somebody, signed in or not.
#[derive(Clone, Debug)]
pub struct Actor {
    app: TestApp,
    member: Option<MemberId>,
    /// Their name; empty for a visitor.
    pub name: String,
    /// Their address; empty for a visitor.
    pub email: String,
    token: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The whole body.
    pub body: Value,
    /// How long it was.
    pub bytes: usize,
    /// The session that the answer's cookie carries, if it sets one.
    pub token: Option<String>,
}

impl Answer {
    /// The data; fails on errors.
    #[must_use]
    pub fn data(&self) -> &Value {
        assert!(self.body.get("errors").is_none(), "errors: {}", self.body);
        &self.body["data"]
    }

    /// The codes of the errors.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| {
                error["extensions"]["code"]
                    .as_str()
                    .unwrap_or("none")
                    .to_owned()
            })
            .collect()
    }
}

impl Actor {
    pub(crate) fn visitor(app: TestApp) -> Self {
        Self {
            app,
            member: None,
            name: String::new(),
            email: String::new(),
            token: None,
        }
    }

    pub(crate) fn signed_in(
        app: TestApp,
        member: MemberId,
        name: String,
        email: String,
        token: String,
    ) -> Self {
        Self {
            app,
            member: Some(member),
            name,
            email,
            token: Some(token),
        }
    }

    /// The same person with another session, or none.
    #[must_use]
    pub fn with_token(&self, token: Option<String>) -> Self {
        Self {
            token,
            ..self.clone()
        }
    }

    /// Their session's token.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Their id as it is outside.
    #[must_use]
    pub fn id(&self) -> String {
        self.member().to_string()
    }

    /// Their id.
    #[must_use]
    pub fn member(&self) -> MemberId {
        self.member.expect("a visitor has no id")
    }

    /// Sends a document as the screens do.
    pub async fn send(&self, query: &str, variables: Value) -> Answer {
        let mut request = self
            .app
            .router()
            .post("/graphql")
            .header("Content-Type", "application/json")
            .header("X-Cove-Request", "1")
            .body(json!({ "query": query, "variables": variables }).to_string());
        if let Some(token) = &self.token {
            request = request.header("Cookie", format!("__Host-cove={token}"));
        }
        let response = request.send().await.0;
        step();
        let status = response.status();
        let token = response
            .headers()
            .get_all("set-cookie")
            .iter()
            .find_map(|cookie| {
                let (name, rest) = cookie.to_str().ok()?.split_once('=')?;
                let value = rest.split(';').next()?;
                (name == "__Host-cove" && !value.is_empty()).then(|| value.to_owned())
            });
        let text = response.into_body().into_string().await.expect("a body");
        let body =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON ({status}): {text}"));
        Answer {
            status,
            body,
            bytes: text.len(),
            token,
        }
    }

    /// Sends a file as the screens do; the status and what is said.
    pub async fn brings(&self, name: &str, bytes: impl Into<Vec<u8>>) -> (StatusCode, Value) {
        let name: String = name
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect();
        let mut request = self
            .app
            .router()
            .post("/files")
            .header("X-Cove-Request", "1")
            .header("X-Cove-File-Name", name)
            .body(bytes.into());
        if let Some(token) = &self.token {
            request = request.header("Cookie", format!("__Host-cove={token}"));
        }
        let response = request.send().await.0;
        step();
        let status = response.status();
        let text = response.into_body().into_string().await.expect("a body");
        (
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        )
    }

    /// Brings a file that is taken; it.
    pub async fn brought(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Value {
        let (status, said) = self.brings(name, bytes).await;
        assert_eq!(status, StatusCode::CREATED, "{said}");
        said["file"].clone()
    }

    /// Looks at an address of ours, with these headers.
    pub async fn looks_at(&self, path: &str, headers: &[(&str, &str)]) -> poem::Response {
        let mut request = self.app.router().get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header("Cookie", format!("__Host-cove={token}"));
        }
        let response = request.send().await.0;
        step();
        response
    }

    /// Runs a document of a test's own; its data.
    pub async fn run(&self, query: &str, variables: Value) -> Value {
        self.send(query, variables).await.data().clone()
    }

    /// Runs a document of the frontend (`"thread/reply"`); its data.
    pub async fn does(&self, name: &str, variables: Value) -> Value {
        self.run(&document(name), variables).await
    }

    /// Asks a question with a title, under the first topic; the thread's id.
    pub async fn ask(&self, title: &str) -> String {
        self.start("QUESTION", title, "Invented words of a question.")
            .await
    }

    /// Starts a thread of a kind under the first topic; its id.
    pub async fn start(&self, kind: &str, title: &str, body: &str) -> String {
        let topics = self.run("{ topics { id } }", json!({})).await;
        let input = json!({ "kind": kind, "title": title, "body": body, "topics": [topics["topics"][0]["id"]] });
        let data = self
            .run(
                "mutation($input: StartThreadInput!) { startThread(input: $input) { status problems { field message } thread { id } } }",
                json!({ "input": input }),
            )
            .await;
        assert_eq!(data["startThread"]["status"], "POSTED", "{data}");
        text(&data["startThread"]["thread"]["id"])
    }

    /// Replies to a thread; the post's id.
    pub async fn reply(&self, thread: &str, body: &str) -> String {
        let data = self
            .run(
                "mutation($input: ReplyInput!) { reply(input: $input) { status problems { field message } post { id } } }",
                json!({ "input": { "thread": thread, "body": body } }),
            )
            .await;
        assert_eq!(data["reply"]["status"], "POSTED", "{data}");
        text(&data["reply"]["post"]["id"])
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value}"))
        .to_owned()
}
