//! Decisions: reports, hiding and putting back, locking, pausing access. Every
//! act has a reason, is told to the person, and is taken once.

use domain::clock::Span;
use it::{Actor, CONTACT, TestApp, count_at_desk, number, on_both_engines};
use serde_json::{Value, json};

const WHY: &str = "It could show who somebody is.";

/// Sends one of the co-ordinator's mutations; its payload.
async fn decide(who: &Actor, name: &str, field: &str, subject: &str, more: &str) -> Value {
    decide_because(who, name, field, subject, more, WHY).await
}

async fn decide_because(
    who: &Actor,
    name: &str,
    field: &str,
    subject: &str,
    more: &str,
    reason: &str,
) -> Value {
    let mut input = json!({ field: subject, "reason": reason });
    if name == "resolveReport" {
        input["outcome"] = json!("ACTED");
    }
    if ["approveMember", "declineMember"].contains(&name) {
        input["expectedVersion"] = json!(1);
    }
    who.run(&mutation(name, more), json!({ "input": input }))
        .await[name]
        .clone()
}

fn mutation(name: &str, more: &str) -> String {
    let input = format!("{}Input", name[..1].to_uppercase() + &name[1..]);
    format!(
        "mutation($input: {input}!) {{ {name}(input: $input) {{ status problems {{ field message }} {more} }} }}"
    )
}

async fn tell(who: &Actor, subject: &str, reason: &str, note: &str) -> Value {
    let query =
        "mutation($input: ReportInput!) { report(input: $input) { status problems { field } } }";
    who.run(
        query,
        json!({ "input": { "subject": subject, "reason": reason, "note": note } }),
    )
    .await["report"]
        .clone()
}

async fn reports(cora: &Actor) -> Vec<Value> {
    let data = cora.does("desk/queue", json!({})).await;
    data["desk"]["queue"]["reports"]["nodes"]
        .as_array()
        .expect("reports")
        .clone()
}

