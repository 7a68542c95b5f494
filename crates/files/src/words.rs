//! The words of a document, read in a process of their own: a PDF or an archive
//! that eats memory, never ends or brings its reader down takes nothing with it.

use std::fs::File;
use std::io::{self, Read, Seek, Write as _};
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use domain::file::FileKind;
use quick_xml::Reader;
use quick_xml::events::Event;
use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;
use tokio::time::timeout;
use zip::ZipArchive;

use crate::text;

/// Bytes of words that are kept of a document: some two hundred pages.
pub const WORDS_LIMIT: usize = 500_000;
/// Bytes to which its parts may unpack while they are read.
const UNPACKED: u64 = 64 * 1024 * 1024;
/// Bytes of memory of the process.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Seconds of a processor that it may take.
const PROCESSOR: u64 = 20;
/// How long it may take by the clock.
const PATIENCE: Duration = Duration::from_secs(60);
/// How it says that there are pages and no words.
const PICTURES_ONLY: u8 = 3;

/// What came of reading a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Its words, at most [`WORDS_LIMIT`] bytes.
    Found(String),
    /// Its pages are pictures: a scan.
    PicturesOnly,
    /// It could not be read within the bounds.
    Unreadable,
}

/// Reads a file in a process of the program, which calls [`main`].
pub(crate) async fn in_a_process(
    (program, arguments): &(PathBuf, Vec<String>),
    kind: FileKind,
    file: File,
) -> anyhow::Result<Words> {
    let mut child = Command::new(program)
        .args(arguments)
        .arg(kind.as_str())
        .env_clear()
        .stdin(Stdio::from(file))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} cannot be started", program.display()))?;
    let said = async {
        let mut words = Vec::new();
        if let Some(output) = child.stdout.take() {
            output
                .take(WORDS_LIMIT as u64)
                .read_to_end(&mut words)
                .await?;
        }
        anyhow::Ok((child.wait().await?, words))
    };
    Ok(match timeout(PATIENCE, said).await {
        Ok(said) => {
            let (status, words) = said?;
            match status.code() {
                Some(0) => Words::Found(String::from_utf8_lossy(&words).into_owned()),
                Some(code) if code == i32::from(PICTURES_ONLY) => Words::PicturesOnly,
                _ => Words::Unreadable,
            }
        }
        Err(_) => Words::Unreadable,
    })
}

/// The process that reads one document from standard input and writes its words
/// on standard output.
#[must_use]
pub fn main(kind: FileKind) -> ExitCode {
    let limit = |resource, most| {
        let limits = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limits)
    };
    let limited = limit(Resource::As, MEMORY)
        .and_then(|()| limit(Resource::Cpu, PROCESSOR))
        .and_then(|()| limit(Resource::Fsize, 0))
        .and_then(|()| limit(Resource::Core, 0));
    if limited.is_err() {
        return ExitCode::FAILURE;
    }
    let Ok(input) = io::stdin().as_fd().try_clone_to_owned() else {
        return ExitCode::FAILURE;
    };
    match read(File::from(input), kind) {
        Words::Found(words) => match io::stdout().write_all(words.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Words::PicturesOnly => ExitCode::from(PICTURES_ONLY),
        Words::Unreadable => ExitCode::FAILURE,
    }
}

/// Reads the words of a file, without a bound of time: for a process of its own.
pub(crate) fn read(mut file: impl Read + Seek, kind: FileKind) -> Words {
    let words = match kind {
        FileKind::Pdf => pdf(&mut file),
        FileKind::Txt | FileKind::Csv | FileKind::Vtt => plain(&mut file),
        FileKind::Docx => parts(file, "word/", &["document", "footnotes", "endnotes"], false),
        FileKind::Xlsx => parts(file, "xl/", &["sharedStrings", "worksheets/sheet"], false),
        FileKind::Pptx => parts(file, "ppt/", &["slides/slide", "notesSlides/"], false),
        FileKind::Odt | FileKind::Ods | FileKind::Odp => parts(file, "content.xml", &[""], true),
        FileKind::Mp3 | FileKind::Jpeg | FileKind::Png | FileKind::Webp => None,
    };
    match words.map(|words| tidy(&words)) {
        Some(words) if kind == FileKind::Pdf && !words.contains(char::is_alphanumeric) => {
            Words::PicturesOnly
        }
        Some(words) => Words::Found(words),
        None => Words::Unreadable,
    }
}

