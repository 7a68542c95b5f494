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
    let mails = app.mails();
    let to_them = mails
        .iter()
        .filter(|mail| mail.to().to_string().contains(address));
    let link = to_them.rev().find_map(|mail| {
        let text = mail.text();
        let (_, rest) = text.split_once("/join/confirm#token=")?;
        Some(rest.split_whitespace().next()?.to_owned())
    });
    link.expect("a link to confirm")
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

/// Which words of theirs the co-ordinator reads now; of those who do not wait, any.
async fn version(cora: &Actor, member: &str) -> Value {
    let desk = queue(cora).await;
    let mut waiting = desk["applicants"]["nodes"]
        .as_array()
        .expect("a list")
        .iter();
    let found = waiting.find(|one| one["id"] == member);
    found.map_or(json!(1), |one| one["version"].clone())
}

async fn decide(cora: &Actor, verb: &str, member: &str) -> Value {
    decide_as_read(cora, verb, member, &version(cora, member).await).await
}

async fn decide_as_read(cora: &Actor, verb: &str, member: &str, version: &Value) -> Value {
    let name = format!("{verb}Member");
    let input = json!({ "member": member, "expectedVersion": version, "reason": "Because of an invented reason." });
    cora.does(&format!("desk/{name}"), json!({ "input": input }))
        .await[&name]
        .clone()
}

async fn standing(who: &Actor) -> Value {
    who.does("application/myRequest", json!({})).await["viewer"].clone()
}

async fn ask(cora: &Actor, member: &str, question: &str) -> Value {
    ask_as_read(cora, member, question, &version(cora, member).await).await
}

async fn ask_as_read(cora: &Actor, member: &str, question: &str, version: &Value) -> Value {
    let input = json!({ "member": member, "expectedVersion": version, "question": question });
    cora.does("desk/askApplicant", json!({ "input": input }))
        .await["askApplicant"]
        .clone()
}

/// As the question was when `seen` was read.
async fn answer(who: &Actor, answer: &str, seen: &Value) -> Value {
    let query = "mutation($input: AnswerQuestionInput!) { answerQuestion(input: $input) { status problems { field } } }";
    let input = json!({ "answer": answer, "expectedVersion": seen["version"] });
    who.run(query, json!({ "input": input })).await["answerQuestion"].clone()
}

async fn correct(who: &Actor, input: &Value) -> Value {
    who.does("application/updateApplication", json!({ "input": input }))
        .await["updateApplication"]
        .clone()
}

