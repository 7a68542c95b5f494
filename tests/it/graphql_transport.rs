//! GraphQL over HTTP, and what bad input gets: every refusal of the endpoint.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use domain::secret::Secret;
use domain::{Clock, Timestamp};
use it::{FakeClock, PUBLIC_URL, TestApp, number, on_both_engines};
use poem::Response;
use poem::endpoint::BoxEndpoint;
use poem::test::TestClient;
use serde_json::{Value, json};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const CSRF: (&str, &str) = ("X-Cove-Request", "1");
const NEW: (&str, &str) = ("Accept", "application/graphql-response+json");
const NAME: &str = r#"{"query":"{ community { name } }"}"#;
/// A mutation that anybody may send; it leaves a row in `challenge`.
const WRITE: &str =
    r#"{"query":"mutation { requestSignIn(input: { email: \"ann@member.test\" }) { status } }"}"#;

struct Got {
    status: u16,
    headers: poem::http::HeaderMap,
    body: Value,
}

impl Got {
    async fn of(mut response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response
            .take_body()
            .into_string()
            .await
            .expect("a body in UTF-8");
        let body =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON ({status}): {text}"));
        Self {
            status,
            headers,
            body,
        }
    }

    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a text"))
    }
}

async fn post_to(
    router: &TestClient<BoxEndpoint<'static>>,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> Got {
    let request = headers
        .iter()
        .fold(router.post("/graphql"), |request, (name, value)| {
            request.header(*name, *value)
        });
    Got::of(request.body(body.into()).send().await.0).await
}

async fn post(app: &TestApp, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Got {
    post_to(app.router(), headers, body).await
}

async fn run(app: &TestApp, query: &str) -> Got {
    post(app, &[JSON], json!({ "query": query }).to_string()).await
}

/// A router like the app's own, with other options or another clock.
fn router_with(
    app: app::App,
    change: impl FnOnce(&mut server::Options),
) -> TestClient<BoxEndpoint<'static>> {
    let mut options = server::Options::new(
        PUBLIC_URL.parse().expect("an address"),
        Secret::new([7; 32]),
    );
    change(&mut options);
    TestClient::new(server::Server::new(app, options).router())
}