async fn notified(who: &Actor) -> Vec<(String, String)> {
    let data = who
        .run(
            "{ viewer { notifications(first: 50) { nodes { kind reason } } } }",
            json!({}),
        )
        .await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    data["viewer"]["notifications"]["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| (text(&node["kind"]), text(&node["reason"])))
        .collect()
}

/// What a reporter is told of the reports that were answered.
async fn what_came_of_it(who: &Actor) -> Vec<Value> {
    let data = who
        .run(
            "{ viewer { notifications { nodes { kind outcome thread { title } post { id } } } } }",
            json!({}),
        )
        .await;
    let nodes = data["viewer"]["notifications"]["nodes"]
        .as_array()
        .expect("nodes");
    let of_reports = nodes
        .iter()
        .filter(|node| node["kind"] == "REPORT_RESOLVED");
    of_reports.map(|node| json!({ "outcome": node["outcome"], "thread": node["thread"], "post": node["post"] })).collect()
}

async fn opening(who: &Actor, thread: &str) -> String {
    let data = who
        .run(
            "query($id: ID!) { thread(id: $id) { opening { id } } }",
            json!({ "id": thread }),
        )
        .await;
    data["thread"]["opening"]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

async fn is_in(who: &Actor) -> bool {
    !who.run("{ viewer { state } }", json!({})).await["viewer"].is_null()
}

/// Everything that a member can ask about a thread and a post, as one text.
async fn all_that_is_seen(who: &Actor, thread: &str, post: &str) -> String {
    let mut seen = String::new();
    for query in [
        "query($thread: ID!) { thread(id: $thread) { title excerpt replyCount opening { body } acceptedAnswer { body } replies(first: 50) { nodes { id body } totalCount } } }",
        "query($thread: ID!) { node(id: $thread) { ... on Thread { title } } }",
        "query($post: ID!) { node(id: $post) { ... on Post { body revisions { body } thread { title } } } }",
        "{ threads(first: 50) { nodes { title excerpt replyCount acceptedAnswer { body } } totalCount } }",
        "{ viewer { home { newThreads { title } mightHelp { title } answersForYou { title acceptedAnswer { body } } } } }",
        "{ viewer { notifications(first: 50) { nodes { kind post { body } thread { title } } } } }",
    ] {
        seen.push_str(
            &who.send(query, json!({ "thread": thread, "post": post }))
                .await
                .body
                .to_string(),
        );
    }
    seen
}

struct Talk {
    cora: Actor,
    ann: Actor,
    ben: Actor,
    eve: Actor,
    thread: String,
    reply: String,
}

/// Ann asks, Ben answers, Eve reads.
async fn talk(app: &TestApp) -> Talk {
    let cora = app.coordinator("Cora").await;
    let ann = app.member("Ann", "education").await;
    let ben = app.member("Ben", "third-sector").await;
    let eve = app.member("Eve", "primary-care").await;
    let thread = ann.ask("A title about waiting").await;
    let reply = ben.reply(&thread, "Marked words of a reply").await;
    app.run_jobs().await;
    Talk {
        cora,
        ann,
        ben,
        eve,
        thread,
        reply,
    }
}

on_both_engines! {
    async fn a_hidden_reply_is_seen_by_nobody_and_its_author_is_told(app) {
        let Talk { cora, ann, ben, eve, thread, reply } = talk(&app).await;
        ann.run("mutation($t: ID!, $p: ID!) { acceptAnswer(input: { thread: $t, answer: $p }) { status } }", json!({ "t": thread, "p": reply })).await;
        app.run_jobs().await;
        assert!(all_that_is_seen(&eve, &thread, &reply).await.contains("Marked words"));
        let hidden = decide(&cora, "hidePost", "post", &reply, "post { state hidden body }").await;
        assert_eq!((&hidden["status"], &hidden["post"]["state"]), (&json!("DONE"), &json!("HIDDEN")));
        app.run_jobs().await;
        for who in [&ann, &ben, &eve, &cora] {
            let seen = all_that_is_seen(who, &thread, &reply).await;
            assert!(!seen.contains("Marked words"), "{}: {seen}", who.name);
            assert!(seen.contains("A title about waiting"));
        }
        let data = eve.run("query($id: ID!) { thread(id: $id) { replyCount acceptedAnswer { id } } }", json!({ "id": thread })).await;
        assert_eq!(data["thread"], json!({ "replyCount": 0, "acceptedAnswer": null }));
        assert!(notified(&ben).await.contains(&("POST_HIDDEN".to_owned(), WHY.to_owned())));
        let mail = app.mail_to(&ben.email).expect("a mail");
        assert!(mail.text().contains(WHY) && !mail.text().contains("Marked words"), "{}", mail.text());
        assert!(mail.text().contains("/threads/"), "{}", mail.text());
        let words = mail.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("write it again") && words.contains(&format!("answer this email, or write to {CONTACT}")), "{words}");
        assert!(String::from_utf8_lossy(mail.bytes()).contains(&format!("Reply-To: {CONTACT}")), "{mail:?}");
        let known = eve.run("{ community { contact } }", json!({})).await;
        assert_eq!(known["community"]["contact"], CONTACT);
        assert!(!notified(&ann).await.iter().any(|(kind, _)| kind == "REPLY"), "nor is Ann pointed to it");

        let restored = decide(&cora, "restorePost", "post", &reply, "post { state body }").await;
        assert_eq!((&restored["status"], &restored["post"]["state"]), (&json!("DONE"), &json!("VISIBLE")));
        app.run_jobs().await;
        assert!(all_that_is_seen(&eve, &thread, &reply).await.contains("Marked words"));
        let data = eve.run("query($id: ID!) { thread(id: $id) { replyCount acceptedAnswer { id } } }", json!({ "id": thread })).await;
        assert_eq!(data["thread"], json!({ "replyCount": 1, "acceptedAnswer": { "id": reply } }));
        assert!(notified(&ben).await.iter().any(|(kind, _)| kind == "POST_RESTORED"));
        assert!(app.mail_to(&ben.email).expect("a mail").subject().contains("is back"));
        app.assert_mails("hidden_and_restored");
    }

    async fn hiding_an_opening_hides_its_thread(app) {
        let Talk { cora, ann, eve, thread, reply, .. } = talk(&app).await;
        let post = opening(&ann, &thread).await;
        assert_eq!(decide(&cora, "hidePost", "post", &post, "post { id }").await["status"], "DONE");
        app.run_jobs().await;
        for who in [&ann, &eve, &cora] {
            let seen = all_that_is_seen(who, &thread, &reply).await;
            assert!(!seen.contains("A title about waiting") && !seen.contains("Marked words"), "{}: {seen}", who.name);
        }
        let mail = app.mail_to(&ann.email).expect("a mail");
        assert!(mail.text().contains(WHY) && !mail.text().contains("/threads/"), "a link would lead to nothing: {}", mail.text());
        let answer = eve.run("mutation($t: ID!) { reply(input: { thread: $t, body: \"Words\" }) { status } }", json!({ "t": thread })).await;
        assert_eq!(answer["reply"]["status"], "NOT_FOUND");
        assert_eq!(decide(&cora, "lockThread", "thread", &thread, "").await["status"], "NOT_FOUND");
        assert_eq!(decide(&cora, "restorePost", "post", &post, "").await["status"], "DONE");
        app.run_jobs().await;
        assert!(all_that_is_seen(&eve, &thread, &reply).await.contains("Marked words"));
        app.assert_mails("hidden_thread");
    }

    async fn a_report_is_read_at_the_desk_answered_and_the_reporter_hears(app) {
        let Talk { cora, ben, eve, thread, reply, .. } = talk(&app).await;
        assert_eq!(tell(&eve, &reply, "IDENTIFIES_SOMEONE", "").await["status"], "RECEIVED");
        assert_eq!(tell(&eve, &reply, "UNKIND", "").await["status"], "ALREADY_REPORTED");
        app.clock().advance(Span::minutes(1));
        assert_eq!(tell(&eve, &ben.id(), "OTHER", "An invented note").await["status"], "RECEIVED");
        let waiting = reports(&cora).await;
        assert_eq!(waiting.len(), 2);
        let first = &waiting[0];
        assert_eq!((&first["reporter"]["name"], &first["reason"]), (&json!("Eve"), &json!("IDENTIFIES_SOMEONE")));
        assert!(first["post"]["body"].as_str().expect("words").contains("Marked words"));
        assert_eq!((&waiting[1]["member"]["name"], &waiting[1]["note"]), (&json!("Ben"), &json!("An invented note")));

        let post = opening(&eve, &thread).await;
        decide(&cora, "hidePost", "post", &post, "").await;
        app.run_jobs().await;
        let hidden = &reports(&cora).await[0];
        assert!(hidden["post"]["body"].as_str().expect("words").contains("Marked words"), "the desk still sees it");
        assert_eq!(hidden["post"]["thread"]["title"], "A title about waiting");

        let id = first["id"].as_str().expect("an id");
        assert_eq!(cora.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await["node"]["id"], id);
        assert!(eve.run("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await["node"].is_null());
        let answered = decide(&cora, "resolveReport", "report", id, "queue { counts { kind count } }").await;
        assert_eq!((&answered["status"], count_at_desk(&answered["queue"], "REPORT")), (&json!("DONE"), 1));
        assert!(notified(&eve).await.contains(&("REPORT_RESOLVED".to_owned(), WHY.to_owned())));
        let heard = what_came_of_it(&eve).await;
        assert_eq!(heard, [json!({ "outcome": "ACTED", "thread": null, "post": null })], "a title that is hidden is not told");
        decide(&cora, "restorePost", "post", &post, "").await;
        app.run_jobs().await;
        let heard = what_came_of_it(&eve).await;
        assert_eq!(heard, [json!({ "outcome": "ACTED", "thread": { "title": "A title about waiting" }, "post": { "id": reply } })]);
        assert_eq!(decide(&cora, "resolveReport", "report", id, "").await["status"], "ALREADY");
        assert_eq!(reports(&cora).await.len(), 1);
    }

    async fn hiding_a_post_closes_its_reports_with_the_same_reason(app) {
        let Talk { cora, ann, ben, eve, reply, .. } = talk(&app).await;
        tell(&eve, &reply, "IDENTIFIES_SOMEONE", "").await;
        tell(&ann, &reply, "UNKIND", "").await;
        tell(&eve, &ben.id(), "UNKIND", "").await;
        let hidden = decide(&cora, "hidePost", "post", &reply, "queue { counts { kind count } }").await;
        assert_eq!((&hidden["status"], count_at_desk(&hidden["queue"], "REPORT")), (&json!("DONE"), 1));
        app.run_jobs().await;
        let left = reports(&cora).await;
        assert_eq!((left.len(), &left[0]["member"]["name"]), (1, &json!("Ben")), "what is said of somebody is not said of a post");
        for who in [&ann, &eve] {
            assert!(notified(who).await.contains(&("REPORT_RESOLVED".to_owned(), WHY.to_owned())), "{}", who.name);
            let heard = what_came_of_it(who).await;
            assert_eq!(heard, [json!({ "outcome": "ACTED", "thread": { "title": "A title about waiting" }, "post": null })]);
            // Most members only ever read mail. Whoever looks on learns nothing of what it was.
            let mails: Vec<_> = app.mails().into_iter().filter(|mail| mail.to().to_string().contains(&who.email)).collect();
            let told = mails.iter().map(|mail| mail.text()).find(|text| text.contains("acted on what you told them"));
            assert!(told.is_some_and(|text| text.contains(WHY) && !text.contains("A title")), "{}", who.name);
        }
        let acts = cora.run("{ desk { audit { nodes { act subject reason } } } }", json!({})).await["desk"]["audit"]["nodes"].clone();
        let closed = json!({ "act": "RESOLVE_REPORT", "subject": "report", "reason": WHY });
        assert_eq!(acts, json!([{ "act": "HIDE_POST", "subject": "post", "reason": WHY }, closed, closed]));
        assert_eq!(db::audit::verify_chain(app.app().db()).await.expect("a look at the chain"), None);

        // Put back, they stay closed, and it can be reported again.
        decide(&cora, "restorePost", "post", &reply, "").await;
        app.run_jobs().await;
        assert_eq!(reports(&cora).await.len(), 1);
        assert_eq!(tell(&eve, &reply, "UNKIND", "").await["status"], "RECEIVED");
        assert_eq!(what_came_of_it(&eve).await[0]["post"], json!({ "id": reply }));
    }

    async fn a_report_that_is_answered_while_its_post_is_hidden_is_answered_once(app) {
        let Talk { cora, eve, reply, .. } = talk(&app).await;
        let dev = app.coordinator("Dev").await;
        tell(&eve, &reply, "UNKIND", "").await;
        let report = reports(&cora).await[0]["id"].as_str().expect("an id").to_owned();
        let (hidden, answered) = tokio::join!(
            decide(&cora, "hidePost", "post", &reply, ""),
            decide(&dev, "resolveReport", "report", &report, "")
        );
        assert_eq!(hidden["status"], "DONE");
        assert!(["DONE", "ALREADY"].iter().any(|status| answered["status"] == *status), "{answered}");
        app.run_jobs().await;
        assert_eq!(what_came_of_it(&eve).await.len(), 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE act = 'resolve_report'").await, 1);
    }

    async fn the_desk_reads_the_thread_of_a_reported_post_with_its_opening(app) {
        let Talk { cora, ann, eve, thread, reply, .. } = talk(&app).await;
        let post = opening(&ann, &thread).await;
        assert_eq!(tell(&eve, &reply, "UNKIND", "").await["status"], "RECEIVED");
        let desk = "{ desk { queue { reports { nodes { post { thread { opening { id state body } } } } } } } }";
        let seen = async || cora.run(desk, json!({})).await["desk"]["queue"]["reports"]["nodes"][0]["post"]["thread"]["opening"].clone();
        decide(&cora, "hidePost", "post", &post, "").await;
        let hidden = seen().await;
        assert_eq!((&hidden["id"], &hidden["state"]), (&json!(post), &json!("HIDDEN")));
        assert!(hidden["body"].as_str().expect("words").contains("Invented words"));
        decide(&cora, "restorePost", "post", &post, "").await;
        ann.run("mutation($p: ID!) { withdrawPost(input: { post: $p, expectedVersion: 1 }) { status } }", json!({ "p": post })).await;
        app.run_jobs().await;
        assert_eq!(seen().await, json!({ "id": post, "state": "WITHDRAWN", "body": "" }), "the reply was reported, not the opening");
    }

    async fn an_opening_that_is_hidden_between_two_reads_is_no_fault_of_ours(app) {
        let Talk { eve, thread, .. } = talk(&app).await;
        // What a reader finds who read the thread just before and the posts just after.
        it::sql(&app, "UPDATE post SET state = 'hidden' WHERE opening").await;
        let data = eve.does("thread/thread", json!({ "id": thread })).await;
        assert!(data["thread"].is_null(), "{data}");
        for query in ["{ threads { nodes { opening { id } } } }", "query($id: ID!) { node(id: $id) { ... on Thread { opening { id } } } }"] {
            assert_eq!(eve.send(query, json!({ "id": thread })).await.codes(), ["BAD_REQUEST"], "{query}");
        }
        let data = eve.run("query($id: ID!) { thread(id: $id) { title replies { nodes { id } } } }", json!({ "id": thread })).await;
        assert_eq!(data["thread"], Value::Null);
    }

    async fn what_is_told_twice_at_once_is_one_report(app) {
        let Talk { eve, reply, .. } = talk(&app).await;
        let (one, other) = tokio::join!(tell(&eve, &reply, "UNKIND", ""), tell(&eve, &reply, "UNKIND", ""));
        let statuses = [&one["status"], &other["status"]];
        assert!(statuses.contains(&&json!("RECEIVED")) && statuses.contains(&&json!("ALREADY_REPORTED")), "{statuses:?}");
    }

    async fn a_report_needs_something_that_is_there_and_words_for_anything_else(app) {
        let Talk { cora, ann, ben, eve, thread, reply } = talk(&app).await;
        for note in ["", "  ", "a\0b", &"a".repeat(1_001)] {
            assert_eq!(tell(&eve, &reply, "OTHER", note).await, json!({ "status": "INVALID", "problems": [{ "field": "note" }] }), "{note:?}");
        }
        assert_eq!(tell(&eve, &reply, "UNKIND", "a\0b").await["status"], "INVALID");
        assert_eq!(tell(&eve, &eve.id(), "UNKIND", "").await["status"], "NOT_FOUND", "oneself");
        assert_eq!(tell(&eve, "post:00000000000000000000000000000000", "UNKIND", "").await["status"], "NOT_FOUND");
        decide(&cora, "hidePost", "post", &reply, "").await;
        app.run_jobs().await;
        assert_eq!(tell(&eve, &reply, "UNKIND", "").await["status"], "NOT_FOUND", "hidden");
        let taken_back = ben.reply(&thread, "Words to take back").await;
        ben.run("mutation($p: ID!) { withdrawPost(input: { post: $p, expectedVersion: 1 }) { status } }", json!({ "p": taken_back })).await;
        app.run_jobs().await;
        assert_eq!(tell(&eve, &taken_back, "UNKIND", "").await["status"], "NOT_FOUND", "withdrawn");
        let query = "mutation($s: ID!) { report(input: { subject: $s, reason: UNKIND, note: \"\" }) { status } }";
        for subject in [thread.as_str(), "x", "post:x", ""] {
            assert_eq!(eve.send(query, json!({ "s": subject })).await.codes(), ["BAD_REQUEST"], "{subject}");
        }
        assert_eq!(app.visitor().send(query, json!({ "s": ann.id() })).await.codes(), ["UNAUTHENTICATED"]);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM report").await, 0);
    }

    async fn a_locked_thread_takes_no_replies_and_its_author_is_told(app) {
        let Talk { cora, ann, eve, thread, .. } = talk(&app).await;
        let locked = decide(&cora, "lockThread", "thread", &thread, "thread { locked }").await;
        assert_eq!(locked, json!({ "status": "DONE", "problems": [], "thread": { "locked": true } }));
        assert_eq!(decide(&cora, "lockThread", "thread", &thread, "").await["status"], "ALREADY");
        let answer = eve.run("mutation($t: ID!) { reply(input: { thread: $t, body: \"Words\" }) { status } }", json!({ "t": thread })).await;
        assert_eq!(answer["reply"]["status"], "LOCKED");
        assert!(notified(&ann).await.contains(&("THREAD_LOCKED".to_owned(), WHY.to_owned())));
        let unlocked = decide(&cora, "unlockThread", "thread", &thread, "thread { locked }").await;
        assert_eq!(unlocked["thread"]["locked"], false);
        assert_eq!(decide(&cora, "unlockThread", "thread", &thread, "").await["status"], "ALREADY");
        eve.reply(&thread, "Words").await;
        app.run_jobs().await;
    }

    async fn pausing_access_ends_every_session_at_once(app) {
        let Talk { cora, ben, eve, thread, reply, .. } = talk(&app).await;
        let phone = ben.with_token(Some(app::seed::sign_in(app.app(), ben.member(), domain::session::Computer::Own).await.expect("a session")));
        assert!(is_in(&ben).await && is_in(&phone).await);
        // Long after he was let in.
        app.clock().advance(Span::days(1));
        let paused = decide(&cora, "suspendMember", "member", &ben.id(), "member { name }").await;
        assert_eq!(paused, json!({ "status": "DONE", "problems": [], "member": { "name": "Ben" } }));
        assert!(!is_in(&ben).await && !is_in(&phone).await);
        app.run_jobs().await;
        let mail = app.mail_to(&ben.email).expect("a mail");
        assert!(mail.subject().ends_with("is paused"), "{}", mail.subject());
        assert!(mail.text().contains(WHY) && mail.text().contains(CONTACT) && mail.text().contains("/join/status"), "{}", mail.text());
        assert_eq!(number(&app, &format!("SELECT COUNT(*) FROM session s JOIN member m ON m.id = s.member_id WHERE m.name = '{}'", ben.name)).await, 0);
        assert!(all_that_is_seen(&eve, &thread, &reply).await.contains("Marked words"), "what Ben wrote stays");

        // Signing in again works and shows nothing but where things stand.
        let back = ben.with_token(Some(app::seed::sign_in(app.app(), ben.member(), domain::session::Computer::Own).await.expect("a session")));
        let data = back.does("application/myRequest", json!({})).await;
        assert_eq!((&data["viewer"]["state"], &data["viewer"]["application"]["reason"]), (&json!("SUSPENDED"), &json!(WHY)));
        let paused = data["viewer"]["application"]["decidedAt"].as_str().expect("when it was paused");
        assert!(app.app().now().to_utc().to_rfc3339().starts_with(&paused[..19]), "{paused}");
        assert_eq!(back.send("{ threads { nodes { title } } }", json!({})).await.codes(), ["FORBIDDEN"]);
        assert_eq!(decide(&cora, "suspendMember", "member", &ben.id(), "").await["status"], "ALREADY");
        assert_eq!(decide(&cora, "reinstateMember", "member", &ben.id(), "").await["status"], "DONE");
        assert_eq!(decide(&cora, "reinstateMember", "member", &ben.id(), "").await["status"], "ALREADY");
        back.reply(&thread, "Words after coming back").await;
        app.run_jobs().await;
        let told = app.mails().into_iter().filter(|mail| mail.to().to_string().contains(&ben.email) && mail.subject().ends_with(" again"));
        let told: Vec<_> = told.collect();
        let [mail] = told.as_slice() else { panic!("told {} times", told.len()) };
        assert!(mail.text().contains("/sign-in") && !mail.text().contains(WHY), "the reason is for the record: {}", mail.text());
        app.assert_mails("paused");
    }

    async fn there_is_always_somebody_to_give_access_back(app) {
        let cora = app.coordinator("Cora").await;
        let eve = app.member("Eve", "education").await;
        it::sql(&app, "UPDATE member SET role = 'deputy', deputy_until = 9000000000000 WHERE name = 'Eve'").await;
        let own = decide(&cora, "suspendMember", "member", &cora.id(), "").await;
        assert_eq!((&own["status"], &own["problems"][0]["field"]), (&json!("INVALID"), &json!("member")));
        let last = decide(&eve, "suspendMember", "member", &cora.id(), "").await;
        assert_eq!((&last["status"], &last["problems"][0]["field"]), (&json!("INVALID"), &json!("member")));
        let dev = app.coordinator("Dev").await;
        // The one who comes second is refused, or signed out by then.
        let pause = |who: &Actor, whom: String| {
            let who = who.clone();
            async move { who.send(&mutation("suspendMember", ""), json!({ "input": { "member": whom, "reason": WHY } })).await.body }
        };
        let (one, other) = tokio::join!(pause(&cora, dev.id()), pause(&dev, cora.id()));
        let done = [&one, &other].iter().filter(|body| body["data"]["suspendMember"]["status"] == "DONE").count();
        assert_eq!(done, 1, "of two who pause each other one stays: {one} {other}");
        app.run_jobs().await;
    }

    async fn two_who_decide_at_once_decide_once(app) {
        let Talk { cora, ben, thread, reply, .. } = talk(&app).await;
        let dev = app.coordinator("Dev").await;
        for (verb, field, subject, already) in [
            ("hidePost", "post", &reply, "ALREADY"),
            ("restorePost", "post", &reply, "ALREADY"),
            ("lockThread", "thread", &thread, "ALREADY"),
            ("unlockThread", "thread", &thread, "ALREADY"),
            ("suspendMember", "member", &ben.id(), "ALREADY"),
            ("reinstateMember", "member", &ben.id(), "ALREADY"),
        ] {
            let (one, other) = tokio::join!(decide(&cora, verb, field, subject, ""), decide(&dev, verb, field, subject, ""));
            let refused = [&one["status"], &other["status"]].iter().filter(|status| **status == already).count();
            assert_eq!(refused, 1, "{verb}: {one} {other}");
        }
        app.run_jobs().await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 6);
    }

    async fn every_decision_needs_a_reason_and_a_coordinator(app) {
        let Talk { cora, ann, ben, eve, thread, reply } = talk(&app).await;
        tell(&eve, &reply, "UNKIND", "").await;
        let report = reports(&cora).await[0]["id"].as_str().expect("an id").to_owned();
        let decisions = [
            ("approveMember", "member", ben.id()), ("declineMember", "member", ben.id()),
            ("suspendMember", "member", ben.id()), ("reinstateMember", "member", ben.id()),
            ("hidePost", "post", reply.clone()), ("restorePost", "post", reply.clone()),
            ("lockThread", "thread", thread.clone()), ("unlockThread", "thread", thread.clone()),
            ("resolveReport", "report", report),
        ];
        for (verb, field, subject) in &decisions {
            for reason in ["", " \n ", "a\0b", &"a".repeat(501)] {
                let answer = decide_because(&cora, verb, field, subject, "", reason).await;
                assert_eq!((&answer["status"], &answer["problems"][0]["field"]), (&json!("INVALID"), &json!("reason")), "{verb} {reason:?}");
            }
            let mut input = json!({ *field: subject, "reason": WHY });
            if *verb == "resolveReport" {
                input["outcome"] = json!("NO_ACTION");
            }
            if ["approveMember", "declineMember"].contains(verb) {
                input["expectedVersion"] = json!(1);
            }
            for (who, code) in [(&ann, "FORBIDDEN"), (&app.visitor(), "UNAUTHENTICATED")] {
                assert_eq!(who.send(&mutation(verb, ""), json!({ "input": input })).await.codes(), [code], "{verb}");
            }
            let nobody = format!("{field}:{}", "0".repeat(32));
            assert_eq!(decide(&cora, verb, field, &nobody, "").await["status"], "NOT_FOUND", "{verb}");
            for id in ["sector:00000000000000000000000000000000", "x", ""] {
                input[*field] = json!(id);
                assert_eq!(cora.send(&mutation(verb, ""), json!({ "input": input })).await.codes(), ["BAD_REQUEST"], "{verb} {id}");
            }
        }
        assert_eq!(decide(&cora, "approveMember", "member", &ben.id(), "").await["status"], "ALREADY", "a member already");
        assert_eq!(decide(&cora, "restorePost", "post", &reply, "").await["status"], "ALREADY");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 0, "what was refused is no act");
    }

    async fn a_deputy_decides_until_the_date(app) {
        let Talk { eve, thread, .. } = talk(&app).await;
        let until = app.app().now().0 + 1_000;
        it::sql(&app, &format!("UPDATE member SET role = 'deputy', deputy_until = {until} WHERE name = 'Eve'")).await;
        assert_eq!(decide(&eve, "lockThread", "thread", &thread, "").await["status"], "DONE");
        app.clock().advance(Span::seconds(1));
        let input = json!({ "input": { "thread": thread, "reason": WHY } });
        assert_eq!(eve.send(&mutation("unlockThread", ""), input).await.codes(), ["FORBIDDEN"]);
        assert!(eve.run("{ desk { queue { counts { count } } } }", json!({})).await["desk"].is_null());
    }

    async fn the_desk_shows_what_waits(app) {
        let Talk { cora, eve, reply, .. } = talk(&app).await;
        let count = "{ desk { queue { counts { kind count } bounces { nodes { name } totalCount } } } }";
        tell(&eve, &reply, "UNKIND", "").await;
        app::mailing::suspend_mail(app.app(), eve.member()).await.expect("mail is suspended");
        it::sql(&app, "UPDATE job SET state = 'failed' WHERE state = 'done'").await;
        let failed = number(&app, "SELECT COUNT(*) FROM job WHERE state = 'failed'").await;
        let queue = cora.run(count, json!({})).await["desk"]["queue"].clone();
        let counts = [("APPLICANT", 0), ("REPORT", 1), ("OVERDUE_RESOURCE", 0), ("BOUNCE", 1), ("FAILED_JOB", failed), ("RESTORE", 0)];
        for (kind, count) in counts {
            assert_eq!(count_at_desk(&queue, kind), count, "{kind}");
        }
        assert_eq!(queue["counts"].as_array().map(Vec::len), Some(counts.len()), "each once");
        assert_eq!(queue["bounces"], json!({ "nodes": [{ "name": "Eve" }], "totalCount": 1 }));
    }

    async fn the_queue_costs_the_same_however_long(app) {
        let Talk { cora, eve, thread, reply, .. } = talk(&app).await;
        tell(&eve, &reply, "UNKIND", "").await;
        let db = app.app().db();
        let cost = || async {
            let before = db.statements();
            cora.does("desk/queue", json!({})).await;
            db.statements() - before
        };
        let few = cost().await;
        for n in 0..10 {
            let post = eve.reply(&thread, &format!("Reply {n}")).await;
            assert_eq!(tell(&cora, &post, "UNKIND", "").await["status"], "RECEIVED");
        }
        app.run_jobs().await;
        assert_eq!(cost().await, few);
        assert!(few <= 12, "{few}");
    }

    /// The library resolves the items of a longer list two at a time: their
    /// loads must not begin before all have asked.
    async fn sixty_reports_cost_what_two_do(app) {
        let Talk { cora, ann, eve, .. } = talk(&app).await;
        let query = it::document("desk/queue").replace("first: 20", "first: 60");
        let db = app.app().db();
        let mut count = Vec::new();
        for n in 0..30 {
            let ben = app.member(&format!("Ben {n}"), "third-sector").await;
            let thread = ann.ask(&format!("Question {n}")).await;
            let post = ben.reply(&thread, "Words").await;
            assert_eq!(tell(&eve, &post, "UNKIND", "").await["status"], "RECEIVED");
            assert_eq!(tell(&ann, &ben.id(), "UNKIND", "").await["status"], "RECEIVED");
            if n == 0 || n == 29 {
                let before = db.statements();
                let data = cora.run(&query, json!({})).await;
                count.push(db.statements() - before);
                let reports = data["desk"]["queue"]["reports"]["nodes"].as_array().expect("reports");
                assert_eq!(reports.len(), (n + 1) * 2);
            }
        }
        app.run_jobs().await;
        assert_eq!(count[0], count[1]);
        assert!(count[1] <= 12, "{count:?}");
    }
}
