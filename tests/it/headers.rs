//! What every response carries, and how files are sent.

use base64::Engine as _;
use domain::secret::Secret;
use it::{PUBLIC_URL, TestApp, on_both_engines};
use poem::Response;
use poem::http::Method;
use poem::test::TestClient;
use sha2::{Digest as _, Sha256};

use crate::serve::running::{Folder, Running};

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Response {
    headers
        .iter()
        .fold(app.router().get(path), |request, (name, value)| {
            request.header(*name, *value)
        })
        .send()
        .await
        .0
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("a text"))
}

on_both_engines! {
    async fn every_response_carries_its_headers(app) {
        for (method, path) in [
            (Method::GET, "/"), (Method::GET, "/house-rules"), (Method::GET, "/home"), (Method::GET, "/nowhere"), (Method::POST, "/"),
            (Method::GET, "/_app/none.js"), (Method::POST, "/graphql"), (Method::GET, "/graphql"), (Method::GET, "/healthz"),
            (Method::GET, "/readyz"), (Method::GET, "/robots.txt"), (Method::GET, "/plain.css"), (Method::GET, "/unsubscribe/abc"),
            (Method::GET, "/setup"), (Method::GET, "/metrics"), (Method::DELETE, "/unsubscribe/abc"),
        ] {
            let response = app.router().request(method.clone(), path).send().await.0;
            let said = |name| header(&response, name).to_owned();
            let policy = said("content-security-policy");
            for part in ["default-src 'none'", "script-src 'self'", "style-src 'self';", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
                assert!(policy.contains(part), "{method} {path}: {policy}");
            }
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(said("x-content-type-options"), "nosniff", "{method} {path}");
            assert_eq!(said("referrer-policy"), "no-referrer", "{method} {path}");
            assert_eq!(said("x-robots-tag"), "noindex, nofollow", "{method} {path}");
            assert_eq!(said("cross-origin-opener-policy"), "same-origin", "{method} {path}");
            assert_eq!(said("cross-origin-resource-policy"), "same-origin", "{method} {path}");
            assert!(said("permissions-policy").contains("camera=()"), "{method} {path}");
            assert_eq!(said("strict-transport-security"), "max-age=31536000", "{method} {path}");
            assert_eq!(said("x-request-id").len(), 16, "{method} {path}");
            assert_ne!(said("cache-control"), "", "{method} {path}");
        }
    }

    async fn https_is_said_to_names_below_by_setting_alone(app) {
        for (url, subdomains, said) in [
            (PUBLIC_URL, false, "max-age=31536000"),
            (PUBLIC_URL, true, "max-age=31536000; includeSubDomains"),
            // A browser that was told so would not find a machine's own Cove again.
            ("http://127.0.0.1:8080", true, ""),
        ] {
            let mut options = server::Options::new(url.parse().expect("an address"), Secret::new([7; 32]));
            options.hsts_subdomains = subdomains;
            let router = TestClient::new(server::Server::new(app.app().clone(), options).router());
            for path in ["/", "/home", "/healthz", "/nowhere", "/graphql"] {
                let response = router.get(path).send().await.0;
                assert_eq!(header(&response, "strict-transport-security"), said, "{url} {subdomains} {path}");
            }
        }
    }

    async fn private_answers_are_not_stored(app) {
        for path in ["/graphql", "/unsubscribe/abc", "/setup", "/readyz"] {
            assert_eq!(header(&get(&app, path, &[]).await, "cache-control"), "no-store", "{path}");
        }
    }

    async fn inline_scripts_of_our_pages_are_allowed_by_hash(app) {
        for path in ["/", "/help-now", "/home"] {
            let mut response = get(&app, path, &[]).await;
            let policy = header(&response, "content-security-policy").to_owned();
            let page = response.take_body().into_string().await.expect("a page");
            let mut scripts = 0;
            for part in page.split("<script").skip(1) {
                let (attributes, rest) = part.split_once('>').expect("a tag");
                let script = rest.split_once("</script>").expect("an end").0;
                if attributes.contains("src=") || script.trim().is_empty() {
                    continue;
                }
                scripts += 1;
                let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
                assert!(policy.contains(&format!("'sha256-{hash}'")), "{path}: {script}");
            }
            assert!(scripts > 0, "{path} has the script that sets the theme");
        }
    }

    async fn screens_are_found_and_nonsense_is_not(app) {
        for path in ["/", "/house-rules", "/help-now", "/privacy", "/accessibility", "/sign-in", "/home", "/settings"] {
            let response = get(&app, path, &[]).await;
            assert_eq!(response.status().as_u16(), 200, "{path}");
            assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8", "{path}");
        }
        let mut lost = get(&app, "/nowhere", &[]).await;
        assert_eq!(lost.status().as_u16(), 404);
        assert!(lost.take_body().into_string().await.expect("a page").contains("<html"), "the application draws its own page for it");
        for path in ["/_app/immutable/none.js", "/none.png", "/index.html", "/app.html", "/.env", "/home/x", "/graphql/x", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
            assert_eq!(get(&app, path, &[]).await.status().as_u16(), 404, "{path}");
        }
        let slash = get(&app, "/help-now/", &[]).await;
        assert_eq!((slash.status().as_u16(), header(&slash, "location")), (308, "/help-now"));
        let next = get(&app, "/sign-in/?next=%2Fsettings", &[]).await;
        assert_eq!((next.status().as_u16(), header(&next, "location")), (308, "/sign-in?next=%2Fsettings"));
        assert_eq!(get(&app, "//example.org/", &[]).await.status().as_u16(), 404);
    }

    async fn files_are_sent_once(app) {
        let mut page = get(&app, "/home", &[("Accept-Encoding", "identity")]).await;
        assert_eq!(header(&page, "cache-control"), "no-cache");
        let text = page.take_body().into_string().await.expect("a page");
        let at = text.find("/_app/immutable/").expect("a script");
        let script = text[at..].split('"').next().expect("its address");
        let response = get(&app, script, &[]).await;
        assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
        let tag = header(&response, "etag").to_owned();
        let again = get(&app, script, &[("If-None-Match", &tag)]).await;
        assert_eq!(again.status().as_u16(), 304);
        assert_eq!(get(&app, script, &[("If-None-Match", "\"other\"")]).await.status().as_u16(), 200);
        assert_eq!(header(&response, "vary"), "Accept-Encoding");
    }

    async fn robots_are_told_to_leave(app) {
        let mut response = get(&app, "/robots.txt", &[]).await;
        assert_eq!(response.take_body().into_string().await.expect("a text"), "User-agent: *\nDisallow: /\n");
    }
}

#[test]
fn names_below_are_a_setting_of_the_installation() {
    let folder = Folder::new();
    for (setting, said) in [
        ("false", "max-age=31536000"),
        ("true", "max-age=31536000; includeSubDomains"),
    ] {
        let settings = [
            ("COVE_PUBLIC_URL", PUBLIC_URL),
            ("COVE_HSTS_SUBDOMAINS", setting),
        ];
        let cove = Running::serve(&folder, &settings);
        let reply = cove.get("/");
        assert_eq!(
            (reply.status, reply.header("Strict-Transport-Security")),
            (200, Some(said)),
            "{setting}"
        );
        assert_eq!(
            reply.header("Cross-Origin-Resource-Policy"),
            Some("same-origin")
        );
        cove.stop();
    }
}
