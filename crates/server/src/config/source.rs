//! Where settings come from, one name at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Problems;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The setting, as it is written in the file.
    pub setting: String,
    /// What is wrong, and what to write.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.setting.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{} ({}): {}", self.setting, variable(&self.setting), self.message)
    }
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value; a password is masked.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything else.
    Default,
    /// The file.
    File,
    /// A variable.
    Environment,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
        })
    }
}

fn variable(name: &str) -> String {
    format!("COVE_{}", name.to_uppercase())
}

/// Read by other programs of the project, never by this one.
const FOREIGN: [&str; 2] = ["COVE_CONFIG", "COVE_DEV_SERVER"];

pub(super) struct Source {
    file: toml::Table,
    variables: BTreeMap<String, String>,
    known: BTreeSet<String>,
    origins: BTreeMap<&'static str, Origin>,
    shown: Vec<Setting>,
    problems: Vec<Problem>,
}

impl Source {
    pub(super) fn open(file: Option<&Path>, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, Problems> {
        let nameless = |message: String| Problems(vec![Problem { setting: String::new(), message }]);
        let file = match file {
            None => toml::Table::new(),
            Some(path) => {
                let text =
                    std::fs::read_to_string(path).map_err(|error| nameless(format!("{} cannot be read: {error}", path.display())))?;
                text.parse().map_err(|error: toml::de::Error| nameless(format!("{} is not TOML: {error}", path.display())))?
            }
        };
        // An empty variable counts as none: it is how service files unset one.
        let variables = variables.into_iter().filter(|(name, value)| name.starts_with("COVE_") && !value.is_empty()).collect();
        Ok(Self { file, variables, known: BTreeSet::new(), origins: BTreeMap::new(), shown: Vec::new(), problems: Vec::new() })
    }

    /// A text.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.known.insert(name.to_owned());
        if let Some(value) = self.variables.get(&variable(name)) {
            self.origins.insert(name, Origin::Environment);
            return Some(value.trim().to_owned());
        }
        let value = match self.file.get(name)? {
            toml::Value::String(text) => text.trim().to_owned(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Boolean(is) => is.to_string(),
            toml::Value::Array(items) => {
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), ToOwned::to_owned)).collect::<Vec<_>>().join(",")
            }
            _ => {
                self.problem(name, "give one value, not a table");
                return None;
            }
        };
        self.origins.insert(name, Origin::File);
        Some(value)
    }

    /// A text that may stand in a file of its own, named by the same setting
    /// with `_file` behind it: for passwords.
    pub(super) fn secret(&mut self, name: &'static str, name_of_file: &'static str) -> Option<String> {
        let said = self.text(name);
        let Some(path) = self.text(name_of_file) else { return said };
        if said.is_some() {
            self.problem(name, &format!("{name_of_file} is set too: keep one of them"));
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
                self.problem(name_of_file, &format!("{path} cannot be read: {error}"));
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

    /// The same, in the words of the type's own error.
    pub(super) fn explained<T: FromStr<Err: fmt::Display>>(&mut self, name: &'static str) -> Option<T> {
        let text = self.text(name)?;
        text.parse().map_err(|error: T::Err| self.problem(name, &error.to_string())).ok()
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, setting: &str, message: &str) {
        self.problems.push(Problem { setting: setting.to_owned(), message: message.to_owned() });
    }

    /// How many problems there are so far.
    pub(super) const fn problems(&self) -> usize {
        self.problems.len()
    }

    /// Notes a setting for `cove config check`.
    pub(super) fn show(&mut self, name: &'static str, value: &str) {
        let origin = self.origins.get(name).copied().unwrap_or(Origin::Default);
        self.shown.push(Setting { name, value: value.to_owned(), origin });
    }

    /// The settings that were shown and the variables that nobody asked for.
    pub(super) fn finish(mut self) -> Result<(Vec<Setting>, Vec<String>), Problems> {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        for name in self.file.keys().filter(|name| !self.known.contains(*name)) {
            let message = format!("there is no such setting; there are {}", known.join(", "));
            self.problems.push(Problem { setting: name.clone(), message });
        }
        if !self.problems.is_empty() {
            return Err(Problems(self.problems));
        }
        let is_known = |name: &str| {
            FOREIGN.contains(&name) || name.starts_with("COVE_TEST_") || self.known.iter().any(|known| variable(known) == name)
        };
        let unknown = self.variables.into_keys().filter(|name| !is_known(name)).collect();
        self.shown.sort_by_key(|setting| setting.name);
        Ok((self.shown, unknown))
    }
}
