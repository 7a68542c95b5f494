//! Looking for somebody or something by a part of the name.

use domain::name::{search_signs, search_words};

use crate::page::Conditions;

/// Adds that a row is called something like a text: each of its words stands in
/// the sort key, which is `{table}.{key}`.
pub(crate) fn is_called(conditions: &mut Conditions, text: &str, table: &str, key: &str) {
    let words = search_words(text)
        .into_iter()
        .map(|word| (format!("REPLACE({table}.{key}, ' ', '')"), word));
    let signs = search_signs(text)
        .into_iter()
        .map(|sign| (format!("{table}.name"), sign.to_string()));
    let mut sought: Vec<_> = words.chain(signs).collect();
    if sought.is_empty() {
        sought.push((format!("{table}.name"), text.to_owned()));
    }
    for (column, text) in sought {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let pattern = conditions.value(format!("%{escaped}%"));
        conditions.and(&format!("{column} LIKE {pattern} ESCAPE '\\'"));
    }
}
