//! Input made to hurt: the longest post there is, of one pattern over and over.
//! Cost is held against that of a plain post of the same length.

use std::{fs, thread, time::Duration};

use super::checker::assert_safe;
use crate::{plain_text, render};

/// The longest post (code points).
const LONGEST: usize = 20_000;

/// How many times the cost of plain text a hostile text may have. The worst
/// measured is 15; entities without their breaks stand at 240.
const MOST_TIMES: u32 = 60;

const PATTERNS: &[&str] = &[
    "[",
    "]",
    "![",
    "[a](",
    "[a](b",
    "[a](<b",
    "[a][b]",
    "[a]: b\n",
    "[![",
    "*[",
    "**[a](b)",
    "[x](http://a)",
    "[a](((",
    ">",
    "> ",
    "> - ",
    "- ",
    "1. ",
    "* a\n",
    "- a\n  ",
    "\n- ",
    "*",
    "**a ",
    "*a_",
    "_",
    "_*",
    "*_a ",
    "a**b",
    "~",
    "~~a",
    "`",
    "`a``",
    "```\n",
    "    a\n",
    "\t",
    "<",
    "<a ",
    "<!--",
    "<![CDATA[",
    "<?",
    "<b>",
    "</b>",
    "<div>\n",
    "<p>\n\n",
    "&",
    "&amp;",
    "\u{a0}",
    "\\",
    "\"",
    "&#x202e;",
    "\u{202e}",
    "é",
    "\n",
    "# a\n",
    "#\n",
    "a\n===\n",
    "a\n\n",
    "|",
    "|-",
    "a|b\n",
    "|a|a|\n|-|-|\n\n",
    "http://a ",
    "http://é.a ",
    "http://[::1] ",
    "www. ",
    "www.a.b ",
    "<http:a>",
    "<http://a>",
    "<a@b.c>",
    "https://a)))",
    "https://a(((((",
    "((",
];

fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = PATTERNS
        .iter()
        .map(|pattern| pattern.repeat(LONGEST / pattern.chars().count()))
        .collect();
    texts.extend([
        // Wide tables with short rows, which are filled up to the full width.
        format!(
            "{}\n{}\n{}",
            "|a".repeat(140),
            "|-".repeat(140),
            "|\n".repeat(9_700)
        ),
        format!(
            "{}\n{}\n{}",
            "|a".repeat(4),
            "|-".repeat(4),
            "a\n".repeat(1_900)
        ),
        format!(
            "{}\n{}\n{}",
            "|a".repeat(60),
            "|-".repeat(60),
            "a\n".repeat(9_800)
        ),
        // Depth line by line, and deep boxes over many lazy lines.
        (0..140)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect(),
        (0..190)
            .map(|depth| format!("{}a\n", ">".repeat(depth)))
            .collect(),
        format!("{}a\n{}", ">".repeat(10_000), "a\n".repeat(5_000)),
        format!("{}a\n{}", "- ".repeat(5_000), "\n".repeat(10_000)),
        format!("{}a\n{}a", "> - ".repeat(2_500), "> ".repeat(5_000)),
        // One long reference, used again and again.
        format!(
            "[a]: http://{}\n\n{}",
            "b".repeat(10_000),
            "[a] ".repeat(2_500)
        ),
        format!("{}{}", "[".repeat(5_000), "](a)".repeat(3_700)),
        format!("{}a{}", "*".repeat(10_000), "*".repeat(10_000)),
        format!("{}a{}", "*a ".repeat(3_300), " a*".repeat(3_300)),
        (1..198)
            .map(|ticks| format!("a{}", "`".repeat(ticks)))
            .collect(),
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
    std::hint::black_box((render(text), plain_text(text)));
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
fn no_text_grows_out_of_measure() {
    for text in hostile_texts() {
        let html = assert_safe(&text);
        let head: String = text.chars().take(30).collect();
        assert!(
            html.len() < 8 * text.len(),
            "{head:?}… gave {} bytes of HTML from {}",
            html.len(),
            text.len()
        );
        let mail = plain_text(&text);
        assert!(
            mail.len() <= 8 * LONGEST,
            "{head:?}… gave {} bytes of text",
            mail.len()
        );
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
        cost(&">".repeat(200_000));
        cost(&"- ".repeat(100_000));
        cost(&"*a ".repeat(50_000));
        cost(&"[".repeat(200_000));
    });
    assert!(work.unwrap().join().is_ok());
}
