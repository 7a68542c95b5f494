//! What members do with posts: edit and withdraw their own, react to others'.

use db::post::Edit;
use domain::Member;
use domain::id::{FileId, PostId, ThreadId, TopicId};
use domain::post::{CannotChange, PostState, Reaction, can_edit, can_withdraw};
use domain::summary::SUMMARY_LIMIT;
use domain::thread::TITLE_LIMIT;

use crate::failure::refusals;
use crate::search::index_post;
use crate::thread::{chosen_topics, unknown_topics};
use crate::{App, Failure, Problems, file};

/// A post's next words.
#[derive(Debug, Clone)]
pub struct EditPost {
    /// Which post.
    pub post: PostId,
    /// HTML.
    pub body: String,
    /// Another title: for the post that opens a thread.
    pub title: Option<String>,
    /// Other topics: for the post that opens a thread.
    pub topics: Option<Vec<TopicId>>,
    /// Its files from now on, in their order; none: they stay as they are.
    pub files: Option<Vec<FileId>>,
    /// The version that was edited.
    pub expected_version: i64,
}

refusals! {
    /// What came of an edit.
    EditPost => EditPostRefusal {
        /// It is saved.
        Saved;
        /// Something must be put right first.
        Invalid,
        /// It was changed meanwhile, in another window.
        ChangedElsewhere,
        /// The co-ordinator closed its thread.
        Locked,
        /// Somebody else wrote it.
        NotYours,
        /// There is no such post.
        NotFound,
    }
}

impl From<CannotChange> for EditPostRefusal {
    fn from(cannot: CannotChange) -> Self {
        match cannot {
            CannotChange::NotYours => Self::NotYours,
            CannotChange::Locked => Self::Locked,
            CannotChange::NotThere => Self::NotFound,
        }
    }
}

/// Edits a post. What it said before is kept as a revision.
pub async fn edit_post(
    app: &App,
    member: &Member,
    input: EditPost,
) -> Result<(), Failure<EditPostRefusal>> {
    let mut problems = Problems::new();
    let title = input
        .title
        .map(|title| problems.line("title", "a title", &title, TITLE_LIMIT));
    let body = problems.body(app, &input.body);
    let topics = input
        .topics
        .map(|topics| chosen_topics(&mut problems, topics));
    problems.or_refuse(EditPostRefusal::Invalid)?;

    let now = app.now();
    let tx = app.store().begin().await?;
    let post = db::post::for_changing(&tx, input.post)
        .await?
        .ok_or(EditPostRefusal::NotFound)?;
    can_edit(member, &post.access).map_err(EditPostRefusal::from)?;
    if !post.opening && (title.is_some() || topics.is_some()) {
        let advice = "Only the first message of a thread has a title and topics";
        return Err(Problems::one("title", advice).with(EditPostRefusal::Invalid));
    }
    if post.summary {
        let mut problems = Problems::new();
        problems.body_within(app, &input.body, SUMMARY_LIMIT);
        problems.or_refuse(EditPostRefusal::Invalid)?;
    }
    if post.version != input.expected_version {
        // A second click on "save" finds its own words: that is no conflict.
        let is_ours = post.version == input.expected_version + 1
            && post.body == body.html
            && title.as_ref().is_none_or(|title| *title == post.title);
        return if is_ours {
            Ok(())
        } else {
            Err(EditPostRefusal::ChangedElsewhere.into())
        };
    }
    db::post::edit(
        &tx,
        &Edit {
            post: input.post,
            body: &body.html,
            now,
        },
        post.opening.then_some(post.title.as_str()),
    )
    .await?;
    if post.opening {
        let title = title.as_ref().unwrap_or(&post.title);
        let slug = markup::slug(title);
        db::thread::rename(&tx, post.thread, title, &slug, &body.excerpt).await?;
    }
    if let Some(files) = input.files {
        let invalid = EditPostRefusal::Invalid;
        file::set_files(app, &tx, member, input.post, &files, invalid).await?;
    }
    if let Some(topics) = topics
        && db::thread::set_topics(&tx, post.thread, &topics).await? != topics.len() as u64
    {
        return Err(unknown_topics().with(EditPostRefusal::Invalid));
    }
    index_post(&tx, input.post).await?;
    tx.commit().await?;
    Ok(())
}

refusals! {
    /// What came of taking a post back.
    WithdrawPost => WithdrawPostRefusal {
        /// A stub is left.
        Withdrawn;
        /// It was changed meanwhile, in another window.
        ChangedElsewhere,
        /// Somebody else wrote it.
        NotYours,
        /// There is no such post.
        NotFound,
    }
}

/// Takes a post back: a stub stays, and the answers under it. A thread whose
/// opening is taken back leaves every list and stays open to those who have its
/// link.
pub async fn withdraw_post(
    app: &App,
    member: &Member,
    post: PostId,
    expected_version: i64,
) -> Result<(), Failure<WithdrawPostRefusal>> {
    let tx = app.store().begin().await?;
    let found = db::post::for_changing(&tx, post)
        .await?
        .ok_or(WithdrawPostRefusal::NotFound)?;
    if found.access.state == PostState::Withdrawn && found.access.author == member.id() {
        // It was: a second click.
        return Ok(());
    }
    can_withdraw(member, &found.access).map_err(|cannot| match cannot {
        CannotChange::NotYours => WithdrawPostRefusal::NotYours,
        // A lock does not keep anyone from taking back their words.
        CannotChange::Locked | CannotChange::NotThere => WithdrawPostRefusal::NotFound,
    })?;
    if found.version != expected_version {
        return Err(WithdrawPostRefusal::ChangedElsewhere.into());
    }
    db::post::withdraw(&tx, post).await?;
    if found.opening {
        db::thread::set_state(&tx, found.thread, PostState::Withdrawn).await?;
    } else {
        if found.accepted {
            db::thread::accept(&tx, found.thread, None, app.now()).await?;
        }
        db::thread::recount(&tx, found.thread).await?;
        db::resource::recount_users(&tx, found.thread).await?;
    }
    index_post(&tx, post).await?;
    tx.commit().await?;
    Ok(())
}

/// A reaction to a post, or its end.
#[derive(Debug, Clone, Copy)]
pub struct React {
    /// To which post.
    pub post: PostId,
    /// Which.
    pub reaction: Reaction,
    /// Add it or take it back.
    pub wish: Reacting,
}

/// What becomes of a reaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reacting {
    /// It is there.
    On,
    /// It is not.
    Off,
}

refusals! {
    /// What came of a reaction.
    React => ReactRefusal {
        /// As you wished.
        Saved;
        /// Thanks are for others.
        OwnPost,
        /// There is no such post.
        NotFound,
    }
}

/// Reacts to a post. Twice is once.
pub async fn react(
    app: &App,
    member: &Member,
    input: React,
) -> Result<ThreadId, Failure<ReactRefusal>> {
    let tx = app.store().begin().await?;
    let found = db::post::for_changing(&tx, input.post)
        .await?
        .filter(|found| found.access.state == PostState::Visible)
        .ok_or(ReactRefusal::NotFound)?;
    if found.access.author == member.id() {
        return Err(ReactRefusal::OwnPost.into());
    }
    match input.wish {
        Reacting::On => {
            db::reaction::add(&tx, input.post, member.id(), input.reaction, app.now()).await?;
        }
        Reacting::Off => {
            db::reaction::take_back(&tx, input.post, member.id(), input.reaction).await?;
        }
    }
    tx.commit().await?;
    Ok(found.thread)
}
