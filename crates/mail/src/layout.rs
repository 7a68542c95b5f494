//! What every mail has: a subject, a text part and an HTML part that say the same,
//! the community's name, and an end that says why it came and how to stop it.

use crate::options::gives_away;

/// The words of a mail, before it has headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// One line, with nothing in it that a member wrote.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// A typed mail.
pub trait Mail {
    /// The mail's name, as its folder of templates has it.
    fn name(&self) -> &'static str;

    /// Puts the words together.
    ///
    /// # Errors
    /// When a template fails, which with compiled templates means that memory ran out.
    fn render(&self) -> Result<Content, RenderError>;
}

/// A template could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("the mail {mail} could not be rendered")]
pub struct RenderError {
    pub mail: &'static str,
    /// Why.
    #[source]
    pub source: askama::Error,
}

/// What stands in every mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The community's name.
    pub community: String,
    /// The name of whom it goes to, where it is known and theirs.
    pub to: Option<String>,
    /// The page "Help now", in full.
    pub help_url: String,
}

/// What a member can do about a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The page where a member chooses what to get, in full.
    pub settings_url: String,
    /// The page that stops this kind of mail, in full; `None` where it cannot be stopped.
    pub unsubscribe_url: Option<String>,
}

impl Layout {
    /// "Hello Priya,", the name set apart where it reads from right to left.
    pub(crate) fn greeting(&self) -> Option<String> {
        let name = spoken_name(self.to.as_deref()?);
        (!name.is_empty()).then(|| format!("Hello {},", crate::isolated(name)))
    }

    /// The community's name for a subject line, which anybody may read over a
    /// shoulder: a name that tells what the community is about stays out of it.
    #[must_use]
    pub fn name_for_subject(&self) -> &str {
        if gives_away(&self.community) {
            "Cove"
        } else {
            &self.community
        }
    }
}

/// What one calls somebody: "Priya" for Priya Nair, "Dr Okafor" whole. As
/// `spokenName` of the screens has it.
fn spoken_name(name: &str) -> &str {
    const TITLES: [&str; 9] = ["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "rev", "cllr"];
    let first = name.split_whitespace().next().unwrap_or_default();
    let title = first.trim_end_matches('.').to_lowercase();
    if TITLES.contains(&title.as_str()) {
        name
    } else {
        first
    }
}

/// Ties a mail to its templates.
macro_rules! templates {
    ($mail:ident, $name:literal, $subject:literal, $text:literal, $html:literal) => {
        use crate::layout::filters;
        use crate::look::{FONT, dark, light};

        #[derive(askama::Template)]
        #[template(path = $text, escape = "none")]
        struct TextPart<'a> {
            mail: &'a $mail,
        }

        #[derive(askama::Template)]
        #[template(path = $subject, escape = "none")]
        struct SubjectLine<'a> {
            mail: &'a $mail,
        }

        #[derive(askama::Template)]
        #[template(path = $html)]
        struct HtmlPart<'a> {
            mail: &'a $mail,
        }

        impl crate::layout::Mail for $mail {
            fn name(&self) -> &'static str {
                $name
            }

            fn render(&self) -> Result<crate::layout::Content, crate::layout::RenderError> {
                let failed = |source| crate::layout::RenderError {
                    mail: $name,
                    source,
                };
                Ok(crate::layout::Content {
                    subject: crate::message::one_line(
                        &askama::Template::render(&SubjectLine { mail: self }).map_err(failed)?,
                    ),
                    text: crate::layout::tidy(
                        &askama::Template::render(&TextPart { mail: self }).map_err(failed)?,
                    ),
                    html: askama::Template::render(&HtmlPart { mail: self }).map_err(failed)?,
                })
            }
        }
    };
}
pub(crate) use templates;

/// What templates can do to a value.
pub(crate) mod filters {
    use std::fmt::Display;

    use askama::Values;

    /// A title on one line, whatever is in it.
    #[askama::filter_fn]
    pub(crate) fn one_line(value: impl Display, _: &dyn Values) -> askama::Result<String> {
        Ok(crate::message::one_line(&value.to_string()))
    }

    /// A line of ours with names in it that [`isolated`](crate::isolated) set
    /// apart: safe HTML.
    #[askama::filter_fn]
    pub(crate) fn isolating(value: impl Display, _: &dyn Values) -> askama::Result<String> {
        Ok(crate::direction::as_html(&crate::message::one_line(
            &value.to_string(),
        )))
    }

    /// As many dashes as the heading above has letters.
    #[askama::filter_fn]
    pub(crate) fn underline(value: impl Display, _: &dyn Values) -> askama::Result<String> {
        Ok("-".repeat(crate::message::one_line(&value.to_string()).chars().count()))
    }
}

/// The longest line of running text; what cannot be broken (links) may be longer.
const WIDTH: usize = 72;

/// Wraps running text, and leaves one empty line where a template left several.
/// Lines that begin with two spaces stay as they are: titles and codes.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut empty_lines = 0;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        empty_lines = 0;
        if line.starts_with("  ") {
            out.push_str(line);
        } else {
            wrap(line, &mut out);
        }
    }
    out.push('\n');
    out
}

fn wrap(line: &str, out: &mut String) {
    let mut width = 0;
    // Not at a no-break space, which stands there for a reason: "£5 000".
    let is_break = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    for word in line.split(is_break).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
}