fn pdf(file: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    pdf_extract::extract_text_from_mem(&bytes).ok()
}

fn plain(file: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    file.take(UNPACKED).read_to_end(&mut bytes).ok()?;
    text::decode(&bytes)
}

/// The words of an archive's parts whose names begin like this: all that is written
/// in them, or what stands in elements `t`, as in the files of Office.
fn parts(file: impl Read + Seek, folder: &str, begin: &[&str], all: bool) -> Option<String> {
    let mut archive = ZipArchive::new(file).ok()?;
    let mut chosen: Vec<(usize, usize, String, usize)> = (0..archive.len())
        .filter_map(|index| {
            let name = archive.name_for_index(index)?.ok()?.into_owned();
            let rest = name.strip_prefix(folder)?;
            let place = begin.iter().position(|begin| rest.starts_with(begin))?;
            let is_xml = name.ends_with(".xml");
            // Slide 10 comes after slide 9.
            is_xml.then_some((place, name.len(), name, index))
        })
        .collect();
    chosen.sort();
    let mut words = String::new();
    let mut left = UNPACKED;
    for (_, _, _, index) in chosen {
        let part = archive.by_index(index).ok()?;
        let mut part = part.take(left);
        written(io::BufReader::new(&mut part), all, &mut words)?;
        left = part.limit();
        if left == 0 {
            return None;
        }
        if words.len() > WORDS_LIMIT {
            break;
        }
    }
    Some(words)
}

/// What is written in a part: a line for each paragraph. None when it is no XML.
fn written(part: impl io::BufRead, all: bool, words: &mut String) -> Option<()> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut depth_of_text = 0;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(()),
            Event::Start(element) if element.local_name().as_ref() == b"t" => depth_of_text += 1,
            Event::Empty(element)
                if matches!(
                    element.local_name().as_ref(),
                    b"tab" | b"s" | b"br" | b"line-break"
                ) =>
            {
                words.push(' ');
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"t" => depth_of_text -= 1,
                b"p" | b"h" | b"si" | b"is" => words.push('\n'),
                _ => {}
            },
            Event::Text(text) if all || depth_of_text > 0 => {
                words.push_str(&text.decode().ok()?);
            }
            Event::GeneralRef(reference) if all || depth_of_text > 0 => {
                let char = reference.resolve_char_ref().ok().flatten();
                let char = char.or_else(|| match &*reference {
                    b"amp" => Some('&'),
                    b"lt" => Some('<'),
                    b"gt" => Some('>'),
                    b"quot" => Some('"'),
                    b"apos" => Some('\''),
                    // Any other is declared by the file itself: not followed.
                    _ => None,
                });
                words.extend(char);
            }
            _ => {}
        }
        if words.len() > WORDS_LIMIT {
            return Some(());
        }
    }
}

/// Words with single spaces and lines, without what no database takes.
fn tidy(words: &str) -> String {
    let mut tidy = String::new();
    for line in words.lines() {
        let mut is_first = true;
        for word in line.split(|char: char| char.is_whitespace() || char.is_control()) {
            if word.is_empty() {
                continue;
            }
            if tidy.len() + word.len() + 1 > WORDS_LIMIT {
                return tidy;
            }
            if !tidy.is_empty() {
                tidy.push(if is_first { '\n' } else { ' ' });
            }
            is_first = false;
            tidy.push_str(word);
        }
    }
    tidy
}
