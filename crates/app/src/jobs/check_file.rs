//! Asks the scanner about a file that is held, and lets it go or takes it away.

use domain::file::{FileState, FileWords};
use domain::id::FileId;
use files::Verdict;
use uuid::Uuid;

use crate::jobs::{self, Job, JobError, JobResult};
use crate::{App, file};

pub(super) async fn run(app: &App, file: Uuid) -> JobResult {
    let id = FileId(file);
    let found = db::file::by_id(app.db(), id).await?.ok_or(JobError::Moot)?;
    match found.state {
        FileState::Held => {}
        FileState::Ready => return Err(JobError::Moot),
        // Said so the last time, and cut off before its bytes were gone.
        FileState::Refused => return Ok(app.files().remove(id, found.kind).await?),
    }
    // Away, or busy with its new lists: the file waits.
    let verdict = app.files().scan(id, found.kind).await;
    let verdict = verdict.map_err(|error| JobError::Unavailable(format!("{error:#}")))?;
    let now = app.now();
    let mut tx = app.store().begin().await?;
    match &verdict {
        Verdict::Clean => {
            db::file::set_state(&tx, id, FileState::Ready, None).await?;
            file::index(&tx, id).await?;
            if found.words_state == FileWords::Waiting {
                jobs::enqueue(&mut tx, Job::ReadFile { file }, now).await?;
            }
        }
        Verdict::Found(name) => {
            tracing::warn!(file = %id, found = name, "something was found in a file: it is taken away");
            db::file::set_state(&tx, id, FileState::Refused, Some(name)).await?;
        }
    }
    tx.commit().await?;
    if verdict != Verdict::Clean {
        app.files().remove(id, found.kind).await?;
    }
    Ok(())
}
