//! What a document may cost: how much one may ask for, and how long an answer
//! gets.

use it::{Actor, Answer, TestApp, costly_documents, document, on_both_engines, sql};
use serde_json::{Value, json};

/// What a post may have: the longest, of letters with two bytes.
const LONGEST: usize = 20_000;

/// A thread whose opening and hundred replies are as long as posts get; its id.
async fn long_thread(app: &TestApp, asker: &Actor) -> String {
    let thread = asker.ask("A long talk").await;
    for name in ["Bea", "Cleo"] {
        let writer = app.member(name, "third-sector").await;
        for n in 0..50 {
            writer.reply(&thread, &format!("Reply {n}.")).await;
        }
    }
    let words = "é".repeat(LONGEST);
    sql(app, &format!("UPDATE post SET body = '<p>{words}</p>'")).await;
    app.run_jobs().await;
    thread
}

fn is_too_complex(answer: &Answer) -> bool {
    answer.codes().iter().any(|code| code == "TOO_COMPLEX")
}

on_both_engines! {
    async fn no_document_gets_a_longer_answer_than_the_limit(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        let thread = long_thread(&app, &ann).await;
        for who in [&ann, &cora] {
            let mut refused = 0;
            for (name, query) in costly_documents(&thread) {
                assert!(query.len() < 32 * 1024, "{name} is small");
                let answer = who.send(&query, json!({})).await;
                assert!(answer.bytes <= graphql::ANSWER_LIMIT, "{name}: {} bytes for {}", answer.bytes, who.name);
                assert_eq!(answer.status, 200, "{name}");
                refused += usize::from(is_too_complex(&answer));
                assert!(answer.codes().iter().all(|code| code == "TOO_COMPLEX"), "{name}: {:?}", answer.codes());
            }
            assert!(refused > 5, "{refused} were too much for {}", who.name);
        }
    }

    async fn what_was_sent_is_not_repeated_at_length(app) {
        let fields: String = (0..5).map(|n| format!("a{n}: members(first: $f) {{ totalCount }} ")).collect();
        let long = "\"".repeat(400_000);
        let answer = app.visitor().send(&format!("query($f: Int) {{ {fields} }}"), json!({ "f": long })).await;
        assert!(!answer.codes().is_empty() && answer.bytes < 50_000, "{} bytes", answer.bytes);
    }

    /// Whoever finds the fault: JSON, the parser, the limits, validation.
    async fn no_message_is_longer_than_messages_are(app) {
        let words = "words".repeat(5_000);
        for body in [
            json!({ "query": "{ __typename }", "variables": words }),
            json!({ "query": "{ __typename }", "operationName": "A", "extensions": words }),
            json!({ "query": format!("{{ community(words: {words} }}") }),
            json!({ "query": format!("{{ ...{words} }} fragment {words} on Query {{ ...{words} }}") }),
            json!({ "query": format!("{{ {words} }}") }),
            json!({ "query": format!("query($f: {words}) {{ __typename }}") }),
            json!({ "query": "query($f: Int) { members(first: $f) { totalCount } }", "variables": { "f": words } }),
        ] {
            let body = body.to_string();
            let answer = app.router().post("/graphql").header("Content-Type", "application/json").body(body.clone()).send().await.0;
            let said = answer.into_body().into_string().await.expect("a text");
            let said: Value = serde_json::from_str(&said).expect("JSON");
            let message = said["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("no error for {body:.60}: {said}"));
            assert!(message.chars().count() <= 501, "{} characters for {body:.60}", message.chars().count());
        }
    }

    /// Whether the library merges the answers or they are written as they come.
    async fn an_answer_stops_where_it_is_too_long(app) {
        let ann = app.member("Ann", "education").await;
        let thread = long_thread(&app, &ann).await;
        let bodies = |count: usize, more: &str| {
            let bodies: String = (0..count).map(|n| format!("a{n}: body ")).collect();
            format!("{{ thread(id: \"{thread}\") {{ title {more} replies(first: 100) {{ nodes {{ {bodies} }} }} }} }}")
        };
        // A body takes 40 kB, a hundred of them 4 MB.
        for merged in ["", "title"] {
            let allowed = ann.send(&bodies(2, merged), json!({})).await;
            assert_eq!((allowed.codes(), allowed.bytes > 4 * LONGEST * 100), (Vec::new(), true), "{merged}");
            let stopped = ann.send(&bodies(3, merged), json!({})).await;
            assert!(is_too_complex(&stopped) && stopped.bytes < 1_000, "{merged}: {} bytes", stopped.bytes);
            assert_eq!((stopped.status.as_u16(), &stopped.body["data"]), (200, &Value::Null), "{merged}");
        }
    }

    async fn the_longest_pages_of_the_screens_are_answered(app) {
        let ann = app.member("Ann", "education").await;
        let cora = app.coordinator("Cora").await;
        let thread = long_thread(&app, &ann).await;
        let widest = |name: &str| {
            let text = document(name);
            assert!(text.contains("first: "), "{name} has a list");
            ["first: 8", "first: 20", "first: 30"].iter().fold(text, |text, usual| text.replace(usual, "first: 100"))
        };
        let page = ann.run(&widest("thread/thread"), json!({ "id": thread })).await;
        let replies = page["thread"]["replies"]["nodes"].as_array().expect("replies").len();
        assert_eq!(replies, 100);
        ann.run(&widest("thread/moreReplies"), json!({ "id": thread, "after": null })).await;
        ann.run(&widest("thread/threads"), json!({ "order": "LATEST_ACTIVITY" })).await;
        ann.run(&widest("notification/notifications"), json!({})).await;
        for name in ["desk/people", "desk/audit", "desk/queue"] {
            cora.run(&widest(name), json!({ "filter": {} })).await;
        }
    }

    async fn the_latest_hundred_revisions_are_shown(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Often changed").await;
        let post = crate::thread::opening(&ann, &thread).await;
        for version in 1..=105 {
            let input = json!({ "post": post, "body": format!("Words {version}."), "expectedVersion": version });
            let edited = ann.run("mutation($input: EditPostInput!) { editPost(input: $input) { status } }", json!({ "input": input })).await;
            assert_eq!(edited["editPost"]["status"], "SAVED");
        }
        let shown = ann.does("post/postRevisions", json!({ "id": post })).await;
        let versions: Vec<i64> = shown["node"]["revisions"].as_array().expect("a list").iter().filter_map(|one| one["version"].as_i64()).collect();
        assert_eq!(versions, (6..=105).collect::<Vec<_>>());
    }

    /// Their texts are read whether or not they are asked for.
    async fn earlier_versions_cost_what_their_rows_hold(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Often changed").await;
        let document = |first: i32| {
            format!("query($id: ID!) {{ thread(id: $id) {{ replies(first: {first}) {{ nodes {{ revisions {{ version }} }} }} }} }}")
        };
        assert!(is_too_complex(&ann.send(&document(80), json!({ "id": thread })).await));
        ann.run(&document(4), json!({ "id": thread })).await;
    }

    async fn a_whole_number_beyond_32_bits_is_no_request(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("How many?").await;
        let post = crate::thread::opening(&ann, &thread).await;
        for (document, variables) in [
            ("{ threads(first: 2147483648) { totalCount } }", json!({})),
            ("{ threads(first: -2147483649) { totalCount } }", json!({})),
            ("{ threads(first: 99999999999999999999) { totalCount } }", json!({})),
            ("query($n: Int) { threads(first: $n) { totalCount } }", json!({ "n": 2_147_483_648_i64 })),
            ("query($n: Int = 2147483648) { threads(first: $n) { totalCount } }", json!({})),
            (
                "mutation($input: EditPostInput!) { editPost(input: $input) { status } }",
                json!({ "input": { "post": post, "body": "Words.", "expectedVersion": 4_294_967_297_i64 } }),
            ),
            ("mutation($n: Int!, $id: ID!) { withdrawPost(input: { post: $id, expectedVersion: $n }) { status } }", json!({ "n": -2_147_483_649_i64, "id": post })),
        ] {
            let answer = ann.send(document, variables).await;
            assert!(answer.codes().iter().all(|code| code == "BAD_REQUEST"), "{document}: {}", answer.body);
            assert_eq!((answer.codes().is_empty(), answer.body.get("data")), (false, None), "{document}: it was not run");
        }
        // The last that there is: the resolver has words for it.
        for n in [i32::MAX, i32::MIN] {
            let answer = ann.send("query($n: Int) { threads(first: $n) { totalCount } }", json!({ "n": n })).await;
            assert_eq!((answer.codes(), &answer.body["data"]), (vec!["BAD_REQUEST".to_owned()], &Value::Null));
            assert!(answer.body["errors"][0]["message"].as_str().is_some_and(|words| words.contains("1 to 100")), "{}", answer.body);
        }
    }
}
