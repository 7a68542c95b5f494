//! Plain text and the encodings in which it is sent.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// In which encoding a file is text from its beginning to its end: UTF-8, UTF-16
/// with its mark, or Windows-1252, in which Excel saves CSV in Britain. None when
/// it is no text.
pub(crate) fn encoding_of(file: &mut (impl Read + Seek)) -> io::Result<Option<&'static Encoding>> {
    let mut mark = [0; 2];
    file.seek(SeekFrom::Start(0))?;
    let read = file.read(&mut mark)?;
    for encoding in candidates(mark.get(..read).unwrap_or_default()) {
        file.seek(SeekFrom::Start(0))?;
        if is_text(file, encoding)? {
            return Ok(Some(encoding));
        }
    }
    Ok(None)
}

/// Bytes as text, in the encoding that they are in.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    let encoding = encoding_of(&mut io::Cursor::new(bytes)).ok().flatten()?;
    Some(encoding.decode(bytes).0.into_owned())
}

fn candidates(mark: &[u8]) -> Vec<&'static Encoding> {
    match mark {
        [0xFF, 0xFE] => vec![UTF_16LE],
        [0xFE, 0xFF] => vec![UTF_16BE],
        _ => vec![UTF_8, WINDOWS_1252],
    }
}

fn is_text(file: &mut impl Read, encoding: &'static Encoding) -> io::Result<bool> {
    let mut decoder = encoding.new_decoder();
    let mut bytes = vec![0; 64 * 1024];
    let mut decoded = String::with_capacity(256 * 1024);
    loop {
        let read = file.read(&mut bytes)?;
        let some = bytes.get(..read).unwrap_or_default();
        decoded.clear();
        // The room is enough for any of these encodings.
        let (result, _) =
            decoder.decode_to_string_without_replacement(some, &mut decoded, read == 0);
        let is_written =
            |char: char| !char.is_control() || matches!(char, '\t' | '\n' | '\r' | '\u{C}');
        if !matches!(result, DecoderResult::InputEmpty) || !decoded.chars().all(is_written) {
            return Ok(false);
        }
        if read == 0 {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_in_four_encodings() {
        assert_eq!(decode("Café £5".as_bytes()).as_deref(), Some("Café £5"));
        assert_eq!(decode(b"\xEF\xBB\xBFCaf\xC3\xA9").as_deref(), Some("Café"));
        assert_eq!(decode(b"Caf\xE9 \xA35 \x80").as_deref(), Some("Café £5 €"));
        assert_eq!(decode(b"\xFF\xFEC\0a\0").as_deref(), Some("Ca"));
        assert_eq!(decode(b"\xFE\xFF\0C\0a").as_deref(), Some("Ca"));
        for no in [b"a\0b".as_slice(), b"\x81\x8D", b"\x1B[2J", b"\xFF\xFE\0"] {
            assert_eq!(decode(no), None, "{no:?}");
        }
    }
}
