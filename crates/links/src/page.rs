//! What a page is called, from the first part of its HTML.

use std::cell::RefCell;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use unicode_segmentation::UnicodeSegmentation as _;
use url::Url;

/// Characters of a title.
const TITLE_LIMIT: usize = 140;
/// Characters of a description.
const DESCRIPTION_LIMIT: usize = 400;
/// Bytes in which a page says how it is written (HTML Living Standard, 13.2.3.2).
const PRESCAN: usize = 1_024;

/// A page that was opened. Its words are one line of plain text each, as long as Cove
/// shows them at most, and are the website's: they go where members' words may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is, after all redirects.
    pub final_url: Url,
    /// None, if it has none, or is a document that is no HTML.
    pub title: Option<String>,
    pub description: Option<String>,
}

/// Title and description.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub title: Option<String>,
    pub description: Option<String>,
}

/// Whether enough of a page is there: what comes after its head is not needed.
pub(crate) fn has_whole_head(body: &[u8]) -> bool {
    const END: &[u8] = b"</head";
    body.windows(END.len())
        .any(|part| part.eq_ignore_ascii_case(END))
}

/// Reads the beginning of an HTML page. `charset` is what its headers say.
pub(crate) fn words(body: &[u8], charset: Option<&str>) -> Words {
    let text = decode(body, charset);
    let tokeniser = Tokenizer::new(Found::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(text.as_str().into());
    // Only a sink that runs scripts is asked to wait.
    let _ = tokeniser.feed(&input);
    tokeniser.end();
    let found = tokeniser.sink.0.into_inner();
    let line = |texts: [&Option<String>; 2], limit| {
        texts
            .into_iter()
            .flatten()
            .find_map(|text| one_line(text, limit))
    };
    Words {
        // The one for sharing comes without the site's name.
        title: line([&found.shared_title, &found.title], TITLE_LIMIT),
        description: line(
            [&found.shared_description, &found.description],
            DESCRIPTION_LIMIT,
        ),
    }
}

/// By its mark, its headers, its own word, and else by trying: what is not UTF-8 is
/// most often what Windows wrote.
fn decode(body: &[u8], charset: Option<&str>) -> String {
    let said = || charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = Encoding::for_bom(body)
        .map(|(encoding, _)| encoding)
        .or_else(said)
        .or_else(|| prescan(body))
        .unwrap_or_else(|| match std::str::from_utf8(body) {
            // Cut within a letter, it is UTF-8 all the same.
            Err(error) if error.error_len().is_some() => WINDOWS_1252,
            _ => UTF_8,
        });
    encoding.decode(body).0.into_owned()
}

fn prescan(body: &[u8]) -> Option<&'static Encoding> {
    let start = body.get(..PRESCAN).unwrap_or(body).to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    let said = start.split("<meta").skip(1).find_map(|meta| {
        let (_, said) = meta.split('>').next()?.split_once("charset")?;
        let said = said
            .trim_start()
            .strip_prefix('=')?
            .trim_start_matches([' ', '"', '\'']);
        said.split([' ', '"', '\'', ';', '/']).next()
    })?;
    // Who can read this in a page that claims to be UTF-16 reads UTF-8.
    Encoding::for_label(said.as_bytes()).map(Encoding::output_encoding)
}

#[derive(Default)]
struct Found(RefCell<Fields>);

#[derive(Default)]
struct Fields {
    title: Option<String>,
    shared_title: Option<String>,
    description: Option<String>,
    shared_description: Option<String>,
    is_in_title: bool,
}

