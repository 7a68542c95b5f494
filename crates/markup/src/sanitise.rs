//! The first wall: HTML is parsed as a browser would, and only what a body may be
//! made of is let through.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use crate::html::REL;

/// Every element that is read; our writer has fewer.
const ELEMENTS: [&str; 29] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content is no words.
const SILENT: [&str; 9] = [
    "head", "math", "noscript", "script", "style", "svg", "template", "textarea", "title",
];

/// Schemes of links.
pub(crate) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);

/// Lets through what [`ELEMENTS`] and [`SCHEMES`] name.
pub(crate) fn sanitise(html: &str) -> String {
    BUILDER.clean(&in_short_runs(html)).to_string()
}

/// Elements in one another at most, and what is deeper than any page.
const DEEPEST: usize = 500;

/// Elements that need no end: a list without ends is as long as it is, not deep.
const WITHOUT_END: [&str; 14] = [
    "area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "p", "td", "tr",
];

/// Whether a page is so deep that parsing it would cost the square of its length:
/// a browser looks through all that is open for what a tag may end.
pub(crate) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let length = name.find(|char: char| !char.is_ascii_alphanumeric());
        let name = name.get(..length.unwrap_or(name.len())).unwrap_or_default();
        let counts = !name.is_empty()
            && !WITHOUT_END
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name));
        if counts {
            depth = if end {
                depth.saturating_sub(1)
            } else {
                depth + 1
            };
        }
        if depth > DEEPEST {
            return true;
        }
        rest = tag;
    }
    false
}

/// Most characters written as entities in one run of text.
const MOST_ENTITIES: usize = 64;

/// Bytes of a tag at most, where there are many entities.
const LONGEST_TAG: usize = 4_096;

/// Breaks runs of text that are full of entities with empty comments, which the
/// cleaning takes out again.
///
/// html5ever, writing a run, looks for `<` and `>` up to its end anew after each
/// `&`: twenty thousand of them cost the square of that. The comments are put
/// in before the wall and not behind it, so they can open nothing, wherever
/// they land.
///
/// A tag holds entities, too, and there is nothing to break it with: one that is
/// longer than any address in use goes.
fn in_short_runs(html: &str) -> Cow<'_, str> {
    if html.matches(['&', '\u{a0}']).count() <= MOST_ENTITIES {
        return Cow::Borrowed(html);
    }
    let mut broken = String::with_capacity(html.len() + html.len() / 16);
    let (mut rest, mut entities) = (html, 0);
    while let Some(char) = rest.chars().next() {
        if let Some(length) = tag_length(rest) {
            let (tag, after) = rest.split_at(length);
            if length <= LONGEST_TAG {
                broken.push_str(tag);
            }
            (rest, entities) = (after, 0);
            continue;
        }
        entities += usize::from(matches!(char, '&' | '\u{a0}'));
        if entities > MOST_ENTITIES {
            broken.push_str("<!---->");
            entities = 0;
        }
        broken.push(char);
        rest = rest.split_at(char.len_utf8()).1;
    }
    Cow::Owned(broken)
}

/// The bytes of the tag that a text begins with, up to its end or the text's.
fn tag_length(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let opens = |char: char| char.is_ascii_alphabetic() || "/!?".contains(char);
    name.starts_with(opens)
        .then(|| text.find('>').map_or(text.len(), |end| end + 1))
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(SILENT))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "data-id"])),
            ("ol", HashSet::from(["start", "type"])),
            ("span", HashSet::from(["data-id"])),
        ]))
        .url_schemes(HashSet::from(SCHEMES))
        // What is no address stands behind the label: see `link`.
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some(REL));
    builder
}
