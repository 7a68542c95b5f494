//! Where the bytes are: a folder, or a bucket that speaks S3.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::BytesMut;
use domain::Timestamp;
use domain::id::FileId;
use futures_util::future::ready;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use tokio::io::AsyncReadExt as _;

use crate::ByteStream;

/// Bytes of a part: the least that S3 takes, so that two of them are what a file
/// of any length needs of the memory.
const PART: usize = 5 * 1024 * 1024;

/// Bytes that are read from a file at a time.
const CHUNK: usize = 256 * 1024;

/// Where the files of an installation are kept.
#[derive(Debug, Clone)]
pub enum Place {
    /// In memory: for tests, and what needs no files.
    Memory,
    /// In a folder, which is made when it is not there.
    Folder(PathBuf),
    /// In a bucket.
    S3(S3),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory"),
            Self::Folder(folder) => write!(f, "the folder {}", folder.display()),
            Self::S3(s3) => write!(f, "the bucket {}", s3.bucket),
        }
    }
}

/// A bucket, and who we are to it.
#[derive(Clone)]
pub struct S3 {
    pub bucket: String,
    pub region: String,
    /// None: Amazon's own.
    pub endpoint: Option<String>,
    pub access_key: String,
    pub secret_key: String,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// Bytes that were asked for.
pub struct Piece {
    /// Which of them, from the first to behind the last.
    pub range: Range<u64>,
    /// How many there are in all.
    pub whole: u64,
    /// They, as they come.
    pub stream: ByteStream,
}

#[derive(Clone)]
pub(crate) struct Store(Arc<dyn ObjectStore>);

impl Store {
    pub(crate) fn open(place: &Place) -> anyhow::Result<Self> {
        Ok(Self(match place {
            Place::Memory => Arc::new(InMemory::new()),
            Place::Folder(folder) => {
                let words = || format!("{} cannot be used for files", folder.display());
                std::fs::create_dir_all(folder).with_context(words)?;
                let folder = LocalFileSystem::new_with_prefix(folder).with_context(words)?;
                // What was accepted is still there after a power cut.
                Arc::new(folder.with_fsync(true))
            }
            Place::S3(s3) => Arc::new(bucket(s3)?),
        }))
    }

    pub(crate) async fn put(&self, key: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
        let put = self.0.put(&Path::from(key), bytes.into()).await;
        put.context("the file could not be kept").map(drop)
    }

    /// Part by part; a short file in one go.
    pub(crate) async fn put_file(&self, key: &str, mut file: File) -> anyhow::Result<()> {
        let length = file.metadata().context("the file cannot be read")?.len();
        if length <= PART as u64 {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)
                .context("the file cannot be read")?;
            return self.put(key, bytes).await;
        }
        let file = tokio::fs::File::from_std(file);
        let bytes = stream::try_unfold(file, |mut file| async {
            let mut some = BytesMut::with_capacity(CHUNK);
            let read = file.read_buf(&mut some).await?;
            anyhow::Ok((read > 0).then(|| (some.freeze(), file)))
        });
        self.put_parts(key, bytes.boxed()).await
    }

    async fn put_parts(&self, key: &str, mut bytes: ByteStream) -> anyhow::Result<()> {
        let upload = self.0.put_multipart(&Path::from(key)).await?;
        let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
        let sent = async {
            while let Some(some) = bytes.try_next().await? {
                parts.wait_for_capacity(1).await?;
                parts.write(&some);
            }
            anyhow::Ok(())
        };
        match sent.await {
            Ok(()) => parts
                .finish()
                .await
                .context("the file could not be kept")
                .map(drop),
            Err(error) => {
                // The first error is the one to tell.
                let _ = parts.abort().await;
                Err(error.context("the file could not be kept"))
            }
        }
    }

    pub(crate) async fn get(
        &self,
        key: &str,
        range: Option<Range<u64>>,
    ) -> anyhow::Result<Option<Piece>> {
        let options = GetOptions::new().with_range(range.map(GetRange::Bounded));
        let found = match self.0.get_opts(&Path::from(key), options).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error).context("the file could not be read"),
        };
        Ok(Some(Piece {
            range: found.range.clone(),
            whole: found.meta.size,
            stream: found.into_stream().map_err(anyhow::Error::from).boxed(),
        }))
    }

    pub(crate) async fn is_there(&self, key: &str) -> anyhow::Result<bool> {
        match self.0.head(&Path::from(key)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error).context("the place of the files cannot be read"),
        }
    }

    pub(crate) async fn delete(&self, key: &str) -> anyhow::Result<()> {
        match self.0.delete(&Path::from(key)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error).context("the file could not be taken away"),
        }
    }

    /// Whatever has another name than ours is nobody's here, and stays.
    pub(crate) fn put_before(&self, then: Timestamp) -> BoxStream<'_, anyhow::Result<FileId>> {
        let listed = self.0.list(None).map_err(anyhow::Error::from);
        listed
            .try_filter_map(move |object| {
                let old = object.last_modified.timestamp_millis() < then.0;
                let name = object.location.filename().unwrap_or_default();
                let id = name.get(..32).unwrap_or_default();
                let id = format!("{}:{id}", FileId::PREFIX).parse().ok();
                ready(Ok(id.filter(|_| old)))
            })
            .boxed()
    }
}

fn bucket(s3: &S3) -> anyhow::Result<impl ObjectStore> {
    // reqwest takes the process's own; another library may have set it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key)
        .with_secret_access_key(&s3.secret_key);
    if let Some(endpoint) = &s3.endpoint {
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"));
    }
    builder.build().context("the bucket cannot be used")
}
