//! Asking to join: from the form to the first question, or to a reason why not.

use domain::clock::Span;
use it::{Actor, TestApp, count_at_desk, number, on_both_engines};
use serde_json::{Value, json};

async fn sector(app: &TestApp, slug: &str) -> Value {
    let data = app
        .visitor()
        .run("{ sectors { id slug } }", json!({}))
        .await;
    let sectors = data["sectors"].as_array().expect("sectors").clone();
    sectors
        .iter()
        .find(|sector| sector["slug"] == slug)
        .expect("a sector")["id"]
        .clone()
}

async fn form(app: &TestApp, name: &str) -> Value {
    json!({
        "name": name,
        "email": format!("{}@elsewhere.test", name.to_lowercase()),
        "organisation": "An invented school",
        "role": "Pastoral lead",
        "sector": sector(app, "education").await,
        "why": "To hear what works elsewhere.",
        "acceptsRules": true,
    })
}

async fn apply(app: &TestApp, input: &Value) -> Value {
    app.visitor()
        .does("application/applyForMembership", json!({ "input": input }))
        .await["applyForMembership"]
        .clone()
}

async fn asks(app: &TestApp, input: &Value) {
    let answer = apply(app, input).await;
    assert_eq!(answer["status"], "RECEIVED", "{answer}");
    app.run_jobs().await;
}

fn link_to(app: &TestApp, address: &str) -> String {
    let mail = app.mail_to(address).expect("a mail");
    let (_, rest) = mail
        .text()
        .split_once("/join/confirm#token=")
        .unwrap_or_else(|| panic!("a link to confirm: {}", mail.text()));
    rest.split_whitespace().next().expect("a token").to_owned()
}

/// Uses the link; signed in when it worked.
async fn confirm(app: &TestApp, token: &str) -> Option<Actor> {
    let answer = app
        .visitor()
        .send(
            "mutation($input: ConfirmAddressInput!) { confirmAddress(input: $input) { status viewer { state } } }",
            json!({ "input": { "token": token } }),
        )
        .await;
    let payload = &answer.data()["confirmAddress"];
    assert_eq!(
        payload["status"] == "CONFIRMED",
        answer.token.is_some(),
        "{payload}"
    );
    answer
        .token
        .map(|token| app.visitor().with_token(Some(token)))
}

/// An applicant whose request is with the co-ordinator.
async fn applicant(app: &TestApp, name: &str) -> (Actor, String) {
    asks(app, &form(app, name).await).await;
    let actor = confirm(
        app,
        &link_to(app, &format!("{}@elsewhere.test", name.to_lowercase())),
    )
    .await
    .expect("signed in");
    app.run_jobs().await;
    let data = actor.run("{ viewer { member { id } } }", json!({})).await;
    (
        actor,
        data["viewer"]["member"]["id"]
            .as_str()
            .expect("an id")
            .to_owned(),
    )
}

async fn queue(cora: &Actor) -> Value {
    let data = cora.does("desk/queue", json!({})).await;
    data["desk"]["queue"].clone()
}

async fn decide(cora: &Actor, verb: &str, member: &str) -> Value {
    let name = format!("{verb}Member");
    cora.does(
        &format!("desk/{name}"),
        json!({ "input": { "member": member, "reason": "Because of an invented reason." } }),
    )
    .await[&name]
        .clone()
}

async fn standing(who: &Actor) -> Value {
    who.does("application/myRequest", json!({})).await["viewer"].clone()
}

