//! The statements that an operation runs, for the benchmark: the same ones in a
//! bare loop are what the page is measured against.

use std::sync::Arc;

use app::{App, Settings};
use db::Db;
use db::connect::{Location, Options};
use domain::clock::Span;
use domain::clock::SystemClock;
use domain::secret::Secret;
use files::{Files, Place};
use poem::endpoint::BoxEndpoint;
use poem::test::TestClient;
use serde_json::{Value, json};

use crate::recorded::Recorded;
use crate::{PUBLIC_URL, TestApp};

/// A Cove in the process over a database that is there already, with the real
/// router and the real time.
pub struct Watched {
    router: TestClient<BoxEndpoint<'static>>,
    db: Db,
}

impl std::fmt::Debug for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watched").finish_non_exhaustive()
    }
}

impl Watched {
    /// Opens it.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn open(location: &Location) -> Self {
        let (db, store) = db::connect(&Options::new(location.clone()))
            .await
            .expect("the database opens");
        let settings = Settings {
            public_url: PUBLIC_URL.to_owned(),
            contact: None,
            is_demo: false,
            reply_wait: Span(0),
            links: None,
            files: Files::new(TestApp::files_in(Place::Memory)).expect("a place for files"),
        };
        let app = App::new(store, Arc::new(SystemClock), Secret::new([7; 32]), settings);
        let options = server::Options::new(
            PUBLIC_URL.parse().expect("an address"),
            Secret::new([7; 32]),
        );
        Self {
            router: TestClient::new(server::Server::new(app, options).router()),
            db,
        }
    }

    /// Runs an operation in a session: its data, and every statement that it
    /// took, the session's look-up among them.
    ///
    /// # Panics
    /// When it does not answer with data.
    pub async fn run(&self, token: &str, query: &str, variables: &Value) -> (Value, Vec<Recorded>) {
        let request = self
            .router
            .post("/graphql")
            .header("Content-Type", "application/json")
            .header("X-Cove-Request", "1")
            .header("Cookie", format!("__Host-cove={token}"))
            .body(json!({ "query": query, "variables": variables }).to_string());
        self.db.record();
        let response = request.send().await.0;
        let statements = self.db.recorded().into_iter().map(Recorded::from).collect();
        let body = response.into_body().into_string().await.expect("a body");
        let mut body: Value =
            serde_json::from_str(&body).unwrap_or_else(|_| panic!("not JSON: {body}"));
        assert!(body.get("errors").is_none(), "errors: {body}");
        (body["data"].take(), statements)
    }
}
