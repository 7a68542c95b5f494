//! `cove digest …`.

use anyhow::{Context as _, Result};
use app::digest::{self, Report};
use clap::{Args, Subcommand};
use domain::Timestamp;
use domain::clock::Span;
use domain::digest::DigestState;
use domain::member::EmailAddress;

use super::run::{self, Opened};
use super::say;
use crate::config::Config;
use crate::database::{FreshStart, lock};

/// How far ahead a run may look.
const FURTHEST: Span = Span::days(8);

#[derive(Debug, Subcommand)]
pub(super) enum Digest {
    /// Print the copy that a member would get. Sends nothing.
    Preview(Whose),
    /// Close and send what is due at a time. Running it again sends nothing twice.
    Run(When),
}

#[derive(Debug, Args)]
pub(super) struct Whose {
    /// The member's email address.
    #[arg(long = "as", value_name = "EMAIL")]
    email: String,
    /// Print the HTML part in place of the text.
    #[arg(long)]
    html: bool,
}

#[derive(Debug, Args)]
pub(super) struct When {
    /// By the community's clock, as 2026-11-24T08:00; now when left out.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

impl Digest {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        let opened = run::open(config, run::configured_url(config)?, FreshStart::Refused).await?;
        let done = match self {
            Self::Preview(whose) => preview(&opened, &whose).await,
            Self::Run(when) => send(config, &opened, when.at.as_deref()).await,
        };
        opened.close().await;
        done
    }
}

async fn preview(opened: &Opened, whose: &Whose) -> Result<()> {
    let db = opened.app.db();
    let address: EmailAddress = whose
        .email
        .parse()
        .ok()
        .with_context(|| format!("--as: {:?} is no email address", whose.email))?;
    let account = db::member::account_by_email(db, &address.key())
        .await?
        .context("--as: no member has this address")?;
    // The calendar first: a new installation has no issue yet.
    digest::keep_schedule(&opened.app).await?;
    let latest = db::digest::latest(db, 8).await?;
    let is_to_come = |issue: &&db::digest::Issue| {
        matches!(
            issue.state,
            DigestState::Collecting | DigestState::Ready | DigestState::Held
        )
    };
    let issue = latest
        .iter()
        .rfind(is_to_come)
        .or(latest.first())
        .context("there is no issue yet")?;
    let copy = digest::preview(&opened.app, issue.id, account.member.id)
        .await?
        .context("this member gets no digest")?;
    if copy.empty {
        return say("There is nothing for this member yet, so nothing would be sent.");
    }
    if whose.html {
        return say(&copy.content.html);
    }
    say(&format!(
        "Subject: {}\n\n{}",
        copy.content.subject, copy.content.text
    ))
}

async fn send(config: &Config, opened: &Opened, at: Option<&str>) -> Result<()> {
    let instant = instant(opened, at).await?;
    // On SQLite a running Cove holds the right to work: it sends what we start.
    let reports = match lock::try_worker(&config.database)? {
        Some(_lock) => {
            let mail_sender = run::mail_sender(config, &opened.public_url)?;
            let reports = digest::run_at(&opened.app, &mail_sender, instant).await?;
            mail_sender.mailer().close().await;
            reports
        }
        None => {
            say("A Cove is running on this file and sends the copies.")?;
            digest::start_at(&opened.app, instant).await?
        }
    };
    if reports.is_empty() {
        return say("Nothing is due at that time.");
    }
    reports.iter().try_for_each(|report| say(&line(report)))
}

async fn instant(opened: &Opened, at: Option<&str>) -> Result<Timestamp> {
    let Some(text) = at else {
        return Ok(opened.app.now());
    };
    let at = digest::local_time(&opened.app, text)
        .await?
        .with_context(|| format!("--at: {text:?} is no time such as 2026-11-24T08:00"))?;
    // A slip of the year would close window after window until then, and leave
    // nothing to send for as long.
    let latest = opened.app.now().plus(FURTHEST);
    anyhow::ensure!(
        at <= latest,
        "--at: {text:?} is more than {} days ahead",
        FURTHEST.0 / Span::days(1).0
    );
    Ok(at)
}

fn line(report: &Report) -> String {
    let counts = report.counts;
    let unconfirmed = if counts.unconfirmed > 0 {
        format!(" ({} without the relay's word)", counts.unconfirmed)
    } else {
        String::new()
    };
    format!(
        "Issue of {}: {}. {} sent{unconfirmed}, {} waiting, {} not to be sent, {} refused, {} given up.",
        report.issue.send_at.to_utc().format("%Y-%m-%d %H:%M UTC"),
        report.issue.state,
        counts.sent,
        counts.queued,
        counts.skipped,
        counts.bounced,
        counts.failed
    )
}
