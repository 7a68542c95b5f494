//! The table that is printed, and the JSON under `target/`.

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::load::Figures;

/// Rows in the order in which they were measured.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    figures: Vec<(String, f64)>,
    bound: Option<Bound>,
}

#[derive(Debug)]
struct Bound {
    what: String,
    holds: bool,
}

/// The figures of a loop or a load, as they stand in a row.
#[must_use]
pub fn timed(figures: &Figures) -> Vec<(&'static str, f64)> {
    vec![
        ("/s", figures.per_second),
        ("p50 ms", figures.p50),
        ("p99 ms", figures.p99),
    ]
}

impl Report {
    /// Adds a measurement.
    pub fn add(&mut self, name: &str, figures: &[(&str, f64)]) {
        let row = Row {
            name: name.to_owned(),
            figures: figures
                .iter()
                .map(|(name, value)| ((*name).to_owned(), *value))
                .collect(),
            bound: None,
        };
        print_row(&row);
        self.rows.push(row);
    }

    /// Adds what must hold, measured in the same run.
    pub fn bound(&mut self, name: &str, figures: &[(&str, f64)], what: &str, holds: bool) {
        let figures = figures
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect();
        let row = Row {
            name: name.to_owned(),
            figures,
            bound: Some(Bound {
                what: what.to_owned(),
                holds,
            }),
        };
        print_row(&row);
        self.rows.push(row);
    }

    /// Writes the JSON; the bounds that were missed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(&self, file: &Path) -> Result<Vec<String>> {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                let figures: Map<String, Value> = row
                    .figures
                    .iter()
                    .map(|(name, value)| (name.clone(), json!((value * 1_000.0).round() / 1_000.0)))
                    .collect();
                let bound = row
                    .bound
                    .as_ref()
                    .map(|bound| json!({ "what": bound.what, "holds": bound.holds }));
                json!({ "name": row.name, "figures": figures, "bound": bound })
            })
            .collect();
        std::fs::write(file, format!("{:#}\n", Value::Array(rows)))?;
        let missed = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.bound.as_ref()?)))
            .filter(|(_, bound)| !bound.holds);
        Ok(missed
            .map(|(row, bound)| format!("{}: {}", row.name, bound.what))
            .collect())
    }
}

/// Three digits that matter, and thousands apart.
fn rounded(value: f64) -> String {
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        2
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), String::new()), |(whole, rest)| {
            (whole, format!(".{rest}"))
        });
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &rest
}

#[expect(clippy::print_stdout, reason = "this table is what the program is for")]
fn print_row(row: &Row) {
    let figures: Vec<String> = row
        .figures
        .iter()
        .map(|(name, value)| format!("{:>9} {name}", rounded(*value)))
        .collect();
    let bound = row.bound.as_ref().map_or_else(String::new, |bound| {
        format!(
            "  {}: {}",
            if bound.holds { "holds" } else { "MISSED" },
            bound.what
        )
    });
    println!("{:<46}{}{bound}", row.name, figures.join("  "));
}

/// Says what is being done, for the minutes in which nothing is printed.
#[expect(clippy::print_stdout, reason = "somebody waits for it")]
pub fn say(what: &str) {
    println!("{what}");
}
