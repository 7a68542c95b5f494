//! Limits of signing in: whose each one is, what counts, and that none keeps a
//! member out.

use app::Failure;
use app::challenge::{
    CompleteSignIn, CompleteSignInRefusal, Proof, RequestSignIn, RequestSignInRefusal,
    complete_sign_in, request_sign_in,
};
use app::mailing::MailSender;
use app::session::Browser;
use app::worker::Worker;
use domain::challenge::Client;
use domain::clock::Span;
use domain::session::{Computer, UNKNOWN_BROWSER};
use it::{Engine, TestApp, on_both_engines, sql};
use mail::{MailOptions, Mailer, TransportOptions};
use serde_json::json;

use super::{code_in, mailed, request, token_in, with_code, with_link};

const HOME: &str = "0123456789abcdef0123456789abcdef";

fn client(key: &str) -> Client {
    Client {
        key: key.to_owned(),
        network: key.to_owned(),
    }
}

/// Asks from a client: what was said, or whose limit it was.
async fn ask(app: &TestApp, email: &str, client: &Client, browser: Option<&str>) -> &'static str {
    let input = RequestSignIn {
        email: email.to_owned(),
        client: client.clone(),
        device: UNKNOWN_BROWSER.to_owned(),
        browser: browser.map(str::to_owned),
        ..RequestSignIn::default()
    };
    match request_sign_in(app.app(), input).await {
        Ok(()) => "sent",
        Err(Failure::Refused(RequestSignInRefusal::TooMany, _)) => "address",
        Err(Failure::Refused(RequestSignInRefusal::TooManyHere, _)) => "client",
        Err(Failure::Refused(RequestSignInRefusal::TooManyEverywhere, _)) => "installation",
        Err(other) => panic!("{other:?}"),
    }
}

/// Copies the one ask that there is so many times, each for a mailbox of its own;
/// from the same client, or from so many of its network.
async fn asked_more(app: &TestApp, times: usize, client_key: &str) {
    let id = match app.engine() {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    };
    let copy = format!(
        "INSERT INTO challenge (id, purpose, email, email_key, code_hmac, link_hmac, shared_computer, mailbox, client_key, network, device,
                                tries, created_at, expires_at, mail)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
         SELECT {id}, purpose, email, email_key, code_hmac, link_hmac, shared_computer, 'mailbox ' || i, {client_key}, network, device,
                tries, created_at, expires_at, mail
         FROM challenge, n"
    );
    sql(app, &copy).await;
}

/// Tries a code from a client: what was said, or whose limit it was.
async fn try_code(app: &TestApp, email: &str, code: &str, client: &Client) -> &'static str {
    let input = CompleteSignIn {
        proof: Proof::Code {
            email: email.to_owned(),
            code: code.to_owned(),
        },
        computer: Computer::Own,
        client: client.clone(),
        browser: Browser {
            device: String::new(),
            replaces: None,
        },
        browser_name: None,
        asked_elsewhere: true,
    };
    match complete_sign_in(app.app(), input).await {
        Ok(_) => "in",
        Err(Failure::Refused(CompleteSignInRefusal::Wrong, _)) => "wrong",
        Err(Failure::Refused(CompleteSignInRefusal::TooMany, _)) => "address",
        Err(Failure::Refused(CompleteSignInRefusal::TooManyHere, _)) => "client",
        Err(other) => panic!("{other:?}"),
    }
}

/// Runs the jobs with a relay that is away.
async fn run_jobs_in_vain(app: &TestApp) {
    let options = MailOptions::new(
        TransportOptions::Smtp("smtp://127.0.0.1:1".parse().expect("an address")),
        "Cove <cove@cove.test>",
    );
    let mail_sender = MailSender::new(
        Mailer::new(&options).expect("mail options"),
        "cove.test".to_owned(),
    );
    Worker::new(app.app().clone(), mail_sender)
        .drain()
        .await
        .expect("the jobs run");
    assert!(app.mails().is_empty());
}

