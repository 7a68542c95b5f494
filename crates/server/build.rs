//! Lists the screens: every folder of `frontend/src/routes` that has a page.
//! The server answers 200 for these addresses and 404 for all others, and a
//! new screen needs no line here.

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let routes = Path::new("../../frontend/src/routes");
    println!("cargo::rerun-if-changed={}", routes.display());
    // The built pages are embedded by a macro, which sees changed files but
    // neither new nor removed ones.
    println!("cargo::rerun-if-changed=../../frontend/build");
    let mut screens = Vec::new();
    if routes.is_dir() {
        walk(routes, "", &mut screens)?;
    }
    screens.sort();
    let out =
        std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("screens.rs"), format!("&{screens:?}"))
}

/// Folders in brackets are arrangement only; `[id]` is any one part, and
/// `[[slug]]` one part or none.
fn walk(folder: &Path, address: &str, screens: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let is_group = name.starts_with('(') && name.ends_with(')');
            let inner = if is_group {
                address.to_owned()
            } else {
                format!("{address}/{name}")
            };
            walk(&entry.path(), &inner, screens)?;
        } else if name == "+page.svelte" || name == "+page.ts" {
            let address = if address.is_empty() { "/" } else { address };
            if !screens.iter().any(|known| known == address) {
                screens.push(address.to_owned());
            }
        }
    }
    Ok(())
}
