//! A disk that fails under the real binary: `faults.c`, preloaded into it.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What a failing call says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errno {
    /// EIO: the device broke.
    Broken = 5,
    /// ENOSPC: there is no room.
    Full = 28,
}

/// Which calls are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// What puts bytes into the database's files, or changes their length.
    Write,
    /// What waits until they are on the disk.
    Sync,
}

/// Where a number lies in the control file.
const WRITES: u64 = 0;
const SYNCS: u64 = 4;
const FAIL_WRITE: u64 = 8;
const FAIL_SYNC: u64 = 12;
const ERROR: u64 = 16;
const FOR_GOOD: u64 = 20;
const FAILED: u64 = 24;
const SIZE: u64 = 28;

/// The disk of one process.
#[derive(Debug)]
pub struct Disk {
    control: File,
    path: PathBuf,
}

impl Disk {
    /// A good one, controlled by a file in a folder.
    ///
    /// # Panics
    /// When the file cannot be written.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let path = folder.join("faults");
        let control = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .expect("a control file");
        control.set_len(SIZE).expect("its length");
        Self { control, path }
    }

    /// What a process needs in its environment to write to this disk.
    #[must_use]
    pub fn settings(&self) -> [(&'static str, &str); 2] {
        [
            ("LD_PRELOAD", shim()),
            (
                "COVE_TEST_FAULTS",
                self.path.to_str().expect("a path in UTF-8"),
            ),
        ]
    }

    /// The next such call fails, and those after it if it is for good.
    pub fn fail(&self, call: Call, error: Errno, for_good: bool) {
        self.fail_at(call, self.seen(call) + 1, error, for_good);
    }

    /// The n-th such call of the process fails, and those after it if it is for
    /// good.
    pub fn fail_at(&self, call: Call, n: i32, error: Errno, for_good: bool) {
        self.set(ERROR, error as i32);
        self.set(FOR_GOOD, i32::from(for_good));
        match call {
            Call::Write => self.set(FAIL_WRITE, n),
            Call::Sync => self.set(FAIL_SYNC, n),
        }
    }

    /// Nothing fails any more.
    pub fn mend(&self) {
        self.set(FAIL_WRITE, 0);
        self.set(FAIL_SYNC, 0);
    }

    /// How many such calls there were.
    #[must_use]
    pub fn seen(&self, call: Call) -> i32 {
        self.number(if call == Call::Write { WRITES } else { SYNCS })
    }

    /// How many calls failed.
    #[must_use]
    pub fn failed(&self) -> i32 {
        self.number(FAILED)
    }

    fn number(&self, at: u64) -> i32 {
        let mut bytes = [0; 4];
        self.control
            .read_exact_at(&mut bytes, at)
            .expect("the control file is there");
        i32::from_ne_bytes(bytes)
    }

    fn set(&self, at: u64, number: i32) {
        self.control
            .write_all_at(&number.to_ne_bytes(), at)
            .expect("the control file is there");
    }
}

/// The library to preload, made by the first who asks.
fn shim() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("cove_faults_{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let (source, library) = (folder.join("faults.c"), folder.join("faults.so"));
        std::fs::write(&source, include_str!("faults.c")).expect("the source");
        let made = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .args([&library, &source])
            .output();
        let made = made.expect("cc runs");
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        library.to_str().expect("a path in UTF-8").to_owned()
    })
}
