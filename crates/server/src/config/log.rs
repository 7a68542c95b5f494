//! How Cove logs.

use super::source::Source;

#[derive(Debug, Clone)]
pub(crate) struct Log {
    /// In words, or in JSON; none for words on a terminal and JSON otherwise.
    pub(crate) in_words: Option<bool>,
    pub(crate) filter: String,
}

impl Log {
    pub(super) fn read(source: &mut Source) -> Self {
        let format = source.one_of("log_format", &["auto", "human", "json"], "auto");
        let levels = ["error", "warn", "info", "debug", "trace"];
        let level = source.one_of("log", &levels, "info");
        // Ours by name: what libraries say may hold addresses.
        let filter = ["server", "app", "graphql", "db", "mail", "markup", "cove"]
            .map(|name| format!("{name}={level}"))
            .join(",");
        let in_words = (format != "auto").then(|| format == "human");
        Self { in_words, filter }
    }
}
