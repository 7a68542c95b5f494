//! A list as a spreadsheet or a program wrote it, as rows.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use app::resource::{COLUMNS, ImportRow, NEEDED, ROWS_LIMIT, SEPARATOR};
use csv::{ReaderBuilder, StringRecord, Trim};
use serde_json::{Map, Value};

use crate::advice;

/// Bytes of a list, at most.
const LIMIT: u64 = 10 << 20;

/// How to write a list so that it can be read.
const SAVE: &str = "save it again as “CSV UTF-8” in your spreadsheet";

pub(super) fn read(file: &Path) -> Result<Vec<ImportRow>> {
    let kind = file.extension().and_then(|end| end.to_str());
    let rows = match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => of_csv(&text(file)?),
        Some("json") => of_json(&text(file)?),
        _ => bail!(
            "{}: takes a file that ends in .csv or .json",
            file.display()
        ),
    };
    let rows = rows.with_context(|| file.display().to_string())?;
    ensure!(
        rows.len() <= ROWS_LIMIT,
        "{}: has {} rows; import at most {ROWS_LIMIT} at a time",
        file.display(),
        rows.len()
    );
    Ok(rows)
}

fn text(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|error| advice::for_file(file, &error))?;
    let name = file.display();
    ensure!(
        bytes.len() as u64 <= LIMIT,
        "{name}: is larger than {} MB; import it in parts",
        LIMIT >> 20
    );
    let text = String::from_utf8(bytes).ok();
    let text = text.with_context(|| format!("{name}: is not UTF-8: {SAVE}"))?;
    if let Some(place) = text.find('\0') {
        let line = text.split_at(place).0.matches('\n').count() + 1;
        bail!("{name}: line {line} has a character (NUL) that no text has: {SAVE}");
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn of_csv(text: &str) -> Result<Vec<ImportRow>> {
    // What Excel writes before a table to say how it is parted.
    let (text, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(Trim::Headers)
        .from_reader(text.as_bytes());
    let header = header(reader.headers()?)?;
    let mut rows = Vec::new();
    for (nth, record) in reader.records().enumerate() {
        let record = record?;
        // As a spreadsheet counts them.
        let number = nth + 2 + skipped;
        let mut row = ImportRow {
            number,
            ..ImportRow::default()
        };
        for (nth, cell) in record.iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            let Some(Some(column)) = header.get(nth) else {
                bail!("row {number} has words in a column without a name: {cell:?}");
            };
            row.cells.insert(column, cell.to_owned());
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// What stands between the names of the columns: a comma, or what Excel writes in
/// countries that have one in their numbers.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let often = |sign: &char| first.matches(*sign).count();
    match [',', ';', '\t'].into_iter().max_by_key(often) {
        Some(';') => b';',
        Some('\t') if first.contains('\t') => b'\t',
        _ => b',',
    }
}

/// The columns in their order; none for one without a name.
fn header(record: &StringRecord) -> Result<Vec<Option<&'static str>>> {
    let mut columns = Vec::new();
    let mut unknown = Vec::new();
    for name in record {
        if name.is_empty() {
            columns.push(None);
            continue;
        }
        match column(name) {
            Some(column) if columns.contains(&Some(column)) => {
                bail!("there are two columns {column:?}: take one out")
            }
            Some(column) => columns.push(Some(column)),
            None => unknown.push(name),
        }
    }
    ensure!(unknown.is_empty(), "{}", not_known(&unknown));
    let has = |column: &str| columns.contains(&Some(column));
    let mut missing: Vec<&str> = NEEDED.iter().copied().filter(|name| !has(name)).collect();
    if !has("address") && !has("text") {
        missing.push("address (or text)");
    }
    ensure!(
        missing.is_empty(),
        "these columns are missing: {}",
        missing.join(", ")
    );
    Ok(columns)
}

/// A column by its name, as people write it: "Applies to".
fn column(typed: &str) -> Option<&'static str> {
    let name = typed.trim().to_lowercase().replace([' ', '-'], "_");
    COLUMNS.iter().copied().find(|column| *column == name)
}

fn not_known(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    format!(
        "not known: {}. A list can have {}",
        names.join(", "),
        COLUMNS.join(", ")
    )
}

fn of_json(text: &str) -> Result<Vec<ImportRow>> {
    let list: Vec<Map<String, Value>> =
        serde_json::from_str(text).context("is no list of objects in JSON")?;
    let rows = list.iter().zip(1..).map(|(object, number)| {
        let mut cells = HashMap::new();
        for (name, value) in object {
            let column =
                column(name).with_context(|| format!("row {number}: {}", not_known(&[name])))?;
            let cell = cell(value).with_context(|| {
                format!("row {number}, {column}: is to be text, a number, or a list of texts")
            })?;
            cells.insert(column, cell);
        }
        Ok(ImportRow { number, cells })
    });
    rows.collect()
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => {
            let texts: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
            Some(texts?.join(&SEPARATOR.to_string()))
        }
        Value::Bool(_) | Value::Object(_) => None,
    }
}
