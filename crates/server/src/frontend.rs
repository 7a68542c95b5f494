//! The built frontend, inside the binary: its files, pages and screens at their
//! addresses, and the application's page, which says so, where there is none.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use poem::http::{HeaderMap, StatusCode, header};
use poem::{Request, Response, handler};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use crate::response;

/// What `npm run build` made. Files ending in `.br` and `.gz` are the same
/// compressed. The folder may be missing: Cove then says so on every page.
#[derive(Embed)]
#[folder = "../../frontend/build"]
#[allow_missing = true]
struct Built;

/// Addresses that the application's page draws, from the folders of its
/// routes; `[x]` is any one part, `[[x]]` one part or none.
const SCREENS: &[&str] = include!(concat!(env!("OUT_DIR"), "/screens.rs"));

/// The page for an address that no screen has.
const APPLICATION: &str = "app.html";

/// Words in place of the frontend when it was not built.
const NOT_BUILT: &str =
    "Cove was built without its screens. Run `npm run build` in frontend/, then build Cove again.";

/// The faces of the screens' type, as CSS has them; none where they are not built.
pub(crate) fn faces() -> String {
    let sheets = FILES.iter().filter(|(name, _)| name.ends_with(".css"));
    sheets
        .map(|(_, sheet)| faces_in(&String::from_utf8_lossy(sheet.bytes)))
        .collect()
}

fn faces_in(sheet: &str) -> String {
    let faces = sheet.split("@font-face{").skip(1);
    let faces = faces.filter_map(|after| after.split_once('}'));
    faces
        .map(|(face, _)| format!("@font-face{{{face}}}\n"))
        .collect()
}

struct File {
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
    content_type: &'static str,
    tag: String,
}

static FILES: LazyLock<HashMap<Cow<'static, str>, File>> = LazyLock::new(|| {
    let is_compressed = |name: &str| name.ends_with(".br") || name.ends_with(".gz");
    Built::iter()
        .filter(|name| !is_compressed(name))
        .filter_map(|name| {
            let hash = Built::get(&name)?.metadata.sha256_hash();
            let file = File {
                bytes: bytes(&name)?,
                brotli: bytes(&format!("{name}.br")),
                gzip: bytes(&format!("{name}.gz")),
                content_type: content_type(&name),
                tag: domain::secret::hex(hash.get(..12)?),
            };
            Some((name, file))
        })
        .collect()
});

/// Embedded in debug builds too: always borrowed.
fn bytes(name: &str) -> Option<&'static [u8]> {
    match Built::get(name)?.data {
        Cow::Borrowed(bytes) => Some(bytes),
        Cow::Owned(_) => None,
    }
}

/// Whether the screens are there.
pub(crate) fn are_built() -> bool {
    FILES.contains_key(APPLICATION)
}

/// The inline scripts of our own pages, hashed as CSP has them.
pub(crate) fn inline_scripts() -> &'static [String] {
    static SCRIPTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let pages = FILES.iter().filter(|(name, _)| name.ends_with(".html"));
        let mut hashes: Vec<String> = pages
            .flat_map(|(_, page)| script_hashes(&String::from_utf8_lossy(page.bytes)))
            .collect();
        hashes.sort();
        hashes.dedup();
        hashes
    });
    &SCRIPTS
}

fn script_hashes(page: &str) -> Vec<String> {
    page.split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (script, _) = rest.split_once("</script>")?;
            let is_inline = !attributes.contains("src=") && !script.trim().is_empty();
            is_inline.then(|| {
                format!(
                    "sha256-{}",
                    STANDARD.encode(Sha256::digest(script.as_bytes()))
                )
            })
        })
        .collect()
}

/// Answers for a file, a prerendered page or a screen.
#[handler]
pub(crate) fn show(request: &Request) -> Response {
    let path = request.uri().path();
    let name = path.trim_start_matches('/');
    let page = match name {
        "" => "index.html".to_owned(),
        name => format!("{name}.html"),
    };
    for (found, is_itself) in [
        (name, !name.ends_with(".html")),
        (&page, page != APPLICATION),
    ] {
        if let Some(file) = FILES.get(found).filter(|_| is_itself) {
            return send(request, StatusCode::OK, found, file);
        }
    }
    if let Some(mut to) = without_slash(path) {
        if let Some(query) = request.uri().query() {
            to = format!("{to}?{query}");
        }
        return Response::builder()
            .status(StatusCode::PERMANENT_REDIRECT)
            .header(header::LOCATION, to)
            .finish();
    }
    // A missing file is not a page: what asks for a script cannot use one.
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_file = name.starts_with("_app/") || last.contains('.');
    // Of several addresses, `/threads/[id]`: its page has the route's name.
    let screen = screen_at(path).map(|screen| format!("{}.html", &screen[1..]));
    let status = match screen {
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    };
    let drawn = screen.and_then(|screen| FILES.get_key_value(screen.as_str()));
    match drawn.or_else(|| FILES.get_key_value(APPLICATION)) {
        Some((name, file)) if status == StatusCode::OK || !is_file => {
            send(request, status, name, file)
        }
        Some(_) => response::text(StatusCode::NOT_FOUND, "There is nothing here."),
        None => response::text(StatusCode::NOT_FOUND, NOT_BUILT),
    }
}