on_both_engines! {
    async fn nothing_but_a_post_of_json_is_run(app) {
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
            let path = "/graphql?query=mutation%7BsignOut%7Bstatus%7D%7D";
            let response = app.router().request(method.parse().expect("a method"), path).send().await.0;
            assert_eq!(response.status().as_u16(), 405, "{method}");
            assert_eq!(response.headers()["allow"], "POST");
        }
        for content_type in [
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", "text/json",
            "application/json; charset=utf-16", "application/json; charset=iso-8859-1",
        ] {
            let got = post(&app, &[("Content-Type", content_type)], WRITE).await;
            assert_eq!((got.status, got.code()), (415, "BAD_REQUEST"), "{content_type}");
        }
        assert_eq!(post(&app, &[], WRITE).await.status, 415, "no content type");
        assert_eq!(post(&app, &[JSON, ("Content-Encoding", "gzip")], WRITE).await.status, 415);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM challenge").await, 0, "none of them was run");
        for content_type in ["application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"] {
            assert_eq!(post(&app, &[("Content-Type", content_type)], NAME).await.status, 200, "{content_type}");
        }
    }

    async fn what_is_no_operation_is_refused(app) {
        for (name, body) in [
            ("nothing", b"".to_vec()),
            ("no JSON", b"{ community { name } }".to_vec()),
            ("invalid UTF-8", b"{\"query\":\"{ community { name } } #\xff\"}".to_vec()),
            ("a lone surrogate", br#"{"query":"\ud800"}"#.to_vec()),
            ("no object", br#""text""#.to_vec()),
            ("a batch", format!("[{NAME},{NAME}]").into_bytes()),
            ("an empty batch", b"[]".to_vec()),
            ("no query", b"{}".to_vec()),
            ("a query that is no text", br#"{"query":{"a":1}}"#.to_vec()),
            ("a query that is null", br#"{"query":null}"#.to_vec()),
            ("variables that are a list", br#"{"query":"{ community { name } }","variables":[]}"#.to_vec()),
            ("variables that are a text", br#"{"query":"{ community { name } }","variables":"x"}"#.to_vec()),
            ("an operation name that is a number", br#"{"query":"{ community { name } }","operationName":1}"#.to_vec()),
            ("extensions that are a text", br#"{"query":"{ community { name } }","extensions":"x"}"#.to_vec()),
            ("deep variables", format!(r#"{{"query":"{{ community {{ name }} }}","variables":{}{}}}"#, r#"{"a":"#.repeat(5_000), "}".repeat(5_000)).into_bytes()),
        ] {
            for headers in [vec![JSON], vec![JSON, NEW]] {
                let got = post(&app, &headers, body.clone()).await;
                assert_eq!((got.status, got.code()), (400, "BAD_REQUEST"), "{name}: {}", got.body);
                assert!(got.body.get("data").is_none(), "{name}");
            }
        }
        for body in [
            r#"{"query":"{ community { name } }","variables":null,"operationName":null,"extensions":null}"#,
            r#"{"query":"query A { community { name } } query B { nonsense: __typename }","operationName":"A","extensions":{"a":1}}"#,
        ] {
            let got = post(&app, &[JSON], body).await;
            assert_eq!(got.body["data"]["community"]["name"], "Cove", "{}", got.body);
        }
    }

    async fn a_long_body_is_refused(app) {
        let body = format!(r#"{{"query":"{{ community {{ name }} }}","x":"{}"}}"#, "x".repeat(10 * 1024 * 1024));
        assert_eq!(post(&app, &[JSON], body).await.status, 413);
        let body = format!(r#"{{"query":"{{ community {{ name }} }}","x":"{}"}}"#, "x".repeat(1024 * 1000));
        assert_eq!(post(&app, &[JSON], body).await.status, 200, "just under the limit");
    }

    async fn the_status_follows_the_media_type(app) {
        let invalid = r#"{"query":"{ nonsense }"}"#;
        let broken = r#"{"query":"{ community {"}"#;
        let unknown = r#"{"query":"query A { community { name } }","operationName":"B"}"#;
        for body in [invalid, broken, unknown] {
            let old = post(&app, &[JSON, ("Accept", "application/json")], body).await;
            assert_eq!((old.status, old.header("content-type")), (200, "application/json; charset=utf-8"), "{body}");
            let new = post(&app, &[JSON, NEW], body).await;
            assert_eq!((new.status, new.header("content-type")), (400, "application/graphql-response+json; charset=utf-8"), "{body}");
            for got in [old, new] {
                assert!(got.body.get("data").is_none() && got.body["errors"][0]["message"].is_string(), "{}", got.body);
            }
        }
        for (accept, content_type) in [
            ("*/*", "application/json; charset=utf-8"),
            ("application/*", "application/json; charset=utf-8"),
            ("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json; charset=utf-8"),
        ] {
            let got = post(&app, &[JSON, ("Accept", accept)], NAME).await;
            assert_eq!((got.status, got.header("content-type")), (200, content_type), "{accept}");
        }
        assert_eq!(post(&app, &[JSON, ("Accept", "text/html")], NAME).await.status, 406);
        // An operation that runs and fails is answered, not refused.
        let forbidden = r#"{"query":"{ desk { __typename } community { name } }"}"#;
        for headers in [vec![JSON], vec![JSON, NEW]] {
            let got = post(&app, &headers, forbidden).await;
            assert_eq!(got.status, 200, "{}", got.body);
            assert!(got.body.get("data").is_some());
        }
    }

    async fn documents_have_limits(app) {
        let many = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<Vec<_>>().join(" ");
        for (name, query) in [
            ("too deep", format!("{{ community {} name {} }}", "{ a ".repeat(30), "}".repeat(30))),
            ("very deep", format!("{} {}", "{ a ".repeat(20_000), "}".repeat(20_000))),
            ("deep in fragments", format!("{{ {} __typename {} }}", "... { ".repeat(40), "}".repeat(40))),
            ("too much", format!("{{ {} }}", "__typename ".repeat(2_000))),
            ("200 aliases", format!("{{ {} }}", many(200, &|n| format!("a{n}: community {{ name }}")))),
            ("200 aliases of __typename", format!("{{ {} }}", many(200, &|n| format!("a{n}: __typename")))),
            ("21 fields of an operation", format!("{{ {} }}", many(21, &|n| format!("a{n}: __typename")))),
            ("21 mutations", format!("mutation {{ ...F }} fragment F on Mutation {{ {} }}", many(21, &|n| format!("a{n}: signOut {{ status }}")))),
            ("200 times one directive", format!("{{ __typename {} }}", "@skip(if: false) ".repeat(200))),
            ("a long list", format!("{{ community {{ name(a: [{}]) }} }}", "1 ".repeat(40_000))),
        ] {
            let got = run(&app, &query).await;
            assert_eq!((got.status, got.code()), (200, "TOO_COMPLEX"), "{name}: {}", got.body);
            let new = post(&app, &[JSON, NEW], json!({ "query": query }).to_string()).await;
            assert_eq!((new.status, new.code()), (400, "TOO_COMPLEX"), "{name}");
        }
        let bomb: String = (0..40).map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1)).collect();
        assert_eq!(run(&app, &format!("{{ ...F0 }} {bomb} fragment F40 on Query {{ __typename }}")).await.code(), "TOO_COMPLEX");
        assert_eq!(run(&app, "{ ...A } fragment A on Query { ...A }").await.code(), "BAD_REQUEST");
        // What the parser takes for two texts must not hide what comes behind it.
        let brackets = format!("{}{}", "[".repeat(3_000), "]".repeat(3_000));
        for quotes in ["\"\"\"\"", "\"\"\"", "\"\"\"\\\\\"\"\"", "\"\\"] {
            assert_eq!(run(&app, &format!("{{ thread(id: [{quotes} {brackets}]) {{ id }} }}")).await.code(), "BAD_REQUEST", "{quotes}");
        }
    }

    /// The depth of the screens is enough for four lists inside each other: ten
    /// thousand posts of some threads that any member can write. They count as the
    /// arguments say, whatever is there.
    async fn lists_inside_lists_are_counted(app) {
        let ann = app.member("Ann", "education").await;
        for n in 0..3 {
            let thread = ann.ask(&format!("Question number {n}")).await;
            for words in ["One answer.", "Another answer."] {
                ann.reply(&thread, words).await;
            }
        }
        let lists = "threads(first: 4) { nodes { replies(first: 5) { nodes { thread { replies(first: 5) { nodes { id } } } } } } }";
        let allowed = ann.send(&format!("{{ {lists} }}"), json!({})).await;
        assert_eq!(allowed.body["errors"], Value::Null, "{}", allowed.body);
        let deeper = lists.replace("nodes { id }", "nodes { thread { replies(first: 5) { nodes { id } } } }");
        let many = "threads(first: 100) { nodes { title } }";
        let many: String = (0..20).map(|n| format!("a{n}: {many} ")).collect();
        for query in [format!("{{ {deeper} }}"), format!("{{ a: {lists} b: {lists} c: {lists} d: {lists} e: {lists} }}"), format!("{{ {many} }}")] {
            let refused = ann.send(&query, json!({})).await;
            assert!(refused.codes().iter().any(|code| code == "TOO_COMPLEX"), "{}", refused.body);
        }
        app.run_jobs().await;
    }

    async fn the_schema_is_not_given_away(app) {
        let got = run(&app, "{ comunity { name } }").await;
        let words = got.body.to_string();
        assert!(words.contains("comunity") && !words.contains("community") && !words.contains("Did you mean"), "{words}");
        let got = run(&app, "{ __schema { types { name } } }").await;
        assert_eq!((got.code(), got.body.get("data")), ("BAD_REQUEST", None), "{}", got.body);
        // There is no type of any name; audits ask for one to see that variables travel.
        for name in ["Member", "sometype"] {
            let query = json!({ "query": "query($name: String!) { __type(name: $name) { name fields { name } } }", "variables": { "name": name } });
            for _ in 0..2 {
                assert_eq!(post(&app, &[JSON], query.to_string()).await.body, json!({ "data": { "__type": null } }), "{name}");
            }
        }
        assert_eq!(run(&app, "{ __typename }").await.body, json!({ "data": { "__typename": "Query" } }));
        let open = router_with(app.app().clone(), |options| options.mode = graphql::Mode::Development);
        let got = post_to(&open, &[JSON], r#"{"query":"{ __schema { queryType { name } } }"}"#).await;
        assert_eq!(got.body["data"]["__schema"]["queryType"]["name"], "Query", "{}", got.body);
    }

    async fn every_error_has_a_code(app) {
        let ann = app.member("Ann", "education").await;
        let cookie = format!("__Host-cove={}", ann.token().expect("signed in"));
        for (name, body) in [
            ("a field", json!({ "query": "{ nonsense }" })),
            ("an argument", json!({ "query": "{ community(nonsense: 1) { name } }" })),
            ("a type", json!({ "query": "query($a: Nonsense) { community { name } }" })),
            ("a fragment's type", json!({ "query": "{ ...F } fragment F on Nonsense { name }" })),
            ("a directive", json!({ "query": "{ community @nonsense { name } }" })),
            ("a fragment", json!({ "query": "{ ...Nonsense }" })),
            ("no fields", json!({ "query": "{ community }" })),
            ("an enum", json!({ "query": "{ threads(order: NONSENSE) { totalCount } }" })),
            ("an enum's variable", json!({ "query": "query($a: ThreadOrder!) { threads(order: $a) { totalCount } }", "variables": { "a": "NONSENSE" } })),
            ("a number", json!({ "query": "{ threads(first: 2147483648) { totalCount } }" })),
            ("a number's variable", json!({ "query": "query($a: Int) { threads(first: $a) { totalCount } }", "variables": { "a": 2_147_483_648_i64 } })),
            ("a text for a number", json!({ "query": "{ threads(first: \"1\") { totalCount } }" })),
            ("a variable that is missing", json!({ "query": "query($a: ID!) { thread(id: $a) { title } }" })),
            ("an input that is missing", json!({ "query": "mutation { requestSignIn(input: {}) { status } }" })),
            ("an input field", json!({ "query": "mutation { requestSignIn(input: { email: \"a\", nonsense: 1 }) { status } }" })),
            ("an operation", json!({ "query": "query A { community { name } }", "operationName": "B" })),
            ("which operation", json!({ "query": "query A { community { name } } query B { community { name } }" })),
            ("a subscription", json!({ "query": "subscription { community { name } }" })),
        ] {
            let got = post(&app, &[JSON, CSRF, ("Cookie", &cookie)], body.to_string()).await;
            let errors = got.body["errors"].as_array().unwrap_or_else(|| panic!("{name}: {}", got.body));
            assert!(errors.iter().all(|error| error["extensions"]["code"] == "BAD_REQUEST"), "{name}: {}", got.body);
        }
    }

    async fn a_document_that_was_run_before_answers_the_same(app) {
        let ann = app.member("Ann", "education").await;
        let cookie = format!("__Host-cove={}", ann.token().expect("signed in"));
        let threads = "query($order: ThreadOrder!, $first: Int, $filter: ThreadFilter) { threads(order: $order, first: $first, filter: $filter) { totalCount } }";
        let documents = [
            (threads, json!({ "order": "NEWEST", "first": 3 }), vec![
                json!({ "order": "NONSENSE" }), json!({ "order": 1 }), json!({ "order": null }), json!({}), Value::Null,
                json!({ "order": "NEWEST", "first": "3" }), json!({ "order": "NEWEST", "first": 2_147_483_648_i64 }),
                json!({ "order": "NEWEST", "first": [3] }), json!({ "order": ["NEWEST"] }), json!({ "order": "NEWEST", "first": 101 }),
                json!({ "order": "NEWEST", "filter": { "nonsense": 1 } }), json!({ "order": "NEWEST", "filter": { "kind": "NONSENSE" } }),
                json!({ "order": "NEWEST", "filter": { "topic": "nonsense" } }), json!({ "order": "NEWEST", "filter": "NONSENSE" }),
            ]),
            ("query($id: ID!) { thread(id: $id) { title } }", json!({ "id": "thread:0123456789abcdef0123456789abcdef" }), vec![
                json!({ "id": null }), json!({ "id": true }), json!({ "id": "member:0123456789abcdef0123456789abcdef" }), json!({ "id": 1.5 }), json!({}),
            ]),
            // What is left out is not read, and must be right all the same.
            ("query($is: Boolean!) { community { place name @skip(if: $is) } }", json!({ "is": true }), vec![
                json!({ "is": "yes" }), json!({ "is": 1 }), json!({ "is": null }),
            ]),
            (
                "query($n: Int) { thread(id: \"thread:0123456789abcdef0123456789abcdef\") { replies(first: $n) { totalCount } } }",
                json!({ "n": 3 }),
                vec![json!({ "n": "3" }), json!({ "n": { "n": 3 } })],
            ),
            // A value with a variable inside is looked at once it is there.
            ("query($kind: ThreadKind) { threads(filter: { kind: $kind, nonsense: 1 }) { totalCount } }", json!({}), vec![
                json!({ "kind": "QUESTION" }),
            ]),
            (
                "query($order: ThreadOrder!, $is: Boolean!) { community { name } threads(order: $order) @skip(if: $is) { totalCount } }",
                json!({ "order": "NEWEST", "is": true }),
                vec![json!({ "order": "NONSENSE", "is": true })],
            ),
            (
                "query($is: Boolean) { community { name place @include(if: $is) } }",
                json!({ "is": false }),
                vec![json!({ "is": null })],
            ),
            // Where nothing is found, the word is not read.
            (
                "query($id: ID!, $n: Int) { thread(id: $id) { replies(first: $n) { totalCount } } }",
                json!({ "id": "thread:0123456789abcdef0123456789abcdef" }),
                vec![json!({ "id": "thread:0123456789abcdef0123456789abcdef", "n": "3" })],
            ),
        ];
        for (document, good, bad) in documents {
            for variables in bad {
                let body = |variables: &Value, more: &str| json!({ "query": format!("{document}{more}"), "variables": variables }).to_string();
                let headers = [JSON, CSRF, NEW, ("Cookie", cookie.as_str())];
                // A comment makes another document of it, which nobody has run.
                let fresh = post(&app, &headers, body(&variables, &format!(" # {variables}"))).await;
                assert_eq!(post(&app, &headers, body(&good, "")).await.body["errors"], Value::Null);
                let known = post(&app, &headers, body(&variables, "")).await;
                assert_eq!((known.status, &known.body), (fresh.status, &fresh.body), "{document} {variables}");
                assert_ne!(known.body["errors"], Value::Null, "{document} {variables}");
            }
        }
    }

    async fn a_document_earns_ten_errors_at_most(app) {
        let fields: String = (0..20).map(|n| format!("nonsense{n} ")).collect();
        assert_eq!(run(&app, &format!("{{ {fields} }}")).await.body["errors"].as_array().map(Vec::len), Some(10));
        let directives = "@a ".repeat(6_000);
        for query in [format!("query($a: Int {directives}) {{ __typename }}"), format!("{{ ...F }} fragment F on Query {directives} {{ __typename }}")] {
            assert_eq!(run(&app, &query).await.code(), "TOO_COMPLEX");
        }
    }

    async fn a_cookie_counts_only_beside_its_header(app) {
        let ann = app.member("Ann", "education").await;
        let cookie = format!("__Host-cove={}", ann.token().expect("signed in"));
        let cookie = ("Cookie", cookie.as_str());
        let out = r#"{"query":"mutation { signOut { status } }"}"#;
        let refused = post(&app, &[JSON, cookie], out).await;
        assert_eq!((refused.status, refused.code()), (403, "FORBIDDEN"));
        for site in ["cross-site", "same-site"] {
            assert_eq!(post(&app, &[JSON, CSRF, cookie, ("Sec-Fetch-Site", site)], out).await.status, 403, "{site}");
        }
        let who = r#"{"query":"{ viewer { member { name } } }"}"#;
        let got = post(&app, &[JSON, CSRF, cookie, ("Sec-Fetch-Site", "same-origin")], who).await;
        assert_eq!(got.body["data"]["viewer"]["member"]["name"], "Ann", "the session is still there: {}", got.body);
        let got = post(&app, &[JSON, CSRF, cookie], out).await;
        assert_eq!(got.header("set-cookie"), "__Host-cove=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0", "{}", got.body);
    }

    async fn a_session_that_is_over_takes_its_cookie_along(app) {
        for value in ["ab".repeat(32), "nonsense".to_owned()] {
            let cookie = format!("__Host-cove={value}");
            let got = post(&app, &[JSON, CSRF, ("Cookie", &cookie)], r#"{"query":"{ viewer { state } }"}"#).await;
            assert_eq!(got.body, json!({ "data": { "viewer": null } }));
            assert!(got.header("set-cookie").starts_with("__Host-cove=;"), "{value}");
        }
        let other = post(&app, &[JSON, CSRF, ("Cookie", "cove=abc")], NAME).await;
        assert_eq!(other.header("set-cookie"), "", "a cookie that is not ours is left alone");
    }

    async fn who_asks_costs_one_statement(app) {
        let ann = app.member("Ann", "education").await;
        let cookie = format!("__Host-cove={}", ann.token().expect("signed in"));
        let before = app.app().db().statements();
        post(&app, &[JSON], r#"{"query":"{ __typename }"}"#).await;
        assert_eq!(app.app().db().statements() - before, 0, "nobody");
        post(&app, &[JSON, CSRF, ("Cookie", &cookie)], r#"{"query":"{ __typename }"}"#).await;
        assert_eq!(app.app().db().statements() - before, 1, "Ann");
    }

    async fn what_takes_too_long_is_broken_off(app) {
        let options = db::connect::Options { readers: 1, connections: 2, ..app.database().options() };
        let (db, store) = db::connect(&options).await.expect("a second pair of handles");
        let settings = app::Settings { contact: None, ..TestApp::settings() };
        let same = app::App::new(store, Arc::new(app.clock().clone()), Secret::new([7; 32]), settings);
        let hurried = router_with(same, |options| options.time_limit = Duration::from_millis(50));
        // The only connection that reads is held: the answer cannot be there in time.
        let held = db.snapshot().await.expect("the connection");
        let got = post_to(&hurried, &[JSON], NAME).await;
        assert_eq!((got.status, got.code(), got.header("retry-after")), (503, "TIMEOUT", "5"), "{}", got.body);
        held.end().await.expect("an end");
    }

    async fn a_panic_is_answered(app) {
        let (_, store) = app.database().open().await;
        let settings = app::Settings { contact: None, ..TestApp::settings() };
        // The first look at the clock asks for the viewer, the second is the resolver's.
        let clock = Arc::new(BrokenClock { good: AtomicU32::new(1), clock: FakeClock::default() });
        let broken = router_with(app::App::new(store, clock, Secret::new([7; 32]), settings), |_| {});
        let got = post_to(&broken, &[JSON], WRITE).await;
        assert_eq!((got.status, got.code()), (500, "INTERNAL"), "{}", got.body);
        assert_eq!(got.body["errors"][0]["extensions"]["requestId"], got.header("x-request-id"));
        assert!(!got.body.to_string().contains("stopped"), "the panic's words stay inside: {}", got.body);
    }
}

/// A clock that can be looked at a few times.
struct BrokenClock {
    good: AtomicU32,
    clock: FakeClock,
}

impl Clock for BrokenClock {
    fn now(&self) -> Timestamp {
        let left = self
            .good
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        assert!(left.is_ok(), "the clock has stopped");
        self.clock.now()
    }
}
