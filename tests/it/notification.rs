//! Notifications: what concerns one member.

use it::{Actor, on_both_engines};
use serde_json::{Value, json};

use crate::thread::{hide, lock, opening, statements, withdraw};

async fn told(who: &Actor) -> Vec<Value> {
    who.does("notification/notifications", json!({})).await["viewer"]["notifications"]["nodes"]
        .as_array()
        .unwrap()
        .clone()
}

async fn unread(who: &Actor) -> i64 {
    who.run("{ viewer { unreadCount } }", json!({})).await["viewer"]["unreadCount"]
        .as_i64()
        .unwrap()
}

async fn mark(who: &Actor, notifications: Value) -> Value {
    who.does(
        "notification/markNotificationsRead",
        json!({ "input": { "notifications": notifications } }),
    )
    .await["markNotificationsRead"]
        .clone()
}

on_both_engines! {
    async fn a_reply_is_told_and_read(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("News?").await;
        let post = bea.reply(&thread, "Some.").await;
        app.clock().advance(domain::clock::Span::minutes(1));
        bea.reply(&thread, "More.").await;
        let notices = told(&ann).await;
        assert_eq!(notices.len(), 2);
        assert_eq!(notices[1]["kind"], "REPLY");
        assert_eq!((&notices[1]["post"]["id"], &notices[1]["actor"]["label"], &notices[1]["thread"]["title"]), (&json!(post), &json!("Bea"), &json!("News?")));
        assert_eq!(unread(&ann).await, 2);
        assert_eq!(mark(&ann, json!([notices[1]["id"]])).await["unreadCount"], 1);
        assert_eq!(mark(&bea, json!([notices[0]["id"]])).await["unreadCount"], 0);
        assert_eq!(unread(&ann).await, 1, "nobody reads another's");
        assert_eq!(mark(&ann, json!([])).await["unreadCount"], 1);
        assert_eq!(mark(&ann, Value::Null).await["unreadCount"], 0);
        bea.reply(&thread, "And more.").await;
        assert_eq!(unread(&ann).await, 1);
        ann.does("thread/markThreadRead", json!({ "input": { "thread": thread } })).await;
        assert_eq!(unread(&ann).await, 0, "who looks at the thread has read it");
        let other = ann.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": notices[0]["id"] })).await;
        assert_eq!(other["node"]["id"], notices[0]["id"]);
        let foreign = bea.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": notices[0]["id"] })).await;
        assert_eq!(foreign["node"], Value::Null);
        app.run_jobs().await;
    }

    async fn the_list_is_in_order_of_time_whatever_was_read(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("News?").await;
        let mut posts = Vec::new();
        for n in 0..7 {
            app.clock().advance(domain::clock::Span::minutes(1));
            posts.insert(0, json!(bea.reply(&thread, &format!("Words {n}.")).await));
        }
        let newest = told(&ann).await;
        let made_at = newest[0]["id"].as_str().unwrap().parse().map(|id: domain::id::NotificationId| domain::id::made_at(id.0));
        assert_eq!(made_at, Ok(Some(app.app().now())), "its id says when");
        for n in [0, 2, 3, 5] {
            mark(&ann, json!([newest[n]["id"]])).await;
        }
        let query = "query($after: String) { viewer { notifications(first: 2, after: $after) { totalCount pageInfo { endCursor }
            nodes { read post { id } } } } }";
        let (mut walked, mut after) = (Vec::new(), Value::Null);
        for _ in 0..4 {
            let page = ann.run(query, json!({ "after": after })).await["viewer"]["notifications"].clone();
            assert_eq!(page["totalCount"], 7);
            after = page["pageInfo"]["endCursor"].clone();
            walked.extend(page["nodes"].as_array().unwrap().iter().map(|one| (one["post"]["id"].clone(), one["read"] == true)));
        }
        let read = [true, false, true, true, false, true, false];
        assert_eq!(walked, posts.into_iter().zip(read).collect::<Vec<_>>());
        app.run_jobs().await;
    }

    async fn an_answer_that_helped_is_told_once_whether_that_was_read_or_not(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("News?").await;
        let answer = bea.reply(&thread, "An answer.").await;
        for was_read in [false, true] {
            for accepted in [json!(answer), Value::Null, json!(answer), Value::Null] {
                ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": accepted } })).await;
            }
            let told = told(&bea).await;
            assert_eq!(told.iter().map(|one| (&one["kind"], &one["read"])).collect::<Vec<_>>(), [(&json!("HELPED"), &json!(was_read))]);
            mark(&bea, Value::Null).await;
        }
        app.run_jobs().await;
    }

    async fn a_notification_leaves_with_its_post(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Gone?").await;
        let hidden = bea.reply(&thread, "One.").await;
        let taken_back = bea.reply(&thread, "Two.").await;
        hide(&cora, &hidden).await;
        withdraw(&bea, &taken_back, 1).await;
        assert!(told(&ann).await.is_empty());
        assert_eq!(unread(&ann).await, 0);
        // The author hears why, without a link to what is not there.
        let to_author = told(&bea).await;
        assert_eq!(to_author[0]["kind"], "POST_HIDDEN");
        assert_eq!((&to_author[0]["reason"], &to_author[0]["post"]), (&json!("It could show who somebody is"), &Value::Null));
        cora.does("post/restorePost", json!({ "input": { "post": hidden, "reason": "It was all right" } })).await;
        assert_eq!(told(&ann).await.len(), 1);
        lock(&cora, &thread).await;
        let to_asker = told(&ann).await;
        let locked = to_asker.iter().find(|notice| notice["kind"] == "THREAD_LOCKED").expect("the asker hears of the lock");
        assert_eq!(locked["reason"], "It has run its course");
        hide(&cora, &opening(&ann, &thread).await).await;
        let texts = json!([told(&ann).await, told(&bea).await]).to_string();
        assert!(!texts.contains("Gone?"), "{texts}");
        app.run_jobs().await;
    }

    async fn notifications_cost_the_same_however_many(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let mut count = Vec::new();
        for rounds in [1, 12] {
            for n in 0..rounds {
                let thread = ann.ask(&format!("Question {n}")).await;
                bea.reply(&thread, "An answer.").await;
            }
            count.push(statements(&app, &ann, "notification/notifications", json!({})).await);
        }
        assert_eq!(count[0], count[1]);
        assert!(count[1] <= 6, "{count:?}");
        app.run_jobs().await;
    }

    /// The library resolves the items of a longer list two at a time: their
    /// loads must not begin before all have asked.
    async fn sixty_notifications_cost_what_one_does(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let query = "{ viewer { notifications(first: 60) { nodes { thread { title topics { name } viewerFollows } post { reactions { count } } actor { label } } } } }";
        let mut count = Vec::new();
        for threads in [1, 59] {
            for n in 0..threads {
                let thread = ann.ask(&format!("Question {n}")).await;
                bea.reply(&thread, "An answer.").await;
            }
            let before = app.app().db().statements();
            let data = ann.run(query, json!({})).await;
            count.push(app.app().db().statements() - before);
            let notices = data["viewer"]["notifications"]["nodes"].as_array().unwrap();
            assert!(notices.iter().all(|notice| notice["thread"]["title"].is_string() && notice["actor"]["label"] == "Bea"), "{data}");
            assert!(notices.len() == 1 || notices.len() == 60);
        }
        assert_eq!(count[0], count[1]);
        assert!(count[1] <= 8, "{count:?}");
        app.run_jobs().await;
    }

    async fn whoever_is_no_member_is_told_nothing(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Paused?").await;
        bea.reply(&thread, "Words.").await;
        it::sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'Ann'").await;
        let data = ann.run("{ viewer { unreadCount notifications { nodes { id } totalCount } } }", json!({})).await;
        assert_eq!(data["viewer"], json!({ "unreadCount": 0, "notifications": { "nodes": [], "totalCount": 0 } }));
        app.run_jobs().await;
    }
}
