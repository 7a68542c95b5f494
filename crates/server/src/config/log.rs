//! How Cove logs.

use tracing_subscriber::EnvFilter;

use super::source::Source;

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Words on a terminal, JSON otherwise.
    Auto,
    Human,
    Json,
}

#[derive(Debug, Clone)]
pub(crate) struct Log {
    pub(crate) format: Format,
    pub(crate) filter: String,
}

impl Log {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let words = source
            .text("log_format")
            .unwrap_or_else(|| "auto".to_owned());
        let format = match words.as_str() {
            "auto" => Some(Format::Auto),
            "human" => Some(Format::Human),
            "json" => Some(Format::Json),
            other => {
                source.problem(
                    "log_format",
                    &format!("{other:?} is none of auto, human and json"),
                );
                None
            }
        };
        source.show("log_format", &words);
        // Ours by name: what libraries say may hold addresses.
        let level = source.text("log").unwrap_or_else(|| "info".to_owned());
        if !["error", "warn", "info", "debug", "trace"].contains(&level.as_str()) {
            source.problem(
                "log",
                &format!("{level:?} is none of error, warn, info, debug and trace"),
            );
        }
        source.show("log", &level);
        let filter = ["server", "app", "graphql", "db", "mail", "markup", "cove"]
            .map(|name| format!("{name}={level}"))
            .join(",");
        let format = format.filter(|_| EnvFilter::try_new(&filter).is_ok())?;
        Some(Self { format, filter })
    }
}