fn send(request: &Request, status: StatusCode, name: &str, file: &'static File) -> Response {
    let accepted = |coding| accepts(request.headers(), coding);
    let (bytes, coding) = match (file.brotli, file.gzip) {
        (Some(brotli), _) if accepted("br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepted("gzip") => (gzip, Some("gzip")),
        _ => (file.bytes, None),
    };
    let tag = format!(
        "\"{}{}\"",
        file.tag,
        coding
            .map(|coding| format!("-{coding}"))
            .unwrap_or_default()
    );
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, file.content_type)
        .header(header::ETAG, &tag)
        .header(header::VARY, "Accept-Encoding")
        // Files with a hash in their name never change; all others are asked
        // for again, and answered by their tag.
        .header(
            header::CACHE_CONTROL,
            if name.starts_with("_app/immutable/") {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        );
    if let Some(coding) = coding {
        response = response.header(header::CONTENT_ENCODING, coding);
    }
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if status == StatusCode::OK
        && known.is_some_and(|known| {
            known == "*"
                || known
                    .split(',')
                    .any(|one| one.trim().trim_start_matches("W/") == tag)
        })
    {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response.body(bytes)
}

fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some(coding)
                && !parts.any(|part| {
                    part.strip_prefix("q=")
                        .is_some_and(|q| q.parse().is_ok_and(|q: f32| q == 0.0))
                })
        })
}

/// `/home/` is `/home`.
fn without_slash(path: &str) -> Option<String> {
    let trimmed = path.strip_suffix('/')?;
    let is_page = FILES.contains_key(format!("{}.html", trimmed.trim_start_matches('/')).as_str());
    // `//host` would lead to another site.
    (!trimmed.is_empty() && !trimmed.starts_with("//") && (screen_at(trimmed).is_some() || is_page))
        .then(|| trimmed.to_owned())
}

fn screen_at(path: &str) -> Option<&'static str> {
    SCREENS.iter().copied().find(|screen| matches(screen, path))
}

fn matches(screen: &str, path: &str) -> bool {
    let mut parts = path.split('/').skip(1).peekable();
    for piece in screen.split('/').skip(1) {
        let is_optional = piece.starts_with("[[");
        match parts.peek() {
            None if is_optional => {}
            Some(part) if (*part == piece) || (piece.starts_with('[') && !part.is_empty()) => {
                parts.next();
            }
            _ => return false,
        }
    }
    parts.next().is_none()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screens_are_told_from_nonsense() {
        for (screen, path, is) in [
            ("/", "/", true),
            ("/home", "/home", true),
            ("/home", "/homes", false),
            ("/home", "/home/x", false),
            ("/threads/[id]/[[slug]]", "/threads/1", true),
            ("/threads/[id]/[[slug]]", "/threads/1/a-slug", true),
            ("/threads/[id]/[[slug]]", "/threads/1/a-slug/x", false),
            ("/threads/[id]/[[slug]]", "/threads/", false),
            ("/threads/[id]/[[slug]]", "/threads", false),
        ] {
            assert_eq!(matches(screen, path), is, "{screen} {path}");
        }
        assert!(
            screen_at("/").is_some() && screen_at("/sign-in").is_some(),
            "the build script found the routes: {SCREENS:?}"
        );
    }

    #[test]
    fn a_slash_too_many_never_leads_elsewhere() {
        assert_eq!(without_slash("/sign-in/"), Some("/sign-in".to_owned()));
        assert_eq!(without_slash("//example.org/"), None);
        assert_eq!(without_slash("/"), None);
        assert_eq!(without_slash("/nowhere/"), None);
    }

    #[test]
    fn the_type_is_taken_from_the_screens() {
        let sheet =
            "a{b:c}@font-face{font-family:X;src:url(/x.woff2)}p{d:e}@font-face{font-family:Y}";
        assert_eq!(
            faces_in(sheet),
            "@font-face{font-family:X;src:url(/x.woff2)}\n@font-face{font-family:Y}\n"
        );
    }

    #[test]
    fn inline_scripts_are_hashed_and_files_are_not() {
        // The hash that every browser prints for this script.
        let hashes = script_hashes(
            "<head><script src=\"/a.js\"></script><script>alert('Hello, world.');</script></head>",
        );
        assert_eq!(
            hashes,
            ["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]
        );
    }

    #[test]
    fn a_coding_with_no_weight_is_refused() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            headers
        };
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(!accepts(&with("gzip, br;q=0"), "br"));
        assert!(accepts(&with("gzip;q=0.5"), "gzip"));
    }
}
