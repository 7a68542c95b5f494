//! The words of a copy: lines become sections, counts become the subject.

use chrono_tz::Tz;
use db::digest::Issue;
use db::digest::delivery::Recipient;
use db::post::Byline;
use domain::Timestamp;
use domain::digest::{ItemReason, day_in_words};
use domain::post::{Author, ContentNote};
use domain::thread::ThreadKind;
use mail::digest::subject;
use mail::{Choices, Content, Digest, Face, Item, Layout, Mail, Note, RenderError, Section};

use super::compose::{Line, MemberCopy};
use crate::App;

/// What all copies of an issue have in common.
#[derive(Debug, Clone)]
pub(super) struct IssueLayout {
    pub layout: Layout,
    pub issue_date: String,
    /// When it is sent: who looks after the community then has a mark.
    at: Timestamp,
    pub note: Option<Note>,
    /// Where threads are: an id goes behind it.
    pub threads_url: String,
    pub home_url: String,
}

impl IssueLayout {
    pub(super) async fn of(app: &App, issue: &Issue, zone: Tz) -> Result<Self, db::Error> {
        let note = (!issue.note.is_empty()).then(|| Note {
            text: markup::plain_text(&issue.note),
            html: issue.note.clone(),
        });
        Ok(Self {
            layout: crate::mailing::layout(app, None).await?,
            issue_date: day_in_words(issue.send_at, zone),
            at: issue.send_at,
            note,
            threads_url: app.settings().url("/threads/"),
            home_url: app.settings().url("/home"),
        })
    }

    /// Puts a copy into words. A test copy says so in its subject.
    pub(super) fn render(
        &self,
        to: &Recipient,
        copy: &MemberCopy<'_>,
        choices: Choices,
        kind: CopyKind,
    ) -> Result<Content, RenderError> {
        let sector = sector_in_sentence(&to.sector_name);
        let sector = sector.as_deref();
        let phrases = copy.0.iter();
        let subject = subject(phrases.map(|(section, lines)| section.phrase(lines.len(), sector)));
        let worth_reading = copy.worth_reading();
        let best = worth_reading.map(|line| line.thread.id);
        let sections = copy.0.iter().map(|(section, lines)| {
            let others = lines.iter().filter(|line| Some(line.thread.id) != best);
            Section {
                heading: section.heading(sector),
                items: others.map(|line| self.item(line, kind)).collect(),
            }
        });
        let mail = Digest {
            layout: Layout {
                to: Some(to.name.clone()),
                ..self.layout.clone()
            },
            choices,
            subject: match kind {
                CopyKind::Real | CopyKind::Preview => subject,
                CopyKind::Test => format!("Test: {subject}"),
            },
            issue_date: self.issue_date.clone(),
            note: self.note.clone(),
            worth_reading: worth_reading.map(|line| self.item(line, kind)),
            sections: sections
                .filter(|section| !section.items.is_empty())
                .collect(),
            home_url: self.home_url.clone(),
        };
        mail.render()
    }

    fn item(&self, line: &Line<'_>, kind: CopyKind) -> Item {
        let thread = line.thread;
        // Words behind a content note are never mailed, a title neither.
        let title = thread
            .content_note
            .as_ref()
            .map_or_else(|| thread.title.clone(), ContentNote::line);
        Item {
            face: face(&thread.byline),
            title,
            url: format!("{}{}", self.threads_url, thread.id.0.simple()),
            meta: meta(line, kind, self.at),
            words: words(line),
        }
    }
}

/// What may be mailed beside a title. Members' words are read in Cove, but for what a
/// keeper has checked, of which there is no excerpt behind a content note, and what was
/// learned: that is for everybody, and goes in full.
fn words(line: &Line<'_>) -> Vec<String> {
    let text = match (line.reason, line.summary) {
        (ItemReason::Checked, _) => line.thread.excerpt.clone(),
        (_, Some(summary))
            if summary.content_note.is_none() && line.thread.content_note.is_none() =>
        {
            markup::plain_text(&summary.body)
        }
        _ => String::new(),
    };
    let paragraphs = text.lines().filter(|line| !line.trim().is_empty());
    paragraphs.map(str::to_owned).collect()
}

/// For whom a copy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CopyKind {
    /// For the member.
    Real,
    /// For the co-ordinator, to look at on the screen.
    Preview,
    /// For the co-ordinator, to look at as a mail.
    Test,
}

