//! Searching: what is found, by whom, and what never is.

use it::{Actor, TestApp, on_both_engines, sql};
use serde_json::{Value, json};

use crate::thread::{hide, lock, opening, statements, topics, withdraw};

async fn search(who: &Actor, text: &str, filter: Value) -> Value {
    let variables = json!({ "text": text, "filter": filter });
    who.does("search/search", variables).await["search"].clone()
}

/// Words in pieces, with those that were looked for in brackets.
fn marked(pieces: &Value) -> String {
    let piece = |piece: &Value| {
        let text = piece["text"].as_str().unwrap();
        if piece["hit"] == true {
            format!("[{text}]")
        } else {
            text.to_owned()
        }
    };
    pieces.as_array().unwrap().iter().map(piece).collect()
}

fn plain(pieces: &Value) -> String {
    marked(pieces).replace(['[', ']'], "")
}

/// What was found, as "KIND title", in its order.
fn hits(found: &Value) -> Vec<String> {
    let hit = |hit: &Value| format!("{} {}", hit["kind"].as_str().unwrap(), plain(&hit["title"]));
    found["nodes"].as_array().unwrap().iter().map(hit).collect()
}

async fn found(who: &Actor, text: &str) -> Vec<String> {
    hits(&search(who, text, json!({})).await)
}

fn count(found: &Value, kind: &str) -> i64 {
    let counts = found["counts"].as_array().unwrap();
    counts.iter().find(|count| count["kind"] == kind).unwrap()["count"]
        .as_i64()
        .unwrap()
}

fn later(app: &TestApp) {
    app.clock().advance(domain::clock::Span::minutes(1));
}

/// The index as it is: an entry a line.
async fn index(app: &TestApp) -> i64 {
    // Sums would hide what moved; so each entry is compared with what it was.
    it::number(app, "SELECT COUNT(*) FROM search_entry e JOIN search_before b ON b.subject_id = e.subject_id AND b.number = e.number
                     AND b.words = e.words AND b.marks = e.marks").await
}

/// The places that [`hunted`] hunts in, for whoever may look.
async fn hunt(who: &Actor, words: &[&str], secret: &str) {
    for text in words {
        for typing in [false, true] {
            let query = "query($text: String!, $typing: Boolean!) { search(text: $text, typing: $typing, first: 100) {
                edges { cursor } nodes { title { text } excerpt { text } thread { id } post { id } member { id } } counts { kind count hasMore } didYouMean } }";
            let answer = who
                .run(query, json!({ "text": text, "typing": typing }))
                .await;
            let whole = answer.to_string().to_lowercase();
            assert!(!whole.contains(secret), "{text}: {whole}");
            let counts = answer["search"]["counts"].as_array().unwrap();
            assert!(
                counts.iter().all(|count| count["count"] == 0),
                "{text}: {whole}"
            );
            assert_eq!(answer["search"]["nodes"], json!([]), "{text}");
        }
    }
}

