//! The house: which crate may use which, whose licence is whose, and whether
//! what is generated is current.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use domain::desk::CaseKind;
use domain::{audit, collection, file, member, post, resource, search, summary, thread};
use serde_json::{Value, json};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn metadata() -> &'static Value {
    static METADATA: OnceLock<Value> = OnceLock::new();
    METADATA.get_or_init(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args([
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--offline",
                "--filter-platform",
            ])
            .arg(format!("{}-unknown-linux-gnu", std::env::consts::ARCH))
            .current_dir(root())
            .output()
            .expect("cargo metadata runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).expect("cargo metadata speaks JSON")
    })
}

pub(crate) fn packages() -> &'static [Value] {
    metadata()["packages"].as_array().expect("packages")
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The workspace's crates, each with the names of what it uses when it runs.
fn uses() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let members: BTreeSet<&str> = metadata()["workspace_members"]
        .as_array()
        .expect("members")
        .iter()
        .map(text)
        .collect();
    packages()
        .iter()
        .filter(|package| members.contains(text(&package["id"])))
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            (
                text(&package["name"]),
                dependencies
                    .iter()
                    .filter(|d| d["kind"].is_null())
                    .map(|d| text(&d["name"]))
                    .collect(),
            )
        })
        .collect()
}

/// Arrows point down. A new one is added here, so that it is seen.
#[test]
fn crates_use_only_what_lies_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("domain", [].as_slice()),
        ("markup", &["domain"]),
        ("db", &["domain"]),
        ("mail", &[]),
        ("links", &[]),
        ("print", &[]),
        ("migrations", &[]),
        ("files", &["domain"]),
        (
            "app",
            &["db", "domain", "files", "links", "mail", "markup", "print"],
        ),
        ("graphql", &["app", "db", "domain", "markup"]),
        (
            "server",
            &[
                "app",
                "db",
                "domain",
                "files",
                "graphql",
                "links",
                "mail",
                "markup",
                "migrations",
                "print",
            ],
        ),
        (
            "it",
            &[
                "app",
                "db",
                "domain",
                "files",
                "graphql",
                "links",
                "mail",
                "markup",
                "migrations",
                "server",
            ],
        ),
        (
            "bench",
            &["it", "app", "db", "domain", "mail", "migrations"],
        ),
    ]);
    let uses = uses();
    assert_eq!(
        uses.keys().collect::<Vec<_>>(),
        allowed.keys().collect::<Vec<_>>(),
        "a crate came or went: say here what it may use"
    );
    for (name, used) in &uses {
        let ours: BTreeSet<&str> = used
            .iter()
            .copied()
            .filter(|name| allowed.contains_key(name))
            .collect();
        let may: BTreeSet<&str> = allowed
            .get(name)
            .into_iter()
            .flat_map(|may| may.iter().copied())
            .collect();
        let more: Vec<_> = ours.difference(&may).collect();
        assert!(
            more.is_empty(),
            "{name} uses {more:?}, which does not lie below it"
        );
    }
}

/// Each heavy library has the crates that name it; everybody else asks them.
#[test]
fn libraries_stay_where_they_belong() {
    let homes: BTreeMap<&str, &[&str]> = BTreeMap::from([
        // domain behind a feature that only db turns on: its ids, instants and
        // stored names are columns as they are.
        ("sea-orm", ["db", "domain"].as_slice()),
        ("sea-orm-migration", &["migrations"]),
        ("sqlx", &["db", "it", "bench"]),
        ("rusqlite", &["bench"]),
        ("async-graphql", &["graphql", "server"]),
        ("poem", &["server", "it"]),
        ("hyper", &["server"]),
        ("rcgen", &["it"]),
        ("lettre", &["mail"]),
        ("mailparse", &["mail", "it"]),
        ("ammonia", &["markup"]),
        ("html5ever", &["links", "markup"]),
        // `files` for its TLS alone, with which object_store is built.
        ("reqwest", &["files", "links"]),
        ("krilla", &["print"]),
        ("parley", &["print"]),
        ("qrcode", &["print"]),
        ("linkify", &["markup"]),
        ("image", &["files"]),
        ("infer", &["files"]),
        ("object_store", &["files"]),
        ("pdf-extract", &["files"]),
        ("zip", &["files"]),
    ]);
    for (name, used) in uses() {
        for (library, home) in &homes {
            assert!(
                !used.contains(library) || home.contains(&name),
                "{name} names {library}, whose place is {home:?}"
            );
        }
    }
}

