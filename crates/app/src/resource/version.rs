//! The versions of a document.

use db::Tx;
use db::file::Own;
use db::resource::NewVersion;
use domain::Member;
use domain::id::{FileId, ThreadId};
use domain::resource::{CHANGE_LIMIT, REVIEW_AFTER, Standing, VERSIONS_LIMIT};

use super::ReviseResourceRefusal;
use super::keep::{checked, kept};
use crate::failure::refusals;
use crate::search::index_thread;
use crate::{App, Failure, Problems, file};

/// Where what is wrong with a document's file is said.
pub(super) const FIELD: &str = "file";

/// A document's next version.
#[derive(Debug, Clone)]
pub struct AddVersion {
    /// The thread of the document.
    pub thread: ThreadId,
    /// One that the member brought.
    pub file: FileId,
    /// Since the version before: one line.
    pub what_changed: String,
    /// The version of the facts beside which it was chosen.
    pub expected_version: i64,
}

refusals! {
    /// What came of giving a document a new version.
    AddVersion => AddVersionRefusal {
        /// It is there, and those who used the document are told.
        Added;
        /// Something must be put right first.
        Invalid,
        /// The resource was changed meanwhile: look at what is there now.
        ChangedElsewhere,
        /// It was replaced or withdrawn: nobody should use it.
        Retired,
        /// Somebody else keeps it.
        NotKeeper,
        /// There is no such document.
        NotFound,
    }
}

impl From<ReviseResourceRefusal> for AddVersionRefusal {
    fn from(refusal: ReviseResourceRefusal) -> Self {
        match refusal {
            ReviseResourceRefusal::NotKeeper => Self::NotKeeper,
            _ => Self::NotFound,
        }
    }
}

/// Gives a document a new version, with which it was looked at: the next look is in
/// a year. Those who told of using it, and those who follow it, are told.
pub async fn add_version(
    app: &App,
    member: &Member,
    input: AddVersion,
) -> Result<(), Failure<AddVersionRefusal>> {
    let (thread, now) = (input.thread, app.now());
    let mut problems = Problems::new();
    let what_changed = problems.line(
        "whatChanged",
        "what changed",
        &input.what_changed,
        CHANGE_LIMIT,
    );
    let tx = app.store().begin().await?;
    let found = kept(&tx, member, thread).await.map_err(Failure::of)?;
    let newest = db::resource::newest_version(&tx, thread)
        .await?
        .ok_or(AddVersionRefusal::NotFound)?;
    // A second press: the first one did it.
    if db::resource::thread_of_version(&tx, input.file).await? == Some(thread) {
        return Ok(());
    }
    if found.standing != Standing::Kept {
        return Err(AddVersionRefusal::Retired.into());
    }
    problems.or_refuse(AddVersionRefusal::Invalid)?;
    if found.version != input.expected_version {
        return Err(AddVersionRefusal::ChangedElsewhere.into());
    }
    let invalid = |advice: String| Problems::one(FIELD, advice).with(AddVersionRefusal::Invalid);
    let file = document(&tx, member, thread, input.file)
        .await?
        .map_err(|problems| problems.with(AddVersionRefusal::Invalid))?;
    if file.sha256 == newest.sha256 {
        let advice = "This file is the same as the one that is there. Choose the new one";
        return Err(invalid(advice.to_owned()));
    }
    if newest.number >= VERSIONS_LIMIT {
        let advice = format!(
            "A document has up to {VERSIONS_LIMIT} versions. Share this one as a new resource"
        );
        return Err(invalid(advice));
    }
    let version = NewVersion {
        thread,
        number: newest.number + 1,
        file: file.id,
        by: member.id(),
        what_changed: &what_changed,
        now,
    };
    db::resource::insert_version(&tx, &version).await?;
    let by = app.today().plus(REVIEW_AFTER);
    checked(&tx, thread, &found, by, now).await?;
    index_thread(&tx, thread).await?;
    db::notification::tell_of_version(&tx, thread, member.id(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// A file to be a version of this document: the member's own, and of no other
/// document in the library.
pub(super) async fn document(
    tx: &Tx,
    member: &Member,
    thread: ThreadId,
    id: FileId,
) -> Result<Result<Own, Problems>, db::Error> {
    let file = match file::free(tx, member, FIELD, id).await? {
        Ok(file) => file,
        Err(problems) => return Ok(Err(problems)),
    };
    let there = db::resource::title_of_document(tx, &file.sha256, thread).await?;
    Ok(match there {
        Some(title) => Err(Problems::one(
            FIELD,
            format!(
                "This is in the library already, as “{title}”. You can say there how you used it."
            ),
        )),
        None => Ok(file),
    })
}
