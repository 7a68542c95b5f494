//! The real binary while it sends. Killed: every copy arrives, and none twice
//! but those that were handed over and not yet written down. Beside another
//! process that writes: what goes there is in no later copy.

use std::collections::HashSet;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use domain::clock::{Clock as _, Span, SystemClock};
use domain::digest::{next_cut_off, previous_cut_off, send_at};
use domain::secret;
use it::sink::{Received, Sink};
use it::{Actor, Engine, TestApp, number};
use serde_json::json;

use crate::digest::{Weekly, command};

/// Copies of the run; its author gets none.
const COPIES: usize = 500;
/// Copies that may be handed over and not yet written down.
const WINDOW: usize = 16;

/// A run that is about to begin, and the sink that takes 20 ms a copy.
struct Run {
    week: Weekly,
    tom: Actor,
    cora: Actor,
    /// What Tom asked.
    threads: Vec<String>,
}

impl Run {
    async fn new(engine: Engine, titles: &[&str]) -> Self {
        let sink = Arc::new(Sink::new().await);
        sink.behave(|behaviour| behaviour.delay = Duration::from_millis(20));
        let week = Weekly {
            app: TestApp::new(engine).await,
            sink,
        };
        // The binary goes by the machine's clock: this issue was due when the
        // last window closed.
        let zone = chrono_tz::Europe::London;
        let cut_off = previous_cut_off(next_cut_off(SystemClock.now(), zone), zone);
        week.app.clock().set(cut_off.minus(Span::days(1)));
        app::digest::keep_schedule(week.app.app()).await.unwrap();
        let tom = week.app.member("Tom", "third-sector").await;
        // One of those who get a copy: who joins meanwhile may get one, too.
        let cora = week.app.coordinator("Cora").await;
        week.crowd(COPIES - 1).await;
        let mut threads = Vec::new();
        for title in titles {
            threads.push(tom.ask(title).await);
        }
        week.app.clock().set(cut_off);
        app::digest::start_at(week.app.app(), send_at(cut_off, zone))
            .await
            .unwrap();
        std::fs::write(
            week.app.database().folder().join("secret"),
            format!("{}\n", "07".repeat(32)),
        )
        .unwrap();
        Self {
            week,
            tom,
            cora,
            threads,
        }
    }

    fn start(&self, arguments: &[&str]) -> Cove {
        let folder = self.week.app.database().folder();
        let mut command = Command::new(it::cove_binary());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COVE_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(folder)
            .env("COVE_DATA_DIR", folder)
            .env("COVE_LISTEN", "127.0.0.1:0")
            .env("COVE_PUBLIC_URL", "https://cove.test")
            .env("COVE_SMTP_URL", self.week.sink.url())
            .env("COVE_MAIL_FROM", "Cove <cove@cove.test>")
            .env("COVE_SECRET_FILE", folder.join("secret"));
        if let db::connect::Location::Postgres(url) = self.week.app.database().location() {
            command.env("COVE_DATABASE_URL", url);
        }
        Cove(
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("cove starts"),
        )
    }

    /// The copies at the sink so far, by Message-ID, in order.
    fn arrived(&self) -> Vec<String> {
        self.week
            .sink
            .mails()
            .iter()
            .map(|mail: &Arc<Received>| mail.message_id.clone())
            .collect()
    }

    fn missing(&self) -> usize {
        missing(&self.week.sink.mails())
    }

    /// Waits until so many more have come, or there are no more to come.
    async fn wait_for_more(&self, more: usize) {
        let goal = self.week.sink.count() + more;
        self.week
            .sink
            .wait_until(|mails| mails.len() >= goal || missing(mails) == 0)
            .await;
    }

    /// Waits for the last copy, and then for what is written down of it.
    async fn wait_until_written_down(&self) {
        self.week.sink.wait_until(|mails| missing(mails) == 0).await;
        let finished = "SELECT COUNT(*) FROM digest_issue WHERE state = 'sent'";
        self.week
            .app
            .database()
            .until("the issue is over", Duration::from_secs(120), finished)
            .await;
    }

    async fn written(&self) -> usize {
        let written = number(
            &self.week.app,
            "SELECT COUNT(*) FROM digest_delivery WHERE state = 'sent'",
        )
        .await;
        usize::try_from(written).expect("a count")
    }

    async fn assert_all_came(&self) {
        assert_eq!(self.missing(), 0, "every copy came");
        assert_eq!(self.written().await, COPIES);
        assert_eq!(
            number(&self.week.app, "SELECT COUNT(*) FROM digest_ledger").await,
            500
        );
    }
}

fn is_copy(mail: &Received) -> bool {
    mail.message_id.contains("digest.")
}

/// Copies that have not come once.
fn missing(mails: &[Arc<Received>]) -> usize {
    COPIES
        - mails
            .iter()
            .filter(|mail| is_copy(mail))
            .map(|mail| mail.message_id.as_str())
            .collect::<HashSet<_>>()
            .len()
}

