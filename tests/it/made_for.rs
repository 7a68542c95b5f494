//! A page that was made for one member, in a browser where another has signed in.

use it::{Actor, TestApp, document, number, on_both_engines};
use poem::http::StatusCode;
use serde_json::{Value, json};

/// What the server says to a document that a page sends.
struct Said {
    status: StatusCode,
    body: Value,
    /// For whom it answered.
    for_whom: Option<String>,
    /// The cookie that it sets, if it does.
    cookie: Option<String>,
}

impl Said {
    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }

    fn is_refused(&self) -> bool {
        self.status == StatusCode::FORBIDDEN
            && self.code() == "OTHER_MEMBER"
            && self.body.get("data").is_none()
            && self.cookie.is_none()
    }
}

/// Sends a document with somebody's cookie from a page that says for whom it was
/// made, in as many headers as are given.
async fn send_all(
    app: &TestApp,
    cookie: &Actor,
    made_for: &[&str],
    query: &str,
    variables: Value,
) -> Said {
    let mut request = app
        .router()
        .post("/graphql")
        .header("Content-Type", "application/json")
        .header("X-Cove-Request", "1");
    if let Some(token) = cookie.token() {
        request = request.header("Cookie", format!("__Host-cove={token}"));
    }
    for member in made_for {
        request = request.header("X-Cove-Member", *member);
    }
    let response = request
        .body(json!({ "query": query, "variables": variables }).to_string())
        .send()
        .await
        .0;
    let text = |name: &str| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().expect("a text").to_owned())
    };
    let (status, for_whom, cookie) = (response.status(), text("x-cove-member"), text("set-cookie"));
    let body = response.into_body().into_string().await.expect("a body");
    Said {
        status,
        body: serde_json::from_str(&body).expect("JSON"),
        for_whom,
        cookie,
    }
}

async fn send(
    app: &TestApp,
    cookie: &Actor,
    made_for: &Actor,
    query: &str,
    variables: Value,
) -> Said {
    send_all(app, cookie, &[&made_for.id()], query, variables).await
}

const WHO: &str = "{ viewer { member { name } } }";

