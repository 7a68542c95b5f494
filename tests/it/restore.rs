//! A backup that is put back: what it must not do again, what it says is lost,
//! and how `cove restore` goes about it.

use std::path::Path;

use app::restore;
use domain::Timestamp;
use domain::clock::{Clock as _, Span};
use it::{count_at_desk, number, sql};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::digest::{CUT_OFF, SENDING, weekly_tests};
use crate::serve::running::{Folder, Running, complaint, ends};

const DESK: &str = "{ desk { restores { id backupAt restoredAt keptEmails } queue { counts { kind count } } digest { id state mayHaveGone } } }";

async fn desk(who: &it::Actor) -> Value {
    who.run(DESK, json!({})).await["desk"].clone()
}

async fn act(who: &it::Actor, name: &str, field: &str, id: &Value) -> Value {
    let input = format!("{}Input", name[..1].to_uppercase() + &name[1..]);
    let mutation = format!(
        "mutation($input: {input}!) {{ {name}(input: $input) {{ status problems {{ message }} }} }}"
    );
    who.run(
        &mutation,
        json!({ "input": { field: id, "reason": "They had it before" } }),
    )
    .await[name]
        .clone()
}

weekly_tests! {
    async fn a_digest_that_went_out_before_is_not_sent_again(week) {
        let app = &week.app;
        let tom = app.member("Tom", "third-sector").await;
        let ann = app.member("Ann", "education").await;
        tom.start("DISCUSSION", "A thought before the backup", "Invented words.").await;
        // The backup is of Sunday; on Tuesday the digest went out, on Wednesday
        // the machine was lost.
        let backup_at = app.clock().now();
        app.clock().set(week.at(SENDING).await.plus(Span::hours(26)));
        let marked = restore::mark(app.app(), backup_at, None).await.expect("it is marked");
        assert_eq!(marked.issues, 1);
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 0);
        // Not later either, and not with the next one.
        let cora = app.coordinator("Cora").await;
        let seen = desk(&cora).await;
        assert_eq!((&seen["digest"]["state"], &seen["digest"]["mayHaveGone"]), (&json!("HELD"), &json!(true)));
        app.clock().advance(Span::days(7));
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 0, "nothing new since");
        let cora = week.back_again(&cora).await;
        assert_eq!(desk(&cora).await["digest"]["id"], seen["digest"]["id"], "it waits as long as it must");
        let left_out = act(&cora, "leaveOutDigest", "issue", &seen["digest"]["id"]).await;
        assert_eq!(left_out["status"], "DONE");
        assert_eq!(act(&cora, "leaveOutDigest", "issue", &seen["digest"]["id"]).await["status"], "ALREADY");
        let tom = week.back_again(&tom).await;
        tom.start("DISCUSSION", "A thought after the restore", "Invented words.").await;
        app.clock().advance(Span::days(7));
        app.run_jobs().await;
        let copies = week.copies_to(&ann.email);
        assert_eq!(copies.len(), 1);
        let text = copies[0].text();
        assert!(text.contains("A thought after the restore") && !text.contains("before the backup"), "{text}");
    }

    async fn a_digest_that_did_not_go_out_is_let_go(week) {
        let app = &week.app;
        let tom = app.member("Tom", "third-sector").await;
        let ann = app.member("Ann", "education").await;
        tom.ask("A question before the backup").await;
        let backup_at = app.clock().now();
        app.clock().set(week.at(SENDING).await.plus(Span::hours(2)));
        restore::mark(app.app(), backup_at, None).await.expect("it is marked");
        app.run_jobs().await;
        let cora = app.coordinator("Cora").await;
        let issue = desk(&cora).await["digest"]["id"].clone();
        assert_eq!(act(&cora, "releaseDigest", "issue", &issue).await["status"], "DONE");
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 1);
    }

    async fn weeks_that_went_by_before_the_restore_wait_too(week) {
        let app = &week.app;
        let tom = app.member("Tom", "third-sector").await;
        let ann = app.member("Ann", "education").await;
        tom.ask("A question before the backup").await;
        let backup_at = app.clock().now();
        // Three weeks and a day later: the third digest is of yesterday.
        app.clock().set(week.at(SENDING).await.plus(Span::days(15)));
        restore::mark(app.app(), backup_at, None).await.expect("it is marked");
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 0);
        assert_eq!(number(app, "SELECT COUNT(*) FROM digest_issue WHERE state = 'held' AND restore_id IS NOT NULL").await, 3);
        assert_eq!(number(app, "SELECT COUNT(*) FROM digest_issue WHERE state = 'collecting'").await, 1, "this week's goes on");
    }

    async fn a_digest_that_was_on_its_way_is_not_finished_by_itself(week) {
        let app = &week.app;
        let tom = app.member("Tom", "third-sector").await;
        let ann = app.member("Ann", "education").await;
        tom.ask("A question before the backup").await;
        week.comes(CUT_OFF).await;
        app.clock().set(week.at(SENDING).await);
        // The backup is of the moment in which it begins.
        app::digest::keep_schedule(app.app()).await.expect("the calendar");
        let marked = restore::mark(app.app(), app.clock().now(), None).await.expect("it is marked");
        assert_eq!(marked.issues, 1);
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 0);
        let cora = app.coordinator("Cora").await;
        let issue = desk(&cora).await["digest"]["id"].clone();
        assert_eq!(act(&cora, "releaseDigest", "issue", &issue).await["status"], "DONE");
        app.run_jobs().await;
        assert_eq!(week.copies_to(&ann.email).len(), 1, "once, when the co-ordinator says so");
    }

    async fn what_ends_and_what_waits_with_a_restore(week) {
        let app = &week.app;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let thread = ann.ask("A question").await;
        app.run_jobs().await;
        let visitor = app.visitor();
        let ask = "mutation($e: String!) { requestSignIn(input: { email: $e }) { status } }";
        visitor.run(ask, json!({ "e": ben.email })).await;
        app.run_jobs().await;
        assert_eq!(number(app, "SELECT COUNT(*) FROM challenge WHERE spent_at IS NULL").await, 1);
        visitor.run(ask, json!({ "e": ann.email })).await;
        // In the backup a mail to Ann about Ben's reply, and her sign-in, wait.
        ben.reply(&thread, "An answer").await;
        let backup_at = app.clock().now();
        app.clock().advance(Span::hours(5));
        let marked = restore::mark(app.app(), backup_at, None).await.expect("it is marked");
        assert_eq!((marked.sessions > 1, marked.emails), (true, 1));
        let before = week.sink.mails_to(&ann.email).len();
        app.clock().advance(Span::hours(1));
        app.run_jobs().await;
        assert_eq!(week.sink.mails_to(&ann.email).len(), before, "no mail goes by itself");
        assert!(ann.send("{ viewer { member { name } } }", json!({})).await.body["data"]["viewer"].is_null(), "nobody is signed in");
        assert_eq!(number(app, "SELECT COUNT(*) FROM challenge WHERE spent_at IS NULL").await, 0);
        let cora = app.coordinator("Cora").await;
        let seen = desk(&cora).await;
        assert_eq!((count_at_desk(&seen["queue"], "RESTORE"), &seen["restores"][0]["keptEmails"]), (1, &json!(1)));
        let restore = seen["restores"][0]["id"].clone();
        assert_eq!(act(&cora, "settleRestore", "restore", &restore).await["status"], "UNDECIDED");
        assert_eq!(act(&cora, "sendKeptEmails", "restore", &restore).await["status"], "DONE");
        assert_eq!(act(&cora, "leaveOutKeptEmails", "restore", &restore).await["status"], "ALREADY");
        app.run_jobs().await;
        assert_eq!(week.sink.mails_to(&ann.email).len(), before + 1, "once, when the co-ordinator says so");
        assert_eq!(act(&cora, "settleRestore", "restore", &restore).await["status"], "SETTLED");
        assert_eq!(act(&cora, "settleRestore", "restore", &restore).await["status"], "ALREADY_SETTLED");
        assert_eq!(desk(&cora).await["restores"], json!([]));
        assert_eq!(db::audit::verify_chain(app.app().db()).await.expect("a look"), None);
    }

    async fn emails_that_went_out_before_are_left_out(week) {
        let app = &week.app;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let thread = ann.ask("A question").await;
        app.run_jobs().await;
        ben.reply(&thread, "An answer").await;
        restore::mark(app.app(), Timestamp(0), None).await.expect("it is marked");
        let cora = app.coordinator("Cora").await;
        let restore = desk(&cora).await["restores"][0]["id"].clone();
        assert_eq!(act(&cora, "leaveOutKeptEmails", "restore", &restore).await["status"], "DONE");
        app.clock().advance(Span::hours(1));
        app.run_jobs().await;
        assert_eq!(week.sink.mails_to(&ann.email).len(), 0);
        // What is written from now on is mailed as ever.
        let ben = week.back_again(&ben).await;
        ben.reply(&thread, "Another answer").await;
        app.clock().advance(Span::hours(1));
        app.run_jobs().await;
        assert_eq!(week.sink.mails_to(&ann.email).len(), 1);
        sql(app, "UPDATE member SET state = 'active'").await;
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// The one value that a query gives, as text.
fn value(file: &Path, query: &str) -> String {
    block_on(async {
        let mut file = SqliteConnection::connect(&format!("sqlite:{}", file.display()))
            .await
            .expect("the file");
        let found = sqlx::query_scalar(AssertSqlSafe(format!("SELECT CAST(({query}) AS TEXT)")))
            .fetch_one(&mut file)
            .await
            .expect("a value");
        file.close().await.expect("closed");
        found
    })
}

fn change(file: &Path, statement: &str) {
    block_on(async {
        let mut file = SqliteConnection::connect(&format!("sqlite:{}", file.display()))
            .await
            .expect("the file");
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut file)
            .await
            .expect("a change");
        file.close().await.expect("closed");
    });
}

