//! Several processes at one database in the same moment: each has done it, or
//! says in a sentence what to do.

use std::process::{Output, Stdio};

use db::advisory_lock::AdvisoryLock;
use db::connect::{Location, Options};
use it::{Database, Engine};
use migrations::{Migrator, MigratorTrait as _};

use super::running::{Folder, Running, complaint, cove, ends};
use super::{SECRET, block_on};

/// How many at once: the more, the likelier two meet.
const MANY: usize = 4;

/// A database without tables, and folders to start from.
struct Place {
    database: Database,
    folders: Vec<Folder>,
    settings: Vec<(&'static str, String)>,
}

impl Place {
    fn new(engine: Engine) -> Self {
        let database = Database::empty(engine);
        let folders: Vec<Folder> = (0..MANY).map(|_| Folder::new()).collect();
        let settings = match database.location() {
            Location::File(file) => {
                vec![("COVE_DATABASE_URL", format!("sqlite:{}", file.display()))]
            }
            Location::Postgres(url) => {
                for folder in &folders {
                    std::fs::write(folder.path().join("secret"), SECRET).expect("a secret");
                }
                vec![
                    ("COVE_DATABASE_URL", url.clone()),
                    ("COVE_SECRET_FILE", "secret".to_owned()),
                ]
            }
        };
        Self {
            database,
            folders,
            settings,
        }
    }

    fn settings(&self) -> Vec<(&str, &str)> {
        self.settings
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }

    /// The tables of the version before the last.
    fn is_older(&self) {
        let steps = u32::try_from(Migrator::migrations().len() - 1).expect("a few");
        block_on(async {
            let (_, store) = db::connect(&Options::new(self.database.location().clone()))
                .await
                .expect("the database");
            Migrator::up(store.migration_connection(), Some(steps))
                .await
                .expect("the older tables");
            store.close().await;
        });
    }

    /// Runs `cove migrate` in all folders at once.
    fn migrate(&self) -> Vec<Output> {
        let started: Vec<_> = self
            .folders
            .iter()
            .map(|folder| {
                let mut command = cove(folder, &["migrate"], &self.settings());
                command
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("cove starts")
            })
            .collect();
        started
            .into_iter()
            .map(|child| child.wait_with_output().expect("it ends"))
            .collect()
    }

    /// All succeed, one of them by having done it.
    fn migrates(&self, words: &str) {
        let ended = self.migrate();
        for output in &ended {
            assert!(output.status.success(), "{}", complaint(output));
        }
        let said: Vec<String> = ended
            .iter()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .collect();
        assert_eq!(
            said.iter().filter(|said| said.contains(words)).count(),
            1,
            "{said:?}"
        );
        let others = said
            .iter()
            .filter(|said| *said == "The database is at this version already.\n")
            .count();
        assert_eq!(others, MANY - 1, "{said:?}");
    }

    /// Starts servers in all folders at once.
    fn serve(&self) -> Vec<Result<Running, String>> {
        std::thread::scope(|scope| {
            let starting: Vec<_> = self
                .folders
                .iter()
                .map(|folder| {
                    scope.spawn(move || Running::try_to_start(folder, &["serve"], &self.settings()))
                })
                .collect();
            starting
                .into_iter()
                .map(|started| started.join().expect("no panic"))
                .collect()
        })
    }

