//! Input made to hurt: the longest post there is, of one pattern over and over.
//! Cost is held against that of a plain post of the same length.

use std::{fs, thread, time::Duration};

use super::{clean_body, typed_body};
use crate::plain_text;

/// The longest post (code points).
const LONGEST: usize = 20_000;

/// How many times the cost of plain text a hostile text may have. The worst
/// measured is 15; entities without their breaks stand at 240.
const MOST_TIMES: u32 = 60;

const PATTERNS: &[&str] = &[
    "<",
    "<a ",
    "<!--",
    "<![CDATA[",
    "<?",
    "<b>",
    "</b>",
    "<b><i>",
    "<div>",
    "<p>",
    "<p></p>",
    "<br>",
    "<li>",
    "<ul><li>",
    "<ol><li>a",
    "<blockquote>",
    "<blockquote>a",
    "<pre>",
    "<h1>",
    "<code>a</code>",
    "<b>a</b>b",
    "<a href=b>",
    "<a href=https://a>b</a>",
    "<table>",
    "<table><tr><td>",
    "<td>",
    "<tr>",
    "<table><td>a<table>",
    "<font>",
    "<em><p>",
    "<a><p>",
    "<b><div>a",
    "&",
    "&amp;",
    "&nbsp;",
    "\u{a0}",
    "\\",
    "\"",
    "&#x202e;",
    "\u{202e}",
    "é",
    "\n",
    "a\n\n",
    "http://a ",
    "http://é.a ",
    "http://[::1] ",
    "www. ",
    "www.a.b ",
    "a@b.c ",
    "a@",
    "@b.c",
    "https://a)))",
    "https://a(((((",
    "((",
    "0",
    "01803 555 000 ",
    "+44",
    "(0",
    "0 (0",
];

fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = PATTERNS
        .iter()
        .map(|pattern| pattern.repeat(LONGEST / pattern.chars().count()))
        .collect();
    let half = LONGEST / 2;
    texts.extend([
        "<p>".repeat(16 * LONGEST / 3),
        "<li>".repeat(16 * LONGEST / 4),
        "<tr>".repeat(16 * LONGEST / 4),
        "<b>a</b>".repeat(LONGEST),
        format!("{}{}", "<b>".repeat(half / 3), "</b>".repeat(half / 4)),
        format!("{}a{}", "<div>".repeat(half / 5), "</div>".repeat(half / 6)),
        format!(
            "<a href=\"https://a.example/{}\">b</a>",
            "c".repeat(LONGEST)
        ),
        format!("<table>{}", "<tr><td>a".repeat(LONGEST / 9)),
        // A sign that opens no tag, and entities in one.
        format!("< {}", "&".repeat(4 * LONGEST)),
        format!("<a href=\"https://a/?{}\">b</a>", "&".repeat(4 * LONGEST)),
        format!("<a href=\"https://a/?{}\">b</a>", "&".repeat(4_000)).repeat(10),
    ]);
    texts
}

/// What this thread has worked so far. The time that others had the processor
/// is not in it.
fn worked() -> Duration {
    // The kernel writes it down when a thread gives way.
    thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap())
}

fn cost(text: &str) -> Duration {
    let before = worked();
    let cleaned = std::hint::black_box((clean_body(text, LONGEST), typed_body(text, LONGEST)));
    if let (Ok(body), _) = cleaned {
        std::hint::black_box(plain_text(&body.html));
    }
    worked() - before
}

#[test]
fn no_text_costs_much_more_than_a_plain_one() {
    let plain = "words and more ".repeat(LONGEST / 15);
    let linear = (0..7).map(|_| cost(&plain)).min().unwrap();
    for text in hostile_texts() {
        // Others may have had the caches: what is really slow is slow five times
        // over.
        let limit = linear * MOST_TIMES;
        let met = (0..5).any(|_| cost(&text) <= limit);
        let head: String = text.chars().take(30).collect();
        assert!(
            met,
            "{head:?}… takes more than {limit:?}, plain text {linear:?}"
        );
    }
}

#[test]
fn no_body_grows_out_of_measure() {
    for text in hostile_texts() {
        for body in [clean_body(&text, LONGEST), typed_body(&text, LONGEST)]
            .into_iter()
            .flatten()
        {
            let head: String = text.chars().take(30).collect();
            let (html, mail) = (body.html.len(), body.text.len());
            assert!(html <= 16 * LONGEST, "{head:?}… gave {html} bytes of HTML");
            assert!(mail <= 16 * LONGEST, "{head:?}… gave {mail} bytes of text");
        }
    }
}

#[test]
fn depth_is_no_matter_to_the_stack() {
    // A sixteenth of what a worker thread has.
    let small = thread::Builder::new().stack_size(128 * 1024);
    let work = small.spawn(|| {
        for text in hostile_texts() {
            cost(&text);
        }
        // Far beyond what a member can post: nothing in here recurses.
        cost(&"<div>".repeat(200_000));
        cost(&"<ul><li>".repeat(100_000));
        cost(&"<b>a".repeat(50_000));
        cost(&"<blockquote>".repeat(100_000));
    });
    assert!(work.unwrap().join().is_ok());
}