fn coordinator(folder: &Folder, name: &str) {
    let email = format!("{}@example.org", name.to_lowercase());
    let made = ends(
        folder,
        &[
            "admin",
            "create-coordinator",
            "--name",
            name,
            "--email",
            &email,
        ],
        &[],
    );
    assert!(made.status.success(), "{}", complaint(&made));
}

fn said(folder: &Folder, arguments: &[&str]) -> (bool, String) {
    let output = ends(folder, arguments, &[]);
    (
        output.status.success(),
        format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            complaint(&output)
        ),
    )
}

/// What must go well; what it said.
fn does(folder: &Folder, arguments: &[&str]) -> String {
    let (good, words) = said(folder, arguments);
    assert!(good, "{arguments:?}: {words}");
    words
}

#[test]
fn a_backup_is_put_back_and_the_database_that_was_there_is_kept() {
    let folder = Folder::new();
    coordinator(&folder, "Cora");
    let (good, words) = said(&folder, &["backup", "copy.db"]);
    assert!(
        good && words.contains("copy.db.anchor says so too"),
        "{words}"
    );
    coordinator(&folder, "Dora");
    let cove = Running::serve(&folder, &[]);
    let (good, words) = said(&folder, &["restore", "copy.db"]);
    assert!(
        !good && words.contains("a Cove is running on this database: stop it first"),
        "{words}"
    );
    cove.stop();
    let (good, words) = said(&folder, &["restore", "copy.db"]);
    assert!(good, "{words}");
    for sentence in [
        "is kept as data/cove.replaced-1.db",
        "choices about email, opt-outs too",
        "sessions were ended",
        "The desk says so",
    ] {
        assert!(words.contains(sentence), "{sentence}: {words}");
    }
    assert_eq!(
        value(&folder.database(), "SELECT COUNT(*) FROM member"),
        "1"
    );
    let aside = folder.path().join("data/cove.replaced-1.db");
    assert_eq!(value(&aside, "SELECT COUNT(*) FROM member"), "2");
    assert!(
        folder
            .path()
            .join("data/cove.replaced-1.db.anchor")
            .is_file()
    );
    // The list says where it had gone on to, and its end is kept anew.
    assert_eq!(
        value(
            &folder.database(),
            "SELECT act FROM audit_entry ORDER BY sequence DESC LIMIT 1"
        ),
        "restore_backup"
    );
    let reason = value(
        &folder.database(),
        "SELECT reason FROM audit_entry ORDER BY sequence DESC LIMIT 1",
    );
    assert!(
        reason.contains("Before, this list went up to entry 2 "),
        "{reason}"
    );
    let (good, words) = said(&folder, &["audit", "check"]);
    assert!(
        good && words.contains("nor taken from its end. It ends with entry 2 "),
        "{words}"
    );
    Running::serve(&folder, &[]).stop();
    // Again: the backup is as it was, and nothing is written over.
    let (good, words) = said(&folder, &["restore", "copy.db"]);
    assert!(good && words.contains("cove.replaced-2.db"), "{words}");
    assert_eq!(
        value(&folder.database(), "SELECT COUNT(*) FROM restore"),
        "1"
    );
}

