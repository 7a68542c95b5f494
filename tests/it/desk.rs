//! What the co-ordinator puts right: from the list of what was done, among the
//! people, and where email came back.

mod decision;

use it::{Actor, TestApp, count_at_desk, number, on_both_engines};
use serde_json::{Value, json};

const WHY: &str = "It was a mistake.";

/// Sends one of the co-ordinator's operations from the screens; its payload.
async fn decide(who: &Actor, name: &str, field: &str, subject: &str) -> Value {
    decide_because(who, name, field, subject, WHY).await
}

async fn decide_because(
    who: &Actor,
    name: &str,
    field: &str,
    subject: &str,
    reason: &str,
) -> Value {
    let query = mutation(name);
    who.run(
        &query,
        json!({ "input": { field: subject, "reason": reason } }),
    )
    .await[name]
        .clone()
}

fn mutation(name: &str) -> String {
    let input = format!("{}Input", name[..1].to_uppercase() + &name[1..]);
    format!(
        "mutation($input: {input}!) {{ {name}(input: $input) {{ status problems {{ field }} }} }}"
    )
}

async fn entries(who: &Actor) -> Vec<Value> {
    who.does("desk/audit", json!({})).await["desk"]["audit"]["nodes"]
        .as_array()
        .expect("entries")
        .clone()
}