/// A running `cove`, killed when dropped.
struct Cove(Child);

impl Cove {
    /// SIGKILL: no last words.
    fn kill(mut self) {
        self.0.kill().expect("it is killed");
        self.0.wait().expect("it is gone");
    }
}

impl Drop for Cove {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn block_on(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(test);
}

#[test]
fn a_server_that_is_killed_ten_times_loses_no_copy() {
    block_on(async {
        let run = Run::new(Engine::Sqlite, &["A question to everybody"]).await;
        // Of the copies that came in one life, those that were not written down
        // when it ended come again in a later one.
        let (mut arrived, mut written, mut in_doubt) = (0, 0, Vec::new());
        for _ in 0..10 {
            let cove = run.start(&["serve"]);
            let [random] = secret::random_bytes::<1>();
            run.wait_for_more(1 + usize::from(random) % 45).await;
            cove.kill();
            run.week.sink.wait_until_closed().await;
            let (arrived_now, written_now) = (run.week.sink.count(), run.written().await);
            in_doubt.push((arrived_now - arrived) - (written_now - written));
            (arrived, written) = (arrived_now, written_now);
        }
        assert!(
            in_doubt.iter().all(|copies| *copies <= WINDOW),
            "handed over and not written down, kill by kill: {in_doubt:?}"
        );
        assert!(
            run.missing() > 0,
            "the kills came while there was something to lose"
        );
        let last = run.start(&["serve"]);
        run.wait_until_written_down().await;
        drop(last);
        run.assert_all_came().await;
        assert_eq!(
            run.arrived().len() - COPIES,
            in_doubt.iter().sum::<usize>(),
            "nothing else came twice"
        );
    });
}

#[test]
fn of_two_workers_one_is_killed_and_the_other_sends_the_rest() {
    block_on(async {
        let run = Run::new(Engine::Postgres, &["A question to everybody"]).await;
        let one = run.start(&["worker"]);
        let two = run.start(&["worker"]);
        let [random] = secret::random_bytes::<1>();
        run.wait_for_more(50 + usize::from(random)).await;
        one.kill();
        let before = run.week.sink.count();
        assert!(run.missing() > 0, "there was something to lose");
        // The claims of the dead come free when its leases end.
        run.wait_until_written_down().await;
        drop(two);
        run.assert_all_came().await;
        let arrived = run.arrived();
        let again = arrived.len() - COPIES;
        assert!(
            again <= WINDOW,
            "{again} copies came twice over the kill after {before}"
        );
    });
}

/// One process sends, by one command; members and the co-ordinator are at
/// another one.
async fn what_goes_elsewhere_is_in_no_later_copy(engine: Engine, sends: &str) {
    let titles = [
        "A question that stays",
        "A question that is hidden",
        "A question that is taken back",
    ];
    let run = Run::new(engine, &titles).await;
    let sender = run.start(&[sends]);
    run.wait_for_more(1).await;
    // Nothing more goes out until it is written, however long that takes.
    run.week.sink.behave(|behaviour| behaviour.holds = true);
    for (thread, act) in run.threads.iter().skip(1).zip(["hidePost", "withdrawPost"]) {
        let opening = "query($id: ID!) { thread(id: $id) { opening { id version } } }";
        let post = run.tom.run(opening, json!({ "id": thread })).await["thread"]["opening"].clone();
        if act == "hidePost" {
            command(
                &run.cora,
                act,
                json!({ "post": post["id"], "reason": "It identifies somebody" }),
                "DONE",
            )
            .await;
        } else {
            command(
                &run.tom,
                act,
                json!({ "post": post["id"], "expectedVersion": post["version"] }),
                "WITHDRAWN",
            )
            .await;
        }
    }
    // Two batches of fifty may have been composed before.
    let clean = run.week.sink.count() + 100;
    run.week.sink.behave(|behaviour| behaviour.holds = false);
    run.wait_until_written_down().await;
    drop(sender);
    let mut copies = run.week.sink.mails();
    // Tom may have been told by now.
    copies.retain(|mail| is_copy(mail));
    assert!(
        titles.iter().all(|title| copies[0].text().contains(title)),
        "{}",
        copies[0].text()
    );
    assert!(
        copies.len() > clean + 50,
        "it was written in the middle of the run, and not after {clean} copies"
    );
    for (number, mail) in copies.iter().enumerate().skip(clean) {
        let text = mail.text();
        assert!(
            text.contains(titles[0]) && !text.contains(titles[1]) && !text.contains(titles[2]),
            "copy {number}: {text}"
        );
    }
}

#[test]
fn a_server_that_sends_sees_what_another_process_writes() {
    block_on(what_goes_elsewhere_is_in_no_later_copy(
        Engine::Sqlite,
        "serve",
    ));
}

#[test]
fn a_worker_that_sends_sees_what_another_process_writes() {
    block_on(what_goes_elsewhere_is_in_no_later_copy(
        Engine::Postgres,
        "worker",
    ));
}