impl TokenSink for Found {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut fields = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return fields.tag(&tag),
            Token::CharacterTokens(text) if fields.is_in_title => {
                fields.title.get_or_insert_default().push_str(&text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Fields {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let is_start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "title" if is_start => {
                // The first one: pictures have some, too.
                self.is_in_title = self.title.is_none();
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            "title" => {
                self.is_in_title = false;
                TokenSinkResult::Continue
            }
            "textarea" if is_start => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" if is_start => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" if is_start => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "meta" if is_start => {
                self.meta(tag);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let value = |key: &str| {
            let mut attributes = tag.attrs.iter();
            attributes
                .find(|a| &*a.name.local == key)
                .map(|a| &*a.value)
        };
        let Some(content) = value("content") else {
            return;
        };
        let name = value("property")
            .or_else(|| value("name"))
            .unwrap_or_default();
        let field = match name.trim().to_ascii_lowercase().as_str() {
            "og:title" => &mut self.shared_title,
            "og:description" => &mut self.shared_description,
            "description" => &mut self.description,
            _ => return,
        };
        field.get_or_insert_with(|| content.to_owned());
    }
}

/// One line without what is not seen, cut between two characters.
fn one_line(text: &str, limit: usize) -> Option<String> {
    let seen: String = text
        .chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .filter(|char| !is_unseen(*char))
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    if line.chars().count() <= limit {
        return Some(line);
    }
    let mut cut = String::new();
    let mut length = 0;
    for grapheme in line.graphemes(true) {
        length += grapheme.chars().count();
        if length >= limit {
            break;
        }
        cut.push_str(grapheme);
    }
    Some(format!("{}…", cut.trim_end()))
}

/// What has no width, or turns the direction of what follows. The joiners stay, which
/// Persian and emoji need.
const fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{DESCRIPTION_LIMIT, TITLE_LIMIT, Words, has_whole_head, words};

    fn title(html: &str) -> Option<String> {
        words(html.as_bytes(), None).title
    }

    #[test]
    fn title_and_description_are_one_line_each() {
        let html = "<!doctype html><html><head><title>\n Self-harm &amp; you\n\t</title>\
            <META Name=Description content='What &quot;helps&quot;,\nand what does not'></head>";
        assert_eq!(
            words(html.as_bytes(), None),
            Words {
                title: Some("Self-harm & you".to_owned()),
                description: Some("What \"helps\", and what does not".to_owned()),
            }
        );
        assert_eq!(words(b"", None), Words::default());
        assert_eq!(title("<title> \u{200b} </title>"), None);
        assert_eq!(title("<title>a<b>c</title>").as_deref(), Some("a<b>c"));
    }

    #[test]
    fn words_for_sharing_come_first() {
        let html = "<title>Sleep | A Trust</title><meta property=og:title content=Sleep>\
            <meta name=description content=long><meta property='og:description' content=short>";
        let found = words(html.as_bytes(), None);
        assert_eq!(found.title.as_deref(), Some("Sleep"));
        assert_eq!(found.description.as_deref(), Some("short"));
        let html = "<title>Sleep</title><meta property=og:title content=''>";
        assert_eq!(
            title(html).as_deref(),
            Some("Sleep"),
            "an empty one is none"
        );
    }

    #[test]
    fn only_the_first_title_counts_and_none_of_a_script() {
        for html in [
            "<script>'<title>no</title>'</script><title>yes</title><svg><title>no</title></svg>",
            "<style><title>no</title></style><title>yes</title>",
            "<!-- <title>no</title> --><title>yes</title>",
            "<textarea><title>no</title></textarea><title>yes</title>",
            "<title>yes",
        ] {
            assert_eq!(title(html).as_deref(), Some("yes"), "{html}");
        }
    }

    #[test]
    fn letters_are_read_as_they_were_written() {
        let says = |body: &[u8], charset| words(body, charset).title.unwrap_or_default();
        assert_eq!(says(b"<title>caf\xe9</title>", Some("iso-8859-1")), "café");
        assert_eq!(says(b"<title>caf\xe9</title>", None), "café");
        assert_eq!(says("<title>café</title>".as_bytes(), None), "café");
        assert_eq!(says("<title>café</title>".as_bytes(), Some("what")), "café");
        assert_eq!(
            says(
                b"<meta charset=\"windows-1251\"><title>\xcc\xe8\xf0</title>",
                None
            ),
            "Мир"
        );
        assert_eq!(
            says(b"<meta http-equiv=content-type content='text/html; charset=Shift_JIS'><title>\x83n</title>", None),
            "ハ"
        );
        let utf_16: Vec<u8> = "\u{feff}<title>hé</title>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(says(&utf_16, None), "hé");
        assert_eq!(
            says("<meta charset=utf-16><title>hé</title>".as_bytes(), None),
            "hé"
        );
        let cut = "<title>café</title><p>é".as_bytes();
        assert_eq!(
            says(&cut[..cut.len() - 1], None),
            "café",
            "cut within a letter"
        );
    }

    #[test]
    fn a_long_one_is_cut_and_nothing_unseen_is_left() {
        let family = "👨‍👩‍👧";
        let html = format!(
            "<title>{}</title><meta name=description content='{}'>",
            family.repeat(100),
            "word ".repeat(200)
        );
        let found = words(html.as_bytes(), None);
        let title = found.title.unwrap();
        assert!(
            title.chars().count() <= TITLE_LIMIT && title.ends_with("👧…"),
            "{title}"
        );
        let description = found.description.unwrap();
        assert!(
            description.chars().count() <= DESCRIPTION_LIMIT,
            "{description}"
        );
        assert!(description.ends_with("word…"), "{description}");
        assert_eq!(
            title_of("a\u{202e}b\u{0}c\u{2066}d\u{feff}"),
            "ab\u{fffd}cd"
        );
    }

    fn title_of(text: &str) -> String {
        title(&format!("<title>{text}</title>")).unwrap_or_default()
    }

    #[test]
    fn a_head_that_is_whole_is_seen() {
        assert!(has_whole_head(b"<head><title>x</title></HEAD ><body>"));
        assert!(!has_whole_head(b"<head><title>x</title><"));
        assert!(!has_whole_head(b""));
    }

    /// html5ever compares each attribute of a tag with all before it.
    #[test]
    fn a_tag_of_attributes_alone_ends() {
        let attributes: String = (0..20_000).map(|n| format!(" {n:x}")).collect();
        assert_eq!(
            title(&format!("<p{attributes}><title>x</title>")).as_deref(),
            Some("x")
        );
    }
}
