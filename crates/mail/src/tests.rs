//! Every mail, looked at as a whole: what readers see, and what must never be seen.

use std::collections::BTreeSet;

use crate::options::gives_away;
use crate::samples::{self, samples};
use crate::{
    AccessPaused, Content, Digest, Face, Item, Layout, Mail, PostHidden, Reason, Reply, Section,
    SignIn,
};

fn rendered(mail: &dyn Mail) -> Content {
    mail.render().unwrap()
}

/// The words of an HTML part, without tags, entities undone, blanks as one.
fn words(html: &str) -> String {
    let mut text = String::new();
    let body = without_comments(html.split_once("<body").unwrap().1);
    for piece in body.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if !["a", "bdi", "span", "strong"].contains(&name) {
            text.push(' ');
        }
        text.push_str(after);
    }
    one_blank(&entities_undone(&text))
}

/// What stands for Outlook alone is in comments.
fn without_comments(html: &str) -> String {
    match html.split_once("<!--") {
        Some((before, after)) => {
            before.to_owned() + &without_comments(after.split_once("-->").unwrap().1)
        }
        None => html.to_owned(),
    }
}

/// Where an HTML part leads.
fn links(html: &str) -> BTreeSet<String> {
    html.split("href=\"")
        .skip(1)
        .map(|after| entities_undone(after.split_once('"').unwrap().0))
        .collect()
}

fn entities_undone(text: &str) -> String {
    let entities = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&middot;", "·"),
        ("&nbsp;", " "),
        ("&#38;", "&"),
    ];
    entities
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| {
            text.replace(entity, letter)
        })
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_mail_reads_as_its_snapshot() {
    let mut named = BTreeSet::new();
    for mail in samples() {
        // A mail with two samples has two pairs of snapshots.
        let name = match mail.name() {
            first if named.insert(first) => first.to_owned(),
            another => format!("{another}_otherwise"),
        };
        let content = rendered(mail.as_ref());
        insta::assert_snapshot!(
            format!("{name}_text"),
            format!("Subject: {}\n\n{}", content.subject, content.text)
        );
        insta::assert_snapshot!(format!("{name}_html"), content.html);
    }
}

#[test]
fn every_mail_has_a_sample() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let folders: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let sampled: BTreeSet<String> = samples()
        .iter()
        .map(|mail| mail.name().to_owned())
        .collect();
    assert_eq!(folders, sampled);
}

#[test]
fn every_mail_ends_with_why_it_came_and_help_now() {
    for mail in samples() {
        let content = rendered(mail.as_ref());
        for part in [&content.text, &words(&content.html)] {
            let (_, end) = part
                .split_once("You get this email because")
                .unwrap_or_else(|| panic!("{} does not say why", mail.name()));
            assert!(end.contains("Help now"), "{}", mail.name());
        }
        let help = "https://cove.example.org/help-now";
        assert!(
            content.text.contains(help) && links(&content.html).contains(help),
            "{}",
            mail.name()
        );
    }
}

#[test]
fn mails_of_a_kind_that_can_be_stopped_say_how() {
    let stoppable: Vec<&str> = samples()
        .iter()
        .filter(|mail| rendered(mail.as_ref()).text.contains("/unsubscribe/"))
        .map(|mail| mail.name())
        .collect();
    assert_eq!(stoppable, ["reply", "helped", "digest"]);
    for mail in samples() {
        let content = rendered(mail.as_ref());
        assert_eq!(
            content.text.contains("/unsubscribe/"),
            content.html.contains("/unsubscribe/"),
            "{}",
            mail.name()
        );
    }
}

#[test]
fn text_and_html_say_the_same() {
    for mail in samples() {
        let content = rendered(mail.as_ref());
        let html = words(&content.html);
        let is_rule = |line: &str| !line.is_empty() && line.chars().all(|c| c == '-');
        let (urls, said): (Vec<&str>, Vec<&str>) = content
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !is_rule(line))
            .partition(|line| line.starts_with("http"));
        let (to_write_to, pages): (BTreeSet<String>, BTreeSet<String>) = links(&content.html)
            .into_iter()
            .partition(|link| link.starts_with("mailto:"));
        assert_eq!(
            pages,
            urls.iter().map(|url| (*url).to_owned()).collect(),
            "{}",
            mail.name()
        );
        for address in to_write_to
            .iter()
            .filter_map(|link| link.strip_prefix("mailto:"))
        {
            assert!(content.text.contains(address), "{}: {address}", mail.name());
        }
        for paragraph in said.split(|line| line.is_empty()) {
            // In HTML a link's words carry no colon.
            let paragraph = one_blank(&paragraph.join(" "))
                .trim_end_matches(':')
                .to_owned();
            assert!(
                html.contains(&paragraph),
                "{}: the HTML does not say {paragraph:?}\n{html}",
                mail.name()
            );
        }
    }
}

