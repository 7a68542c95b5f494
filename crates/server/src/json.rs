//! Answers as JSON (RFC 8259).
//!
//! serde_json looks at texts a byte at a time, which took a seventh of a thread
//! page's processor time: most of an answer is what members wrote.

use async_graphql::{Response, Value};

/// Writes an answer.
///
/// # Errors
/// serde_json's, for what JSON cannot say.
pub(crate) fn write(answer: &Response, out: &mut Vec<u8>) -> serde_json::Result<()> {
    if !answer.errors.is_empty() || !answer.extensions.is_empty() {
        return serde_json::to_writer(out, answer);
    }
    out.extend_from_slice(b"{\"data\":");
    value(&answer.data, out)?;
    out.push(b'}');
    Ok(())
}

fn value(this: &Value, out: &mut Vec<u8>) -> serde_json::Result<()> {
    match this {
        Value::String(words) => text(words, out),
        Value::Enum(word) => name(word, out),
        Value::List(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                value(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (index, (key, field)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                name(key, out);
                out.push(b':');
                value(field, out)?;
            }
            out.push(b'}');
        }
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Binary(_) => serde_json::to_writer(out, this)?,
    }
    Ok(())
}

/// A name of GraphQL has nothing to escape (October 2021, 2.1.9).
fn name(word: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

fn text(words: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = words.as_bytes();
    loop {
        let (plain, after) = rest.split_at(plain_length(rest));
        out.extend_from_slice(plain);
        let Some((first, after)) = after.split_first() else { break };
        escape(*first, out);
        rest = after;
    }
    out.push(b'"');
}

/// How many bytes at the beginning stand for themselves, looked at by the eight.
fn plain_length(bytes: &[u8]) -> usize {
    let (eights, _) = bytes.as_chunks::<8>();
    let whole = 8 * eights.iter().take_while(|eight| all_plain(u64::from_le_bytes(**eight))).count();
    let rest = bytes.get(whole..).unwrap_or_default();
    whole + rest.iter().take_while(|byte| !matches!(byte, 0..=0x1f | b'"' | b'\\')).count()
}

/// Whether none of eight bytes is a quote, a backslash or a control character.
const fn all_plain(eight: u64) -> bool {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = EACH << 7;
    /// The high bit of some byte, if any byte is less than `limit`, which is 128 at most.
    const fn has_less(eight: u64, limit: u64) -> u64 {
        eight.wrapping_sub(EACH * limit) & !eight & HIGH
    }
    let has_quote = has_less(eight ^ (EACH * b'"' as u64), 1);
    let has_backslash = has_less(eight ^ (EACH * b'\\' as u64), 1);
    has_less(eight, 0x20) | has_quote | has_backslash == 0
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        control => {
            let digit = if control & 15 < 10 { b'0' + (control & 15) } else { b'a' + (control & 15) - 10 };
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (control >> 4), digit]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use async_graphql::{Name, Number, Response, ServerError, Value, indexmap::IndexMap};

    use super::write;

    fn both(answer: &Response) -> [String; 2] {
        let mut own = Vec::new();
        write(answer, &mut own).unwrap();
        [own, serde_json::to_vec(answer).unwrap()].map(|json| String::from_utf8(json).unwrap())
    }

    #[test]
    fn texts_are_written_as_serde_json_does() {
        let odd = (0_u32..0x300).chain([0x2028, 0xfeff, 0x1f600, 0x10_ffff]).filter_map(char::from_u32);
        for character in odd {
            for before in 0..10 {
                let words = format!("{}{character}and {character}{character}", "é".repeat(before % 3) + &"a".repeat(before));
                let [own, theirs] = both(&Response::new(Value::String(words)));
                assert_eq!(own, theirs, "{character:?} after {before}");
            }
        }
    }

    #[test]
    fn every_value_is_written_as_serde_json_does() {
        let fields = [
            ("null", Value::Null),
            ("yes", Value::Boolean(true)),
            ("number", Value::Number((-7).into())),
            ("fraction", Value::Number(Number::from_f64(0.5).unwrap())),
            ("word", Value::Enum(Name::new("NEWEST"))),
            ("none", Value::List(Vec::new())),
            ("bytes", Value::Binary(vec![1, 2].into())),
            ("list", Value::List(vec![Value::Null, Value::from("a\nb"), Value::Object(IndexMap::default())])),
        ];
        let fields: IndexMap<Name, Value> = fields.into_iter().map(|(name, value)| (Name::new(name), value)).collect();
        let mut answer = Response::new(Value::Object(fields));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        answer.errors.push(ServerError::new("It is \"lost\".", None));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        assert!(own.contains("\\\"lost\\\""), "{own}");
    }
}
