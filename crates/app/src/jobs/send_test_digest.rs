//! A test copy of the digest, to the co-ordinator who asked for it.

use domain::id::{IssueId, MemberId};
use domain::mail::MailKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, JobResult};
use crate::App;
use crate::digest::test_copy;
use crate::mailing::{MailSender, Recipient, choices, reachable, stoppable};

/// Sends an issue as `member` would get it to `to`, marked as a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendTestDigest {
    /// Which issue.
    pub issue: Uuid,
    /// As whom.
    pub member: Uuid,
    /// To whom.
    pub to: Uuid,
    /// Of this copy: each test is a mail of its own.
    pub copy: Uuid,
}

impl SendTestDigest {
    pub(crate) async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let Some(to) = reachable(app, MemberId(self.to)).await? else {
            return Ok(());
        };
        // The link that stops the mail is that of the one who gets it: a test
        // must not stop the digest of the member whose copy is looked at.
        let stop = Some(stoppable(app, MemberId(self.to), MailKind::Digest).await?);
        let foot = choices(app, stop.as_ref());
        let copy = test_copy(app, IssueId(self.issue), MemberId(self.member), foot).await;
        let Some(copy) = copy.map_err(|error| JobError::Retry(format!("{error:#}")))? else {
            // What was in it when it was promised was hidden or withdrawn since.
            tracing::info!(issue = %IssueId(self.issue), "a test copy of the digest was not sent: there is nothing in it any more");
            return Ok(());
        };
        let message_id = sender.message_id("digest-test", self.copy);
        sender
            .send(app, &Recipient { stop, ..to }, message_id, copy)
            .await
    }
}
