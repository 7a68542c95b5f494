//! The figures at `/metrics` of what goes on in the database.

use domain::clock::Span;
use domain::secret::Secret;
use it::sink::Answer;
use it::{PUBLIC_URL, TestApp};
use poem::test::TestClient;

use crate::digest::{CUT_OFF, SENDING, weekly_tests};

const STATES: [&str; 6] = [
    "waiting",
    "sent",
    "unconfirmed",
    "bounced",
    "failed",
    "skipped",
];

/// The copies of the newest digest, as the lines have them, in the order of the
/// states.
async fn copies(app: &TestApp) -> [i64; 6] {
    let options = server::Options::new(
        PUBLIC_URL.parse().expect("an address"),
        Secret::new([7; 32]),
    );
    let router = TestClient::new(server::Server::new(app.app().clone(), options).metrics_router());
    let answer = router.get("/metrics").send().await.0;
    assert_eq!(
        answer.headers()["content-type"],
        "text/plain; version=0.0.4; charset=utf-8"
    );
    let text = answer.into_body().into_string().await.expect("a text");
    assert_eq!(
        text.matches("# TYPE cove_digest_copies gauge\n").count(),
        1,
        "{text}"
    );
    assert_eq!(
        text.matches("\ncove_digest_copies{").count(),
        STATES.len(),
        "{text}"
    );
    STATES.map(|state| {
        let line = text.lines().find_map(|line| {
            line.strip_prefix(&format!("cove_digest_copies{{state=\"{state}\"}} "))
        });
        line.and_then(|value| value.parse().ok())
            .unwrap_or_else(|| panic!("no {state} in {text}"))
    })
}

weekly_tests! {
    async fn the_copies_of_the_newest_digest_are_counted(week) {
        let tom = week.app.member("Tom", "third-sector").await;
        let ann = week.app.member("Ann", "education").await;
        week.crowd(6).await;
        tom.ask("A question to everybody").await;
        assert_eq!(copies(&week.app).await, [0; 6], "its window is open");
        week.comes(CUT_OFF).await;
        assert_eq!(copies(&week.app).await, [8, 0, 0, 0, 0, 0], "to be sent tomorrow");
        week.sink.behave(|behaviour| {
            behaviour.recipients.insert("member0@crowd.test".to_owned(), Answer::say("550 5.1.1 unknown"));
            behaviour.mails_to.insert("member1@crowd.test".to_owned(), Answer::say("554 5.6.0 looks like spam"));
            behaviour.mails_to.insert("member2@crowd.test".to_owned(), Answer::KeepAndHangUp);
            behaviour.mails_to.insert("member3@crowd.test".to_owned(), Answer::say("452 4.3.1 disk full"));
        });
        week.comes(SENDING).await;
        // Tom wrote all there is, so his copy would be empty.
        let [waiting, sent, unconfirmed, bounced, failed, skipped] = copies(&week.app).await;
        assert_eq!((waiting, sent, unconfirmed), (2, 3, 0), "two are tried again");
        assert_eq!((bounced, failed, skipped), (1, 1, 1));
        // The second time, the one may have been taken, and the other is.
        week.sink.behave(|behaviour| drop(behaviour.mails_to.remove("member3@crowd.test")));
        week.app.clock().advance(Span::hours(2));
        week.app.run_jobs().await;
        assert_eq!(copies(&week.app).await, [0, 5, 1, 1, 1, 1]);
        // The next one is about to be collected, and this one stays the newest.
        assert_eq!(week.copies_to(&ann.email).len(), 1);
    }
}
