//! Where settings come from, one name at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Problems;
use crate::advice;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The setting, as it is written in the file.
    pub setting: String,
    /// What is wrong, and what to write.
    pub message: String,
}

impl Problem {
    const fn nameless(message: String) -> Self {
        Self {
            setting: String::new(),
            message,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.setting.is_empty() {
            return f.write_str(&self.message);
        }
        write!(
            f,
            "{} ({}): {}",
            self.setting,
            variable(&self.setting),
            self.message
        )
    }
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value; a password is masked.
    pub value: String,
    /// Where the value came from: nobody said anything else, the file, or the
    /// environment.
    pub origin: &'static str,
}

fn variable(name: &str) -> String {
    format!("COVE_{}", name.to_uppercase())
}

/// Read by other programs of the project, never by this one.
const FOREIGN: [&str; 6] = [
    "COVE_BENCH_SCALE",
    "COVE_BINARY",
    "COVE_CONFIG",
    "COVE_DEV_SERVER",
    "COVE_EVERY_FAULT",
    "COVE_WRITE",
];

pub(super) struct Source {
    file: toml::Table,
    variables: BTreeMap<String, String>,
    known: BTreeSet<String>,
    origins: BTreeMap<&'static str, &'static str>,
    shown: Vec<Setting>,
    problems: Vec<Problem>,
}

impl Source {
    pub(super) fn open(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Problems> {
        let nameless = |message| Problems(vec![Problem::nameless(message)]);
        let file = match file {
            None => toml::Table::new(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| nameless(advice::for_file(path, &error).to_string()))?;
                text.parse().map_err(|error: toml::de::Error| {
                    nameless(format!("{} is not TOML: {error}", path.display()))
                })?
            }
        };
        // An empty variable counts as none: it is how service files unset one.
        let variables = variables
            .into_iter()
            .filter(|(name, value)| name.starts_with("COVE_") && !value.is_empty())
            .collect();
        Ok(Self {
            file,
            variables,
            known: BTreeSet::new(),
            origins: BTreeMap::new(),
            shown: Vec::new(),
            problems: Vec::new(),
        })
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.known.insert(name.to_owned());
        if let Some(value) = self.variables.get(&variable(name)) {
            self.origins.insert(name, "environment");
            return Some(value.trim().to_owned());
        }
        let value = match self.file.get(name)? {
            toml::Value::String(text) => text.trim().to_owned(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Boolean(is) => is.to_string(),
            toml::Value::Array(items) => items
                .iter()
                .map(|item| {
                    item.as_str()
                        .map_or_else(|| item.to_string(), ToOwned::to_owned)
                })
                .collect::<Vec<_>>()
                .join(","),
            _ => {
                self.problem(name, "give one value, not a table");
                return None;
            }
        };
        self.origins.insert(name, "file");
        Some(value)
    }

    /// A text that may stand in a file of its own, named by the same setting
    /// with `_file` behind it: for passwords.
    pub(super) fn secret(
        &mut self,
        name: &'static str,
        name_of_file: &'static str,
    ) -> Option<String> {
        let said = self.text(name);
        let Some(path) = self.text(name_of_file) else {
            return said;
        };
        if said.is_some() {
            self.problem(
                name,
                &format!("{name_of_file} is set too: keep one of them"),
            );
            return said;
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                if let Some(origin) = self.origins.get(name_of_file).copied() {
                    self.origins.insert(name, origin);
                }
                Some(text.trim().to_owned())
            }
            Err(error) => {
                self.problem(
                    name_of_file,
                    &advice::for_file(Path::new(&path), &error).to_string(),
                );
                None
            }
        }
    }

    /// A file or folder.
    pub(super) fn path(&mut self, name: &'static str) -> Option<PathBuf> {
        self.text(name).map(PathBuf::from)
    }

    /// Anything that is read from its text. What is not, is a problem and none.
    pub(super) fn parsed<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let text = self.text(name)?;
        let value = text.parse().ok();
        if value.is_none() {
            self.problem(name, &format!("{text:?} is not {expected}"));
        }
        value
    }

    /// The same with a default, and shown.
    pub(super) fn value<T: FromStr + fmt::Display>(
        &mut self,
        name: &'static str,
        expected: &str,
        default: T,
    ) -> T {
        let value = self.parsed(name, expected).unwrap_or(default);
        self.show(name, &value);
        value
    }

