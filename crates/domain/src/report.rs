//! A report: a member tells the co-ordinator that something is wrong.

use crate::stored::stored_enum;

/// Characters in the note of a report.
pub const NOTE_LIMIT: usize = 1_000;

stored_enum! {
    /// What is wrong.
    pub enum ReportReason {
        /// It could show who somebody is.
        IdentifiesSomeone = "identifies_someone",
        /// It says how to hurt oneself.
        MethodDetail = "method_detail",
        /// It is unkind.
        Unkind = "unkind",
        /// It is wrong or unsafe advice.
        WrongOrUnsafe = "wrong_or_unsafe",
        /// Something else; the note says what.
        Other = "other",
    }
}

stored_enum! {
    /// What came of a report.
    pub enum ReportOutcome {
        /// The co-ordinator did something about it.
        Acted = "acted",
        /// The co-ordinator looked and left it as it was.
        NoAction = "no_action",
    }
}
