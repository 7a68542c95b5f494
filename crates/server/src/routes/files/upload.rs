//! `POST /files`: one file as the body, its name percent-encoded in
//! `X-Cove-File-Name`. The answer says what it is now, or what was wrong with it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use app::file::CannotBring;
use domain::Member;
use files::{Received, Unfit};
use futures_util::{Stream, TryStreamExt as _};
use percent_encoding::percent_decode_str;
use poem::http::{HeaderMap, StatusCode, header};
use poem::web::Data;
use poem::{Body, Request, Response, handler};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::State;
use crate::response;
use crate::routes::graphql::{check_origin, made_for};
use crate::routes::viewer_of;

/// How long nothing may come.
const SILENCE: Duration = Duration::from_secs(30);
/// Bytes that are taken and dropped after a refusal: a browser that is still
/// sending hears an answer only when it has sent all.
const DROPPED: u64 = 100_000_000;
/// Bytes of a name as it is sent.
const NAME: usize = 4_000;

/// Takes a file.
#[handler]
pub(crate) async fn bring(
    Data(state): Data<&Arc<State>>,
    request: &Request,
    body: Body,
) -> anyhow::Result<Response> {
    let refused = |status, words: &str| Ok(answer(status, &json!({ "message": words })));
    if let Err(words) = check_origin(request.headers(), true) {
        return refused(StatusCode::FORBIDDEN, words);
    }
    let made_for = match made_for::read(request.headers()) {
        Ok(made_for) => made_for,
        Err(words) => return refused(StatusCode::BAD_REQUEST, words),
    };
    let viewer = viewer_of(state, request).await?;
    let Ok(member) = viewer.member() else {
        return refused(StatusCode::UNAUTHORIZED, "Sign in to add files.");
    };
    if made_for::is_of_another(made_for, Some(member.id())) {
        let words = "This page was made for another member than the one who is signed in now.";
        return refused(StatusCode::FORBIDDEN, words);
    }
    let Some(name) = name_of(request.headers()) else {
        let words = "Say the name of the file in the header X-Cove-File-Name.";
        return refused(StatusCode::BAD_REQUEST, words);
    };
    let announced = request
        .header(header::CONTENT_LENGTH)
        .and_then(|text| text.parse().ok());
    let mut bytes = pin!(body.into_bytes_stream());
    let brought = async {
        let received = receive(state, &member, announced, bytes.as_mut()).await?;
        app::file::keep(&state.app, &member, &name, received).await
    };
    match brought.await {
        Ok(file) => Ok(answer(
            StatusCode::CREATED,
            &json!({ "file": graphql::file::File::from(file) }),
        )),
        Err(CannotBring::Broken(error)) => Err(error),
        Err(cannot) => {
            let mut dropped = 0;
            while dropped < DROPPED
                && let Ok(Ok(Some(some))) = timeout(SILENCE, bytes.try_next()).await
            {
                dropped += some.len() as u64;
            }
            let status = match &cannot {
                CannotBring::Unfit(Unfit::TooLarge(_)) => StatusCode::PAYLOAD_TOO_LARGE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            refused(status, &cannot.to_string())
        }
    }
}

async fn receive<B: AsRef<[u8]>>(
    state: &State,
    member: &Member,
    announced: Option<u64>,
    mut bytes: impl Stream<Item = Result<B, std::io::Error>> + Unpin,
) -> Result<Received, CannotBring> {
    let mut incoming = app::file::receive(&state.app, member, announced).await?;
    loop {
        let some = timeout(SILENCE, bytes.try_next()).await;
        let some = some.map_err(|_| anyhow!("the file stopped coming"))?;
        match some.context("the line broke")? {
            Some(some) => incoming.write(some.as_ref()).await?,
            None => return Ok(incoming.finish().await?),
        }
    }
}

fn name_of(headers: &HeaderMap) -> Option<String> {
    let encoded = headers.get("x-cove-file-name")?.to_str().ok()?;
    let name = percent_decode_str(encoded.get(..encoded.len().min(NAME))?);
    Some(name.decode_utf8_lossy().into_owned())
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let response = Response::builder()
        .status(status)
        .content_type("application/json; charset=utf-8")
        .body(body.to_string());
    response::with_header(response, header::CACHE_CONTROL, "no-store")
}
