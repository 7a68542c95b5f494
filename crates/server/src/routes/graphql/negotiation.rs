//! Media types in and out, as GraphQL over HTTP has them.

use poem::http::{HeaderMap, HeaderValue, header};

use crate::response::Media;

/// What to answer in; none if nothing that we write is wanted.
pub(super) fn accepted(headers: &HeaderMap) -> Option<Media> {
    let mut best: Option<(f32, u8, Media)> = None;
    let mut any = false;
    for range in headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        any = true;
        // The more exact range wins among equals; a wildcard means JSON, which
        // every client reads.
        let (exactness, media) = match name.as_str() {
            "application/graphql-response+json" => (3, Media::GraphqlResponse),
            "application/json" => (2, Media::Json),
            "application/*" => (1, Media::Json),
            "*/*" => (0, Media::Json),
            _ => continue,
        };
        let mut quality = 1.0;
        let mut is_utf8 = true;
        for (key, value) in parts.filter_map(|part| part.split_once('=')) {
            match key.trim().to_ascii_lowercase().as_str() {
                "q" => quality = value.trim().parse().unwrap_or(0.0),
                "charset" => is_utf8 = names_utf8(value),
                _ => {}
            }
        }
        let better = best.is_none_or(|(known, exact, _)| {
            quality > known || (quality >= known && exactness > exact)
        });
        if quality > 0.0 && is_utf8 && better {
            best = Some((quality, exactness, media));
        }
    }
    // No header at all is an old client, which gets JSON.
    if any {
        best.map(|(_, _, media)| media)
    } else {
        Some(Media::Json)
    }
}

/// Whether the body is JSON in UTF-8, not compressed.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let Ok(content_type) = only.to_str() else {
        return false;
    };
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts
        .filter_map(|part| part.split_once('='))
        .filter(|(key, _)| key.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, value)| names_utf8(value));
    let is_plain = headers
        .get(header::CONTENT_ENCODING)
        .is_none_or(|coding| coding == HeaderValue::from_static("identity"));
    is_json && is_utf8 && is_plain
}

fn names_utf8(value: &str) -> bool {
    let name = value.trim().trim_matches('"');
    name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, value.parse().unwrap());
        accepted(&headers)
    }

    fn content_type(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, value.parse().unwrap());
        is_json(&headers)
    }

    #[test]
    fn the_answer_is_in_what_the_client_reads() {
        assert_eq!(accepted(&HeaderMap::new()), Some(Media::Json));
        for json in [
            "application/json",
            "*/*",
            "application/*;q=0.8",
            "text/html, */*;q=0.1",
            "APPLICATION/JSON; charset=utf-8",
        ] {
            assert_eq!(accept(json), Some(Media::Json), "{json}");
        }
        for response in [
            "application/graphql-response+json",
            "application/graphql-response+json, application/json",
            "application/json;q=0.9, application/graphql-response+json",
        ] {
            assert_eq!(accept(response), Some(Media::GraphqlResponse), "{response}");
        }
        assert_eq!(
            accept("application/json, application/graphql-response+json;q=0.5"),
            Some(Media::Json)
        );
        for nothing in [
            "text/html",
            "application/json;q=0",
            "application/json; charset=iso-8859-1",
            "image/*",
        ] {
            assert_eq!(accept(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        for good in [
            "application/json",
            "application/json; charset=utf-8",
            "Application/JSON;charset=\"UTF-8\"",
        ] {
            assert!(content_type(good), "{good}");
        }
        for bad in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/graphql",
            "text/plain; application/json",
        ] {
            assert!(!content_type(bad), "{bad}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
