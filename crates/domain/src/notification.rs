//! A notification: something that concerns one member. It holds ids, no text.

use crate::audit::{Act, Subject};
use crate::mail::MailKind;
use crate::stored::stored_enum;

stored_enum! {
    /// What happened.
    pub enum NotificationKind {
        /// Somebody replied to a thread that you started.
        Reply = "reply",
        /// Somebody replied to a thread that you follow.
        FollowedReply = "followed_reply",
        /// Somebody mentioned you in a post.
        Mentioned = "mentioned",
        /// Your answer helped.
        Helped = "helped",
        /// A thread that you follow was closed with what was learned.
        Summarised = "summarised",
        /// You are a member now.
        ApplicationApproved = "application_approved",
        /// The co-ordinator hid a post of yours.
        PostHidden = "post_hidden",
        /// The co-ordinator put it back.
        PostRestored = "post_restored",
        /// The co-ordinator closed a thread that you started.
        ThreadLocked = "thread_locked",
        /// Your report was answered.
        ReportResolved = "report_resolved",
        /// Somebody shared a resource on a topic that you follow.
        ResourceShared = "resource_shared",
        /// A resource that you keep wants looking at.
        ReviewDue = "review_due",
        /// The link of a resource that you keep may be broken.
        LinkBroken = "link_broken",
        /// You keep a resource now.
        ResourceHandedOn = "resource_handed_on",
        /// A resource that you keep or used was replaced or withdrawn.
        ResourceRetired = "resource_retired",
        /// A document that you used, or whose thread you follow, has a new version.
        NewVersion = "new_version",
    }
}

/// Where a kind of notification comes from: this decides what it shows, and how
/// long it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What somebody did with a post: it leaves with it.
    Post(Actor),
    /// What is true of a thread: it leaves with it.
    Thread,
    /// What the co-ordinator did: it stays, and shows the reason.
    Act(Act),
    /// That the member may come in. There is no more to show.
    Joining,
}

/// Whoever did something with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Who wrote it.
    Author,
    /// Who started its thread.
    Asker,
}

impl NotificationKind {
    /// Where it comes from.
    #[must_use]
    pub const fn source(self) -> Source {
        match self {
            Self::Reply | Self::FollowedReply | Self::Mentioned | Self::Summarised => {
                Source::Post(Actor::Author)
            }
            Self::Helped => Source::Post(Actor::Asker),
            Self::ApplicationApproved => Source::Joining,
            Self::PostHidden => Source::Act(Act::HidePost),
            Self::PostRestored => Source::Act(Act::RestorePost),
            Self::ThreadLocked => Source::Act(Act::LockThread),
            Self::ReportResolved => Source::Act(Act::ResolveReport),
            Self::ResourceShared
            | Self::ReviewDue
            | Self::LinkBroken
            | Self::ResourceHandedOn
            | Self::ResourceRetired
            | Self::NewVersion => Source::Thread,
        }
    }

    /// The kind of mail that says it, too, unless the member chose otherwise.
    #[must_use]
    pub const fn mail(self) -> Option<MailKind> {
        match self {
            Self::Reply | Self::Mentioned => Some(MailKind::Reply),
            Self::Helped => Some(MailKind::Helped),
            _ => None,
        }
    }

    /// What kind of thing it is about.
    #[must_use]
    pub const fn subject(self) -> Option<Subject> {
        match self.source() {
            Source::Post(_) => Some(Subject::Post),
            Source::Thread => Some(Subject::Thread),
            Source::Act(act) => Some(act.subject()),
            Source::Joining => None,
        }
    }
}