on_both_engines! {
    async fn whatever_was_written_is_found_titles_first_and_the_newest_first(app) {
        let ann = app.member("Ann Lee", "education").await;
        let bea = app.member("Bea Roe", "third-sector").await;
        let old = ann.start("QUESTION", "Waiting lists for CAMHS", "<p>How long do you <b>wait</b>?</p>").await;
        later(&app);
        ann.start("PRACTICE", "A safety plan", "<p>It helps while somebody is on a waiting list.</p>").await;
        later(&app);
        bea.start("DISCUSSION", "Lists of those who wait", "Words.").await;
        later(&app);
        bea.reply(&old, "We were waiting for a year, on two lists, with self-harm in the notes.").await;
        app.run_jobs().await;

        let all = search(&ann, "waiting list", json!({})).await;
        assert_eq!(hits(&all), ["THREAD Lists of those who wait", "THREAD Waiting lists for CAMHS",
                                "REPLY Waiting lists for CAMHS", "THREAD A safety plan"]);
        assert_eq!((count(&all, "THREAD"), count(&all, "REPLY"), count(&all, "MEMBER")), (3, 1, 0));
        assert_eq!(marked(&all["nodes"][1]["title"]), "[Waiting] [lists] for CAMHS");
        assert_eq!(marked(&all["nodes"][1]["excerpt"]), "How long do you [wait]?");
        assert_eq!(marked(&all["nodes"][2]["excerpt"]), "We were [waiting] for a year, on two [lists], with self-harm in the notes.");
        assert_eq!(all["nodes"][2]["post"]["author"]["label"], "Bea Roe");
        assert_eq!(all["didYouMean"], Value::Null);

        for (text, wanted) in [
            ("\"waiting list\"", vec!["THREAD Waiting lists for CAMHS", "THREAD A safety plan"]),
            ("self harm", vec!["REPLY Waiting lists for CAMHS"]),
            ("selfharm year", vec!["REPLY Waiting lists for CAMHS"]),
            ("SELF-HARMING", vec!["REPLY Waiting lists for CAMHS"]),
            ("child and adolescent mental health services", vec!["THREAD Waiting lists for CAMHS"]),
            ("safety plans", vec!["THREAD A safety plan"]),
            ("ann", vec!["MEMBER Ann Lee"]),
            ("camhs plan", vec![]),
        ] {
            assert_eq!(found(&bea, text).await, wanted, "{text}");
        }
        let replies = search(&ann, "waiting list", json!({ "kinds": ["REPLY"] })).await;
        assert_eq!((hits(&replies).len(), count(&replies, "THREAD")), (1, 3), "tabs go on counting all");
    }

    async fn a_search_is_narrowed(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let topics = topics(&ann).await;
        ann.ask("Waiting alone").await;
        later(&app);
        let input = json!({ "kind": "QUESTION", "title": "Waiting elsewhere", "body": "Words.", "topics": [topics[1]] });
        bea.does("thread/startThread", json!({ "input": input })).await;
        later(&app);
        let answered = ann.ask("Waiting no more").await;
        bea.reply(&answered, "Waiting is over.").await;
        let talk = ann.start("DISCUSSION", "Waiting in general", "Words.").await;
        let locked = ann.ask("Waiting, locked").await;
        let cora = app.coordinator("Cora").await;
        lock(&cora, &locked).await;
        bea.reply(&talk, "Everybody waits.").await;
        app.run_jobs().await;
        let narrowed = async |extra| hits(&search(&ann, "waiting", extra).await);
        assert_eq!(narrowed(json!({ "topic": topics[1] })).await, ["THREAD Waiting elsewhere"]);
        assert_eq!(narrowed(json!({ "unanswered": true })).await, ["THREAD Waiting elsewhere", "THREAD Waiting alone"]);
        assert_eq!(narrowed(json!({ "from": bea.id() })).await,
                   ["THREAD Waiting elsewhere", "REPLY Waiting in general", "REPLY Waiting no more"]);
        assert_eq!(narrowed(json!({ "from": bea.id(), "kinds": ["THREAD"], "unanswered": true, "topic": topics[1] })).await,
                   ["THREAD Waiting elsewhere"]);
        let counts = search(&ann, "waiting", json!({ "from": bea.id() })).await;
        assert_eq!((count(&counts, "THREAD"), count(&counts, "REPLY")), (1, 2));
        // Under no name, it is of nobody.
        sql(&app, "UPDATE thread SET pseudonymous = TRUE WHERE title = 'Waiting elsewhere'").await;
        sql(&app, "UPDATE post SET pseudonymous = TRUE WHERE body LIKE '%Everybody%'").await;
        for who in [&ann, &bea, &cora] {
            let found = search(who, "waiting", json!({ "from": bea.id() })).await;
            assert_eq!(hits(&found), ["REPLY Waiting no more"]);
            assert_eq!((count(&found, "THREAD"), count(&found, "REPLY")), (0, 1));
        }
        assert_eq!(found(&ann, "bea").await, ["MEMBER Bea"], "and is not found by the name");
        let sealed = search(&ann, "everybody", json!({})).await;
        assert_eq!(sealed["nodes"][0]["post"]["author"]["label"], "A colleague");
    }

    async fn a_hidden_post_is_found_through_no_door(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.start("QUESTION", "Zanzibar opening", "<p>Of marzipan.</p>").await;
        let reply = bea.reply(&thread, "Words of wolfsbane.").await;
        let other = ann.ask("Another").await;
        let withdrawn = bea.reply(&other, "Words of quicksilver.").await;
        let edited = bea.reply(&other, "Words of candyfloss.").await;
        app.run_jobs().await;
        for word in ["zanzibar", "marzipan", "wolfsbane", "quicksilver", "candyfloss"] {
            assert_eq!(found(&ann, word).await.len(), 1, "{word}");
        }
        hide(&cora, &reply).await;
        assert_eq!(withdraw(&bea, &withdrawn, 1).await["status"], "WITHDRAWN");
        let input = json!({ "post": edited, "body": "Words of porcelain.", "expectedVersion": 1 });
        assert_eq!(bea.does("post/editPost", json!({ "input": input })).await["editPost"]["status"], "SAVED");
        app.run_jobs().await;
        for who in [&ann, &bea, &cora] {
            for word in ["wolfsbane", "quicksilver", "candyfloss"] {
                hunt(who, &[word, &word[..5], &format!("\"words of {word}\""), &format!("{word}s"), &format!("{}x", &word[..word.len() - 1])], word).await;
            }
        }
        assert_eq!(found(&ann, "porcelain").await.len(), 1);
        // Put back it is found, in its old place.
        cora.does("post/restorePost", json!({ "input": { "post": reply, "reason": "It was fine after all" } })).await;
        let opening = opening(&ann, &thread).await;
        hide(&cora, &opening).await;
        app.run_jobs().await;
        for who in [&ann, &cora] {
            hunt(who, &["zanzibar", "zanz", "zanzbar", "marzipan"], "zanzibar").await;
            hunt(who, &["wolfsbane"], "wolfsbane").await;
        }
        let similar = "query($title: String!) { similarThreads(title: $title) { thread { title } words } }";
        assert_eq!(ann.run(similar, json!({ "title": "Zanzibar opening" })).await["similarThreads"], json!([]));
        cora.does("post/restorePost", json!({ "input": { "post": opening, "reason": "It was fine after all" } })).await;
        app.run_jobs().await;
        assert_eq!(found(&bea, "zanzibar").await.len(), 1);
        assert_eq!(found(&bea, "wolfsbane").await.len(), 1);
        // What its author took back is a stub, and what others said stays.
        let version = it::number(&app, "SELECT version FROM post WHERE opening = TRUE AND body LIKE '%marzipan%'").await;
        assert_eq!(withdraw(&ann, &opening, version).await["status"], "WITHDRAWN");
        hunt(&ann, &["zanzibar", "marzipan"], "zanzibar").await;
        let left = search(&ann, "wolfsbane", json!({})).await;
        assert_eq!(hits(&left), ["REPLY Withdrawn by its author"]);
    }

    async fn nothing_behind_a_content_note_is_found_or_shown(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.start("QUESTION", "A noted title", "Words of marzipan, noted.").await;
        ann.reply(&thread, "A reply of wolfsbane.").await;
        app.run_jobs().await;
        sql(&app, "UPDATE thread SET content_note = 'Mentions suicide'").await;
        sql(&app, "UPDATE post SET content_note = 'Mentions suicide'").await;
        // Before anything is indexed anew, the statement knows.
        let noted = search(&ann, "noted", json!({})).await;
        assert_eq!((hits(&noted), &noted["nodes"][0]["excerpt"]), (vec!["THREAD A noted title".to_owned()], &json!([])));
        hunt(&ann, &["wolfsbane"], "wolfsbane").await;
        app::search::reindex(app.app(), |_| {}).await.unwrap();
        hunt(&ann, &["marzipan", "wolfsbane", "suicide"], "marzipan").await;
        assert_eq!(found(&ann, "noted title").await, ["THREAD A noted title"]);
    }

    async fn members_are_found_as_they_are_now(app) {
        let ann = app.member("Ann", "education").await;
        let zoe = app.member("Zoë Brontë", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        for text in ["zoe", "BRONTE", "Zoë Brontë"] {
            let found = search(&ann, text, json!({})).await;
            assert_eq!(hits(&found), ["MEMBER Zoë Brontë"], "{text}");
            assert_eq!(found["nodes"][0]["member"]["sector"]["slug"], "third-sector");
        }
        let typed = "query($text: String!) { search(text: $text, typing: true) { nodes { member { name } } } }";
        assert_eq!(ann.run(typed, json!({ "text": "bro" })).await["search"]["nodes"][0]["member"]["name"], "Zoë Brontë");
        let sectors = ann.run("{ sectors { id } }", json!({})).await;
        let profile = json!({ "name": "Zoë Penrose", "role": "Youth worker", "organisation": "Harbour Lights", "sector": sectors["sectors"][1]["id"],
                              "expertise": [], "expectedVersion": 1 });
        let saved = zoe.run("mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status } }", json!({ "input": profile })).await;
        assert_eq!(saved["updateProfile"]["status"], "SAVED", "{saved}");
        assert!(found(&ann, "bronte").await.is_empty());
        for text in ["penrose", "youth workers", "harbour lights"] {
            assert_eq!(found(&ann, text).await, ["MEMBER Zoë Penrose"], "{text}");
        }
        let pause = "mutation($input: SuspendMemberInput!) { suspendMember(input: $input) { status } }";
        let paused = cora.run(pause, json!({ "input": { "member": zoe.id(), "reason": "They asked for a break" } })).await;
        assert_eq!(paused["suspendMember"]["status"], "DONE", "{paused}");
        app.run_jobs().await;
        for who in [&ann, &cora] {
            hunt(who, &["penrose", "penr", "youth"], "penrose").await;
        }
    }

    async fn a_list_is_walked_to_its_end_and_a_place_of_another_is_refused(app) {
        let ann = app.member("Ann", "education").await;
        for n in 0..12 {
            later(&app);
            let thread = ann.start("QUESTION", if n % 3 == 0 { "Harbour" } else { "Elsewhere" }, "The harbour.").await;
            ann.reply(&thread, "A harbour.").await;
        }
        app.run_jobs().await;
        let query = "query($text: String!, $filter: SearchFilter, $first: Int!, $after: String) { search(text: $text, filter: $filter, first: $first, after: $after) {
            edges { cursor node { kind title { text } post { id } thread { id } } } pageInfo { hasNextPage endCursor } } }";
        let whole = ann.run(query, json!({ "text": "harbour", "first": 100 })).await["search"]["edges"].clone();
        assert_eq!(whole.as_array().unwrap().len(), 24);
        let mut walked = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = ann.run(query, json!({ "text": "harbour", "first": 5, "after": after })).await["search"].clone();
            walked.extend(page["edges"].as_array().unwrap().clone());
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(json!(walked), whole);
        let cursor = whole[3]["cursor"].clone();
        for other in [json!({ "text": "elsewhere" }), json!({ "text": "harbour", "filter": { "kinds": ["REPLY"] } })] {
            let mut variables = other;
            variables["first"] = json!(5);
            variables["after"] = cursor.clone();
            assert_eq!(ann.send(query, variables).await.codes(), ["BAD_REQUEST"]);
        }
        let members = "query($after: String) { members(after: $after) { totalCount } }";
        assert_eq!(ann.send(members, json!({ "after": cursor })).await.codes(), ["BAD_REQUEST"]);
    }

    async fn whatever_is_typed_there_is_an_answer(app) {
        let ann = app.member("Ann", "education").await;
        ann.start("QUESTION", "100% of \"quotes\" & signs", "Words * of NOT (NEAR) 👍 it's.").await;
        app.run_jobs().await;
        for text in [
            "", " ", "\"", "\"\"", "*", "(", "NEAR(a b)", "words:*", "-words", "^words", "a AND", "NOT", "OR OR", "{words}", "words NEAR/2 of",
            "' OR 1 = 1 --", "nul \0 inside", "\u{1b}[31m", "\u{202e}sdrow", "👩‍👩‍👧 👍", "\\", "%", "_", "_words", "__thread", "x'00'", "$1", ":*", "!words", "a & b | c",
            "word'word", "it's", "李雷", &"\"a\" ".repeat(60), &"w".repeat(10_000), &"words ".repeat(1_700), &"é".repeat(10_000), &"👍".repeat(10_000),
        ] {
            for typing in [true, false] {
                let query = "query($text: String!, $typing: Boolean!) { search(text: $text, typing: $typing) { nodes { kind } counts { count } isShortened didYouMean } }";
                let answer = ann.send(query, json!({ "text": text, "typing": typing })).await;
                assert_eq!(answer.codes(), [""; 0], "{text:?}");
                let long = text.chars().count() > 200 || text.split_whitespace().count() > 16;
                assert_eq!(answer.data()["search"]["isShortened"], long, "{text:?}");
            }
            ann.run("query($title: String!) { similarThreads(title: $title) { words } }", json!({ "title": text })).await;
        }
        for text in ["quotes signs", "\"quotes\"", "it's", "its", "NOT near", "100%"] {
            assert_eq!(found(&ann, text).await.len(), 1, "{text}");
        }
        for text in ["__thread", "_words"] {
            // A line is a sign like others.
            assert_eq!(found(&ann, text).await.len(), usize::from(text == "_words"), "{text}");
        }
        let stranger = app.visitor();
        assert_eq!(stranger.send("{ search(text: \"words\") { nodes { kind } } }", json!({})).await.codes(), ["UNAUTHENTICATED"]);
        assert_eq!(stranger.send("{ similarThreads(title: \"words\") { words } }", json!({})).await.codes(), ["UNAUTHENTICATED"]);
    }

    async fn what_was_mistyped_is_put_right_and_only_from_what_is_found(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        ann.start("QUESTION", "Safeguarding leads", "Words.").await;
        let hidden = ann.start("QUESTION", "Marzipan", "Words.").await;
        app.run_jobs().await;
        let meant = async |text: &str, extra| search(&ann, text, extra).await["didYouMean"].clone();
        assert_eq!(meant("safegaurding", json!({})).await, "safeguarding");
        assert_eq!(meant("Safegaurding lead", json!({})).await, "safeguarding lead");
        assert_eq!(meant("safegaurding", json!({ "kinds": ["REPLY"] })).await, Value::Null, "there it finds nothing either");
        assert_eq!(meant("marzipam", json!({})).await, "marzipan");
        hide(&cora, &opening(&ann, &hidden).await).await;
        app.run_jobs().await;
        assert_eq!(meant("marzipam", json!({})).await, Value::Null);
    }

    async fn what_was_asked_before_is_shown_to_whoever_asks(app) {
        let ann = app.member("Ann", "education").await;
        let first = ann.ask("What helps parents who wait for an EHCP?").await;
        later(&app);
        ann.start("DISCUSSION", "Talking with parents", "About waiting for an EHCP.").await;
        later(&app);
        ann.start("PRACTICE", "Something else for parents", "Words.").await;
        app.run_jobs().await;
        let query = "query($title: String!, $besides: ID) { similarThreads(title: $title, besides: $besides) { thread { id title } words } }";
        let similar = async |title: &str, besides: Value| {
            ann.run(query, json!({ "title": title, "besides": besides })).await["similarThreads"].as_array().unwrap().iter()
                .map(|similar| format!("{} {}", similar["thread"]["title"].as_str().unwrap(), similar["words"])).collect::<Vec<_>>()
        };
        assert_eq!(similar("How can a parent wait for their EHCP", Value::Null).await,
                   ["What helps parents who wait for an EHCP? [\"parent\",\"wait\",\"EHCP\"]",
                    "Talking with parents [\"parent\",\"wait\",\"EHCP\"]"]);
        assert_eq!(similar("How can a parent wait for their EHCP", json!(first)).await.len(), 1);
        assert_eq!(similar("EHCP", Value::Null).await.len(), 2);
        for nothing in ["", "how do you", "xyzzy", "parent of a"] {
            assert_eq!(similar(nothing, Value::Null).await.len(), if nothing == "parent of a" { 3 } else { 0 }, "{nothing}");
        }
    }

    async fn the_index_says_what_the_rows_say_and_is_made_anew_from_them(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Waiting lists").await;
        let reply = ann.reply(&thread, "Of marzipan.").await;
        let gone = ann.reply(&thread, "Of wolfsbane.").await;
        let hidden = ann.ask("Hidden").await;
        hide(&cora, &opening(&ann, &hidden).await).await;
        withdraw(&ann, &gone, 1).await;
        let input = json!({ "post": reply, "body": "Of porcelain.", "expectedVersion": 1 });
        ann.does("post/editPost", json!({ "input": input })).await;
        app.run_jobs().await;
        sql(&app, "CREATE TABLE search_before AS SELECT number, subject_id, words, marks FROM search_entry").await;
        let entries = index(&app).await;
        assert!(entries >= 6, "{entries}");
        let mut told = 0;
        let done = app::search::reindex(app.app(), |_| told += 1).await.unwrap();
        assert_eq!((done.members, done.posts, told), (2, 4, 2));
        assert_eq!(index(&app).await, entries, "every command had written what is so");
        // Whatever somebody did to it.
        sql(&app, "UPDATE search_entry SET words = ' nonsense ', marks = '__thread nonsense'").await;
        assert!(found(&ann, "porcelain").await.is_empty());
        sql(&app, "DELETE FROM search_entry WHERE kind = 'member'").await;
        sql(&app, "INSERT INTO search_entry (kind, subject_id, words, marks) SELECT 'member', id, ' zanzibar ', '__member zanzibar' FROM topic LIMIT 1").await;
        app::search::reindex(app.app(), |_| {}).await.unwrap();
        assert_eq!(found(&ann, "porcelain").await.len(), 1);
        assert_eq!(found(&ann, "ann").await, ["MEMBER Ann"]);
        assert!(found(&ann, "nonsense").await.is_empty());
        assert_eq!(it::number(&app, "SELECT COUNT(*) FROM search_entry WHERE words LIKE '%zanzibar%'").await, 0);
        sql(&app, "DROP TABLE search_before").await;
    }

    async fn a_page_of_hits_costs_six_statements_however_long_it_is(app) {
        let ann = app.member("Harbour Ann", "education").await;
        for n in 0..3 {
            app.member(&format!("Harbour Bea {n}"), "third-sector").await;
            let thread = ann.ask(&format!("Harbour {n}")).await;
            ann.reply(&thread, "The harbour.").await;
        }
        app.run_jobs().await;
        let few = statements(&app, &ann, "search/search", json!({ "text": "harbour" })).await;
        for n in 0..20 {
            let thread = ann.ask(&format!("Harbour again {n}")).await;
            ann.reply(&thread, "The harbour.").await;
        }
        app.run_jobs().await;
        let many = statements(&app, &ann, "search/search", json!({ "text": "harbour" })).await;
        assert!(few <= 6 && many <= few, "{few} and {many} statements");
        let nothing = statements(&app, &ann, "search/search", json!({ "text": "harbuor" })).await;
        assert!(nothing <= 6, "{nothing} statements");
        let similar = app.app().db().statements();
        ann.run("query($title: String!) { similarThreads(title: $title) { thread { title kind replyCount } words } }", json!({ "title": "Harbour again" })).await;
        let similar = app.app().db().statements() - similar;
        assert!(similar <= 3, "{similar} statements");
    }
}

