//! What the documents cost that are small and ask for much.

use anyhow::{Result, ensure};
use it::{ANSWER_LIMIT, costly_documents};
use serde_json::json;

use crate::Bench;
use crate::community::{Size, token};
use crate::load;
use crate::pages::{Page, thread_id};

/// How many times its longest answer the server may take for one of them: rows,
/// the answer's texts, and its JSON, which has twice its room while it grows; and
/// the pages of the mapped file.
const TIMES: f64 = 8.0;

/// The peak of memory over all of them, one after the other, beside what a page of
/// the screens takes.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn documents(bench: &mut Bench) -> Result<()> {
    // Threads with a hundred replies of about 20,000 characters.
    let size = Size {
        members: 200,
        threads: 20,
        replies: 100,
        sentences: 147,
    };
    let location = bench.sqlite_of("long-posts", size).await?;
    let server = bench.server(&location)?;
    Page::thread(size).load(bench, &server, 1.0).await?;
    let before = server.memory("VmHWM:");
    let mut longest = 0;
    for (name, query) in costly_documents(&thread_id(0)) {
        let request = load::request(&server.address, &token(0), &query, &json!({}));
        let answer = load::once(&server.address, &request).await?;
        ensure!(
            answer.len() <= ANSWER_LIMIT,
            "{name}: {} bytes",
            answer.len()
        );
        longest = longest.max(answer.len());
    }
    let peak = server.memory("VmHWM:");
    #[expect(clippy::cast_precision_loss, reason = "a few million")]
    let mib = |bytes: usize| bytes as f64 / 1_048_576.0;
    let bound = TIMES * mib(ANSWER_LIMIT);
    bench.report.bound(
        "documents that ask for much, SQLite",
        &[
            ("MiB longest answer", mib(longest)),
            ("MiB before", before),
            ("MiB peak", peak),
        ],
        &format!("within {bound:.0} MiB more than a page"),
        peak - before <= bound,
    );
    Ok(())
}