#[test]
fn no_subject_gives_anything_away() {
    for mail in samples() {
        let content = rendered(mail.as_ref());
        assert!(!gives_away(&content.subject), "{}", content.subject);
        assert!(content.subject.len() <= 90, "{}", content.subject);
    }
    let sensitive = Layout {
        community: "Torbay Self-harm Network".into(),
        ..samples::layout()
    };
    let mail = SignIn {
        layout: sensitive,
        ..samples::sign_in()
    };
    assert_eq!(rendered(&mail).subject, "Sign in to Cove");
}

#[test]
fn a_title_is_in_the_mail_and_never_in_the_subject() {
    let title = "How do I answer <b>\"her\"</b> & his <script>alert(1)</script>?";
    let mail = Reply {
        title: title.into(),
        reason: Reason::Discussion,
        ..samples::reply()
    };
    let content = rendered(&mail);
    assert_eq!(
        content.subject,
        "A new reply to your discussion in Torbay staff room"
    );
    assert!(content.text.contains(&format!("  {title}\n")));
    assert!(!content.html.contains("<script") && !content.html.contains("<b>"));
    assert!(words(&content.html).contains(title));
}

#[test]
fn without_an_address_no_mail_says_to_write_to_the_coordinator() {
    // Whether each names a way: with an address and without.
    let hidden = |contact| {
        rendered(&PostHidden {
            contact,
            ..samples::post_hidden()
        })
    };
    let paused = |contact| {
        rendered(&AccessPaused {
            contact,
            ..samples::access_paused()
        })
    };
    let address = || Some("coordinator@cove.example.org".to_owned());
    for (content, has_way) in [
        (hidden(address()), true),
        (hidden(None), false),
        (paused(address()), true),
        (paused(None), false),
    ] {
        for part in [one_blank(&content.text), words(&content.html)] {
            for way in ["answer this", "write to"] {
                assert_eq!(part.contains(way), has_way, "{way}: {part}");
            }
        }
    }
}

#[test]
fn nothing_is_fetched_from_anywhere() {
    for mail in samples() {
        let html = rendered(mail.as_ref()).html.to_lowercase();
        for loads in [
            "<img",
            "src=",
            "url(",
            "<link",
            "@import",
            "<iframe",
            "<script",
            "background=\"",
            "@font-face",
        ] {
            assert!(!html.contains(loads), "{} holds {loads}", mail.name());
        }
    }
}

#[test]
fn html_works_in_dark_and_in_outlook() {
    for mail in samples() {
        let html = rendered(mail.as_ref()).html;
        for part in [
            "content=\"light dark\"",
            "prefers-color-scheme: dark",
            "<!--[if mso]>",
            "max-width:600px",
            "lang=\"en-GB\"",
        ] {
            assert!(html.contains(part), "{} lacks {part}", mail.name());
        }
        assert_eq!(
            html.matches("<table").count(),
            html.matches("role=\"presentation\"").count(),
            "{}",
            mail.name()
        );
        assert_eq!(
            html.matches("<table").count(),
            html.matches("</table>").count(),
            "{}",
            mail.name()
        );
    }
}

#[test]
fn a_mail_says_one_thing_first_and_asks_for_one_at_most() {
    for mail in samples() {
        let html = rendered(mail.as_ref()).html;
        assert_eq!(html.matches("<h1").count(), 1, "{}", mail.name());
        let buttons = html.matches("class=\"button\"").count();
        assert_eq!(buttons, 1, "{}", mail.name());
    }
}

#[test]
fn it_greets_whom_it_knows() {
    let greeting = |to: Option<&str>| {
        let layout = Layout {
            to: to.map(str::to_owned),
            ..samples::layout()
        };
        let mail = SignIn {
            layout,
            ..samples::sign_in()
        };
        let content = rendered(&mail);
        let greeting = content.text.lines().next().unwrap().to_owned();
        (greeting, content.html)
    };
    for (name, said) in [
        ("Priya Nair", "Hello Priya,"),
        ("Dr Okafor", "Hello Dr Okafor,"),
        ("Prof. Jo Lanyon", "Hello Prof. Jo Lanyon,"),
        ("Madonna", "Hello Madonna,"),
        ("<b>", "Hello <b>,"),
    ] {
        let (text, html) = greeting(Some(name));
        assert_eq!(text, said);
        assert!(
            words(&html).contains(said) && !html.contains("<b>"),
            "{html}"
        );
    }
    let (text, html) = greeting(Some("דנה לוי"));
    assert_eq!(text, "Hello \u{2068}דנה\u{2069},");
    assert!(html.contains("Hello <bdi>דנה</bdi>,"), "{html}");
    for nobody in [None, Some(" ")] {
        let (text, html) = greeting(nobody);
        assert_eq!(text, "Sign in to Torbay staff room");
        assert!(!html.contains("Hello"), "{html}");
    }
}

