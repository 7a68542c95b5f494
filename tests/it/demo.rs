//! The invented community of `cove demo`.

use domain::session::Computer;
use it::{TestApp, number, on_both_engines};
use serde_json::json;

async fn seeded(app: &TestApp) -> app::demo::Demo {
    app::demo::seed(app.app(), app.mail_sender())
        .await
        .expect("the demo is made")
}

on_both_engines! {
    async fn the_demo_has_six_weeks_behind_it(app) {
        seeded(&app).await;
        for (what, query, least, most) in [
            ("members", "SELECT COUNT(*) FROM member WHERE state = 'active'", 38, 48),
            ("sectors with members", "SELECT COUNT(DISTINCT sector_id) FROM member", 7, 7),
            ("paused", "SELECT COUNT(*) FROM member WHERE state = 'suspended'", 1, 1),
            ("applicants", "SELECT COUNT(*) FROM member WHERE state = 'applicant' AND address_confirmed_at IS NOT NULL", 2, 2),
            ("threads", "SELECT COUNT(*) FROM thread WHERE state = 'visible'", 85, 95),
            ("resources", "SELECT COUNT(*) FROM resource", 28, 28),
            ("summaries", "SELECT COUNT(*) FROM post WHERE summary = TRUE", 3, 3),
            ("versions of documents", "SELECT COUNT(*) FROM resource_version", 3, 3),
            ("files of posts", "SELECT COUNT(*) FROM file WHERE post_id IS NOT NULL AND state = 'ready'", 2, 2),
            ("documents without words", "SELECT COUNT(*) FROM file WHERE words_state NOT IN ('none', 'found')", 0, 0),
            ("of these not to be used any more", "SELECT COUNT(*) FROM resource WHERE standing <> 'kept'", 2, 2),
            ("recommended", "SELECT COUNT(*) FROM resource WHERE recommended_at IS NOT NULL", 3, 3),
            ("taken back", "SELECT COUNT(*) FROM thread WHERE state = 'withdrawn'", 1, 1),
            ("closed", "SELECT COUNT(*) FROM thread WHERE locked_at IS NOT NULL", 1, 1),
            ("the welcome", "SELECT COUNT(*) FROM thread WHERE pinned = TRUE", 1, 1),
            ("helped", "SELECT COUNT(*) FROM thread WHERE accepted_id IS NOT NULL", 20, 40),
            ("hidden", "SELECT COUNT(*) FROM post WHERE state = 'hidden'", 1, 1),
            ("edited", "SELECT COUNT(*) FROM post_revision", 1, 10),
            ("open reports", "SELECT COUNT(*) FROM report WHERE resolved_at IS NULL", 2, 3),
            ("audit entries", "SELECT COUNT(*) FROM audit_entry", 8, 16),
            ("sent issues", "SELECT COUNT(*) FROM digest_issue WHERE state = 'sent'", 5, 6),
            ("missed issues", "SELECT COUNT(*) FROM digest_issue WHERE state = 'missed'", 0, 0),
            ("jobs that failed", "SELECT COUNT(*) FROM job WHERE state = 'failed'", 0, 0),
        ] {
            let found = number(&app, query).await;
            assert!((least..=most).contains(&found), "{what}: {found}");
        }
    }

    async fn the_mailbox_begins_with_the_last_digest(app) {
        let demo = seeded(&app).await;
        let mails = app.mails();
        let members = number(&app, "SELECT COUNT(*) FROM member WHERE state = 'active'").await;
        let digests = mails.iter().filter(|letter| letter.message_id().starts_with("digest.")).count();
        assert!(digests <= usize::try_from(members).expect("a count") && digests > 30, "{digests} copies for {members} members");
        assert!(mails.len() > digests && mails.len() < digests + 60, "{} mails, {digests} of them digests", mails.len());
        assert!(mails.first().expect("a mail").message_id().starts_with("digest."), "older mail is in the way");
        for person in &demo.people {
            let name = person.name.split(',').next().expect("a name");
            let address = format!("{}@", name.to_lowercase().replace(' ', "."));
            assert!(mails.iter().any(|letter| letter.to().starts_with(&address) && letter.message_id().starts_with("digest.")), "no digest for {name}");
        }
    }

    async fn the_teacher_finds_an_answer_waiting(app) {
        let demo = seeded(&app).await;
        let teacher = demo.people.first().expect("a teacher");
        let token = app::seed::sign_in(app.app(), teacher.member, Computer::Own).await.expect("a session");
        let teacher = app.visitor().with_token(Some(token));
        let data = teacher.run("{ viewer { unreadCount home { answersForYou { title } mightHelp { title } newThreads { title } } } }", json!({})).await;
        let home = &data["viewer"]["home"];
        for list in ["answersForYou", "mightHelp", "newThreads"] {
            assert!(home[list].as_array().is_some_and(|list| !list.is_empty()), "{list}: {data}");
        }
        assert!(data["viewer"]["unreadCount"].as_i64().is_some_and(|unread| unread > 0), "{data}");
    }
}
