//! The places in which files are kept.

use files::{Files, Place};
use it::TestApp;

#[test]
fn a_folder_keeps_what_is_longer_than_memory_likes() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let folder = std::env::temp_dir().join(format!("cove_store_{}", std::process::id()));
        let files = Files::new(TestApp::files_in(Place::Folder(folder.clone()))).expect("a folder");
        keep_and_read(&files).await;
        std::fs::remove_dir_all(&folder).expect("the folder");
    });
}

/// Twelve megabytes in three parts, and back.
pub(super) async fn keep_and_read(files: &Files) {
    use domain::Timestamp;
    use domain::file::FileKind;
    use domain::id::FileId;
    use futures_util::TryStreamExt as _;
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
