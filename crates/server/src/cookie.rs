//! The session's cookie.

use domain::session::Computer;
use poem::http::{HeaderMap, header};

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

/// The session token of a request, if it could be one: 64 hex digits.
/// `Some(None)` is a cookie that cannot be a session.
pub(crate) fn read(headers: &HeaderMap, public_url: &PublicUrl) -> Option<Option<String>> {
    let name = name(public_url);
    let value = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    let is_token = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(is_token.then(|| value.to_owned()))
}

/// `Set-Cookie` for a session that began. On a shared computer it goes when
/// the browser is closed; the server's own limits hold in any case.
pub(crate) fn start(token: &str, computer: Computer, public_url: &PublicUrl) -> String {
    let mut cookie = format!("{}={token}; {}", name(public_url), attributes(public_url));
    if computer == Computer::Own {
        cookie.push_str(&format!("; Max-Age={}", computer.whole().0 / 1_000));
    }
    cookie
}

/// `Set-Cookie` that takes it away.
pub(crate) fn end(public_url: &PublicUrl) -> String {
    format!(
        "{}=; {}; Max-Age=0",
        name(public_url),
        attributes(public_url)
    )
}

const fn attributes(public_url: &PublicUrl) -> &'static str {
    if public_url.is_secure() {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cookie: &str, url: &str) -> Option<Option<String>> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        read(&headers, &url.parse().unwrap())
    }

    #[test]
    fn only_the_cookie_of_its_own_scheme_is_read() {
        let token = "a".repeat(64);
        let local = "http://127.0.0.1:8080";
        assert_eq!(
            of(&format!("theme=dark; cove={token}"), local),
            Some(Some(token.clone()))
        );
        assert_eq!(
            of(&format!("cove={token}"), "https://cove.example.org"),
            None
        );
        assert_eq!(
            of(&format!("__Host-cove={token}"), "https://cove.example.org"),
            Some(Some(token.clone()))
        );
        assert_eq!(of("cove=short", local), Some(None));
        assert_eq!(of(&format!("xcove={token}"), local), None);
    }

    #[test]
    fn a_shared_computer_forgets_with_its_browser() {
        let url: PublicUrl = "https://cove.example.org".parse().unwrap();
        assert_eq!(
            start("t", Computer::Own, &url),
            "__Host-cove=t; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=7776000"
        );
        assert_eq!(
            start("t", Computer::Shared, &url),
            "__Host-cove=t; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            end(&"http://localhost:1".parse().unwrap()),
            "cove=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
    }
}