/// Permissive licences only (and the MPL, which stays in its own files).
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "OFL-1.1",
    "MPL-2.0",
    "0BSD",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "MIT-0",
    "BlueOak-1.0.0",
    "Python-2.0",
    "CC-BY-4.0",
    "CC-BY-3.0",
    "Apache-2.0 WITH LLVM-exception",
];

/// Packages whose licence stands in a file and not in their description: MIT.
const LICENCE_IN_A_FILE: &[&str] = &[
    "node_modules/@inlang/plugin-message-format",
    "node_modules/sqlite-wasm-kysely",
    "node_modules/svelte-toolbelt",
];

/// Whether an SPDX expression leaves a choice that we may make.
fn may_use(licence: &str) -> bool {
    licence.replace('/', " OR ").split(" OR ").any(|choice| {
        choice
            .split(" AND ")
            .all(|part| LICENCES.contains(&part.trim().trim_matches(['(', ')'])))
    })
}

#[test]
fn licences_are_permissive() {
    let cargo = packages().iter().map(|package| {
        (
            text(&package["name"]).to_owned(),
            text(&package["license"]).to_owned(),
        )
    });
    let lock = std::fs::read_to_string(root().join("frontend/package-lock.json"))
        .expect("the frontend's lock file");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let npm = lock["packages"]
        .as_object()
        .expect("packages")
        .iter()
        .filter(|(path, _)| !path.is_empty());
    let npm = npm.map(|(path, package)| (path.clone(), text(&package["license"]).to_owned()));
    let strange: Vec<_> = cargo
        .chain(npm)
        .filter(|(name, licence)| !may_use(licence) && !LICENCE_IN_A_FILE.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "licences to look at: {strange:#?}");
}

#[test]
fn lock_files_name_no_host_but_the_public_registries() {
    let lock = std::fs::read_to_string(root().join("frontend/package-lock.json"))
        .expect("the frontend's lock file");
    assert!(
        !lock.contains("\"resolved\""),
        "frontend/.npmrc keeps hosts out of the lock file: make it again with npm install"
    );
}

/// Compares a generated file with what it should hold, or writes it when
/// `COVE_WRITE` is set (`make generate`).
pub(crate) fn generated(path: &str, content: &str) {
    let file = root().join(path);
    if std::env::var_os("COVE_WRITE").is_some() {
        std::fs::write(&file, content).expect("the file is written");
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == content,
        "{path} is not current: run `make generate` and look at what changed"
    );
}

#[test]
fn the_schema_is_written_down() {
    generated("crates/graphql/schema.graphql", sdl());
}

fn sdl() -> &'static str {
    static SDL: OnceLock<String> = OnceLock::new();
    SDL.get_or_init(|| graphql::build(graphql::Mode::Development).sdl())
}

/// The lines of a definition in the contract, without the words about them.
fn definition(head: &str) -> Vec<&'static str> {
    let from = sdl().find(head).unwrap_or_else(|| panic!("no {head}"));
    let body = sdl()[from + head.len()..]
        .split("\n}")
        .next()
        .unwrap_or_default();
    let mut is_said = false;
    let mut lines = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line == "\"\"\"" {
            is_said = !is_said;
        } else if !is_said {
            lines.push(line);
        }
    }
    lines
}

/// A field's name and what it is.
fn field(line: &'static str) -> (&'static str, &'static str) {
    let (name, kind) = line
        .split_once(": ")
        .unwrap_or_else(|| panic!("no field: {line}"));
    (name, kind.split(" = ").next().unwrap_or(kind))
}

/// Something that a type allows: what it means is for the resolver to say.
fn anything(name: &str, kind: &str) -> Value {
    match kind.trim_end_matches('!') {
        "ID" => {
            let what = if name == "subject" { "post" } else { name };
            json!(format!("{what}:{}", "0".repeat(32)))
        }
        list if list.starts_with('[') => json!([]),
        "Int" => json!(1),
        "Boolean" => json!(true),
        name if sdl().contains(&format!("\nenum {name} {{")) => {
            json!(definition(&format!("\nenum {name} {{"))[0])
        }
        name if sdl().contains(&format!("\ninput {name} {{")) => needed(name),
        _ => json!("x"),
    }
}

