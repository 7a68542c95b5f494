//! Names that are written from right to left, in a sentence that is not.

/// First strong isolate and pop directional isolate (UAX #9): what stands between
/// them has its own direction, and turns nothing around it.
const BEGIN: char = '\u{2068}';
const END: char = '\u{2069}';

/// A member's words as part of a sentence of ours. Words that read from left to
/// right stay as they are: an old mail program may show the signs as boxes.
#[must_use]
pub fn isolated(words: &str) -> String {
    if words.chars().any(is_right_to_left) {
        format!("{BEGIN}{words}{END}")
    } else {
        words.to_owned()
    }
}

/// The same sentence as HTML, which has an element for it.
pub(crate) fn as_html(line: &str) -> String {
    let mut html = String::with_capacity(line.len() + 32);
    let mut is_open = false;
    for c in line.chars() {
        match c {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            BEGIN if !is_open => {
                html.push_str("<bdi>");
                is_open = true;
            }
            END if is_open => {
                html.push_str("</bdi>");
                is_open = false;
            }
            BEGIN | END => {}
            other => html.push(other),
        }
    }
    if is_open {
        html.push_str("</bdi>");
    }
    html
}

/// Hebrew, Arabic and their neighbours (Unicode's bidi classes R and AL, by block).
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_from_the_right_is_set_apart() {
        for name in ["Ann Lee", "Żółć", "日本語", ""] {
            assert_eq!(isolated(name), name);
        }
        for name in ["דנה לוי", "مريم", "Ann مريم"] {
            assert_eq!(isolated(name), format!("\u{2068}{name}\u{2069}"));
        }
    }

    #[test]
    fn in_html_it_is_an_element_and_the_rest_is_escaped() {
        assert_eq!(
            as_html(&format!("By {} · 1 reply", isolated("דנה <b>"))),
            "By <bdi>דנה &#60;b&#62;</bdi> · 1 reply"
        );
        assert_eq!(
            as_html("\u{2069}a & \"b\" 'c' \u{2068}d\u{2068}"),
            "a &#38; &#34;b&#34; &#39;c&#39; <bdi>d</bdi>"
        );
    }
}
