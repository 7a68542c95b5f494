//! Following threads and topics, and how far a thread was read.

use db::follow::ReadUntil;
use domain::Member;
use domain::id::{ThreadId, TopicId};

use crate::{App, Failure};

/// Whether to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    /// From now on.
    On,
    /// No more.
    Off,
}

/// Why something was not followed, or not marked as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowRefusal {
    /// It is not there for this member.
    NotFound,
}

/// Makes a member follow a thread, or no more. To stop always works.
///
/// # Errors
/// [`FollowRefusal`], or what broke.
pub async fn follow_thread(
    app: &App,
    member: &Member,
    thread: ThreadId,
    wish: Following,
) -> Result<(), Failure<FollowRefusal>> {
    let tx = app.store().begin().await?;
    match wish {
        Following::On => {
            if !db::follow::follow_thread(&tx, member.id(), thread, app.now()).await? {
                return Err(Failure::Refused(FollowRefusal::NotFound));
            }
        }
        Following::Off => db::follow::unfollow_thread(&tx, member.id(), thread).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Makes a member follow a topic, or no more.
///
/// # Errors
/// [`FollowRefusal`], or what broke.
pub async fn follow_topic(
    app: &App,
    member: &Member,
    topic: TopicId,
    wish: Following,
) -> Result<(), Failure<FollowRefusal>> {
    let tx = app.store().begin().await?;
    if db::topic::topics_by_ids(&tx, &[topic]).await?.is_empty() {
        return Err(Failure::Refused(FollowRefusal::NotFound));
    }
    match wish {
        Following::On => db::topic::follow(&tx, member.id(), topic, app.now()).await?,
        Following::Off => db::topic::unfollow(&tx, member.id(), topic).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Notes how far a member has read a thread, and with it what they were told of
/// its posts.
///
/// # Errors
/// [`FollowRefusal`], or what broke.
pub async fn mark_thread_read(
    app: &App,
    member: &Member,
    thread: ThreadId,
    until: ReadUntil,
) -> Result<(), Failure<FollowRefusal>> {
    let tx = app.store().begin().await?;
    if !db::follow::mark_read(&tx, member.id(), thread, until).await? {
        return Err(Failure::Refused(FollowRefusal::NotFound));
    }
    db::notification::mark_thread_read(&tx, member.id(), thread, app.now()).await?;
    tx.commit().await?;
    Ok(())
}