    fn all_serve(&self) {
        let running: Vec<Running> = self
            .serve()
            .into_iter()
            .map(|started| started.expect("it serves"))
            .collect();
        for cove in &running {
            assert_eq!(cove.get("/readyz").status, 200);
            assert_eq!(cove.graphql("{ community { name } }", None).status, 200);
        }
        for cove in running {
            cove.stop();
        }
        let count = block_on(self.database.number("SELECT COUNT(*) FROM community"));
        assert_eq!(count, 1, "they are one community");
    }
}

#[test]
fn tables_are_made_once_on_sqlite() {
    Place::new(Engine::Sqlite).migrates("The tables were made.");
}

#[test]
fn an_empty_place_is_enough_to_migrate() {
    let folder = Folder::new();
    for words in [
        "The tables were made.",
        "The database is at this version already.",
    ] {
        let ended = ends(&folder, &["migrate"], &[]);
        assert!(
            ended.status.success() && String::from_utf8_lossy(&ended.stdout).contains(words),
            "{}",
            complaint(&ended)
        );
    }
}

#[test]
fn tables_are_made_once_on_postgres() {
    Place::new(Engine::Postgres).migrates("The tables were made.");
}

#[test]
fn an_older_file_is_upgraded_and_copied_once() {
    let place = Place::new(Engine::Sqlite);
    place.is_older();
    place.migrates("The database was brought up to this version, in 1 steps.");
    let copies = std::fs::read_dir(place.database.folder()).expect("a folder");
    let copies = copies.filter(|file| {
        file.as_ref().is_ok_and(|file| {
            file.file_name()
                .to_string_lossy()
                .contains("before-upgrade")
        })
    });
    assert_eq!(
        copies
            .filter(|file| file
                .as_ref()
                .is_ok_and(|file| file.path().extension().is_some_and(|ending| ending == "db")))
            .count(),
        1
    );
}

#[test]
fn an_older_server_is_upgraded_once() {
    let place = Place::new(Engine::Postgres);
    place.is_older();
    place.migrates("The database was brought up to this version, in 1 steps.");
}

#[test]
fn first_starts_at_once_are_one_community_on_sqlite() {
    let place = Place::new(Engine::Sqlite);
    place.all_serve();
    let secret = place.database.folder().join("cove.secret");
    assert_eq!(
        std::fs::read_to_string(secret)
            .expect("one secret")
            .trim()
            .len(),
        64
    );
}

#[test]
fn first_starts_at_once_are_one_community_on_postgres() {
    let place = Place::new(Engine::Postgres);
    for refused in place.serve() {
        let log = refused.err().expect("there are no tables yet");
        assert_eq!(
            log.lines().last().expect("a sentence"),
            "cove: the database is not at this version: stop every Cove that uses it, make a backup, and run `cove migrate`",
            "{log}"
        );
    }
    place.migrates("The tables were made.");
    place.all_serve();
}

#[test]
fn who_holds_the_tables_is_waited_for() {
    let place = Place::new(Engine::Postgres);
    let Location::Postgres(url) = place.database.location() else {
        unreachable!("it was asked for")
    };
    let (said, was_empty) = block_on(async {
        let held = AdvisoryLock::try_acquire(url)
            .await
            .expect("the server")
            .expect("nobody else has it");
        assert!(
            AdvisoryLock::try_acquire(url)
                .await
                .expect("the server")
                .is_none(),
            "one at a time"
        );
        let (folder, settings) = (&place.folders[0], place.settings());
        let mut waiting = cove(folder, &["migrate"], &settings);
        let waiting = waiting
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("cove starts");
        // It has come to the server, and asks.
        let asks = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cove' AND query LIKE '%advisory%'";
        place
            .database
            .until(
                "it asks",
                std::time::Duration::from_secs(120),
                &format!("SELECT ({asks}) - 1"),
            )
            .await;
        let was_empty = place
            .database
            .number("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'")
            .await
            == 0;
        drop(held);
        (waiting.wait_with_output().expect("it ends"), was_empty)
    });
    assert!(was_empty, "it waited");
    assert!(said.status.success(), "{}", complaint(&said));
    assert!(String::from_utf8_lossy(&said.stdout).contains("The tables were made."));
}

#[test]
fn what_postgres_refuses_is_said_with_what_to_do() {
    let place = Place::new(Engine::Postgres);
    let Location::Postgres(url) = place.database.location() else {
        unreachable!("it was asked for")
    };
    // A name of this test's own: users belong to the whole cluster.
    let user = format!("cove_stranger_{}", std::process::id());
    let theirs = url.replacen("postgres@", &format!("{user}@"), 1);
    let run = |sql: String| block_on(async { place.database.run(&sql).await });
    let said = |url: &str, arguments: &[&str]| {
        let ended = ends(
            &place.folders[0],
            arguments,
            &[
                ("COVE_DATABASE_URL", url),
                ("COVE_SECRET_FILE", "secret"),
                ("COVE_LISTEN", "127.0.0.1:0"),
            ],
        );
        assert_eq!(ended.status.code(), Some(1), "{}", complaint(&ended));
        let said = complaint(&ended);
        for word in [
            "error returned",
            "Execution Error",
            "Query Error",
            "relation",
            "SELECT",
            "CREATE TABLE",
        ] {
            assert!(!said.contains(word), "{word}: {said}");
        }
        said
    };
    assert!(
        said(&theirs, &["migrate"]).contains("there is no such user or database"),
        "not there yet"
    );
    run(format!(
        "CREATE ROLE {user} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    ));
    assert!(said(&theirs, &["migrate"]).contains("this user may not make tables in the database"));
    run("CREATE TABLE member (id INTEGER)".to_owned());
    assert!(said(url, &["migrate"]).contains("there are tables of something else in the database"));
    run("DROP TABLE member".to_owned());
    assert!(
        ends(&place.folders[0], &["migrate"], &place.settings())
            .status
            .success()
    );
    for command in [
        ["serve"].as_slice(),
        &["migrate"],
        &[
            "admin",
            "create-coordinator",
            "--name",
            "Cora",
            "--email",
            "cora@example.org",
        ],
    ] {
        let said = said(&theirs, command);
        assert!(
            said.contains("the tables are another user's"),
            "{command:?}: {said}"
        );
    }
}