#[test]
fn what_is_no_sound_backup_changes_nothing() {
    let folder = Folder::new();
    coordinator(&folder, "Cora");
    does(&folder, &["backup", "copy.db"]);
    let copy = folder.path().join("copy.db");
    let whole = std::fs::read(&copy).expect("the copy");
    let before = std::fs::read(folder.database()).expect("the database");
    let mut torn = whole.clone();
    torn[8 * 4096..16 * 4096].fill(0x5a);
    for (bytes, words) in [
        (torn, "is damaged"),
        (b"no database ".repeat(500), "is no database, or is damaged"),
        (Vec::new(), "holds no community"),
    ] {
        std::fs::write(&copy, bytes).expect("written");
        let (good, told) = said(&folder, &["restore", "copy.db"]);
        assert!(!good && told.contains(words), "{words}: {told}");
    }
    std::fs::write(&copy, &whole).expect("written");
    change(
        &copy,
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_the_future', 0)",
    );
    let (good, told) = said(&folder, &["restore", "copy.db"]);
    assert!(!good && told.contains("written by a newer Cove"), "{told}");
    assert!(
        said(&folder, &["restore", "nowhere.db"])
            .1
            .contains("there is no backup at nowhere.db")
    );
    assert_eq!(
        std::fs::read(folder.database()).expect("the database"),
        before
    );
    assert!(!folder.path().join("data/cove.restoring.db").exists());
}

