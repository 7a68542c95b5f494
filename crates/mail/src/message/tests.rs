//! What a message looks like on the wire, and what can never get into its headers.

use mailparse::MailHeaderMap as _;

use super::*;

fn draft() -> Draft {
    Draft {
        to_name: Some("Ann Lee".into()),
        to_address: "ann@school.example.org".into(),
        content: Content {
            subject: "2 questions need an answer".into(),
            text: "Hello\n\nhttps://cove.example.org/\n".into(),
            html: "<p>Hello</p>\n".into(),
        },
        message_id: "issue-7.member-12@cove.example.org".into(),
        thread_id: None,
        priority: Priority::Ordinary,
        date_ms: 1_795_507_200_000,
        reply_to: Some("coordinator@torbay.example.org".into()),
        list_id: Some("digest.cove.example.org".into()),
        is_to_many: true,
        unsubscribe_url: Some("https://cove.example.org/unsubscribe/3q2-7wAAAAAAAAAAAAAAAA".into()),
    }
}

fn composed(draft: Draft) -> Message {
    compose(
        &"Torbay staff room <hello@cove.example.org>"
            .parse()
            .unwrap(),
        None,
        draft,
    )
    .unwrap()
}

fn refusal(draft: Draft) -> DraftError {
    compose(&"hello@cove.example.org".parse().unwrap(), None, draft).unwrap_err()
}

/// The header block, as lines that are not unfolded.
fn header_lines(message: &Message) -> Vec<String> {
    let text = String::from_utf8(message.bytes().to_vec()).unwrap();
    text.split_once("\r\n\r\n")
        .unwrap()
        .0
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

/// The names of the headers, in order.
fn header_names(message: &Message) -> Vec<String> {
    let lines = header_lines(message);
    lines
        .iter()
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap().to_owned())
        .collect()
}

const EXPECTED: [&str; 14] = [
    "Date",
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Reply-To",
    "List-Id",
    "Precedence",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
];

#[test]
fn a_list_mail_as_it_travels() {
    let message = composed(draft());
    insta::assert_snapshot!(
        String::from_utf8(message.bytes().to_vec())
            .unwrap()
            .replace("\r\n", "\n")
    );
    assert_eq!(header_names(&message), EXPECTED);
    assert_eq!(
        (message.from(), message.to()),
        ("hello@cove.example.org", "ann@school.example.org")
    );
    assert_eq!(message.message_id(), "issue-7.member-12@cove.example.org");
}

#[test]
fn the_same_draft_is_the_same_bytes() {
    assert_eq!(composed(draft()).bytes(), composed(draft()).bytes());
}

#[test]
fn a_mail_to_one_person_is_of_a_kind_and_no_bulk() {
    let message = composed(Draft {
        list_id: Some("replies.cove.example.org".into()),
        is_to_many: false,
        ..draft()
    });
    let expected: Vec<&str> = EXPECTED
        .into_iter()
        .filter(|name| *name != "Precedence")
        .collect();
    assert_eq!(header_names(&message), expected);
    assert!(header_lines(&message).contains(&"List-Id: <replies.cove.example.org>".to_owned()));
}

#[test]
fn a_mail_that_cannot_be_stopped_has_no_list_headers() {
    let message = composed(Draft {
        list_id: None,
        is_to_many: false,
        unsubscribe_url: None,
        reply_to: None,
        ..draft()
    });
    let names = header_names(&message);
    assert_eq!(
        names,
        [
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "MIME-Version",
            "Content-Type"
        ]
    );
    assert!(header_lines(&message).contains(&"Auto-Submitted: auto-generated".to_owned()));
}

#[test]
fn no_name_or_subject_ends_a_header() {
    for attack in [
        "Ann\r\nBcc: everyone@example.org",
        "Ann\nBcc: everyone@example.org",
        "Ann\rBcc: everyone@example.org",
        "Ann\r\n\r\n<script>",
        "Ann\u{2028}Bcc: x",
        "Ann\u{b}\u{c}\u{85}Bcc: x",
        "Ann\" <everyone@example.org>, \"",
        "Ann =?utf-8?q?=0D=0ABcc:_x?=",
        &"\r\n ".repeat(400),
    ] {
        let mut draft = draft();
        draft.to_name = Some(attack.to_owned());
        draft.content.subject = attack.to_owned();
        let message = composed(draft);
        assert_eq!(header_names(&message), EXPECTED, "{attack:?}");
        assert_eq!(message.to(), "ann@school.example.org");
        let to = header_lines(&message)
            .into_iter()
            .find(|line| line.starts_with("To: "))
            .unwrap();
        assert!(!to.contains("everyone@example.org>,"), "{to}");
    }
}

#[test]
fn addresses_that_are_none_are_refused() {
    for address in [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example.org\r\nRCPT TO:<bob@example.org>",
        "ann@example.org>",
        "\"ann lee\"@example.org",
        "ann@example.org,bob@example.org",
        "ann lee@example.org",
        "ann\u{0}@example.org",
        &format!("{}@example.org", "a".repeat(300)),
    ] {
        assert_eq!(
            refusal(Draft {
                to_address: address.to_owned(),
                ..draft()
            }),
            DraftError::Recipient,
            "{address:?}"
        );
        assert_eq!(
            refusal(Draft {
                reply_to: Some(address.to_owned()),
                ..draft()
            }),
            DraftError::ReplyTo,
            "{address:?}"
        );
    }
}