/// The functions of all files below a folder, each with its text.
fn functions(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let of_path = |path: std::path::PathBuf| {
        if path.is_dir() {
            return functions(&path);
        }
        let text = std::fs::read_to_string(&path).unwrap();
        text.split("async fn ").skip(1).map(str::to_owned).collect()
    };
    entries.flat_map(of_path).collect()
}

#[test]
fn whatever_writes_words_writes_the_index() {
    let app = crate::structure::root().join("crates/app/src");
    let writes = [
        "db::thread::insert(",
        "db::thread::rename(",
        "db::thread::set_state(",
        "db::post::insert(",
        "db::post::edit(",
        "db::post::withdraw(",
        "db::desk::set_post_state(",
    ];
    let mut writers = 0;
    for function in functions(&app) {
        if writes.iter().any(|write| function.contains(write)) {
            writers += 1;
            assert!(
                function.contains("index_thread(") || function.contains("index_post("),
                "{function}"
            );
        }
    }
    assert_eq!(writers, 5, "start, reply, edit, withdraw, hide and restore");
    // Names and who is here are written in one file, which indexes them itself.
    let members =
        std::fs::read_to_string(crate::structure::root().join("crates/db/src/member.rs")).unwrap();
    for name in [
        "insert",
        "approve",
        "set_state",
        "make_coordinator",
        "save_profile",
    ] {
        let function = members
            .split("pub async fn ")
            .find(|function| function.starts_with(&format!("{name}(")))
            .unwrap();
        assert!(function.contains("index_members(tx"), "{name}");
    }
}