async fn people(who: &Actor, filter: Value) -> Vec<String> {
    let data = who.does("desk/people", json!({ "filter": filter })).await;
    data["members"]["nodes"]
        .as_array()
        .expect("people")
        .iter()
        .map(|person| person["name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn bounces(who: &Actor) -> Vec<Value> {
    let queue = who.does("desk/queue", json!({})).await["desk"]["queue"].clone();
    let found = queue["bounces"]["nodes"]
        .as_array()
        .expect("members")
        .clone();
    assert_eq!(count_at_desk(&queue, "BOUNCE"), found.len() as i64);
    found
}

async fn comes_back(app: &TestApp, who: &Actor) {
    app::mailing::suspend_mail(app.app(), who.member())
        .await
        .expect("mail is suspended");
}

on_both_engines! {
    async fn a_hidden_post_is_put_back_from_the_list(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        let thread = ann.ask("A question about waiting").await;
        let reply = ben.reply(&thread, "Words that come back").await;
        assert_eq!(decide(&cora, "hidePost", "post", &reply).await["status"], "DONE");
        app.run_jobs().await;

        let listed = entries(&cora).await;
        assert_eq!(listed[0]["post"], json!({ "id": reply, "state": "HIDDEN" }));
        assert!(listed[0]["member"].is_null() && listed[0]["memberState"].is_null() && listed[0]["thread"].is_null());
        let found = listed[0]["post"]["id"].as_str().expect("an id");
        let seen = cora.does("desk/hiddenPost", json!({ "id": found })).await["desk"]["hiddenPost"].clone();
        assert_eq!((&seen["state"], &seen["author"]["label"]), (&json!("HIDDEN"), &json!("Ben")));
        assert!(seen["body"].as_str().expect("the words").contains("Words that come back"), "{seen}");
        // Nobody else; and nothing else: what was taken back stays so.
        let taken_back = ben.reply(&thread, "Words that were taken back").await;
        let withdrawn = ben.does("post/withdrawPost", json!({ "input": { "post": taken_back, "expectedVersion": 1 } })).await;
        assert_eq!(withdrawn["withdrawPost"]["status"], "WITHDRAWN", "{withdrawn}");
        for (name, reason) in [("hidePost", ""), ("hidePost", WHY), ("restorePost", ""), ("restorePost", WHY)] {
            let input = format!("{}Input", name[..1].to_uppercase() + &name[1..]);
            let query = format!("mutation($input: {input}!) {{ {name}(input: $input) {{ status post {{ body }} }} }}");
            let seen = cora.run(&query, json!({ "input": { "post": taken_back, "reason": reason } })).await;
            assert!(seen[name]["status"].is_string() && seen[name]["post"].is_null(), "{seen}");
        }
        let unknown = "post:00000000000000000000000000000000";
        for (who, id) in [(&ann, found), (&ben, found), (&cora, taken_back.as_str()), (&cora, unknown)] {
            let seen = who.does("desk/hiddenPost", json!({ "id": id })).await;
            assert!(seen["desk"]["hiddenPost"].is_null(), "{seen}");
        }
        let put_back = cora.does("post/restorePost", json!({ "input": { "post": found, "reason": WHY } })).await;
        assert_eq!(put_back["restorePost"]["status"], "DONE");
        app.run_jobs().await;

        let acts: Vec<_> = entries(&cora).await.iter().map(|entry| (entry["act"].clone(), entry["post"]["state"].clone())).collect();
        assert_eq!(acts, [(json!("RESTORE_POST"), json!("VISIBLE")), (json!("HIDE_POST"), json!("VISIBLE"))]);
        let data = ann.run("query($id: ID!) { thread(id: $id) { replies(first: 5) { nodes { id } } } }", json!({ "id": thread })).await;
        let shown = data["thread"]["replies"]["nodes"].as_array().expect("replies");
        assert!(shown.contains(&json!({ "id": reply })), "{shown:?}");
    }

    async fn the_list_says_where_a_member_stands_now(app) {
        let cora = app.coordinator("Cora").await;
        let ben = app.member("Ben", "third-sector").await;
        assert_eq!(decide(&cora, "suspendMember", "member", &ben.id()).await["status"], "DONE");
        app.run_jobs().await;
        let entry = entries(&cora).await[0].clone();
        assert_eq!((&entry["member"], &entry["memberState"]), (&json!({ "id": ben.id(), "name": "Ben" }), &json!("SUSPENDED")));
        assert!(entry["post"].is_null() && entry["thread"].is_null());
        assert_eq!(decide(&cora, "reinstateMember", "member", &ben.id()).await["status"], "DONE");
        let states: Vec<_> = entries(&cora).await.iter().map(|entry| entry["memberState"].clone()).collect();
        assert_eq!(states, ["ACTIVE", "ACTIVE"]);
        app.run_jobs().await;
    }

    async fn the_list_leads_to_a_thread_that_can_be_seen(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("A question about waiting").await;
        assert_eq!(decide(&cora, "lockThread", "thread", &thread).await["status"], "DONE");
        assert_eq!(entries(&cora).await[0]["thread"], json!({ "id": thread, "slug": "a-question-about-waiting" }));
        let data = ann.run("query($id: ID!) { thread(id: $id) { opening { id } } }", json!({ "id": thread })).await;
        decide(&cora, "hidePost", "post", data["thread"]["opening"]["id"].as_str().expect("an id")).await;
        app.run_jobs().await;
        let listed = entries(&cora).await;
        assert_eq!((&listed[0]["post"]["state"], &listed[1]["thread"]), (&json!("HIDDEN"), &Value::Null));
    }

    async fn the_list_costs_the_same_with_many_posts_threads_and_members(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        let cost = || async {
            let before = db.statements();
            entries(&cora).await;
            db.statements() - before
        };
        let mut few = 0;
        for n in 0..4 {
            let ben = app.member(&format!("Ben {n}"), "third-sector").await;
            let thread = ann.ask(&format!("Question {n}")).await;
            let reply = ben.reply(&thread, "Words").await;
            for (verb, field, subject) in [("hidePost", "post", &reply), ("lockThread", "thread", &thread), ("suspendMember", "member", &ben.id())] {
                decide(&cora, verb, field, subject).await;
            }
            app.run_jobs().await;
            if n == 0 {
                few = cost().await;
            }
        }
        assert_eq!(cost().await, few);
        assert!(few <= 12, "{few}");
    }

    async fn what_every_page_counts_is_read_from_its_own_index(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        db.record();
        ann.does("notification/notifications", json!({})).await;
        cora.does("desk/queue", json!({})).await;
        for filter in [json!({ "member": cora.id() }), json!({ "member": ann.id(), "act": "HIDE_POST" })] {
            cora.does("desk/audit", json!({ "filter": filter })).await;
        }
        decide(&cora, "suspendMember", "member", &ann.id()).await;
        db::member::coordinators(db, app.app().now()).await.expect("a list");
        let run = db.recorded();
        for (part, index) in [
            ("'bounce' AS kind", "member_bounced"),
            ("ORDER BY member.applied_at", "member_by_state"),
            ("ORDER BY member.mail_suspended_at", "member_bounced"),
            ("'report' AS kind", "report_open"),
            ("r.resolved_at IS NULL ORDER BY", "report_open"),
            ("role <> 'member' AND role = 'coordinator'", "member_by_role"),
            ("role <> 'member' AND (role", "member_by_role"),
            ("AND actor_id = $1", "audit_by_actor"),
            ("AND subject_id = $1", "audit_by_subject"),
            ("COUNT(*) FROM notification", "notification_unread"),
            ("ORDER BY n.id DESC", "notification_unread"),
            ("ORDER BY n.id DESC", "notification_read"),
        ] {
            let statement = run.iter().find(|statement| statement.sql.contains(part)).unwrap_or_else(|| panic!("nothing has {part}"));
            let plan = app.database().plan(&statement.clone().into()).await;
            assert!(plan.contains(&format!(" {index} ")), "{} without {index}: {plan}", statement.sql);
        }
        app.run_jobs().await;
    }

    async fn people_are_found_by_a_part_of_the_name_and_paused_ones_by_the_coordinator_alone(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Annika Vale", "education").await;
        let joanna = app.member("Joanna Reed", "primary-care").await;
        app.member("Tom Hale", "education").await;
        assert_eq!(people(&cora, json!({ "name": "ANN", "state": "ACTIVE" })).await, ["Annika Vale", "Joanna Reed"]);
        assert_eq!(decide(&cora, "suspendMember", "member", &joanna.id()).await["status"], "DONE");
        app.run_jobs().await;
        assert_eq!(people(&cora, json!({ "name": "ann", "state": "ACTIVE" })).await, ["Annika Vale"]);
        assert_eq!(people(&cora, json!({ "name": "ann", "state": "SUSPENDED" })).await, ["Joanna Reed"]);
        assert_eq!(people(&cora, json!({ "name": "a%", "state": "ACTIVE" })).await, [""; 0], "a wildcard is a letter like others");
        assert_eq!(people(&ann, json!({ "name": "ann" })).await, ["Annika Vale"]);
        let query = "query($state: MemberState!) { members(filter: { state: $state }) { totalCount } }";
        for state in ["SUSPENDED", "APPLICANT", "DECLINED", "LEFT"] {
            assert_eq!(ann.send(query, json!({ "state": state })).await.codes(), ["FORBIDDEN"], "{state}");
        }
        assert_eq!(decide(&cora, "reinstateMember", "member", &joanna.id()).await["status"], "DONE");
        assert_eq!(people(&cora, json!({ "state": "SUSPENDED" })).await, [""; 0]);
        app.run_jobs().await;
    }

    async fn an_address_that_refused_mail_is_tried_again(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        comes_back(&app, &ann).await;
        let thread = ann.ask("A question about waiting").await;
        ben.reply(&thread, "Words that are not mailed").await;
        app.run_jobs().await;
        assert!(app.mail_to(&ann.email).is_none(), "nothing goes to an address that refused");
        assert_eq!(bounces(&cora).await[0]["id"], ann.id());

        let resumed = cora.does("desk/resumeMail", json!({ "input": { "member": ann.id(), "reason": WHY } })).await;
        assert_eq!((&resumed["resumeMail"]["status"], count_at_desk(&resumed["resumeMail"]["queue"], "BOUNCE")), (&json!("DONE"), 0));
        assert!(bounces(&cora).await.is_empty());
        let entry = entries(&cora).await[0].clone();
        assert_eq!((&entry["act"], &entry["member"]["name"], &entry["reason"]), (&json!("RESUME_MAIL"), &json!("Ann"), &json!(WHY)));
        assert_eq!(db::audit::verify_chain(app.app().db()).await.expect("a look at the chain"), None);
        ben.reply(&thread, "Words that are mailed").await;
        app.run_jobs().await;
        assert!(app.mail_to(&ann.email).is_some());
        assert_eq!(decide(&cora, "resumeMail", "member", &ann.id()).await["status"], "ALREADY");
        comes_back(&app, &ann).await;
        assert_eq!(bounces(&cora).await.len(), 1, "refused once more, it is back on the desk");
    }

    async fn two_who_try_an_address_again_at_once_do_so_once(app) {
        let cora = app.coordinator("Cora").await;
        let dev = app.coordinator("Dev").await;
        let ann = app.member("Ann", "education").await;
        comes_back(&app, &ann).await;
        let id = ann.id();
        let (one, other) = tokio::join!(decide(&cora, "resumeMail", "member", &id), decide(&dev, "resumeMail", "member", &id));
        let statuses = [&one["status"], &other["status"]];
        assert!(statuses.contains(&&json!("DONE")) && statuses.contains(&&json!("ALREADY")), "{statuses:?}");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE act = 'resume_mail'").await, 1);
    }

    async fn trying_an_address_again_needs_a_reason_a_member_and_a_coordinator(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "third-sector").await;
        comes_back(&app, &ann).await;
        for reason in ["", " \n ", "a\0b", &"a".repeat(501)] {
            let refused = decide_because(&cora, "resumeMail", "member", &ann.id(), reason).await;
            assert_eq!(refused, json!({ "status": "INVALID", "problems": [{ "field": "reason" }] }), "{reason:?}");
        }
        let input = |id: &str| json!({ "input": { "member": id, "reason": WHY } });
        for (who, code) in [(&ann, "FORBIDDEN"), (&app.visitor(), "UNAUTHENTICATED")] {
            assert_eq!(who.send(&mutation("resumeMail"), input(&ann.id())).await.codes(), [code]);
            assert!(who.does("desk/audit", json!({})).await["desk"].is_null());
        }
        for id in ["sector:00000000000000000000000000000000", "x", ""] {
            assert_eq!(cora.send(&mutation("resumeMail"), input(id)).await.codes(), ["BAD_REQUEST"], "{id}");
        }
        assert_eq!(decide(&cora, "resumeMail", "member", "member:00000000000000000000000000000000").await["status"], "NOT_FOUND");
        assert_eq!(decide(&cora, "resumeMail", "member", &ben.id()).await["status"], "ALREADY");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 0, "what was refused is no act");
        assert_eq!(bounces(&cora).await.len(), 1);
        decide(&cora, "suspendMember", "member", &ann.id()).await;
        app.run_jobs().await;
        assert_eq!(decide(&cora, "resumeMail", "member", &ann.id()).await["status"], "NOT_FOUND", "nobody writes to someone whose access is paused");
    }
}
