//! The places in which files are kept.

use std::path::PathBuf;

use domain::Timestamp;
use domain::file::FileKind;
use domain::id::FileId;
use files::{Files, Place, S3};
use futures_util::TryStreamExt as _;
use hyper_util::rt::{TokioExecutor, TokioIo};
use it::TestApp;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cove_{name}_{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(test);
}

#[test]
fn a_folder_keeps_files_of_any_length() {
    run(async {
        let folder = folder("store");
        let files = Files::new(TestApp::files_in(Place::Folder(folder.clone())));
        keep_and_read(&files.expect("a folder")).await;
        std::fs::remove_dir_all(&folder).expect("the folder");
    });
}

/// A server that speaks S3, on a socket.
async fn s3_server(folder: &std::path::Path) -> S3 {
    let files = s3s_fs::FileSystem::new(folder).expect("a folder");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single("cove", "invented-secret"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    #[expect(
        clippy::disallowed_methods,
        reason = "the other side of a socket, for one test"
    )]
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    S3 {
        bucket: "files".to_owned(),
        region: "eu-west-2".to_owned(),
        endpoint: Some(endpoint),
        access_key: "cove".to_owned(),
        secret_key: "invented-secret".to_owned(),
    }
}

#[test]
fn a_bucket_keeps_files_of_any_length() {
    run(async {
        let folder = folder("bucket");
        std::fs::create_dir_all(folder.join("files")).expect("a bucket");
        let s3 = s3_server(&folder).await;
        let files = Files::new(TestApp::files_in(Place::S3(s3.clone())));
        keep_and_read(&files.expect("a bucket")).await;
        // With another key nothing is kept, and the file says so.
        let wrong = S3 {
            secret_key: "another".to_owned(),
            ..s3
        };
        let files = Files::new(TestApp::files_in(Place::S3(wrong))).expect("a bucket");
        let mut incoming = files.receive().expect("room");
        incoming.write(b"Words.").await.expect("it is written");
        let received = incoming.finish().await.expect("it came in");
        let id = FileId::fresh(Timestamp(1_790_000_000_000));
        assert!(files.keep(id, "words.txt", received).await.is_err());
        std::fs::remove_dir_all(&folder).expect("the folder");
    });
}

/// Twelve megabytes in three parts, and back.
pub(super) async fn keep_and_read(files: &Files) {
    let mut incoming = files.receive().expect("room");
    let line = "Twelve megabytes of invented words, line by line.\n".repeat(240);
    for _ in 0..1_000 {
        incoming
            .write(line.as_bytes())
            .await
            .expect("it is written");
    }
    let id = FileId::fresh(Timestamp(1_790_000_000_000));
    let received = incoming.finish().await.expect("it came in");
    let kept = files
        .keep(id, "long.txt", received)
        .await
        .expect("it is kept");
    assert_eq!((kept.kind, kept.bytes), (FileKind::Txt, 12_000_000));
    let read = async |range| {
        let piece = files
            .read(id, None, range)
            .await
            .expect("the place answers")
            .expect("it is there");
        assert_eq!(piece.whole, 12_000_000);
        let mut all = Vec::new();
        let mut stream = piece.stream;
        while let Some(some) = stream.try_next().await.expect("it comes") {
            all.extend_from_slice(&some);
        }
        all
    };
    assert_eq!(read(None).await, line.repeat(1_000).into_bytes());
    assert_eq!(read(Some(11_999_995..12_000_000)).await, b"ine.\n");
    assert!(files.is_there(id, FileKind::Txt).await.expect("it answers"));
    let listed: Vec<FileId> = files
        .put_before(Timestamp(i64::MAX))
        .try_collect()
        .await
        .expect("a list");
    assert_eq!(listed, [id]);
    let listed: Vec<FileId> = files
        .put_before(Timestamp(0))
        .try_collect()
        .await
        .expect("a list");
    assert_eq!(listed, []);
    files.remove(id, FileKind::Txt).await.expect("it goes");
    files
        .remove(id, FileKind::Txt)
        .await
        .expect("what is gone is gone");
    assert!(
        files
            .read(id, None, None)
            .await
            .expect("it answers")
            .is_none()
    );
}
