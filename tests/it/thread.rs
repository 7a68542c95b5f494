//! Starting threads, following them, reading them, marking what helped.

use it::{Actor, TestApp, number, on_both_engines, sql};
use serde_json::{Value, json};

pub(crate) async fn topics(actor: &Actor) -> Vec<String> {
    let data = actor.run("{ topics { id } }", json!({})).await;
    data["topics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|topic| topic["id"].as_str().unwrap().to_owned())
        .collect()
}

pub(crate) async fn hide(coordinator: &Actor, post: &str) {
    let data = coordinator
        .does(
            "post/hidePost",
            json!({ "input": { "post": post, "reason": "It could show who somebody is" } }),
        )
        .await;
    assert_eq!(data["hidePost"]["status"], "DONE", "{data}");
}

pub(crate) async fn lock(coordinator: &Actor, thread: &str) {
    let data = coordinator
        .does(
            "thread/lockThread",
            json!({ "input": { "thread": thread, "reason": "It has run its course" } }),
        )
        .await;
    assert_eq!(data["lockThread"]["status"], "DONE", "{data}");
}

pub(crate) async fn withdraw(author: &Actor, post: &str, version: i64) -> Value {
    author
        .does(
            "post/withdrawPost",
            json!({ "input": { "post": post, "expectedVersion": version } }),
        )
        .await["withdrawPost"]
        .clone()
}

pub(crate) async fn page(actor: &Actor, thread: &str) -> Value {
    actor.does("thread/thread", json!({ "id": thread })).await["thread"].clone()
}

pub(crate) async fn opening(actor: &Actor, thread: &str) -> String {
    page(actor, thread).await["opening"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn start(actor: &Actor, input: Value) -> Value {
    actor
        .does("thread/startThread", json!({ "input": input }))
        .await["startThread"]
        .clone()
}

/// The statements that one document costs, session look-up included.
pub(crate) async fn statements(
    app: &TestApp,
    actor: &Actor,
    document: &str,
    variables: Value,
) -> u64 {
    let before = app.app().db().statements();
    actor.does(document, variables).await;
    app.app().db().statements() - before
}

fn fields(payload: &Value) -> Vec<&str> {
    payload["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["field"].as_str().unwrap())
        .collect()
}

on_both_engines! {
    async fn a_question_is_asked_with_its_topics(app) {
        let ann = app.member("Ann", "education").await;
        let topics = topics(&ann).await;
        let input = json!({ "kind": "QUESTION", "title": "  How do you\nbegin?  ", "body": "<p>With <b>care</b>.</p><script>alert(1)</script>",
                            "topics": [topics[1], topics[0], topics[1]] });
        let posted = start(&ann, input).await;
        assert_eq!(posted["status"], "POSTED", "{posted}");
        let thread = page(&ann, posted["thread"]["id"].as_str().unwrap()).await;
        assert_eq!(thread["title"], "How do you begin?");
        assert_eq!(thread["slug"], "how-do-you-begin");
        assert_eq!(thread["topics"].as_array().unwrap().len(), 2);
        assert_eq!(thread["opening"]["author"]["label"], "Ann");
        assert_eq!(thread["opening"]["author"]["sector"]["slug"], "education");
        assert_eq!(thread["opening"]["author"]["isNamed"], true);
        let author = ann.run("query($id: ID!) { thread(id: $id) { author { member { id } } } }", json!({ "id": thread["id"] })).await;
        assert_eq!(author["thread"]["author"]["member"]["id"], ann.id());
        let body = thread["opening"]["body"].as_str().unwrap();
        assert!(body.contains("<strong>care</strong>") && !body.contains("<script"), "{body}");
        assert_eq!(thread["viewerFollows"], true);
        assert_eq!(thread["viewerCanAccept"], true);
    }

    async fn a_thread_is_refused_with_every_problem_at_once(app) {
        let ann = app.member("Ann", "education").await;
        let topics = topics(&ann).await;
        let with = |title: &str, body: &str, topics: Value| json!({ "kind": "QUESTION", "title": title, "body": body, "topics": topics });
        let refused = start(&ann, with("", " \n ", json!([]))).await;
        assert_eq!((refused["status"].as_str(), fields(&refused)), (Some("INVALID"), vec!["title", "body", "topics"]));
        assert_eq!(refused["thread"], Value::Null);
        for (title, body, topics, field) in [
            ("t".repeat(141).as_str(), "b", json!([topics[0]]), "title"),
            ("nul \u{0} inside", "b", json!([topics[0]]), "title"),
            ("t", "b".repeat(20_001).as_str(), json!([topics[0]]), "body"),
            ("t", "nul \u{0} inside", json!([topics[0]]), "body"),
            ("t", "b", json!(topics[..4]), "topics"),
            ("t", "b", json!(["topic:00000000000000000000000000000000"]), "topics"),
        ] {
            let refused = start(&ann, with(title, body, topics)).await;
            assert_eq!((refused["status"].as_str(), fields(&refused)), (Some("INVALID"), vec![field]), "{field}");
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM thread").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post").await, 0);
        let most = start(&ann, with(&"t".repeat(140), &"b".repeat(20_000), json!(topics[..3]))).await;
        assert_eq!(most["status"], "POSTED", "{most}");
    }

    async fn a_double_click_starts_one_thread(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "education").await;
        let topic = topics(&ann).await.remove(0);
        let input = json!({ "kind": "DISCUSSION", "title": "Once", "body": "Only once.", "topics": [topic], "idempotencyKey": "a-key" });
        let (one, two) = tokio::join!(start(&ann, input.clone()), start(&ann, input.clone()));
        assert_eq!(one["status"], "POSTED");
        assert_eq!(one, two);
        assert_eq!(start(&ann, input.clone()).await, one);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM thread").await, 1);
        // A key is its author's own.
        assert_ne!(start(&bea, input.clone()).await["thread"]["id"], one["thread"]["id"]);
        // With other words the same key is refused by name: the page makes a fresh one.
        let other = json!({ "kind": "DISCUSSION", "title": "Once", "body": "Twice.", "topics": [topic], "idempotencyKey": "a-key" });
        assert_eq!(fields(&start(&ann, other).await), ["idempotencyKey"]);
        let long = json!({ "kind": "DISCUSSION", "title": "Once", "body": "Words.", "topics": [topic], "idempotencyKey": "k".repeat(101) });
        assert_eq!(fields(&start(&ann, long).await), ["idempotencyKey"]);
    }

    async fn only_members_see_threads(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Between us").await;
        let paused = app.member("Pat", "education").await;
        sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'Pat'").await;
        for (who, code) in [(app.visitor(), "UNAUTHENTICATED"), (paused, "FORBIDDEN")] {
            for document in ["thread/thread", "thread/threads"] {
                let answer = who.send(&it::document(document), json!({ "id": thread, "order": "NEWEST" })).await;
                assert_eq!(answer.codes(), [code], "{document}");
            }
            let node = who.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": thread })).await;
            assert_eq!(node["node"], Value::Null);
        }
    }

    async fn ids_of_other_things_are_refused_and_unknown_ones_are_nothing(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Here").await;
        let post = opening(&ann, &thread).await;
        for id in [post.as_str(), "thread:xyz", "", "thread"] {
            assert_eq!(ann.send(&it::document("thread/thread"), json!({ "id": id })).await.codes(), ["BAD_REQUEST"], "{id}");
        }
        assert_eq!(page(&ann, "thread:00000000000000000000000000000000").await, Value::Null);
        let follow = ann.send(&it::document("thread/follow"), json!({ "input": { "subject": ann.id(), "on": true } })).await;
        assert_eq!(follow.codes(), ["BAD_REQUEST"]);
    }

    async fn the_asker_marks_what_helped_and_may_think_again(app) {
        let ann = app.member("Ann", "education").await;
        let priya = app.member("Priya", "social-prescribing").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("What helps?").await;
        let first = priya.reply(&thread, "This.").await;
        let second = cora.reply(&thread, "Or that.").await;
        app.run_jobs().await;
        let mark = async |who: &Actor, thread: &str, answer: Value| {
            who.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": answer } })).await["acceptAnswer"].clone()
        };
        assert_eq!(mark(&priya, &thread, json!(first)).await["status"], "NOT_ASKER");
        assert_eq!(mark(&cora, &thread, json!(first)).await["status"], "NOT_ASKER");
        let marked = mark(&ann, &thread, json!(first)).await;
        assert_eq!(marked["status"], "SAVED");
        assert_eq!(marked["thread"]["acceptedAnswer"]["id"], first);
        assert_eq!(page(&ann, &thread).await["acceptedAnswer"]["id"], first);
        assert_eq!(mark(&ann, &thread, json!(second)).await["thread"]["acceptedAnswer"]["id"], second);
        assert_eq!(mark(&ann, &thread, Value::Null).await["thread"]["acceptedAnswer"], Value::Null);
        mark(&ann, &thread, json!(first)).await;
        // Told once, mailed once, however often it was marked.
        app.run_jobs().await;
        let helped = app.mails().iter().filter(|mail| mail.to() == "priya@member.test" && mail.subject().contains("helped")).count();
        assert_eq!(helped, 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification WHERE kind = 'helped'").await, 2);

        let elsewhere = ann.ask("Another?").await;
        let foreign = priya.reply(&elsewhere, "Elsewhere.").await;
        assert_eq!(mark(&ann, &thread, json!(foreign)).await["status"], "NOT_AN_ANSWER");
        assert_eq!(mark(&ann, &thread, json!(opening(&ann, &thread).await)).await["status"], "NOT_AN_ANSWER");
        hide(&cora, &second).await;
        assert_eq!(mark(&ann, &thread, json!(second)).await["status"], "NOT_AN_ANSWER");
        let talk = ann.start("DISCUSSION", "Views", "What do you think?").await;
        let view = priya.reply(&talk, "I think.").await;
        assert_eq!(mark(&ann, &talk, json!(view)).await["status"], "NOT_A_QUESTION");
        assert_eq!(mark(&ann, "thread:00000000000000000000000000000000", json!(view)).await["status"], "NOT_FOUND");
        app.run_jobs().await;
    }

    async fn a_mark_that_was_taken_back_in_time_is_not_mailed(app) {
        let ann = app.member("Ann", "education").await;
        let priya = app.member("Priya", "social-prescribing").await;
        let thread = ann.ask("What helps?").await;
        let answer = priya.reply(&thread, "This.").await;
        app.run_jobs().await;
        for answer in [json!(answer), Value::Null] {
            ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": answer } })).await;
        }
        app.run_jobs().await;
        assert!(app.mail_to("priya@member.test").is_none());
    }

    async fn what_helped_leaves_with_its_post(app) {
        let ann = app.member("Ann", "education").await;
        let priya = app.member("Priya", "social-prescribing").await;
        let cora = app.coordinator("Cora").await;
        let thread = ann.ask("What helps?").await;
        let answer = priya.reply(&thread, "This.").await;
        ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": answer } })).await;
        hide(&cora, &answer).await;
        assert_eq!(page(&ann, &thread).await["acceptedAnswer"], Value::Null);
        cora.does("post/restorePost", json!({ "input": { "post": answer, "reason": "It was all right" } })).await;
        let back = page(&ann, &thread).await;
        assert_eq!(back["acceptedAnswer"]["id"], answer);
        let version = back["acceptedAnswer"]["version"].as_i64().unwrap();
        assert_eq!(withdraw(&priya, &answer, version).await["status"], "WITHDRAWN");
        assert_eq!(page(&ann, &thread).await["acceptedAnswer"], Value::Null);
        app.run_jobs().await;
    }

    async fn a_sealed_author_stays_sealed(app) {
        let ann = app.member("Ann Sealed", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Who am I?").await;
        sql(&app, "UPDATE thread SET pseudonymous = TRUE").await;
        sql(&app, "UPDATE post SET pseudonymous = TRUE").await;
        let own_opening = opening(&ann, &thread).await;
        // In a sector of few, the sector would say it.
        let seen = bea.run("query($id: ID!) { thread(id: $id) { author { label sector { id } member { id } } viewerCanAccept opening { author { label } viewerIsAuthor } } }", json!({ "id": thread })).await;
        assert_eq!(seen["thread"]["author"], json!({ "label": "A colleague", "sector": null, "member": null }));
        assert_eq!(seen["thread"]["opening"], json!({ "author": { "label": "A colleague" }, "viewerIsAuthor": false }));
        let sectors = bea.run("{ sectors { id slug } }", json!({})).await;
        let education = sectors["sectors"].as_array().unwrap().iter().find(|sector| sector["slug"] == "education").unwrap()["id"].clone();
        let listed = async |filter: Value| {
            let data = bea.does("thread/threads", json!({ "order": "NEWEST", "filter": filter })).await;
            data["threads"]["nodes"].as_array().unwrap().clone()
        };
        assert!(listed(json!({ "sector": education })).await.is_empty(), "the sector of few finds it");
        for name in ["Cleo", "Dev", "Eli", "Fay"] {
            app.member(name, "education").await;
        }
        let found = listed(json!({ "sector": education })).await;
        assert_eq!(found[0]["author"]["label"], "A colleague in education");
        ann.ask("Under my name").await;
        let titles: Vec<_> = listed(json!({ "author": ann.id() })).await.iter().map(|thread| thread["title"].clone()).collect();
        assert_eq!(titles, ["Under my name"], "the author finds what is sealed");
        let query = "query($filter: ThreadFilter) { threads(filter: $filter) { totalCount } }";
        let count = bea.run(query, json!({ "filter": { "author": ann.id() } })).await;
        assert_eq!(count["threads"]["totalCount"], 1);
        let person = bea.does("member/person", json!({ "post": own_opening })).await;
        assert_eq!(person["node"]["author"]["member"], Value::Null);
        let answer = bea.send(&it::document("thread/thread"), json!({ "id": thread })).await;
        let text = answer.body.to_string();
        assert!(!text.contains("Ann Sealed") && !text.contains(&ann.id()), "{text}");
        // The author themself still has their rights.
        let own = page(&ann, &thread).await;
        assert_eq!((&own["viewerCanAccept"], &own["opening"]["viewerIsAuthor"]), (&json!(true), &json!(true)));
    }

    async fn whoever_has_left_is_a_former_member(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("Goodbye").await;
        sql(&app, "UPDATE member SET state = 'left' WHERE name = 'Ann'").await;
        let author = page(&bea, &thread).await["opening"]["author"].clone();
        assert_eq!((&author["label"], &author["member"]), (&json!("Former member"), &Value::Null));
    }

    async fn following_and_reading(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let thread = ann.ask("News?").await;
        let state = async |who: &Actor| {
            let data = who.run("query($id: ID!) { thread(id: $id) { viewerFollows viewerUnreadCount } }", json!({ "id": thread })).await;
            (data["thread"]["viewerFollows"].as_bool().unwrap(), data["thread"]["viewerUnreadCount"].as_i64().unwrap())
        };
        let follow = async |who: &Actor, on: bool| {
            who.does("thread/follow", json!({ "input": { "subject": thread, "on": on } })).await["follow"].clone()
        };
        let later = || app.clock().advance(domain::clock::Span::minutes(1));
        assert_eq!(state(&ann).await, (true, 0));
        assert_eq!(state(&bea).await, (false, 0));
        later();
        bea.reply(&thread, "Some.").await;
        assert_eq!(state(&bea).await, (true, 0), "one's own is never unread");
        assert_eq!(state(&ann).await, (true, 1));
        // Whoever never opened a thread has nothing unread in it.
        let cleo = app.member("Cleo", "education").await;
        assert_eq!(state(&cleo).await, (false, 0));
        assert_eq!(follow(&cleo, true).await["thread"]["viewerFollows"], true);
        assert_eq!(follow(&cleo, true).await["status"], "SAVED");
        later();
        bea.reply(&thread, "More.").await;
        assert_eq!(state(&cleo).await, (true, 1), "what was there counts as read");
        assert_eq!(state(&ann).await, (true, 2));
        later();
        let read = ann.does("thread/markThreadRead", json!({ "input": { "thread": thread } })).await;
        assert_eq!(read["markThreadRead"]["status"], "SAVED");
        assert_eq!(state(&ann).await, (true, 0));
        // To stop holds, also for whoever writes again.
        assert_eq!(follow(&bea, false).await["thread"]["viewerFollows"], false);
        bea.reply(&thread, "And once more.").await;
        assert!(!state(&bea).await.0);
        app.run_jobs().await;

        let topic = topics(&ann).await.remove(0);
        let data = ann.does("thread/follow", json!({ "input": { "subject": topic, "on": true } })).await;
        assert_eq!(data["follow"]["topic"]["viewerFollows"], true);
        let data = ann.does("thread/follow", json!({ "input": { "subject": topic, "on": false } })).await;
        assert_eq!(data["follow"]["topic"]["viewerFollows"], false);
        for subject in ["thread:00000000000000000000000000000000", "topic:00000000000000000000000000000000"] {
            let data = ann.does("thread/follow", json!({ "input": { "subject": subject, "on": true } })).await;
            assert_eq!(data["follow"]["status"], "NOT_FOUND");
        }
        let data = ann.does("thread/markThreadRead", json!({ "input": { "thread": "thread:00000000000000000000000000000000" } })).await;
        assert_eq!(data["markThreadRead"]["status"], "NOT_FOUND");
    }

    async fn a_thread_is_read_as_far_as_it_was_seen(app) {
        let ann = app.member("Ann", "education").await;
        let cas = app.member("Cas", "third-sector").await;
        let thread = ann.start("DISCUSSION", "A long talk", "Words.").await;
        let later = || app.clock().advance(domain::clock::Span::minutes(1));
        let mut posts = Vec::new();
        for n in 0..5 {
            later();
            posts.push(ann.reply(&thread, &format!("Reply {n}")).await);
        }
        let query = "query($id: ID!) { thread(id: $id) { viewerUnreadCount viewerReadUntil replies { nodes { id createdAt } } } viewer { unreadCount } }";
        let state = async |who: &Actor| {
            let data = who.run(query, json!({ "id": thread })).await;
            let thread = &data["thread"];
            // The screen finds the first new reply by these.
            let until = thread["viewerReadUntil"].as_str().unwrap_or_default().to_owned();
            let nodes = thread["replies"]["nodes"].as_array().unwrap();
            let first = nodes.iter().position(|post| post["createdAt"].as_str().unwrap() > until.as_str());
            (thread["viewerUnreadCount"].as_i64().unwrap(), first, data["viewer"]["unreadCount"].as_i64().unwrap())
        };
        let read = async |who: &Actor, post: &str| {
            let data = who.does("thread/markThreadRead", json!({ "input": { "thread": thread, "upTo": post } })).await;
            data["markThreadRead"]["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(state(&cas).await, (0, Some(0), 0), "whoever never opened it");
        // Only the opening was on the screen.
        assert_eq!(read(&cas, &opening(&cas, &thread).await).await, "SAVED");
        assert_eq!(state(&cas).await, (5, Some(0), 0));
        cas.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
        assert_eq!(state(&cas).await, (5, Some(0), 0), "to follow is not to read");
        assert_eq!(read(&cas, &posts[1]).await, "SAVED");
        assert_eq!(state(&cas).await, (3, Some(2), 0));
        // What was read once stays read.
        assert_eq!(read(&cas, &posts[0]).await, "SAVED");
        assert_eq!(state(&cas).await, (3, Some(2), 0));
        assert_eq!(read(&cas, &posts[4]).await, "SAVED");
        assert_eq!(state(&cas).await, (0, None, 0));
        // What comes now is new, and told, until it was seen itself.
        for n in 5..8 {
            later();
            posts.push(ann.reply(&thread, &format!("Reply {n}")).await);
        }
        assert_eq!(state(&cas).await, (3, Some(5), 3));
        assert_eq!(read(&cas, &posts[4]).await, "SAVED");
        assert_eq!(state(&cas).await, (3, Some(5), 3));
        assert_eq!(read(&cas, &posts[6]).await, "SAVED");
        assert_eq!(state(&cas).await, (1, Some(7), 1));
        assert_eq!(read(&cas, &posts[7]).await, "SAVED");
        assert_eq!(state(&cas).await, (0, None, 0));
        // Of another thread, or of none.
        let other = ann.ask("Another?").await;
        for foreign in [opening(&ann, &other).await, "post:00000000000000000000000000000000".to_owned()] {
            assert_eq!(read(&cas, &foreign).await, "NOT_FOUND");
        }
        assert_eq!(state(&cas).await, (0, None, 0));
        app.run_jobs().await;
    }

    /// Its date was given before the thread was read, and its commit came after.
    async fn a_reply_that_comes_late_is_new_to_who_read_before(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        let cleo = app.member("Cleo", "education").await;
        let thread = ann.ask("Who is late?").await;
        let all = async |who: &Actor| {
            let data = who.run("query($id: ID!) { thread(id: $id) { viewerUnreadCount } }", json!({ "id": thread })).await;
            data["thread"]["viewerUnreadCount"].as_i64().expect("a count")
        };
        app.clock().advance(domain::clock::Span::minutes(1));
        let read = ann.does("thread/markThreadRead", json!({ "input": { "thread": thread, "upTo": opening(&ann, &thread).await } })).await;
        assert_eq!(read["markThreadRead"]["status"], "SAVED");
        cleo.does("thread/follow", json!({ "input": { "subject": thread, "on": true } })).await;
        app.clock().advance(domain::clock::Span::seconds(-10));
        let reply = ben.reply(&thread, "Here I am.").await;
        assert_eq!((all(&ann).await, all(&cleo).await), (1, 1));
        // That an answer helped is seen with the thread, too.
        app.clock().advance(domain::clock::Span::minutes(5));
        ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": reply } })).await;
        cleo.does("thread/markThreadRead", json!({ "input": { "thread": thread } })).await;
        assert_eq!(all(&cleo).await, 0);
        let seen = "SELECT COUNT(*) FROM thread_read r JOIN thread t ON t.id = r.thread_id WHERE r.read_at = t.accepted_at";
        assert_eq!(number(&app, seen).await, 1);
        app.run_jobs().await;
    }

    async fn a_thread_page_costs_the_same_whatever_its_length(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("Long?").await;
        let variables = json!({ "id": thread });
        let alone = statements(&app, &ann, "thread/thread", variables.clone()).await;
        for n in 0..25 {
            let who = app.member(&format!("Member {n}"), "third-sector").await;
            let reply = who.reply(&thread, "Words.").await;
            ann.does("post/react", json!({ "input": { "post": reply, "reaction": "THANKS", "on": true } })).await;
            if n == 3 {
                ann.does("thread/acceptAnswer", json!({ "input": { "thread": thread, "answer": reply } })).await;
            }
        }
        app.run_jobs().await;
        let long = statements(&app, &ann, "thread/thread", variables).await;
        assert_eq!(alone, long);
        assert!(long <= 6, "{long} statements");
        let data = page(&ann, &thread).await;
        assert_eq!(data["replies"]["nodes"].as_array().unwrap().len(), 20);
        assert_eq!(data["replies"]["nodes"][0]["reactions"], json!([{ "reaction": "THANKS", "count": 1 }]));
        assert_eq!(data["replies"]["nodes"][0]["viewerReactions"], json!(["THANKS"]));
        assert_eq!(data["acceptedAnswer"]["reactions"][0]["count"], 1);
        let after = data["replies"]["pageInfo"]["endCursor"].clone();
        let more = ann.does("thread/moreReplies", json!({ "id": thread, "after": after })).await;
        assert_eq!(more["thread"]["replies"]["nodes"].as_array().unwrap().len(), 5);
        assert_eq!(more["thread"]["replies"]["pageInfo"]["hasNextPage"], false);
        let total = ann.run("query($id: ID!) { thread(id: $id) { replies(first: 3) { totalCount edges { cursor } } again: replies(first: 30) { nodes { id } } } }", json!({ "id": thread })).await;
        assert_eq!(total["thread"]["replies"]["totalCount"], 25);
        assert_eq!(total["thread"]["replies"]["edges"].as_array().unwrap().len(), 3);
        assert_eq!(total["thread"]["again"]["nodes"].as_array().unwrap().len(), 25);
    }
}
