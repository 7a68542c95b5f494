//! What holds of every rendered text, checked twice over: by a reader that
//! knows the exact few spellings our writer has, and by html5ever's tokeniser,
//! which reads as a browser does and knows nothing of them.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::{clean_body, typed_body};
use crate::{
    Body, TextFault,
    html::REL,
    sanitise::{SCHEMES, sanitise},
};

/// Every element that our writer has.
const ELEMENTS: [&str; 18] = [
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h3",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// No text of these tests is as long.
const LIMIT: usize = 1_000_000;

/// Cleans what came, as HTML and as text, and checks what comes out. Returns the
/// body of the HTML; an empty one where nothing is to be seen.
pub(super) fn assert_safe(source: &str) -> Body {
    assert_sound(source, typed_body(source, LIMIT));
    assert_sound(source, clean_body(source, LIMIT))
}

fn assert_sound(source: &str, cleaned: Result<Body, TextFault>) -> Body {
    let body = match cleaned {
        Ok(body) => body,
        Err(TextFault::Blank | TextFault::ControlCharacter) => Body::default(),
        Err(fault) => panic!("{fault} of {source:?}"),
    };
    let html = &body.html;
    let spelt = only_our_spellings(html);
    assert!(spelt.is_ok(), "{spelt:?}\nfrom {source:?}\ncame {html}");
    let read = only_allowed_tokens(html);
    assert!(read.is_ok(), "{read:?}\nfrom {source:?}\ncame {html}");
    assert_eq!(
        &sanitise(html),
        html,
        "ammonia had work to do, from {source:?}"
    );
    if !html.is_empty() {
        assert_eq!(
            clean_body(html, LIMIT).as_ref(),
            Ok(&body),
            "cleaned twice, from {source:?}"
        );
    }
    body
}

/// The text of a page as a reader sees it, without its elements.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((words, tail)) = rest.split_once('<') {
        text.push_str(words);
        rest = tail.split_once('>').map_or("", |(_, tail)| tail);
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Accepts the language of our writer and nothing else: balanced elements, no
/// link in a link, no stray `<`, `>` or `&`, each start tag spelt one way.
pub(super) fn only_our_spellings(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    loop {
        let (text, tail) = rest.split_once('<').unwrap_or((rest, ""));
        plain_characters(text)?;
        if tail.is_empty() {
            break;
        }
        let (tag, after) = tail.split_once('>').ok_or("a tag without an end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> ends nothing"));
            }
            continue;
        }
        let name = start_tag(tag)?;
        if name == "a" && open.contains(&"a") {
            return Err("a link in a link".to_owned());
        }
        if name != "br" {
            open.push(name);
        }
        if open.len() > 48 {
            return Err("too deep".to_owned());
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("left open: {open:?}"))
    }
}

fn start_tag(tag: &str) -> Result<&str, String> {
    if let Some(numbers) = tag.strip_prefix("ol ") {
        let numbers = numbers
            .split(' ')
            .map(|part| part.trim_end_matches('"').split_once("=\""));
        let are_ours = numbers.into_iter().all(|part| match part {
            Some(("start", first)) => first.parse::<i64>().is_ok_and(|first| first != 1),
            Some(("type", style)) => matches!(style, "a" | "A" | "i" | "I"),
            _ => false,
        });
        return are_ours.then_some("ol").ok_or(format!("numbers {tag}"));
    }
    if let Some(id) = tag.strip_prefix("span data-id=\"") {
        let is_ours = id.strip_suffix('"').is_some_and(|id| {
            id.split_once(':')
                .is_some_and(|(kind, id)| ["member", "thread"].contains(&kind) && id.len() == 32)
        });
        return is_ours.then_some("span").ok_or(format!("reference {tag}"));
    }
    if let Some(link) = tag.strip_prefix("a href=\"") {
        let (href, after) = link.split_once('"').ok_or("no end of href")?;
        if after != format!(" rel=\"{REL}\"") {
            return Err(format!("after href: {after}"));
        }
        plain_characters(&href.replace("&quot;", ""))?;
        return address(&href.replace("&amp;", "&")).map(|()| "a");
    }
    if tag != "a" && ELEMENTS.contains(&tag) {
        return Ok(tag);
    }
    Err(format!("unknown tag <{tag}>"))
}

