//! Looking for somebody or something by a part of the name.

use domain::name::{search_signs, search_words};
use sea_orm::Value;

/// The condition that a row is called something like a text: each of its words
/// stands in the sort key, which is `{table}.{key}`. Its values go behind the
/// others.
pub(crate) fn is_called(text: &str, table: &str, key: &str, values: &mut Vec<Value>) -> String {
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
    let conditions = sought.into_iter().map(|(column, text)| {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        values.push(format!("%{escaped}%").into());
        format!("{column} LIKE ${} ESCAPE '\\'", values.len())
    });
    conditions.collect::<Vec<_>>().join(" AND ")
}