/// An input with what its type asks for.
fn needed(input: &str) -> Value {
    let fields = definition(&format!("\ninput {input} {{"));
    let needed = fields.into_iter().map(field);
    let needed = needed.filter(|(_, kind)| kind.ends_with('!'));
    needed
        .map(|(name, kind)| (name.to_owned(), anything(name, kind)))
        .collect()
}

/// Every mutation of the contract, with an input that its types allow.
pub(crate) fn mutations() -> Vec<(&'static str, Option<Value>)> {
    definition("\ntype Mutation {")
        .into_iter()
        .map(|line| {
            let (head, _) = line
                .rsplit_once(": ")
                .unwrap_or_else(|| panic!("no field: {line}"));
            let Some((name, argument)) = head.split_once("(input: ") else {
                return (head, None);
            };
            (name, Some(needed(argument.trim_end_matches("!)"))))
        })
        .collect()
}

/// A client switches on `status`, and shows `problems` at their fields.
#[test]
fn every_mutation_answers_with_a_status_and_problems() {
    let mutations = definition("\ntype Mutation {");
    assert!(mutations.len() > 25, "{mutations:?}");
    for line in mutations {
        let (head, payload) = line.rsplit_once(": ").expect("a type");
        let name = head.split('(').next().expect("a name");
        let expected = format!("{}{}Payload", name[..1].to_uppercase(), &name[1..]);
        assert_eq!(payload.trim_end_matches('!'), expected);
        let fields: BTreeMap<&str, &str> = definition(&format!("\ntype {expected} {{"))
            .into_iter()
            .map(field)
            .collect();
        assert!(
            fields
                .get("status")
                .is_some_and(|kind| kind.ends_with("Status!")),
            "{expected}: {fields:?}"
        );
        assert_eq!(fields.get("problems"), Some(&"[Problem!]!"), "{expected}");
    }
}

/// One payload for all. Its words stand before each of its names.
#[test]
fn every_mutation_answers_with_the_one_payload() {
    let said: BTreeSet<&str> = definition("\ntype Mutation {")
        .into_iter()
        .filter_map(|line| line.rsplit_once(": "))
        .map(|(_, payload)| {
            let (before, _) = sdl()
                .split_once(&format!("\ntype {} {{", payload.trim_end_matches('!')))
                .expect("it is declared");
            before
                .trim_end_matches("\n\"\"\"")
                .rsplit("\"\"\"\n")
                .next()
                .expect("it is described")
        })
        .collect();
    assert_eq!(said.len(), 1, "answer with a Payload: {said:?}");
    assert!(
        said.iter()
            .all(|said| said.starts_with("What came of a mutation")),
        "{said:?}"
    );
}

/// Whatever a mutation may answer, a screen has words for it: the compiler of the
/// screens counts those of each table, and here is a table for each status.
#[test]
fn every_status_has_words_on_the_screens() {
    let lib = root().join("frontend/src/lib");
    let tables: String = std::fs::read_dir(lib)
        .expect("the library")
        .filter_map(|noun| std::fs::read_dir(noun.expect("an entry").path()).ok())
        .flatten()
        .map(|file| file.expect("an entry").path())
        .filter(|file| {
            file.to_string_lossy()
                .to_lowercase()
                .ends_with("statuses.ts")
        })
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    let statuses: Vec<&str> = sdl()
        .split("\nenum ")
        .skip(1)
        .filter_map(|rest| rest.split_once(" {").map(|(name, _)| name))
        .filter(|name| name.ends_with("Status"))
        .collect();
    assert!(statuses.len() > 20, "{statuses:?}");
    for name in statuses {
        assert!(
            tables.contains(&format!("satisfies Record<{name}, ")),
            "no statuses.ts has words for {name}"
        );
    }
}

