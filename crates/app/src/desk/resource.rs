//! Resources whose keeper does not answer, and those that are recommended.

use db::resource::{ForKeeping, Recommended};
use domain::Coordinator;
use domain::audit::Act;
use domain::id::ThreadId;
use domain::post::PostState;
use domain::resource::{REVIEW_AFTER, Standing};

use super::{ALREADY, Decision, DecisionRefusal, NOT_FOUND, begin};
use crate::resource::{Retire, checked, handed_on, retired};
use crate::{App, Failure};

/// Says in the keeper's place that a resource still holds, for a year.
pub async fn confirm_resource(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let found = shown(&act.tx, thread).await?;
    let by = app.today().plus(REVIEW_AFTER);
    checked(&act.tx, thread, &found, by, act.now).await?;
    Ok(act.commit(Act::ConfirmResource, thread.0).await?)
}

/// Takes a resource on: the co-ordinator keeps it from now on, and may hand it on.
pub async fn take_on_resource(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let found = shown(&act.tx, thread).await?;
    if !handed_on(&act.tx, thread, &found, act.actor, act.now).await? {
        return Err(ALREADY);
    }
    Ok(act.commit(Act::TakeOnResource, thread.0).await?)
}

/// Says that a resource should not be used any more. The reason stands on its page.
pub async fn withdraw_resource(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    // Whoever used it was told.
    if shown(&act.tx, thread).await?.standing == Standing::Withdrawn {
        return Err(ALREADY);
    }
    let how = Retire::Withdrawn(act.reason.clone());
    retired(&act.tx, thread, act.actor, how, act.now).await?;
    Ok(act.commit(Act::WithdrawResource, thread.0).await?)
}

/// Recommends a resource. The reason stands on its page.
pub async fn recommend_resource(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if shown(&act.tx, thread).await?.is_recommended {
        return Err(ALREADY);
    }
    let with = Recommended {
        reason: act.reason.clone(),
        at: act.now,
    };
    db::resource::recommend(&act.tx, thread, Some(with)).await?;
    Ok(act.commit(Act::RecommendResource, thread.0).await?)
}

/// Takes that back.
pub async fn unrecommend_resource(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if !shown(&act.tx, thread).await?.is_recommended {
        return Err(ALREADY);
    }
    db::resource::recommend(&act.tx, thread, None).await?;
    Ok(act.commit(Act::UnrecommendResource, thread.0).await?)
}

async fn shown(tx: &db::Tx, thread: ThreadId) -> Result<ForKeeping, Failure<DecisionRefusal>> {
    db::resource::for_keeping(tx, thread)
        .await?
        .filter(|found| found.state == PostState::Visible)
        .ok_or(NOT_FOUND)
}
