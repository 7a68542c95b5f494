//! The session's cookie.

use std::time::Duration;

use domain::session::Computer;
use poem::web::cookie::{Cookie, CookieJar, SameSite};

use crate::PublicUrl;

/// Its name. The prefix `__Host-` makes browsers refuse it from a neighbouring
/// host or without Secure; they drop it on plain http, even on this machine.
const fn name(public_url: &PublicUrl) -> &'static str {
    if public_url.is_secure() {
        "__Host-cove"
    } else {
        "cove"
    }
}

/// Whether a request has the cookie at all.
pub(crate) fn is_there(jar: &CookieJar, public_url: &PublicUrl) -> bool {
    jar.get(name(public_url)).is_some()
}

/// The session token of a request, if it could be one: 64 hex digits.
pub(crate) fn token(jar: &CookieJar, public_url: &PublicUrl) -> Option<String> {
    let cookie = jar.get(name(public_url))?;
    let value = cookie.value_str();
    let is_token = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_token.then(|| value.to_owned())
}

/// Starts a session. On a shared computer it goes when the browser is closed;
/// the server's own limits hold in any case.
pub(crate) fn start(token: &str, computer: Computer, public_url: &PublicUrl) -> Cookie {
    let mut cookie = with_attributes(token, public_url);
    if computer == Computer::Own {
        cookie.set_max_age(Duration::from_millis(computer.whole().0.unsigned_abs()));
    }
    cookie
}

/// Takes the session away.
pub(crate) fn end(public_url: &PublicUrl) -> Cookie {
    let mut cookie = with_attributes("", public_url);
    cookie.set_max_age(Duration::ZERO);
    cookie
}

fn with_attributes(value: &str, public_url: &PublicUrl) -> Cookie {
    let mut cookie = Cookie::new_with_str(name(public_url), value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(public_url.is_secure());
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cookie: &str, url: &str) -> (bool, Option<String>) {
        let (jar, url) = (cookie.parse().unwrap(), url.parse().unwrap());
        (is_there(&jar, &url), token(&jar, &url))
    }

    #[test]
    fn only_the_cookie_of_its_own_scheme_is_read() {
        let token = "a".repeat(64);
        let local = "http://127.0.0.1:8080";
        assert_eq!(
            of(&format!("theme=dark; cove={token}"), local),
            (true, Some(token.clone()))
        );
        assert_eq!(
            of(&format!("cove={token}"), "https://cove.example.org"),
            (false, None)
        );
        assert_eq!(
            of(&format!("__Host-cove={token}"), "https://cove.example.org"),
            (true, Some(token.clone()))
        );
        assert_eq!(of("cove=short", local), (true, None));
        assert_eq!(of(&format!("xcove={token}"), local), (false, None));
    }

    #[test]
    fn a_shared_computer_forgets_with_its_browser() {
        let url: PublicUrl = "https://cove.example.org".parse().unwrap();
        assert_eq!(
            start("t", Computer::Own, &url).to_string(),
            "__Host-cove=t; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=7776000"
        );
        assert_eq!(
            start("t", Computer::Shared, &url).to_string(),
            "__Host-cove=t; HttpOnly; SameSite=Lax; Secure; Path=/"
        );
        assert_eq!(
            end(&"http://localhost:1".parse().unwrap()).to_string(),
            "cove=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"
        );
    }
}
