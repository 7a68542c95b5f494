//! The addresses that are no GraphQL: whether it lives, whether it can work,
//! and who is believed about a client's address.

use std::sync::Arc;
use std::time::{Duration, Instant};

use db::connect::Options;
use domain::clock::Span;
use domain::secret::Secret;
use it::{Engine, PUBLIC_URL, TestApp, on_both_engines};
use poem::test::TestClient;
use serde_json::json;

on_both_engines! {
    async fn a_server_that_works_says_so(app) {
        for path in ["/healthz", "/readyz", "/robots.txt", "/plain.css", "/setup.js"] {
            assert_eq!(app.router().get(path).send().await.0.status().as_u16(), 200, "{path}");
            assert_eq!(app.router().head(path).send().await.0.status().as_u16(), 200, "{path}");
            let posted = app.router().post(path).send().await.0;
            assert_eq!((posted.status().as_u16(), &posted.headers()["allow"]), (405, &"GET, HEAD".parse().expect("a value")), "{path}");
        }
    }

    async fn what_an_address_answers_is_said_to_who_tries_another_method(app) {
        for (path, allowed) in [
            ("/", "GET, HEAD"), ("/nowhere", "GET, HEAD"), ("/digest/preview/0/0", "GET, HEAD"),
            ("/setup", "GET, HEAD, POST"), ("/unsubscribe/abc", "GET, HEAD, POST"), ("/graphql", "POST"),
        ] {
            let refused = app.router().delete(path).send().await.0;
            assert_eq!((refused.status().as_u16(), &refused.headers()["allow"]), (405, &allowed.parse().expect("a value")), "{path}");
        }
    }

    async fn a_server_that_cannot_write_is_not_ready(app) {
        let options = Options { patience: Duration::from_secs(2), ..app.database().options() };
        let (_, store) = db::connect(&options).await.expect("the database");
        let settings = app::Settings { contact: None, ..TestApp::settings() };
        let same = app::App::new(store.clone(), Arc::new(app.clock().clone()), Secret::new([7; 32]), settings);
        let options = server::Options::new(PUBLIC_URL.parse().expect("an address"), Secret::new([7; 32]));
        let router = TestClient::new(server::Server::new(same, options).router());
        let mut held = Vec::new();
        while let Ok(tx) = store.begin().await {
            held.push(tx);
        }
        let refused = router.get("/readyz").send().await.0;
        assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (503, &"5".parse().expect("a value")));
        assert_eq!(router.get("/healthz").send().await.0.status().as_u16(), 200);
        drop(held);
        // It tries again two seconds after it tried in vain.
        let freed = Instant::now();
        while router.get("/readyz").send().await.0.status().as_u16() != 200 {
            assert!(freed.elapsed() < Duration::from_secs(60), "it is ready again");
            tokio::task::yield_now().await;
        }
        for _ in 0..10 {
            assert_eq!(router.get("/readyz").send().await.0.status().as_u16(), 200, "asking keeps no connection");
        }
    }

    async fn the_demo_is_not_there(app) {
        for path in ["/demo", "/demo/mailbox", "/demo/mailbox/0", "/demo/mailbox/0/html"] {
            assert_eq!(app.router().get(path).send().await.0.status().as_u16(), 404, "{path}");
        }
        let said = app.visitor().run("{ community { isDemo } }", json!({})).await;
        assert_eq!(said["community"]["isDemo"], false, "no screen leads there");
        let posted = app.router().post("/demo/sign-in").body("person=0").send().await.0;
        assert!(posted.headers().get("set-cookie").is_none());
        assert_eq!(posted.status().as_u16(), 405);
    }

    async fn nobody_can_pass_for_another_client(app) {
        let mut options = server::Options::new(PUBLIC_URL.parse().expect("an address"), Secret::new([7; 32]));
        options.trusted_proxies = vec!["0.0.0.0/0".parse().expect("a network")];
        let router = TestClient::new(server::Server::new(app.app().clone(), options).router());
        for client in ["192.0.2.1", "192.0.2.2"] {
            let body = json!({ "query": "mutation { requestSignIn(input: { email: \"ann@member.test\" }) { status } }" }).to_string();
            let sent = router.post("/graphql").header("Content-Type", "application/json").header("X-Forwarded-For", client).body(body).send().await;
            assert_eq!(sent.0.status().as_u16(), 200);
        }
        let clients = it::number(&app, "SELECT COUNT(DISTINCT client_key) FROM challenge").await;
        assert_eq!(clients, 1, "a peer without an address is no trusted proxy, whatever the header says");
        let told = it::number(&app, "SELECT COUNT(*) FROM challenge WHERE client_key LIKE '%192%'").await;
        assert_eq!(told, 0, "no address is stored");
        app.run_jobs().await;
    }
}

/// As after a failover, when the address still leads to what is a standby now.
#[test]
fn a_server_that_takes_no_writes_counts_as_away() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let app = TestApp::new(Engine::Postgres).await;
        let set = async |to: &str| {
            let alter = format!("EXECUTE format('ALTER DATABASE %I {to}', current_database())");
            it::sql(
                &app,
                &format!("BEGIN READ WRITE; DO $$ BEGIN {alter}; END $$; COMMIT"),
            )
            .await;
        };
        set("SET default_transaction_read_only = on").await;
        let (_, store) = app.database().open().await;
        let settings = app::Settings {
            public_url: PUBLIC_URL.to_owned(),
            contact: None,
            is_demo: false,
            reply_wait: Span(0),
            links: None,
            files: TestApp::settings().files,
        };
        let same = app::App::new(
            store.clone(),
            Arc::new(app.clock().clone()),
            Secret::new([7; 32]),
            settings,
        );
        let options = server::Options::new(
            PUBLIC_URL.parse().expect("an address"),
            Secret::new([7; 32]),
        );
        let router = TestClient::new(server::Server::new(same, options).router());
        for _ in 0..3 {
            assert_eq!(
                router.get("/readyz").send().await.0.status().as_u16(),
                503,
                "it stays so while nobody tries again"
            );
        }
        assert!(store.is_writing_failing());
        let tx = store.begin().await.expect("a transaction begins");
        let written = db::community::remember(&tx, "a setting", "words").await;
        assert!(
            written.as_ref().is_err_and(db::Error::is_away),
            "{written:?}"
        );
        drop(tx);
        // Connections that were opened meanwhile are not used again.
        set("RESET default_transaction_read_only").await;
        let freed = Instant::now();
        while router.get("/readyz").send().await.0.status().as_u16() != 200 {
            assert!(
                freed.elapsed() < Duration::from_secs(60),
                "it is ready again"
            );
            tokio::task::yield_now().await;
        }
    });
}
