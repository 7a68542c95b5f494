//! What holds for any input. The generator is ours and seeded, so that a
//! failure is the same failure tomorrow.

use super::checker::{assert_safe, text_of};
use crate::{EXCERPT_LENGTH, SLUG_LENGTH, TextFault, clean_line, clean_text, slug};

/// Marsaglia's xorshift: enough to shuffle test input.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn text(&mut self, from: &[&str], most: usize) -> String {
        (0..self.roll(most)).map(|_| self.pick(from)).collect()
    }
}

/// What HTML is made of, and what upsets their readers.
const PIECES: &[&str] = &[
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "a",
    "word",
    "É",
    "日本",
    "👩‍🏫",
    "\u{301}",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "\"",
    "'",
    "=",
    "&",
    ";",
    "&lt;",
    "&#x202e;",
    "&#0;",
    "&nbsp;",
    "&colon;",
    "#",
    "## ",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    ">> ",
    "|",
    "|---|",
    "|:-:|",
    "| a ",
    "---\n",
    "===\n",
    "\\",
    ":",
    "://",
    "https://",
    "http://a.b/",
    "www.",
    "www.a.example",
    "javascript:",
    "data:",
    "mailto:",
    "tel:",
    "a@b.example",
    "[a]",
    "[a]: ",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "<div>\n",
    "<p>",
    "<a href=\"",
    "<svg>",
    "<style>",
    "<table>",
    "<br>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "</ul>",
    "<ol start=3 type=a>",
    "</ol>",
    "<li>",
    "</li>",
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "<h2>",
    "</h2>",
    "<a href=\"https://a.example/\">",
    "<a href=\"rules\">",
    "<span data-id=\"member:00000000000000000000000000000001\">",
    "<a data-id=\"thread:00000000000000000000000000000002\">",
    "</span>",
    "</a>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<hr>",
    "01803 555 000",
    "+44 ",
    "<b",
    " onclick=x",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "\u{e0041}",
    "[ ] ",
    "[^1]",
    "{#x}",
    "$",
    "^",
    "https://x.example/(a)",
    "<https://x.example>",
];

#[test]
fn any_text_is_cleaned_and_the_same_each_time() {
    let mut dice = Dice(0x00c0_ffee_1234_5678);
    for _ in 0..4_000 {
        assert_safe(&dice.text(PIECES, 40));
    }
}

#[test]
fn excerpts_are_short_lines() {
    let mut dice = Dice(0x0bad_5eed_0000_0001);
    for _ in 0..1_500 {
        let source = dice.text(PIECES, 200);
        let excerpt = assert_safe(&source).excerpt;
        assert!(
            excerpt.chars().count() <= EXCERPT_LENGTH + 1,
            "{source:?} gave {excerpt:?}"
        );
        assert!(
            !excerpt.contains(['\n', '\t', '\r']),
            "{source:?} gave {excerpt:?}"
        );
        assert!(!excerpt.contains("  "), "{source:?} gave {excerpt:?}");
        assert_eq!(excerpt.trim(), excerpt, "{source:?}");
    }
}

#[test]
fn slugs_are_always_addresses() {
    let mut dice = Dice(0x51a6_0000_0000_0001);
    for _ in 0..1_500 {
        let title = dice.text(PIECES, 60);
        let slug = slug(&title);
        assert!(
            (1..=SLUG_LENGTH).contains(&slug.len()),
            "{title:?} gave {slug:?}"
        );
        let letters = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        assert!(slug.bytes().all(letters), "{title:?} gave {slug:?}");
        assert!(
            !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"),
            "{slug}"
        );
    }
}

#[test]
fn cleaning_twice_changes_nothing_more() {
    let mut dice = Dice(0xc1ea_0000_0000_0001);
    let mut cleaned = 0;
    for _ in 0..4_000 {
        let text = dice.text(PIECES, 12);
        for clean in [clean_text, clean_line] {
            match clean(&text, 60) {
                Ok(once) => {
                    cleaned += 1;
                    assert_eq!(clean(&once, 60), Ok(once.clone()), "from {text:?}");
                    assert!(once.chars().count() <= 60 && !once.trim().is_empty());
                }
                Err(TextFault::ControlCharacter) => {
                    assert!(text.chars().any(char::is_control), "{text:?}");
                }
                Err(TextFault::TooLong { limit, was }) => assert!(was > limit && limit == 60),
                Err(TextFault::Blank) => {
                    assert!(!text.chars().any(char::is_alphanumeric), "{text:?}");
                }
            }
        }
    }
    assert!(
        cleaned > 1_000,
        "the generator made hardly any clean text: {cleaned}"
    );
}

/// Marks that change how words look and must not swallow any.
const MARKS: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<b>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "</h1>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<hr>",
    "<span>",
    "<u>",
    "<font color=red>",
    "<o:p>",
    "</o:p>",
    "<a href=\"https://a.example/\">",
    "<a href=rules>",
    "</a>",
    "&amp;",
    "&nbsp;",
    " &lt; ",
    " https://a.example/ ",
    "\"",
];

#[test]
fn no_word_is_lost() {
    let mut dice = Dice(0x0123_4567_89ab_cdef);
    for _ in 0..2_000 {
        let count = 1 + dice.roll(25);
        let words: Vec<String> = (0..count).map(|at| format!("word{at}w")).collect();
        let source: String = words
            .iter()
            .map(|word| format!("{}{word}", dice.pick(MARKS)))
            .collect();
        let body = assert_safe(&source);
        let shown = text_of(&body.html);
        for word in &words {
            assert!(
                shown.contains(word.as_str()),
                "{word} of {source:?} is not in {shown:?}"
            );
            assert!(
                body.text.contains(word.as_str()),
                "{word} of {source:?} is not in {:?}",
                body.text
            );
        }
    }
}
