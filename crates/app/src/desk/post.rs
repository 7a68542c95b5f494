//! Posts that are hidden and put back. The author is told, and sent the reason.

use db::desk::PostCase;
use db::report::Subject;
use domain::Coordinator;
use domain::audit::Act;
use domain::id::PostId;
use domain::notification::NotificationKind;
use domain::post::PostState;
use domain::report::ReportOutcome;

use super::{ALREADY, Decision, NOT_FOUND, begin, report};
use crate::App;
use crate::audit::Audited;
use crate::search::index_post;

/// Hides a post from everyone; with an opening, its thread. That is what its open
/// reports asked for: they are closed with the same reason.
pub async fn hide_post(
    app: &App,
    coordinator: &Coordinator,
    post: PostId,
    reason: &str,
) -> Decision {
    let mut act = begin(app, coordinator, reason).await?;
    let case = db::desk::post_for_update(&act.tx, post)
        .await?
        .ok_or(NOT_FOUND)?;
    match case.state {
        PostState::Visible | PostState::Held => {}
        PostState::Hidden => return Err(ALREADY),
        // Its author took it back: there is nothing left to hide.
        PostState::Withdrawn => return Err(NOT_FOUND),
    }
    let kind = NotificationKind::PostHidden;
    change(&act, post, &case, PostState::Hidden, kind).await?;
    for open in db::report::open_about(&act.tx, Subject::Post(post)).await? {
        report::close(&mut act, &open, ReportOutcome::Acted).await?;
        act.along(Act::ResolveReport, open.id.0).await?;
    }
    Ok(act.commit(Act::HidePost, post.0).await?)
}

/// Puts a hidden post back where it was.
pub async fn restore_post(
    app: &App,
    coordinator: &Coordinator,
    post: PostId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let case = db::desk::post_for_update(&act.tx, post)
        .await?
        .ok_or(NOT_FOUND)?;
    if case.state != PostState::Hidden {
        return Err(ALREADY);
    }
    let kind = NotificationKind::PostRestored;
    change(&act, post, &case, PostState::Visible, kind).await?;
    Ok(act.commit(Act::RestorePost, post.0).await?)
}

async fn change(
    act: &Audited,
    post: PostId,
    case: &PostCase,
    state: PostState,
    kind: NotificationKind,
) -> Result<(), db::Error> {
    db::desk::set_post_state(&act.tx, post, state, act.now).await?;
    if case.opening {
        db::thread::set_state(&act.tx, case.thread, state).await?;
    }
    db::thread::recount(&act.tx, case.thread).await?;
    index_post(&act.tx, post).await?;
    db::resource::recount_users(&act.tx, case.thread).await?;
    db::notification::tell(&act.tx, case.author, kind, Some(post.0), act.now).await
}
