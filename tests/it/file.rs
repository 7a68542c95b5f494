//! Files: brought, posted, seen and no longer seen.

mod hostile;
mod scanner;
mod store;

use std::time::Duration;

use domain::Clock as _;
use domain::clock::Span;
use it::{Actor, Engine, TestApp, on_both_engines, sql};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::thread::opening;

const FILES: &str = "id name kind bytes alternative width height url state words";

/// A picture of so many pixels.
pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    // A black-and-white bitmap in the simplest PNG: one stored block of zeros.
    let row = usize::try_from(width.div_ceil(8)).expect("small") + 1;
    let data = vec![0; row * usize::try_from(height).expect("small")];
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([1, 0, 0, 0, 0]);
    let mut packed = vec![0x78, 0x01];
    for (index, block) in data.chunks(65_535).enumerate() {
        let is_last = (index + 1) * 65_535 >= data.len();
        let length = u16::try_from(block.len()).expect("a block");
        packed.push(u8::from(is_last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    // Adler-32 of zeros.
    let sum = u32::try_from(data.len() % 65_521).expect("small") << 16 | 1;
    packed.extend(sum.to_be_bytes());
    for (name, body) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        png.extend(u32::try_from(body.len()).expect("small").to_be_bytes());
        let mut chunk = name.to_vec();
        chunk.extend(body);
        let sum = !chunk.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        });
        png.extend(chunk);
        png.extend(sum.to_be_bytes());
    }
    png
}

fn id(file: &Value) -> &str {
    file["id"].as_str().expect("an id")
}

pub(crate) fn url(file: &Value) -> &str {
    file["url"].as_str().expect("an address")
}

pub(crate) async fn status(who: &Actor, path: &str) -> u16 {
    who.looks_at(path, &[]).await.status().as_u16()
}

async fn describes(who: &Actor, file: &Value, words: &str) -> Value {
    let input = json!({ "file": id(file), "alternative": words });
    let done = who.run(&format!("mutation($input: DescribeFileInput!) {{ describeFile(input: $input) {{ status problems {{ field }} file {{ {FILES} }} }} }}"), json!({ "input": input })).await;
    done["describeFile"].clone()
}

async fn replies(who: &Actor, thread: &str, files: &[&Value]) -> Value {
    let files: Vec<&str> = files.iter().map(|file| id(file)).collect();
    let input = json!({ "thread": thread, "body": "Here.", "files": files });
    let done = who.run(&format!("mutation($input: ReplyInput!) {{ reply(input: $input) {{ status problems {{ field message }} post {{ id version files {{ {FILES} }} }} }} }}"), json!({ "input": input })).await;
    done["reply"].clone()
}

async fn edits(who: &Actor, post: &Value, version: i64, files: &[&Value]) -> Value {
    let files: Vec<&str> = files.iter().map(|file| id(file)).collect();
    let input =
        json!({ "post": post, "body": "Here.", "files": files, "expectedVersion": version });
    let done = who.run("mutation($input: EditPostInput!) { editPost(input: $input) { status problems { field } post { files { name } } } }", json!({ "input": input })).await;
    done["editPost"].clone()
}

fn names(post: &Value) -> Vec<&str> {
    let files = post["files"].as_array().expect("files");
    files
        .iter()
        .filter_map(|file| file["name"].as_str())
        .collect()
}

async fn text(response: poem::Response) -> String {
    response.into_body().into_string().await.expect("a text")
}

async fn count(app: &TestApp, what: &str) -> i64 {
    it::number(app, what).await
}

