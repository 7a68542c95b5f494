//! Following threads and topics, and how far a thread was read.

use db::follow::ReadUntil;
use domain::Member;
use domain::id::{ThreadId, TopicId};

use crate::failure::refusals;
use crate::{App, Failure};

/// Whether to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    /// From now on.
    On,
    /// No more.
    Off,
}

refusals! {
    /// What came of following.
    Follow => FollowRefusal {
        /// As you wished.
        Saved;
        /// It is not there.
        NotFound,
    }
}

refusals! {
    /// What came of marking a thread as read.
    MarkThreadRead => MarkThreadReadRefusal {
        /// It counts as read that far.
        Saved;
        /// There is no such thread, or no such post in it.
        NotFound,
    }
}

/// Makes a member follow a thread, or no more. To stop always works.
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
                return Err(FollowRefusal::NotFound.into());
            }
        }
        Following::Off => db::follow::unfollow_thread(&tx, member.id(), thread).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Makes a member follow a topic, or no more.
pub async fn follow_topic(
    app: &App,
    member: &Member,
    topic: TopicId,
    wish: Following,
) -> Result<(), Failure<FollowRefusal>> {
    let tx = app.store().begin().await?;
    if db::topic::topics_by_ids(&tx, &[topic]).await?.is_empty() {
        return Err(FollowRefusal::NotFound.into());
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
pub async fn mark_thread_read(
    app: &App,
    member: &Member,
    thread: ThreadId,
    until: ReadUntil,
) -> Result<(), Failure<MarkThreadReadRefusal>> {
    let tx = app.store().begin().await?;
    if !db::follow::mark_read(&tx, member.id(), thread, until).await? {
        return Err(MarkThreadReadRefusal::NotFound.into());
    }
    db::notification::mark_thread_read(&tx, member.id(), thread, app.now()).await?;
    tx.commit().await?;
    Ok(())
}
