//! What each feature of Markdown looks like in a post.

use super::checker::assert_safe;
use crate::{Rendered, plain_text, render, render_trusted_page};

const REL: &str = "rel=\"nofollow ugc noopener noreferrer\"";

/// Renders each source and compares; `REL` in the HTML stands for what every
/// link says.
fn assert_all(cases: &[(&str, &str)]) {
    for (source, html) in cases {
        let expected = html.replace("REL", REL);
        assert_eq!(assert_safe(source).trim_end(), expected, "from {source:?}");
    }
}

#[test]
fn paragraphs_and_line_breaks_are_as_typed() {
    assert_all(&[
        ("", ""),
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\r\ntwo\r\n\r\nthree", "<p>one<br>two</p>\n<p>three</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        (
            "10\u{a0}am &copy; &amp; &lt;b&gt;",
            "<p>10&nbsp;am © &amp; &lt;b&gt;</p>",
        ),
    ]);
}

#[test]
fn emphasis_code_and_strikethrough() {
    assert_all(&[
        (
            "*a* **b** ***c***",
            "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em></p>",
        ),
        ("~~gone~~ ~too~", "<p><del>gone</del> <del>too</del></p>"),
        (
            "snake_case_name 2*3*4",
            "<p>snake_case_name 2<em>3</em>4</p>",
        ),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        (
            "```rust\nlet a = 1;\n```",
            "<pre><code>let a = 1;\n</code></pre>",
        ),
        (
            "```so I said\nhello\n```",
            "<pre><code>so I said\nhello\n</code></pre>",
        ),
        (
            "    four\n    spaces",
            "<pre><code>four\nspaces</code></pre>",
        ),
        ("\\*not\\*", "<p>*not*</p>"),
    ]);
}

#[test]
fn headings_stand_under_the_thread() {
    assert_all(&[
        (
            "# One\n## Two\n### Three\n#### Four\n##### Five",
            "<h3>One</h3>\n<h4>Two</h4>\n<h5>Three</h5>\n<h6>Four</h6>\n<h6>Five</h6>",
        ),
        // No level is left out, however the writer counted.
        (
            "### First\n\n##### Under it\n\n## Next",
            "<h3>First</h3>\n<h4>Under it</h4>\n<h3>Next</h3>",
        ),
        ("Title\n=====", "<h3>Title</h3>"),
        ("#hashtag", "<p>#hashtag</p>"),
    ]);
    assert_eq!(
        render_trusted_page("# Be kind\n\n## Why\n\nIt [works](https://example.org)."),
        format!(
            "<h2>Be kind</h2>\n<h3>Why</h3>\n<p>It <a href=\"https://example.org\" {REL}>works</a>.</p>\n"
        )
    );
}

#[test]
fn lists_and_quotes() {
    assert_all(&[
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3) a\n4) b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
        (
            "- a\n  1. b\n- c",
            "<ul><li>a<ol><li>b</li></ol>\n</li><li>c</li></ul>",
        ),
        (
            "- a\n\n- b",
            "<ul><li><p>a</p>\n</li><li><p>b</p>\n</li></ul>",
        ),
        (
            "- [ ] ring\n- [x] write",
            "<ul><li>[ ] ring</li><li>[x] write</li></ul>",
        ),
        (
            "> said\n> Ann\n\nYes",
            "<blockquote><p>said<br>Ann</p>\n</blockquote>\n<p>Yes</p>",
        ),
        (
            "> a\n> > b",
            "<blockquote><p>a</p>\n<blockquote><p>b</p>\n</blockquote>\n</blockquote>",
        ),
    ]);
}

#[test]
fn tables_scroll_in_a_box_of_their_own() {
    assert_all(&[(
        "| who | when |\n|:---|---:|\n| *Ann* | May |\n| Bo |",
        "<div class=\"table-scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\
         <thead><tr><th>who</th><th>when</th></tr></thead>\
         <tbody><tr><td><em>Ann</em></td><td>May</td></tr><tr><td>Bo</td><td></td></tr></tbody>\
         </table></div>",
    )]);
}

#[test]
fn links_go_to_four_schemes() {
    assert_all(&[
        (
            "[form](https://example.org/a?b=c&d=e)",
            "<p><a href=\"https://example.org/a?b=c&amp;d=e\" REL>form</a></p>",
        ),
        (
            "[form](https://example.org \"a title\")",
            "<p><a href=\"https://example.org\" REL>form</a></p>",
        ),
        (
            "<https://example.org>",
            "<p><a href=\"https://example.org\" REL>https://example.org</a></p>",
        ),
        (
            "<ann@example.org>",
            "<p><a href=\"mailto:ann@example.org\" REL>ann@example.org</a></p>",
        ),
        (
            "[call](tel:+441612345678)",
            "<p><a href=\"tel:+441612345678\" REL>call</a></p>",
        ),
        (
            "[a][b]\n\n[b]: http://example.org",
            "<p><a href=\"http://example.org\" REL>a</a></p>",
        ),
        (
            "[a](www.example.org)",
            "<p><a href=\"https://www.example.org\" REL>a</a></p>",
        ),
        // What is no address stays to be read.
        ("[form](example.org/form)", "<p>form (example.org/form)</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        (
            "[bank](https://nhs.uk@evil.example/)",
            "<p>bank (https://nhs.uk@evil.example/)</p>",
        ),
        ("[x]()", "<p>x</p>"),
    ]);
}

