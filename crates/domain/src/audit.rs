//! An audit entry: who did what to whom, when and why. Written with the act,
//! never changed, and chained: each holds the hash of the one before.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::stored::stored_enum;

/// Characters in a reason.
pub const REASON_LIMIT: usize = 500;

stored_enum! {
    /// What was done.
    pub enum Act {
        /// The operator made somebody co-ordinator.
        CreateCoordinator = "create_coordinator",
        /// An applicant became a member.
        ApproveMember = "approve_member",
        /// An applicant was declined.
        DeclineMember = "decline_member",
        /// A member's access was paused.
        SuspendMember = "suspend_member",
        /// A member's access was given back.
        ReinstateMember = "reinstate_member",
        /// An address that refused mail is tried again.
        ResumeMail = "resume_mail",
        /// A post was hidden.
        HidePost = "hide_post",
        /// A hidden post was put back.
        RestorePost = "restore_post",
        /// A thread was closed to replies.
        LockThread = "lock_thread",
        /// A thread was opened again.
        UnlockThread = "unlock_thread",
        /// A report was answered.
        ResolveReport = "resolve_report",
        /// An organisation got another name.
        RenameOrganisation = "rename_organisation",
        /// The digest was kept back.
        HoldDigest = "hold_digest",
        /// The digest was let go.
        ReleaseDigest = "release_digest",
        /// A test copy of the digest was sent.
        SendTestDigest = "send_test_digest",
    }
}

stored_enum! {
    /// What kind of thing it was done to.
    pub enum Subject {
        /// A member.
        Member = "member",
        /// A post.
        Post = "post",
        /// A thread.
        Thread = "thread",
        /// A report.
        Report = "report",
        /// An organisation.
        Organisation = "organisation",
        /// A digest issue.
        Issue = "issue",
    }
}

/// One entry before it has its place in the chain.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who; none for the operator at the command line.
    pub actor: Option<Uuid>,
    /// What.
    pub act: Act,
    /// To what kind of thing.
    pub subject: Subject,
    /// To which.
    pub subject_id: Uuid,
    /// Why, in the co-ordinator's words.
    pub reason: String,
}

impl Entry {
    /// SHA-256 over the entry's number, the hash before it and every field,
    /// each with its length. A row that is changed or taken out later no
    /// longer fits its neighbours.
    #[must_use]
    pub fn hash(&self, sequence: i64, previous: &[u8]) -> Vec<u8> {
        let actor = self.actor.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        let mut digest = Sha256::new();
        let fields: [&[u8]; 8] = [
            &sequence.to_be_bytes(),
            previous,
            &self.at.0.to_be_bytes(),
            &actor,
            self.act.as_str().as_bytes(),
            self.subject.as_str().as_bytes(),
            self.subject_id.as_bytes(),
            self.reason.as_bytes(),
        ];
        for field in fields {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        digest.finalize().to_vec()
    }
}
