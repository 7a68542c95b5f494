//! A list of resources that an operator brings. Each is checked as one that is typed
//! into the form; nothing is written before all of them are right.

use std::collections::HashMap;
use std::str::FromStr;

use db::Tx;
use db::topic::Topic;
use domain::Member;
use domain::audit::{Act, Entry};
use domain::id::{MemberId, TopicId};
use domain::member::EmailAddress;
use domain::name::sort_key;
use domain::resource::{Audience, ResourceForm, ResourceFormat};
use domain::secret::{hex, token_hash};
use domain::thread::ThreadKind;
use domain::viewer::{Principal, Viewer};

use super::facts::{CheckedResource, Facts, ShareResource};
use crate::thread::{StartThread, Started};
use crate::{App, Failure, Problem, Problems};

/// Rows of a list, at most.
pub const ROWS_LIMIT: usize = 5_000;

/// What a row may say, by the name of its column.
pub const COLUMNS: &[&str] = &[
    "title",
    "why",
    "address",
    "text",
    "topics",
    "audiences",
    "ages_from",
    "ages_to",
    "format",
    "minutes",
    "maker",
    "made",
    "licence",
    "cost",
    "language",
    "accessible_formats",
    "applies_to",
    "content_note",
    "review_by",
    "keeper",
];

/// What each row says.
pub const NEEDED: &[&str] = &["title", "topics", "audiences", "format"];

/// Between topics and between audiences.
pub const SEPARATOR: char = ';';

/// Rows that are written in one transaction: others write between.
const BATCH: usize = 100;

/// A row as it was read.
#[derive(Debug, Clone, Default)]
pub struct ImportRow {
    /// Where it stands in the list.
    pub number: usize,
    /// By the names of [`COLUMNS`]; what is not there is empty.
    pub cells: HashMap<&'static str, String>,
}

impl ImportRow {
    fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    fn known(&self, shared_as: Option<String>) -> Known {
        Known {
            row: self.number,
            title: self.cell("title").to_owned(),
            shared_as,
        }
    }
}

/// What has to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFault {
    pub row: usize,
    pub column: String,
    /// What to do.
    pub message: String,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub row: usize,
    /// Its title in the list.
    pub title: String,
    /// As what its address is in the library; none if it was imported before.
    pub shared_as: Option<String>,
}

/// A list without faults.
#[derive(Debug)]
pub struct CheckedImport {
    ready: Vec<Ready>,
    /// What is in the library already.
    pub known: Vec<Known>,
}

impl CheckedImport {
    /// How many are to be shared.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.ready.len()
    }
}

#[derive(Debug)]
struct Ready {
    keeper: Member,
    /// The same whenever the row is imported.
    key: String,
    resource: CheckedResource,
}

/// Checks a list; its faults, all of them. `keeper` keeps what names nobody.
///
/// # Errors
/// Those of the database, and a `keeper` who is no member.
pub async fn check_import(
    app: &App,
    keeper: Option<&str>,
    rows: &[ImportRow],
) -> anyhow::Result<Result<CheckedImport, Vec<ImportFault>>> {
    let mut list = List {
        app,
        keeper: keeper.unwrap_or_default(),
        topics: db::topic::topics(app.db()).await?,
        keepers: HashMap::new(),
        seen: HashMap::new(),
    };
    if let Some(keeper) = keeper {
        let found = list.member(keeper).await?;
        anyhow::ensure!(found.is_some(), "--keeper: {}", no_member(keeper));
    }
    let (mut ready, mut known, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match list.check(row).await? {
            Ok(checked) => match found(app.db(), &checked).await? {
                Found::New => ready.push(checked),
                Found::Before => known.push(row.known(None)),
                Found::As(title) => known.push(row.known(Some(title))),
            },
            Err(found) => faults.extend(found),
        }
    }
    Ok(if faults.is_empty() {
        Ok(CheckedImport { ready, known })
    } else {
        Err(faults)
    })
}

/// Whether a row is there already.
enum Found {
    New,
    /// It was imported.
    Before,
    /// Its address is in the library, under this title.
    As(String),
}

async fn found(reads: &impl db::Reads, row: &Ready) -> db::Result<Found> {
    let before = db::post::find_by_key(reads, row.keeper.id(), &row.key).await?;
    if before.is_some() {
        return Ok(Found::Before);
    }
    let title = match &row.resource.facts.address {
        Some(address) => db::resource::title_of_address(reads, address).await?,
        None => None,
    };
    Ok(title.map_or(Found::New, Found::As))
}

struct List<'a> {
    app: &'a App,
    /// Who keeps what names nobody.
    keeper: &'a str,
    topics: Vec<Topic>,
    keepers: HashMap<String, Option<Member>>,
    /// In which row each address, or each title of a text, stood first.
    seen: HashMap<String, usize>,
}