#[test]
fn a_backup_that_lies_about_its_audit_list_is_said() {
    let folder = Folder::new();
    coordinator(&folder, "Cora");
    coordinator(&folder, "Dora");
    does(&folder, &["backup", "copy.db"]);
    change(
        &folder.path().join("copy.db"),
        "DELETE FROM audit_entry WHERE sequence = 2",
    );
    let (good, words) = said(&folder, &["restore", "copy.db"]);
    assert!(
        good && words
            .contains("In this backup the audit list was cut: entry 2 was taken from its end."),
        "{words}"
    );
}

#[test]
fn a_backup_that_is_in_its_place_already_is_marked() {
    let folder = Folder::new();
    coordinator(&folder, "Cora");
    does(&folder, &["backup", "copy.db"]);
    coordinator(&folder, "Dora");
    // By hand, with what SQLite may have left beside the other one taken away.
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", folder.database().display()));
    }
    std::fs::copy(folder.path().join("copy.db"), folder.database()).expect("by hand");
    let (good, words) = said(&folder, &["config", "check"]);
    assert!(
        !good && words.contains("the audit list was cut: entry 2 was taken from its end"),
        "{words}"
    );
    let (good, words) = said(
        &folder,
        &["restore", "--in-place", "--made-at", "2026-11-24T02:00"],
    );
    assert!(
        good && words.contains("It goes up to Tuesday 24 November 2026, 2am."),
        "{words}"
    );
    does(&folder, &["config", "check"]);
    assert_eq!(
        value(&folder.database(), "SELECT COUNT(*) FROM restore"),
        "1"
    );
}

#[test]
fn a_lost_database_does_not_begin_anew_in_silence() {
    let folder = Folder::new();
    coordinator(&folder, "Cora");
    does(&folder, &["backup", "copy.db"]);
    let lost = || std::fs::remove_file(folder.database()).expect("it is lost");
    lost();
    for arguments in [
        &["serve"][..],
        &["worker"],
        &["migrate"],
        &["config", "check"],
    ] {
        let output = ends(&folder, arguments, &[("COVE_LISTEN", "127.0.0.1:0")]);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let words = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            complaint(&output)
        );
        assert!(
            words.contains("cove restore FILE") && words.contains("cove serve --start-afresh"),
            "{arguments:?}: {words}"
        );
        assert!(!folder.database().exists(), "{arguments:?}");
    }
    // An empty file is no community either.
    std::fs::write(folder.database(), "").expect("an empty file");
    let refused = ends(&folder, &["serve"], &[("COVE_LISTEN", "127.0.0.1:0")]);
    assert!(
        complaint(&refused).contains("cove restore FILE"),
        "{}",
        complaint(&refused)
    );
    let (good, words) = said(&folder, &["restore", "copy.db"]);
    assert!(good, "{words}");
    assert_eq!(value(&folder.database(), "SELECT name FROM member"), "Cora");
    Running::serve(&folder, &[]).stop();
    lost();
    Running::start(&folder, &["serve", "--start-afresh"], &[]).stop();
    assert_eq!(
        value(&folder.database(), "SELECT COUNT(*) FROM member"),
        "0"
    );
}