fn plain_characters(text: &str) -> Result<(), String> {
    if let Some(char) = text.chars().find(|char| {
        matches!(char, '>' | '\u{a0}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || char.is_control() && !matches!(char, '\n' | '\t')
    }) {
        return Err(format!("{char:?} stands bare"));
    }
    for after in text.split('&').skip(1) {
        if !["amp;", "lt;", "gt;", "nbsp;"]
            .iter()
            .any(|entity| after.starts_with(entity))
        {
            return Err(format!("bare & before {after:?}"));
        }
    }
    Ok(())
}

fn address(href: &str) -> Result<(), String> {
    let lower = href.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|beginning| lower.starts_with(beginning) && lower.len() > beginning.len());
    if known
        && href
            .chars()
            .all(|char| char.is_ascii() && !char.is_ascii_control())
    {
        Ok(())
    } else {
        Err(format!("link to {href:?}"))
    }
}

/// Reads with html5ever's tokeniser and accepts only what the page may hold.
pub(super) fn only_allowed_tokens(html: &str) -> Result<(), String> {
    let faults = Faults(RefCell::new(Vec::new()));
    let tokeniser = Tokenizer::new(faults, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokeniser.feed(&input);
    tokeniser.end();
    let found = tokeniser.sink.0.into_inner();
    if found.is_empty() {
        Ok(())
    } else {
        Err(found.join("; "))
    }
}

struct Faults(RefCell<Vec<String>>);

impl TokenSink for Faults {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let fault = match token {
            Token::TagToken(tag) => tag_fault(&tag),
            Token::CharacterTokens(_) | Token::EOFToken => None,
            other => Some(format!("{other:?}")),
        };
        self.0.borrow_mut().extend(fault);
        TokenSinkResult::Continue
    }
}

fn tag_fault(tag: &Tag) -> Option<String> {
    let name: &str = &tag.name;
    if !ELEMENTS.contains(&name) {
        return Some(format!("element {name}"));
    }
    if tag.kind == TagKind::EndTag {
        return (!tag.attrs.is_empty()).then(|| "attributes at an end".to_owned());
    }
    tag.attrs.iter().find_map(|attribute| {
        let (key, value): (&str, &str) = (&attribute.name.local, &attribute.value);
        let fine = match (name, key) {
            ("a", "href") => {
                url::Url::parse(value).is_ok_and(|url| SCHEMES.contains(&url.scheme()))
            }
            ("a", "rel") => value == REL,
            ("span", "data-id") => crate::Reference::read(value).is_some(),
            ("ol", "start") => value.parse::<i64>().is_ok(),
            ("ol", "type") => matches!(value, "a" | "A" | "i" | "I"),
            _ => false,
        };
        (!fine).then(|| format!("{key}={value:?} on {name}"))
    })
}

#[test]
fn the_checker_finds_what_it_looks_for() {
    for bad in [
        "<script>x</script>",
        "<img src=\"https://a.example\">",
        "<p onclick=\"x\">a</p>",
        "<a href=\"javascript:x\" rel=\"nofollow ugc noopener noreferrer\">a</a>",
        "<a href=\"https://a.example\">a</a>",
        "<p class=\"x\">a</p>",
        "<div class=\"other\">a</div>",
        "<p><!-- a --></p>",
        "<p style=\"x\">a</p>",
        "<iframe>",
    ] {
        assert!(only_our_spellings(bad).is_err(), "{bad}");
        // A link that does not say `nofollow` is for the first reader alone.
        if !bad.contains("a.example\">a") {
            assert!(only_allowed_tokens(bad).is_err(), "{bad}");
        }
    }
    for bad in [
        "<p>a",
        "a</p>",
        "<p>a & b</p>",
        "<p>a > b</p>",
        "<p>a\u{202e}b</p>",
        "<p",
    ] {
        assert!(only_our_spellings(bad).is_err(), "{bad}");
    }
}
