//! What is said of a resource, as it was typed and as it is written; sharing one.

use db::Tx;
use db::resource::{NewVersion, Review};
use domain::Member;
use domain::clock::Day;
use domain::id::{FileId, MemberId, ThreadId};
use domain::post::ContentNote;
use domain::resource::{
    ADDRESS_LIMIT, Audience, FACT_LIMIT, LONGEST, OLDEST, REVIEW_AFTER, REVIEW_AT_MOST,
    ResourceForm, ResourceFormat, SETTING_LIMIT,
};
use domain::thread::{TITLE_LIMIT, ThreadKind};
use links::Refused;

use super::version::{FIELD, document};
use crate::failure::refusals;
use crate::link;
use crate::search::index_thread;
use crate::thread::{CheckedThread, Posted, StartThread, StartThreadRefusal, Started};
use crate::{App, Failure, Problems};

/// What somebody says of a resource.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Of a link: where it leads.
    pub address: Option<String>,
    /// What one holds in the hand.
    pub format: ResourceFormat,
    /// Whom it speaks to.
    pub audiences: Vec<Audience>,
    /// Who made it; may be empty, like all that follows.
    pub maker: String,
    /// When it was made: "2023".
    pub made: String,
    /// From this age on, in years.
    pub ages_from: Option<i64>,
    /// To this age.
    pub ages_to: Option<i64>,
    /// How long one reads or watches.
    pub minutes: Option<i64>,
    /// What may be done with it: "Free to copy".
    pub licence: String,
    /// "Free", "£12 for a set".
    pub cost: String,
    /// "English", "English and Welsh".
    pub language: String,
    /// "Easy read, large print".
    pub accessible_formats: String,
    /// "England", "Torbay".
    pub applies_to: String,
}

impl Facts {
    /// Checks them, for a resource of this form.
    pub(super) fn check(
        self,
        app: &App,
        form: ResourceForm,
        problems: &mut Problems,
    ) -> db::resource::Facts {
        let mut audiences = self.audiences;
        audiences.sort_unstable();
        audiences.dedup();
        let address = match form {
            ResourceForm::Link => {
                address(app, problems, self.address.as_deref().unwrap_or_default())
            }
            ResourceForm::Document | ResourceForm::Text => None,
        };
        if audiences.is_empty() {
            problems.add("audiences", "Choose whom it is for");
        }
        let (ages_from, ages_to) = ages(problems, self.ages_from, self.ages_to);
        if self
            .minutes
            .is_some_and(|minutes| !(1..=LONGEST).contains(&minutes))
        {
            let hours = LONGEST / 60;
            problems.add(
                "minutes",
                format!("Enter a time from 1 minute to {hours} hours, or leave it empty"),
            );
        }
        let mut line =
            |field, what, text: &str| problems.optional_line(field, what, text, FACT_LIMIT);
        db::resource::Facts {
            address,
            format: self.format,
            audiences,
            maker: line("maker", "who made it", &self.maker),
            made: line("made", "when it was made", &self.made),
            ages_from,
            ages_to,
            minutes: self.minutes,
            licence: line("licence", "the licence", &self.licence),
            cost: line("cost", "the cost", &self.cost),
            language: line("language", "the language", &self.language),
            accessible_formats: line(
                "accessibleFormats",
                "the other formats",
                &self.accessible_formats,
            ),
            applies_to: line("appliesTo", "where it applies", &self.applies_to),
        }
    }
}

fn address(app: &App, problems: &mut Problems, typed: &str) -> Option<String> {
    let typed = problems.line("address", "the web address", typed, ADDRESS_LIMIT);
    if typed.is_empty() {
        return None;
    }
    let address = markup::web_address(&typed);
    if address.is_none() {
        problems.add(
            "address",
            "Enter a web address that begins with https:// or http:// and has no name or password in it",
        );
    }
    // Nobody outside could open it.
    let links = app.settings().links.as_ref();
    if let (Some(address), Some(links)) = (&address, links)
        && let Err(refused @ Refused::Private) = links.read(address)
    {
        problems.add("address", refused.to_string());
    }
    address
}

/// Ages in years, the younger first.
fn ages(problems: &mut Problems, from: Option<i64>, to: Option<i64>) -> (Option<i64>, Option<i64>) {
    for (field, age) in [("agesFrom", from), ("agesTo", to)] {
        if age.is_some_and(|age| !(0..=OLDEST).contains(&age)) {
            problems.add(
                field,
                format!("Enter an age from 0 to {OLDEST}, or leave it empty"),
            );
        }
    }
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        problems.add("agesTo", "The second age must not be lower than the first");
    }
    (from, to)
}

