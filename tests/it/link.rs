//! Links that members share: what their pages are called, and finding the broken ones.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex};

use domain::clock::Span;
use it::{Actor, Engine, TestApp, number, on_both_engines};
use links::{Client, Options};
use mail::{MailOptions, TransportOptions};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::resource::{link, shared};

/// Websites on this machine, all with the same pages. Each address of its own is a
/// host of its own, so that no test waits for the rest between two requests.
struct Sites {
    port: u16,
    pages: Arc<Mutex<HashMap<&'static str, &'static str>>>,
    asked: Arc<Mutex<Vec<String>>>,
    /// Ends with the test.
    server: JoinSet<()>,
}

impl Sites {
    async fn start() -> Self {
        let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
        let mut sites = Self {
            port: listener.local_addr().unwrap().port(),
            pages: Arc::default(),
            asked: Arc::default(),
            server: JoinSet::new(),
        };
        let (pages, asked) = (Arc::clone(&sites.pages), Arc::clone(&sites.asked));
        sites.server.spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let path = asked_for(&mut stream).await;
                let page = pages.lock().unwrap().get(path.as_str()).copied();
                asked.lock().unwrap().push(path);
                let answer = match page {
                    Some(page) => format!("200 OK\r\nContent-Length: {}", page.len()),
                    None => "404 Not Found\r\nContent-Length: 0".to_owned(),
                };
                let head = format!(
                    "HTTP/1.1 {answer}\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
                );
                let _ = stream.write_all(head.as_bytes()).await;
                let _ = stream.write_all(page.unwrap_or_default().as_bytes()).await;
            }
        });
        sites
    }

    fn url(&self, path: &str) -> String {
        self.url_at(1, path)
    }

    fn url_at(&self, host: u8, path: &str) -> String {
        format!("http://127.0.0.{host}:{}{path}", self.port)
    }

    fn has(&self, path: &'static str, page: &'static str) {
        self.pages.lock().unwrap().insert(path, page);
    }

    fn loses(&self, path: &str) {
        self.pages.lock().unwrap().remove(path);
    }

    /// What was asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// A Cove that may open them, and nothing else of this machine.
    async fn cove(&self, engine: Engine) -> TestApp {
        cove(engine, &hosts(1..=4, self.port)).await
    }
}

fn hosts(hosts: RangeInclusive<u8>, port: u16) -> String {
    let hosts = hosts.map(|host| format!("127.0.0.{host}:{port}"));
    hosts.collect::<Vec<_>>().join(",")
}

async fn asked_for(stream: &mut TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).await.unwrap();
    let mut line = String::new();
    while reader.read_line(&mut line).await.unwrap() > 0 && line != "\r\n" {
        line.clear();
    }
    first.split(' ').nth(1).unwrap_or_default().to_owned()
}

async fn cove(engine: Engine, allow: &str) -> TestApp {
    let options = Options {
        allow: allow.parse().unwrap(),
        ..Options::default()
    };
    let settings = app::Settings {
        links: Some(Client::new(&options).unwrap()),
        ..TestApp::settings()
    };
    let mail = MailOptions::new(TransportOptions::Memory, "Cove <cove@cove.test>");
    TestApp::with_settings(engine, mail, settings).await
}

async fn facts(actor: &Actor, thread: &str) -> Value {
    let data = actor
        .does("resource/resourceFacts", json!({ "id": thread }))
        .await;
    data["thread"]["facts"].clone()
}

async fn to(actor: &Actor, title: &str, address: &str) -> String {
    shared(actor, title, json!({ "facts": { "address": address } })).await
}

async fn told(actor: &Actor) -> Vec<String> {
    let data = actor
        .run("{ viewer { notifications { nodes { kind } } } }", json!({}))
        .await;
    let nodes = data["viewer"]["notifications"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["kind"].as_str().unwrap().to_owned())
        .collect()
}

const ON_THE_DESK: &str =
    "{ desk { queue { counts { kind count } overdueResources { nodes { title } } } } }";

async fn on_the_desk(coordinator: &Actor) -> (i64, Vec<String>) {
    let queue = coordinator.run(ON_THE_DESK, json!({})).await["desk"]["queue"].clone();
    let counts = queue["counts"].as_array().unwrap();
    let count = counts
        .iter()
        .find(|count| count["kind"] == "OVERDUE_RESOURCE")
        .unwrap()["count"]
        .as_i64()
        .unwrap();
    let nodes = queue["overdueResources"]["nodes"].as_array().unwrap();
    let titles = nodes
        .iter()
        .map(|node| node["title"].as_str().unwrap().to_owned());
    (count, titles.collect())
}

