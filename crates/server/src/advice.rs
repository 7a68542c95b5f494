//! What an error of the system means, and what to do about it, in a sentence.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Error, anyhow};

/// A file or folder that cannot be read or written.
pub(crate) fn for_file(path: &Path, error: &io::Error) -> Error {
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
pub(crate) fn for_listening(setting: &str, address: SocketAddr, error: &io::Error) -> Error {
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
pub(crate) fn for_server(error: &str) -> Option<&'static str> {
    find(include_str!("advice/server.txt"), error)
}

/// What to do about what a database refused, if its words tell.
fn for_database(said: &str) -> Option<&'static str> {
    find(include_str!("advice/database.txt"), said)
}

/// Said where PostgreSQL keeps the tables from this user.
pub(crate) fn for_tables_of_another() -> &'static str {
    for_database("must be owner of").unwrap_or_default()
}

/// In a list of lines, each a sign in an error and the advice.
fn find(list: &'static str, error: &str) -> Option<&'static str> {
    let mut lines = list.lines().filter_map(|line| line.split_once(" => "));
    let found = lines.find(|(sign, _)| error.contains(sign));
    found.map(|(_, advice)| advice)
}

/// The last words of a command: what it wanted to do, and why it could not. What
/// comes from a database is said as what to do about it; only where nobody knows
/// that, in the database's own words.
pub(crate) fn last_words(error: &Error) -> String {
    let mut words = Vec::new();
    for cause in error.chain() {
        let Some(refused) = cause.downcast_ref::<db::Error>() else {
            words.push(cause.to_string());
            continue;
        };
        let said = refused.said();
        let advice = for_database(&said).or_else(|| for_server(&said));
        words.push(advice.map_or(said, str::to_owned));
        break;
    }
    words.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_says_what_to_do() {
        let file = |kind: ErrorKind, path: &str| {
            for_file(Path::new(path), &io::Error::from(kind)).to_string()
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
            for_listening("listen", address, &ErrorKind::AddrInUse.into())
                .to_string()
                .contains("choose another port")
        );
        assert!(
            for_listening("listen", address, &ErrorKind::PermissionDenied.into())
                .to_string()
                .contains("below 1024")
        );
        assert!(
            for_server("Connection refused (os error 111)")
                .is_some_and(|words| words.contains("is it running"))
        );
        assert_eq!(for_server("a word that nobody knows"), None);
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
