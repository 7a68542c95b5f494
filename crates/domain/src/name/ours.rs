//! Names under which somebody would seem to speak as the co-ordinator, for the
//! community, or as one of those who stand here without a name.

use std::sync::LazyLock;

use super::key::{Digits, look, looks};
use super::written::{Kind, kind_of};

/// Whether somebody of this name would seem to speak as the co-ordinator, for
/// the community, or as one of those who stand here without a name.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    [Digits::AsLetters, Digits::Dropped]
        .into_iter()
        .any(|digits| {
            let words = looks(name, digits);
            let all = words.concat();
            let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
            OURS.whole.iter().any(|ours| ours == whole)
                || OURS
                    .begins
                    .iter()
                    .any(|ours| whole.starts_with(ours.as_str()))
                || OURS.within.iter().any(|ours| all.contains(ours.as_str()))
                || has_phrase(&words)
                || has_title(name, digits)
        })
}

/// Whether a title of ours stands before or behind a name, or before or behind
/// what is added to one: "Ann (admin) Lee". "Deputy" behind a name is a surname,
/// and a title where it is added.
fn has_title(name: &str, digits: Digits) -> bool {
    let is_title = |words: &[String]| {
        let mut ends = [words.first(), words.last()].into_iter().flatten();
        words.first() == Some(&OURS.deputy) || ends.any(|word| OURS.titles.contains(word))
    };
    let mut parts = name
        .split(is_aside)
        .flat_map(|part| part.split(" -"))
        .flat_map(|part| part.split("- "))
        .map(|part| looks(part, digits));
    is_title(&looks(name, digits))
        || parts.next().is_some_and(|words| is_title(&words))
        || parts.any(|words| is_title(&words) || words.last() == Some(&OURS.deputy))
}

/// Signs behind which something is added to a name.
fn is_aside(char: char) -> bool {
    matches!(char, ',' | '，' | '、' | '،' | '–' | '—' | '―' | '−')
        || matches!(
            kind_of(char),
            Kind::Opens | Kind::Closes | Kind::Quotes | Kind::Slash | Kind::Foreign
        ) && !"@$€|!".contains(char)
}

/// Whether whole words that follow each other, however they are parted, make a
/// phrase of ours: "Cove staff", and not "Cove Stafford".
fn has_phrase(words: &[String]) -> bool {
    (0..words.len()).any(|start| {
        let mut run = String::new();
        words.iter().skip(start).any(|word| {
            run.push_str(word);
            OURS.phrases.contains(&run)
        })
    })
}

/// Whether an organisation of this name would be taken for Cove's own people.
/// Many have co-ordinators of their own: only the whole name counts.
#[must_use]
pub fn is_our_organisation(name: &str) -> bool {
    [Digits::AsLetters, Digits::Dropped]
        .into_iter()
        .any(|digits| {
            let all = looks(name, digits).concat();
            let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
            OURS.whole
                .iter()
                .chain(&OURS.within)
                .chain(&OURS.phrases)
                .any(|ours| ours == whole)
        })
}

/// The names of ours, as they look.
struct Ours {
    the: String,
    /// Nobody is called just this.
    whole: Vec<String>,
    /// Nor anything that begins so.
    begins: Vec<String>,
    /// Nor anything in which this stands.
    within: Vec<String>,
    /// Nor anything in which these stand as whole words.
    phrases: Vec<String>,
    /// A title before a name or added to one; behind one it is a surname.
    deputy: String,
    /// Words that make a title of ours before or behind a name.
    titles: Vec<String>,
}