    /// A whole number within a range.
    pub(super) fn number<T: FromStr + fmt::Display + PartialOrd>(
        &mut self,
        name: &'static str,
        range: RangeInclusive<T>,
        default: T,
        advice: &str,
    ) -> T {
        let value = self.value(name, "a whole number", default);
        if !range.contains(&value) {
            let (first, last) = range.into_inner();
            self.problem(
                name,
                &format!("write a number from {first} to {last}{advice}"),
            );
        }
        value
    }

    /// One of a few words, shown.
    pub(super) fn one_of(&mut self, name: &'static str, words: &[&str], default: &str) -> String {
        let text = self.text(name).unwrap_or_else(|| default.to_owned());
        if !words.contains(&text.as_str()) {
            let (last, first) = words.split_last().unwrap_or((&default, &[]));
            let first = first.join(", ");
            self.problem(name, &format!("{text:?} is none of {first} and {last}"));
        }
        self.show(name, &text);
        text
    }

    /// Like `parsed`, in the words of the type's own error.
    pub(super) fn explained<T: FromStr<Err: fmt::Display>>(
        &mut self,
        name: &'static str,
    ) -> Option<T> {
        let text = self.text(name)?;
        text.parse()
            .map_err(|error: T::Err| self.problem(name, &error.to_string()))
            .ok()
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, setting: &str, message: &str) {
        self.problems.push(Problem {
            setting: setting.to_owned(),
            message: message.to_owned(),
        });
    }

    /// How many problems there are so far.
    pub(super) const fn problems(&self) -> usize {
        self.problems.len()
    }

    /// Notes a setting for `cove config check`.
    pub(super) fn show(&mut self, name: &'static str, value: impl fmt::Display) {
        let origin = self.origins.get(name).copied().unwrap_or("default");
        self.shown.push(Setting {
            name,
            value: value.to_string(),
            origin,
        });
    }

    /// The same for one that may not be there, with what holds then.
    pub(super) fn show_or(
        &mut self,
        name: &'static str,
        value: Option<impl fmt::Display>,
        otherwise: &str,
    ) {
        match value {
            Some(value) => self.show(name, value),
            None => self.show(name, otherwise),
        }
    }

    /// The settings that were shown. A name that nobody asked for is a slip of
    /// the pen, in the file as in a variable.
    pub(super) fn finish(mut self) -> Result<Vec<Setting>, Problems> {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        for name in self.file.keys().filter(|name| !self.known.contains(*name)) {
            let message = match nearest(name, &known) {
                Some(meant) => format!("there is no such setting: did you mean {meant}?"),
                None => format!("there is no such setting; there are {}", known.join(", ")),
            };
            let setting = name.clone();
            self.problems.push(Problem { setting, message });
        }
        for name in self.variables.keys() {
            let setting = name.trim_start_matches("COVE_").to_lowercase();
            if FOREIGN.contains(&name.as_str())
                || name.starts_with("COVE_TEST_")
                || self.known.contains(&setting)
            {
                continue;
            }
            let message = match nearest(&setting, &known) {
                Some(meant) => format!(
                    "{name}: no setting has this name: did you mean {}?",
                    variable(meant)
                ),
                None => format!(
                    "{name}: no setting has this name: `cove config check` lists those there are; unset it"
                ),
            };
            self.problems.push(Problem::nameless(message));
        }
        if !self.problems.is_empty() {
            return Err(Problems(self.problems));
        }
        self.shown.sort_by_key(|setting| setting.name);
        Ok(self.shown)
    }
}

/// The name that was most likely meant: the most alike, if it is alike at all.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |other: &str| strsim::jaro_winkler(name, other);
    let best = known
        .iter()
        .copied()
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) > 0.8).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_finds_what_was_meant() {
        let known = [
            "smtp_url",
            "smtp_url_file",
            "listen",
            "log",
            "log_format",
            "data_dir",
            "public_url",
        ];
        for (typed, meant) in [
            ("smtp_ulr", "smtp_url"),
            ("lisen", "listen"),
            ("logformat", "log_format"),
            ("datadir", "data_dir"),
        ] {
            assert_eq!(nearest(typed, &known), Some(meant), "{typed}");
        }
        assert_eq!(nearest("zebra", &known), None);
    }
}
