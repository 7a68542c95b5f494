//! A notification: something that concerns one member. It holds ids, no text.

use crate::stored::stored_enum;

stored_enum! {
    /// What happened.
    pub enum NotificationKind {
        /// Somebody replied to a thread that the member started.
        Reply = "reply",
        /// Somebody replied to a thread that the member follows.
        FollowedReply = "followed_reply",
        /// The asker marked the member's answer as the one that helped.
        Helped = "helped",
        /// The member was approved.
        ApplicationApproved = "application_approved",
        /// The co-ordinator hid a post of the member.
        PostHidden = "post_hidden",
        /// The co-ordinator put it back.
        PostRestored = "post_restored",
        /// The co-ordinator closed a thread that the member started.
        ThreadLocked = "thread_locked",
        /// A report of the member was answered.
        ReportResolved = "report_resolved",
    }
}
