//! Media types in and out, as GraphQL over HTTP has them.

use mime::Mime;
use poem::http::{HeaderMap, HeaderValue, header};

use crate::response::Media;

/// What we write, by the ranges that may ask for it, the more exact ones first. A
/// wildcard means JSON, which every client reads.
const RANGES: [(&str, Media); 4] = [
    ("application/graphql-response+json", Media::GraphqlResponse),
    ("application/json", Media::Json),
    ("application/*", Media::Json),
    ("*/*", Media::Json),
];

/// What to answer in; none if nothing that we write is wanted. Among equals the
/// more exact range wins.
pub(super) fn accepted(headers: &HeaderMap) -> Option<Media> {
    let values = headers.get_all(header::ACCEPT).iter();
    let asked: Vec<Mime> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.trim().parse().ok())
        .collect();
    // No header at all is an old client, which gets JSON.
    if asked.is_empty() {
        return Some(Media::Json);
    }
    let mut wanted = Vec::new();
    for (name, media) in RANGES {
        for range in asked.iter().filter(|range| range.essence_str() == name) {
            let quality = range.get_param("q").map(|q| q.as_str().parse());
            let quality: f32 = quality.unwrap_or(Ok(1.0)).unwrap_or(0.0);
            if quality > 0.0 && is_utf8(range) {
                wanted.push((quality, media));
            }
        }
    }
    let best = wanted.into_iter().rev();
    best.max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, media)| media)
}

/// Whether the body is JSON in UTF-8, not compressed.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let content_type = only
        .to_str()
        .ok()
        .and_then(|text| text.parse::<Mime>().ok());
    let is_plain = headers
        .get(header::CONTENT_ENCODING)
        .is_none_or(|coding| coding == HeaderValue::from_static("identity"));
    is_plain
        && content_type.is_some_and(|it| it.essence_str() == "application/json" && is_utf8(&it))
}

fn is_utf8(media_type: &Mime) -> bool {
    media_type
        .get_param(mime::CHARSET)
        .is_none_or(|name| name == "utf-8" || name == "utf8")
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
