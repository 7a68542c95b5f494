//! What members see of what they write.

use domain::id::{MemberId, ThreadId};
use uuid::Uuid;

use super::checker::assert_safe;
use super::{clean_body, typed_body};
use crate::{Reference, Retired, Shown, TextFault, plain_text, references, with_names};

fn html(source: &str) -> String {
    assert_safe(source).html
}

fn text(source: &str) -> String {
    let body = assert_safe(source);
    assert_eq!(plain_text(&body.html), body.text, "{source:?}");
    body.text
}

#[test]
fn what_an_editor_writes_stays_as_it_is() {
    for source in [
        "<p>One <strong>two</strong> <em>three</em> <code>four</code></p><h3>Five</h3>",
        "<ul><li><p>a</p><ol start=\"3\" type=\"a\"><li><p>b</p></li></ol></li><li><p>c</p></li></ul>",
        "<blockquote><p>said</p><p>again</p></blockquote><p>answer</p>",
        "<pre><code>let a;\n\n  let b;</code></pre>",
        "<p>one<br>two  and  three</p>",
        "<p>above</p><p></p><p>below</p>",
        "<table><tbody><tr><th>who</th><th>when</th></tr><tr><td>Ann</td><td></td></tr></tbody></table>",
    ] {
        assert_eq!(html(source), source);
    }
}

#[test]
fn what_looks_alike_is_written_alike() {
    for (source, clean) in [
        ("Words", "<p>Words</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        (
            "<em><strong>a</strong></em>",
            "<p><strong><em>a</em></strong></p>",
        ),
        (
            "<strong><p>a</p><p>b</p></strong>",
            "<p><strong>a</strong></p><p><strong>b</strong></p>",
        ),
        ("<h1>a</h1><h6>b</h6>", "<h3>a</h3><h3>b</h3>"),
        (
            "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>",
            "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
        ),
        (
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
            "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
        ),
        (
            "<p>a <br> </p><p><br></p><p></p><p>b</p><p></p>",
            "<p>a</p><p></p><p>b</p>",
        ),
        ("<p>a\nb</p>", "<p>a<br>b</p>"),
        (
            "<p>a@b.example<br>b</p>",
            "<p><a href=\"mailto:a@b.example\" rel=\"nofollow ugc noopener noreferrer\">a@b.example</a><br>b</p>",
        ),
        (
            "<p><a href=\"https://a.example\">a <a href=\"https://b.example\">b</a></a></p>",
            "<p><a href=\"https://a.example\" rel=\"nofollow ugc noopener noreferrer\">a </a><a href=\"https://b.example\" rel=\"nofollow ugc noopener noreferrer\">b</a></p>",
        ),
        ("<td>a</td>", "<p>a</p>"),
        (
            "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
            "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
        ),
        ("a<hr>b<img src=x>", "<p>a</p><p>b</p>"),
        (
            "<p style=\"color:red\" class=MsoNormal>a<o:p></o:p></p>",
            "<p>a</p>",
        ),
        ("<a href=\"rules\">here</a>", "<p>here (rules)</p>"),
    ] {
        assert_eq!(html(source), clean, "{source}");
    }
}

#[test]
fn addresses_become_whole_links() {
    for address in [
        "https://urldefense.com/v3/__https://www.example.org/page__;!!AbCdEf!xyz_12-ab$",
        "https://example.sharepoint.com/:w:/r/sites/Team/_layouts/15/Doc.aspx?sourcedoc=%7B0A1B2C%7D&file=Plan_(v2).docx&action=default",
        "https://shop.example.org/p.aspx?Item=N82&cm_re=m65-_-26-816-054-_-Product",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fform&data=05%7C02%7Cann%40example.org%7C0%7C638%7CUnknown%7CTWFpbGZsb3d8eyJ%3D%7C0%7C%7C&sdata=q%2Bz%3D&reserved=0",
    ] {
        let escaped = address.replace('&', "&amp;");
        let link = format!(
            "<p>see <a href=\"{escaped}\" rel=\"nofollow ugc noopener noreferrer\">{escaped}</a></p>"
        );
        for body in [
            typed_body(&format!("see {address}"), 1_000),
            clean_body(&format!("<p>see {escaped}</p>"), 1_000),
        ] {
            assert_eq!(body.unwrap().html, link);
        }
    }
    assert_eq!(
        html("<pre>https://a.example</pre><code>01803 555 000</code>")
            .matches("<a ")
            .count(),
        0
    );
    assert!(html("ring 01803 555 000").contains("href=\"tel:+441803555000\""));
    // Whether the address ends at the space, nobody can know: no link to half.
    assert!(
        html("<a href=\"https://a.example/Plan v2.docx\">x</a>")
            .contains("href=\"https://a.example/Plan%20v2.docx\"")
    );
}

