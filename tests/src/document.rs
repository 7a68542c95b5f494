//! The frontend's own GraphQL documents: what the tests send is what the
//! screens send.

use std::path::Path;

/// A document of the frontend, by its path under `src/lib` without the ending:
/// `document("thread/Reply")`.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn document(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../frontend/src/lib")
        .join(format!("{name}.graphql"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
