//! Kinds of mail, and the choice a member has about each.

use crate::stored::stored_enum;

stored_enum! {
    /// A kind of mail that a member can stop with one click.
    pub enum MailKind {
        /// The weekly digest.
        Digest = "digest",
        /// A reply to my question.
        Reply = "reply",
        /// My answer helped.
        Helped = "helped",
    }
}

stored_enum! {
    /// How often the digest comes.
    pub enum DigestFrequency {
        /// Every Tuesday.
        Weekly = "weekly",
        /// Never.
        Off = "off",
    }
}

stored_enum! {
    /// How a member made a choice about mail.
    pub enum ChosenBy {
        /// By joining: what was said there is what comes at first.
        Joining = "joining",
        /// In the settings.
        Settings = "settings",
        /// By the link, or the mail program's button, of a mail.
        Unsubscribe = "unsubscribe",
    }
}