#[test]
fn text_is_kept_as_it_was_typed() {
    for (typed, shown) in [
        (
            "999. Ring this\n\n2024. was the year",
            "<p>999. Ring this</p><p>2024. was the year</p>",
        ),
        (
            "Thanks,\nJo\n--\nBay Trust",
            "<p>Thanks,<br>Jo<br>--<br>Bay Trust</p>",
        ),
        (
            "*not* _bold_ # 1 > 2 `x` [a](b) 2*3*4 ~x~",
            "<p>*not* _bold_ # 1 &gt; 2 `x` [a](b) 2*3*4 ~x~</p>",
        ),
        ("•\tone\n\to\ttwo", "<p>•\tone<br>\to\ttwo</p>"),
        ("    a\n  b\n\n  c", "<p>    a<br>  b</p><p>  c</p>"),
        ("<b>a</b> & c", "<p>&lt;b&gt;a&lt;/b&gt; &amp; c</p>"),
    ] {
        let body = typed_body(typed, 1_000).unwrap();
        assert_eq!(body.html, shown);
        assert_eq!(clean_body(shown, 1_000), Ok(body.clone()));
        assert_eq!(body.text, typed);
    }
}

#[test]
fn a_mail_reads_as_the_page_does() {
    assert_eq!(
        text(
            "<p>Try:</p><ul><li>one</li><li>two<ol start=3><li>a</li><li>b</li></ol></li></ul><p>Then</p>"
        ),
        "Try:\n\n- one\n- two\n  3. a\n  4. b\n\nThen"
    );
    assert_eq!(
        text("<p>Ann wrote</p><blockquote><p>first</p><p>second</p></blockquote><p>Yes</p>"),
        "Ann wrote\n\n> first\n>\n> second\n\nYes"
    );
    assert_eq!(text("<ol type=a start=2><li>x</li></ol>"), "b. x");
    assert_eq!(
        text(
            "<p><a href=\"https://a.example/form\">the form</a>, https://a.example and ann@a.example</p>"
        ),
        "the form (https://a.example/form), https://a.example and ann@a.example"
    );
    assert_eq!(
        text("<pre>let a;\n\nlet b;</pre>after"),
        "    let a;\n\n    let b;\n\nafter"
    );
    assert_eq!(
        text("<table><tr><th>who</th><th>when</th></tr><tr><td>Ann</td><td>May</td></tr></table>"),
        "who | when\nAnn | May"
    );
}

#[test]
fn length_is_that_of_the_text() {
    assert!(clean_body("<p><strong>123456</strong></p>", 6).is_ok());
    assert_eq!(
        clean_body("<p>123</p><p>456</p>", 6),
        Err(TextFault::TooLong { limit: 6, was: 7 })
    );
    assert_eq!(
        clean_body("<p> </p><ul><li></li></ul>", 6),
        Err(TextFault::Blank)
    );
    for control in ['\0', '\u{1b}'] {
        assert_eq!(
            clean_body(&format!("<p>a{control}b</p>"), 6),
            Err(TextFault::ControlCharacter)
        );
    }
    assert_eq!(
        clean_body("<p>a&#x202e;b</p>", 6).unwrap().html,
        "<p>ab</p>"
    );
}

