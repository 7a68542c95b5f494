//! `cove reindex`.

use anyhow::Result;

use super::{run, say};
use crate::config::Config;
use crate::database::FreshStart;

pub(super) async fn run(config: &Config) -> Result<()> {
    let opened = run::open(config, run::configured_url(config)?, FreshStart::Refused).await?;
    let done = app::search::reindex(&opened.app, |done| {
        // A terminal that is gone does not stop it.
        let _ = say(&format!(
            "{} members and {} posts so far",
            done.members, done.posts
        ));
    });
    let done = done.await;
    opened.close().await;
    let done = done?;
    say(&format!(
        "Done. {} members and {} posts are found by what they say now.",
        done.members, done.posts
    ))
}
