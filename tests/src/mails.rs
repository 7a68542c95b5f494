//! All the mails of a test at once, beside what it asserts: so that a mail, a
//! header or a line that nobody thought of is seen (as crates.io does).

use mailparse::MailHeaderMap as _;

/// Compares mails with the snapshot of that name: headers and text, in the order
/// of recipient and subject, because jobs that are due together end in any
/// order. What is made by chance (ids, tokens, codes, boundaries) is left out.
///
/// # Panics
/// When a mail cannot be read, or something is not as in the snapshot.
pub fn assert_mails<M: AsRef<[u8]>>(name: &str, mails: impl IntoIterator<Item = M>) {
    let mut shown: Vec<String> = mails
        .into_iter()
        .map(|mail| in_full(mail.as_ref()))
        .collect();
    shown.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/it/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown.join("\n=====\n")));
}

fn in_full(mail: &[u8]) -> String {
    let mail = mailparse::parse_mail(mail).expect("a mail");
    let to = mail.headers.get_first_value("To").expect("a recipient");
    let subject = mail.headers.get_first_value("Subject").expect("a subject");
    let mut full = format!("To: {to}\nSubject: {subject}\n");
    for header in &mail.headers {
        let name = header.get_key();
        if !["To", "Subject", "Content-Type", "DKIM-Signature"].contains(&name.as_str()) {
            full.push_str(&format!("{name}: {}", without_chance(&header.get_value())));
        }
    }
    let text = mail
        .parts()
        .find(|part| part.ctype.mimetype == "text/plain")
        .expect("a text part");
    full.push('\n');
    full.push_str(&without_chance(&text.get_body().expect("a text")));
    full
}

/// Long words with a digit or an upper-case letter within them are ids and
/// tokens, six digits alone in a line are a code.
fn without_chance(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let alone = line.trim();
        if alone.len() == 6 && alone.bytes().all(|byte| byte.is_ascii_digit()) {
            out.push_str("  [code]\n");
            continue;
        }
        let mut rest = line;
        while !rest.is_empty() {
            let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
            let (word, more) = rest.split_at(end);
            let by_chance = word.len() >= 20
                && word
                    .chars()
                    .skip(1)
                    .any(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            out.push_str(if by_chance { "[…]" } else { word });
            let next = more.chars().next().map_or(0, char::len_utf8);
            out.push_str(&more[..next]);
            rest = &more[next..];
        }
        out.push('\n');
    }
    out
}