#[test]
fn who_is_named_is_said_when_it_is_read() {
    let ann = MemberId(Uuid::from_u128(1));
    let thread = ThreadId(Uuid::from_u128(2));
    let stored = format!(
        "<p>ask <span data-id=\"{ann}\"></span>, see <span data-id=\"{thread}\"></span></p>"
    );
    for written in [
        format!(
            "<p>ask <span data-id=\"{ann}\">@<b>Ann</b></span>, see <a data-id=\"{thread}\" href=\"/x\">A title</a></p>"
        ),
        format!(
            "<p>ask <span data-id=\"{ann}\">@Ann<br></span>, see https://cove.example/threads/{}</p>",
            thread.0.simple()
        ),
        format!(
            "<p>ask <a data-id=\"{ann}\"></a>, see https://cove.example/threads/{}/a-title?page=2</p>",
            thread.0.simple()
        ),
        stored.clone(),
    ] {
        assert_eq!(html(&written), stored, "{written}");
    }
    let body = assert_safe(&stored);
    assert_eq!(
        (body.text.as_str(), body.excerpt.as_str()),
        ("ask @…, see …", "ask @…, see …")
    );
    assert_eq!(body.mentions, [ann]);
    assert_eq!(
        references(&stored),
        [Reference::Member(ann), Reference::Thread(thread)]
    );
    let names = [
        (Reference::Member(ann), "Ann <b>"),
        (Reference::Thread(thread), "A & B"),
    ];
    let shown = |name: &str, retired| Shown {
        name: name.to_owned(),
        retired,
    };
    let names = names
        .map(|(reference, name)| (reference, shown(name, None)))
        .into();
    assert_eq!(
        with_names(&stored, &names),
        format!(
            "<p>ask <span data-id=\"{ann}\">@Ann &lt;b&gt;</span>, see <a data-id=\"{thread}\" href=\"/threads/{}\">A &amp; B</a></p>",
            thread.0.simple()
        )
    );
    assert!(with_names(&stored, &[].into()).contains("a thread that is not there"));
    // What a writer sees goes back as it came.
    assert_eq!(html(&with_names(&stored, &names)), stored);

    // So does what a writer sees of a resource that is not to be used any more.
    let newer = ThreadId(Uuid::from_u128(3));
    let by = (newer, "C <i>".to_owned());
    let old = format!("<a href=\"/threads/{}\">A &amp; B</a>", thread.0.simple());
    for (retired, mark) in [
        (Retired::Withdrawn, "withdrawn".to_owned()),
        (Retired::Replaced(None), "replaced".to_owned()),
        (
            Retired::Replaced(Some(by)),
            format!(
                "replaced by <a href=\"/threads/{}\">C &lt;i&gt;</a>",
                newer.0.simple()
            ),
        ),
    ] {
        let names = [(Reference::Thread(thread), shown("A & B", Some(retired)))].into();
        let read = with_names(&stored, &names);
        let marked = format!("<span data-id=\"{thread}\">{old} <small>({mark})</small></span>");
        assert!(read.contains(&marked), "{read}");
        assert_eq!(html(&read), stored);
    }
}

#[test]
fn only_a_whole_thread_here_is_named() {
    let id = "00000000000000000000000000000002";
    for link in [
        format!("https://cove.example/threads/{id}#post"),
        format!("https://cove.example/threads/{id}/a-title#post"),
        format!("https://elsewhere.example/threads/{id}"),
        format!("https://cove.example.elsewhere.example/threads/{id}"),
        "https://cove.example/threads/17".to_owned(),
    ] {
        assert!(html(&link).contains(&format!("href=\"{link}\"")), "{link}");
    }
    // A label that somebody chose stays.
    let labelled = format!("<a href=\"https://cove.example/threads/{id}\">the plan</a>");
    assert!(html(&labelled).contains(">the plan</a>"));
    for stray in [
        "member:1",
        "post:00000000000000000000000000000002",
        "\"><script>",
    ] {
        let written = format!("<span data-id='{stray}'>words</span>");
        assert_eq!(html(&written), "<p>words</p>", "{stray}");
    }
    assert_eq!(
        html(&format!(
            "<pre><span data-id=\"member:{id}\">x</span></pre>"
        )),
        "<pre><code>x</code></pre>"
    );
}
