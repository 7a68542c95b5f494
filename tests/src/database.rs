//! A fresh database for each test: a copy of one that was migrated once.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use db::connect::{Location, Options};
use migrations::{Migrator, MigratorTrait as _};

use crate::postgres::Cluster;

pub use db::Engine;

/// A migrated, empty database that nobody else uses; gone when dropped.
#[derive(Debug)]
pub struct Database {
    location: Location,
    folder: PathBuf,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

fn fresh_name(prefix: &str) -> String {
    format!(
        "{prefix}_{}_{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    )
}

fn fresh_folder() -> (String, PathBuf) {
    let name = fresh_name("cove_test");
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    (name, folder)
}

impl Database {
    /// A fresh one with every table.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        let (name, folder) = fresh_folder();
        let location = match engine {
            Engine::Sqlite => {
                let file = folder.join("cove.db");
                std::fs::copy(sqlite_template(), &file).expect("the template is copied");
                Location::File(file)
            }
            Engine::Postgres => {
                let cluster = Cluster::shared();
                run_sql(
                    cluster,
                    &format!(
                        "CREATE DATABASE {name} TEMPLATE {}",
                        postgres_template(cluster)
                    ),
                );
                Location::Postgres(cluster.url(&name))
            }
        };
        Self { location, folder }
    }

    /// One without any table.
    #[must_use]
    pub fn empty(engine: Engine) -> Self {
        let (name, folder) = fresh_folder();
        let location = match engine {
            Engine::Sqlite => Location::File(folder.join("cove.db")),
            Engine::Postgres => {
                run_sql(Cluster::shared(), &format!("CREATE DATABASE {name}"));
                Location::Postgres(Cluster::shared().url(&name))
            }
        };
        Self { location, folder }
    }

    /// Where it is.
    #[must_use]
    pub const fn location(&self) -> &Location {
        &self.location
    }

    /// A folder of the test's own, gone with the database.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens it.
    pub async fn open(&self) -> (db::Db, db::Store) {
        db::connect(&self.options())
            .await
            .expect("the database opens")
    }

    /// How it is opened: few connections, so that many tests fit.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            readers: 2,
            connections: 4,
            patience: Duration::from_secs(20),
            ..Options::new(self.location.clone())
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A PostgreSQL database goes with its cluster. A folder that cannot be
        // taken away is in the temporary folder and harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs a future on a thread and runtime of its own: templates are made inside
/// other tests' runtimes.
fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(work)
    })
    .join()
    .expect("the template is made")
}

async fn migrate(options: Options) {
    let (_, store) = db::connect(&options).await.expect("the template opens");
    Migrator::up(store.migration_connection(), None)
        .await
        .expect("the migrations run");
    store.close().await;
}

fn sqlite_template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let file = std::env::temp_dir().join(format!("{}.db", fresh_name("cove_template")));
        apart(migrate(Options::new(Location::File(file.clone()))));
        file
    })
}

fn postgres_template(cluster: &'static Cluster) -> &'static str {
    const NAME: &str = "cove_template";
    static MADE: OnceLock<()> = OnceLock::new();
    MADE.get_or_init(|| {
        run_sql(cluster, &format!("CREATE DATABASE {NAME}"));
        apart(migrate(Options::new(Location::Postgres(cluster.url(NAME)))));
    });
    NAME
}

/// Runs a statement as the cluster's owner.
fn run_sql(cluster: &Cluster, sql: &str) {
    let done = std::process::Command::new("psql")
        .args([
            &cluster.url("postgres"),
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
        ])
        .output()
        .expect("psql runs");
    assert!(
        done.status.success(),
        "{sql}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}
