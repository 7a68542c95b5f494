//! Following threads and topics, keeping threads for later, and how far they were
//! read.

use db::follow::ReadUntil;
use domain::id::{ThreadId, TopicId};
use domain::{Member, Timestamp};

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

refusals! {
    /// What came of marking everything as read.
    MarkAllRead => MarkAllReadRefusal {
        /// It is as you wished.
        Saved;
    }
}

refusals! {
    /// What came of keeping a thread for later.
    SaveThread => SaveThreadRefusal {
        /// As you wished.
        Saved;
        /// There is no such thread.
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

/// Marks everything as read that a member ever opened or follows, or takes back
/// what was marked at an instant. When it was marked, to take it back with.
pub async fn mark_all_read(
    app: &App,
    member: &Member,
    undo: Option<Timestamp>,
) -> Result<Option<Timestamp>, Failure<MarkAllReadRefusal>> {
    let tx = app.store().begin().await?;
    let marked = match undo {
        Some(at) => {
            db::follow::unmark_all_read(&tx, member.id(), at).await?;
            None
        }
        None => {
            let now = app.now();
            db::follow::mark_all_read(&tx, member.id(), now).await?;
            Some(now)
        }
    };
    tx.commit().await?;
    Ok(marked)
}

/// Whether to keep a thread for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    On,
    /// No longer.
    Off,
}

/// Keeps a thread for later, or no longer. To stop always works.
pub async fn save_thread(
    app: &App,
    member: &Member,
    thread: ThreadId,
    wish: Saving,
) -> Result<(), Failure<SaveThreadRefusal>> {
    let tx = app.store().begin().await?;
    match wish {
        Saving::On => {
            let found = db::thread::by_id(&tx, thread, member.id()).await?;
            found.ok_or(SaveThreadRefusal::NotFound)?;
            db::follow::save_thread(&tx, member.id(), thread, app.now()).await?;
        }
        Saving::Off => db::follow::unsave_thread(&tx, member.id(), thread).await?,
    }
    tx.commit().await?;
    Ok(())
}