/// By when a resource is looked at again: the date that was chosen, or in a year.
pub(super) fn review(problems: &mut Problems, chosen: Option<&str>, today: Day) -> Day {
    let Some(chosen) = chosen else {
        return today.plus(REVIEW_AFTER);
    };
    let advice = match Day::parse(chosen) {
        None => "Enter a date like 2027-11-30",
        Some(day) if day <= today => "Choose a date after today",
        Some(day) if day > today.plus(REVIEW_AT_MOST) => {
            "Choose a date within three years: things change"
        }
        Some(day) => return day,
    };
    problems.add("reviewBy", advice);
    today
}

/// A resource to share.
#[derive(Debug, Clone)]
pub struct ShareResource {
    /// Its title, why it helps, and its topics.
    pub thread: StartThread,
    /// A link, a document or a text.
    pub form: ResourceForm,
    /// Of a document: its file, which the member brought.
    pub file: Option<FileId>,
    /// What is said of it.
    pub facts: Facts,
    /// What is said before its words, if they are hard to read.
    pub content_note: String,
    /// `2027-11-30`; in a year without it.
    pub review_by: Option<String>,
}

refusals! {
    /// What came of sharing a resource.
    ShareResource => ShareResourceRefusal {
        /// It is in the library.
        Shared;
        /// Something must be put right first.
        Invalid,
        /// You posted more in a short time than anybody types. Wait a little.
        TooMany,
    }
}

impl From<StartThreadRefusal> for ShareResourceRefusal {
    fn from(refusal: StartThreadRefusal) -> Self {
        match refusal {
            StartThreadRefusal::Invalid => Self::Invalid,
            StartThreadRefusal::TooMany => Self::TooMany,
        }
    }
}

/// Characters in what is said before words that are hard to read.
const CONTENT_NOTE_LIMIT: usize = FACT_LIMIT;

/// A resource that was checked: without problems it can be written.
#[derive(Debug)]
pub(super) struct CheckedResource {
    pub(super) thread: CheckedThread,
    pub(super) facts: db::resource::Facts,
    form: ResourceForm,
    file: Option<FileId>,
    note: String,
    by: Day,
}

impl ShareResource {
    pub(super) fn check(self, app: &App, problems: &mut Problems) -> CheckedResource {
        let note = problems.optional_line(
            "contentNote",
            "the content note",
            &self.content_note,
            CONTENT_NOTE_LIMIT,
        );
        match (self.form, self.file) {
            (ResourceForm::Document, None) => problems.add(FIELD, "Add the document"),
            (ResourceForm::Link | ResourceForm::Text, Some(_)) => {
                problems.add(FIELD, "Only a document has a file. Take it out");
            }
            _ => {}
        }
        CheckedResource {
            form: self.form,
            file: self.file,
            note,
            facts: self.facts.check(app, self.form, problems),
            by: review(problems, self.review_by.as_deref(), app.today()),
            thread: self.thread.check(app, problems),
        }
    }
}

impl CheckedResource {
    /// Writes what is said of a thread that was just written. Its author keeps it.
    pub(super) async fn write_facts(
        &self,
        app: &App,
        tx: &mut Tx,
        thread: ThreadId,
        keeper: MemberId,
    ) -> anyhow::Result<()> {
        let review = Review {
            by: self.by,
            checked_at: app.now(),
        };
        db::resource::insert(tx, thread, keeper, self.form, &self.facts, review).await?;
        if let Some(address) = &self.facts.address {
            link::begin(app, tx, thread, address, app.now()).await?;
        }
        if let Some(file) = self.file {
            let first = NewVersion {
                thread,
                number: 1,
                file,
                by: keeper,
                what_changed: "",
                now: app.now(),
            };
            db::resource::insert_version(tx, &first).await?;
        }
        let note = (!self.note.is_empty()).then(|| ContentNote {
            labels: vec![self.note.clone()],
            text: None,
        });
        say_before(tx, thread, note.as_ref()).await?;
        Ok(())
    }
}