static OURS: LazyLock<Ours> = LazyLock::new(|| {
    let all = |words: &str| words.split_whitespace().map(look).collect::<Vec<_>>();
    let of_cove =
        "team admin admins bot community crew deputy deputies desk digest email forum help
        helpdesk helpers hq info mail mailer manager managers management mod mods network news
        newsletter notice notices notification notifications office official operator owner safety
        security server service services staff support system systems";
    let mut phrases = all("coord coords officialcove");
    phrases.extend(
        of_cove
            .split_whitespace()
            .map(|word| look(&format!("cove{word}"))),
    );
    Ours {
        the: look("the"),
        whole: all(
            "admins colleague acolleague cove deputies teamcove fromcove helpdesk noreply
            postmaster staff support supportteam system webmaster",
        ),
        begins: all("colleaguein acolleaguein"),
        within: all(
            "coordinator coordination moderator moderation administrator administration
            formermember",
        ),
        phrases,
        deputy: look("deputy"),
        titles: all("admin admins mod mods sysadmin"),
    }
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{FORMER_MEMBER, colleague_in};

    #[test]
    fn names_that_look_like_ours_are_ours() {
        for ours in [
            "Co-ordinator",
            "the coordinator",
            "Coördinator",
            "CO ORDINATOR",
            "Сo-оrdinаtor",
            "C0-0rd1nat0r",
            "Coord\u{200b}inator",
            "Coorclinator",
            "Ⓒⓞⓥⓔ",
            "🅲🅾🆅🅴 team",
            "Ann, co-ordinator",
            "Co-ordinator Ann",
            "Ann (deputy co-ordinator)",
            "Ann Lee – Cove team",
            "Соve Тeam",
            "C0ve",
            "The Cove",
            "Cοvе",
            "Admin",
            "Аdmіn",
            "@dmin",
            "ADM|N",
            "Adrnin",
            "Admin 2",
            "Ann, admin",
            "Deputy Ann",
            "Deputy",
            "M0derator",
            "Moderation team",
            "Co-ordination team",
            "Administration",
            "Admins team",
            "Cove Community",
            "Cove HQ",
            "C.o.v.e. Staff",
            "Ann, CoveSupport",
            "Cove team 2",
            "Formеr mеmber",
            "Former member 2",
            "Former Ｍember",
            "FÓRMER  me\u{301}mber",
            "A colleague in educаtion",
            "A co11eague",
            "𝐂𝐨𝐯𝐞",
            "Cove™",
            "Cove Team℠",
            "Cove 1",
            "Cove¹",
            "Admin①",
            "Ϲo-ordinator",
            "ϲove team",
            "Ann, co-ord",
            "Mod",
            "Ann, mod",
            "M0d Ann",
            "Ann (mods) Lee",
            "Ann (deputy)",
            "Ann, deputy",
            "Ann Lee, acting deputy",
            "Ann – Deputy",
            "Ann - deputy",
            "Ann “Deputy” Lee",
            "Ann/deputy",
            "Adm/n",
            "Admin/Ann",
            "Cove/team",
            "Cove Digest",
            "The Cove Bot",
            "CoveMail",
            "Cove Desk",
            "Cove-Crew",
            "Cove News",
            "Ann, Cove Office",
            "Support",
            "No reply",
        ] {
            assert!(
                is_ours(ours),
                "{ours}: {:?}",
                looks(ours, Digits::AsLetters)
            );
        }
        for theirs in [
            "Ann Cove",
            "Ann Cove Stafford",
            "Ann Deputy",
            "Thea Cove",
            "Coral Ward",
            "Colleen Dean",
            "Adam Inman",
            "Modesty Rator",
            "Cora Dinah",
            "Former",
            "Ahmed Deputee",
            "Ann Deputy (she/her)",
            "Ann Deputy, MBE",
            "Ann Lee-Deputy",
            "Modesty Blaise",
            "Ann Modi",
            "Cove Stafford",
            "Cove Ward",
            "Cove Newsome",
            "Ann Staff",
            "Ann 2",
            "李 雷",
            "Олена Коваль",
            "नीना",
        ] {
            assert!(
                !is_ours(theirs),
                "{theirs}: {:?}",
                looks(theirs, Digits::AsLetters)
            );
        }
        assert!(is_ours(FORMER_MEMBER));
        assert!(
            [None, Some("Education")]
                .into_iter()
                .all(|sector| is_ours(&colleague_in(sector)))
        );
    }

    #[test]
    fn an_organisation_of_volunteers_may_have_a_co_ordinator() {
        for ours in [
            "Cove",
            "The Соve team",
            "Co-ordinator",
            "C0ve admin",
            "Cove/team",
            "Cove 2",
        ] {
            assert!(is_our_organisation(ours), "{ours}");
        }
        for theirs in [
            "Torbay Volunteer Co-ordinators",
            "Livermead Cove School",
            "Former Members’ Association",
        ] {
            assert!(!is_our_organisation(theirs), "{theirs}");
        }
    }
}
