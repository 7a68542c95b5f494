//! What an error of the system means, and what to do about it, in a sentence.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Error, anyhow};
use db::copy::CopyError;

/// A file or folder that cannot be read or written.
pub(crate) fn with_file(path: &Path, error: &io::Error) -> Error {
    let shown = path.display();
    let user = rustix::process::getuid().as_raw();
    match error.kind() {
        ErrorKind::NotFound => match missing_folder(path) {
            Some(folder) => {
                anyhow!(
                    "{shown}: the folder {} is not there: make it, and give it to the user that runs Cove",
                    folder.display()
                )
            }
            None => anyhow!("{shown} is not there: look at how its name is written"),
        },
        ErrorKind::PermissionDenied => anyhow!(
            "{shown}: permission denied for this user (number {user}): give the file and its folder to the user that runs Cove (`chown`), or run this command as that user (`sudo -u cove`)"
        ),
        ErrorKind::ReadOnlyFilesystem => {
            anyhow!(
                "{shown}: this place can only be read: with systemd, name its folder in ReadWritePaths="
            )
        }
        ErrorKind::NotADirectory => anyhow!("{shown}: a part of this path is a file, not a folder"),
        ErrorKind::IsADirectory => anyhow!("{shown} is a folder: name a file"),
        ErrorKind::StorageFull => anyhow!("{shown}: the disk is full: make room"),
        _ => anyhow!("{shown}: {error}"),
    }
}

fn missing_folder(path: &Path) -> Option<&Path> {
    path.ancestors()
        .skip(1)
        .filter(|folder| !folder.as_os_str().is_empty())
        .take_while(|folder| !folder.exists())
        .last()
}

/// An address that cannot be listened on.
pub(crate) fn with_listening(setting: &str, address: SocketAddr, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!(
                "{setting}: {address} is in use: another program listens there, perhaps another Cove; stop it, or choose another port"
            )
        }
        ErrorKind::PermissionDenied => {
            anyhow!(
                "{setting}: {address}: permission denied: ports below 1024 are for root; choose one such as 8080, and put a reverse proxy in front"
            )
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{setting}: {address} is not an address of this machine")
        }
        _ => anyhow!("{setting}: {address} cannot be listened on: {error}"),
    }
}

/// What to do about a server that does not answer, if its error tells.
pub(crate) fn with_server(error: &str) -> Option<&'static str> {
    let advice = [
        (
            "Connection refused",
            "connection refused: nothing listens there; is it running, and are the host and port right?",
        ),
        (
            "failed to lookup address",
            "no machine has this name: is the host written right?",
        ),
        (
            "Name or service not known",
            "no machine has this name: is the host written right?",
        ),
        (
            "No route to host",
            "no way leads there: is the host right, and does a firewall let this machine through?",
        ),
        (
            "Network is unreachable",
            "no way leads there: is this machine on the network?",
        ),
        (
            "timed out",
            "no answer in time: is the host right, and does a firewall let this machine through?",
        ),
        (
            "does not support TLS",
            "the server has no TLS, and sslmode asks for it: turn it on there, or change sslmode in database_url",
        ),
        (
            "password authentication failed",
            "the server does not take this user and password",
        ),
        (
            "no pg_hba.conf entry",
            "the server does not let this user in from here: see its pg_hba.conf",
        ),
        (
            "does not exist",
            "there is no such user or database: make them with `createuser` and `createdb`",
        ),
    ];
    advice
        .iter()
        .find(|(sign, _)| error.contains(sign))
        .map(|(_, words)| *words)
}

/// Said where PostgreSQL keeps the tables from this user.
pub(crate) const TABLES_OF_ANOTHER: &str = "the tables are another user's: write the user into database_url who ran `cove migrate`, or give the tables to this one (`REASSIGN OWNED BY … TO …`)";

