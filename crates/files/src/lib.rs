//! What members bring: which kind a file is by its content, pictures made anew,
//! words read out of documents, a scanner asked, bytes kept.
//!
//! A security boundary. All of it reads bytes of strangers: nothing is believed
//! that a name or a header says (OWASP, File Upload Cheat Sheet), every reading has
//! a bound, and documents are read in a process of their own
//! ([`words`]).

mod incoming;
mod kind;
mod picture;
mod scanner;
mod store;
#[cfg(test)]
mod tests;
mod text;
mod unfit;
pub mod words;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use domain::Timestamp;
use domain::file::{FileKind, PictureSize};
use domain::id::FileId;
use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use tokio::sync::Semaphore;

pub use incoming::{Incoming, Received};
pub use kind::recognise;
pub use picture::PIXELS_LIMIT;
pub use scanner::{Scanner, Verdict};
pub use store::{Piece, Place, S3};
pub use unfit::Unfit;
pub use words::Words;

/// How the files of an installation are looked after.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where they are kept.
    pub place: Place,
    /// The folder in which they are while they come in.
    pub incoming: PathBuf,
    /// Bytes of one file, at most.
    pub limit: u64,
    /// Bytes of all files of one member, at most.
    pub quota: u64,
    /// Who is asked about viruses.
    pub scanner: Option<Scanner>,
    /// The program that reads words ([`words::main`]), with the arguments before
    /// the kind.
    pub reader: (PathBuf, Vec<String>),
}

impl Options {
    /// A file that members may bring when nobody says otherwise: 25 MB.
    pub const LIMIT: u64 = 25 * 1_000_000;
    /// What all files of a member may take: 1 GB.
    pub const QUOTA: u64 = 1_000_000_000;

    /// The usual ones for a place.
    #[must_use]
    pub fn new(place: Place, incoming: PathBuf) -> Self {
        Self {
            place,
            incoming,
            limit: Self::LIMIT,
            quota: Self::QUOTA,
            scanner: None,
            // The file of a running program may have been replaced by a newer one:
            // this is the one that runs.
            reader: ("/proc/self/exe".into(), vec!["read-words".to_owned()]),
        }
    }
}

/// The files of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    inner: Arc<Inner>,
}

struct Inner {
    store: store::Store,
    options: Options,
    /// A picture takes some hundred megabytes while it is made anew: one at a time.
    painting: Semaphore,
    /// So does a document that is read.
    reading: Semaphore,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").finish_non_exhaustive()
    }
}

/// A file that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is now: pictures may have become another kind.
    pub kind: FileKind,
    /// How long it is; of a picture all its sizes together.
    pub bytes: u64,
    /// Of what was sent, in hex.
    pub sha256: String,
    /// Pixels of the large size of a picture: width and height.
    pub pixels: Option<(u32, u32)>,
}

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It is none that Cove takes.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It could not be written, or read back.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

impl Files {
    /// Opens the place.
    ///
    /// # Errors
    /// When it cannot be used, in words for the operator.
    pub fn new(options: Options) -> anyhow::Result<Self> {
        Ok(Self {
            inner: Arc::new(Inner {
                store: store::Store::open(&options.place)?,
                options,
                painting: Semaphore::new(1),
                reading: Semaphore::new(1),
            }),
        })
    }

    /// How they are looked after.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// A file that begins to come in.
    pub fn receive(&self) -> anyhow::Result<Incoming> {
        Incoming::new(&self.inner.options.incoming, self.inner.options.limit)
    }

    /// Keeps what came in under an id: a document as it is, a picture in its sizes,
    /// made anew.
    pub async fn keep(
        &self,
        id: FileId,
        name: &str,
        received: Received,
    ) -> Result<Kept, KeepError> {
        let bytes = received.bytes();
        let sha256 = received.sha256().to_owned();
        let (file, kind) = {
            let name = name.to_owned();
            blocking(move || {
                let mut file = received.into_file();
                recognise(&mut file, &name).map(|kind| (file, kind))
            })
            .await?
        };
        if !kind.is_picture() {
            self.inner.store.put_file(&key(id, None), file).await?;
            return Ok(Kept {
                kind,
                bytes,
                sha256,
                pixels: None,
            });
        }
        let painting = self.inner.painting.acquire().await;
        let pictures = blocking(move || picture::make(file, kind)).await?;
        drop(painting);
        let mut bytes = 0;
        for (size, data) in pictures.sizes {
            bytes += data.len() as u64;
            self.inner.store.put(&key(id, Some(size)), data).await?;
        }
        Ok(Kept {
            kind: pictures.kind,
            bytes,
            sha256,
            pixels: Some(pictures.pixels),
        })
    }

