//! The real binary, for tests that start and kill it.

use std::path::PathBuf;

/// The `cove` beside this test's own binary. `make test` builds it first.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn cove_binary() -> PathBuf {
    let tests = std::env::current_exe().expect("this test's binary");
    let folder = tests
        .parent()
        .and_then(std::path::Path::parent)
        .expect("target/<profile>");
    let binary = folder.join("cove");
    assert!(
        binary.is_file(),
        "{} is not there: run `cargo build -p server` first",
        binary.display()
    );
    binary
}
