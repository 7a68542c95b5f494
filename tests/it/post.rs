//! Editing and withdrawing one's own posts, reacting to others'; hidden text.

use it::{Actor, number, on_both_engines, sql};
use serde_json::{Value, json};

use crate::thread::{hide, lock, opening, page, topics, withdraw};

async fn edit(who: &Actor, input: Value) -> Value {
    who.does("post/editPost", json!({ "input": input })).await["editPost"].clone()
}

async fn react(who: &Actor, post: &str, reaction: &str, on: bool) -> Value {
    who.does(
        "post/react",
        json!({ "input": { "post": post, "reaction": reaction, "on": on } }),
    )
    .await["react"]
        .clone()
}

async fn node(who: &Actor, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { id ... on Post { body state version revisions { version body } } ... on Thread { title } } }";
    who.run(query, json!({ "id": id })).await["node"].clone()
}

on_both_engines! {
    async fn an_edit_keeps_what_was_said_before(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Edit?").await;
        let post = bea.reply(&thread, "First words.").await;
        app.clock().advance(domain::clock::Span::minutes(5));
        let saved = edit(&bea, json!({ "post": post, "body": "Second <em>words</em>.", "expectedVersion": 1 })).await;
        assert_eq!((&saved["status"], &saved["post"]["version"], &saved["post"]["body"]), (&json!("SAVED"), &json!(2), &json!("<p>Second <em>words</em>.</p>")));
        assert_ne!(saved["post"]["editedAt"], Value::Null);
        let cora = app.coordinator("Cora").await;
        for who in [&bea, &cora] {
            let seen = node(who, &post).await;
            assert_eq!(seen["revisions"], json!([{ "version": 1, "body": "<p>First words.</p>" }]));
            assert_eq!(seen["body"], "<p>Second <em>words</em>.</p>");
        }
        let seen = node(&ann, &post).await;
        assert_eq!((&seen["revisions"], &seen["body"]), (&json!([]), &json!("<p>Second <em>words</em>.</p>")), "others see the words as they are");
        app.run_jobs().await;
    }

    async fn an_opening_is_edited_with_title_and_topics(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Old title").await;
        let post = opening(&ann, &thread).await;
        let topics = topics(&ann).await;
        let saved = edit(&ann, json!({ "post": post, "body": "New words.", "title": "New title", "topics": [topics[2], topics[3]], "expectedVersion": 1 })).await;
        assert_eq!(saved["status"], "SAVED", "{saved}");
        assert_eq!(saved["post"]["thread"]["title"], "New title");
        assert_eq!(saved["post"]["thread"]["slug"], "new-title");
        assert_eq!(saved["post"]["thread"]["topics"].as_array().unwrap().len(), 2);
        let listed = ann.does("thread/threads", json!({ "order": "NEWEST" })).await;
        assert!(listed["threads"]["nodes"][0]["excerpt"].as_str().unwrap().contains("New words"));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post_revision WHERE title = 'Old title'").await, 1);
        // Without them they stay.
        edit(&ann, json!({ "post": post, "body": "Newer words.", "expectedVersion": 2 })).await;
        let after = page(&ann, &thread).await;
        assert_eq!((&after["title"], after["topics"].as_array().unwrap().len()), (&json!("New title"), 2));
        let unknown = json!({ "post": post, "body": "B", "topics": ["topic:00000000000000000000000000000000"], "expectedVersion": 3 });
        let refused = edit(&ann, unknown).await;
        assert_eq!((&refused["status"], &refused["problems"][0]["field"]), (&json!("INVALID"), &json!("topics")));
        assert_eq!(page(&ann, &thread).await["topics"].as_array().unwrap().len(), 2, "nothing of a refused edit is kept");
        assert_eq!(refused["post"]["version"], 3);
    }

    async fn what_was_changed_elsewhere_is_not_written_over(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Two windows?").await;
        let post = opening(&ann, &thread).await;
        let (one, two) = tokio::join!(
            edit(&ann, json!({ "post": post, "body": "From one window.", "expectedVersion": 1 })),
            edit(&ann, json!({ "post": post, "body": "From the other.", "expectedVersion": 1 }))
        );
        let mut statuses = [one["status"].as_str().unwrap(), two["status"].as_str().unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses, ["CHANGED_ELSEWHERE", "SAVED"]);
        let (lost, kept) = if one["status"] == "SAVED" { (two, one) } else { (one, two) };
        assert_eq!(lost["post"]["body"], kept["post"]["body"], "the refusal brings the post as it is now");
        assert_eq!(lost["post"]["version"], 2);
        // A double click on "save" finds its own words.
        let again = edit(&ann, json!({ "post": post, "body": kept["post"]["body"], "expectedVersion": 1 })).await;
        assert_eq!((&again["status"], &again["post"]["version"]), (&json!("SAVED"), &json!(2)));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post_revision").await, 1);
    }

    async fn an_edit_is_refused_in_plain_words(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Mine?").await;
        let post = bea.reply(&thread, "Words.").await;
        let with = |body: &str| json!({ "post": post, "body": body, "expectedVersion": 1 });
        for body in ["", " ", "nul \u{0} inside", &"b".repeat(20_001)] {
            assert_eq!(edit(&bea, with(body)).await["status"], "INVALID");
        }
        let titled = json!({ "post": post, "body": "Words.", "title": "A reply has none", "expectedVersion": 1 });
        assert_eq!(edit(&bea, titled).await["status"], "INVALID");
        assert_eq!(edit(&ann, with("Other words.")).await["status"], "NOT_YOURS");
        assert_eq!(edit(&cora, with("Other words.")).await["status"], "NOT_YOURS", "not even the co-ordinator puts words in anyone's mouth");
        let unknown = json!({ "post": "post:00000000000000000000000000000000", "body": "Words.", "expectedVersion": 1 });
        assert_eq!(edit(&bea, unknown).await["status"], "NOT_FOUND");
        lock(&cora, &thread).await;
        assert_eq!(edit(&bea, with("Other words.")).await["status"], "LOCKED");
        cora.does("thread/unlockThread", json!({ "input": { "thread": thread, "reason": "Open again" } })).await;
        hide(&cora, &post).await;
        assert_eq!(edit(&bea, with("Other words.")).await["status"], "NOT_FOUND");
        assert_eq!(withdraw(&bea, &post, 1).await["status"], "NOT_FOUND");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post_revision").await, 0);
        app.run_jobs().await;
    }

    async fn a_withdrawn_reply_leaves_a_stub(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Stay?").await;
        let post = bea.reply(&thread, "Words that go.").await;
        app.clock().advance(domain::clock::Span::minutes(1));
        bea.reply(&thread, "Words that stay.").await;
        assert_eq!(withdraw(&ann, &post, 1).await["status"], "NOT_YOURS");
        assert_eq!(withdraw(&bea, &post, 7).await["status"], "CHANGED_ELSEWHERE");
        assert_eq!(withdraw(&bea, "post:00000000000000000000000000000000", 1).await["status"], "NOT_FOUND");
        let gone = withdraw(&bea, &post, 1).await;
        assert_eq!((&gone["status"], &gone["post"]["state"], &gone["post"]["body"]), (&json!("WITHDRAWN"), &json!("WITHDRAWN"), &json!("")));
        assert_eq!(withdraw(&bea, &post, 1).await["status"], "WITHDRAWN", "a second click");
        let seen = page(&ann, &thread).await;
        assert_eq!(seen["replyCount"], 1);
        assert_eq!(seen["replies"]["nodes"].as_array().unwrap().len(), 2);
        assert_eq!(seen["replies"]["nodes"][0]["state"], "WITHDRAWN");
        assert_eq!(edit(&bea, json!({ "post": post, "body": "Back.", "expectedVersion": 2 })).await["status"], "NOT_FOUND");
        for who in [&ann, &bea, &app.coordinator("Cora").await] {
            assert!(!node(who, &post).await.to_string().contains("Words that go"));
        }
        app.run_jobs().await;
    }

    async fn a_withdrawn_opening_leaves_the_answers(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("A title that goes").await;
        bea.reply(&thread, "An answer that stays.").await;
        let post = opening(&ann, &thread).await;
        let gone = withdraw(&ann, &post, 1).await;
        assert_eq!(gone["post"]["thread"]["title"], "Withdrawn by its author");
        let listed = bea.does("thread/threads", json!({ "order": "NEWEST" })).await;
        assert_eq!(listed["threads"]["nodes"], json!([]));
        let seen = page(&bea, &thread).await;
        assert_eq!((&seen["title"], &seen["slug"]), (&json!("Withdrawn by its author"), &json!("withdrawn-by-its-author")));
        assert_eq!((&seen["opening"]["state"], &seen["opening"]["body"]), (&json!("WITHDRAWN"), &json!("")));
        assert!(seen["replies"]["nodes"][0]["body"].as_str().unwrap().contains("An answer that stays"));
        assert!(!seen.to_string().contains("A title that goes"));
        bea.reply(&thread, "The talk goes on.").await;
        app.run_jobs().await;
        let mail = app.mail_to("ann@member.test").unwrap();
        assert!(!mail.text().contains("A title that goes"), "{}", mail.text());
    }

    async fn one_may_take_back_ones_words_in_a_locked_thread(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Locked?").await;
        let post = bea.reply(&thread, "Words.").await;
        lock(&cora, &thread).await;
        assert_eq!(withdraw(&bea, &post, 1).await["status"], "WITHDRAWN");
        app.run_jobs().await;
    }

    async fn reactions_are_counts_without_names(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cleo = app.member("Cleo", "education").await;
        let thread = ann.ask("Useful?").await;
        let post = bea.reply(&thread, "Words.").await;
        let one = react(&ann, &post, "USEFUL", true).await;
        assert_eq!((&one["status"], &one["post"]["viewerReactions"]), (&json!("SAVED"), &json!(["USEFUL"])));
        react(&ann, &post, "USEFUL", true).await;
        react(&ann, &post, "THANKS", true).await;
        let both = react(&cleo, &post, "USEFUL", true).await;
        assert_eq!(both["post"]["reactions"], json!([{ "reaction": "THANKS", "count": 1 }, { "reaction": "USEFUL", "count": 2 }]));
        assert_eq!(both["post"]["viewerReactions"], json!(["USEFUL"]));
        react(&ann, &post, "USEFUL", false).await;
        let gone = react(&ann, &post, "USEFUL", false).await;
        assert_eq!(gone["post"]["viewerReactions"], json!(["THANKS"]));
        assert_eq!(react(&bea, &post, "THANKS", true).await["status"], "OWN_POST");
        assert_eq!(react(&bea, "post:00000000000000000000000000000000", "THANKS", true).await["status"], "NOT_FOUND");
        withdraw(&bea, &post, 1).await;
        assert_eq!(react(&ann, &post, "THANKS", true).await["status"], "NOT_FOUND");
        app.run_jobs().await;
    }

    async fn hidden_text_is_in_no_answer(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("A visible title").await;
        let post = bea.reply(&thread, "Secret words of before.").await;
        edit(&bea, json!({ "post": post, "body": "Secret words of now.", "expectedVersion": 1 })).await;
        let secret = ann.ask("Secret title").await;
        bea.reply(&secret, "A reply in it.").await;
        let secret_opening = opening(&ann, &secret).await;
        hide(&cora, &post).await;
        hide(&cora, &secret_opening).await;
        for who in [&ann, &bea, &cora] {
            let mut seen = String::new();
            for id in [&thread, &secret] {
                seen += &page(who, id).await.to_string();
                seen += &node(who, id).await.to_string();
            }
            for id in [&post, &secret_opening] {
                seen += &node(who, id).await.to_string();
            }
            for order in ["NEWEST", "LATEST_ACTIVITY", "UNANSWERED_FIRST"] {
                seen += &who.does("thread/threads", json!({ "order": order })).await.to_string();
            }
            seen += &who.does("thread/home", json!({})).await.to_string();
            seen += &who.does("notification/notifications", json!({})).await.to_string();
            assert!(!seen.contains("Secret") && !seen.contains("A reply in it"), "{}: {seen}", who.name);
        }
        assert_eq!(page(&ann, &secret).await, Value::Null);
        assert_eq!(page(&ann, &thread).await["replyCount"], 0);
        assert_eq!(react(&ann, &post, "THANKS", true).await["status"], "NOT_FOUND");
        // A held post is as little there.
        let held = bea.reply(&thread, "Held words.").await;
        sql(&app, "UPDATE post SET state = 'held' WHERE body = '<p>Held words.</p>'").await;
        assert_eq!(node(&ann, &held).await, Value::Null);
        assert!(!page(&bea, &thread).await.to_string().contains("Held words"));
        app.run_jobs().await;
        let tells = |mail: &mail::Message| mail.subject().contains("new answer") || mail.text().contains("Secret words");
        assert!(!app.mails().iter().any(|mail| tells(mail)), "a reply that is gone is not mailed");
    }
}
