//! A scanner that is asked, away, and finds something.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use files::{Files, Scanner};
use it::{Engine, TestApp, run};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixListener;

use super::{FILES, count, id, replies, status, url};

/// The test file that every scanner knows (eicar.org), put together here so that
/// none takes this source for a virus.
fn eicar() -> String {
    format!(
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}}${}",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    )
}

/// Answers as clamd does, on a socket of its own; how often it was asked.
fn clamd(path: &Path) -> Arc<AtomicUsize> {
    let listener = UnixListener::bind(path).expect("a socket");
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    #[expect(
        clippy::disallowed_methods,
        reason = "the other side of a socket, for one test"
    )]
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            let mut command = [0; 10];
            socket.read_exact(&mut command).await.expect("a command");
            assert_eq!(&command, b"zINSTREAM\0");
            let mut sent = Vec::new();
            loop {
                let length = socket.read_u32().await.expect("a length");
                if length == 0 {
                    break;
                }
                let from = sent.len();
                sent.resize(from + usize::try_from(length).expect("small"), 0);
                socket.read_exact(&mut sent[from..]).await.expect("a chunk");
            }
            let found = String::from_utf8_lossy(&sent).contains(&eicar());
            let answer: &[u8] = if found {
                b"stream: Eicar-Test-Signature FOUND\0"
            } else {
                b"stream: OK\0"
            };
            socket.write_all(answer).await.expect("an answer");
        }
    });
    asked
}

async fn app_with_scanner(path: &Path) -> TestApp {
    let mut settings = TestApp::settings();
    let mut options = settings.files.options().clone();
    options.scanner = Some(Scanner::Unix(path.to_owned()));
    settings.files = Files::new(options).expect("a place");
    let mail = mail::MailOptions::new(mail::TransportOptions::Memory, "Cove <cove@cove.test>");
    TestApp::with_settings(Engine::Sqlite, mail, settings).await
}

#[test]
fn a_file_waits_until_the_scanner_has_seen_it() {
    run(Engine::Sqlite, async |_| {
        let path = std::env::temp_dir().join(format!("cove_clamd_{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let app = app_with_scanner(&path).await;
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "education").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let clean = ann.brought("clean.txt", "Words.").await;
        let bad = ann.brought("bad.txt", eicar()).await;
        assert_eq!(
            (clean["state"].as_str(), bad["state"].as_str()),
            (Some("HELD"), Some("HELD"))
        );
        // A post does not wait for its files.
        let post = replies(&ann, &thread, &[&clean, &bad]).await;
        assert_eq!(post["status"], "POSTED");
        let seen_by = async |who: &it::Actor| {
            let seen = who.run(&format!("query($id: ID!) {{ node(id: $id) {{ ... on Post {{ files {{ {FILES} }} }} }} }}"), json!({ "id": post["post"]["id"] })).await;
            let files = seen["node"]["files"].as_array().expect("files").clone();
            files
                .iter()
                .map(|file| {
                    (
                        id(file).to_owned(),
                        file["state"].as_str().expect("a state").to_owned(),
                    )
                })
                .collect::<Vec<_>>()
        };
        // The scanner is away: they wait, and nobody gives up.
        app.run_jobs().await;
        assert_eq!(seen_by(&bea).await, []);
        assert_eq!(seen_by(&ann).await.len(), 2);
        assert_eq!(
            (
                status(&bea, url(&clean)).await,
                status(&ann, url(&clean)).await
            ),
            (404, 404)
        );
        for _ in 0..20 {
            app.clock().advance(domain::clock::Span::hours(1));
            app.run_jobs().await;
        }
        assert_eq!(
            count(&app, "SELECT COUNT(*) FROM job WHERE state = 'failed'").await,
            0
        );
        // It comes back.
        let asked = clamd(&path);
        app.clock().advance(domain::clock::Span::hours(1));
        app.run_jobs().await;
        assert_eq!(asked.load(Ordering::SeqCst), 2);
        let of = |file: &serde_json::Value, state: &str| (id(file).to_owned(), state.to_owned());
        assert_eq!(seen_by(&bea).await, [of(&clean, "READY")]);
        assert_eq!(
            seen_by(&ann).await,
            [of(&clean, "READY"), of(&bad, "REFUSED")]
        );
        assert_eq!(
            (
                status(&bea, url(&clean)).await,
                status(&ann, url(&bad)).await
            ),
            (200, 404)
        );
        assert_eq!(
            count(
                &app,
                "SELECT COUNT(*) FROM file WHERE finding = 'Eicar-Test-Signature'"
            )
            .await,
            1
        );
        assert_eq!(replies(&ann, &thread, &[&bad]).await["status"], "INVALID");
        std::fs::remove_file(&path).expect("the socket");
    });
}
