//! The body of an operation, within its limit.

use std::time::Duration;

use poem::Request;
use poem::http::{StatusCode, header};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes of a request. The longest text that a member may post is far shorter.
const LIMIT: usize = 1024 * 1024;
/// Bytes and time spent on listening to one that is too long: whoever is still
/// sending would otherwise see a broken connection in place of the answer.
const PATIENCE: (u64, Duration) = (32 * 1024 * 1024, Duration::from_secs(10));
/// How long a body may take on its way.
const ARRIVAL: Duration = Duration::from_secs(30);

/// Reads it.
///
/// # Errors
/// The status and what to do.
pub(super) async fn read(request: &mut Request) -> Result<Vec<u8>, (StatusCode, String)> {
    let too_long = || (StatusCode::PAYLOAD_TOO_LARGE, format!("A request may have {LIMIT} bytes."));
    let header = |name| request.headers().get(name).and_then(|value: &poem::http::HeaderValue| value.to_str().ok());
    let announced = header(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    let waits = header(header::EXPECT).is_some();
    if waits && announced.is_some_and(|length| length > LIMIT) {
        return Err(too_long());
    }
    let mut reader = request.take_body().into_async_read();
    let mut bytes = Vec::with_capacity(announced.unwrap_or(4_096).min(LIMIT));
    let arrived = tokio::time::timeout(ARRIVAL, (&mut reader).take(LIMIT as u64 + 1).read_to_end(&mut bytes)).await;
    match arrived {
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "The request took too long to arrive.".to_owned())),
        Ok(Err(_)) => Err((StatusCode::BAD_REQUEST, "The request broke off.".to_owned())),
        Ok(Ok(_)) if bytes.len() > LIMIT => {
            listen_on(reader).await;
            Err(too_long())
        }
        Ok(Ok(_)) => Ok(bytes),
    }
}

async fn listen_on(reader: impl AsyncRead + Unpin) {
    let (most, time) = PATIENCE;
    // Whatever comes of it, the answer is the same.
    let _ = tokio::time::timeout(time, tokio::io::copy(&mut reader.take(most), &mut tokio::io::sink())).await;
}
