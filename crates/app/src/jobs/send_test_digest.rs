//! A test copy of the digest, to the co-ordinator who asked for it.

use domain::id::{IssueId, MemberId};
use domain::mail::MailKind;

use super::{JobError, JobResult, SendTestDigest};
use crate::App;
use crate::digest::test_copy;
use crate::mailing::{MailSender, Recipient, choices, reachable, stoppable};

pub(super) async fn run(app: &App, sender: &MailSender, test: SendTestDigest) -> JobResult {
    let to = reachable(app, MemberId(test.to)).await?;
    // The link that stops the mail is that of the one who gets it: a test
    // must not stop the digest of the member whose copy is looked at.
    let stop = Some(stoppable(app, MemberId(test.to), MailKind::Digest).await?);
    let foot = choices(app, stop.as_ref());
    let copy = test_copy(app, IssueId(test.issue), MemberId(test.member), foot).await;
    let Some(copy) = copy.map_err(|error| JobError::Retry(format!("{error:#}")))? else {
        // What was in it when it was promised was hidden or withdrawn since.
        tracing::info!(issue = %IssueId(test.issue), "a test copy of the digest was not sent: there is nothing in it any more");
        return Err(JobError::Moot);
    };
    let message_id = sender.message_id("digest-test", test.copy);
    sender
        .send(app, &Recipient { stop, ..to }, message_id, copy)
        .await
}