async fn withdraw(who: &Actor) -> Value {
    who.does("application/withdrawApplication", json!({})).await["withdrawApplication"].clone()
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

    async fn an_applicant_is_asked_and_the_answer_stands_on_their_card(app) {
        let cora = app.coordinator("Cora").await;
        let (ann, id) = applicant(&app, "Ann").await;
        let asked = ask(&cora, &id, "Which school is it?").await;
        assert_eq!(asked["status"], "DONE");
        let question = &asked["applicant"]["question"];
        assert_eq!((&question["text"], &question["answer"]), (&json!("Which school is it?"), &Value::Null));
        app.run_jobs().await;
        let mail = app.mail_to("ann@elsewhere.test").expect("a mail");
        assert!(mail.text().contains("Which school is it?") && mail.text().contains("https://cove.test/join/status"), "{}", mail.text());
        let entry = &cora.does("desk/audit", json!({})).await["desk"]["audit"]["nodes"][0];
        assert_eq!((&entry["act"], &entry["member"]["id"], &entry["reason"]), (&json!("ASK_APPLICANT"), &json!(id), &json!("Which school is it?")));

        let told = standing(&ann).await;
        assert_eq!(told["application"]["question"]["text"], "Which school is it?");
        for wrong in ["", " \n ", "a\0b", &"a".repeat(1_001)] {
            assert_eq!(answer(&ann, wrong, &told).await, json!({ "status": "INVALID", "problems": [{ "field": "answer" }] }), "{wrong:?}");
        }
        assert_eq!(answer(&ann, "The invented one.", &told).await["status"], "ANSWERED");
        assert_eq!(answer(&ann, "Another.", &told).await["status"], "CHANGED_ELSEWHERE", "answered already");
        let seen = queue(&cora).await["applicants"]["nodes"][0]["question"].clone();
        assert_eq!(seen["answer"], "The invented one.");
        assert!(seen["answeredAt"].is_string());

        // The next one takes its place, and the one before stays in the list.
        assert_eq!(ask(&cora, &id, "Who is the head?").await["applicant"]["question"]["answer"], Value::Null);
        let again = standing(&ann).await;
        assert_eq!(answer(&ann, "To the first.", &told).await["status"], "CHANGED_ELSEWHERE");
        assert_eq!(answer(&ann, "Mx Invented.", &again).await["status"], "ANSWERED");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE act = 'ask_applicant'").await, 2);
        decide(&cora, "approve", &id).await;
        assert_eq!(answer(&ann, "Too late.", &again).await["status"], "DECIDED");
        assert_eq!(ask(&cora, &id, "Too late?").await["status"], "ALREADY");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member WHERE question IS NOT NULL OR answer IS NOT NULL").await, 0);
        app.run_jobs().await;
    }

    async fn a_question_that_was_replaced_or_decided_is_not_mailed(app) {
        let cora = app.coordinator("Cora").await;
        let (_, ann) = applicant(&app, "Ann").await;
        let (_, ben) = applicant(&app, "Ben").await;
        ask(&cora, &ann, "The first question?").await;
        ask(&cora, &ann, "The second question?").await;
        ask(&cora, &ben, "A question to Ben?").await;
        decide(&cora, "decline", &ben).await;
        app.run_jobs().await;
        let text: Vec<_> = app.mails().iter().map(|mail| mail.text().to_owned()).collect();
        let mailed = |words: &str| text.iter().filter(|text| text.contains(words)).count();
        assert_eq!((mailed("The first"), mailed("The second"), mailed("A question to Ben")), (0, 1, 0));
    }

    async fn asking_needs_a_question_an_applicant_and_a_coordinator(app) {
        let cora = app.coordinator("Cora").await;
        let member = app.member("Mel", "education").await;
        let (ann, id) = applicant(&app, "Ann").await;
        for wrong in ["", " \n ", "a\0b", &"a".repeat(501)] {
            assert_eq!(ask(&cora, &id, wrong).await["problems"][0]["field"], "question", "{wrong:?}");
        }
        assert_eq!(ask(&cora, &member.id(), "A question?").await["status"], "ALREADY");
        assert_eq!(ask(&cora, &format!("member:{}", "0".repeat(32)), "A question?").await["status"], "NOT_FOUND");
        let input = json!({ "input": { "member": id, "expectedVersion": 1, "question": "A question?" } });
        for (who, code) in [(&member, "FORBIDDEN"), (&ann, "FORBIDDEN"), (&app.visitor(), "UNAUTHENTICATED")] {
            assert_eq!(who.send(&it::document("desk/askApplicant"), input.clone()).await.codes(), [code]);
        }
        assert_eq!(answer(&ann, "Unasked.", &standing(&ann).await).await["status"], "CHANGED_ELSEWHERE");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 0, "what was refused is no act");
    }

    async fn an_applicant_corrects_their_request_and_keeps_their_place(app) {
        let cora = app.coordinator("Cora").await;
        let (ann, id) = applicant(&app, "Ann").await;
        app.clock().advance(Span::minutes(1));
        applicant(&app, "Ben").await;
        let before = standing(&ann).await;
        assert_eq!((&before["application"]["organisation"], &before["application"]["why"]), (&json!("An invented school"), &json!("To hear what works elsewhere.")));
        let corrected = json!({
            "name": "Ann Example", "organisation": "Another invented school", "role": "Teacher",
            "sector": sector(&app, "primary-care").await, "why": "To learn.", "expectedVersion": before["version"],
        });
        for (field, value) in [("name", json!("")), ("name", json!("Former member")), ("organisation", json!("")), ("role", json!("a".repeat(81))), ("why", json!("a\0")), ("sector", json!("sector:00000000000000000000000000000000"))] {
            let mut wrong = corrected.clone();
            wrong[field] = value;
            let refused = correct(&ann, &wrong).await;
            assert_eq!((&refused["status"], &refused["problems"][0]["field"]), (&json!("INVALID"), &json!(field)), "{refused}");
        }
        assert_eq!(correct(&ann, &corrected).await["status"], "SAVED");
        assert_eq!(correct(&ann, &corrected).await["status"], "CHANGED_ELSEWHERE", "a version from before");
        let seen = queue(&cora).await["applicants"]["nodes"][0].clone();
        assert_eq!((&seen["id"], &seen["name"], &seen["organisation"], &seen["role"]), (&json!(id), &json!("Ann Example"), &json!("Another invented school"), &json!("Teacher")));
        assert_eq!((&seen["sector"]["slug"], &seen["why"], &seen["email"]), (&json!("primary-care"), &json!("To learn."), &json!("ann@elsewhere.test")));
        let now = standing(&ann).await;
        assert_eq!(now["application"]["appliedAt"], before["application"]["appliedAt"]);
        assert_eq!(decide(&cora, "approve", &id).await["status"], "DONE");
        let mut late = corrected.clone();
        late["expectedVersion"] = now["version"].clone();
        assert_eq!(correct(&ann, &late).await["status"], "DECIDED");
        app.run_jobs().await;
        let data = cora.does("desk/people", json!({ "filter": { "name": "exam", "state": "ACTIVE" } })).await;
        assert_eq!(data["members"]["nodes"][0]["organisation"]["name"], "Another invented school", "found by the name as it is now");
    }

    async fn nothing_is_decided_on_words_that_nobody_read(app) {
        let cora = app.coordinator("Cora").await;
        let (ann, id) = applicant(&app, "Ann").await;
        let refused = async |read: &Value, shown: &str, expected: &Value| {
            for answer in [
                decide_as_read(&cora, "approve", &id, read).await,
                decide_as_read(&cora, "decline", &id, read).await,
                ask_as_read(&cora, &id, "Which school is it?", read).await,
            ] {
                assert_eq!((&answer["status"], answer["applicant"].pointer(shown)), (&json!("CHANGED_ELSEWHERE"), Some(expected)), "{answer}");
                assert_eq!(count_at_desk(&answer["queue"], "APPLICANT"), 1);
            }
        };
        let first = version(&cora, &id).await;
        let corrected = json!({
            "name": "Ann Example", "organisation": "Another invented school", "role": "Teacher",
            "sector": sector(&app, "primary-care").await, "why": "To learn.", "expectedVersion": standing(&ann).await["version"],
        });
        assert_eq!(correct(&ann, &corrected).await["status"], "SAVED");
        refused(&first, "/why", &json!("To learn.")).await;

        let second = version(&cora, &id).await;
        assert_eq!(ask_as_read(&cora, &id, "Who is the head?", &second).await["status"], "DONE");
        refused(&second, "/question/text", &json!("Who is the head?")).await;

        let third = version(&cora, &id).await;
        assert_eq!(answer(&ann, "Mx Invented.", &standing(&ann).await).await["status"], "ANSWERED");
        refused(&third, "/question/answer", &json!("Mx Invented.")).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, 1, "what was refused is no act");

        // The same person, with a new request in place of the one that was read.
        let fourth = version(&cora, &id).await;
        app.run_jobs().await;
        app.clock().advance(Span::minutes(5));
        let mut again = form(&app, "Ann").await;
        again["why"] = json!("I have another job now.");
        asks(&app, &again).await;
        confirm(&app, &link_to(&app, "ann@elsewhere.test")).await.expect("signed in");
        refused(&fourth, "/why", &json!("I have another job now.")).await;
        assert_eq!(decide(&cora, "approve", &id).await["status"], "DONE", "once they are read");
        app.run_jobs().await;
    }

    async fn a_request_is_taken_back_and_what_was_sent_is_gone(app) {
        let cora = app.coordinator("Cora").await;
        let (ann, id) = applicant(&app, "Ann").await;
        ask(&cora, &id, "Which school is it?").await;
        answer(&ann, "The invented one.", &standing(&ann).await).await;
        app.run_jobs().await;
        // One more, of which the link was not used.
        app.clock().advance(Span::minutes(5));
        asks(&app, &form(&app, "Ann").await).await;
        let unused = link_to(&app, "ann@elsewhere.test");
        let gone = withdraw(&ann).await;
        assert_eq!(gone["status"], "WITHDRAWN");
        assert!(ann.run("{ viewer { state } }", json!({})).await["viewer"].is_null(), "signed out");
        assert!(confirm(&app, &unused).await.is_none());
        for (what, query) in [
            ("words", "SELECT COUNT(*) FROM member WHERE email LIKE 'ann@%' OR email_key LIKE 'ann@%' OR name LIKE 'Ann%' OR why <> '' AND state = 'left' OR answer IS NOT NULL OR organisation_typed LIKE 'An invented%'"),
            ("names", "SELECT COUNT(*) FROM member_name WHERE ending LIKE 'ann%'"),
            ("requests", "SELECT COUNT(*) FROM application"),
            ("addresses of links", "SELECT COUNT(*) FROM challenge WHERE email <> '' OR email_key <> '' OR device <> '' OR spent_at IS NULL"),
        ] {
            assert_eq!(number(&app, query).await, 0, "{what}");
        }
        let desk = queue(&cora).await;
        assert_eq!((count_at_desk(&desk, "APPLICANT"), &desk["applicants"]["nodes"]), (0, &json!([])));
        for verb in ["approve", "decline"] {
            assert_eq!(decide(&cora, verb, &id).await["status"], "NOT_FOUND", "{verb}");
        }
        assert_eq!(ask(&cora, &id, "Still there?").await["status"], "NOT_FOUND");
        app.run_jobs().await;
        let entry = &cora.does("desk/audit", json!({})).await["desk"]["audit"]["nodes"][0];
        assert_eq!((&entry["act"], &entry["subjectLabel"]), (&json!("ASK_APPLICANT"), &json!("Former member")));

        // Somebody new, to all appearances.
        let (_, again) = applicant(&app, "Ann").await;
        assert_ne!(again, id);
        assert_eq!(count_at_desk(&queue(&cora).await, "APPLICANT"), 1);
    }

    async fn what_is_decided_and_taken_back_at_once_is_one_of_both(app) {
        let cora = app.coordinator("Cora").await;
        for (n, verb) in ["approve", "decline"].into_iter().enumerate() {
            let (ann, id) = applicant(&app, &format!("Ann{}", ["", "e"][n])).await;
            let first = json!(1);
            let (decided, gone) = tokio::join!(decide_as_read(&cora, verb, &id, &first), withdraw(&ann));
            let both = (decided["status"].as_str(), gone["status"].as_str());
            assert!([(Some("DONE"), Some("DECIDED")), (Some("NOT_FOUND"), Some("WITHDRAWN"))].contains(&both), "{both:?}");
            app.run_jobs().await;
        }
    }

    async fn what_is_confirmed_and_taken_back_at_once_does_not_stand_still(app) {
        for name in ["Ann", "Ben", "Cat", "Dan", "Eve", "Fay"] {
            let (actor, _) = applicant(&app, name).await;
            app.clock().advance(Span::minutes(5));
            asks(&app, &form(&app, name).await).await;
            let token = link_to(&app, &format!("{}@elsewhere.test", name.to_lowercase()));
            let (_, gone) = tokio::join!(confirm(&app, &token), withdraw(&actor));
            assert_eq!(gone["status"], "WITHDRAWN", "{name}");
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member WHERE state <> 'left'").await, 0);
        app.run_jobs().await;
    }

    async fn a_request_is_its_applicants_alone(app) {
        let ann = app.member("Ann", "education").await;
        let version = json!({ "version": 1 });
        let mut correction = form(&app, "Ann").await;
        for field in ["email", "acceptsRules"] {
            correction.as_object_mut().expect("an object").remove(field);
        }
        correction["expectedVersion"] = json!(1);
        assert_eq!(correct(&ann, &correction).await["status"], "DECIDED", "a member");
        assert_eq!(answer(&ann, "Words", &version).await["status"], "DECIDED");
        assert_eq!(withdraw(&ann).await["status"], "DECIDED");
        assert!(!ann.run("{ viewer { state } }", json!({})).await["viewer"].is_null(), "still signed in");
        let visitor = app.visitor();
        for (document, variables) in [
            ("updateApplication", json!({ "input": correction })),
            ("answerQuestion", json!({ "input": { "answer": "Words", "expectedVersion": 1 } })),
            ("withdrawApplication", json!({})),
        ] {
            let answer = visitor.send(&it::document(&format!("application/{document}")), variables).await;
            assert_eq!(answer.codes(), ["UNAUTHENTICATED"], "{document}");
        }
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
        let read = version(&cora, &ann).await;
        let (one, other) = tokio::join!(decide_as_read(&cora, "approve", &ann, &read), decide_as_read(&dev, "decline", &ann, &read));
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