/// Shares a resource. Its author keeps it, and whoever follows one of its topics is
/// told.
pub async fn share_resource(
    app: &App,
    member: &Member,
    input: ShareResource,
) -> Result<Posted, Failure<ShareResourceRefusal>> {
    let mut problems = Problems::new();
    let resource = input.check(app, &mut problems);
    problems.or_refuse(ShareResourceRefusal::Invalid)?;

    let mut tx = app.store().begin().await?;
    match resource
        .thread
        .write(app, &mut tx, member)
        .await
        .map_err(Failure::of)?
    {
        Started::Before(posted) => Ok(posted),
        Started::Now(posted) => {
            if let Some(address) = &resource.facts.address
                && let Some(title) = db::resource::title_of_address(&tx, address).await?
            {
                let advice = format!(
                    "This is in the library already, as “{title}”. You can say there how you used it."
                );
                return Err(Problems::one("address", advice).with(ShareResourceRefusal::Invalid));
            }
            let (id, keeper) = (posted.thread, member.id());
            if let Some(file) = resource.file {
                let fits = document(&tx, member, id, file).await?;
                fits.map_err(|problems| problems.with(ShareResourceRefusal::Invalid))?;
            }
            resource.write_facts(app, &mut tx, id, keeper).await?;
            db::notification::tell_of_resource(&tx, id, keeper, app.now()).await?;
            tx.commit().await?;
            Ok(posted)
        }
    }
}

/// What is said before the words of a resource, and by which words it is found then.
async fn say_before(tx: &Tx, thread: ThreadId, note: Option<&ContentNote>) -> db::Result<()> {
    if let Some(note) = note {
        db::thread::set_content_note(tx, thread, note).await?;
    }
    index_thread(tx, thread).await
}

/// A text for the library that comes from elsewhere in Cove.
#[derive(Debug)]
pub(crate) struct TextResource {
    pub title: String,
    /// HTML.
    pub body: String,
    pub audiences: Vec<Audience>,
    pub review_by: Option<String>,
}

/// The same, once it was checked.
#[derive(Debug)]
pub(crate) struct CheckedText {
    /// Without topics, which are known where it is written.
    pub thread: CheckedThread,
    facts: db::resource::Facts,
    by: Day,
}

impl TextResource {
    pub(crate) fn check(self, app: &App, problems: &mut Problems) -> CheckedText {
        let title = problems.line("title", "a title", &self.title, TITLE_LIMIT);
        let mut body = problems.body(app, &self.body);
        // They hear of it where it comes from.
        body.mentions.clear();
        let facts = Facts {
            address: None,
            format: ResourceFormat::Guide,
            audiences: self.audiences,
            maker: String::new(),
            made: String::new(),
            ages_from: None,
            ages_to: None,
            minutes: None,
            licence: String::new(),
            cost: String::new(),
            language: String::new(),
            accessible_formats: String::new(),
            applies_to: String::new(),
        };
        CheckedText {
            thread: CheckedThread::without_topics(ThreadKind::Resource, title, body),
            facts: facts.check(app, ResourceForm::Text, problems),
            by: review(problems, self.review_by.as_deref(), app.today()),
        }
    }
}

impl CheckedText {
    /// Writes it in a transaction under way. Its author keeps it, and whoever follows
    /// one of its topics is told.
    pub(crate) async fn write(
        &self,
        app: &App,
        tx: &mut Tx,
        member: &Member,
        note: Option<&ContentNote>,
    ) -> Result<ThreadId, Failure<StartThreadRefusal>> {
        let now = app.now();
        let (Started::Now(posted) | Started::Before(posted)) =
            self.thread.write(app, tx, member).await?;
        let (id, keeper) = (posted.thread, member.id());
        let review = Review {
            by: self.by,
            checked_at: now,
        };
        db::resource::insert(tx, id, keeper, ResourceForm::Text, &self.facts, review).await?;
        say_before(tx, id, note).await?;
        db::notification::tell_of_resource(tx, id, keeper, now).await?;
        Ok(id)
    }
}

/// With whom somebody used a resource.
#[derive(Debug, Clone)]
pub struct Used {
    /// "My Year 9 tutor group".
    pub setting: String,
    /// From this age on, in years.
    pub ages_from: Option<i64>,
    /// To this age.
    pub ages_to: Option<i64>,
}

/// The same, once it was checked.
#[derive(Debug)]
pub(crate) struct CheckedUse {
    setting: String,
    ages: (Option<i64>, Option<i64>),
}

impl Used {
    pub(crate) fn check(self, problems: &mut Problems) -> CheckedUse {
        CheckedUse {
            setting: problems.line(
                "setting",
                "whom you used it with",
                &self.setting,
                SETTING_LIMIT,
            ),
            ages: ages(problems, self.ages_from, self.ages_to),
        }
    }
}

impl CheckedUse {
    /// Writes it beside the reply that tells of it.
    pub(crate) async fn write(&self, tx: &Tx, posted: Posted) -> db::Result<()> {
        let Posted { post, thread } = posted;
        db::resource::insert_use(tx, post, thread, &self.setting, self.ages).await?;
        db::resource::recount_users(tx, thread).await
    }
}