on_both_engines! {
    async fn from_the_form_to_the_first_question(app) {
        let cora = app.coordinator("Cora").await;
        asks(&app, &form(&app, "Ann").await).await;
        assert!(app.mail_to(&cora.email).is_none(), "the co-ordinator hears of it when the address is confirmed");
        assert_eq!(count_at_desk(&queue(&cora).await, "APPLICANT"), 0);
        let ann = confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.expect("signed in");
        app.run_jobs().await;
        let told = app.mail_to(&cora.email).expect("a mail to the co-ordinator");
        assert!(told.text().contains("https://cove.test/desk") && !told.text().contains("Ann"), "{}", told.text());
        let waiting = standing(&ann).await;
        assert_eq!((&waiting["state"], &waiting["application"]["state"]), (&json!("APPLICANT"), &json!("APPLICANT")));
        assert_eq!(waiting["application"]["addressConfirmed"], true);

        let desk = queue(&cora).await;
        let seen = &desk["applicants"]["nodes"][0];
        assert_eq!((count_at_desk(&desk, "APPLICANT"), &seen["name"], &seen["email"]), (1, &json!("Ann"), &json!("ann@elsewhere.test")));
        assert_eq!((&seen["organisation"], &seen["role"], &seen["why"]), (&json!("An invented school"), &json!("Pastoral lead"), &json!("To hear what works elsewhere.")));
        let decided = decide(&cora, "approve", seen["id"].as_str().expect("an id")).await;
        assert_eq!((&decided["status"], count_at_desk(&decided["queue"], "APPLICANT")), (&json!("DONE"), 0));
        app.run_jobs().await;
        assert!(app.mail_to("ann@elsewhere.test").expect("a mail").subject().starts_with("Welcome"));

        let data = ann.run("{ viewer { state application { state } member { joinedAt organisation { name sector { slug } } } notifications { nodes { kind } } } }", json!({})).await;
        assert_eq!((&data["viewer"]["state"], &data["viewer"]["application"]), (&json!("ACTIVE"), &Value::Null));
        assert_eq!(data["viewer"]["member"]["organisation"], json!({ "name": "An invented school", "sector": { "slug": "education" } }));
        assert!(data["viewer"]["member"]["joinedAt"].is_string());
        assert_eq!(data["viewer"]["notifications"]["nodes"], json!([{ "kind": "APPLICATION_APPROVED" }]));
        ann.ask("A first question").await;
        let choices = number(&app, "SELECT COUNT(*) FROM mail_choice WHERE made_by = 'joining'").await;
        assert_eq!(choices, 3, "what mail comes at first is on record");
        app.assert_mails("approved");
    }

    async fn a_declined_applicant_is_told_why_and_may_ask_again(app) {
        let cora = app.coordinator("Cora").await;
        let (ann, id) = applicant(&app, "Ann").await;
        assert_eq!(decide(&cora, "decline", &id).await["status"], "DONE");
        app.run_jobs().await;
        let mail = app.mail_to("ann@elsewhere.test").expect("a mail");
        assert!(mail.text().contains("Because of an invented reason."), "{}", mail.text());
        let told = standing(&ann).await;
        assert_eq!(told["state"], "DECLINED");
        assert_eq!(told["application"]["reason"], "Because of an invented reason.");
        assert!(told["application"]["decidedAt"].is_string());

        app.clock().advance(Span::days(1));
        let mut again = form(&app, "Ann").await;
        again["why"] = json!("I have another job now.");
        asks(&app, &again).await;
        assert_eq!(standing(&ann).await["state"], "DECLINED", "until she shows that it was her");
        let back = confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.expect("signed in");
        app.run_jobs().await;
        let waiting = standing(&back).await;
        assert_eq!((&waiting["state"], &waiting["application"]["reason"]), (&json!("APPLICANT"), &Value::Null));
        assert_eq!(queue(&cora).await["applicants"]["nodes"][0]["why"], "I have another job now.");
        assert_eq!(decide(&cora, "approve", &id).await["status"], "DONE", "the same person");
        app.run_jobs().await;
        app.assert_mails("declined");
    }

    async fn nothing_tells_whose_address_is_known(app) {
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        let mut seen = Vec::new();
        for email in [ann.email.as_str(), "nobody@elsewhere.test"] {
            let mut input = form(&app, "Nobody").await;
            input["email"] = json!(email);
            let before = db.statements();
            let answer = apply(&app, &input).await;
            seen.push((answer, db.statements() - before));
        }
        assert_eq!(seen[0], seen[1]);
        app.run_jobs().await;
        let known = app.mail_to(&ann.email).expect("a mail");
        assert!(known.text().contains("https://cove.test/sign-in") && !known.text().contains("token="), "{}", known.text());
        assert!(app.mail_to("nobody@elsewhere.test").expect("a mail").text().contains("token="));
        assert_eq!(ann.run("{ viewer { member { name role } } }", json!({})).await["viewer"]["member"]["role"], "Invented role", "nothing of hers changed");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member").await, 1, "nobody is written down before the link is used");
    }

    async fn a_link_to_confirm_works_once_for_seven_days(app) {
        asks(&app, &form(&app, "Ann").await).await;
        let token = link_to(&app, "ann@elsewhere.test");
        assert!(confirm(&app, &token).await.is_some());
        assert!(confirm(&app, &token).await.is_none(), "used up");
        asks(&app, &form(&app, "Ben").await).await;
        let token = link_to(&app, "ben@elsewhere.test");
        app.clock().advance(Span::days(7));
        assert!(confirm(&app, &token).await.is_none(), "too old");
        app.run_jobs().await;
    }

    async fn a_link_for_one_purpose_is_none_for_the_other(app) {
        let ann = app.member("Ann", "education").await;
        asks(&app, &form(&app, "Ben").await).await;
        let to_confirm = link_to(&app, "ben@elsewhere.test");
        let complete = "mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { status } }";
        let data = app.visitor().run(complete, json!({ "input": { "token": to_confirm } })).await;
        assert_eq!(data["completeSignIn"]["status"], "EXPIRED");
        app.visitor().does("session/requestSignIn", json!({ "input": { "email": ann.email } })).await;
        app.run_jobs().await;
        let mail = app.mail_to(&ann.email).expect("a mail");
        let (_, rest) = mail.text().split_once("token=").expect("a link");
        assert!(confirm(&app, rest.split_whitespace().next().expect("a token")).await.is_none());
        for token in ["", "x", "\0", &"0".repeat(64)] {
            assert!(confirm(&app, token).await.is_none(), "{token:?}");
        }
        assert!(confirm(&app, &to_confirm).await.is_some());
    }

    async fn whoever_lost_the_mail_gets_it_again_by_signing_in(app) {
        asks(&app, &form(&app, "Ann").await).await;
        app.visitor().does("session/requestSignIn", json!({ "input": { "email": "ann@elsewhere.test" } })).await;
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 2);
        assert!(confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.is_some());
    }

    async fn a_link_to_confirm_lets_no_member_in(app) {
        let cora = app.coordinator("Cora").await;
        for (name, state) in [("Ann", "active"), ("Ben", "suspended")] {
            asks(&app, &form(&app, name).await).await;
            let unused = link_to(&app, &format!("{}@elsewhere.test", name.to_lowercase()));
            app.clock().advance(Span::minutes(5));
            let (_, id) = applicant(&app, name).await;
            assert_eq!(decide(&cora, "approve", &id).await["status"], "DONE");
            it::sql(&app, &format!("UPDATE member SET state = '{state}' WHERE name = '{name}'")).await;
            let sessions = number(&app, "SELECT COUNT(*) FROM session").await;
            for status in ["KNOWN", "EXPIRED"] {
                let confirmed = app.visitor().does("application/confirmAddress", json!({ "input": { "token": unused } })).await;
                assert_eq!(confirmed["confirmAddress"]["status"], status, "{name}");
            }
            assert_eq!(number(&app, "SELECT COUNT(*) FROM session").await, sessions, "{name}");
        }
        app.run_jobs().await;
    }

    async fn signing_out_everywhere_ends_links_to_confirm(app) {
        asks(&app, &form(&app, "Ann").await).await;
        let unused = link_to(&app, "ann@elsewhere.test");
        app.clock().advance(Span::minutes(5));
        let (ann, _) = applicant(&app, "Ann").await;
        ann.does("session/signOutEverywhere", json!({})).await;
        assert!(confirm(&app, &unused).await.is_none());
        asks(&app, &form(&app, "Ann").await).await;
        assert!(confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.is_some(), "one that was asked for since works");
        app.run_jobs().await;
    }

    async fn asking_twice_is_one_request_with_the_later_words(app) {
        let cora = app.coordinator("Cora").await;
        asks(&app, &form(&app, "Ann").await).await;
        let first = link_to(&app, "ann@elsewhere.test");
        app.clock().advance(Span::minutes(5));
        let mut second = form(&app, "Ann").await;
        second["name"] = json!("Ann Example");
        asks(&app, &second).await;
        assert!(confirm(&app, &first).await.is_some());
        assert!(confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.is_some());
        app.run_jobs().await;
        let desk = queue(&cora).await;
        assert_eq!((count_at_desk(&desk, "APPLICANT"), &desk["applicants"]["nodes"][0]["name"]), (1, &json!("Ann Example")));
        let to_cora = app.mails().iter().filter(|mail| mail.to().contains("cora@")).count();
        assert_eq!(to_cora, 1, "the co-ordinator is told once");
    }

    async fn two_links_used_at_once_make_one_person(app) {
        asks(&app, &form(&app, "Ann").await).await;
        let first = link_to(&app, "ann@elsewhere.test");
        app.clock().advance(Span::minutes(5));
        asks(&app, &form(&app, "Ann").await).await;
        let second = link_to(&app, "ann@elsewhere.test");
        let (one, other) = tokio::join!(confirm(&app, &first), confirm(&app, &second));
        assert!(one.is_some() && other.is_some());
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member").await, 1);
        app.run_jobs().await;
    }

    async fn every_coordinator_and_deputy_is_told_once_each(app) {
        app.coordinator("Cora").await;
        app.coordinator("Dev").await;
        let eve = app.member("Eve", "education").await;
        let fay = app.member("Fay", "education").await;
        it::sql(&app, "UPDATE member SET role = 'deputy', deputy_until = 9000000000000 WHERE name = 'Eve'").await;
        it::sql(&app, "UPDATE member SET role = 'deputy', deputy_until = 1 WHERE name = 'Fay'").await;
        applicant(&app, "Ann").await;
        let told = |address: &str| app.mails().iter().filter(|mail| mail.to().contains(address)).count();
        assert_eq!((told("cora@"), told("dev@"), told(&eve.email), told(&fay.email)), (1, 1, 1, 0));
    }

    async fn answers_that_need_another_look_are_named(app) {
        let good = form(&app, "Ann").await;
        let long = |n: usize| json!("a".repeat(n));
        for (field, value) in [
            ("name", json!("")), ("name", json!(" \u{200b}\n ")), ("name", long(81)), ("name", json!("A\0nn")),
            ("name", json!("12 !")), ("name", json!("A\u{335}\u{335}nn")),
            ("name", json!("Former Member")), ("name", json!("A colleague in education")), ("name", json!("CO-ORDINATOR")), ("name", json!("𝐂𝐨𝐯𝐞")),
            ("email", json!("ann")), ("email", json!("")),
            ("organisation", json!(" ")), ("organisation", long(121)),
            ("role", json!("")), ("role", long(81)),
            ("why", json!("")), ("why", long(1_001)), ("why", json!("To\0learn")),
            ("acceptsRules", json!(false)),
            ("sector", json!("sector:00000000000000000000000000000000")),
        ] {
            let mut input = good.clone();
            input[field] = value.clone();
            let answer = apply(&app, &input).await;
            assert_eq!(answer["status"], "INVALID", "{field} {value}");
            assert_eq!(answer["problems"].as_array().expect("problems").len(), 1, "{field} {value}: {answer}");
            assert_eq!(answer["problems"][0]["field"], field, "{value}");
        }
        let all = json!({ "name": "", "email": "", "organisation": "", "role": "", "sector": good["sector"], "why": "", "acceptsRules": false });
        assert_eq!(apply(&app, &all).await["problems"].as_array().expect("problems").len(), 6, "all of them at once");
        for id in ["x", "sector:x", "member:00000000000000000000000000000000"] {
            let mut input = good.clone();
            input["sector"] = json!(id);
            let answer = app.visitor().send(&it::document("application/applyForMembership"), json!({ "input": input })).await;
            assert_eq!(answer.codes(), ["BAD_REQUEST"], "{id}");
        }
        let mut input = good.clone();
        input["name"] = json!("  Ann \n Example  ");
        input["why"] = long(1_000);
        asks(&app, &input).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM application WHERE name = 'Ann Example'").await, 1);
    }

    async fn requests_for_one_address_are_limited(app) {
        let input = form(&app, "Ann").await;
        for _ in 0..5 {
            assert_eq!(apply(&app, &input).await["status"], "RECEIVED");
        }
        assert_eq!(apply(&app, &input).await["status"], "TOO_MANY");
        app.run_jobs().await;
    }

    async fn a_decision_is_taken_once(app) {
        let cora = app.coordinator("Cora").await;
        let dev = app.coordinator("Dev").await;
        let (_, ann) = applicant(&app, "Ann").await;
        let (one, other) = tokio::join!(decide(&cora, "approve", &ann), decide(&dev, "decline", &ann));
        let statuses = [&one["status"], &other["status"]];
        assert!(statuses.contains(&&json!("DONE")) && statuses.contains(&&json!("ALREADY")), "{statuses:?}");
        app.run_jobs().await;
        let letters = app.mails();
        let decisions = letters.iter().filter(|mail| mail.to().contains("ann@") && !mail.subject().starts_with("Confirm")).count();
        assert_eq!(decisions, 1, "and told once");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 1);
    }

    async fn whoever_was_not_approved_sees_nothing_that_members_wrote(app) {
        let cora = app.coordinator("Cora").await;
        let priya = app.member("Priya", "education").await;
        let thread = priya.ask("A question that only members see").await;
        let post = priya.reply(&thread, "Words that only members see").await;
        let (waiting, _) = applicant(&app, "Ann").await;
        let (declined, id) = applicant(&app, "Ben").await;
        decide(&cora, "decline", &id).await;
        app.run_jobs().await;
        let left = app.member("Lou", "education").await;
        it::sql(&app, "UPDATE member SET state = 'left', name = 'Former member' WHERE name = 'Lou'").await;
        let paused = app.member("Sam", "education").await;
        it::sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'Sam'").await;

        let ids = json!({ "thread": thread, "post": post, "member": priya.id() });
        let queries = [
            "{ threads { nodes { title } } }",
            "query($thread: ID!) { thread(id: $thread) { title } }",
            "query($thread: ID!) { node(id: $thread) { id } }",
            "query($post: ID!) { node(id: $post) { id } }",
            "query($member: ID!) { node(id: $member) { id } }",
            "query($member: ID!) { member(id: $member) { name } }",
            "{ members { nodes { name } } }",
            "{ viewer { home { newThreads { title } } } }",
            "{ viewer { notifications { nodes { id } } } }",
            "{ desk { queue { counts { count } } } }",
            "mutation($thread: ID!) { reply(input: { thread: $thread, body: \"Words\" }) { status thread { title } } }",
            "mutation($thread: ID!) { follow(input: { subject: $thread, on: true }) { status thread { title } } }",
            "mutation($post: ID!) { react(input: { post: $post, reaction: THANKS, on: true }) { status post { body } } }",
            "mutation($post: ID!) { report(input: { subject: $post, reason: UNKIND, note: \"\" }) { status } }",
        ];
        for (who, state) in [(&waiting, "APPLICANT"), (&declined, "DECLINED"), (&left, "LEFT"), (&paused, "SUSPENDED"), (&app.visitor(), "nobody")] {
            for query in queries {
                let answer = who.send(query, ids.clone()).await;
                let body = answer.body.to_string();
                let is_refused = answer.codes().iter().all(|code| code == "FORBIDDEN" || code == "UNAUTHENTICATED");
                assert!(is_refused, "{state} {query}: {body}");
                assert!(!body.contains("only members see") && !body.contains("Priya"), "{state} {query}: {body}");
                let is_empty = body.contains("null") || body.contains(r#""nodes":[]"#);
                assert!(!answer.codes().is_empty() || is_empty, "{state} {query}: {body}");
            }
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post").await, 2);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM reaction").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM report").await, 0);
    }

    async fn the_list_of_applicants_is_paged_oldest_first(app) {
        let cora = app.coordinator("Cora").await;
        for name in ["Ann", "Ben", "Cat"] {
            applicant(&app, name).await;
            app.clock().advance(Span::minutes(1));
        }
        let query = "query($after: String) { desk { queue { applicants(first: 2, after: $after) { nodes { name } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } } } }";
        let first = cora.run(query, json!({})).await["desk"]["queue"]["applicants"].clone();
        assert_eq!((&first["nodes"], &first["totalCount"]), (&json!([{ "name": "Ann" }, { "name": "Ben" }]), &json!(3)));
        assert_eq!((&first["pageInfo"]["hasNextPage"], &first["pageInfo"]["hasPreviousPage"]), (&json!(true), &json!(false)));
        let second = cora.run(query, json!({ "after": first["pageInfo"]["endCursor"] })).await["desk"]["queue"]["applicants"].clone();
        assert_eq!((&second["nodes"], &second["pageInfo"]["hasNextPage"]), (&json!([{ "name": "Cat" }]), &json!(false)));
        for (first, after) in [(json!(0), Value::Null), (json!(101), Value::Null), (json!(2), json!("x"))] {
            let answer = cora
                .send("query($first: Int, $after: String) { desk { queue { applicants(first: $first, after: $after) { nodes { id } } } } }", json!({ "first": first, "after": after }))
                .await;
            assert_eq!(answer.codes(), ["BAD_REQUEST"]);
        }
    }
}
