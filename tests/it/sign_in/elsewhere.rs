//! Where a sign-in was asked for, where it is used, and where it leads.

use domain::clock::Span;
use it::{Actor, TestApp, number, on_both_engines};
use serde_json::{Value, json};

use super::{code_in, token_in};

const ASK: &str =
    "mutation($input: RequestSignInInput!) { requestSignIn(input: $input) { status } }";
const COMPLETE: &str = "mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) {
    status next sharedComputer viewer { email } askedElsewhere { askedAt askedIn here } } }";

const HERE: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const PHONE: &str = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

/// Sends an operation as a browser that says what it is.
async fn send(app: &TestApp, agent: &str, query: &str, input: Value) -> Value {
    let body = json!({ "query": query, "variables": { "input": input } }).to_string();
    let request = app
        .router()
        .post("/graphql")
        .header("Content-Type", "application/json")
        .header("User-Agent", agent)
        .body(body);
    let body = request
        .send()
        .await
        .0
        .into_body()
        .into_string()
        .await
        .expect("a body");
    let answer: Value = serde_json::from_str(&body).expect("JSON");
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"].clone()
}

async fn ask(app: &TestApp, email: &str, more: Value) -> (String, String, String) {
    let mut input = json!({ "email": email });
    for (key, value) in more.as_object().expect("an object") {
        input[key] = value.clone();
    }
    assert_eq!(
        send(app, FIREFOX, ASK, input).await["requestSignIn"]["status"],
        "SENT"
    );
    app.run_jobs().await;
    let mail = app.mail_to(email).expect("a mail");
    (
        token_in(mail.text()),
        code_in(mail.text()),
        mail.text().to_owned(),
    )
}

async fn complete(app: &TestApp, agent: &str, input: Value) -> Value {
    send(app, agent, COMPLETE, input).await["completeSignIn"].clone()
}

async fn is_in(who: &Actor) -> bool {
    !who.run("{ viewer { state } }", json!({})).await["viewer"].is_null()
}

