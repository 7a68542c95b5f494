//! Replying: who hears of it, who may not, and what a double click does.

use domain::clock::Span;
use domain::post::{LONG_TIME, POSTS_IN_A_LONG_TIME, POSTS_IN_A_SHORT_TIME, SHORT_TIME};
use it::{Actor, Engine, TestApp, document, number, on_both_engines, sql};
use serde_json::{Value, json};

use crate::thread::{hide, lock, opening, page, topics, withdraw};

/// Has the co-ordinator hide a thread in the moment in which something is posted to
/// it.
fn hides_at_once(app: &TestApp) -> &'static [&'static str] {
    match app.engine() {
        Engine::Sqlite => &[
            "CREATE TRIGGER hide AFTER INSERT ON post BEGIN UPDATE thread SET state = 'hidden' WHERE id = NEW.thread_id; END",
        ],
        Engine::Postgres => &[
            "CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN UPDATE thread SET state = 'hidden' WHERE id = NEW.thread_id; RETURN NEW; END $$",
            "CREATE TRIGGER hide AFTER INSERT ON post FOR EACH ROW EXECUTE FUNCTION hide()",
        ],
    }
}

async fn reply(who: &Actor, thread: &str, body: &str, key: Option<&str>) -> Value {
    who.does(
        "thread/reply",
        json!({ "input": { "thread": thread, "body": body, "idempotencyKey": key } }),
    )
    .await["reply"]
        .clone()
}

