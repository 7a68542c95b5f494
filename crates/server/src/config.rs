//! Settings: one TOML file and `COVE_*` variables over defaults that work on a
//! laptop. A setting has one name: `listen` in the file is `COVE_LISTEN` in
//! the environment, which wins.
//!
//! Each section reads and checks itself; nothing else sees the whole.

pub(crate) mod database;
pub(crate) mod files;
pub(crate) mod links;
pub(crate) mod log;
pub(crate) mod mail;
mod source;
pub(crate) mod web;

use std::path::{Path, PathBuf};

use source::Source;
pub use source::{Problem, Setting};

/// Everything that is in force.
#[derive(Debug)]
pub struct Config {
    pub(crate) database: database::Database,
    pub(crate) files: files::Files,
    pub(crate) web: web::Web,
    pub(crate) mail: mail::Mail,
    pub(crate) links: links::Links,
    pub(crate) log: log::Log,
    /// Whether this is `cove demo`; no setting says so.
    pub(crate) is_demo: bool,
    /// Each setting with where it came from, for `cove config check`.
    pub(crate) settings: Vec<Setting>,
}

/// All that is wrong with the settings, so that it is put right in one go.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Problems(pub(crate) Vec<Problem>);

impl Config {
    /// Reads a file, if one is named, and the variables over it.
    ///
    /// # Errors
    /// [`Problems`], each naming its setting and what to write.
    pub fn read(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Problems> {
        let mut source = Source::open(file, variables)?;
        let data_dir = source
            .path("data_dir")
            .unwrap_or_else(|| PathBuf::from("data"));
        let log = log::Log::read(&mut source);
        let database = database::Database::read(&mut source, &data_dir);
        let files = files::Files::read(&mut source, &data_dir);
        let web = web::Web::read(&mut source);
        let mail = mail::Mail::read(
            &mut source,
            &data_dir,
            web.as_ref().map(|web| web.public_host.as_str()),
        );
        let links = links::Links::read(&mut source);
        source.show("data_dir", data_dir.display());
        let settings = source.finish()?;
        match (database, files, web, mail, links) {
            (Some(database), Some(files), Some(web), Some(mail), Some(links)) => Ok(Self {
                database,
                files,
                web,
                mail,
                links,
                log,
                is_demo: false,
                settings,
            }),
            // A section that is missing has said why, and `finish` failed.
            _ => Err(Problems(Vec::new())),
        }
    }
}