on_both_engines! {
    async fn a_page_for_another_member_writes_nothing(app) {
        let ann = app.member("Ann", "education").await;
        let cas = app.member("Cas", "education").await;
        let thread = ann.ask("Who has a quiet room on Thursdays?").await;
        let profile = ann.does("viewer/settings", json!({})).await;
        let sector = profile["viewer"]["member"]["sector"]["id"].clone();
        let topic = profile["topics"][0]["id"].clone();
        let writes = [
            ("thread/reply", json!({ "thread": thread, "body": "Half a reply of Ann's." })),
            ("thread/startThread", json!({ "kind": "QUESTION", "title": "Of Ann's", "body": "Words of Ann's.", "topics": [topic] })),
            ("thread/follow", json!({ "subject": thread, "on": true })),
            ("viewer/updateProfile", json!({
                "name": "Ann", "role": "Head of year", "organisation": "Ann's school", "sector": sector, "expertise": [],
                "expectedVersion": profile["viewer"]["version"],
            })),
            ("viewer/updateEmailPreferences", json!({ "digest": "OFF" })),
            ("session/requestSignIn", json!({ "email": ann.email, "sharedComputer": false })),
            ("session/signOut", json!({})),
            ("session/signOutEverywhere", json!({})),
        ];
        let rows = async || {
            let mut rows = Vec::new();
            for table in ["thread", "post", "thread_follow", "session", "challenge", "job", "audit_entry"] {
                rows.push((table, number(&app, &format!("SELECT COUNT(*) FROM {table}")).await));
            }
            (rows, cas.does("viewer/settings", json!({})).await)
        };
        let before = rows().await;
        for (name, input) in writes {
            let said = send(&app, &cas, &ann, &document(name), json!({ "input": input })).await;
            assert!(said.is_refused(), "{name}: {} {}", said.status, said.body);
        }
        assert_eq!(rows().await, before, "nothing was changed, and Cas is still signed in");
    }

    async fn a_page_for_another_member_reads_nothing(app) {
        let ann = app.member("Ann", "education").await;
        let cas = app.member("Cas", "education").await;
        let thread = cas.ask("What do you say on the phone?").await;
        for (name, variables) in [("viewer/viewer", json!({})), ("viewer/settings", json!({})), ("thread/home", json!({})), ("thread/thread", json!({ "id": thread }))] {
            let said = send(&app, &cas, &ann, &document(name), variables).await;
            assert!(said.is_refused(), "{name}: {} {}", said.status, said.body);
            assert!(!said.body.to_string().contains("Cas"), "{name} names the other: {}", said.body);
        }
        // Nor does it tell what a document of one's own would earn.
        assert!(send(&app, &cas, &ann, "{ nonsense }", json!({})).await.is_refused());
    }

    async fn a_page_for_the_one_who_is_signed_in_is_served(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Where do you keep the leaflets?").await;
        let said = send(&app, &ann, &ann, &document("thread/reply"), json!({ "input": { "thread": thread, "body": "By the door." } })).await;
        assert_eq!((said.status, &said.body["data"]["reply"]["status"]), (StatusCode::OK, &json!("POSTED")), "{}", said.body);
        assert_eq!(said.for_whom, Some(ann.id()));
        let said = send_all(&app, &ann, &[], WHO, json!({})).await;
        assert_eq!(said.body["data"]["viewer"]["member"]["name"], "Ann", "other clients say nothing");
        assert_eq!(said.for_whom, Some(ann.id()), "and are told for whom the answer is");
        assert_eq!(send_all(&app, &app.visitor(), &[], WHO, json!({})).await.for_whom, None);
        let said = send(&app, &ann, &ann, &document("session/signOut"), json!({})).await;
        assert!(said.cookie.is_some_and(|cookie| cookie.contains("Max-Age=0")));
    }

    async fn a_page_that_outlasts_its_session_is_told_so(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Who runs the drop-in now?").await;
        let gone = ann.with_token(None);
        let posts = number(&app, "SELECT COUNT(*) FROM post").await;
        let said = send(&app, &gone, &ann, &document("thread/reply"), json!({ "input": { "thread": thread, "body": "Typed before lunch." } })).await;
        assert_eq!((said.status, said.code()), (StatusCode::OK, "UNAUTHENTICATED"), "{}", said.body);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post").await, posts);
        let said = send(&app, &gone, &ann, WHO, json!({})).await;
        assert_eq!((said.body["data"].clone(), said.for_whom), (json!({ "viewer": null }), None));
        let wish = json!({ "input": { "email": ann.email, "sharedComputer": false } });
        let said = send(&app, &gone, &ann, &document("session/requestSignIn"), wish).await;
        assert_eq!(said.body["data"]["requestSignIn"]["status"], "SENT", "the way back is open: {}", said.body);
        app.run_jobs().await;
    }

    async fn a_header_that_names_no_member_is_refused(app) {
        let ann = app.member("Ann", "education").await;
        let of_another_type = ann.id().replace("member:", "thread:");
        let upper = ann.id().to_uppercase();
        for made_for in [vec![""], vec!["Ann"], vec![of_another_type.as_str()], vec![upper.as_str()], vec![&ann.id(), &ann.id()]] {
            for who in [&ann, &app.visitor()] {
                let said = send_all(&app, who, &made_for, &document("session/signOut"), json!({})).await;
                assert_eq!((said.status, said.code()), (StatusCode::BAD_REQUEST, "BAD_REQUEST"), "{made_for:?}: {}", said.body);
            }
        }
        assert_eq!(ann.run(WHO, json!({})).await["viewer"]["member"]["name"], "Ann", "still signed in");
    }
}
