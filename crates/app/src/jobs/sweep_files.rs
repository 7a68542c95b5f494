//! Takes away files that nobody wants.

use crate::jobs::JobResult;
use crate::{App, file};

pub(super) async fn run(app: &App) -> JobResult {
    Ok(file::sweep(app).await?)
}
