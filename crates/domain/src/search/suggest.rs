//! What somebody may have meant who found nothing.

use std::collections::{HashMap, HashSet};

use strsim::osa_distance;

use super::SEARCH_LIMIT;
use super::fold::{Word, is_common, words};

/// A search with each word that stands in none of these texts in place of the one
/// that is nearest to it; none where there is nothing near.
#[must_use]
pub fn suggestion<'a>(typed: &str, texts: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed: String = typed.chars().take(SEARCH_LIMIT).collect();
    let mut known: HashMap<String, Known> = HashMap::new();
    let mut stems: HashSet<String> = HashSet::new();
    for text in texts {
        for word in words(text) {
            stems.insert(word.stem);
            let shown = text.get(word.at).unwrap_or_default();
            let known = known.entry(word.plain).or_insert_with(|| Known {
                shown: shown.to_lowercase(),
                often: 0,
            });
            known.often += 1;
        }
    }
    let mut suggested = String::new();
    let mut done = 0;
    for word in words(&typed) {
        if is_common(&word.plain) || stems.contains(&word.stem) {
            continue;
        }
        let near = nearest(&word, &known)?;
        suggested.push_str(typed.get(done..word.at.start)?);
        suggested.push_str(near);
        done = word.at.end;
    }
    suggested.push_str(typed.get(done..)?);
    (done > 0).then_some(suggested)
}

struct Known {
    shown: String,
    often: usize,
}

/// The known word that takes the fewest slips to type as this one; of several the
/// one that is written most.
fn nearest<'a>(word: &Word, known: &'a HashMap<String, Known>) -> Option<&'a str> {
    let length = word.plain.chars().count();
    let slips = match length {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    let near = known.iter().filter_map(|(plain, known)| {
        if plain.len().abs_diff(word.plain.len()) > slips {
            return None;
        }
        let distance = osa_distance(plain, &word.plain);
        (distance <= slips).then_some((distance, std::cmp::Reverse(known.often), plain, known))
    });
    let (.., best) = near.min_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)))?;
    Some(&best.shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_put_right() {
        let texts = [
            "Safeguarding leads in school",
            "Safety plans",
            "CAMHS waiting lists",
        ];
        let meant = |typed| suggestion(typed, texts);
        for (typed, wanted) in [
            ("safegaurding", Some("safeguarding")),
            ("Safegarding leads", Some("safeguarding leads")),
            ("the schol", Some("the school")),
            ("camsh", Some("camhs")),
            ("\"waitng lists\"", Some("\"waiting lists\"")),
            ("safeguarding", None),
            ("xyzzy", None),
            ("safegaurding xyzzy", None),
            ("", None),
            ("cat", None),
        ] {
            assert_eq!(meant(typed).as_deref(), wanted, "{typed}");
        }
    }
}
