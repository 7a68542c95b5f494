//! What nobody should send: a clear answer each, and nothing is left of it.

use it::{Engine, TestApp, on_both_engines, run};
use poem::http::StatusCode;

use super::{count, picture};

/// A picture that says it is twenty thousand pixels wide and high.
fn endless_picture() -> Vec<u8> {
    let mut png = picture(8, 8);
    let mut head = b"IHDR".to_vec();
    head.extend(20_000_u32.to_be_bytes());
    head.extend(20_000_u32.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    let sum = !head.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    png.splice(12..29, head);
    png.splice(29..33, sum.to_be_bytes());
    png
}

on_both_engines! {
    async fn each_is_refused_with_a_word(app) {
        let ann = app.member("Ann", "education").await;
        for (name, bytes, word) in [
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "does not take"),
            ("photo.png", b"<html><script>alert(1)</script>".to_vec(), "does not take"),
            ("letter.docx", b"MZ\x90\0\x03\0\0\0\x04\0".to_vec(), "does not take"),
            ("letter.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(100), "docx"),
            ("letter.docx", b"PK\x03\x04\0\0\0\0".to_vec(), "damaged"),
            ("photo.png", picture(40, 40)[..60].to_vec(), "damaged"),
            ("huge.png", endless_picture(), "20000 by 20000"),
            ("empty.txt", Vec::new(), "empty"),
        ] {
            let (status, said) = ann.brings(name, bytes).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {said}");
            assert!(said["message"].as_str().is_some_and(|words| words.contains(word)), "{name}: {said}");
        }
        let (status, said) = ann.brings("long.txt", "x".repeat(25_000_001)).await;
        assert_eq!((status, said["message"].as_str().map(|words| words.contains("25 MB"))), (StatusCode::PAYLOAD_TOO_LARGE, Some(true)));
        assert_eq!(count(&app, "SELECT COUNT(*) FROM file").await, 0);
    }
}

#[test]
fn there_is_an_end_to_what_one_member_brings() {
    run(Engine::Sqlite, async |_| {
        let mut settings = TestApp::settings();
        let mut options = settings.files.options().clone();
        options.quota = 10_000_000;
        settings.files = files::Files::new(options).expect("a place");
        let mail = mail::MailOptions::new(mail::TransportOptions::Memory, "Cove <cove@cove.test>");
        let app = TestApp::with_settings(Engine::Sqlite, mail, settings).await;
        let ann = app.member("Ann", "education").await;
        ann.brought("one.txt", "x".repeat(6_000_000)).await;
        let (status, said) = ann.brings("two.txt", "x".repeat(6_000_000)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            said["message"]
                .as_str()
                .is_some_and(|words| words.contains("10 MB")),
            "{said}"
        );
        // Hers, and nobody else's.
        app.member("Bea", "education")
            .await
            .brought("two.txt", "x".repeat(6_000_000))
            .await;
        app.run_jobs().await;
    });
}
