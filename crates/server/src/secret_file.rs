//! The file of the installation's secret.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use domain::secret::{Secret, hex, random_bytes};

use crate::advice;

/// What to do when there is no file yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Make one, for this user alone.
    Make,
    Refuse,
}

/// Reads the secret.
///
/// # Errors
/// When the file is missing and may not be made, cannot be read, or holds
/// anything but 64 hex digits.
pub(crate) fn read(path: &Path, missing: Missing) -> Result<Secret> {
    match fs::read_to_string(path) {
        Ok(text) => {
            warn_if_open(path);
            Secret::from_hex(&text).with_context(|| {
                format!("secret_file: {} does not hold 64 hex digits; make one with `openssl rand -hex 32`", path.display())
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound && missing == Missing::Make => make(path),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "secret_file: {} is not there; make it with `openssl rand -hex 32`, and give every server the same",
                path.display()
            )
        }
        Err(error) => Err(advice::for_file(path, &error)).context("secret_file"),
    }
}

/// Written whole under another name and linked to its own, so that two starts
/// at the same moment end with one secret, and a power cut with a whole one.
fn make(path: &Path) -> Result<Secret> {
    let said = |error: &std::io::Error| advice::for_file(path, error).context("secret_file");
    let fresh = path.with_extension(format!("secret-{}", hex(&random_bytes::<6>())));
    let secret = Secret::random();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .map_err(|error| said(&error))?;
    let written = writeln!(file, "{}", secret.to_hex()).and_then(|()| file.sync_all());
    let linked = written.and_then(|()| fs::hard_link(&fresh, path));
    fs::remove_file(&fresh).map_err(|error| said(&error))?;
    match linked {
        Ok(()) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path, Missing::Refuse),
        Err(error) => Err(said(&error)),
    }
}

fn warn_if_open(path: &Path) {
    if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0) {
        tracing::warn!(file = %path.display(), "the secret can be read by other users of this machine: chmod 600");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_for_this_user_alone() {
        let folder = std::env::temp_dir().join(format!("cove_secret_{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("cove.secret");
        assert!(
            read(&path, Missing::Refuse)
                .unwrap_err()
                .to_string()
                .contains("is not there")
        );
        let made = read(&path, Missing::Make).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(read(&path, Missing::Make).unwrap().to_hex(), made.to_hex());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::write(&path, "short").unwrap();
        assert!(
            read(&path, Missing::Make)
                .unwrap_err()
                .to_string()
                .contains("64 hex digits")
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