/// A member's initials, or the letter of the sector that is told in their place.
fn face(byline: &Byline) -> Face {
    let sector = byline.sector.as_ref();
    let slug = sector.map_or("", |sector| sector.slug.as_str());
    match (&byline.member, sector) {
        (Some(_), _) => Face::named(&byline.label, slug),
        (None, Some(sector)) => Face::unnamed(&sector.name, slug),
        // "A colleague".
        (None, None) => Face::unnamed(byline.label.trim_start_matches("A "), slug),
    }
}

/// "Question · Education · Asked by Priya N · 3 answers".
fn meta(line: &Line<'_>, kind: CopyKind, at: Timestamp) -> String {
    let thread = line.thread;
    let is_question = thread.kind == ThreadKind::Question;
    // The seal holds for the co-ordinator too: "you" is for the author's eyes.
    let is_sealed = matches!(thread.byline.author, Author::Pseudonymous(_));
    let says_you = kind == CopyKind::Real || !is_sealed;
    let began = match thread.kind {
        ThreadKind::Question => "Asked by",
        ThreadKind::Resource => "Shared by",
        _ => "Started by",
    };
    let by = match (line.answered, thread.byline.author) {
        (Some(answered), _) if answered.is_own && says_you => format!("{began} you"),
        _ => match &thread.byline.member {
            // No name ends like this: it would be refused.
            Some(member) if member.looks_after(at) => format!(
                "{began} {}, co-ordinator",
                mail::isolated(&thread.byline.label)
            ),
            Some(_) => format!("{began} {}", mail::isolated(&thread.byline.label)),
            // "a colleague in education", "former member".
            None => format!("{began} {}", uncapitalised(&thread.byline.label)),
        },
    };
    let mut parts = vec![kind_in_words(thread.kind).to_owned()];
    if let Some(sector) = &thread.byline.sector
        && !(is_sealed && by.to_lowercase().contains(&sector.name.to_lowercase()))
    {
        parts.push(sector.name.clone());
    }
    parts.push(by);
    parts.extend(match (line.reason, line.answered) {
        (ItemReason::Helped, _) => Some("An answer helped".to_owned()),
        (_, Some(answered)) => Some(counted(answered.replies, is_question, "new ")),
        _ if thread.reply_count > 0 => Some(counted(thread.reply_count, is_question, "")),
        _ if thread.is_unanswered() => Some("No answer yet".to_owned()),
        _ => None,
    });
    parts.join(" · ")
}

/// What a thread is called in a line.
const fn kind_in_words(kind: ThreadKind) -> &'static str {
    match kind {
        ThreadKind::Question => "Question",
        ThreadKind::Discussion => "Discussion",
        ThreadKind::Practice => "Something that worked",
        ThreadKind::Call => "Looking for partners",
        ThreadKind::Resource => "Resource",
    }
}

fn counted(count: i64, is_question: bool, new: &str) -> String {
    let noun = match (is_question, count) {
        (true, 1) => "answer",
        (true, _) => "answers",
        (false, 1) => "reply",
        (false, _) => "replies",
    };
    format!("{count} {new}{noun}")
}

/// A sector's name inside a sentence: "education", "NHS mental health". None
/// for "Other", and for one that says what the community is about: it would
/// stand in a subject.
fn sector_in_sentence(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    if lower == "other"
        || ["harm", "suicid", "injur"]
            .iter()
            .any(|word| lower.contains(word))
    {
        return None;
    }
    let first = name.split(' ').next().unwrap_or_default();
    let is_acronym = first.len() > 1 && first.chars().all(char::is_uppercase);
    Some(if is_acronym {
        name.to_owned()
    } else {
        uncapitalised(name)
    })
}

fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_in_a_sentence() {
        for (name, said) in [
            ("Education", Some("education")),
            ("NHS mental health", Some("NHS mental health")),
            (
                "Local authority and public health",
                Some("local authority and public health"),
            ),
            ("Other", None),
            ("Self-harm services", None),
            ("Suicide prevention", None),
            ("Self-injury support", None),
        ] {
            assert_eq!(sector_in_sentence(name).as_deref(), said, "{name}");
        }
    }

    #[test]
    fn answers_are_counted() {
        assert_eq!(counted(1, true, "new "), "1 new answer");
        assert_eq!(counted(2, true, ""), "2 answers");
        assert_eq!(counted(1, false, ""), "1 reply");
        assert_eq!(counted(3, false, "new "), "3 new replies");
    }
}
