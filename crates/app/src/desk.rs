//! The co-ordinator's desk: decisions about people, posts, threads and reports.
//!
//! Each is audited (`app/src/audit.rs`) and told to the person. What it is about is
//! read with a lock: of two co-ordinators who decide at once, the second finds
//! it decided.

mod access;
mod applicant;
mod bounce;
mod collection;
mod post;
mod report;
mod resource;
mod synonym;
mod thread;

pub use access::{reinstate_member, suspend_member};
pub use applicant::{ApplicantRefusal, approve_member, ask_applicant, decline_member};
pub use bounce::resume_mail;
pub use collection::{bring_back_collection, put_away_collection};
pub use post::{hide_post, restore_post};
pub use report::resolve_report;
pub use resource::{
    confirm_resource, recommend_resource, take_on_resource, unrecommend_resource, withdraw_resource,
};
pub use synonym::remove_synonyms;
pub use thread::{lock_thread, pin_thread, unlock_thread, unpin_thread};

pub use crate::digest::{hold_digest, leave_out_digest, release_digest};
pub use crate::restore::{leave_out_kept_emails, send_kept_emails, settle_restore};

use domain::Coordinator;

use crate::audit::{self, Audited};
use crate::failure::refusals;
use crate::{App, Failure, Problems};

refusals! {
    /// What became of a co-ordinator's decision.
    Decision => DecisionRefusal {
        /// It is done.
        Done;
        /// The reason needs another look, or it is not to be done.
        Invalid,
        /// It stands so already, or somebody decided otherwise.
        Already,
        /// There is nothing of that kind to decide about.
        NotFound,
    }
}

pub(crate) type Decision = Result<(), Failure<DecisionRefusal>>;

const NOT_FOUND: Failure<DecisionRefusal> =
    Failure::Refused(DecisionRefusal::NotFound, Problems::new());
const ALREADY: Failure<DecisionRefusal> =
    Failure::Refused(DecisionRefusal::Already, Problems::new());

async fn begin(
    app: &App,
    coordinator: &Coordinator,
    reason: &str,
) -> Result<Audited, Failure<DecisionRefusal>> {
    audit::begin(app, coordinator, reason, DecisionRefusal::Invalid).await
}