#[test]
fn acts_taken_from_the_end_are_missed_by_the_running_binary() {
    let folder = Folder::new();
    for name in ["Cora", "Dora", "Ella"] {
        coordinator(&folder, name);
    }
    let (_, head) = said(&folder, &["audit", "head"]);
    change(
        &folder.database(),
        "DELETE FROM audit_entry WHERE sequence >= 2",
    );
    let (good, words) = said(&folder, &["config", "check"]);
    assert!(
        !good && words.contains("the audit list was cut: entries 2 to 3 were taken from its end"),
        "{words}"
    );
    // A start and another act do not paper over it.
    Running::serve(&folder, &[]).stop();
    assert!(
        Running::log(&folder).contains("the audit list was cut: entries 2 to 3"),
        "{}",
        Running::log(&folder)
    );
    for name in ["Flo", "Gwen"] {
        coordinator(&folder, name);
    }
    let (good, words) = said(&folder, &["audit", "check"]);
    assert!(
        !good && words.contains("entry 3 is another one than was written down"),
        "{words}"
    );
    // Who takes the file away, too, meets the log and the backups.
    std::fs::remove_file(folder.path().join("data/cove.audit-anchor")).expect("the file");
    let (good, words) = said(&folder, &["audit", "check", "--against", head.trim()]);
    assert!(!good && words.contains("entry 3 is another one"), "{words}");
}

#[test]
fn a_serving_cove_writes_down_where_the_list_ends() {
    let folder = Folder::new();
    let mut cove = Running::serve(&folder, &[]);
    let line = cove.next_line();
    let token = line.trim().rsplit_once('#').expect("a link").1;
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = format!("token={token}&name=Cora+Invented&email=cora%40example.org");
    assert_eq!(
        cove.send("POST", "/setup", &form, body.as_bytes()).status,
        303
    );
    let anchor = folder.path().join("data/cove.audit-anchor");
    let written = crate::serve::running::until("the end of the list", || {
        std::fs::read_to_string(&anchor)
            .ok()
            .filter(|text| text.starts_with("1 "))
    });
    cove.stop();
    assert_eq!(said(&folder, &["audit", "head"]).1, written);
}

#[test]
fn migrate_makes_the_copy_that_serve_makes() {
    use db::connect::{Location, Options};
    use migrations::{Migrator, MigratorTrait as _};
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let steps = u32::try_from(Migrator::migrations().len() - 1).expect("a few");
    block_on(async {
        let (_, store) = db::connect(&Options::new(Location::File(folder.database())))
            .await
            .expect("a file");
        Migrator::up(store.migration_connection(), Some(steps))
            .await
            .expect("the older tables");
        store.close().await;
    });
    let (good, words) = said(&folder, &["migrate"]);
    assert!(
        good && words.contains("data/cove.before-upgrade-1.db is a copy from before."),
        "{words}"
    );
    assert_eq!(
        value(
            &folder.path().join("data/cove.before-upgrade-1.db"),
            "SELECT COUNT(*) FROM seaql_migrations"
        ),
        steps.to_string()
    );
    assert!(said(&folder, &["migrate"]).1.contains("already"));
    assert!(!folder.path().join("data/cove.before-upgrade-2.db").exists());
}

#[test]
fn first_starts_at_the_same_moment_get_along() {
    let folder = Folder::new();
    let coves: Vec<_> = (0..4)
        .map(|_| {
            let mut command = crate::serve::running::cove(
                &folder,
                &[
                    "admin",
                    "create-coordinator",
                    "--name",
                    "Cora",
                    "--email",
                    "cora@example.org",
                ],
                &[],
            );
            command
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("cove starts")
        })
        .collect();
    for cove in coves {
        let output = cove.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", complaint(&output));
    }
    assert_eq!(
        value(&folder.database(), "SELECT COUNT(*) FROM member"),
        "1"
    );
}
