//! Reads the words of a document, so that it is found by them.

use domain::file::{FileState, FileWords};
use domain::id::FileId;
use files::Words;
use uuid::Uuid;

use crate::jobs::{JobError, JobResult};
use crate::{App, file};

pub(super) async fn run(app: &App, file: Uuid) -> JobResult {
    let id = FileId(file);
    let found = db::file::by_id(app.db(), id)
        .await?
        .filter(|found| found.state == FileState::Ready && found.words_state == FileWords::Waiting)
        .ok_or(JobError::Moot)?;
    let (state, words) = match app.files().read_words(id, found.kind).await? {
        Words::Found(words) => (FileWords::Found, Some(words)),
        Words::PicturesOnly => (FileWords::PicturesOnly, None),
        Words::Unreadable => (FileWords::Unreadable, None),
    };
    let tx = app.store().begin().await?;
    db::file::set_words(&tx, id, state, words).await?;
    file::index(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}
