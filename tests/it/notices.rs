//! `NOTICES.md`: whose work is in the binary, and under which licence, with the
//! texts that their licences ask for. Made from what cargo and npm have here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::structure::{generated, packages, root, text};

/// One package whose work is shipped.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
    authors: String,
    folder: PathBuf,
}

const HEAD: &str = "# Notices

Cove is its authors' work, under MIT or Apache-2.0 as you choose (LICENSE-MIT, LICENSE-APACHE). The binary holds the work of others, too. This file names them, and has the texts that their licences ask for. `cove notices` prints it. Where a package leaves a choice that holds MIT, it is used under MIT.

SQLite itself, which comes in `libsqlite3-sys`, and the time zones in `chrono-tz` are in the public domain.

This file is written by `make generate`.
";

/// What the server is made of when it runs: no tests, and no code that only
/// writes code. `cargo metadata` knows the packages, and not with which of their
/// features they are built; `cargo tree` does.
fn crates() -> BTreeSet<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = Command::new(cargo)
        .args([
            "tree",
            "--package",
            "server",
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--locked",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    let used: BTreeSet<(&str, &str)> = tree
        .lines()
        .filter_map(|line| line.split_once(" v"))
        .map(|(name, rest)| (name, rest.split(' ').next().unwrap_or(rest)))
        .collect();
    packages()
        .iter()
        .filter(|package| {
            !package["source"].is_null()
                && used.contains(&(text(&package["name"]), text(&package["version"])))
        })
        .map(|package| Package {
            name: text(&package["name"]).to_owned(),
            version: text(&package["version"]).to_owned(),
            licence: text(&package["license"]).replace('/', " OR "),
            authors: package["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(text)
                .collect::<Vec<_>>()
                .join(", "),
            folder: Path::new(text(&package["manifest_path"]))
                .parent()
                .expect("a folder")
                .to_owned(),
        })
        .collect()
}

/// What the screens are made of: what they name, the framework, and what those
/// need.
fn screens() -> BTreeSet<Package> {
    let frontend = root().join("frontend");
    let lock = std::fs::read_to_string(frontend.join("package-lock.json")).expect("the lock file");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let locked = lock["packages"].as_object().expect("packages");
    let names = |package: &Value| -> Vec<String> {
        package["dependencies"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    // Where npm looks: in the folder of whoever asks, then further up.
    let find = |from: &str, name: &str| -> Option<String> {
        let mut folder = Some(from);
        while let Some(path) = folder {
            let place = if path.is_empty() {
                format!("node_modules/{name}")
            } else {
                format!("{path}/node_modules/{name}")
            };
            if locked.contains_key(&place) {
                return Some(place);
            }
            folder = if path.is_empty() {
                None
            } else {
                Some(
                    path.rsplit_once("/node_modules/")
                        .map_or("", |(above, _)| above),
                )
            };
        }
        None
    };
    let mut waiting: Vec<(String, String)> = names(&locked[""])
        .into_iter()
        .chain(["svelte".to_owned(), "@sveltejs/kit".to_owned()])
        .map(|name| (String::new(), name))
        .collect();
    let mut seen = BTreeMap::new();
    while let Some((from, name)) = waiting.pop() {
        let place = find(&from, &name).unwrap_or_else(|| panic!("{name} is not in the lock file"));
        let package = &locked[&place];
        if seen.insert(place.clone(), name).is_none() {
            waiting.extend(names(package).into_iter().map(|name| (place.clone(), name)));
        }
    }
    // Its compiler stays here; a few lines that it writes are in the screens.
    let compiler = "@inlang/paraglide-js";
    seen.insert(format!("node_modules/{compiler}"), compiler.to_owned());
    seen.into_iter()
        .map(|(place, name)| {
            let said = text(&locked[&place]["license"]);
            Package {
                name,
                version: text(&locked[&place]["version"]).to_owned(),
                licence: if said.is_empty() {
                    "MIT".to_owned()
                } else {
                    said.to_owned()
                },
                authors: String::new(),
                folder: frontend.join(place),
            }
        })
        .collect()
}

/// What leaflets are printed in (crates/print/fonts/make.py says where they are from).
fn fonts() -> BTreeSet<Package> {
    let folder = root().join("crates/print/fonts");
    std::fs::read_dir(folder)
        .expect("the fonts")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|folder| Package {
            name: folder
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            version: "as TrueType".to_owned(),
            licence: "OFL-1.1".to_owned(),
            authors: String::new(),
            folder,
        })
        .collect()
}

/// The texts in a package's folder.
fn texts(package: &Package) -> Vec<String> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in [
        package.folder.clone(),
        package.folder.join("jemalloc"),
        package.folder.join("LICENSES"),
    ] {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        let files = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file());
        found.extend(files.filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_uppercase();
            [
                "LICENSE",
                "LICENCE",
                "COPYING",
                "NOTICE",
                "UNLICENSE",
                "COPYRIGHT",
            ]
            .iter()
            .any(|word| name.starts_with(word))
                && !name.ends_with(".HTML")
        }));
    }
    found.sort();
    let is_mit = |path: &PathBuf| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase()
            .contains("MIT")
    };
    if package
        .licence
        .split(" OR ")
        .any(|choice| choice.trim() == "MIT")
        && found.iter().any(is_mit)
    {
        found.retain(is_mit);
    }
    found
        .iter()
        .map(|path| {
            let bytes = std::fs::read(path).expect("a text");
            let text = String::from_utf8_lossy(&bytes).replace('\r', "");
            text.lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n")
                .trim_matches('\n')
                .to_owned()
        })
        .filter(|text| !text.is_empty())
        .collect()
}

#[test]
fn everybody_whose_work_is_shipped_is_named() {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut in_order: Vec<(String, Vec<String>)> = Vec::new();
    let mut page = HEAD.to_owned();
    for (title, packages) in [
        ("In the server", crates()),
        ("In the leaflets", fonts()),
        ("In the screens", screens()),
    ] {
        assert!(packages.len() > 3, "{title}: {packages:?}");
        write!(page, "\n## {title}\n\n").expect("a String takes everything");
        for package in &packages {
            assert!(!package.licence.is_empty(), "{package:?}");
            let mut of_it = Vec::new();
            for text in texts(package) {
                let number = *numbers.entry(text.clone()).or_insert_with(|| {
                    in_order.push((text, Vec::new()));
                    in_order.len()
                });
                let users = &mut in_order[number - 1].1;
                if users.last() != Some(&package.name) {
                    users.push(package.name.clone());
                }
                of_it.push(number.to_string());
            }
            let Package {
                name,
                version,
                licence,
                authors,
                ..
            } = package;
            let which = match (of_it.as_slice(), authors.as_str()) {
                ([], "") => "it brings no text".to_owned(),
                ([], authors) => format!("by {authors}; it brings no text"),
                ([one], _) => format!("text {one}"),
                (several, _) => format!("texts {}", several.join(", ")),
            };
            writeln!(page, "- {name} {version}: {licence}; {which}")
                .expect("a String takes everything");
        }
    }
    page.push_str("\n## Texts\n");
    for (number, (text, users)) in (1..).zip(&in_order) {
        write!(
            page,
            "\n### Text {number}\n\nOf {}.\n\n~~~~text\n{text}\n~~~~\n",
            users.join(", ")
        )
        .expect("a String takes everything");
    }
    generated("NOTICES.md", &page);
}
