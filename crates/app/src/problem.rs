//! Problems with what somebody typed: which field, and how to put it right.

use domain::audit::REASON_LIMIT;
use domain::member::{NAME_LIMIT, ORGANISATION_LIMIT};
use domain::name::{NotAName, is_our_organisation, is_ours, unmixed, written_as_a_name};
use domain::post::BODY_LIMIT;
use markup::{Body, TextFault};

use crate::{App, Failure};

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field of the input, by its name in the schema.
    pub field: &'static str,
    /// What to do, in plain words.
    pub message: String,
}

/// The problems of one form, collected so that all are shown at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// None so far.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Just one.
    #[must_use]
    pub fn one(field: &'static str, message: impl Into<String>) -> Self {
        let mut problems = Self::new();
        problems.add(field, message);
        problems
    }

    /// Adds one.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.0.push(Problem {
            field,
            message: message.into(),
        });
    }

    /// The problems, in the order of the form.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A line of text, cleaned, at most `limit` characters, with no more marks
    /// on a letter than one can read; a problem and an empty text otherwise.
    /// `what` completes "Enter …": "your name".
    pub fn line(&mut self, field: &'static str, what: &str, text: &str, limit: usize) -> String {
        let line = self.checked(field, what, markup::clean_line(text, limit));
        self.legible(field, what, line)
    }

    fn legible(&mut self, field: &'static str, what: &str, text: String) -> String {
        if markup::is_overloaded(&text) {
            self.add(
                field,
                format!("Take out the marks that are heaped on one letter from {what}"),
            );
            return String::new();
        }
        text
    }

    /// The name of a person: a line that can be read as one, and as nobody else's.
    pub fn name(&mut self, field: &'static str, text: &str) -> String {
        let name = self.line(field, "your name", text, NAME_LIMIT);
        if name.is_empty() {
            return name;
        }
        if !markup::has_letters(&name) {
            return self.checked(field, "your name", Err(TextFault::Blank));
        }
        if is_ours(&name) {
            self.add(
                field,
                "Enter your own name. This one could be taken for the co-ordinator or for Cove itself. What you do goes under your role.",
            );
            return String::new();
        }
        self.written(field, name, written_as_a_name)
    }

    /// The name of an organisation: a line that is not taken for Cove's own.
    pub fn organisation(&mut self, field: &'static str, what: &str, text: &str) -> String {
        let name = self.line(field, what, text, ORGANISATION_LIMIT);
        if is_our_organisation(&name) {
            self.add(
                field,
                format!("Enter {what}. This one could be taken for Cove itself."),
            );
            return String::new();
        }
        self.written(field, name, unmixed)
    }

    fn written(
        &mut self,
        field: &'static str,
        name: String,
        check: fn(&str) -> Result<(), NotAName>,
    ) -> String {
        match check(&name) {
            Ok(()) => name,
            Err(fault) => {
                self.add(field, fault.to_string());
                String::new()
            }
        }
    }

    /// As [`Problems::line`], for text of several lines.
    pub fn text(&mut self, field: &'static str, what: &str, text: &str, limit: usize) -> String {
        let text = self.checked(field, what, markup::clean_text(text, limit));
        self.legible(field, what, text)
    }

    /// What was written with an editor, as HTML.
    pub fn body(&mut self, app: &App, html: &str) -> Body {
        self.body_within(app, html, BODY_LIMIT)
    }

    /// The same for something shorter than a post may be.
    pub(crate) fn body_within(&mut self, app: &App, html: &str, limit: usize) -> Body {
        let (field, what) = ("body", "your message");
        match markup::clean_body(html, limit, &app.settings().public_url) {
            Ok(body) => {
                self.legible(field, what, body.text.clone());
                body
            }
            Err(fault) => {
                self.checked(field, what, Err(fault));
                Body::default()
            }
        }
    }

    /// Why a co-ordinator does something.
    pub(crate) fn reason(&mut self, text: &str) -> String {
        self.text("reason", "a reason", text, REASON_LIMIT)
    }

    /// The same for a line that may be left empty.
    pub fn optional_line(
        &mut self,
        field: &'static str,
        what: &str,
        text: &str,
        limit: usize,
    ) -> String {
        if text.trim().is_empty() {
            String::new()
        } else {
            self.line(field, what, text, limit)
        }
    }

    fn checked(
        &mut self,
        field: &'static str,
        what: &str,
        cleaned: Result<String, TextFault>,
    ) -> String {
        cleaned.unwrap_or_else(|fault| {
            let message = match fault {
                TextFault::Blank => format!("Enter {what}"),
                TextFault::TooLong { limit, was } => {
                    format!("Use {limit} characters or fewer for {what}: there are {was} now")
                }
                TextFault::ControlCharacter => {
                    format!("Take out the characters that cannot be shown from {what}: copying it through a plain text editor helps")
                }
            };
            self.add(field, message);
            String::new()
        })
    }

    /// Nothing if there are no problems, else a refusal with them.
    pub fn or_refuse<R>(self, refusal: R) -> Result<(), Failure<R>> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.with(refusal))
        }
    }

    /// A refusal with these problems.
    pub fn with<R>(self, refusal: R) -> Failure<R> {
        Failure::Refused(refusal, self)
    }
}
