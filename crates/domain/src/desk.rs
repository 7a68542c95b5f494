//! What waits on the co-ordinator's desk.

use crate::stored::stored_enum;

stored_enum! {
    /// A kind of case on the desk.
    pub enum CaseKind {
        /// Somebody asks to join.
        Applicant = "applicant",
        /// A report without an answer.
        Report = "report",
        /// A resource whose review date has passed, or whose link is broken.
        OverdueResource = "overdue_resource",
        /// A member whose address refuses mail.
        Bounce = "bounce",
        /// A job that was given up.
        FailedJob = "failed_job",
        /// A backup that was put back, and that you have not dealt with yet.
        Restore = "restore",
    }
}