on_both_engines! {
    async fn an_answer_reaches_the_asker(app) {
        let ann = app.member("Ann", "education").await;
        let priya = app.member("Priya", "social-prescribing").await;
        let thread = ann.ask("A title that is only the asker's").await;
        let posted = reply(&priya, &thread, "Invented words.", None).await;
        assert_eq!(posted["status"], "POSTED");
        assert_eq!(posted["post"]["author"]["label"], "Priya");
        let now = &posted["thread"];
        assert_eq!((&now["id"], &now["replyCount"], &now["viewerFollows"], &now["locked"]), (&json!(thread), &json!(1), &json!(true), &json!(false)));
        app.run_jobs().await;
        let mail = app.mail_to("ann@member.test").unwrap();
        assert!(mail.text().contains("A title that is only the asker's"), "{}", mail.text());
        for part in [mail.text(), mail.html()] {
            assert!(!part.contains("Invented words"), "the words stay in Cove");
        }
        assert!(!mail.subject().contains("A title"));
        let key = thread.trim_start_matches("thread:");
        let post = posted["post"]["id"].as_str().unwrap().trim_start_matches("post:");
        assert!(mail.text().contains(&format!("https://cove.test/threads/{key}#post-{post}")), "{}", mail.text());
        assert!(mail.text().contains("/unsubscribe/"));
        assert!(app.mail_to("priya@member.test").is_none());
        app.assert_mails("reply");
    }

    async fn what_others_wrote_meanwhile_comes_with_ones_own_reply(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Who writes at once?").await;
        let later = || app.clock().advance(Span::minutes(1));
        bea.reply(&thread, "Already there.").await;
        let open = page(&ann, &thread).await;
        assert_eq!(open["replies"]["pageInfo"]["hasNextPage"], false);
        let end = &open["replies"]["pageInfo"]["endCursor"];
        later();
        let meanwhile = bea.reply(&thread, "Meanwhile.").await;
        later();
        let input = json!({ "thread": thread, "body": "My own." });
        let posted = ann.does("thread/reply", json!({ "input": input, "after": end })).await["reply"].clone();
        let since = posted["thread"]["replies"]["nodes"].as_array().unwrap().iter().map(|post| post["id"].clone()).collect::<Vec<_>>();
        assert_eq!(since, [json!(meanwhile), posted["post"]["id"].clone()]);
        app.run_jobs().await;
    }

    async fn a_reply_that_is_kept_and_cannot_be_read_again_is_no_success(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Is it posted?").await;
        let variables = json!({ "input": { "thread": thread, "body": "Words that are kept.", "idempotencyKey": "one click" } });
        // A reply is written without it, and shown with it.
        sql(&app, "ALTER TABLE sector RENAME TO sector_away").await;
        let answer = bea.send(&document("thread/reply"), variables.clone()).await;
        sql(&app, "ALTER TABLE sector_away RENAME TO sector").await;
        assert_eq!((answer.codes(), &answer.body["data"]), (vec!["INTERNAL".to_owned()], &Value::Null));
        assert!(answer.body["errors"][0]["extensions"]["requestId"].is_string(), "{}", answer.body);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE opening = FALSE").await, 1);
        // The same click again: the post that was kept.
        let again = bea.send(&document("thread/reply"), variables).await.data()["reply"].clone();
        assert_eq!((&again["status"], &again["post"]["body"]), (&json!("POSTED"), &json!("<p>Words that are kept.</p>")));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE opening = FALSE").await, 1);
        app.run_jobs().await;
    }

    async fn a_reply_whose_thread_is_hidden_in_that_moment_is_no_success(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Who was quicker?").await;
        let started = json!({ "input": { "kind": "QUESTION", "title": "Never seen", "body": "Words.", "topics": [topics(&ann).await[0]], "idempotencyKey": "k" } });
        let replied = json!({ "input": { "thread": thread, "body": "Words.", "idempotencyKey": "one click" } });
        for statement in hides_at_once(&app) {
            sql(&app, statement).await;
        }
        for (name, variables) in [("thread/startThread", &started), ("thread/reply", &replied)] {
            let answer = bea.send(&document(name), variables.clone()).await;
            assert_eq!((answer.codes(), &answer.body["data"]), (vec!["INTERNAL".to_owned()], &Value::Null), "{name}");
        }
        sql(&app, match app.engine() { Engine::Sqlite => "DROP TRIGGER hide", Engine::Postgres => "DROP TRIGGER hide ON post" }).await;
        sql(&app, "UPDATE thread SET state = 'visible'").await;
        let posts = number(&app, "SELECT COUNT(*) FROM post").await;
        let started = bea.does("thread/startThread", started).await["startThread"].clone();
        assert_eq!((&started["status"], started["thread"]["id"].is_string()), (&json!("POSTED"), true));
        let replied = bea.does("thread/reply", replied).await["reply"].clone();
        assert_eq!((&replied["status"], replied["post"]["id"].is_string()), (&json!("POSTED"), true));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post").await, posts, "each was posted once");
        app.run_jobs().await;
    }

    async fn to_stop_following_works_also_where_the_thread_is_gone(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Soon gone").await;
        bea.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
        hide(&cora, &opening(&ann, &thread).await).await;
        let answer = bea.does("thread/follow", json!({ "input": { "subject": thread, "on": false } })).await;
        assert_eq!((&answer["follow"]["status"], &answer["follow"]["thread"]), (&json!("NOT_FOUND"), &Value::Null));
        let follows = "SELECT COUNT(*) FROM thread_follow f JOIN member m ON m.id = f.member_id WHERE m.name = 'Bea'";
        assert_eq!(number(&app, follows).await, 0);
        app.run_jobs().await;
    }

    async fn followers_hear_of_a_reply_and_nobody_twice(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cleo = app.member("Cleo", "education").await;
        let thread = ann.ask("Who hears?").await;
        for who in [&bea, &cleo] {
            who.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
        }
        sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'Cleo'").await;
        let dev = app.member("Dev", "education").await;
        dev.reply(&thread, "One.").await;
        let told = async |kind: &str| number(&app, &format!("SELECT COUNT(*) FROM notification WHERE kind = '{kind}'")).await;
        assert_eq!((told("reply").await, told("followed_reply").await), (1, 1));
        // Dev follows by now, and the asker hears of her own reply from nobody.
        ann.reply(&thread, "Thank you.").await;
        assert_eq!((told("reply").await, told("followed_reply").await), (1, 3));
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 1, "only the asker is mailed, and not of her own");
    }

    async fn the_asker_is_not_mailed_against_her_wish(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Mail?").await;
        for (before, after) in [
            ("mail_replies = FALSE", "mail_replies = TRUE"),
            ("state = 'suspended'", "state = 'active'"),
            ("mail_suspended_at = 1", "mail_suspended_at = NULL"),
        ] {
            bea.reply(&thread, "Words.").await;
            sql(&app, &format!("UPDATE member SET {before} WHERE name = 'Ann'")).await;
            app.run_jobs().await;
            assert!(app.mail_to("ann@member.test").is_none(), "{before}");
            sql(&app, &format!("UPDATE member SET {after} WHERE name = 'Ann'")).await;
        }
        let post = bea.reply(&thread, "Words.").await;
        hide(&cora, &post).await;
        let post = bea.reply(&thread, "Words.").await;
        withdraw(&bea, &post, 1).await;
        app.run_jobs().await;
        assert!(app.mail_to("ann@member.test").is_none(), "a reply that is gone is not mailed");
        ann.does("thread/follow", json!({ "input": { "subject": thread, "on": false } })).await;
        bea.reply(&thread, "Words.").await;
        app.run_jobs().await;
        assert!(app.mail_to("ann@member.test").is_none(), "she follows no more");
    }

    async fn words_behind_a_content_note_are_not_mailed(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("A marked title").await;
        sql(&app, "UPDATE thread SET content_note = 'Mentions a bereavement'").await;
        bea.reply(&thread, "Words.").await;
        app.run_jobs().await;
        let mail = app.mail_to("ann@member.test").unwrap();
        assert!(mail.text().contains("Mentions a bereavement") && !mail.text().contains("A marked title"), "{}", mail.text());
        let listed = bea.does("thread/threads", json!({ "order": "NEWEST" })).await;
        assert_eq!(listed["threads"]["nodes"][0]["excerpt"], "");
        assert_eq!(listed["threads"]["nodes"][0]["contentNote"]["labels"], json!(["Mentions a bereavement"]));
        app.assert_mails("reply_behind_a_content_note");
    }

    async fn a_reply_is_refused_in_plain_words(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Open?").await;
        for body in ["", " \n\t ", "nul \u{0} inside", &"b".repeat(20_001)] {
            let refused = reply(&bea, &thread, body, None).await;
            assert_eq!(refused["status"], "INVALID");
            assert_eq!(refused["problems"][0]["field"], "body");
            assert_eq!(refused["post"], Value::Null);
        }
        assert_eq!(reply(&bea, "thread:00000000000000000000000000000000", "Words.", None).await["status"], "NOT_FOUND");
        // The page was open when the thread was closed.
        lock(&cora, &thread).await;
        let refused = reply(&bea, &thread, "Words.", None).await;
        assert_eq!((&refused["status"], &refused["thread"]), (&json!("LOCKED"), &Value::Null));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE opening = FALSE").await, 0);
        cora.does("thread/unlockThread", json!({ "input": { "thread": thread, "reason": "There is more to say" } })).await;
        assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "POSTED");
        hide(&cora, &opening(&ann, &thread).await).await;
        assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "NOT_FOUND");
        app.run_jobs().await;
    }

    async fn a_double_click_posts_one_reply(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("Twice?").await;
        let (one, two) = tokio::join!(reply(&bea, &thread, "Once.", Some("key")), reply(&bea, &thread, "Once.", Some("key")));
        assert_eq!((&one["status"], &one["post"]["id"]), (&json!("POSTED"), &two["post"]["id"]));
        lock(&cora, &thread).await;
        let third = reply(&bea, &thread, "Once.", Some("key")).await;
        assert_eq!((&third["status"], &third["post"]["id"]), (&json!("POSTED"), &one["post"]["id"]), "what was posted is posted");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE opening = FALSE").await, 1);
        assert_eq!(number(&app, "SELECT reply_count FROM thread").await, 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification WHERE kind = 'reply'").await, 1);
        app.run_jobs().await;
        assert_eq!(app.mails().iter().filter(|mail| mail.to() == "ann@member.test").count(), 1);
    }

    async fn who_posts_faster_than_anybody_types_waits_a_while(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = bea.ask("Too many?").await;
        let mut last = Value::Null;
        // Her question was the first.
        for n in 1..POSTS_IN_A_SHORT_TIME {
            last = reply(&bea, &thread, "Words.", Some(&format!("key {n}"))).await;
            assert_eq!(last["status"], "POSTED", "{n}");
        }
        let refused = reply(&bea, &thread, "One more.", None).await;
        assert_eq!((&refused["status"], &refused["post"]), (&json!("TOO_MANY"), &Value::Null));
        let topic = topics(&bea).await.remove(0);
        let one_more = json!({ "input": { "kind": "QUESTION", "title": "One more", "body": "One more.", "topics": [topic] } });
        let started = bea.does("thread/startThread", one_more.clone()).await["startThread"].clone();
        assert_eq!((&started["status"], &started["thread"]), (&json!("TOO_MANY"), &Value::Null));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE body = '<p>One more.</p>'").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM thread").await, 1);
        // What was posted is posted, however often it is sent.
        let again = reply(&bea, &thread, "Words.", Some(&format!("key {}", POSTS_IN_A_SHORT_TIME - 1))).await;
        assert_eq!((&again["status"], &again["post"]["id"]), (&json!("POSTED"), &last["post"]["id"]));
        // Nobody else waits, and she does not wait long.
        assert_eq!(reply(&ann, &thread, "Words.", None).await["status"], "POSTED");
        app.clock().advance(SHORT_TIME);
        assert_eq!(reply(&bea, &thread, "One more.", None).await["status"], "POSTED");
        assert_eq!(bea.does("thread/startThread", one_more).await["startThread"]["status"], "POSTED");
        app.run_jobs().await;
    }

    async fn who_posts_all_day_waits_for_the_next(app) {
        let bea = app.member("Bea", "third-sector").await;
        let thread = bea.ask("Too many?").await;
        for n in 1..POSTS_IN_A_LONG_TIME {
            app.clock().advance(Span::minutes(1));
            assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "POSTED", "{n}");
        }
        app.clock().advance(SHORT_TIME);
        assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "TOO_MANY");
        // What is taken back was posted all the same.
        sql(&app, "UPDATE post SET state = 'withdrawn' WHERE opening = FALSE").await;
        assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "TOO_MANY");
        app.clock().advance(LONG_TIME);
        assert_eq!(reply(&bea, &thread, "Words.", None).await["status"], "POSTED");
    }

    async fn what_an_asker_adds_is_no_answer(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("What would you do?").await;
        let count = async |thread: &str| page(&bea, thread).await["replyCount"].clone();
        ann.reply(&thread, "I forgot to say: it is a small school.").await;
        assert_eq!(count(&thread).await, 0);
        let answer = bea.reply(&thread, "This.").await;
        assert_eq!(count(&thread).await, 1);
        // Counted anew, too.
        assert_eq!(withdraw(&bea, &answer, 1).await["status"], "WITHDRAWN");
        assert_eq!(count(&thread).await, 0);
        bea.reply(&thread, "That.").await;
        let extra = ann.reply(&thread, "Thank you.").await;
        withdraw(&ann, &extra, 1).await;
        assert_eq!(count(&thread).await, 1);
        // Unless it is what helped.
        let found = ann.reply(&thread, "I found out: this.").await;
        for (answer, counted) in [(json!(found), 2), (Value::Null, 1)] {
            ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": answer } })).await;
            assert_eq!(count(&thread).await, counted);
        }
        // In a discussion everybody's words count …
        let talk = ann.start("DISCUSSION", "What do you think?", "Words.").await;
        ann.reply(&talk, "And another thing.").await;
        assert_eq!(count(&talk).await, 1);
        // … and under a sealed question, where it would tell who asked.
        let sealed = ann.ask("Who else?").await;
        sql(&app, "UPDATE thread SET pseudonymous = TRUE WHERE title = 'Who else?'").await;
        ann.reply(&sealed, "I know this, too.").await;
        assert_eq!(count(&sealed).await, 1);
        let again = ann.reply(&sealed, "And more.").await;
        withdraw(&ann, &again, 1).await;
        assert_eq!(count(&sealed).await, 1);
        app.run_jobs().await;
    }

    async fn replies_at_the_same_moment_are_all_counted(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("All at once?").await;
        let bea = app.member("Bea", "third-sector").await;
        let cleo = app.member("Cleo", "education").await;
        let dev = app.member("Dev", "education").await;
        let eve = app.member("Eve", "education").await;
        tokio::join!(eve.reply(&thread, "Now."), bea.reply(&thread, "Now."), cleo.reply(&thread, "Now."), dev.reply(&thread, "Now."));
        assert_eq!(page(&ann, &thread).await["replyCount"], 4);
        app.run_jobs().await;
    }

    async fn a_reply_costs_few_statements(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("How much?").await;
        let command = async |followers: usize| {
            for n in 0..followers {
                let who = app.member(&format!("Follower {n}"), "education").await;
                who.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
            }
            let member = db::session::by_token_hash(app.app().db(), &domain::secret::token_hash(bea.token().unwrap()), app.app().now()).await;
            let viewer = domain::Viewer::signed_in(member.unwrap().unwrap().principal, app.app().now());
            let input = app::thread::Reply { thread: thread.parse().unwrap(), body: "Words.".to_owned(), used: None, files: Vec::new(), idempotency_key: None };
            let before = app.app().db().statements();
            app::thread::reply(app.app(), &viewer.member().unwrap(), input).await.unwrap();
            app.app().db().statements() - before
        };
        let first = command(0).await;
        let next = command(0).await;
        // Four of them keep the index: the post, its files, what it was found by, and the words.
        assert!(first <= 11 && next <= 9, "{first}, then {next}");
        assert_eq!(command(12).await, next, "however many follow");
        app.run_jobs().await;
    }
}
