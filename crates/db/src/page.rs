//! Keyset pages: "twenty after this one", never "the third twenty", which
//! shifts under the reader of a live list and costs more the further one goes.

use data_encoding::BASE64URL_NOPAD;
use domain::Timestamp;
use sea_orm::Value;
use uuid::Uuid;

/// Items of a page when nobody says.
pub const DEFAULT_SIZE: u64 = 20;
/// Items of a page at most.
pub const MAX_SIZE: u64 = 100;

/// A place in a list: the sort value of an item, and its id to break ties. It
/// holds the value itself: whoever goes on from an item that has moved or gone
/// since goes on from where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor<K = i64> {
    /// What the list is sorted by, mostly an instant in milliseconds.
    pub key: K,
    pub id: Uuid,
}

/// What a list may be sorted by.
pub trait Key: Clone + Into<Value> {
    /// Appends it.
    fn write(&self, bytes: &mut Vec<u8>);
    /// Reads back what [`Key::write`] wrote; none for anything else.
    fn read(bytes: &[u8]) -> Option<Self>;
}

impl Key for i64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_be_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_be_bytes)
    }
}

impl Key for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        // No key of ours has a NUL, and PostgreSQL takes none.
        Self::from_utf8(bytes.to_vec())
            .ok()
            .filter(|key| !key.contains('\0'))
    }
}

/// Characters of a cursor at most: a key of [`domain::name`] in letters of four
/// bytes fits.
const LONGEST: usize = 1_400;

/// Which list a cursor is of. A place in one order is no place in another: it
/// would give a wrong stretch, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List([u8; 4]);

impl List {
    /// By its name, with whatever decides about its order.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let mut tag = [0; 4];
        for (byte, hashed) in tag.iter_mut().zip(domain::secret::token_hash(name)) {
            *byte = hashed;
        }
        Self(tag)
    }
}

/// A text that no list of ours ever gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list")]
pub struct NotACursor;

impl Cursor {
    /// Of an item sorted by time.
    #[must_use]
    pub const fn at(time: Timestamp, id: Uuid) -> Self {
        Self { key: time.0, id }
    }
}

impl<K: Key> Cursor<K> {
    /// As an opaque text.
    #[must_use]
    pub fn encode(&self, list: List) -> String {
        let mut bytes = list.0.to_vec();
        bytes.extend_from_slice(self.id.as_bytes());
        self.key.write(&mut bytes);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads back what [`Cursor::encode`] wrote for the same list.
    ///
    /// # Errors
    /// [`NotACursor`] for anything else.
    pub fn decode(text: &str, list: List) -> Result<Self, NotACursor> {
        if text.len() > LONGEST {
            return Err(NotACursor);
        }
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| NotACursor)?;
        let place = bytes.strip_prefix(&list.0).ok_or(NotACursor)?;
        let (id, key) = place.split_first_chunk::<16>().ok_or(NotACursor)?;
        Ok(Self {
            key: K::read(key).ok_or(NotACursor)?,
            id: Uuid::from_bytes(*id),
        })
    }
}

/// How much of a list, and from where.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageRequest<K = i64> {
    /// How many; [`DEFAULT_SIZE`] when none is given, capped at [`MAX_SIZE`].
    pub first: Option<u64>,
    /// After which item; from the start when none is given.
    pub after: Option<Cursor<K>>,
}

impl PageRequest {
    /// The first `n`.
    #[must_use]
    pub const fn first(n: u64) -> Self {
        Self {
            first: Some(n),
            after: None,
        }
    }
}

impl<K> PageRequest<K> {
    /// How many items to give.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.first.unwrap_or(DEFAULT_SIZE).min(MAX_SIZE)
    }

    /// How many rows to ask for: one more tells whether there are more.
    ///
    /// It goes into the text: SQLite looks at the value behind `LIMIT $1` while it
    /// plans, and so parses and plans such a statement anew each time it is run.
    pub(crate) fn limit(&self) -> i64 {
        i64::try_from(self.size() + 1).unwrap_or(i64::MAX)
    }
}

/// Which way a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

/// What a list holds: conditions, whose values are numbered as they are added.
#[derive(Debug, Clone)]
pub(crate) struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Conditions {
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    /// `$n` for one more value.
    pub(crate) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(crate) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// What stands behind `WHERE` for one stretch of the list: the conditions,
    /// from where it goes on, the order and the limit.
    pub(crate) fn stretch<K: Key>(
        &mut self,
        [key, id]: [&str; 2],
        order: Order,
        after: Option<&Cursor<K>>,
        limit: i64,
    ) -> String {
        let (beyond, way) = match order {
            Order::Ascending => (">", "ASC"),
            Order::Descending => ("<", "DESC"),
        };
        if let Some(after) = after {
            let (last_key, last_id) = (self.value(after.key.clone()), self.value(after.id));
            self.and(&format!("({key}, {id}) {beyond} ({last_key}, {last_id})"));
        }
        format!(
            "{} ORDER BY {key} {way}, {id} {way} LIMIT {limit}",
            self.sql
        )
    }
}

/// A stretch of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Whether there are more after them.
    pub has_next: bool,
    /// Whether there are some before them.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// The same list with each item's place in it.
    pub(crate) fn placed<K>(self, place: impl Fn(&T) -> Cursor<K>) -> Page<(Cursor<K>, T)> {
        self.map(|item| (place(&item), item))
    }

    /// From rows that were asked for with `PageRequest::limit`.
    pub fn from_rows<K>(mut items: Vec<T>, request: &PageRequest<K>) -> Self {
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        let has_next = items.len() > size;
        items.truncate(size);
        Self {
            items,
            has_next,
            has_previous: request.after.is_some(),
        }
    }

    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_what_it_wrote() {
        let cursor = Cursor {
            key: -5,
            id: Uuid::from_u128(7),
        };
        let (list, other) = (List::named("newest"), List::named("oldest"));
        assert_eq!(Cursor::decode(&cursor.encode(list), list), Ok(cursor));
        assert_eq!(
            Cursor::<i64>::decode(&cursor.encode(list), other),
            Err(NotACursor),
            "a place of another list"
        );
        for text in ["", "x", "AAAA", &"A".repeat(400), "ümlaut"] {
            assert_eq!(Cursor::<i64>::decode(text, list), Err(NotACursor), "{text}");
        }
    }

    #[test]
    fn a_cursor_may_hold_a_name_and_no_more_than_one() {
        let list = List::named("people");
        for name in ["", "zoe", &"𝄞".repeat(240)] {
            let cursor = Cursor {
                key: name.to_owned(),
                id: Uuid::from_u128(7),
            };
            assert_eq!(Cursor::decode(&cursor.encode(list), list), Ok(cursor));
        }
        for name in ["a\0b", &"a".repeat(1_100)] {
            let cursor = Cursor {
                key: name.to_owned(),
                id: Uuid::nil(),
            };
            assert_eq!(
                Cursor::<String>::decode(&cursor.encode(list), list),
                Err(NotACursor)
            );
        }
        let mut bytes = list.0.to_vec();
        bytes.extend_from_slice(&[0; 16]);
        bytes.extend_from_slice(&[0xFF, 0xFE]);
        assert_eq!(
            Cursor::<String>::decode(&BASE64URL_NOPAD.encode(&bytes), list),
            Err(NotACursor),
            "no UTF-8"
        );
    }
}
