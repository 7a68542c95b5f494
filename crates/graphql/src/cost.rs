//! What fields cost, for the library's limit on the complexity of a document.
//!
//! A field costs one and what is in it. Beyond that it costs what it can weigh: a
//! list its items, as many as its argument asks for; a post its row, which holds
//! the whole text whether or not anybody asks for it; a body its text. Aliases,
//! edges and nodes count each time they stand there.

/// A document may cost so much. The dearest of the screens costs less than 2,500; a
/// thread with a hundred replies less than 7,000.
pub const LIMIT: usize = 12_000;

/// A post that is read: its row holds up to 20,000 characters of text, and their
/// HTML.
pub const POST: usize = 20;

/// An earlier version that is read: its row holds the whole text, too.
pub const REVISION: usize = POST;

/// A long text in the answer.
pub const TEXT: usize = 10;

/// A page of a list, whose items cost so much each.
pub fn list(first: Option<i32>, item: usize) -> usize {
    // What is no number of items is for the resolver to refuse.
    let items = first.map_or(20, |first| usize::try_from(first).unwrap_or(0).min(100));
    items.saturating_mul(item).saturating_add(1)
}

/// A list without an argument that has at most so many items.
pub const fn up_to(items: usize, item: usize) -> usize {
    items.saturating_mul(item).saturating_add(1)
}
