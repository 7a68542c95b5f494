//! What a new installation starts with.

use crate::App;

/// Writes down the community, its sectors and its topics, if nobody has yet.
/// Run at every start.
pub async fn ensure_seeded(app: &App) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::community::seed(&tx, app.now()).await?;
    tx.commit().await
}