impl List<'_> {
    async fn check(&mut self, row: &ImportRow) -> anyhow::Result<Result<Ready, Vec<ImportFault>>> {
        let mut problems = Problems::new();
        let keeper = self.keeper(row, &mut problems).await?;
        let (title, why) = (row.cell("title"), row.cell("why"));
        let (address, text) = (row.cell("address"), row.cell("text"));
        let form = match (address.is_empty(), text.is_empty()) {
            (false, true) => ResourceForm::Link,
            (true, false) => ResourceForm::Text,
            (true, true) => {
                problems.add("address", "Enter a web address, or the text itself as text");
                ResourceForm::Text
            }
            (false, false) => {
                problems.add(
                    "text",
                    "Leave the address or the text empty: it is one of them",
                );
                ResourceForm::Link
            }
        };
        let body = match form {
            ResourceForm::Link => why.to_owned(),
            _ => format!("{why}\n\n{text}").trim().to_owned(),
        };
        let what = [title, address, text].join("\n");
        let key = format!("import {}", hex(&token_hash(&what)));
        let number = |column, problems: &mut Problems| {
            let cell = row.cell(column);
            if cell.is_empty() {
                return None;
            }
            let number = cell.parse().ok();
            if number.is_none() {
                problems.add(column, "Enter a whole number, or leave it empty");
            }
            number
        };
        let audiences = self.audiences(row, &mut problems);
        let format: Option<ResourceFormat> = named(row.cell("format"));
        if format.is_none() {
            problems.add("format", one_of(ResourceFormat::ALL));
        }
        let line = |column| row.cell(column).to_owned();
        let input = ShareResource {
            thread: StartThread {
                kind: ThreadKind::Resource,
                title: title.to_owned(),
                body: markup::typed(&body),
                topics: self.topics(row, &mut problems),
                files: Vec::new(),
                idempotency_key: Some(key.clone()),
            },
            form,
            file: None,
            facts: Facts {
                address: Some(address.to_owned()),
                format: format.unwrap_or(ResourceFormat::Leaflet),
                audiences,
                maker: line("maker"),
                made: line("made"),
                ages_from: number("ages_from", &mut problems),
                ages_to: number("ages_to", &mut problems),
                minutes: number("minutes", &mut problems),
                licence: line("licence"),
                cost: line("cost"),
                language: line("language"),
                accessible_formats: line("accessible_formats"),
                applies_to: line("applies_to"),
            },
            content_note: line("content_note"),
            review_by: Some(line("review_by")).filter(|by| !by.is_empty()),
        };
        let mut of_form = Problems::new();
        let mut resource = input.check(self.app, &mut of_form);
        resource.thread.is_typed = false;
        let place = resource.facts.address.clone().unwrap_or(key.clone());
        if let Some(before) = self.seen.insert(place, row.number) {
            let column = if form == ResourceForm::Link {
                "address"
            } else {
                "text"
            };
            problems.add(
                column,
                format!("Take one of them out: row {before} has the same"),
            );
        }
        Ok(match keeper {
            Some(keeper) if problems.is_empty() && of_form.is_empty() => Ok(Ready {
                keeper,
                key,
                resource,
            }),
            _ => Err(faults(row, &body, &problems, &of_form)),
        })
    }

    async fn keeper(
        &mut self,
        row: &ImportRow,
        problems: &mut Problems,
    ) -> anyhow::Result<Option<Member>> {
        let typed = Some(row.cell("keeper")).filter(|typed| !typed.is_empty());
        let typed = typed.unwrap_or(self.keeper);
        if typed.is_empty() {
            problems.add(
                "keeper",
                "Enter a member's email address, or name one with --keeper",
            );
            return Ok(None);
        }
        let found = self.member(typed).await?;
        if found.is_none() {
            problems.add("keeper", no_member(typed));
        }
        Ok(found)
    }

    async fn member(&mut self, typed: &str) -> anyhow::Result<Option<Member>> {
        if let Some(found) = self.keepers.get(typed) {
            return Ok(*found);
        }
        let found = member(self.app, typed).await?;
        self.keepers.insert(typed.to_owned(), found);
        Ok(found)
    }

    fn topics(&self, row: &ImportRow, problems: &mut Problems) -> Vec<TopicId> {
        let mut chosen = Vec::new();
        for name in parts(row.cell("topics")) {
            let key = sort_key(name);
            let topic = self
                .topics
                .iter()
                .find(|topic| sort_key(&topic.name) == key);
            match topic {
                Some(topic) => chosen.push(topic.id),
                None => {
                    let names: Vec<&str> = self
                        .topics
                        .iter()
                        .map(|topic| topic.name.as_str())
                        .collect();
                    let names = names.join("; ");
                    problems.add(
                        "topics",
                        format!("{name:?} is no topic. There are: {names}"),
                    );
                }
            }
        }
        chosen
    }

    fn audiences(&self, row: &ImportRow, problems: &mut Problems) -> Vec<Audience> {
        let mut audiences = Vec::new();
        for name in parts(row.cell("audiences")) {
            match named(name) {
                Some(audience) => audiences.push(audience),
                None => problems.add("audiences", one_of(Audience::ALL)),
            }
        }
        audiences
    }
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split([SEPARATOR, '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// A name as it stands in a list: "Young people".
fn named<T: FromStr>(typed: &str) -> Option<T> {
    typed.to_lowercase().replace([' ', '-'], "_").parse().ok()
}

fn one_of<T: ToString>(all: &[T]) -> String {
    let names: Vec<String> = all
        .iter()
        .map(|name| name.to_string().replace('_', " "))
        .collect();
    format!("Choose from: {}", names.join(", "))
}

/// An active member by their address.
async fn member(app: &App, typed: &str) -> anyhow::Result<Option<Member>> {
    let Ok(address) = typed.parse::<EmailAddress>() else {
        return Ok(None);
    };
    let found = db::member::account_by_email(app.db(), &address.key()).await?;
    let power = found.and_then(|db::member::Account { member, .. }| {
        let principal = Principal {
            member: member.id,
            sector: member.sector,
            state: member.state,
            role: member.role,
            deputy_until: member.deputy_until,
            session: None,
        };
        Viewer::signed_in(principal, app.now()).member().ok()
    });
    Ok(power)
}

fn no_member(typed: &str) -> String {
    format!("No active member has the address {typed:?}")
}

/// What has to be put right in a row: in cells that were not understood, and what the
/// form says of the others.
fn faults(row: &ImportRow, body: &str, cells: &Problems, form: &Problems) -> Vec<ImportFault> {
    let fault = |problem: &Problem| {
        let (column, message) = match problem.field {
            "body" if body.is_empty() => ("why", "Say why it helps"),
            "body" if row.cell("text").is_empty() => ("why", problem.message.as_str()),
            "body" => ("text", problem.message.as_str()),
            field => (field, problem.message.as_str()),
        };
        ImportFault {
            row: row.number,
            column: snake(column),
            message: message.to_owned(),
        }
    };
    let mut faults: Vec<ImportFault> = cells.list().iter().map(fault).collect();
    let is_understood = |fault: &ImportFault| {
        let mut cells = cells.list().iter();
        cells.all(|problem| problem.field != fault.column)
    };
    faults.extend(form.list().iter().map(fault).filter(is_understood));
    faults.sort_by_key(|fault| COLUMNS.iter().position(|column| *column == fault.column));
    faults
}

fn snake(field: &str) -> String {
    let mut out = String::new();
    for char in field.chars() {
        if char.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(char.to_ascii_lowercase());
    }
    out
}

/// Shares what was checked, some in a transaction, under the names of their keepers;
/// how many. Whoever follows a topic is not told of each. `tell` hears how far it has
/// come.
///
/// # Errors
/// Those of the database, and a topic that went meanwhile. What was written before
/// stays, and is left out when the list is imported again.
pub async fn import_resources(
    app: &App,
    list: CheckedImport,
    mut tell: impl FnMut(usize),
) -> anyhow::Result<usize> {
    let mut shared = 0;
    for batch in list.ready.chunks(BATCH) {
        let mut tx = app.store().begin().await?;
        let mut by_keeper: Vec<(MemberId, usize)> = Vec::new();
        for row in batch {
            if !share(app, &mut tx, row).await? {
                continue;
            }
            shared += 1;
            let keeper = row.keeper.id();
            match by_keeper.iter_mut().find(|(id, _)| *id == keeper) {
                Some((_, number)) => *number += 1,
                None => by_keeper.push((keeper, 1)),
            }
        }
        for (keeper, number) in by_keeper {
            let reason = format!("Imported at the command line: {number}");
            let entry = Entry::new(app.now(), None, Act::ImportResources, keeper.0, reason);
            db::audit::append(&tx, &entry).await?;
        }
        tx.commit().await?;
        tell(shared);
    }
    Ok(shared)
}

/// Writes one; false if it was shared since it was checked.
async fn share(app: &App, tx: &mut Tx, row: &Ready) -> anyhow::Result<bool> {
    let Ready {
        keeper, resource, ..
    } = row;
    if !matches!(found(tx, row).await?, Found::New) {
        return Ok(false);
    }
    match resource.thread.write(app, tx, keeper).await {
        Ok(Started::Now(posted)) => {
            resource
                .write_facts(app, tx, posted.thread, keeper.id())
                .await?;
            Ok(true)
        }
        Ok(Started::Before(_)) => Ok(false),
        Err(Failure::Broken(error)) => Err(error),
        Err(Failure::Refused(_, problems)) => {
            let said: Vec<&str> = problems
                .list()
                .iter()
                .map(|problem| problem.message.as_str())
                .collect();
            anyhow::bail!("{}: run it again", said.join(". "))
        }
    }
}
