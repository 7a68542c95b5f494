//! Where the data is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use db::connect::{Location, Options};

use super::source::Source;

#[derive(Debug, Clone)]
pub(crate) struct Database {
    pub(crate) options: Options,
    pub(crate) secret_file: PathBuf,
    /// Whether the secret makes itself: only beside a file of ours. Several
    /// servers on one PostgreSQL would each make another.
    pub(crate) secret_makes_itself: bool,
    /// Where the end of the audit list is kept outside the database.
    pub(crate) anchor_file: PathBuf,
}

impl Database {
    pub(super) fn read(source: &mut Source, data_dir: &Path) -> Option<Self> {
        let before = source.problems();
        let location = match source.secret("database_url", "database_url_file") {
            None => Location::File(data_dir.join("cove.db")),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Location::Postgres(url)
            }
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(path) if !path.trim_start_matches('/').is_empty() => {
                    Location::File(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
                }
                _ => {
                    source.problem(
                        "database_url",
                        "write postgres://user:password@host/database, or leave it out for a SQLite file in data_dir",
                    );
                    // The other settings are looked at all the same.
                    Location::File(data_dir.join("cove.db"))
                }
            },
        };
        let mut options = Options::new(location);
        options.connections = source.number(
            "database_connections",
            2..=200,
            options.connections,
            "; about eight for each processor are right, half of them for reading",
        );
        options.readers = source.number(
            "database_readers",
            1..=64,
            options.readers,
            "; two to four are right",
        );
        let seconds = options.patience.as_secs();
        let seconds = source.number("database_patience", 1..=60, seconds, " seconds");
        options.patience = Duration::from_secs(seconds);
        let said = source.path("secret_file");
        let (secret_file, makes_itself) = match (&options.location, said) {
            (_, Some(path)) => (path, matches!(options.location, Location::File(_))),
            (Location::File(file), None) => (file.with_extension("secret"), true),
            (Location::Postgres(_), None) => {
                source.problem(
                    "secret_file",
                    "with PostgreSQL name a file that holds 64 hex digits, the same on every server: make one with `openssl rand -hex 32`",
                );
                (PathBuf::new(), false)
            }
        };
        let anchor_file = match &options.location {
            Location::File(file) => file.with_extension("audit-anchor"),
            Location::Postgres(_) => data_dir.join("cove.audit-anchor"),
        };
        source.show("database_url", shown(&options.location));
        source.show("secret_file", secret_file.display());
        (source.problems() == before).then_some(Self {
            options,
            secret_file,
            secret_makes_itself: makes_itself,
            anchor_file,
        })
    }
}

/// The place without its password.
pub(crate) fn shown(location: &Location) -> String {
    match location {
        Location::File(path) => format!("sqlite:{}", path.display()),
        Location::Postgres(text) => match url::Url::parse(text) {
            Ok(mut url) => {
                if url.password().is_some() {
                    // Only an address without a host refuses a password.
                    let _ = url.set_password(Some("…"));
                }
                // Settings behind the question mark may hold one too.
                url.set_query(None);
                url.to_string().replace("%E2%80%A6", "…")
            }
            Err(_) => "postgres://…".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        let at = |url: &str| shown(&Location::Postgres(url.to_owned()));
        assert_eq!(
            at("postgres://cove:hunter2@db.example.org/cove"),
            "postgres://cove:…@db.example.org/cove"
        );
        assert_eq!(
            at("postgres://db.example.org/cove?user=cove&password=hunter2"),
            "postgres://db.example.org/cove"
        );
        assert_eq!(at("postgres://cove:hunter2@[broken/cove"), "postgres://…");
    }
}
