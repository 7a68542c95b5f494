//! `GET /files/<id>`: a file to save. `GET /files/<id>/<size>`: a picture to show.
//!
//! Each time it is asked who may have it now: what was hidden or taken back is
//! gone at once. What goes out runs nowhere: it is saved, or drawn as a picture
//! that was made here, in a sandbox (OWASP, File Upload Cheat Sheet).

use std::ops::Bound::{Excluded, Included, Unbounded};
use std::ops::Range;
use std::sync::Arc;

use anyhow::Result;
use db::file::File;
use domain::file::PictureSize;
use domain::id::FileId;
use futures_util::TryStreamExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use poem::http::{StatusCode, header};
use poem::web::headers::{self, HeaderMapExt as _};
use poem::web::{Data, Path};
use poem::{Body, Request, Response, handler};

use crate::routes::viewer_of;
use crate::{State, response};

/// What may stand in `filename*` as it is (RFC 8187, attr-char).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A file to save: of a picture the large size.
#[handler]
pub(crate) async fn show(
    Data(state): Data<&Arc<State>>,
    Path(id): Path<String>,
    request: &Request,
) -> Result<Response> {
    send(state, &id, None, request).await
}

/// A picture to show.
#[handler]
pub(crate) async fn show_size(
    Data(state): Data<&Arc<State>>,
    Path((id, size)): Path<(String, String)>,
    request: &Request,
) -> Result<Response> {
    match PictureSize::named(&size) {
        Some(size) => send(state, &id, Some(size), request).await,
        None => Ok(nothing()),
    }
}

fn nothing() -> Response {
    response::text(StatusCode::NOT_FOUND, "There is nothing here.")
}

async fn send(
    state: &State,
    id: &str,
    shown: Option<PictureSize>,
    request: &Request,
) -> Result<Response> {
    let viewer = viewer_of(state, request).await?;
    let id = format!("{}:{id}", FileId::PREFIX).parse();
    let (Ok(member), Ok(id)) = (viewer.member(), id) else {
        return Ok(nothing());
    };
    let found = db::file::visible(state.app.db(), &member, id).await?;
    let Some(file) = found.filter(|file| shown.is_none() || file.kind.is_picture()) else {
        return Ok(nothing());
    };
    let size = shown.or(file.kind.is_picture().then_some(PictureSize::Large));
    let tag = format!(
        "\"{}-{}\"",
        id.0.simple(),
        size.map_or("whole", PictureSize::as_str)
    );
    if is_known(request, &tag) {
        return Ok(with_headers(
            Response::builder().status(StatusCode::NOT_MODIFIED),
            &file,
            shown,
            &tag,
        )
        .finish());
    }
    let range = match wanted(request, &file, &tag) {
        Ok(range) => range,
        Err(whole) => {
            return Ok(Response::builder()
                .status(StatusCode::RANGE_NOT_SATISFIABLE)
                .header(header::CONTENT_RANGE, format!("bytes */{whole}"))
                .finish());
        }
    };
    let Some(piece) = state.app.files().read(id, size, range.clone()).await? else {
        tracing::error!(file = %id, "the bytes of a file are not where they were kept");
        return Ok(nothing());
    };
    let mut builder = with_headers(Response::builder(), &file, shown, &tag)
        .header(header::CONTENT_LENGTH, piece.range.end - piece.range.start);
    if range.is_some() {
        let (first, last) = (piece.range.start, piece.range.end - 1);
        builder = builder.status(StatusCode::PARTIAL_CONTENT).header(
            header::CONTENT_RANGE,
            format!("bytes {first}-{last}/{}", piece.whole),
        );
    }
    let bytes = piece.stream.map_err(std::io::Error::other);
    Ok(builder.body(Body::from_bytes_stream(bytes)))
}

fn with_headers(
    builder: poem::ResponseBuilder,
    file: &File,
    shown: Option<PictureSize>,
    tag: &str,
) -> poem::ResponseBuilder {
    let how = if shown.is_some() {
        "inline"
    } else {
        "attachment"
    };
    builder
        .header(header::CONTENT_TYPE, file.kind.media_type())
        .header(header::CONTENT_DISPOSITION, named(how, &file.name))
        .header(
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        )
        .header(header::ETAG, tag)
        .header(header::ACCEPT_RANGES, "bytes")
        // Kept by the browser, and asked about each time.
        .header(header::CACHE_CONTROL, "private, no-cache")
}

/// The name for those who read RFC 8187, and before it one in ASCII.
pub(crate) fn named(how: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|char| match char {
            ' '..='~' if !matches!(char, '"' | '\\' | '%') => char,
            _ => '_',
        })
        .collect();
    let whole = utf8_percent_encode(name, ENCODED);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn is_known(request: &Request, tag: &str) -> bool {
    let known = request.header(header::IF_NONE_MATCH).unwrap_or_default();
    known == "*"
        || known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// The part of a document that is asked for, if it is one part; how long it is
/// where that lies beyond its end. Pictures come whole.
fn wanted(request: &Request, file: &File, tag: &str) -> Result<Option<Range<u64>>, u64> {
    let is_same = request
        .header(header::IF_RANGE)
        .is_none_or(|same| same == tag);
    let range = request.headers().typed_get::<headers::Range>();
    let (Some(range), true, false) = (range, is_same, file.kind.is_picture()) else {
        return Ok(None);
    };
    let whole = file.bytes.unsigned_abs();
    let mut parts = range.satisfiable_ranges(whole);
    let (Some((first, last)), None) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    let first = match first {
        Included(first) => first,
        Excluded(before) => before + 1,
        Unbounded => 0,
    };
    let end = match last {
        Included(last) => last.saturating_add(1).min(whole),
        Excluded(end) => end.min(whole),
        Unbounded => whole,
    };
    if first < end {
        Ok(Some(first..end))
    } else {
        Err(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sent_in_both_ways() {
        assert_eq!(
            named("attachment", "Fiche d’été \"x\" 100%.pdf"),
            "attachment; filename=\"Fiche d__t_ _x_ 100_.pdf\"; filename*=UTF-8''Fiche%20d%E2%80%99%C3%A9t%C3%A9%20%22x%22%20100%25.pdf"
        );
    }
}
