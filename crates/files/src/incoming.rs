//! A file while it comes in: on the disk, without a name, so that nothing of it is
//! left when the line breaks or the process ends.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use domain::secret::{hex, random_bytes};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::{KeepError, Unfit};

/// A file that comes in.
#[derive(Debug)]
pub struct Incoming {
    file: tokio::fs::File,
    sha256: Sha256,
    bytes: u64,
    limit: u64,
}

/// A file that came in as a whole.
#[derive(Debug)]
pub struct Received {
    file: File,
    sha256: String,
    bytes: u64,
}

impl Incoming {
    pub(crate) fn new(folder: &Path, limit: u64) -> anyhow::Result<Self> {
        let words = || format!("no file can be written in {}", folder.display());
        std::fs::create_dir_all(folder).with_context(words)?;
        let path = folder.join(format!("incoming-{}", hex(&random_bytes::<12>())));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .with_context(words)?;
        std::fs::remove_file(&path).with_context(words)?;
        Ok(Self {
            file: tokio::fs::File::from_std(file),
            sha256: Sha256::new(),
            bytes: 0,
            limit,
        })
    }

    /// Takes some more.
    ///
    /// # Errors
    /// [`Unfit::TooLarge`] once it is more than the limit.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), KeepError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            return Err(Unfit::TooLarge(self.limit / 1_000_000).into());
        }
        self.sha256.update(bytes);
        let written = self.file.write_all(bytes).await;
        Ok(written.context("what comes in could not be written")?)
    }

    /// It is all there.
    ///
    /// # Errors
    /// [`Unfit::Empty`] when that is nothing.
    pub async fn finish(mut self) -> Result<Received, KeepError> {
        if self.bytes == 0 {
            return Err(Unfit::Empty.into());
        }
        let flushed = self.file.flush().await;
        flushed.context("what came in could not be written")?;
        let mut file = self.file.into_std().await;
        file.seek(SeekFrom::Start(0))
            .context("what came in could not be read")?;
        Ok(Received {
            file,
            sha256: hex(&self.sha256.finalize()),
            bytes: self.bytes,
        })
    }
}

impl Received {
    /// How long it is.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn sha256(&self) -> &str {
        &self.sha256
    }

    pub(crate) fn into_file(self) -> File {
        self.file
    }
}
