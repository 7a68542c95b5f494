//! An audit entry: who did what to whom, when and why. Written with the act,
//! never changed, and chained: each holds the hash of the one before.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::id::MemberId;
use crate::secret::hex;
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
        /// An applicant was asked something.
        AskApplicant = "ask_applicant",
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
        /// Somebody else's thread was closed with what was learned.
        SummariseThread = "summarise_thread",
        /// A thread was put on top as the welcome.
        PinThread = "pin_thread",
        /// A thread no longer stands on top.
        UnpinThread = "unpin_thread",
        /// A resource was said to hold, in its keeper's place.
        ConfirmResource = "confirm_resource",
        /// The co-ordinator keeps a resource from now on.
        TakeOnResource = "take_on_resource",
        /// A resource was withdrawn.
        WithdrawResource = "withdraw_resource",
        /// A resource was recommended.
        RecommendResource = "recommend_resource",
        /// A resource is no longer recommended.
        UnrecommendResource = "unrecommend_resource",
        /// The operator shared resources from a list in a member's name.
        ImportResources = "import_resources",
        /// A collection was made.
        MakeCollection = "make_collection",
        /// A collection was changed.
        ReviseCollection = "revise_collection",
        /// A collection was put away.
        PutAwayCollection = "put_away_collection",
        /// A collection that was put away is shown again.
        BringBackCollection = "bring_back_collection",
        /// A report was answered.
        ResolveReport = "resolve_report",
        /// An organisation got another name.
        RenameOrganisation = "rename_organisation",
        /// Words that mean the same were written down.
        SaveSynonyms = "save_synonyms",
        /// Words no longer count as meaning the same.
        RemoveSynonyms = "remove_synonyms",
        /// The digest was kept back.
        HoldDigest = "hold_digest",
        /// The digest was let go.
        ReleaseDigest = "release_digest",
        /// A test copy of the digest was sent.
        SendTestDigest = "send_test_digest",
        /// The operator put a backup in the place of the database.
        RestoreBackup = "restore_backup",
        /// What a restored backup means for members was dealt with.
        SettleRestore = "settle_restore",
        /// A digest that may have gone out before a restore was left out.
        LeaveOutDigest = "leave_out_digest",
        /// Emails that may have gone out before a restore were sent.
        SendKeptEmails = "send_kept_emails",
        /// Emails that may have gone out before a restore were left out.
        LeaveOutKeptEmails = "leave_out_kept_emails",
    }
}

impl Act {
    /// To what kind of thing it is done.
    #[must_use]
    pub const fn subject(self) -> Subject {
        match self {
            Self::CreateCoordinator
            | Self::ApproveMember
            | Self::AskApplicant
            | Self::DeclineMember
            | Self::SuspendMember
            | Self::ReinstateMember
            | Self::ResumeMail
            | Self::ImportResources => Subject::Member,
            Self::HidePost | Self::RestorePost => Subject::Post,
            Self::LockThread
            | Self::UnlockThread
            | Self::SummariseThread
            | Self::PinThread
            | Self::UnpinThread
            | Self::ConfirmResource
            | Self::TakeOnResource
            | Self::WithdrawResource
            | Self::RecommendResource
            | Self::UnrecommendResource => Subject::Thread,
            Self::MakeCollection
            | Self::ReviseCollection
            | Self::PutAwayCollection
            | Self::BringBackCollection => Subject::Collection,
            Self::ResolveReport => Subject::Report,
            Self::RenameOrganisation => Subject::Organisation,
            Self::SaveSynonyms | Self::RemoveSynonyms => Subject::Synonym,
            Self::HoldDigest
            | Self::ReleaseDigest
            | Self::SendTestDigest
            | Self::LeaveOutDigest => Subject::Issue,
            Self::RestoreBackup
            | Self::SettleRestore
            | Self::SendKeptEmails
            | Self::LeaveOutKeptEmails => Subject::Restore,
        }
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
        /// A collection of resources.
        Collection = "collection",
        /// A group of words that mean the same.
        Synonym = "synonym",
        /// A digest issue.
        Issue = "issue",
        /// The database, put back from a backup.
        Restore = "restore",
    }
}

/// The end of the list: how many entries it has, and the hash of the newest.
/// Kept outside the database it shows that entries were taken from the end,
/// which the chain alone cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Head {
    /// How many there are: the number of the newest.
    pub count: i64,
    /// The hash of the newest.
    pub hash: Vec<u8>,
}

/// `15 9f3a…`: the count, and the hash in hex.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, hex(&self.hash))
    }
}

/// A text that is not the end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a count and a hash of 64 hex digits")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (count, digits) = text.trim().split_once(' ').ok_or(NotAHead)?;
        let count = count
            .parse()
            .ok()
            .filter(|count| *count > 0)
            .ok_or(NotAHead)?;
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAHead);
        }
        let pairs = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).ok());
        let bytes = pairs.map(|pair| pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()));
        Ok(Self {
            count,
            hash: bytes.collect::<Option<_>>().ok_or(NotAHead)?,
        })
    }
}

/// One entry before it has its place in the chain.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
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
    /// For an act that is done now.
    #[must_use]
    pub fn new(
        at: Timestamp,
        actor: Option<MemberId>,
        act: Act,
        subject_id: Uuid,
        reason: String,
    ) -> Self {
        Self {
            at,
            actor: actor.map(|id| id.0),
            act,
            subject: act.subject(),
            subject_id,
            reason,
        }
    }

    /// SHA-256 over the entry's number, the hash before it and every field,
    /// each with its length. A row that is changed or taken out later no
    /// longer fits its neighbours.
    #[must_use]
    pub fn hash(&self, sequence: i64, previous: &[u8]) -> Vec<u8> {
        let actor = self
            .actor
            .map(|id| id.as_bytes().to_vec())
            .unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_list_reads_back_what_it_wrote() {
        let head = Head {
            count: 15,
            hash: (0..32).collect(),
        };
        assert_eq!(head.to_string().parse(), Ok(head.clone()));
        assert_eq!(format!("{head}\n").parse(), Ok(head));
        for text in [
            "",
            "15",
            "0 00",
            "15 zz",
            "-1 00",
            &format!("15 {}", "+f".repeat(32)),
            &format!("15 {}é", "0".repeat(62)),
        ] {
            assert_eq!(text.parse::<Head>(), Err(NotAHead), "{text}");
        }
    }
}
