//! Where what members bring is kept, and who is asked about viruses.

use std::path::Path;

use ::files::{Options, Place, S3, Scanner};

use super::source::Source;

const MEGABYTE: u64 = 1_000_000;

#[derive(Debug, Clone)]
pub(crate) struct Files {
    pub(crate) options: Options,
}

impl Files {
    pub(super) fn read(source: &mut Source, data_dir: &Path) -> Option<Self> {
        let before = source.problems();
        let folder = source.path("files_dir");
        let is_folder_said = folder.is_some();
        let folder = folder.unwrap_or_else(|| data_dir.join("files"));
        source.show("files_dir", folder.display());
        let place = match s3(source) {
            Some(_) if is_folder_said => {
                source.problem("files_dir", "files_s3_bucket is set too: keep one of them");
                Place::Memory
            }
            Some(s3) => Place::S3(s3),
            None => Place::Folder(folder),
        };
        let mut options = Options::new(place, data_dir.join("incoming"));
        let advice = " megabytes";
        options.limit =
            MEGABYTE * source.number("files_limit", 1..=500, Options::LIMIT / MEGABYTE, advice);
        options.quota = MEGABYTE
            * source.number(
                "files_quota",
                10..=1_000_000,
                Options::QUOTA / MEGABYTE,
                advice,
            );
        options.scanner = source.explained::<Scanner>("clamd");
        source.show_or(
            "clamd",
            options.scanner.as_ref(),
            "none: files are not checked for viruses",
        );
        (source.problems() == before).then_some(Self { options })
    }
}

/// All that a bucket needs, or none of it.
fn s3(source: &mut Source) -> Option<S3> {
    let bucket = source.text("files_s3_bucket");
    let region = source.text("files_s3_region");
    let endpoint = source.text("files_s3_endpoint");
    let access_key = source.secret("files_s3_access_key", "files_s3_access_key_file");
    let secret_key = source.secret("files_s3_secret_key", "files_s3_secret_key_file");
    source.show_or(
        "files_s3_bucket",
        bucket.as_ref(),
        "none: files are in files_dir",
    );
    let amazon = "Amazon's own";
    source.show_or("files_s3_endpoint", endpoint.as_ref(), amazon);
    if let Some(endpoint) = &endpoint
        && !(endpoint.starts_with("https://") || endpoint.starts_with("http://"))
    {
        source.problem(
            "files_s3_endpoint",
            "write an address such as https://s3.example.org",
        );
    }
    let Some(bucket) = bucket else {
        for (name, is_set) in [
            ("files_s3_region", region.is_some()),
            ("files_s3_endpoint", endpoint.is_some()),
            ("files_s3_access_key", access_key.is_some()),
            ("files_s3_secret_key", secret_key.is_some()),
        ] {
            if is_set {
                source.problem(name, "files_s3_bucket is not set: name the bucket, too");
            }
        }
        return None;
    };
    let region = region.unwrap_or_else(|| "eu-west-2".to_owned());
    source.show("files_s3_region", &region);
    let (Some(access_key), Some(secret_key)) = (access_key, secret_key) else {
        source.problem(
            "files_s3_secret_key",
            "the bucket needs files_s3_access_key and files_s3_secret_key, or the files that hold them (files_s3_secret_key_file)",
        );
        return None;
    };
    Some(S3 {
        bucket,
        region,
        endpoint,
        access_key,
        secret_key,
    })
}
