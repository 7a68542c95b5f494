//! Answers as JSON (RFC 8259).
//!
//! serde_json looks at texts a byte at a time, which took a seventh of a thread
//! page's processor time: most of an answer is what members wrote.
//!
//! Bytes as a value are JSON already: no type of the schema has such a value
//! otherwise ([`mod@crate::joined`] makes them).

use std::io::Write as _;

use async_graphql::{Name, Response, Value};

/// Bytes of an object or list that is not written twice.
const LARGE: usize = 4096;

/// Bytes for what stands around a value: its name, quotes, a comma; or for a
/// short value itself.
const ROOM: usize = 24;

/// Writes an answer.
///
/// # Errors
/// serde_json's, of the errors in it.
pub fn write(answer: &Response, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.extend_from_slice(b"{\"data\":");
    value(&answer.data, out);
    if !answer.extensions.is_empty() {
        out.extend_from_slice(b",\"extensions\":");
        serde_json::to_writer(&mut *out, &answer.extensions)?;
    }
    if !answer.errors.is_empty() {
        out.extend_from_slice(b",\"errors\":");
        serde_json::to_writer(&mut *out, &answer.errors)?;
    }
    out.push(b'}');
    Ok(())
}

/// An object of these as JSON in bytes; none if it is so large that it is better
/// written once, where it ends up.
pub(crate) fn object<'a>(
    fields: impl Iterator<Item = (&'a Name, &'a Value)> + Clone,
) -> Option<Value> {
    written(
        length_of_all(fields.clone().map(|(_, field)| field)),
        |out| fields_into(fields, out),
    )
}

/// A list of these, in the same way.
pub(crate) fn list(items: &[Value]) -> Option<Value> {
    written(length_of_all(items.iter()), |out| items_into(items, out))
}

fn written(length: usize, write: impl FnOnce(&mut Vec<u8>)) -> Option<Value> {
    (length <= LARGE).then(|| {
        let mut out = Vec::with_capacity(length);
        write(&mut out);
        Value::Binary(out.into())
    })
}

/// Bytes of a value beside its [`ROOM`], or about so many: those that are
/// escaped have more.
fn length_of(this: &Value) -> usize {
    match this {
        Value::String(words) => words.len(),
        Value::Binary(json) => json.len(),
        Value::List(items) => length_of_all(items.iter()),
        Value::Object(fields) => length_of_all(fields.values()),
        Value::Enum(_) | Value::Null | Value::Boolean(_) | Value::Number(_) => 0,
    }
}

fn length_of_all<'a>(values: impl Iterator<Item = &'a Value>) -> usize {
    values.map(|value| ROOM + length_of(value)).sum()
}

fn value(this: &Value, out: &mut Vec<u8>) {
    match this {
        Value::String(words) => text(words, out),
        Value::Enum(word) => name(word, out),
        Value::Binary(json) => out.extend_from_slice(json),
        Value::List(items) => items_into(items, out),
        Value::Object(fields) => fields_into(fields.iter(), out),
        Value::Null => out.extend_from_slice(b"null"),
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
        // Memory takes all of it.
        Value::Number(number) => drop(write!(out, "{number}")),
    }
}

fn items_into(items: &[Value], out: &mut Vec<u8>) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        value(item, out);
    }
    out.push(b']');
}

fn fields_into<'a>(fields: impl Iterator<Item = (&'a Name, &'a Value)>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, (key, field)) in fields.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        name(key, out);
        out.push(b':');
        value(field, out);
    }
    out.push(b'}');
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
        let Some((first, after)) = after.split_first() else {
            break;
        };
        escape(*first, out);
        rest = after;
    }
    out.push(b'"');
}

/// How many bytes at the beginning stand for themselves, looked at by the eight.
fn plain_length(bytes: &[u8]) -> usize {
    let (eights, _) = bytes.as_chunks::<8>();
    let whole = 8 * eights
        .iter()
        .take_while(|eight| all_plain(u64::from_le_bytes(**eight)))
        .count();
    let rest = bytes.get(whole..).unwrap_or_default();
    whole
        + rest
            .iter()
            .take_while(|byte| !matches!(byte, 0..=0x1f | b'"' | b'\\'))
            .count()
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
            let digit = if control & 15 < 10 {
                b'0' + (control & 15)
            } else {
                b'a' + (control & 15) - 10
            };
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (control >> 4), digit]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use async_graphql::{Name, Number, Response, ServerError, Value, indexmap::IndexMap};

    use super::{LARGE, list, object, write};

    fn both(answer: &Response) -> [String; 2] {
        let mut own = Vec::new();
        write(answer, &mut own).unwrap();
        [own, serde_json::to_vec(answer).unwrap()].map(|json| String::from_utf8(json).unwrap())
    }

    #[test]
    fn texts_are_written_as_serde_json_does() {
        let odd = (0_u32..0x300)
            .chain([0x2028, 0xfeff, 0x1f600, 0x10_ffff])
            .filter_map(char::from_u32);
        for character in odd {
            for before in 0..10 {
                let words = format!(
                    "{}{character}and {character}{character}",
                    "é".repeat(before % 3) + &"a".repeat(before)
                );
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
            (
                "list",
                Value::List(vec![
                    Value::Null,
                    Value::from("a\nb"),
                    Value::Object(IndexMap::default()),
                ]),
            ),
        ];
        let fields: IndexMap<Name, Value> = fields
            .into_iter()
            .map(|(name, value)| (Name::new(name), value))
            .collect();
        let mut answer = Response::new(Value::Object(fields));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        answer.extensions.insert("cost".to_owned(), Value::from(2));
        answer
            .errors
            .push(ServerError::new("It is \"lost\".", None));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        assert!(own.contains("\\\"lost\\\""), "{own}");
    }

    #[test]
    fn what_is_json_already_is_left_as_it_is() {
        let name = Name::new("name");
        let inner = object([(&name, &Value::from("a \"b\""))].into_iter()).unwrap();
        let items = list(&[inner.clone(), Value::Null, inner]).unwrap();
        let answer = Response::new(object([(&name, &items)].into_iter()).unwrap());
        let mut json = Vec::new();
        write(&answer, &mut json).unwrap();
        let is = r#"{"data":{"name":[{"name":"a \"b\""},null,{"name":"a \"b\""}]}}"#;
        assert_eq!(String::from_utf8(json).unwrap(), is);
        // Unless it is large, its parts one by one or together.
        let word = Value::from("long ".repeat(LARGE / 8));
        assert_eq!(
            [
                list(std::slice::from_ref(&word)).is_some(),
                list(&[word.clone(), word.clone()]).is_some()
            ],
            [true, false]
        );
        let fields = [(&name, &word), (&Name::new("more"), &word)];
        assert_eq!(
            [
                object(fields.into_iter().take(1)).is_some(),
                object(fields.into_iter()).is_some()
            ],
            [true, false]
        );
    }
}