    /// The bytes of a document, or of one size of a picture: all, or from the first
    /// to behind the last. None where they are not there (any more).
    pub async fn read(
        &self,
        id: FileId,
        size: Option<PictureSize>,
        range: Option<std::ops::Range<u64>>,
    ) -> anyhow::Result<Option<Piece>> {
        self.inner.store.get(&key(id, size), range).await
    }

    /// Takes all bytes of a file away. What is not there is gone.
    pub async fn remove(&self, id: FileId, kind: FileKind) -> anyhow::Result<()> {
        for key in keys(id, kind) {
            self.inner.store.delete(&key).await?;
        }
        Ok(())
    }

    /// Asks the scanner about a file; clean where there is none. A picture was made
    /// anew: nothing of what was sent is left in it but what one sees.
    ///
    /// # Errors
    /// When the scanner is away or has no answer: to be asked again.
    pub async fn scan(&self, id: FileId, kind: FileKind) -> anyhow::Result<Verdict> {
        let Some(scanner) = &self.inner.options.scanner else {
            return Ok(Verdict::Clean);
        };
        let size = kind.is_picture().then_some(PictureSize::Large);
        match self.read(id, size, None).await? {
            Some(piece) => scanner.scan(piece.stream).await,
            None => anyhow::bail!("the file is not where it was kept"),
        }
    }

    /// Reads the words of a document, in a process of its own.
    ///
    /// # Errors
    /// When it could not be tried: the place or the program is away.
    pub async fn read_words(&self, id: FileId, kind: FileKind) -> anyhow::Result<Words> {
        let Some(mut piece) = self.read(id, None, None).await? else {
            return Ok(Words::Unreadable);
        };
        let _reading = self.inner.reading.acquire().await;
        let mut incoming = Incoming::new(&self.inner.options.incoming, u64::MAX)?;
        while let Some(bytes) = piece.stream.try_next().await? {
            incoming.write(&bytes).await?;
        }
        let file = incoming.finish().await?.into_file();
        words::in_a_process(&self.inner.options.reader, kind, file).await
    }

    /// The ids of all files whose bytes were put there before then, each once for
    /// every object of it.
    pub fn put_before(&self, then: Timestamp) -> BoxStream<'_, anyhow::Result<FileId>> {
        self.inner.store.put_before(then)
    }

    /// Whether all bytes of a file are there.
    pub async fn is_there(&self, id: FileId, kind: FileKind) -> anyhow::Result<bool> {
        for key in keys(id, kind) {
            if !self.inner.store.is_there(&key).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// All objects of a file.
fn keys(id: FileId, kind: FileKind) -> Vec<String> {
    if kind.is_picture() {
        let sizes = PictureSize::ALL.into_iter();
        sizes.map(|size| key(id, Some(size))).collect()
    } else {
        vec![key(id, None)]
    }
}

/// The name of an object: an id and nothing that anybody chose. Two folders deep,
/// by the random end of the id: folders with a hundred thousand files are slow.
fn key(id: FileId, size: Option<PictureSize>) -> String {
    let hex = id.0.simple().to_string();
    let folder = hex.get(30..).unwrap_or_default();
    match size {
        Some(size) => format!("{folder}/{hex}-{}", size.as_str()),
        None => format!("{folder}/{hex}"),
    }
}

/// Work that takes the processor or the disk for a while.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unfit> + Send + 'static,
) -> Result<T, KeepError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) if error.is_panic() => Err(Unfit::Damaged.into()),
        Err(error) => Err(KeepError::Broken(error.into())),
    }
}

/// Bytes as they come.
pub(crate) type ByteStream = BoxStream<'static, anyhow::Result<Bytes>>;
