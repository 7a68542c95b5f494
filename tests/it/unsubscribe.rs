//! One click stops a kind of mail (RFC 8058), and one brings it back.

use app::mailing;
use domain::clock::Span;
use domain::mail::MailKind;
use it::{Actor, TestApp, number, on_both_engines};
use poem::http::Method;

const FORM: &str = "application/x-www-form-urlencoded";
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

async fn link(app: &TestApp, member: &Actor, kind: MailKind) -> String {
    let stoppable = mailing::stoppable(app.app(), member.member(), kind)
        .await
        .expect("a token");
    stoppable
        .url(app.app())
        .strip_prefix(it::PUBLIC_URL)
        .expect("our own address")
        .to_owned()
}

async fn wants(app: &TestApp, link: &str) -> bool {
    let token = link.rsplit('/').next().expect("a token");
    mailing::choice(app.app(), token)
        .await
        .expect("a choice")
        .expect("a known token")
        .wanted
}

/// Sends a form and nothing else: no cookie, no header of ours.
async fn post(app: &TestApp, link: &str, content_type: Option<&str>, body: &str) -> (u16, String) {
    let mut request = app.router().post(link).body(body.to_owned());
    if let Some(content_type) = content_type {
        request = request.header("Content-Type", content_type);
    }
    let mut response = request.send().await.0;
    assert!(
        response.headers().get("location").is_none()
            && response.headers().get("set-cookie").is_none()
    );
    (
        response.status().as_u16(),
        response.take_body().into_string().await.expect("a page"),
    )
}

on_both_engines! {
    async fn opening_the_link_changes_nothing(app) {
        let ann = app.member("Ann", "education").await;
        let link = link(&app, &ann, MailKind::Digest).await;
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE] {
            let response = app.router().request(method.clone(), &link).send().await.0;
            let expected = if method == Method::GET || method == Method::HEAD { 200 } else { 405 };
            assert_eq!(response.status().as_u16(), expected, "{method}");
            assert!(wants(&app, &link).await, "{method}");
        }
        let mut page = app.router().get(&link).send().await.0;
        let page = page.take_body().into_string().await.expect("a page");
        assert!(page.contains("Stop the weekly digest?") && page.contains("Help now"), "{page}");
        assert!(page.contains("mail to <strong>a…@member.test</strong>") && !page.contains(&ann.email), "{page}");
        assert!(!page.contains("<script") && !page.contains("style="), "it needs no script: {page}");
    }

    async fn one_click_stops_it(app) {
        let ann = app.member("Ann", "education").await;
        let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        for (kind, content_type, body) in [
            (MailKind::Digest, Some(FORM), ONE_CLICK),
            (MailKind::Reply, Some("multipart/form-data; boundary=x"), multipart),
            (MailKind::Helped, None, ""),
        ] {
            let link = link(&app, &ann, kind).await;
            assert!(wants(&app, &link).await, "{kind}");
            for _ in 0..2 {
                let (status, page) = post(&app, &link, content_type, body).await;
                assert_eq!(status, 200, "{kind}");
                assert!(page.contains("We will not send you"), "{kind}: {page}");
                assert!(!wants(&app, &link).await, "{kind}");
            }
        }
        assert_eq!(number(&app, "SELECT COUNT(*) FROM mail_choice").await, 3, "each choice is recorded once");
    }

    async fn it_stops_that_kind_for_that_member_only(app) {
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let digest = link(&app, &ann, MailKind::Digest).await;
        post(&app, &digest, Some(FORM), ONE_CLICK).await;
        assert!(wants(&app, &link(&app, &ann, MailKind::Reply).await).await);
        assert!(wants(&app, &link(&app, &ben, MailKind::Digest).await).await);
    }

    async fn one_can_come_back(app) {
        let ann = app.member("Ann", "education").await;
        let link = link(&app, &ann, MailKind::Digest).await;
        let (_, page) = post(&app, &link, Some(FORM), ONE_CLICK).await;
        assert!(page.contains("name=\"action\" value=\"resume\""), "{page}");
        let (status, page) = post(&app, &link, Some(FORM), "action=resume").await;
        assert_eq!(status, 200);
        assert!(page.contains("We will send you the weekly digest"), "{page}");
        assert!(wants(&app, &link).await);
        let multipart = "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nresume\r\n--x--\r\n";
        post(&app, &link, Some(FORM), ONE_CLICK).await;
        post(&app, &link, Some("multipart/form-data; boundary=x"), multipart).await;
        assert!(wants(&app, &link).await);
    }

    async fn an_old_link_still_works(app) {
        let ann = app.member("Ann", "education").await;
        let link = link(&app, &ann, MailKind::Digest).await;
        app.clock().advance(Span::days(13 * 31));
        post(&app, &link, Some(FORM), ONE_CLICK).await;
        assert!(!wants(&app, &link).await);
    }

    async fn an_unknown_link_is_answered_kindly(app) {
        for path in ["/unsubscribe/0123456789abcdef", "/unsubscribe/x", "/unsubscribe/%00", "/unsubscribe/'%20OR%201=1"] {
            let mut response = app.router().get(path).send().await.0;
            assert_eq!(response.status().as_u16(), 404, "{path}");
            assert!(response.take_body().into_string().await.expect("a page").contains("We do not know this link"), "{path}");
            assert_eq!(post(&app, path, Some(FORM), ONE_CLICK).await.0, 404, "{path}");
        }
    }
}
