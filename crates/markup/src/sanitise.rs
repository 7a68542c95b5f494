//! The second wall: what a browser would read is parsed, and only what our
//! writer can have meant is let through.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

/// Every element that a rendered text may hold.
pub(crate) const ELEMENTS: [&str; 25] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Every scheme that a link may have.
pub(crate) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What each link says of itself: no credit to it from us, written by a member,
/// no handle on our window, no word of where the reader came from.
pub(crate) const REL: &str = "nofollow ugc noopener noreferrer";

/// The box around a table, which scrolls sideways on a small screen. It takes
/// the focus, so that a keyboard can scroll it too (WCAG 2.1.1), and so needs a
/// role and a name. A `group` and no `region`: a post with five tables is not
/// five landmarks.
pub(crate) const TABLE_BOX: [(&str, &str); 4] = [
    ("class", "table-scroll"),
    ("role", "group"),
    ("aria-label", "Table"),
    ("tabindex", "0"),
];

/// Built once: the tables take longer to make than a short post to clean.
static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);

/// Lets through what [`ELEMENTS`], [`SCHEMES`] and [`TABLE_BOX`] name.
pub(crate) fn sanitise(html: &str) -> String {
    BUILDER.clean(&in_short_runs(html)).to_string()
}

/// Most characters written as entities in one run of text.
const MOST_ENTITIES: usize = 64;

/// Breaks runs of text that are full of entities with empty comments, which the
/// cleaning takes out again.
///
/// html5ever, writing a run, looks for `<` and `>` up to its end anew after each
/// `&`: twenty thousand of them cost the square of that. The comments are put
/// in before the wall and not behind it, so they can open nothing, wherever
/// they land.
fn in_short_runs(html: &str) -> Cow<'_, str> {
    if html.matches(['&', '\u{a0}']).count() <= MOST_ENTITIES {
        return Cow::Borrowed(html);
    }
    let mut broken = String::with_capacity(html.len() + html.len() / 16);
    let (mut in_tag, mut entities) = (false, 0);
    for char in html.chars() {
        match char {
            '<' => (in_tag, entities) = (true, 0),
            '>' => in_tag = false,
            '&' | '\u{a0}' if !in_tag => entities += 1,
            _ => {}
        }
        if entities > MOST_ENTITIES {
            broken.push_str("<!---->");
            entities = 0;
        }
        broken.push(char);
    }
    Cow::Owned(broken)
}

fn builder() -> Builder<'static> {
    let table_box = TABLE_BOX
        .into_iter()
        .map(|(name, value)| (name, HashSet::from([value])))
        .collect();
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        // `empty` empties the elements alone: it would let any element keep
        // `title` and `lang`.
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .tag_attribute_values(HashMap::from([("div", table_box)]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL));
    builder
}
