//! Starting, resting, and what it weighs.

use anyhow::{Context as _, Result};
use db::connect::Location;

use crate::pages::Page;
use crate::{Bench, server};

/// Starts of which the middle one counts.
const STARTS: usize = 5;

/// From start to first answer, memory, the binary's size.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn start(bench: &mut Bench) -> Result<()> {
    let full = bench.sqlite().await?;
    let mut empty_times = Vec::new();
    let mut full_times = Vec::new();
    for n in 0..STARTS {
        let empty = Location::File(bench.folder.join(format!("empty-{n}/cove.db")));
        empty_times.push(bench.server(&empty)?.started_in);
        full_times.push(bench.server(&full)?.started_in);
    }
    for (name, mut times) in [("an empty", empty_times), ("a full", full_times)] {
        times.sort_unstable();
        let middle = times.get(times.len() / 2).context("a start")?;
        bench.report.add(
            &format!("start to first answer, {name} database"),
            &[("ms", middle.as_secs_f64() * 1_000.0)],
        );
    }
    let server = bench.server(&full)?;
    bench.report.add(
        "memory, idle",
        &[
            ("MiB", server.memory("VmRSS:")),
            ("MiB of it own", server.memory("RssAnon:")),
        ],
    );
    Page::thread(bench.size()).load(bench, &server, 4.0).await?;
    bench.report.add(
        "memory, after thread pages",
        &[
            ("MiB", server.memory("VmRSS:")),
            ("MiB of it own", server.memory("RssAnon:")),
        ],
    );
    #[expect(clippy::cast_precision_loss, reason = "the size of a file")]
    let size = std::fs::metadata(server::binary()?)?.len() as f64 / 1_048_576.0;
    bench.report.add("the binary", &[("MiB", size)]);
    Ok(())
}
