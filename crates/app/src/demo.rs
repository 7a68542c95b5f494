//! An invented community, for `cove demo`.
//!
//! Every person, organisation and word in it is made up: `demo/content/*.toml`
//! holds them, to be edited by whoever knows these jobs. What is here lives the
//! last six weeks of that community in a few seconds, through the commands that
//! members and the co-ordinator use, by a clock that it turns itself. So the
//! demo has nothing that a real community could not have: what is rendered,
//! counted, mailed and recorded came about as it does in real life, and the
//! mailbox holds last Tuesday's digest as it went out.

mod cast;
mod content;
mod timeline;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::clock::Span;
use domain::id::MemberId;
use domain::{Clock, Timestamp};
use mail::{MailOptions, Mailer, TransportOptions};

use crate::mailing::MailSender;
use crate::worker::Worker;
use crate::{App, Failure};

use cast::Cast;
use content::Content;
use timeline::{Event, Timeline};

/// For how long back the mailbox holds mail, at least; it begins with the last
/// digest. Six weeks of it would bury what one wants to see.
const MAILBOX: Span = Span::days(3);

/// An invented community that is ready to be looked at.
#[derive(Debug, Clone)]
pub struct Demo {
    /// Whom one can sign in as.
    pub people: Vec<Person>,
}

/// Somebody invented, to sign in as.
#[derive(Debug, Clone)]
pub struct Person {
    /// The member.
    pub member: MemberId,
    /// Their name, and what they are: "Hannah Whitlock, teacher".
    pub name: String,
    /// The name of their sector.
    pub sector: String,
    /// Where they work, and what one can do as them.
    pub about: String,
}

/// Fills an empty community that has its sectors and topics. Mail of the last
/// days goes out through `sender`, dated as it would have been; what came
/// before goes nowhere.
///
/// # Errors
/// Those of the database, and content that the commands refuse.
pub async fn seed(app: &App, sender: &MailSender) -> anyhow::Result<Demo> {
    let content = Content::read()?;
    let now = app.now();
    let zone = crate::digest::schedule::time_zone(app).await?;
    let clock = SeedClock::default();
    let past = App::new(
        app.store().clone(),
        Arc::new(clock.clone()),
        app.secret().clone(),
        app.settings().clone(),
    );

    let timeline = Timeline::of(&content, now, zone)?;
    let opens = timeline
        .last_digest()
        .map_or(now, |at| at.min(now.minus(MAILBOX)));
    let unseen = unseen_sender()?;
    let quiet = Worker::new(past.clone(), unseen.clone());
    let real = Worker::new(past.clone(), sender.clone());

    let cast = Cast::enrol(&past, &clock, &content, timeline.begins()).await?;
    // The first week's window opens before anything is in it.
    clock.turn_to(timeline.begins());
    quiet.drain().await?;
    let mut story = timeline::Story::new(&past, &content, &cast, now);
    let mut is_open = false;
    for (at, event) in timeline.events() {
        if !is_open && *at >= opens {
            // Whatever is still promised belongs to the time before.
            quiet.drain().await?;
            is_open = true;
        }
        clock.turn_to(*at);
        let worker = if is_open { &real } else { &quiet };
        match event {
            Event::Digest => worker.drain().await?,
            Event::Application(applicant) => {
                story.apply(applicant, worker, &quiet, &unseen).await?;
            }
            other => story.tell(other).await?,
        }
        if is_open {
            real.drain().await?;
        }
    }
    Ok(Demo {
        people: cast.people(&content),
    })
}

/// Where mail goes that nobody is to see.
fn unseen_sender() -> anyhow::Result<MailSender> {
    let mailer = Mailer::new(&MailOptions::new(
        TransportOptions::Memory,
        "Cove <cove@cove.localhost>",
    ))?;
    Ok(MailSender::new(mailer, "cove.localhost".to_owned()))
}

/// A clock that stands still until it is turned, and never goes back: two
/// things that happen in one millisecond would otherwise have no order.
#[derive(Debug, Clone, Default)]
struct SeedClock(Arc<AtomicI64>);

impl SeedClock {
    fn turn_to(&self, at: Timestamp) {
        let shown = self.0.load(Ordering::Relaxed);
        self.0
            .store(at.0.max(shown.saturating_add(1)), Ordering::Relaxed);
    }
}

impl Clock for SeedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// A command that must not refuse: invented content that it refuses is a
/// mistake in the content.
fn accepted<T, R: std::fmt::Debug>(what: &str, result: Result<T, Failure<R>>) -> anyhow::Result<T> {
    result.map_err(|failure| match failure {
        Failure::Refused(refusal, problems) => {
            anyhow::anyhow!("{what}: {refusal:?} {problems:?}")
        }
        Failure::Broken(error) => error.context(what.to_owned()),
    })
}
