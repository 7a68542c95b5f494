//! Looks at an address that a member has just shared, to say what its page is called.

use db::link::PageWords;
use domain::id::ThreadId;
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::search::index_thread;

/// Once: where nothing is to be seen, the weekly look goes on from there.
pub(super) async fn run(app: &App, thread: Uuid) -> JobResult {
    let thread = ThreadId(thread);
    let client = app.settings().links.as_ref().ok_or(JobError::Moot)?;
    let address = db::link::address(app.db(), thread)
        .await?
        .ok_or(JobError::Moot)?;
    let url = client.read(&address).map_err(|_| JobError::Moot)?;
    let page = match client.look_at(&url).await {
        Ok(page) => page,
        Err(error) => {
            tracing::info!(%error, "a shared address was not read");
            return Err(JobError::Moot);
        }
    };
    let words = PageWords {
        title: page.title,
        description: page.description,
    };
    let tx = app.store().begin().await?;
    if !db::link::set_page(&tx, thread, &address, words).await? {
        return Err(JobError::Moot);
    }
    db::link::set_alive(&tx, thread, app.now()).await?;
    index_thread(&tx, thread).await?;
    tx.commit().await?;
    Ok(())
}
