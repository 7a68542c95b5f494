//! What members do with files: bring one, say what a picture shows, put them into
//! posts.

use db::Tx;
use db::file::{NewFile, Own};
use domain::Member;
use domain::file::{
    ALTERNATIVE_LIMIT, FILES_LIMIT, FileState, FileWords, clean_name, swept_before,
};
use domain::id::{FileId, PostId};
use files::{Incoming, KeepError, Received, Unfit};
use futures_util::TryStreamExt as _;

use crate::failure::refusals;
use crate::jobs::{self, Job};
use crate::search::{index_post, index_thread};
use crate::{App, Failure, Problems};

/// How long bytes that no row stands for are kept: after a restore they may belong
/// to rows of the database that was set aside.
const STRAYS: domain::clock::Span = domain::clock::Span::days(7);
/// Objects that are looked up together.
const STRAYS_AT_ONCE: usize = 500;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CannotBring {
    /// It is none that Cove takes.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The member has brought as much as one may.
    #[error(
        "Your files take up all the room you have, {0} MB. Take some out of your posts, or share a link instead."
    )]
    OverQuota(u64),
    /// It could not be kept.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

impl From<KeepError> for CannotBring {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Unfit(unfit) => Self::Unfit(unfit),
            KeepError::Broken(error) => Self::Broken(error),
        }
    }
}

