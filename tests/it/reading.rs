//! The connections that read: shared out, given up in the middle, broken.

use std::time::Duration;

use db::connect::{LARGEST_LOG, Options};
use domain::challenge::Client;
use domain::id::ThreadId;
use it::{Database, Engine, on_both_engines, sql};

on_both_engines! {
    async fn a_read_that_is_given_up_leaves_no_rows_to_the_next(app) {
        let ann = app.member("Ann", "education").await;
        for number in 0..30 {
            ann.ask(&format!("Question {number}")).await;
        }
        // Each is dropped a little later than the one before: before it has a
        // connection, while it waits for rows, when all are there.
        for micros in (0..4_000).step_by(50) {
            let read = db::member::coordinators(app.app().db(), app.app().now());
            let _ = tokio::time::timeout(Duration::from_micros(micros), read).await;
            let page = db::community::sectors(app.app().db()).await.expect("a read after one that was given up");
            assert!(page.len() > 3 && page.iter().all(|sector| !sector.slug.is_empty()), "the rows are another statement's");
        }
        app.run_jobs().await;
    }

    async fn a_row_of_a_newer_cove_is_said_so_and_harms_no_other(app) {
        let ann = app.member("Ann", "education").await;
        let thread: ThreadId = ann.ask("A question").await.parse().expect("an id");
        let read = || db::thread::by_id(app.app().db(), thread, ann.member());
        for (kind, is_known) in [("riddle", false), ("question", true), ("riddle", false)] {
            sql(&app, &format!("UPDATE thread SET kind = '{kind}'")).await;
            match read().await {
                Ok(found) => assert!(is_known && found.is_some(), "{kind}"),
                Err(error) => assert!(!is_known && matches!(error, db::Error::Row(_)), "{kind}: {error}"),
            }
            assert!(db::community::sectors(app.app().db()).await.is_ok_and(|sectors| sectors.len() > 3), "after {kind}");
        }
        app.run_jobs().await;
    }

    async fn more_readers_than_connections_take_turns(app) {
        let options = Options { readers: 1, connections: 2, ..app.database().options() };
        let (db, store) = db::connect(&options).await.expect("a second pair of handles");
        let mut reads = tokio::task::JoinSet::new();
        for _ in 0..200 {
            let db = db.clone();
            reads.spawn(async move { db::community::sectors(&db).await });
        }
        while let Some(sectors) = reads.join_next().await {
            assert!(sectors.expect("no panic").is_ok_and(|sectors| sectors.len() > 3));
        }
        store.close().await;
    }

    async fn who_holds_connections_for_long_keeps_nobody_waiting(app) {
        let options = Options { readers: 4, connections: 8, patience: Duration::from_secs(3), ..app.database().options() };
        let (db, store) = db::connect(&options).await.expect("a second pair of handles");
        let mut held = Vec::new();
        // More than there are processors, on most machines: the spare ones, too.
        for _ in 0..4 {
            assert!(db::community::sectors(&db).await.is_ok_and(|sectors| sectors.len() > 3), "{} are held", held.len());
            let snapshot = db.snapshot().await.expect("a moment");
            db::community::sectors(&snapshot).await.expect("sectors");
            held.push(snapshot);
        }
        let refused = db::community::sectors(&db).await.expect_err("all are held");
        assert!(matches!(refused, db::Error::Away(_)), "{refused}");
        held.pop().expect("one of four").end().await.expect("an end");
        assert!(db::community::sectors(&db).await.is_ok_and(|sectors| sectors.len() > 3));
        drop(held);
        store.close().await;
    }

    async fn who_hangs_up_takes_nobody_else_along(app) {
        let ann = app.member("Ann", "education").await;
        let bea = app.member("Bea", "third-sector").await;
        let options = Options { readers: 1, connections: 2, ..app.database().options() };
        let (db, store) = db::connect(&options).await.expect("a second pair of handles");
        let now = app.app().now();
        let [first, other] = [&ann, &bea].map(|member| domain::secret::token_hash(member.token().expect("a session")));
        // At every moment from before the statement until after its answer.
        for micros in (0..3_000).step_by(50) {
            let asks = tokio::time::timeout(Duration::from_micros(micros), db::session::by_token_hash(&db, &first, now));
            let (_, found) = tokio::join!(asks, db::session::by_token_hash(&db, &other, now));
            let principal = found.expect("an answer").expect("a live session").principal;
            assert_eq!(principal.member.to_string(), bea.id());
        }
        store.close().await;
    }

    async fn a_statement_that_fails_does_not_break_the_next(app) {
        sql(&app, "ALTER TABLE sector RENAME TO sector_away").await;
        db::community::sectors(app.app().db()).await.expect_err("there is no such table");
        sql(&app, "ALTER TABLE sector_away RENAME TO sector").await;
        assert!(db::community::sectors(app.app().db()).await.is_ok_and(|sectors| sectors.len() > 3));
    }

    async fn a_snapshot_sees_one_moment(app) {
        let names = |sectors: Vec<db::community::Sector>| sectors.into_iter().map(|sector| sector.name).collect::<Vec<_>>();
        let db = app.app().db();
        let before = names(db::community::sectors(db).await.expect("sectors"));
        for _ in 0..10 {
            let snapshot = db.snapshot().await.expect("a moment");
            let first = names(db::community::sectors(&snapshot).await.expect("sectors"));
            sql(&app, "UPDATE sector SET name = name || ' x'").await;
            assert_eq!(names(db::community::sectors(&snapshot).await.expect("sectors")), first);
            assert_ne!(names(db::community::sectors(db).await.expect("sectors")), first);
            snapshot.end().await.expect("an end");
            // One that is dropped gives no open transaction to the next reader.
            drop(db.snapshot().await.expect("a moment"));
            assert_ne!(names(db::community::sectors(db).await.expect("sectors")), first);
        }
        assert_ne!(names(db::community::sectors(db).await.expect("sectors")), before);
    }

    async fn a_request_is_let_go_whatever_became_of_its_loads(app) {
        let ann = app.member("Ann", "education").await;
        ann.ask("Something to list").await;
        let schema = graphql::schema::build(graphql::schema::Mode::Production);
        // `topics` asks for a load, and `replies` fails before it is begun.
        let document = "{ threads(first: 10) { nodes { topics { id } replies(first: 1000) { totalCount } } } }";
        let viewer = app::session::viewer_of(app.app(), ann.token().expect("she is signed in")).await.expect("a viewer");
        let request = graphql::Request::new("1".to_owned(), viewer, Client::default(), String::new(), app.app().clone());
        let answer = graphql::execute(&schema, document.into(), &request).await;
        assert!(!answer.errors.is_empty(), "{answer:?}");
        assert_eq!(std::sync::Arc::strong_count(&request), 1, "a load that was never begun holds the request");
        app.run_jobs().await;
    }
}