/// What to do about what a database refused, if its words tell.
fn with_database(said: &str) -> Option<&'static str> {
    let advice = [
        (
            "permission denied for schema",
            "this user may not make tables in the database: give the database to them (`ALTER DATABASE … OWNER TO …`), or make it anew with `createdb -O`",
        ),
        ("permission denied", TABLES_OF_ANOTHER),
        ("must be owner of", TABLES_OF_ANOTHER),
        (
            "already exists",
            "there are tables of something else in the database: take an empty one",
        ),
        (
            "lock timeout",
            "something else holds the tables: stop every Cove and every other program that uses the database, and run this again",
        ),
        (
            "database is locked",
            "something else writes into the file: stop every Cove and every other program that has it open, and run this again",
        ),
        (
            "readonly database",
            "the file can only be read: give it and its folder to the user that runs Cove (`chown`), or run this command as that user",
        ),
        (
            "read-only transaction",
            "the server takes no writes: is it a standby? Write the one that takes writes into database_url",
        ),
        (
            "disk is full",
            "the disk is full: make room, and run this again",
        ),
        (
            "disk I/O error",
            "the disk fails: see `dmesg`, and docs/OPERATIONS.md, \"A bad day\"",
        ),
        (
            "malformed",
            "the file is damaged: stop Cove, keep the file, and put the last backup back with `cove restore FILE` (docs/OPERATIONS.md, \"A bad day\")",
        ),
    ];
    advice
        .iter()
        .find(|(sign, _)| said.contains(sign))
        .map(|(_, words)| *words)
}

/// The last words of a command: what it wanted to do, and why it could not. What
/// comes from a database is said as what to do about it; only where nobody knows
/// that, in the database's own words.
pub(crate) fn last_words(error: &Error) -> String {
    let mut words = Vec::new();
    for cause in error.chain() {
        let refused = match cause.downcast_ref() {
            Some(CopyError::Database(refused)) => Some(refused),
            _ => cause.downcast_ref::<db::Error>(),
        };
        if let Some(refused) = refused {
            let said = refused.said();
            words.push(
                with_database(&said)
                    .or_else(|| with_server(&said))
                    .map_or(said, str::to_owned),
            );
            break;
        }
        words.push(cause.to_string());
    }
    words.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_says_what_to_do() {
        let file = |kind: ErrorKind, path: &str| {
            with_file(Path::new(path), &io::Error::from(kind)).to_string()
        };
        assert!(
            file(ErrorKind::NotFound, "/no/such/folder/file")
                .contains("the folder /no is not there: make it")
        );
        assert!(
            file(ErrorKind::NotFound, "/no-such-file")
                .contains("is not there: look at how its name is written")
        );
        assert!(file(ErrorKind::PermissionDenied, "/x").contains("chown"));
        assert!(file(ErrorKind::StorageFull, "/x").contains("make room"));
        let address = "127.0.0.1:80".parse().unwrap();
        assert!(
            with_listening("listen", address, &ErrorKind::AddrInUse.into())
                .to_string()
                .contains("choose another port")
        );
        assert!(
            with_listening("listen", address, &ErrorKind::PermissionDenied.into())
                .to_string()
                .contains("below 1024")
        );
        assert!(
            with_server("Connection refused (os error 111)")
                .is_some_and(|words| words.contains("is it running"))
        );
        assert_eq!(with_server("a word that nobody knows"), None);
    }

    #[test]
    fn what_a_database_refuses_is_said_as_what_to_do() {
        let last = |said: &str| {
            last_words(
                &Error::from(db::Error::Away(said.to_owned()))
                    .context("the tables could not be made"),
            )
        };
        assert!(
            last("permission denied for schema public")
                .starts_with("the tables could not be made: this user may not make tables")
        );
        assert!(last("permission denied for table member").contains("REASSIGN OWNED"));
        assert!(last("canceling statement due to lock timeout").contains("stop every Cove"));
        assert!(
            last("words that nobody knows").ends_with("words that nobody knows"),
            "{}",
            last("words that nobody knows")
        );
        assert_eq!(
            last_words(&anyhow!("inner").context("outer")),
            "outer: inner"
        );
    }
}
