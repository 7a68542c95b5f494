//! Naming members and threads in a post: who hears of it, and who reads which name.

use domain::clock::Span;
use it::{number, on_both_engines, sql};
use serde_json::json;

use crate::thread::{hide, opening, page};

on_both_engines! {
    async fn a_member_hears_once_that_a_reply_names_them(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cleo = app.member("Cleo", "primary-care").await;
        let left = app.member("Lee", "education").await;
        sql(&app, "UPDATE member SET state = 'suspended' WHERE name = 'Lee'").await;
        let thread = ann.ask("A title that stays here").await;
        cleo.reply(&thread, "I follow this.").await;
        app.run_jobs().await;
        let before = app.mails().len();
        let named = |who: &it::Actor| format!("<span data-id=\"{}\">@wrong</span>", who.id());
        let body = format!("<p>{}, {}, {}, {}, {}: what do you think?</p>", named(&ann), named(&cleo), named(&left), named(&bea), named(&ann));
        app.clock().advance(Span::minutes(1));
        bea.reply(&thread, &body).await;
        app.run_jobs().await;
        for who in [&ann, &cleo] {
            let mails: Vec<_> = app.mails().into_iter().skip(before).filter(|mail| mail.to().to_string().contains(&who.email)).collect();
            assert_eq!(mails.len(), 1, "{} is told once", who.name);
            assert!(mails[0].text().contains("mentioned you") && mails[0].text().contains("A title that stays here"), "{}", mails[0].text());
            assert!(!mails[0].text().contains("what do you think") && !mails[0].subject().contains("A title"));
            let told = who.does("notification/notifications", json!({})).await;
            assert_eq!(told["viewer"]["notifications"]["nodes"][0]["kind"], "MENTIONED");
        }
        assert_eq!(app.mails().len() - before, 2, "neither the author nor whoever cannot come in");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification n JOIN post p ON p.id = n.subject_id WHERE p.body LIKE '%data-id%'").await, 2);
        app.assert_mails("mention");
    }

    async fn a_name_that_an_edit_took_out_or_a_quote_repeats_is_not_mailed(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cleo = app.member("Cleo", "primary-care").await;
        let thread = ann.ask("A title that stays here").await;
        app.run_jobs().await;
        let named = format!("<p><span data-id=\"{}\"></span>: what do you think?</p>", cleo.id());
        let post = bea.reply(&thread, &named).await;
        let edit = json!({ "input": { "post": post, "body": "Words.", "expectedVersion": 1 } });
        assert_eq!(bea.does("post/editPost", edit).await["editPost"]["status"], "SAVED");
        bea.reply(&thread, &format!("<p>Ann wrote:</p><blockquote>{named}</blockquote><p>So do I.</p>")).await;
        app.run_jobs().await;
        let told: Vec<_> = app.mails().into_iter().filter(|mail| mail.to().to_string().contains(&cleo.email)).collect();
        assert!(told.is_empty(), "{:?}", told.iter().map(|mail| mail.text()).collect::<Vec<_>>());
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification WHERE kind = 'mentioned'").await, 1, "of the first alone");
    }

    async fn a_name_is_that_of_now_and_only_for_whoever_may_know_it(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let cora = app.coordinator("Cora").await;
        let other = ann.ask("The first title").await;
        let key = other.trim_start_matches("thread:");
        let body = format!("<p>ask <span data-id=\"{}\">@</span>, see https://cove.test/threads/{key}/the-first-title</p>", bea.id());
        let thread = ann.start("DISCUSSION", "With names", &body).await;
        app.run_jobs().await;
        let words = async |who: &it::Actor| page(who, &thread).await["opening"]["body"].as_str().unwrap().to_owned();
        let full = format!(
            "<p>ask <span data-id=\"{}\">@Bea</span>, see <a data-id=\"{other}\" href=\"/threads/{key}\">The first title</a></p>",
            bea.id()
        );
        assert_eq!(words(&ann).await, full);
        // What was read can be sent back as it came.
        let post = opening(&ann, &thread).await;
        let saved = ann.does("post/editPost", json!({ "input": { "post": post, "body": full, "expectedVersion": 1 } })).await;
        assert_eq!((&saved["editPost"]["status"], &saved["editPost"]["post"]["body"]), (&json!("SAVED"), &json!(full)));
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE body LIKE '%Bea%' OR body LIKE '%first title%'").await, 0);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM thread WHERE excerpt = 'ask @…, see …'").await, 1);

        sql(&app, "UPDATE member SET name = 'Beatrice' WHERE name = 'Bea'").await;
        let first = opening(&ann, &other).await;
        ann.does("post/editPost", json!({ "input": { "post": first, "body": "Words.", "title": "A second title", "expectedVersion": 1 } })).await;
        let seen = words(&cora).await;
        assert!(seen.contains("@Beatrice<") && seen.contains(">A second title</a>"), "{seen}");

        hide(&cora, &first).await;
        sql(&app, "UPDATE member SET state = 'left', name = 'Somebody', email = NULL, email_key = NULL WHERE name = 'Beatrice'").await;
        let seen = words(&ann).await;
        assert!(seen.contains("@Somebody<") && seen.contains("a thread that is not there") && !seen.contains("href"), "{seen}");
        // Nobody's id names nobody.
        let nobody = "<span data-id=\"member:00000000000000000000000000000001\">@Ann</span>";
        let thread = ann.start("DISCUSSION", "Nobody", nobody).await;
        assert!(page(&ann, &thread).await["opening"]["body"].as_str().unwrap().contains("@somebody who is not here<"));
        app.run_jobs().await;
    }

    async fn a_crowd_is_named_and_twenty_hear_of_it(app) {
        let ann = app.member("Ann", "education").await;
        let mut body = String::new();
        for n in 0..23 {
            let member = app.member(&format!("Member {}", char::from(b'a' + n)), "education").await;
            body.push_str(&format!("<p><span data-id=\"{}\"></span></p>", member.id()));
        }
        let thread = ann.start("DISCUSSION", "Everybody", &body).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification WHERE kind = 'mentioned'").await, 20);
        let seen = page(&ann, &thread).await;
        assert_eq!(seen["opening"]["body"].as_str().unwrap().matches("@Member").count(), 23);
        app.run_jobs().await;
    }
}