#[test]
fn a_face_has_initials_or_the_letter_of_what_is_told() {
    for (name, letters) in [
        ("Priya Nair", "PN"),
        ("Dr Imogen van der Hale", "DH"),
        ("Madonna", "M"),
        ("josé (he/him)", "J"),
        ("Żółć Ünal", "ŻÜ"),
        ("", ""),
    ] {
        assert_eq!(Face::named(name, "education").letters, letters, "{name}");
    }
    assert_eq!(
        Face::unnamed("NHS mental health", "nhs-mental-health").letters,
        "N"
    );
    let digest = rendered(&samples::digest()).html;
    for (class, letters) in [("education", "PN"), ("mental", "N"), ("local", "RP")] {
        let face = format!("class=\"{class}\" width=\"36\"");
        let (_, after) = digest.split_once(&face).unwrap();
        let shown = after.split_once("font-weight:bold\">").unwrap().1;
        assert!(shown.starts_with(&format!("{letters}</td>")), "{class}");
    }
}

#[test]
fn long_words_wrap_and_members_words_have_their_own_direction() {
    for mail in samples() {
        let html = rendered(mail.as_ref()).html;
        assert_eq!(
            html.matches("overflow-wrap:anywhere").count(),
            1,
            "{}",
            mail.name()
        );
        // Else Outlook lets a long word make its table wider.
        let full = html.matches("width=\"100%\"").count();
        assert_eq!(
            html.matches("table-layout:fixed").count(),
            full,
            "{}",
            mail.name()
        );
    }
    let title = "שאלה?";
    let reply = rendered(&Reply {
        title: title.into(),
        ..samples::reply()
    });
    assert!(
        reply
            .html
            .contains(&format!("color:#14262A\"><strong>{title}</strong></td>")),
        "{}",
        reply.html
    );
    let mut digest = samples::digest();
    let item = Item {
        face: Face::named("דנה לוי", "education"),
        title: title.into(),
        url: "https://cove.example.org/threads/1".into(),
        meta: format!(
            "Discussion · Started by {} · 1 reply",
            crate::isolated("דנה לוי")
        ),
        words: Vec::new(),
    };
    digest.sections = vec![Section {
        heading: "New this week".into(),
        items: vec![item],
    }];
    let digest = rendered(&digest);
    assert!(
        digest
            .html
            .contains("Started by <bdi>דנה לוי</bdi> · 1 reply</p>"),
        "{}",
        digest.html
    );
    assert!(digest.html.contains(&format!("<p dir=\"auto\" style=\"margin:0\"><a class=\"sea\" href=\"https://cove.example.org/threads/1\" style=\"color:#0A5563;font-weight:bold;text-decoration:none\">{title}</a></p>")));
    assert!(
        digest
            .text
            .contains("Started by \u{2068}דנה לוי\u{2069} · 1 reply")
    );
}

#[test]
fn links_stand_alone_in_the_text_part_and_lines_are_short() {
    for mail in samples() {
        for line in rendered(mail.as_ref()).text.lines() {
            let line = line.trim();
            assert!(
                !line.contains("http") || line.starts_with("http") && !line.contains(' '),
                "{}: {line}",
                mail.name()
            );
            assert!(
                line.contains("http") || line.chars().count() <= 76,
                "{}: {line}",
                mail.name()
            );
        }
    }
}

/// Six sections of five, each title as long as Cove lets a title be.
fn full_digest() -> Digest {
    let sections = (0..6)
        .map(|section| Section {
            heading: format!("Questions that need an answer from sector {section}"),
            items: (0..5)
                .map(|item| Item {
                    face: Face::unnamed("NHS mental health", "nhs-mental-health"),
                    title: format!("{section}.{item} \"Who\" & <what> {}", "long words about waiting lists ".repeat(4)),
                    url: format!("https://cove.example.org/threads/thread_01JD8Q4ZK7YF3M8Q{section}{item}?from=digest&copy=1"),
                    meta: format!("Question · NHS mental health · Asked by a colleague in <education> · {item} answers"),
                    words: vec!["long words about waiting lists ".repeat(5)],
                })
                .collect(),
        })
        .collect();
    Digest {
        sections,
        ..samples::digest()
    }
}

#[test]
fn a_full_digest_is_not_clipped() {
    // Gmail clips at 102 kB.
    let html = rendered(&full_digest()).html;
    assert!(html.len() < 50_000, "{}", html.len());
    assert_eq!(html.matches("thread_01JD").count(), 31);
}

#[test]
fn a_digest_says_every_item_in_both_parts() {
    let digest = full_digest();
    let content = rendered(&digest);
    let (text, html, links) = (
        one_blank(&content.text),
        words(&content.html),
        links(&content.html),
    );
    for item in digest.sections.iter().flat_map(|section| &section.items) {
        for said in [one_blank(&item.title), item.meta.clone()] {
            assert!(text.contains(&said), "the text lacks {said}");
            assert!(html.contains(&said), "the HTML lacks {said}");
        }
        assert!(
            text.contains(&item.url) && links.contains(&item.url),
            "{}",
            item.url
        );
    }
    assert!(!content.html.contains("<what>") && content.text.contains("<what>"));
}

#[test]
fn a_digest_without_a_note_has_no_heading_for_one() {
    let content = rendered(&Digest {
        note: None,
        ..samples::digest()
    });
    assert!(
        !content.text.contains("From the co-ordinator")
            && !content.html.contains("From the co-ordinator")
    );
}
