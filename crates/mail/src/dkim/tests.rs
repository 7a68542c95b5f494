//! Signatures are checked by a verifier that was written from RFC 6376 without
//! looking at the signer, and by the fixed results that dkimpy 1.1.8 accepted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

use super::*;
use crate::layout::{Content, Mail as _};
use crate::message::{Draft, Priority, compose};

const RSA_PKCS8: &[u8] = include_bytes!("keys/rsa_pkcs8.pem");
const RSA_PKCS1: &[u8] = include_bytes!("keys/rsa_pkcs1.pem");
const RSA_PUBLIC: &[u8] = include_bytes!("keys/rsa_public.der");
const ED25519_PKCS8: &[u8] = include_bytes!("keys/ed25519_pkcs8.pem");
const ED25519_PUBLIC: &[u8] = include_bytes!("keys/ed25519_public.bin");

fn signer(pem: &[u8]) -> Signer {
    Signer::from_pem("cove.example.org", "cove2026", pem).unwrap()
}

fn draft(content: Content) -> Draft {
    Draft {
        to_name: Some("Ann Lee".into()),
        to_address: "ann@school.example.org".into(),
        content,
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

fn signed(pem: &[u8], draft: Draft) -> String {
    let sender = "Torbay staff room <hello@cove.example.org>"
        .parse()
        .unwrap();
    String::from_utf8(
        compose(&sender, Some(&signer(pem)), draft)
            .unwrap()
            .bytes()
            .to_vec(),
    )
    .unwrap()
}

fn digest_mail() -> Draft {
    draft(crate::samples::digest().render().unwrap())
}

/// Checks a signature the way a receiving server does; says what is wrong.
fn verify(message: &str) -> Result<(), &'static str> {
    let (head, body) = message.split_once("\r\n\r\n").ok_or("no body")?;
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in unfolded.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or("a header without a colon")?;
        headers.push((
            name.trim().to_lowercase(),
            value.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
        ));
    }
    let (_, own) = headers
        .iter()
        .find(|(name, _)| name == "dkim-signature")
        .ok_or("no signature")?;
    let tag = |wanted: &str| {
        own.split(';')
            .filter_map(|tag| tag.split_once('='))
            .find(|(name, _)| name.trim() == wanted)
            .map(|(_, value)| value.replace(' ', ""))
    };
    if tag("c").as_deref() != Some("relaxed/relaxed") || tag("v").as_deref() != Some("1") {
        return Err("not relaxed/relaxed");
    }
    let mut lines: Vec<String> = body
        .split("\r\n")
        .map(|line| {
            let indent = if line.starts_with([' ', '\t']) {
                " "
            } else {
                ""
            };
            format!(
                "{indent}{}",
                line.split([' ', '\t'])
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            )
            .trim_end()
            .to_owned()
        })
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let canonical_body: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    if tag("bh") != Some(STANDARD.encode(digest(&SHA256, canonical_body.as_bytes()))) {
        return Err("the body was changed");
    }
    let mut left = headers.clone();
    let mut input = String::new();
    for name in tag("h").ok_or("nothing is signed")?.split(':') {
        if let Some(at) = left.iter().rposition(|(header, _)| header == name) {
            let (name, value) = left.remove(at);
            input += &format!("{name}:{value}\r\n");
        }
    }
    let (before, _) = own.rsplit_once("b=").ok_or("no b=")?;
    input += &format!("dkim-signature:{before}b=");
    let signature = STANDARD
        .decode(tag("b").ok_or("no b=")?)
        .map_err(|_| "b= is not base64")?;
    let checked = match tag("a").as_deref() {
        Some("rsa-sha256") => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, RSA_PUBLIC)
            .verify(input.as_bytes(), &signature),
        Some("ed25519-sha256") => UnparsedPublicKey::new(&ED25519, ED25519_PUBLIC)
            .verify(digest(&SHA256, input.as_bytes()).as_ref(), &signature),
        _ => return Err("an unknown algorithm"),
    };
    checked.map_err(|_| "a signed header was changed")
}

#[test]
fn signatures_verify() {
    for pem in [RSA_PKCS8, RSA_PKCS1, ED25519_PKCS8] {
        assert_eq!(verify(&signed(pem, digest_mail())), Ok(()));
        assert_eq!(
            verify(&signed(
                pem,
                Draft {
                    reply_to: None,
                    list_id: None,
                    is_to_many: false,
                    unsubscribe_url: None,
                    ..digest_mail()
                }
            )),
            Ok(())
        );
    }
    for mail in crate::samples::samples() {
        assert_eq!(
            verify(&signed(ED25519_PKCS8, draft(mail.render().unwrap()))),
            Ok(()),
            "{}",
            mail.name()
        );
    }
}