on_both_engines! {
    async fn a_stranger_who_asks_does_not_lock_the_member_out(app) {
        let ann = app.member("Ann", "education").await;
        let (stranger, home) = (client("stranger"), client("home"));
        for _ in 0..5 {
            assert_eq!(ask(&app, &ann.email, &stranger, None).await, "sent");
        }
        assert_eq!(ask(&app, &ann.email, &stranger, None).await, "address");
        app.run_jobs().await;
        app.clock().advance(Span::minutes(1));
        assert_eq!(ask(&app, &ann.email, &home, None).await, "sent", "she asks from her own connection");
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 6);
        let code = code_in(app.mail_to(&ann.email).expect("a mail").text());
        assert_eq!(with_code(&app, &ann.email, &code).await, "SIGNED_IN");
    }

    async fn one_mailbox_is_spared_whoever_asks(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(ask(&app, &ann.email, &client("home"), Some(HOME)).await, "sent");
        app.run_jobs().await;
        let token = token_in(app.mail_to(&ann.email).expect("a mail").text());
        let input = json!({ "input": { "token": token, "browser": HOME } });
        let signed_in = app.visitor().run("mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { status } }", input).await;
        assert_eq!(signed_in["completeSignIn"]["status"], "SIGNED_IN");
        for n in 0..14 {
            assert_eq!(ask(&app, &ann.email, &client(&format!("bot {n}")), None).await, "sent");
        }
        assert_eq!(ask(&app, &ann.email, &client("bot 15"), None).await, "address");
        // A browser that signed in to this address before is no stranger.
        assert_eq!(ask(&app, &ann.email, &client("elsewhere"), Some(HOME)).await, "sent");
        assert_eq!(ask(&app, "ben@member.test", &client("elsewhere"), Some(HOME)).await, "sent");
        for _ in 0..3 {
            assert_eq!(ask(&app, &ann.email, &client("elsewhere"), Some(HOME)).await, "sent");
        }
        assert_eq!(ask(&app, &ann.email, &client("elsewhere"), Some(HOME)).await, "address", "nor is it free of limits");
        app.run_jobs().await;
    }

    async fn a_browser_becomes_known_by_signing_in_alone(app) {
        let ann = app.member("Ann", "education").await;
        let strange = "f".repeat(64);
        assert_eq!(ask(&app, &ann.email, &client("stranger"), Some(&strange)).await, "sent");
        app.run_jobs().await;
        let token = token_in(app.mail_to(&ann.email).expect("a mail").text());
        // She is tricked into using it, in her own browser.
        let input = json!({ "input": { "token": token, "browser": HOME, "askedElsewhere": true } });
        app.visitor().run("mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { status } }", input).await;
        assert_eq!(ask(&app, &ann.email, &client("stranger"), Some(&strange)).await, "sent");
        ann.does("session/signOutEverywhere", json!({})).await;
        for n in 0..13 {
            assert_eq!(ask(&app, &ann.email, &client(&format!("bot {n}")), None).await, "sent");
        }
        assert_eq!(ask(&app, &ann.email, &client("elsewhere"), Some(&strange)).await, "address");
        assert_eq!(ask(&app, &ann.email, &client("elsewhere"), Some(HOME)).await, "sent");
        app.run_jobs().await;
    }

    async fn plus_addresses_are_one_mailbox(app) {
        let home = client("home");
        for n in 0..5 {
            assert_eq!(ask(&app, &format!("ann+{n}@elsewhere.test"), &home, None).await, "sent");
        }
        for more in ["ann@elsewhere.test", "ANN+x@Elsewhere.test"] {
            assert_eq!(ask(&app, more, &home, None).await, "address", "{more}");
        }
        assert_eq!(ask(&app, "anna@elsewhere.test", &home, None).await, "sent");
        app.run_jobs().await;
    }

    async fn one_office_reads_the_true_reason_and_its_member_gets_in(app) {
        let ann = app.member("Ann", "education").await;
        let office = client("office");
        assert_eq!(ask(&app, &ann.email, &office, Some(HOME)).await, "sent");
        asked_more(&app, 59, "client_key").await;
        app.run_jobs().await;
        let token = token_in(app.mail_to(&ann.email).expect("a mail").text());
        let input = json!({ "input": { "token": token, "browser": HOME } });
        app.visitor().run("mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { status } }", input).await;
        assert_eq!(ask(&app, "ben@member.test", &office, None).await, "client");
        assert_eq!(ask(&app, &ann.email, &office, Some(HOME)).await, "sent", "from a browser that she used before");
        app.run_jobs().await;
    }

    async fn an_office_that_asks_to_join_reads_the_true_reason(app) {
        assert_eq!(request(&app, "ann@elsewhere.test").await["status"], "SENT");
        asked_more(&app, 59, "client_key").await;
        assert_eq!(request(&app, "ben@elsewhere.test").await["status"], "TOO_MANY_HERE");
        let sectors = app.visitor().run("{ sectors { id } }", json!({})).await;
        let form = json!({ "name": "Una", "email": "una@example.org", "organisation": "Invented", "role": "Invented", "why": "To learn.",
            "sector": sectors["sectors"][0]["id"], "acceptsRules": true });
        let asked = app.visitor().does("application/applyForMembership", json!({ "input": form })).await;
        assert_eq!(asked["applyForMembership"]["status"], "TOO_MANY_HERE");
        app.run_jobs().await;
    }

    async fn an_ipv6_site_is_one_client_in_the_end(app) {
        let in_site = |n: usize| Client { key: format!("network {n}"), network: "site".to_owned() };
        assert_eq!(ask(&app, "ann@elsewhere.test", &in_site(0), None).await, "sent");
        asked_more(&app, 118, "'network ' || i").await;
        assert_eq!(ask(&app, "ben@elsewhere.test", &in_site(119), None).await, "sent");
        assert_eq!(ask(&app, "cat@elsewhere.test", &in_site(120), None).await, "client");
        assert_eq!(ask(&app, "cat@elsewhere.test", &client("another site"), None).await, "sent");
        assert_eq!(try_code(&app, "ann@elsewhere.test", "000000", &in_site(0)).await, "wrong");
        let many = "INSERT INTO wrong_code (mailbox, client_key, network, at) SELECT mailbox, client_key, network, created_at FROM challenge";
        sql(&app, many).await;
        assert_eq!(try_code(&app, "ben@elsewhere.test", "000000", &in_site(121)).await, "client");
        app.run_jobs().await;
    }

    async fn the_installation_has_a_ceiling(app) {
        assert_eq!(ask(&app, "ann@elsewhere.test", &client("somewhere"), None).await, "sent");
        asked_more(&app, 998, "'client ' || i").await;
        sql(&app, "UPDATE challenge SET network = client_key").await;
        assert_eq!(ask(&app, "ben@elsewhere.test", &client("elsewhere"), None).await, "sent");
        assert_eq!(ask(&app, "ann@member.test", &client("home"), None).await, "installation");
        assert_eq!(request(&app, "ann@member.test").await["status"], "TOO_MANY_EVERYWHERE");
        app.clock().advance(Span::hours(1));
        assert_eq!(ask(&app, "ann@member.test", &client("home"), None).await, "sent");
        app.run_jobs().await;
    }

    async fn what_never_left_does_not_count(app) {
        let ann = app.member("Ann", "education").await;
        for _ in 0..8 {
            assert_eq!(request(&app, &ann.email).await["status"], "SENT");
            run_jobs_in_vain(&app).await;
        }
        for _ in 0..7 {
            assert_eq!(request(&app, &ann.email).await["status"], "SENT");
            run_jobs_in_vain(&app).await;
        }
        assert_eq!(request(&app, &ann.email).await["status"], "TOO_MANY", "nor does it go on for ever: all of it will leave");
        app.clock().advance(Span::minutes(10));
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 15);
    }

    async fn a_relay_that_was_away_does_not_eat_the_code(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(request(&app, &ann.email).await["status"], "SENT");
        for _ in 0..4 {
            run_jobs_in_vain(&app).await;
            app.clock().advance(Span::minutes(30));
        }
        app.run_jobs().await;
        let mail = app.mail_to(&ann.email).expect("a mail, two hours late");
        let (token, code) = (token_in(mail.text()), code_in(mail.text()));
        assert!(mail.text().contains("Asked for at 9am"), "{}", mail.text());
        app.clock().advance(Span::minutes(29));
        assert_eq!(with_code(&app, &ann.email, &code).await, "SIGNED_IN", "half an hour from when it left");
        assert_eq!(request(&app, &ann.email).await["status"], "SENT");
        app.clock().advance(Span::hours(2));
        app.run_jobs().await;
        let late = token_in(app.mail_to(&ann.email).expect("a mail").text());
        assert_ne!(late, token);
        app.clock().advance(Span::minutes(30));
        assert_eq!(with_link(&app, &late).await, "EXPIRED", "and no longer");
    }

    async fn a_mail_that_went_goes_once_though_that_is_not_written_down(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(request(&app, "somebody@elsewhere.test").await["status"], "SENT");
        app.run_jobs().await;
        assert_eq!(request(&app, &ann.email).await["status"], "SENT");
        assert_eq!(request(&app, "nobody@elsewhere.test").await["status"], "SENT");
        let sectors = app.visitor().run("{ sectors { id } }", json!({})).await;
        let form = json!({ "name": "Una", "email": "una@example.org", "organisation": "Invented", "role": "Invented", "why": "To learn.",
            "sector": sectors["sectors"][0]["id"], "acceptsRules": true });
        app.visitor().does("application/applyForMembership", json!({ "input": form })).await;
        sql(&app, "CREATE UNIQUE INDEX one_left ON challenge (mail) WHERE mail = 'left'").await;
        app.run_jobs().await;
        app.clock().advance(Span::hours(1));
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 1 + 3);
        assert_eq!(with_link(&app, &token_in(app.mail_to(&ann.email).expect("a mail").text())).await, "SIGNED_IN");
    }

    async fn wrong_codes_for_one_address_have_to_wait_longer_and_longer(app) {
        let ann = app.member("Ann", "education").await;
        for n in 0..5 {
            assert_eq!(try_code(&app, &ann.email, "000000", &client(&format!("bot {n}"))).await, "wrong");
        }
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
            app.clock().advance(Span(Span::minutes(minutes).0 - 1));
            assert_eq!(try_code(&app, &ann.email, "000000", &client("bot")).await, "address", "{minutes}");
            app.clock().advance(Span(1));
            assert_eq!(try_code(&app, &ann.email, "000000", &client("bot")).await, "wrong", "{minutes}");
        }
        // Nobody is locked out: the link works, and elsewhere codes do.
        let (token, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &code).await, "TOO_MANY", "the right one, too");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
        let ben = app.member("Ben", "education").await;
        let (_, code) = mailed(&app, &ben.email).await;
        assert_eq!(with_code(&app, &ben.email, &code).await, "SIGNED_IN");
    }

    async fn a_day_takes_twenty_wrong_codes_for_one_address(app) {
        let ann = app.member("Ann", "education").await;
        for n in 0..20 {
            assert_eq!(try_code(&app, &ann.email, "000000", &client(&format!("bot {n}"))).await, "wrong", "{n}");
            app.clock().advance(Span::hours(1));
        }
        assert_eq!(try_code(&app, &ann.email, "000000", &client("bot")).await, "address");
        assert_eq!(try_code(&app, "ann+1@member.test", "000000", &client("bot")).await, "address", "one mailbox");
        let (token, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &code).await, "TOO_MANY");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
        app.clock().advance(Span::hours(4));
        assert_eq!(try_code(&app, &ann.email, "000000", &client("bot")).await, "wrong", "the first one is a day old");
    }
}