/// Whatever waits at the desk is counted there. What is decided there has a list, a
/// document that reads more of it and of nothing else, and a card with its acts.
#[test]
fn every_kind_of_case_has_its_place_on_the_desk() {
    let read = |path: &str| {
        std::fs::read_to_string(root().join("frontend/src").join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let page = read("routes/desk/+page.svelte");
    let kinds = definition("\nenum CaseKind {");
    let queue = definition("\ntype Queue {");
    let lists: Vec<&str> = queue
        .into_iter()
        .filter(|line| line.ends_with("Connection!"))
        .filter_map(|line| line.split('(').next())
        .collect();
    let mut listed = Vec::new();
    for kind in CaseKind::ALL {
        let name = kind.as_str().to_uppercase();
        assert!(kinds.contains(&name.as_str()), "{name} is in the contract");
        assert!(page.contains(&format!("'{name}'")), "{name} is counted");
        let (list, card) = match kind {
            CaseKind::Applicant => (Some("applicants"), "ApplicantCard"),
            CaseKind::Report => (Some("reports"), "ReportCard"),
            CaseKind::OverdueResource => (Some("overdueResources"), "OverdueRow"),
            CaseKind::Bounce => (Some("bounces"), "BounceRow"),
            // They are few, and all read at once.
            CaseKind::Restore => (None, "RestoreNotice"),
            // The operator sees to it: the desk says that it is so.
            CaseKind::FailedJob => continue,
        };
        assert!(page.contains(&format!("<{card}")), "{name} has a card");
        let acts = read(&format!("lib/desk/{card}.svelte"));
        assert!(acts.contains("Document } from"), "{card} has acts");
        if let Some(list) = list {
            let more = format!("more{}{}", list[..1].to_uppercase(), &list[1..]);
            assert!(page.contains(&more), "{name} has more to show");
            let document = read(&format!("lib/desk/{more}.graphql"));
            let asked: Vec<&str> = lists
                .iter()
                .copied()
                .filter(|list| document.contains(&format!("{list}(")))
                .collect();
            assert_eq!(asked, [list], "{more} reads one kind");
            listed.push(list);
        }
    }
    assert_eq!(lists, listed, "the lists of the desk");
}

/// The help page is prerendered from the list that the server gives out too.
#[test]
fn the_signposts_are_written_down() {
    let list: Vec<Value> = domain::signpost::shown()
        .map(|(signpost, contact)| {
            json!({
                "name": signpost.name,
                "contact": contact.to_string(),
                "group": signpost.group.as_str(),
                "hours": signpost.hours,
                "forWhom": signpost.for_whom,
                "url": signpost.url,
                "checkedOn": signpost.checked_on,
            })
        })
        .collect();
    generated_json("frontend/src/lib/signpost/signposts.json", &json!(list));
}

/// How long texts may be, in characters as a person counts them: the forms say so
/// before anything is sent.
#[test]
fn the_limits_are_written_down() {
    let limits = json!({
        "title": thread::TITLE_LIMIT,
        "body": post::BODY_LIMIT,
        "name": member::NAME_LIMIT,
        "role": member::ROLE_LIMIT,
        "organisation": member::ORGANISATION_LIMIT,
        "why": member::WHY_LIMIT,
        "answer": member::ANSWER_LIMIT,
        "reason": audit::REASON_LIMIT,
        "search": search::SEARCH_LIMIT,
        "synonyms": search::SYNONYMS_LIMIT,
        "topicsPerThread": thread::TOPICS_LIMIT,
        "fact": resource::FACT_LIMIT,
        "setting": resource::SETTING_LIMIT,
        "collectionTitle": collection::TITLE_LIMIT,
        "collectionIntro": collection::INTRO_LIMIT,
        "collectionHeading": collection::HEADING_LIMIT,
        "collectionWords": collection::WORDS_LIMIT,
        "change": resource::CHANGE_LIMIT,
    });
    generated_json("frontend/src/lib/ui/form/limits.json", &limits);
    // Apart: only who sums a thread up, or adds files, fetches them.
    let learned = json!({ "summary": summary::SUMMARY_LIMIT });
    generated_json("frontend/src/lib/summary/limits.json", &learned);
    let limits = json!({ "perPost": file::FILES_LIMIT, "alternative": file::ALTERNATIVE_LIMIT });
    generated_json("frontend/src/lib/file/limits.json", &limits);
}

fn generated_json(path: &str, value: &Value) {
    let mut json = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(
        &mut json,
        serde_json::ser::PrettyFormatter::with_indent(b"\t"),
    );
    serde::Serialize::serialize(value, &mut writer).expect("it is written");
    generated(
        path,
        &format!("{}\n", String::from_utf8(json).expect("UTF-8")),
    );
}

#[test]
fn the_house_rules_are_written_down() {
    generated(
        "frontend/src/lib/community/house-rules.html",
        domain::community::HOUSE_RULES,
    );
}