#[test]
fn ids_and_links_that_are_none_are_refused() {
    for id in [
        "",
        "x",
        "a@b c",
        "a@b\r\nX: y",
        "<a@b",
        "a@b@c",
        "a..b@c",
        &format!("{}@b", "a".repeat(300)),
    ] {
        assert_eq!(
            refusal(Draft {
                message_id: id.to_owned(),
                ..draft()
            }),
            DraftError::MessageId,
            "{id:?}"
        );
    }
    for id in ["", "a b", "a>b", "a\r\nb"] {
        assert_eq!(
            refusal(Draft {
                list_id: Some(id.to_owned()),
                ..draft()
            }),
            DraftError::ListId,
            "{id:?}"
        );
    }
    for url in [
        "",
        "javascript:x",
        "https://a/>\r\nX: y",
        "https://a/ b",
        "https://a/é",
    ] {
        assert_eq!(
            refusal(Draft {
                unsubscribe_url: Some(url.to_owned()),
                ..draft()
            }),
            DraftError::UnsubscribeUrl,
            "{url:?}"
        );
    }
    for date_ms in [-1, i64::MAX] {
        assert_eq!(refusal(Draft { date_ms, ..draft() }), DraftError::Date);
    }
}

#[test]
fn nul_is_refused_wherever_it_stands() {
    for part in 0..3 {
        let mut draft = draft();
        let content = &mut draft.content;
        *[&mut content.subject, &mut content.text, &mut content.html][part] = "a\0b".to_owned();
        assert_eq!(refusal(draft), DraftError::Nul);
    }
}

#[test]
fn a_message_id_may_come_in_brackets() {
    let message = composed(Draft {
        message_id: "<a.1@cove.example.org>".into(),
        ..draft()
    });
    assert_eq!(message.message_id(), "a.1@cove.example.org");
    assert!(header_lines(&message).contains(&"Message-ID: <a.1@cove.example.org>".to_owned()));
}

#[test]
fn everything_is_ascii_in_short_lines() {
    let mut draft = draft();
    draft.to_name = Some("Żółć Ñandú 日本語 ".repeat(10));
    draft.content.subject =
        "Ünïcödé and a very long subject that must be folded somewhere ".repeat(6);
    draft.content.text = format!(
        "{}\nÉ\n.\n..\n{}\n",
        "x".repeat(5_000),
        "emoji 🌊 ".repeat(500)
    );
    draft.content.html = format!("<p>{}</p>", "ß".repeat(9_000));
    let message = composed(draft);
    assert!(message.bytes().is_ascii());
    let text = String::from_utf8(message.bytes().to_vec()).unwrap();
    for line in text.split("\r\n") {
        assert!(
            line.len() < 998 && !line.contains(['\r', '\n']),
            "{} octets",
            line.len()
        );
    }
    for line in header_lines(&message) {
        assert!(
            line.len() <= 76 || line.starts_with("List-Unsubscribe"),
            "{line}"
        );
    }
    assert_eq!(header_names(&message), EXPECTED);
}

/// Text, the encoding it travels in, and what a reader's program makes of it.
#[test]
fn bodies_come_back_as_they_were() {
    let blanks = format!("{} \n{}\t\n \nlast", "x".repeat(74), "y".repeat(75));
    for (text, encoding) in [
        ("Hello\n\n. and <b>\n", "7bit"),
        ("Windows\r\nlines\r\n", "7bit"),
        (&"long ".repeat(60), "quoted-printable"),
        (&"a = b · c\n".repeat(9), "quoted-printable"),
        (
            &("=·".repeat(90) + &"words ".repeat(90)),
            "quoted-printable",
        ),
        (&blanks, "quoted-printable"),
        (&"x".repeat(5_000), "quoted-printable"),
        (&"こんにちは\n".repeat(20), "base64"),
    ] {
        let mut draft = draft();
        draft.content.text = text.to_owned();
        draft.content.html = text.to_owned();
        let message = composed(draft);
        let parsed = mailparse::parse_mail(message.bytes()).unwrap();
        for part in &parsed.subparts {
            assert_eq!(
                part.headers.get_first_value("Content-Transfer-Encoding"),
                Some(encoding.to_owned()),
                "{text:?}"
            );
            assert_eq!(
                part.get_body().unwrap().replace("\r\n", "\n").trim_end(),
                text.replace("\r\n", "\n").trim_end(),
                "{text:?}"
            );
        }
        let wire = String::from_utf8(message.bytes().to_vec()).unwrap();
        let (_, body) = wire.split_once("\r\n\r\n").unwrap();
        for line in body.split("\r\n") {
            let is_short = line.len() <= 76 && !line.contains(['\r', '\n']);
            assert!(is_short && line.is_ascii(), "{line:?}");
            assert!(
                encoding == "7bit" || !line.ends_with([' ', '\t']),
                "{line:?}"
            );
        }
    }
}

#[test]
fn mails_about_one_thing_name_it() {
    let message = composed(Draft {
        thread_id: Some("thread.7@cove.example.org".into()),
        ..draft()
    });
    for name in ["In-Reply-To", "References"] {
        assert!(
            header_lines(&message).contains(&format!("{name}: <thread.7@cove.example.org>")),
            "{name}"
        );
    }
    assert_eq!(
        refusal(Draft {
            thread_id: Some("a b@c".into()),
            ..draft()
        }),
        DraftError::MessageId
    );
}
