//! Staying signed in, and signing out here and everywhere.

use domain::clock::Span;
use domain::session::Computer;
use it::{Actor, TestApp, number, on_both_engines};
use serde_json::{Value, json};

async fn again(app: &TestApp, who: &Actor, computer: Computer) -> Actor {
    let token = app::seed::sign_in(app.app(), who.member(), computer)
        .await
        .expect("a session");
    who.with_token(Some(token))
}

async fn is_in(who: &Actor) -> bool {
    !who.run("{ viewer { state } }", json!({})).await["viewer"].is_null()
}

async fn sessions(who: &Actor) -> Vec<Value> {
    let data = who
        .run(
            "{ viewer { sessions { id startedAt lastUsedAt expiresAt device shared current } } }",
            json!({}),
        )
        .await;
    data["viewer"]["sessions"]
        .as_array()
        .expect("sessions")
        .clone()
}

async fn end(who: &Actor, session: &Value) -> String {
    let data = who
        .does(
            "session/endSession",
            json!({ "input": { "session": session } }),
        )
        .await;
    data["endSession"]["status"]
        .as_str()
        .expect("a status")
        .to_owned()
}

on_both_engines! {
    async fn ones_sessions_are_listed_and_ended_one_by_one(app) {
        let ann = app.member("Ann", "education").await;
        app.clock().advance(Span::minutes(10));
        let library = again(&app, &ann, Computer::Shared).await;
        let list = sessions(&ann).await;
        assert_eq!(list.len(), 2);
        assert_eq!(list[0]["shared"], true, "the last used first");
        assert_eq!((list[0]["current"] == true, list[1]["current"] == true), (false, true));
        assert_eq!(list[0]["expiresAt"], "2026-11-23T10:10:00.000Z", "an hour without use");
        assert_eq!(end(&ann, &list[0]["id"]).await, "ENDED");
        assert_eq!(end(&ann, &list[0]["id"]).await, "NOT_FOUND");
        assert!(!is_in(&library).await && is_in(&ann).await);
        assert_eq!(end(&ann, &list[1]["id"]).await, "ENDED", "also the one that asks");
        assert!(!is_in(&ann).await);
    }

    async fn nobody_ends_anothers_session(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let of_ann = sessions(&ann).await;
        assert_eq!(end(&ben, &of_ann[0]["id"]).await, "NOT_FOUND");
        assert!(is_in(&ann).await);
        let answer = app.visitor().send("mutation($s: ID!) { endSession(input: { session: $s }) { status } }", json!({ "s": of_ann[0]["id"] })).await;
        assert_eq!(answer.codes(), ["UNAUTHENTICATED"]);
        let answer = ann.send("mutation($s: ID!) { endSession(input: { session: $s }) { status } }", json!({ "s": ann.id() })).await;
        assert_eq!(answer.codes(), ["BAD_REQUEST"], "an id of another type");
    }

    async fn signing_out_ends_this_one_and_everywhere_ends_all(app) {
        let ann = app.member("Ann", "education").await;
        let phone = again(&app, &ann, Computer::Own).await;
        let library = again(&app, &ann, Computer::Shared).await;
        let ben = app.member("Ben", "education").await;
        phone.does("session/signOut", json!({})).await;
        assert!(!is_in(&phone).await && is_in(&ann).await && is_in(&library).await);
        ann.does("session/signOutEverywhere", json!({})).await;
        assert!(!is_in(&ann).await && !is_in(&library).await && is_in(&ben).await);
        let again = ann.does("session/signOut", json!({})).await;
        assert_eq!(again["signOut"]["status"], "SIGNED_OUT", "once more is no error");
        app.visitor().does("session/signOutEverywhere", json!({})).await;
        assert!(is_in(&ben).await);
    }

    async fn a_session_ends_after_thirty_days_without_use(app) {
        let ann = app.member("Ann", "education").await;
        let phone = again(&app, &ann, Computer::Own).await;
        app.clock().advance(Span::days(29));
        assert!(is_in(&phone).await);
        app.clock().advance(Span::days(2));
        assert!(is_in(&phone).await, "it was used two days ago");
        assert!(!is_in(&ann).await, "it was not used for 31 days");
        assert_eq!(sessions(&phone).await.len(), 1, "and is not listed");
    }

    async fn a_session_ends_after_ninety_days_in_all(app) {
        let ann = app.member("Ann", "education").await;
        for _ in 0..8 {
            app.clock().advance(Span::days(11));
            assert!(is_in(&ann).await);
        }
        app.clock().advance(Span::days(2));
        assert!(!is_in(&ann).await);
    }

    async fn a_shared_computer_forgets_sooner(app) {
        let ann = app.member("Ann", "education").await;
        let library = again(&app, &ann, Computer::Shared).await;
        for _ in 0..9 {
            app.clock().advance(Span::minutes(50));
            assert!(is_in(&library).await);
        }
        app.clock().advance(Span::minutes(30));
        assert!(!is_in(&library).await, "eight hours in all");
        let idle = again(&app, &ann, Computer::Shared).await;
        app.clock().advance(Span::hours(1));
        assert!(!is_in(&idle).await, "one hour without use");
    }

    async fn the_last_use_is_written_down_once_an_hour_at_most(app) {
        let ann = app.member("Ann", "education").await;
        let last = || number(&app, "SELECT last_used_at FROM session");
        let started = last().await;
        app.clock().advance(Span::minutes(59));
        is_in(&ann).await;
        assert_eq!(last().await, started);
        app.clock().advance(Span::minutes(1));
        is_in(&ann).await;
        assert_eq!(last().await, started + Span::hours(1).0);
    }

    async fn a_request_looks_its_session_up_in_one_statement(app) {
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        let count = |who: Actor| async move {
            let before = db.statements();
            who.run("{ __typename }", json!({})).await;
            db.statements() - before
        };
        assert_eq!(count(ann.clone()).await, 1);
        assert_eq!(count(app.visitor()).await, 0);
    }

    async fn a_token_that_is_none_is_nobody(app) {
        app.member("Ann", "education").await;
        for token in ["x", "", &"0".repeat(64), &"f".repeat(4_000)] {
            let nobody = app.visitor().with_token(Some(token.to_owned()));
            assert!(!is_in(&nobody).await, "{token}");
        }
    }
}
