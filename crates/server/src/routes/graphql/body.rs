//! The body of an operation, within its limit.

use std::time::Duration;

use poem::Body;
use poem::http::{HeaderMap, StatusCode, header};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes of a request. The longest text that a member may post is far shorter.
const LIMIT: usize = 1024 * 1024;
/// Bytes and time spent on listening to one that is too long: whoever is still
/// sending would otherwise see a broken connection in place of the answer.
const SLOWEST: (u64, Duration) = (32 * 1024 * 1024, Duration::from_secs(10));
/// How long a body may take on its way.
const ARRIVAL: Duration = Duration::from_secs(30);

pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, (StatusCode, String)> {
    let too_long = || {
        (
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("A request may have {LIMIT} bytes."),
        )
    };
    let header = |name| headers.get(name)?.to_str().ok();
    let announced =
        header(header::CONTENT_LENGTH).and_then(|length: &str| length.parse::<usize>().ok());
    let waits = header(header::EXPECT).is_some();
    if waits && announced.is_some_and(|length| length > LIMIT) {
        return Err(too_long());
    }
    let mut reader = body.into_async_read();
    let mut bytes = Vec::with_capacity(announced.unwrap_or(4_096).min(LIMIT));
    let arrived = tokio::time::timeout(
        ARRIVAL,
        (&mut reader).take(LIMIT as u64 + 1).read_to_end(&mut bytes),
    )
    .await;
    match arrived {
        Err(_) => Err((
            StatusCode::REQUEST_TIMEOUT,
            "The request took too long to arrive.".to_owned(),
        )),
        Ok(Err(_)) => Err((StatusCode::BAD_REQUEST, "The request broke off.".to_owned())),
        Ok(Ok(_)) if bytes.len() > LIMIT => {
            listen_on(reader).await;
            Err(too_long())
        }
        Ok(Ok(_)) => Ok(bytes),
    }
}

/// What is wrong with a body that could not be read, in words.
pub(super) fn fault(text: &str, error: &serde_json::Error) -> String {
    if has_half_a_character(text) {
        return "One character of the text is only half there, as of an emoji that was cut in two. Take it out and send the text again."
            .to_owned();
    }
    format!("The body is not an operation: {error}.")
}

/// Whether JSON names one of a pair of UTF-16 surrogates without the other.
fn has_half_a_character(json: &str) -> bool {
    let mut units = Vec::new();
    let mut rest = json.chars();
    while let Some(char) = rest.next() {
        if char != '\\' {
            units.push(0);
        } else if rest.next() == Some('u') {
            let hex: String = rest.by_ref().take(4).collect();
            units.push(u16::from_str_radix(&hex, 16).unwrap_or(0));
        } else {
            units.push(0);
        }
    }
    char::decode_utf16(units).any(|unit| unit.is_err())
}

async fn listen_on(reader: impl AsyncRead + Unpin) {
    let (most, time) = SLOWEST;
    // Whatever comes of it, the answer is the same.
    let _ = tokio::time::timeout(
        time,
        tokio::io::copy(&mut reader.take(most), &mut tokio::io::sink()),
    )
    .await;
}

#[cfg(test)]
mod tests {
    use super::has_half_a_character;

    #[test]
    fn half_a_character_is_found_wherever_it_stands() {
        for half in [
            r#""\ud83d""#,
            r#""a\ud83d b""#,
            r#""\uDE00""#,
            r#""\ud83d\n\ude00""#,
            r#""\ud83d\ud83d\ude00""#,
        ] {
            assert!(has_half_a_character(half), "{half}");
        }
        for whole in [
            r#""\ud83d\ude00""#,
            r#""\\ud83d""#,
            r#""\u00e9 \u12""#,
            r#""\"#,
            "",
            "\"😀\"",
        ] {
            assert!(!has_half_a_character(whole), "{whole}");
        }
    }
}
