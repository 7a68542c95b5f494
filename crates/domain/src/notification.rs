//! A notification: something that concerns one member. It holds ids, no text.

use crate::stored::stored_enum;

stored_enum! {
    /// What happened.
    pub enum NotificationKind {
        /// Somebody replied to a thread that you started.
        Reply = "reply",
        /// Somebody replied to a thread that you follow.
        FollowedReply = "followed_reply",
        /// Your answer helped.
        Helped = "helped",
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
    }
}
