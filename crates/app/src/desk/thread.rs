//! Threads that are closed to replies, and the one on top.

use db::desk::ThreadCase;
use domain::Coordinator;
use domain::audit::Act;
use domain::id::ThreadId;
use domain::notification::NotificationKind;
use domain::post::PostState;

use super::{ALREADY, Decision, DecisionRefusal, NOT_FOUND, begin};
use crate::{App, Failure};

/// Closes a thread to replies, and tells the one who started it.
pub async fn lock_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let case = shown_thread(&act.tx, thread).await?;
    if case.locked {
        return Err(ALREADY);
    }
    db::desk::set_locked(&act.tx, thread, Some(act.now)).await?;
    let kind = NotificationKind::ThreadLocked;
    db::notification::tell(&act.tx, case.author, kind, Some(thread.0), act.now).await?;
    Ok(act.commit(Act::LockThread, thread.0).await?)
}

/// Opens it again. That is seen in the thread, and told to nobody.
pub async fn unlock_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if !shown_thread(&act.tx, thread).await?.locked {
        return Err(ALREADY);
    }
    db::desk::set_locked(&act.tx, thread, None).await?;
    Ok(act.commit(Act::UnlockThread, thread.0).await?)
}

/// Puts a thread on top as the welcome, in the place of the one that was.
pub async fn pin_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let case = shown_thread(&act.tx, thread).await?;
    // Of what its author took back there is nothing to read.
    if case.state != PostState::Visible {
        return Err(NOT_FOUND);
    }
    if case.pinned {
        return Err(ALREADY);
    }
    if let Some(before) = db::desk::pin(&act.tx, thread).await? {
        act.along(Act::UnpinThread, before.0).await?;
    }
    Ok(act.commit(Act::PinThread, thread.0).await?)
}

/// Takes it from there: then there is none.
pub async fn unpin_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if !shown_thread(&act.tx, thread).await?.pinned {
        return Err(ALREADY);
    }
    db::desk::unpin(&act.tx, thread).await?;
    Ok(act.commit(Act::UnpinThread, thread.0).await?)
}

async fn shown_thread(
    tx: &db::Tx,
    thread: ThreadId,
) -> Result<ThreadCase, Failure<DecisionRefusal>> {
    db::desk::thread_for_update(tx, thread)
        .await?
        .filter(|case| !matches!(case.state, PostState::Hidden | PostState::Held))
        .ok_or(NOT_FOUND)
}