/// Whoever copies or replaces the file alone, after Cove has stopped, would lose
/// what is in the log beside it.
#[tokio::test]
async fn a_file_that_is_closed_has_nothing_beside_it() {
    for round in 0..8 {
        let database = Database::new(Engine::Sqlite);
        let (db, store) = db::connect(&Options {
            readers: 32,
            ..database.options()
        })
        .await
        .expect("the file");
        let mut all = Vec::new();
        for _ in 0..32 {
            let reader = db.snapshot().await.expect("one more");
            db::community::sectors(&reader).await.expect("sectors");
            db::digest::latest(&reader, 8).await.expect("issues");
            all.push(reader);
        }
        let tx = store.begin().await.expect("the writer");
        db::community::remember(&tx, "a setting", "words")
            .await
            .expect("a row");
        tx.commit().await.expect("it is kept");
        for reader in all {
            reader.end().await.expect("an end");
        }
        store.close().await;
        for ending in ["db-wal", "db-shm"] {
            assert!(
                !database
                    .folder()
                    .join("cove")
                    .with_extension(ending)
                    .exists(),
                "round {round}: cove.{ending} is left"
            );
        }
    }
}

#[tokio::test]
async fn the_log_is_small_again_after_a_backup_beside_a_reader() {
    let database = Database::new(Engine::Sqlite);
    let (db, store) = database.open().await;
    let log = database.folder().join("cove.db-wal");
    let length = || std::fs::metadata(&log).expect("the log").len();
    let write = async |words: &str| {
        let tx = store.begin().await.expect("the writer");
        db::community::remember(&tx, "a setting", words)
            .await
            .expect("a row");
        tx.commit().await.expect("it is kept");
    };
    let reader = db.snapshot().await.expect("a moment");
    db::community::sectors(&reader).await.expect("sectors");
    db.copy_to(&database.folder().join("copy.db"))
        .await
        .expect("a copy");
    // The log grows as long as somebody reads what was there before.
    let much = 3 * LARGEST_LOG;
    write(&"x".repeat(usize::try_from(much).expect("a few megabytes"))).await;
    assert!(length() > much, "{}", length());
    reader.end().await.expect("an end");
    // The first brings what is in the log into the file, the second begins it anew.
    for words in ["some", "more"] {
        write(words).await;
    }
    assert!(length() <= LARGEST_LOG, "{}", length());
    store.close().await;
}
