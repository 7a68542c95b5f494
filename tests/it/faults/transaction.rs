//! A transaction of which a statement failed.

use db::seed::Member;
use domain::clock::{Clock as _, SystemClock};
use domain::id::MemberId;
use domain::member::Role;
use it::{number, on_both_engines};

on_both_engines! {
    /// SQLite would keep the rest of it, PostgreSQL would say nothing.
    async fn is_over_and_keeps_nothing(app) {
        let (_, store) = app.database().open().await;
        let now = SystemClock.now();
        let member = |email: &'static str| Member {
            id: MemberId::fresh(now),
            name: "Ann",
            email,
            sector: "education",
            organisation: "An invented school",
            work_role: "An invented role",
            role: Role::Member,
        };
        let tx = store.begin().await.unwrap();
        assert!(db::seed::member(&tx, &member("ann@member.test"), now).await.unwrap());
        assert!(db::seed::member(&tx, &member("ann@member.test"), now).await.is_err(), "there is one of this address");
        assert!(db::seed::member(&tx, &member("ben@member.test"), now).await.is_err(), "nothing comes after a failure");
        assert!(tx.commit().await.is_err(), "nor is it committed");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member").await, 0);
        // The next one is none the worse for it.
        let tx = store.begin().await.unwrap();
        assert!(db::seed::member(&tx, &member("ann@member.test"), now).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(number(&app, "SELECT COUNT(*) FROM member").await, 1);
        store.close().await;
    }
}