#[test]
fn odd_bodies_and_headers_verify() {
    for text in [
        "",
        "\n\n\n",
        " ",
        "a \t b  \n\n \n",
        ".\n..\n",
        "no line end",
        "\tindented\n",
        "é\u{a0} x\n",
    ] {
        let mut odd = draft(Content {
            subject: format!(" a  \tb {} ", "é long words ".repeat(20)),
            text: text.into(),
            html: text.into(),
        });
        odd.to_name = Some("Ann  \t \"the\"   Lee".into());
        assert_eq!(verify(&signed(RSA_PKCS8, odd.clone())), Ok(()), "{text:?}");
        assert_eq!(verify(&signed(ED25519_PKCS8, odd)), Ok(()), "{text:?}");
    }
}

#[test]
fn whatever_a_relay_may_do_to_blanks_leaves_it_valid() {
    let message = signed(ED25519_PKCS8, digest_mail());
    assert_eq!(verify(&format!("{message}\r\n\r\n")), Ok(()));
    assert_eq!(
        verify(&format!("Received: from a\r\n\tby b\r\n{message}")),
        Ok(())
    );
    assert_eq!(
        verify(&message.replacen("Subject: ", "Subject:   ", 1)),
        Ok(())
    );
}

#[test]
fn what_is_signed_cannot_be_changed() {
    let message = signed(RSA_PKCS8, digest_mail());
    for (was, is) in [
        ("From: \"Torbay staff room\"", "From: \"Someone else\""),
        ("To: \"Ann Lee\"", "To: \"Bob Lee\""),
        ("Subject: New", "Subject: Old"),
        ("Date: ", "Date: Mon, "),
        ("Message-ID: <issue-7", "Message-ID: <issue-8"),
        ("Reply-To: coordinator", "Reply-To: stranger"),
        ("List-Id: <digest", "List-Id: <other"),
        ("List-Unsubscribe: <https", "List-Unsubscribe: <http"),
        (
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "List-Unsubscribe-Post: x",
        ),
        ("MIME-Version: 1.0", "MIME-Version: 1.1"),
        (
            "Content-Type: multipart/alternative",
            "Content-Type: multipart/mixed",
        ),
    ] {
        assert!(message.contains(was), "{was}");
        assert_eq!(
            verify(&message.replacen(was, is, 1)),
            Err("a signed header was changed"),
            "{was}"
        );
    }
    assert_eq!(
        verify(
            &message
                .replace("questions", "answers")
                .replace("Your threads", "My threads")
        ),
        Err("the body was changed")
    );
}

#[test]
fn what_is_added_on_the_way_breaks_the_signature() {
    let whole = signed(ED25519_PKCS8, digest_mail());
    let sparse = signed(
        ED25519_PKCS8,
        Draft {
            reply_to: None,
            list_id: None,
            unsubscribe_url: None,
            ..digest_mail()
        },
    );
    for name in [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Reply-To",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Content-Type",
    ] {
        for message in [&whole, &sparse] {
            assert_eq!(
                verify(&format!("{name}: x\r\n{message}")),
                Err("a signed header was changed"),
                "{name} before"
            );
            let below = message.replacen("\r\n\r\n", &format!("\r\n{name}: x\r\n\r\n"), 1);
            assert_eq!(
                verify(&below),
                Err("a signed header was changed"),
                "{name} after"
            );
        }
    }
}

#[test]
fn signatures_are_the_ones_that_dkimpy_accepted() {
    for (name, pem) in [("rsa", RSA_PKCS8), ("ed25519", ED25519_PKCS8)] {
        let mail = draft(Content {
            subject: "A  subject".into(),
            text: "Text  \n\n\n".into(),
            html: "<p>Text</p>".into(),
        });
        let message = signed(pem, mail);
        let (own, _) = message.split_once("Date: ").unwrap();
        insta::assert_snapshot!(format!("signature_{name}"), own.replace("\r\n", "\n"));
    }
}

#[test]
fn keys_that_cannot_sign_are_refused_with_a_reason() {
    let problem = |pem: &[u8]| {
        Signer::from_pem("cove.example.org", "cove2026", pem)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        problem(b"no key"),
        "dkim.key_file: there is no private key in PEM form in it"
    );
    assert!(problem(include_bytes!("keys/rsa_1024.pem")).contains("2,048"));
    assert_eq!(
        problem(include_bytes!("keys/ec.pem")),
        "dkim.key_file: the key is neither RSA nor Ed25519"
    );
    assert_eq!(
        Signer::from_pem("cove.example.org; x=1", "cove2026", ED25519_PKCS8)
            .unwrap_err()
            .field,
        "dkim.domain"
    );
    assert_eq!(
        Signer::from_pem("cove.example.org", "a\r\nb", ED25519_PKCS8)
            .unwrap_err()
            .field,
        "dkim.selector"
    );
}

#[test]
fn a_signature_speaks_for_its_domain_and_those_below() {
    let signer = signer(ED25519_PKCS8);
    assert!(signer.speaks_for("cove.example.org") && signer.speaks_for("mail.Cove.example.org"));
    assert!(!signer.speaks_for("example.org") && !signer.speaks_for("notcove.example.org"));
}
