//! Collections that members see no more, or again.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::CollectionId;

use super::{ALREADY, Decision, NOT_FOUND, begin};
use crate::App;
use crate::search::index_collection;

/// Puts a collection away: members see it no more.
pub async fn put_away_collection(
    app: &App,
    coordinator: &Coordinator,
    collection: CollectionId,
    reason: &str,
) -> Decision {
    let act = Act::PutAwayCollection;
    set_shown(app, coordinator, collection, reason, (false, act)).await
}

/// Shows a collection that was put away to members again.
pub async fn bring_back_collection(
    app: &App,
    coordinator: &Coordinator,
    collection: CollectionId,
    reason: &str,
) -> Decision {
    let act = Act::BringBackCollection;
    set_shown(app, coordinator, collection, reason, (true, act)).await
}

async fn set_shown(
    app: &App,
    coordinator: &Coordinator,
    id: CollectionId,
    reason: &str,
    (shown, what): (bool, Act),
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let found = db::collection::for_change(&act.tx, id).await?;
    if found.ok_or(NOT_FOUND)?.shown == shown {
        return Err(ALREADY);
    }
    db::collection::set_shown(&act.tx, id, shown).await?;
    index_collection(&act.tx, id).await?;
    Ok(act.commit(what, id.0).await?)
}
