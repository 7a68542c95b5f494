//! Signing in by email: a link and a code, for those who are known and nobody
//! else, and nothing that tells who is.

pub mod elsewhere;
pub mod limits;

use domain::clock::Span;
use it::{Actor, Answer, TestApp, number, on_both_engines, sql};
use serde_json::{Value, json};

const REQUEST: &str = "mutation($input: RequestSignInInput!) { requestSignIn(input: $input) { status problems { field message } } }";
const COMPLETE: &str = "mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) {
    status problems { field message } viewer { state email member { name sector { slug } } sessions { current } } } }";

async fn request(app: &TestApp, email: &str) -> Value {
    app.visitor()
        .run(REQUEST, json!({ "input": { "email": email } }))
        .await["requestSignIn"]
        .clone()
}

/// Asks for a mail and reads it: the token of its link and its code.
async fn mailed(app: &TestApp, email: &str) -> (String, String) {
    assert_eq!(request(app, email).await["status"], "SENT");
    app.run_jobs().await;
    let mail = app.mail_to(email).expect("a mail");
    assert!(
        mail.subject().starts_with("Sign in to"),
        "{}",
        mail.subject()
    );
    (token_in(mail.text()), code_in(mail.text()))
}

fn token_in(text: &str) -> String {
    let (_, rest) = text.split_once("token=").expect("a link with a token");
    rest.split_whitespace().next().expect("a token").to_owned()
}