on_both_engines! {
    async fn a_file_is_its_uploaders_alone_until_it_is_posted(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let file = bea.brought("../Wait \u{202E}list.TXT", "How long people wait.").await;
        assert_eq!((file["name"].as_str(), file["kind"].as_str(), file["bytes"].as_i64()), (Some("Wait list.txt"), Some("TXT"), Some(21)));
        assert_eq!((status(&bea, url(&file)).await, status(&ann, url(&file)).await, status(&app.visitor(), url(&file)).await), (200, 404, 404));
        // Nobody posts what somebody else brought.
        let taken = replies(&ann, &thread, &[&file]).await;
        assert_eq!((taken["status"].as_str(), taken["problems"][0]["field"].as_str()), (Some("INVALID"), Some("files")));
        let posted = replies(&bea, &thread, &[&file, &file]).await;
        assert_eq!((posted["status"].as_str(), names(&posted["post"])), (Some("POSTED"), vec!["Wait list.txt"]), "the same file twice is once");
        assert_eq!(status(&ann, url(&file)).await, 200);
        // Nor twice: it belongs to that post.
        assert_eq!(replies(&bea, &thread, &[&file]).await["status"], "INVALID");
        app.run_jobs().await;
        let seen = ann.run(&format!("query($id: ID!) {{ node(id: $id) {{ ... on Post {{ files {{ {FILES} }} }} }} }}"), json!({ "id": posted["post"]["id"] })).await;
        assert_eq!(seen["node"]["files"][0]["words"], "FOUND");
        let found = ann.run("{ search(text: \"PEOPLE waiting long\") { nodes { __typename } } }", json!({})).await;
        assert_eq!(found["search"]["nodes"].as_array().map(Vec::len), Some(1), "found by what stands in the file");
        assert_eq!(count(&app, "SELECT COUNT(*) FROM file WHERE words = 'How long people wait.'").await, 1);
    }

    async fn a_file_goes_out_to_be_saved_and_runs_nowhere(app) {
        let ann = app.member("Ann", "education").await;
        let file = ann.brought("Fiche d’été.csv", "a,b\n1,2\n").await;
        let sent = ann.looks_at(url(&file), &[]).await;
        let header = |name: &str| sent.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        assert_eq!(header("content-disposition"), "attachment; filename=\"Fiche d__t_.csv\"; filename*=UTF-8''Fiche%20d%E2%80%99%C3%A9t%C3%A9.csv");
        assert_eq!((header("content-type"), header("x-content-type-options"), header("content-length")), ("text/csv".to_owned(), "nosniff".to_owned(), "8".to_owned()));
        assert_eq!((header("content-security-policy"), header("cache-control")), ("sandbox; default-src 'none'".to_owned(), "private, no-cache".to_owned()));
        let tag = header("etag");
        assert_eq!(text(sent).await, "a,b\n1,2\n");
        assert_eq!(ann.looks_at(url(&file), &[("If-None-Match", &tag)]).await.status(), 304);
        let part = ann.looks_at(url(&file), &[("Range", "bytes=4-5")]).await;
        assert_eq!((part.status().as_u16(), part.headers()["content-range"].to_str().ok()), (206, Some("bytes 4-5/8")));
        assert_eq!(text(part).await, "1,");
        assert_eq!(ann.looks_at(url(&file), &[("Range", "bytes=4-5"), ("If-Range", "\"other\"")]).await.status(), 200);
        assert_eq!(text(ann.looks_at(url(&file), &[("Range", "bytes=-2")]).await).await, "2\n");
        assert_eq!(status(&ann, &format!("{}/small", url(&file))).await, 404, "it is no picture");
        app.run_jobs().await;
    }

    async fn a_picture_is_shown_in_three_sizes_and_says_what_it_shows(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Which poster?").await;
        let file = ann.brought("poster.gif.exe", picture(3_000, 1_500)).await;
        assert_eq!((file["name"].as_str(), file["width"].as_i64(), file["height"].as_i64()), (Some("poster.gif.jpg"), Some(2048), Some(1024)));
        for size in ["small", "medium", "large"] {
            let shown = ann.looks_at(&format!("{}/{size}", url(&file)), &[]).await;
            assert_eq!((shown.status().as_u16(), shown.headers()["content-type"].to_str().ok()), (200, Some("image/jpeg")));
            assert!(shown.headers()["content-disposition"].to_str().is_ok_and(|how| how.starts_with("inline")));
        }
        assert_eq!(status(&ann, &format!("{}/huge", url(&file))).await, 404);
        // Whoever does not see it is told what it shows, or that it does not matter.
        assert_eq!(replies(&ann, &thread, &[&file]).await["status"], "INVALID");
        assert_eq!(describes(&app.member("Bea", "education").await, &file, "Mine").await["status"], "NOT_FOUND");
        assert_eq!(describes(&ann, &file, &"x".repeat(501)).await["problems"][0]["field"], "alternative");
        assert_eq!(describes(&ann, &file, "  A boat  in the bay ").await["file"]["alternative"], "A boat in the bay");
        assert_eq!(replies(&ann, &thread, &[&file]).await["status"], "POSTED");
        let decoration = ann.brought("line.png", picture(9, 9)).await;
        assert_eq!(describes(&ann, &decoration, " ").await["file"]["alternative"], "");
        assert_eq!(replies(&ann, &thread, &[&decoration]).await["status"], "POSTED");
        app.run_jobs().await;
    }

    async fn what_cannot_be_seen_has_no_files(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let file = bea.brought("list.txt", "Words.").await;
        let post = replies(&bea, &thread, &[&file]).await["post"].clone();
        app.run_jobs().await;
        let node = || async { ann.run("query($id: ID!) { node(id: $id) { ... on Post { files { id } } } }", json!({ "id": post["id"] })).await["node"].clone() };
        assert_eq!(node().await["files"].as_array().map(Vec::len), Some(1));
        for (change, seen) in [
            ("UPDATE post SET state = 'hidden' WHERE body = '<p>Here.</p>'", [404, 404, 200]),
            ("UPDATE post SET state = 'held' WHERE body = '<p>Here.</p>'", [404, 404, 200]),
            ("UPDATE post SET state = 'withdrawn' WHERE body = '<p>Here.</p>'", [404, 404, 404]),
            ("UPDATE post SET state = 'visible' WHERE body = '<p>Here.</p>'", [200, 200, 200]),
            ("UPDATE thread SET state = 'hidden'", [404, 404, 200]),
            // The opening was taken back: the answers stay.
            ("UPDATE thread SET state = 'withdrawn'", [200, 200, 200]),
        ] {
            sql(&app, change).await;
            let now = [status(&ann, url(&file)).await, status(&bea, url(&file)).await, status(&cora, url(&file)).await];
            assert_eq!(now, seen, "{change}");
            let listed = node().await["files"].as_array().map_or(0, Vec::len);
            assert_eq!(listed, usize::from(seen[0] == 200), "{change}");
        }
        sql(&app, "UPDATE member SET state = 'suspended' WHERE email_key LIKE 'ann%'").await;
        assert_eq!(status(&ann, url(&file)).await, 404);
    }

    async fn files_are_added_and_taken_out_by_editing(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let (one, two) = (bea.brought("one.txt", "1").await, bea.brought("two.txt", "2").await);
        let post = replies(&bea, &thread, &[&one]).await["post"].clone();
        let edited = edits(&bea, &post["id"], 1, &[&two, &one]).await;
        assert_eq!((edited["status"].as_str(), names(&edited["post"])), (Some("SAVED"), vec!["two.txt", "one.txt"]));
        let edited = edits(&bea, &post["id"], 2, &[&two]).await;
        assert_eq!(names(&edited["post"]), ["two.txt"]);
        assert_eq!((status(&ann, url(&one)).await, status(&bea, url(&one)).await), (404, 200), "it is hers again");
        // Without a word of files they stay.
        let input = json!({ "post": post["id"], "body": "Other words.", "expectedVersion": 3 });
        bea.run("mutation($input: EditPostInput!) { editPost(input: $input) { status } }", json!({ "input": input })).await;
        assert_eq!(status(&ann, url(&two)).await, 200);
        assert_eq!(edits(&bea, &post["id"], 4, &[&one]).await["status"], "SAVED");
        let opening = opening(&ann, &thread).await;
        let mine = ann.brought("mine.txt", "3").await;
        assert_eq!(names(&edits(&ann, &json!(opening), 1, &[&mine]).await["post"]), ["mine.txt"]);
        app.run_jobs().await;
        app.clock().advance(Span::days(2));
        app.run_jobs().await;
        assert_eq!((status(&bea, url(&one)).await, status(&bea, url(&two)).await), (200, 404), "what nobody wants is swept");
        assert_eq!(count(&app, "SELECT COUNT(*) FROM file").await, 2);
    }

    async fn a_thread_begins_with_files_and_a_post_has_ten(app) {
        let ann = app.member("Ann", "education").await;
        let topics = ann.run("{ topics { id } }", json!({})).await;
        let mut files = Vec::new();
        for n in 0..11 {
            files.push(ann.brought("notes.txt", format!("Words {n}")).await["id"].clone());
        }
        let start = async |files: &[Value]| {
            let input = json!({ "kind": "QUESTION", "title": "With files", "body": "Words.", "topics": [topics["topics"][0]["id"]], "files": files });
            ann.run("mutation($input: StartThreadInput!) { startThread(input: $input) { status problems { field } thread { opening { files { name } } } } }", json!({ "input": input })).await["startThread"].clone()
        };
        assert_eq!(start(&files).await["problems"][0]["field"], "files");
        let started = start(&files[..10]).await;
        assert_eq!(started["status"], "POSTED");
        assert_eq!(names(&started["thread"]["opening"]).len(), 10);
        app.run_jobs().await;
    }

    /// A file belongs to one post: a draft that was sent from two windows keeps it once.
    async fn a_refused_reply_leaves_the_file_as_it_was(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let (file, other) = (ann.brought("one.txt", "1").await, json!({ "id": "file:00000000000000000000000000000000" }));
        assert_eq!(replies(&ann, &thread, &[&file, &other]).await["status"], "INVALID");
        assert_eq!(replies(&ann, &thread, &[&file]).await["status"], "POSTED");
        app.run_jobs().await;
    }

    async fn what_is_posted_while_files_are_swept_stays(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Where is the leaflet?").await;
        let post = ann.reply(&thread, "Here.").await.parse().expect("an id");
        let (file, stray) = (ann.brought("one.txt", "1").await, ann.brought("two.txt", "2").await);
        app.run_jobs().await;
        let now = app.clock().now();
        let (_, store) = app.database().open().await;
        let (_, other) = app.database().open().await;
        let claim = store.begin().await.expect("a transaction");
        let claimed = id(&file).parse().expect("an id");
        db::file::give_to_post(&claim, claimed, post, 0, now).await.expect("it is given");
        let sweeping = async {
            let tx = other.begin().await.expect("a transaction");
            let swept = db::file::sweep(&tx, now.plus(Span::days(30))).await.expect("swept");
            tx.commit().await.expect("committed");
            swept
        };
        let claiming = async {
            // On SQLite the sweep cannot even begin.
            if app.engine() == Engine::Postgres {
                let waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
                app.database().until("the sweep waits for the file", Duration::from_secs(20), waits).await;
            }
            claim.commit().await.expect("committed");
        };
        let (swept, ()) = tokio::join!(sweeping, claiming);
        let swept: Vec<String> = swept.into_iter().map(|(file, _)| file.to_string()).collect();
        assert_eq!(swept, [id(&stray)], "what nobody posted, alone");
        assert_eq!(status(&ann, url(&file)).await, 200);
        store.close().await;
        other.close().await;
    }

    async fn who_is_nobody_or_another_brings_nothing(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(app.visitor().brings("a.txt", "x").await.0, StatusCode::UNAUTHORIZED);
        let cookie = format!("__Host-cove={}", ann.token().unwrap());
        let post = |headers: &[(&str, &str)]| {
            let mut request = app.router().post("/files").header("Cookie", &cookie).body("x");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            request.send()
        };
        let name = ("X-Cove-File-Name", "a.txt");
        assert_eq!(post(&[name]).await.0.status(), 403, "no other site sends this header");
        assert_eq!(post(&[name, ("X-Cove-Request", "1"), ("Sec-Fetch-Site", "cross-site")]).await.0.status(), 403);
        let other = app.member("Bea", "education").await.id();
        assert_eq!(post(&[name, ("X-Cove-Request", "1"), ("X-Cove-Member", &other)]).await.0.status(), 403);
        assert_eq!(post(&[("X-Cove-Request", "1")]).await.0.status(), 400);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM file").await, 0);
    }
}