impl From<db::Error> for CannotBring {
    fn from(error: db::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// Begins to take a file, as long as it says that it will be: what is too long is
/// refused before it is sent.
pub async fn receive(
    app: &App,
    member: &Member,
    announced: Option<u64>,
) -> Result<Incoming, CannotBring> {
    let options = app.files().options();
    let announced = announced.unwrap_or(0);
    if announced > options.limit {
        return Err(Unfit::TooLarge(options.limit / 1_000_000).into());
    }
    let there = db::file::bytes_of(app.db(), member.id()).await?;
    within_quota(app, there, announced)?;
    Ok(app.files().receive()?)
}

/// Keeps a file that came in. It is its uploader's alone until they post it.
pub async fn keep(
    app: &App,
    member: &Member,
    name: &str,
    received: Received,
) -> Result<db::file::File, CannotBring> {
    let now = app.now();
    let id = FileId::fresh(now);
    let kept = match app.files().keep(id, name, received).await {
        Ok(kept) => kept,
        Err(error) => {
            // Some of a picture's sizes may be there. What stays is swept.
            let _ = app.files().remove(id, domain::file::FileKind::Jpeg).await;
            return Err(error.into());
        }
    };
    let written = write(app, member, name, id, &kept).await;
    if written.is_err() {
        let _ = app.files().remove(id, kept.kind).await;
    }
    written
}

async fn write(
    app: &App,
    member: &Member,
    name: &str,
    id: FileId,
    kept: &files::Kept,
) -> Result<db::file::File, CannotBring> {
    let now = app.now();
    let is_held = app.files().options().scanner.is_some();
    let has_words = kept.kind.has_words();
    let file = NewFile {
        id,
        uploader: member.id(),
        kind: kept.kind,
        name: clean_name(name, kept.kind),
        bytes: kept.bytes.cast_signed(),
        sha256: kept.sha256.clone(),
        pixels: kept.pixels,
        state: if is_held {
            FileState::Held
        } else {
            FileState::Ready
        },
        words_state: if has_words {
            FileWords::Waiting
        } else {
            FileWords::None
        },
        now,
    };
    let mut tx = app.store().begin().await?;
    // Those that came in at the same time count, too.
    let there = db::file::bytes_of(&tx, member.id()).await?;
    within_quota(app, there, kept.bytes)?;
    db::file::insert(&tx, file).await?;
    if is_held {
        jobs::enqueue(&mut tx, Job::CheckFile { file: id.0 }, now).await?;
    } else if has_words {
        jobs::enqueue(&mut tx, Job::ReadFile { file: id.0 }, now).await?;
    }
    let made = db::file::own(&tx, member.id(), id).await?;
    tx.commit().await?;
    made.ok_or_else(|| anyhow::anyhow!("what was just written cannot be read").into())
}

fn within_quota(app: &App, there: i64, more: u64) -> Result<(), CannotBring> {
    let quota = app.files().options().quota;
    if there.unsigned_abs().saturating_add(more) > quota {
        return Err(CannotBring::OverQuota(quota / 1_000_000));
    }
    Ok(())
}

refusals! {
    /// What came of describing a picture.
    DescribeFile => DescribeFileRefusal {
        /// It is saved.
        Saved;
        /// Something must be put right first.
        Invalid,
        /// There is no such file, or somebody else brought it.
        NotFound,
    }
}

/// Says what a picture shows, for those who do not see it; nothing, for one that is
/// decoration.
pub async fn describe(
    app: &App,
    member: &Member,
    file: FileId,
    alternative: &str,
) -> Result<(), Failure<DescribeFileRefusal>> {
    let mut problems = Problems::new();
    let alternative = if alternative.trim().is_empty() {
        String::new()
    } else {
        let what = "what the picture shows";
        problems.line("alternative", what, alternative, ALTERNATIVE_LIMIT)
    };
    problems.or_refuse(DescribeFileRefusal::Invalid)?;
    let tx = app.store().begin().await?;
    let found = db::file::by_id(&tx, file).await?;
    if found.is_none_or(|found| found.uploader_id != member.id()) {
        return Err(DescribeFileRefusal::NotFound.into());
    }
    db::file::describe(&tx, file, &alternative).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts files into a post, in this order, and takes out those that are no more
/// among them: they are their author's alone again, and swept in a day.
pub(crate) async fn set_files<R>(
    app: &App,
    tx: &Tx,
    member: &Member,
    post: PostId,
    files: &[FileId],
    invalid: R,
) -> Result<(), Failure<R>> {
    let mut wanted: Vec<FileId> = Vec::with_capacity(files.len());
    for file in files {
        if !wanted.contains(file) {
            wanted.push(*file);
        }
    }
    if wanted.len() > FILES_LIMIT {
        let words = format!("Add {FILES_LIMIT} files or fewer");
        return Err(Problems::one("files", words).with(invalid));
    }
    let found = db::file::for_claiming(tx, &wanted).await?;
    let problems = problems_with("files", &wanted, &found, member, Some(post));
    if !problems.is_empty() {
        return Err(problems.with(invalid));
    }
    let now = app.now();
    for gone in db::file::of_post(tx, post).await? {
        if !wanted.contains(&gone) {
            db::file::take_back(tx, gone, now).await?;
        }
    }
    for (place, file) in (0..).zip(wanted) {
        db::file::give_to_post(tx, file, post, place, now).await?;
    }
    Ok(())
}

/// A file that a member brought and that belongs to nothing, held against other
/// writers until the transaction ends.
pub(crate) async fn free(
    tx: &Tx,
    member: &Member,
    field: &'static str,
    file: FileId,
) -> Result<Result<Own, Problems>, db::Error> {
    let mut found = db::file::for_claiming(tx, &[file]).await?;
    let problems = problems_with(field, &[file], &found, member, None);
    Ok(found.pop().filter(|_| problems.is_empty()).ok_or(problems))
}

/// What is wrong with files for something of a member's: those of this post are its
/// own already.
fn problems_with(
    field: &'static str,
    wanted: &[FileId],
    found: &[Own],
    member: &Member,
    post: Option<PostId>,
) -> Problems {
    let mut problems = Problems::new();
    let is_theirs = |file: &Own| {
        file.uploader_id == member.id()
            && (file.claimed_at.is_none() || post.is_some() && file.post_id == post)
    };
    let is_there = |id: &FileId| found.iter().any(|file| file.id == *id && is_theirs(file));
    if !wanted.iter().all(is_there) {
        problems.add(
            field,
            "A file is not there any more. Take it out and add it again",
        );
    } else if found.iter().any(|file| file.state == FileState::Refused) {
        problems.add(field, "Something harmful was found in a file. Take it out");
    } else if found
        .iter()
        .any(|file| file.kind.is_picture() && file.alternative.is_none())
    {
        problems.add(
            field,
            "Say what each picture shows, or that it is decoration",
        );
    }
    problems
}

/// Makes what a file belongs to be found by its words, too.
pub(crate) async fn index(tx: &Tx, file: FileId) -> Result<(), db::Error> {
    let found = db::file::by_id(tx, file).await?;
    if let Some(post) = found.and_then(|file| file.post_id) {
        return index_post(tx, post).await;
    }
    match db::resource::thread_of_version(tx, file).await? {
        Some(thread) => index_thread(tx, thread).await,
        None => Ok(()),
    }
}

/// Takes away what nobody claimed for a day, and bytes that no row stands for.
pub(crate) async fn sweep(app: &App) -> anyhow::Result<()> {
    let now = app.now();
    loop {
        let tx = app.store().begin().await?;
        let swept = db::file::sweep(&tx, swept_before(now)).await?;
        tx.commit().await?;
        if swept.is_empty() {
            break;
        }
        for (id, kind) in swept {
            app.files().remove(id, kind).await?;
        }
    }
    let mut old = app
        .files()
        .put_before(now.minus(STRAYS))
        .try_chunks(STRAYS_AT_ONCE);
    while let Some(mut ids) = old.try_next().await.map_err(|chunk| chunk.1)? {
        ids.dedup();
        for stray in db::file::unknown(app.db(), ids).await? {
            app.files()
                .remove(stray, domain::file::FileKind::Pdf)
                .await?;
            app.files()
                .remove(stray, domain::file::FileKind::Jpeg)
                .await?;
        }
    }
    Ok(())
}