#[test]
fn bare_addresses_become_links() {
    assert_all(&[
        (
            "See https://example.org/a_b_c.",
            "<p>See <a href=\"https://example.org/a_b_c\" REL>https://example.org/a_b_c</a>.</p>",
        ),
        (
            "(www.example.org)",
            "<p>(<a href=\"https://www.example.org\" REL>www.example.org</a>)</p>",
        ),
        (
            "**https://example.org**",
            "<p><strong><a href=\"https://example.org\" REL>https://example.org</a></strong></p>",
        ),
        (
            "`https://example.org`",
            "<p><code>https://example.org</code></p>",
        ),
        (
            "    https://example.org",
            "<pre><code>https://example.org</code></pre>",
        ),
        (
            "[see https://a.example](https://b.example)",
            "<p><a href=\"https://b.example\" REL>see https://a.example</a></p>",
        ),
        (
            "https://a.example/?x=1&y=2",
            "<p><a href=\"https://a.example/?x=1&amp;y=2\" REL>https://a.example/?x=1&amp;y=2</a></p>",
        ),
        (
            "one https://a.example\ntwo http://b.example",
            "<p>one <a href=\"https://a.example\" REL>https://a.example</a><br>two <a href=\"http://b.example\" REL>http://b.example</a></p>",
        ),
        ("ftp://example.org", "<p>ftp://example.org</p>"),
        ("ann@example.org", "<p>ann@example.org</p>"),
    ]);
}

#[test]
fn images_are_links_and_load_nothing() {
    assert_all(&[
        (
            "![Poster](https://example.org/p.png)",
            "<p><a href=\"https://example.org/p.png\" REL>Poster</a></p>",
        ),
        (
            "![](https://example.org/p.png)",
            "<p><a href=\"https://example.org/p.png\" REL>image</a></p>",
        ),
        (
            "![a *b*](https://example.org/p.png)",
            "<p><a href=\"https://example.org/p.png\" REL>a <em>b</em></a></p>",
        ),
        (
            "[![Logo](https://a.example/l.png)](https://b.example)",
            "<p><a href=\"https://b.example\" REL>Logo</a></p>",
        ),
        ("![x](data:image/png;base64,AAAA)", "<p>x</p>"),
        ("![](data:image/png;base64,AAAA)", "<p>image</p>"),
    ]);
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_all(&[
        (
            "a <b>bold</b> move",
            "<p>a &lt;b&gt;bold&lt;/b&gt; move</p>",
        ),
        (
            "<div>\nx *y*\n</div>",
            "<p>&lt;div&gt;<br>x *y*<br>&lt;/div&gt;</p>",
        ),
        ("<!-- note -->", "<p>&lt;!-- note --&gt;</p>"),
        ("<3 you", "<p>&lt;3 you</p>"),
        (
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
    ]);
}

#[test]
fn what_commonmark_would_swallow_is_shown() {
    assert_all(&[
        ("[Teacher]: Hello", "<p>[Teacher]: Hello</p>"),
        (
            "[Pupil]: https://example.org",
            "<p>[Pupil]: <a href=\"https://example.org\" REL>https://example.org</a></p>",
        ),
        ("[a]: one\n\n[a]: two", "<p>[a]: one</p>\n<p>[a]: two</p>"),
        (
            "> [A]: yes\n\n[B]\n\n[b]: https://example.org",
            "<blockquote><p>[A]: yes</p>\n</blockquote>\n<p><a href=\"https://example.org\" REL>B</a></p>",
        ),
    ]);
    assert_eq!(plain_text("[Teacher]: Hello"), "[Teacher]: Hello");
}

#[test]
fn depth_is_cut_and_the_words_stay() {
    let html = assert_safe(&format!("{} deep", ">".repeat(30)));
    assert_eq!(html.matches("<blockquote>").count(), 12);
    assert!(html.contains("deep"), "{html}");
    let nested: String = (0..30)
        .map(|depth| format!("{}- level{depth}\n", "  ".repeat(depth)))
        .collect();
    let html = assert_safe(&nested);
    assert_eq!(html.matches("<ul>").count(), 12);
    assert!(html.contains("level12<br>level13<br>"), "{html}");
    let hidden = assert_safe(&format!("{} text", ">".repeat(40)));
    assert!(hidden.contains("&gt;&gt;&gt;"), "{hidden}");
}

#[test]
fn disguises_are_undone_even_when_spelt_as_entities() {
    assert_all(&[
        ("gpj.&#x202e;exe", "<p>gpj.exe</p>"),
        ("[a](&#x202e;b)", "<p>a (b)</p>"),
        ("pass&#8203;word", "<p>password</p>"),
        ("👩‍🏫 می\u{200c}خواهم", "<p>👩‍🏫 می\u{200c}خواهم</p>"),
        ("a&#0;b", "<p>a\u{fffd}b</p>"),
    ]);
}

#[test]
fn a_whole_post() {
    let Rendered { html, excerpt } = render(
        "Hi all,\n\nwe tried **two things** at Oakfield:\n\n1. a *quiet room*\n2. the [Tuesday group](https://example.org/t)\n\n> It helped\n\nAnn",
    );
    assert_eq!(
        html,
        format!(
            "<p>Hi all,</p>\n<p>we tried <strong>two things</strong> at Oakfield:</p>\n\
             <ol><li>a <em>quiet room</em></li>\
             <li>the <a href=\"https://example.org/t\" {REL}>Tuesday group</a></li></ol>\n\
             <blockquote><p>It helped</p>\n</blockquote>\n<p>Ann</p>\n"
        )
    );
    assert_eq!(
        excerpt,
        "Hi all, we tried two things at Oakfield: a quiet room the Tuesday group It helped Ann"
    );
}