on_both_engines! {
    async fn the_way_back_survives_the_mail(app) {
        let ann = app.member("Ann", "education").await;
        let reply = format!("/threads/{0}#post-{0}", "0192f0c6a7b87c0f9d3e5a4b3c2d1e0f");
        let (token, _, _) = ask(&app, &ann.email, json!({ "next": reply, "browser": HERE })).await;
        let done = complete(&app, FIREFOX, json!({ "token": token, "browser": HERE })).await;
        assert_eq!((&done["status"], &done["next"]), (&json!("SIGNED_IN"), &json!(reply)));
        let (_, code, _) = ask(&app, &ann.email, json!({ "next": "/settings", "browser": HERE })).await;
        let done = complete(&app, FIREFOX, json!({ "email": ann.email, "code": code, "browser": HERE })).await;
        assert_eq!((&done["status"], &done["next"]), (&json!("SIGNED_IN"), &json!("/settings")));
        let hostile = ["//evil.example", "/.//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%2f%2fevil.example", "/home\r\nx"];
        for next in hostile.into_iter().map(str::to_owned).chain([format!("/home?{}", "x".repeat(600))]) {
            app.clock().advance(Span::hours(1));
            let (token, _, text) = ask(&app, &ann.email, json!({ "next": next })).await;
            assert!(!text.contains("evil"), "{text}");
            let done = complete(&app, FIREFOX, json!({ "token": token })).await;
            assert_eq!((&done["status"], &done["next"]), (&json!("SIGNED_IN"), &json!("/home")), "{next:?}");
        }
        let kept = number(&app, "SELECT COUNT(*) FROM challenge WHERE next IS NOT NULL").await;
        assert_eq!(kept, 2);
    }

    async fn another_browser_is_asked_once_more(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code, text) = ask(&app, &ann.email, json!({ "browser": HERE })).await;
        assert!(text.contains("Asked for at 9am in Firefox on Windows"), "{text}");
        for proof in [json!({ "token": token }), json!({ "email": ann.email, "code": code })] {
            for browser in [json!(PHONE), json!("x"), Value::Null] {
                let mut input = proof.clone();
                input["browser"] = browser;
                let asked = complete(&app, SAFARI, input).await;
                assert_eq!((&asked["status"], &asked["viewer"]), (&json!("OTHER_BROWSER"), &Value::Null));
                let words = json!({ "askedAt": "2026-11-23T09:00:00.000Z", "askedIn": "Firefox on Windows", "here": "Safari on iPhone" });
                assert_eq!(asked["askedElsewhere"], words);
            }
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM wrong_code").await, 0, "asking back is no wrong code");
        let done = complete(&app, SAFARI, json!({ "token": token, "browser": PHONE, "askedElsewhere": true })).await;
        assert_eq!((&done["status"], &done["askedElsewhere"]), (&json!("SIGNED_IN"), &Value::Null));
        let again = complete(&app, FIREFOX, json!({ "token": token, "browser": HERE })).await;
        assert_eq!(again["status"], "EXPIRED", "once for both");
    }

    async fn a_browser_without_storage_is_told_by_what_it_is(app) {
        let ann = app.member("Ann", "education").await;
        let (token, _, _) = ask(&app, &ann.email, json!({})).await;
        assert_eq!(complete(&app, SAFARI, json!({ "token": token })).await["status"], "OTHER_BROWSER");
        assert_eq!(complete(&app, FIREFOX, json!({ "token": token })).await["status"], "SIGNED_IN");
    }

    async fn who_asks_without_a_name_is_not_the_browser_that_has_one(app) {
        let ann = app.member("Ann", "education").await;
        // A stranger says that they are the same kind of browser as hers.
        let (token, code, _) = ask(&app, &ann.email, json!({})).await;
        for proof in [json!({ "token": token }), json!({ "email": ann.email, "code": code })] {
            let mut input = proof.clone();
            input["browser"] = json!(HERE);
            assert_eq!(complete(&app, FIREFOX, input).await["status"], "OTHER_BROWSER");
        }
        let meant = json!({ "token": token, "browser": HERE, "askedElsewhere": true });
        assert_eq!(complete(&app, FIREFOX, meant).await["status"], "SIGNED_IN");
    }

    async fn a_shared_computer_is_one_wherever_it_was_said(app) {
        let ann = app.member("Ann", "education").await;
        for (asking, now) in [(true, false), (false, true), (true, true), (false, false)] {
            let (token, code, _) = ask(&app, &ann.email, json!({ "sharedComputer": asking })).await;
            let by_code = json!({ "email": ann.email, "code": code, "sharedComputer": now });
            let proof = if asking { json!({ "token": token, "sharedComputer": now }) } else { by_code };
            let done = complete(&app, FIREFOX, proof).await;
            assert_eq!((&done["status"], &done["sharedComputer"]), (&json!("SIGNED_IN"), &json!(asking || now)), "{asking} {now}");
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM session WHERE shared_computer").await, 3);
        let (token, _, _) = ask(&app, &ann.email, json!({ "sharedComputer": true, "browser": HERE })).await;
        let asked = complete(&app, FIREFOX, json!({ "token": token, "browser": PHONE })).await;
        assert_eq!((&asked["status"], &asked["sharedComputer"]), (&json!("OTHER_BROWSER"), &Value::Null));
    }

    async fn a_guess_is_tried_against_few_codes_however_many_were_asked_for(app) {
        let ann = app.member("Ann", "education").await;
        let hers = ask(&app, &ann.email, json!({ "browser": HERE })).await;
        let mut strange = Vec::new();
        for _ in 0..3 {
            app.clock().advance(Span::minutes(1));
            strange.push(ask(&app, &ann.email, json!({ "browser": PHONE })).await);
        }
        let with_code = async |code: &str, browser: &str| {
            complete(&app, FIREFOX, json!({ "email": ann.email, "code": code, "browser": browser, "askedElsewhere": true })).await["status"].clone()
        };
        for (code, browser) in [(&strange[0].1, PHONE), (&strange[0].1, HERE), (&hers.1, PHONE)] {
            assert_eq!(with_code(code, browser).await, "EXPIRED", "an older code, wherever it was not asked for");
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM wrong_code").await, 3, "which counts as a guess");
        assert_eq!(with_code(&hers.1, HERE).await, "SIGNED_IN", "no stranger's asking ends the code that she waits for");
        assert_eq!(with_code(&strange[1].1, HERE).await, "SIGNED_IN", "the newest two work anywhere");
        let link = json!({ "token": strange[0].0, "browser": HERE, "askedElsewhere": true });
        assert_eq!(complete(&app, FIREFOX, link).await["status"], "SIGNED_IN", "and every link");
    }

    async fn what_a_browser_calls_itself_is_not_kept(app) {
        let ann = app.member("Ann", "education").await;
        ask(&app, &ann.email, json!({ "browser": HERE })).await;
        let hashed = number(&app, "SELECT COUNT(*) FROM challenge WHERE length(browser_hmac) = 32").await;
        assert_eq!(hashed, 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM challenge WHERE mailbox LIKE '%ann%'").await, 0);
    }

    async fn signing_out_everywhere_ends_what_was_asked_for(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let (token, code, _) = ask(&app, &ann.email, json!({})).await;
        let (of_ben, _, _) = ask(&app, &ben.email, json!({})).await;
        assert_eq!(send(&app, FIREFOX, ASK, json!({ "email": ann.email })).await["requestSignIn"]["status"], "SENT");
        let mails = app.mails().len();
        ann.does("session/signOutEverywhere", json!({})).await;
        app.run_jobs().await;
        assert_eq!(app.mails().len(), mails, "nor does the mail go that was about to");
        assert_eq!(complete(&app, FIREFOX, json!({ "token": token })).await["status"], "EXPIRED");
        assert_eq!(complete(&app, FIREFOX, json!({ "email": ann.email, "code": code })).await["status"], "EXPIRED");
        assert!(!is_in(&ann).await);
        assert_eq!(complete(&app, FIREFOX, json!({ "token": of_ben })).await["status"], "SIGNED_IN", "hers alone");
        let (token, _, _) = ask(&app, &ann.email, json!({})).await;
        assert_eq!(complete(&app, FIREFOX, json!({ "token": token })).await["status"], "SIGNED_IN", "a new one works");
    }

    async fn no_link_holds_its_secret_where_a_proxy_sees_it(app) {
        let ann = app.member("Ann", "education").await;
        let (token, _, text) = ask(&app, &ann.email, json!({ "next": "/settings" })).await;
        assert!(text.contains(&format!("https://cove.test/sign-in/confirm#token={token}")), "{text}");
        let html = app.mail_to(&ann.email).expect("a mail").html().to_owned();
        assert!(html.contains(&format!("/sign-in/confirm#token={token}")), "{html}");
        assert!(html.contains("Asked for at 9am in Firefox on Windows"), "{html}");
        assert!(!text.contains('?') || !text.contains("?token"), "{text}");
    }
}
