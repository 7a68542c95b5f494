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

/// An object of these, null without any: as JSON in bytes, unless it is so large
/// that it is better written once, where it ends up.
pub(crate) fn object(fields: Vec<(&Name, Value)>) -> Value {
    if fields.is_empty() {
        return Value::Null;
    }
    let length = length_of_fields(fields.iter().map(|(key, field)| (*key, field)));
    if length > LARGE {
        return Value::Object(fields.into_iter().map(|(key, field)| (key.clone(), field)).collect());
    }
    let mut out = Vec::with_capacity(length);
    fields_into(fields.iter().map(|(key, field)| (*key, field)), &mut out);
    Value::Binary(out.into())
}

/// A list of these, in the same way.
pub(crate) fn list(items: Vec<Value>) -> Value {
    let length = length_of_items(&items);
    if length > LARGE {
        return Value::List(items);
    }
    let mut out = Vec::with_capacity(length);
    items_into(&items, &mut out);
    Value::Binary(out.into())
}

/// Bytes of a value, or about so many: those that are escaped have more.
fn length_of(this: &Value) -> usize {
    match this {
        Value::String(words) => words.len() + 8,
        Value::Binary(json) => json.len(),
        Value::Enum(word) => word.len() + "\"\"".len(),
        Value::Null | Value::Boolean(_) => "false".len(),
        Value::Number(_) => 20,
        Value::List(items) => length_of_items(items),
        Value::Object(fields) => length_of_fields(fields.iter()),
    }
}

fn length_of_items(items: &[Value]) -> usize {
    "[]".len() + items.iter().map(|item| length_of(item) + ",".len()).sum::<usize>()
}

fn length_of_fields<'a>(fields: impl Iterator<Item = (&'a Name, &'a Value)>) -> usize {
    "{}".len() + fields.map(|(key, field)| key.len() + length_of(field) + "\"\":,".len()).sum::<usize>()
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

    use super::{LARGE, list, object, write};

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
            ("list", Value::List(vec![Value::Null, Value::from("a\nb"), Value::Object(IndexMap::default())])),
        ];
        let fields: IndexMap<Name, Value> = fields.into_iter().map(|(name, value)| (Name::new(name), value)).collect();
        let mut answer = Response::new(Value::Object(fields));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        answer.extensions.insert("cost".to_owned(), Value::from(2));
        answer.errors.push(ServerError::new("It is \"lost\".", None));
        let [own, theirs] = both(&answer);
        assert_eq!(own, theirs);
        assert!(own.contains("\\\"lost\\\""), "{own}");
    }

    #[test]
    fn what_is_json_already_is_left_as_it_is() {
        let name = Name::new("name");
        let inner = object(vec![(&name, Value::from("a \"b\""))]);
        let answer = Response::new(object(vec![(&name, list(vec![inner.clone(), Value::Null, inner]))]));
        let mut json = Vec::new();
        write(&answer, &mut json).unwrap();
        let is = r#"{"data":{"name":[{"name":"a \"b\""},null,{"name":"a \"b\""}]}}"#;
        assert_eq!(String::from_utf8(json).unwrap(), is);
        assert_eq!(object(Vec::new()), Value::Null);
        // However large it is.
        let word = Value::from("long ".repeat(LARGE / 8));
        for times in 1..5 {
            let large = object(vec![(&name, list(vec![word.clone(); times])), (&Name::new("more"), word.clone())]);
            let plain = [("name", Value::List(vec![word.clone(); times])), ("more", word.clone())];
            let plain = Value::Object(plain.into_iter().map(|(name, value)| (Name::new(name), value)).collect());
            let [written, plain] = [large, plain].map(|data| {
                let mut json = Vec::new();
                write(&Response::new(data), &mut json).unwrap();
                String::from_utf8(json).unwrap()
            });
            assert_eq!(written, plain);
        }
    }
}