/// That much later.
async fn after(app: &TestApp, span: Span) {
    app.clock().advance(span);
    app.run_jobs().await;
}

on_both_engines! {
async fn a_page_says_what_it_is_called_once_it_is_shared(app) {
    let sites = Sites::start().await;
    let app = sites.cove(app.engine()).await;
    let ann = app.member("Ann Hill", "education").await;
    sites.has("/a", "<title>Talking with teenagers</title><meta name=description content='Ten pages of flamingos'>");
    let thread = to(&ann, "A talk", &sites.url("/a")).await;
    assert_eq!(facts(&ann, &thread).await["pageTitle"], Value::Null, "nobody waits for it");
    app.run_jobs().await;
    let shown = facts(&ann, &thread).await;
    assert_eq!(shown["pageTitle"], "Talking with teenagers");
    assert_eq!(shown["pageDescription"], "Ten pages of flamingos");
    assert_eq!(shown["linkBroken"], false);
    let search = "{ search(text: \"flamingo\") { nodes { thread { id } } } }";
    let found = ann.run(search, json!({})).await;
    assert_eq!(found["search"]["nodes"][0]["thread"]["id"], json!(thread), "and it is found by it");

    // Another address begins anew, though nothing is there.
    let revised = json!({
        "thread": thread, "expectedVersion": 1,
        "facts": { "address": sites.url("/b"), "format": "GUIDE", "audiences": ["STAFF"] }
    });
    let saved = ann.does("resource/reviseResource", json!({ "input": revised })).await;
    assert_eq!(saved["reviseResource"]["status"], "SAVED");
    app.run_jobs().await;
    let shown = facts(&ann, &thread).await;
    assert_eq!((&shown["pageTitle"], &shown["pageDescription"]), (&Value::Null, &Value::Null));
    assert_eq!(ann.run(search, json!({})).await["search"]["nodes"], json!([]));
}

async fn a_link_is_broken_after_two_failures_three_days_apart(app) {
    let sites = Sites::start().await;
    let app = sites.cove(app.engine()).await;
    let ann = app.member("Ann Hill", "education").await;
    let mia = app.coordinator("Mia Ross").await;
    sites.has("/a", "<title>There</title>");
    let thread = to(&ann, "A talk", &sites.url("/a")).await;
    app.run_jobs().await;
    sites.asked();
    sites.loses("/a");
    let is_broken = async || facts(&ann, &thread).await["linkBroken"].clone();

    after(&app, Span::days(6)).await;
    assert_eq!(sites.asked(), [""; 0], "not before its week is over");
    after(&app, Span::days(1)).await;
    assert_eq!(sites.asked(), ["/a", "/a"], "its head, and itself");
    assert_eq!(is_broken().await, false, "once is a bad day");
    after(&app, Span::days(2)).await;
    assert_eq!(sites.asked(), [""; 0]);
    assert_eq!(is_broken().await, false);
    after(&app, Span::days(1)).await;
    assert_eq!(is_broken().await, true);
    assert_eq!(told(&ann).await, ["LINK_BROKEN"]);
    assert_eq!(on_the_desk(&mia).await, (1, vec!["A talk".to_owned()]));
    let row = ann.does("resource/resources", json!({ "filter": {}, "order": "NEWEST" })).await;
    assert_eq!(row["resources"]["nodes"][0]["facts"]["linkBroken"], true);
    // Nobody hears the same each week.
    after(&app, Span::days(7)).await;
    assert_eq!(told(&ann).await, ["LINK_BROKEN"]);

    // The keeper's own eyes count for more than ours.
    let checked = ann.does("resource/checkResource", json!({ "input": { "thread": thread } })).await;
    assert_eq!(checked["checkResource"]["status"], "CHECKED");
    assert_eq!(is_broken().await, false);
    assert_eq!(on_the_desk(&mia).await, (0, vec![]));
    // A page that is back is back by itself, too.
    after(&app, Span::days(7)).await;
    after(&app, Span::days(3)).await;
    assert_eq!(is_broken().await, true);
    sites.has("/a", "<title>There</title>");
    after(&app, Span::days(7)).await;
    assert_eq!(is_broken().await, false);
    assert_eq!(on_the_desk(&mia).await, (0, vec![]));
}

async fn another_address_or_the_coordinator_puts_a_broken_link_right(app) {
    let sites = Sites::start().await;
    let app = sites.cove(app.engine()).await;
    let ann = app.member("Ann Hill", "education").await;
    let mia = app.coordinator("Mia Ross").await;
    let moved = to(&ann, "A talk", &sites.url("/a")).await;
    let stays = to(&ann, "A leaflet", &sites.url_at(2, "/b")).await;
    let gone = to(&ann, "A film", &sites.url_at(3, "/c")).await;
    sites.has("/new", "<title>New</title>");
    after(&app, Span(0)).await;
    after(&app, Span::days(3)).await;
    assert_eq!(on_the_desk(&mia).await.0, 3);

    let revised = json!({
        "thread": moved, "expectedVersion": 1,
        "facts": { "address": sites.url("/new"), "format": "GUIDE", "audiences": ["STAFF"] }
    });
    ann.does("resource/reviseResource", json!({ "input": revised })).await;
    app.run_jobs().await;
    assert_eq!(facts(&ann, &moved).await["linkBroken"], false);
    assert_eq!(facts(&ann, &moved).await["pageTitle"], "New");
    let confirm = json!({ "input": { "thread": stays, "reason": "I opened it today" } });
    mia.does("resource/confirmResource", confirm).await;
    assert_eq!(facts(&ann, &stays).await["linkBroken"], false);
    let withdraw = json!({ "input": { "thread": gone, "reason": "It is gone for good" } });
    mia.does("resource/withdrawResource", withdraw).await;
    assert_eq!(on_the_desk(&mia).await, (0, vec![]));
    sites.asked();
    after(&app, Span::days(7)).await;
    assert!(!sites.asked().contains(&"/c".to_owned()), "what is out of use is left alone");
}

async fn without_a_way_out_nothing_is_learnt(app) {
    let sites = Sites::start().await;
    // Three hosts, on a port on which nobody listens any more.
    let dead = TcpListener::bind("0.0.0.0:0").await.unwrap().local_addr().unwrap().port();
    let allow = [hosts(1..=3, dead), hosts(4..=4, sites.port)].join(",");
    let app = cove(app.engine(), &allow).await;
    let ann = app.member("Ann Hill", "education").await;
    for host in 1..=3 {
        to(&ann, &format!("Talk {host}"), &format!("http://127.0.0.{host}:{dead}/")).await;
    }
    after(&app, Span(0)).await;
    after(&app, Span::days(4)).await;
    after(&app, Span::days(4)).await;
    let known = "SELECT COUNT(*) FROM resource_link WHERE state <> 'unknown' OR failing_since IS NOT NULL";
    assert_eq!(number(&app, known).await, 0);
    assert_eq!(told(&ann).await, [""; 0]);

    // One website that answers, and the silence of the others is theirs.
    sites.has("/a", "<title>There</title>");
    to(&ann, "A talk", &sites.url_at(4, "/a")).await;
    app.run_jobs().await;
    after(&app, Span::days(1)).await;
    after(&app, Span::days(3)).await;
    let broken = "SELECT COUNT(*) FROM resource_link WHERE state = 'broken'";
    assert_eq!(number(&app, broken).await, 3);
}

async fn nothing_inside_is_opened(app) {
    let sites = Sites::start().await;
    let port = sites.port;
    let app = cove(app.engine(), "").await;
    let ann = app.member("Ann Hill", "education").await;
    sites.has("/", "<title>A secret</title>");
    for address in [
        "http://127.0.0.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://[::ffff:127.0.0.1]/".to_owned(),
        "http://2130706433/".to_owned(),
        "http://0177.0.0.1/".to_owned(),
        "http://localhost/".to_owned(),
        "http://10.0.0.1/".to_owned(),
    ] {
        let input = link(&ann, "A talk", json!({ "facts": { "address": address } })).await;
        let data = ann.does("resource/shareResource", json!({ "input": input })).await;
        let payload = &data["shareResource"];
        assert_eq!(payload["status"], "INVALID", "{address}: {payload}");
        assert_eq!(payload["problems"][0]["field"], "address", "{address}");
        assert_eq!(
            payload["problems"][0]["message"],
            "Cove does not open addresses inside a private network.",
            "{address}"
        );
    }
    // One that came before the operator closed its place is not opened, either.
    let thread = to(&ann, "A talk", "https://a-talk.example/").await;
    it::sql(&app, &format!("UPDATE resource SET address = 'http://127.0.0.1:{port}/'")).await;
    app.run_jobs().await;
    after(&app, Span::days(7)).await;
    assert_eq!(sites.asked(), [""; 0]);
    assert_eq!(facts(&ann, &thread).await["pageTitle"], Value::Null);
}
}