fn code_in(text: &str) -> String {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    text.split_whitespace()
        .find(is_code)
        .expect("a code of six digits")
        .to_owned()
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn complete(who: &Actor, input: Value) -> Answer {
    let answer = who.send(COMPLETE, json!({ "input": input })).await;
    let payload = &answer.data()["completeSignIn"];
    assert_eq!(
        payload["status"] == "SIGNED_IN",
        answer.token.is_some(),
        "a cookie comes with a session alone: {payload}"
    );
    assert_eq!(
        payload["viewer"].is_null(),
        answer.token.is_none(),
        "{payload}"
    );
    answer
}

fn status(answer: &Answer) -> &str {
    answer.data()["completeSignIn"]["status"]
        .as_str()
        .expect("a status")
}

async fn with_code(app: &TestApp, email: &str, code: &str) -> String {
    status(&complete(&app.visitor(), json!({ "email": email, "code": code })).await).to_owned()
}

async fn with_link(app: &TestApp, token: &str) -> String {
    status(&complete(&app.visitor(), json!({ "token": token })).await).to_owned()
}

on_both_engines! {
    async fn a_link_signs_in_and_a_scanner_does_not_spend_it(app) {
        let ann = app.member("Ann", "education").await;
        let (token, _) = mailed(&app, &ann.email).await;
        for _ in 0..3 {
            // What stands behind "#" is sent to no server.
            let page = app.router().get("/sign-in/confirm").send().await.0;
            assert!(page.headers().get("set-cookie").is_none());
        }
        let answer = complete(&app.visitor(), json!({ "token": token })).await;
        let viewer = &answer.data()["completeSignIn"]["viewer"];
        assert_eq!(viewer["email"], "ann@member.test");
        assert_eq!(viewer["member"], json!({ "name": "Ann", "sector": { "slug": "education" } }));
        let currents: Vec<_> = viewer["sessions"].as_array().expect("sessions").iter().map(|session| session["current"] == true).collect();
        assert_eq!(currents.iter().filter(|current| **current).count(), 1);
        let signed_in = app.visitor().with_token(answer.token.clone());
        assert_eq!(signed_in.run("{ viewer { state } }", json!({})).await["viewer"]["state"], "ACTIVE");
        app.assert_mails("sign_in");
    }

    async fn a_code_signs_in_with_its_address(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let (_, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ben.email, &code).await, "WRONG", "the code of one address is no code of another");
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        assert_eq!(with_code(&app, " ANN@Member.test ", &spaced).await, "SIGNED_IN");
        let (_, code) = mailed(&app, &ben.email).await;
        let wide: String = code.chars().filter_map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０'))).collect();
        let (one, two): (String, String) = (wide.chars().take(3).collect(), wide.chars().skip(3).collect());
        assert_eq!(with_code(&app, &ben.email, &format!("{one}-{two}")).await, "SIGNED_IN", "{wide}");
    }

    async fn a_mail_works_once(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
        assert_eq!(with_link(&app, &token).await, "EXPIRED");
        assert_eq!(with_code(&app, &ann.email, &code).await, "EXPIRED");
    }

    async fn two_who_spend_it_at_once_are_not_both_let_in(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code) = mailed(&app, &ann.email).await;
        let (first, second, third) =
            tokio::join!(with_link(&app, &token), with_link(&app, &token), with_code(&app, &ann.email, &code));
        let signed_in = [&first, &second, &third].iter().filter(|status| status.as_str() == "SIGNED_IN").count();
        assert_eq!(signed_in, 1, "{first} {second} {third}");
    }

    async fn a_mail_works_for_half_an_hour(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code) = mailed(&app, &ann.email).await;
        app.clock().advance(Span::minutes(30));
        assert_eq!(with_link(&app, &token).await, "EXPIRED");
        assert_eq!(with_code(&app, &ann.email, &code).await, "EXPIRED");
        let (token, _) = mailed(&app, &ann.email).await;
        app.clock().advance(Span(Span::minutes(30).0 - 1));
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
    }

    async fn a_mail_that_is_held_up_too_long_is_not_sent(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(request(&app, &ann.email).await["status"], "SENT");
        app.clock().advance(Span::hours(24));
        app.run_jobs().await;
        assert!(app.mails().is_empty());
    }

    async fn nothing_tells_who_is_known(app) {
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        let mut seen = Vec::new();
        for email in [ann.email.as_str(), "nobody@elsewhere.test"] {
            let before = db.statements();
            let requested = request(&app, email).await;
            let requesting = db.statements() - before;
            let jobs = number(&app, "SELECT COUNT(*) FROM job").await;
            let before = db.statements();
            let wrong = complete(&app.visitor(), json!({ "email": email, "code": "000000" })).await.body;
            let completing = db.statements() - before;
            seen.push((requested, requesting, wrong, completing));
            assert_eq!(jobs, i64::try_from(seen.len()).expect("few"), "one job each");
        }
        let code = number(&app, "SELECT COUNT(*) FROM challenge").await;
        assert_eq!(code, 2, "a row each");
        assert_eq!(seen[0], seen[1], "answer and statements are the same");
        app.run_jobs().await;
        let known = app.mail_to(&ann.email).expect("a mail");
        let unknown = app.mail_to("nobody@elsewhere.test").expect("a mail");
        assert!(known.text().contains("token=") && !unknown.text().contains("token="));
        assert!(unknown.text().contains("https://cove.test/join"), "{}", unknown.text());
        assert!(!unknown.subject().contains("Sign in to"));
        app.assert_mails("not_known");
    }

    async fn an_address_nobody_asked_for_is_like_a_wrong_code(app) {
        let ann = app.member("Ann", "education").await;
        assert_eq!(with_code(&app, &ann.email, "123456").await, "WRONG");
        assert_eq!(with_code(&app, "nobody@elsewhere.test", "123456").await, "WRONG");
    }

    async fn who_knows_no_code_learns_nothing_of_the_address(app) {
        let (asked, used, silent) = (app.member("Ann", "education").await, app.member("Ben", "education").await, "nobody@elsewhere.test");
        let (_, live) = mailed(&app, &asked.email).await;
        let (_, code) = mailed(&app, &used.email).await;
        assert_eq!(with_code(&app, &used.email, &code).await, "SIGNED_IN");
        let guess = ["111111", "222222", "333333"].into_iter().find(|guess| *guess != live && *guess != code).expect("one of three");
        let answers = async |email: &str| {
            let mut answers = Vec::new();
            for _ in 0..7 {
                answers.push(with_code(&app, email, guess).await);
            }
            answers
        };
        for (minutes, taken) in [(0, 5), (31, 1)] {
            app.clock().advance(Span::minutes(minutes));
            for email in [asked.email.as_str(), &used.email, silent] {
                let answers = answers(email).await;
                assert!(answers[..taken].iter().all(|answer| answer == "WRONG"), "{email}: {answers:?}");
                assert!(answers[taken..].iter().all(|answer| answer == "TOO_MANY"), "{email}: {answers:?}");
            }
        }
        app.clock().advance(Span::minutes(2));
        assert_eq!(with_code(&app, &asked.email, &live).await, "EXPIRED", "whoever knows the code is told why");
    }

    async fn five_wrong_codes_end_the_code_and_not_the_link(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code) = mailed(&app, &ann.email).await;
        for _ in 0..5 {
            assert_eq!(with_code(&app, &ann.email, &other_than(&code)).await, "WRONG");
        }
        assert_eq!(with_code(&app, &ann.email, &code).await, "TOO_MANY", "also the right one");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN", "a stranger cannot end a link");
    }

    async fn a_wrong_code_counts_on_every_mail_of_the_address(app) {
        let ann = app.member("Ann", "education").await;
        let (_, first) = mailed(&app, &ann.email).await;
        app.clock().advance(Span::minutes(1));
        let (_, second) = mailed(&app, &ann.email).await;
        let wrong = ["111111", "222222", "333333", "444444", "555555", "666666", "777777"];
        for code in wrong.iter().filter(|code| **code != first && **code != second).take(5) {
            assert_eq!(with_code(&app, &ann.email, code).await, "WRONG");
        }
        assert_eq!(with_code(&app, &ann.email, &first).await, "TOO_MANY");
        assert_eq!(with_code(&app, &ann.email, &second).await, "TOO_MANY");
        app.clock().advance(Span::minutes(1));
        let (_, third) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &third).await, "SIGNED_IN", "a new mail starts anew");
    }

    async fn an_older_mail_works_beside_a_newer(app) {
        let ann = app.member("Ann", "education").await;
        let (_, first) = mailed(&app, &ann.email).await;
        app.clock().advance(Span::minutes(1));
        let (token, _) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &first).await, "SIGNED_IN", "mails overtake each other");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
    }

    async fn mails_to_one_address_are_limited(app) {
        let ann = app.member("Ann", "education").await;
        for email in [ann.email.as_str(), "nobody@elsewhere.test"] {
            for _ in 0..5 {
                assert_eq!(request(&app, email).await["status"], "SENT");
            }
            assert_eq!(request(&app, &email.to_uppercase()).await["status"], "TOO_MANY", "{email}");
        }
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 10);
        app.clock().advance(Span::hours(1));
        assert_eq!(request(&app, &ann.email).await["status"], "SENT");
        app.run_jobs().await;
    }

    async fn a_burst_does_not_pass_the_limit(app) {
        let ann = app.member("Ann", "education").await;
        let eight = || async { request(&app, &ann.email).await["status"] == "SENT" };
        let (a, b, c, d, e, f, g, h) = tokio::join!(eight(), eight(), eight(), eight(), eight(), eight(), eight(), eight());
        assert_eq!([a, b, c, d, e, f, g, h].iter().filter(|sent| **sent).count(), 5);
        app.run_jobs().await;
    }

    async fn mails_from_one_client_are_limited(app) {
        for n in 0..60 {
            assert_eq!(request(&app, &format!("person{n}@elsewhere.test")).await["status"], "SENT");
        }
        assert_eq!(request(&app, "person60@elsewhere.test").await["status"], "TOO_MANY_HERE");
        app.run_jobs().await;
    }

    async fn wrong_codes_from_one_client_are_limited(app) {
        let ann = app.member("Ann", "education").await;
        for n in 0..60 {
            assert_eq!(with_code(&app, &format!("person{n}@elsewhere.test"), "123456").await, "WRONG");
        }
        let (token, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &code).await, "TOO_MANY_HERE", "also the right one, from there");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
        app.clock().advance(Span::hours(1));
        let (_, code) = mailed(&app, &ann.email).await;
        assert_eq!(with_code(&app, &ann.email, &code).await, "SIGNED_IN");
    }

    async fn what_cannot_be_an_address_or_a_code_is_said_by_field(app) {
        for email in ["", " ", "ann", "ann@", "a b@member.test", "ann@member.test\0", "ann@member.test\nBcc: x@y.test", &format!("{}@member.test", "a".repeat(300))] {
            let answer = request(&app, email).await;
            assert_eq!(answer["status"], "INVALID", "{email:?}");
            assert_eq!(answer["problems"][0]["field"], "email", "{email:?}");
        }
        for code in ["", "12345", "1234567", "12345a", "-12345", "１２３４５", "12345\0"] {
            let answer = complete(&app.visitor(), json!({ "email": "ann@member.test", "code": code })).await;
            assert_eq!(status(&answer), "INVALID", "{code:?}");
            assert_eq!(answer.data()["completeSignIn"]["problems"][0]["field"], "code", "{code:?}");
        }
        for input in [json!({}), json!({ "email": "ann@member.test" }), json!({ "code": "123456" }), json!({ "token": "x", "email": "ann@member.test", "code": "123456" })] {
            assert_eq!(status(&complete(&app.visitor(), input.clone()).await), "INVALID", "{input}");
        }
        for token in ["", "x", "\0", &"0".repeat(64), &"é".repeat(32), &"a".repeat(100_000)] {
            assert_eq!(with_link(&app, token).await, "EXPIRED");
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM challenge").await, 0);
    }

    async fn a_link_with_one_letter_changed_is_no_link(app) {
        let ann = app.member("Ann", "education").await;
        let (token, _) = mailed(&app, &ann.email).await;
        for place in [0, 31, 32, 63] {
            let mut changed: Vec<char> = token.chars().collect();
            changed[place] = if changed[place] == '0' { '1' } else { '0' };
            assert_eq!(with_link(&app, &changed.into_iter().collect::<String>()).await, "EXPIRED");
        }
        assert_eq!(with_link(&app, &token.to_uppercase()).await, "EXPIRED");
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
    }

    async fn the_database_holds_neither_code_nor_link(app) {
        let ann = app.member("Ann", "education").await;
        let (token, code) = mailed(&app, &ann.email).await;
        let secret_half = &token[32..];
        for (table, column) in [("job", "payload"), ("challenge", "email"), ("challenge", "client_key")] {
            for text in [code.as_str(), secret_half] {
                assert_eq!(number(&app, &format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{text}%'")).await, 0);
            }
        }
        let session = complete(&app.visitor(), json!({ "token": token })).await.token.expect("a session");
        let hashed = number(&app, "SELECT COUNT(*) FROM session WHERE length(token_hash) = 32").await;
        assert_eq!(hashed, 2, "hashes, not tokens: Ann's first session and this one");
        assert_eq!(session.len(), 64, "256 bits in hex");
    }

    async fn signing_in_again_in_one_browser_leaves_one_session(app) {
        let ann = app.member("Ann", "education").await;
        let (token, _) = mailed(&app, &ann.email).await;
        let answer = complete(&ann, json!({ "token": token })).await;
        assert_eq!(status(&answer), "SIGNED_IN");
        assert!(ann.run("{ viewer { state } }", json!({})).await["viewer"].is_null(), "the old session is over");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM session").await, 1);
    }

    async fn a_mail_that_arrives_shows_that_the_address_works(app) {
        let ann = app.member("Ann", "education").await;
        sql(&app, "UPDATE member SET mail_suspended_at = 1").await;
        let (token, _) = mailed(&app, &ann.email).await;
        assert_eq!(with_link(&app, &token).await, "SIGNED_IN");
        let preferences = ann.run("{ viewer { emailPreferences { suspendedAfterBounce } } }", json!({})).await;
        assert_eq!(preferences["viewer"]["emailPreferences"]["suspendedAfterBounce"], false);
    }

    async fn what_is_over_is_forgotten_after_a_month(app) {
        let ann = app.member("Ann", "education").await;
        mailed(&app, &ann.email).await;
        with_code(&app, &ann.email, "000000").await;
        app.clock().advance(Span::days(31));
        app.worker().round().await.expect("a round of the worker");
        app.run_jobs().await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM challenge").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM wrong_code").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM session").await, 0, "30 days without use");
    }

    async fn the_first_coordinator_comes_by_the_set_up_link(app) {
        use app::session::Browser;
        use app::setup::{self, NewCoordinator};
        let browser = Browser { device: "A browser".to_owned(), replaces: None };
        let cora = NewCoordinator { name: "Cora".to_owned(), email: "cora@member.test".to_owned(), ..NewCoordinator::default() };
        let earlier = setup::begin(app.app()).await.expect("set-up begins").expect("there is no co-ordinator yet");
        let token = setup::begin(app.app()).await.expect("set-up begins").expect("there is still none");
        assert!(setup::complete(app.app(), &earlier, &cora, &browser).await.is_err(), "a later start replaces the link");
        assert!(setup::is_waiting(app.app()).await.expect("a look"));
        // The rules for names are those of everybody who joins.
        for name in [" ", "...", "The co-ordinator"] {
            let nobody = NewCoordinator { name: name.to_owned(), ..cora.clone() };
            assert!(setup::complete(app.app(), &token, &nobody, &browser).await.is_err(), "{name:?}");
        }
        let (first, second) = tokio::join!(
            setup::complete(app.app(), &token, &cora, &browser),
            setup::complete(app.app(), &token, &cora, &browser)
        );
        let started: Vec<_> = [first, second].into_iter().filter_map(Result::ok).collect();
        assert_eq!(started.len(), 1, "it works once");
        let cora = app.visitor().with_token(Some(started[0].token.clone()));
        let data = cora.run("{ viewer { isCoordinator } desk { audit { nodes { act reason actor { name } } } } }", json!({})).await;
        assert_eq!(data["viewer"]["isCoordinator"], true);
        assert_eq!(data["desk"]["audit"]["nodes"], json!([{ "act": "CREATE_COORDINATOR", "reason": "Made co-ordinator by the set-up link", "actor": null }]));
        assert!(setup::begin(app.app()).await.expect("a look").is_none(), "there is one now");
        assert!(!setup::is_waiting(app.app()).await.expect("a look"));
    }

    async fn the_operator_makes_a_coordinator_at_the_command_line(app) {
        use app::setup::{NewCoordinator, create_coordinator};
        let ann = app.member("Ann", "education").await;
        let known = NewCoordinator { name: "Ann".to_owned(), email: "ANN@member.test".to_owned(), ..NewCoordinator::default() };
        let id = create_coordinator(app.app(), &known).await.expect("Ann is made co-ordinator");
        assert_eq!(id, ann.member());
        assert_eq!(ann.run("{ viewer { isCoordinator } }", json!({})).await["viewer"]["isCoordinator"], true);
        let wrong = NewCoordinator { sector: "nowhere".to_owned(), email: "cora@member.test".to_owned(), ..known };
        assert!(create_coordinator(app.app(), &wrong).await.is_err());
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE actor_id IS NULL").await, 1);
    }
}
