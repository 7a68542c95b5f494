//! What comes out, read from the pages as they were composed and from the file.

use crate::pages::{CODE, Composer, Part, Placed};
use crate::{Item, LACKING, Leaflet, qr_svg};

fn leaflet() -> Leaflet {
    Leaflet {
        community: "Torbay staff room".to_owned(),
        title: "A first conversation with parents".to_owned(),
        intro: "What to have at hand before you ring.\nAnd what can wait.".to_owned(),
        items: vec![
            Item {
                heading: Some("Before you talk".to_owned()),
                title: "What to say when a parent is frightened".to_owned(),
                words: "Two pages to read beforehand.".to_owned(),
                address: "https://cove.example.org/threads/0198".to_owned(),
                used_by: Some("Used by 4 schools and 2 charities".to_owned()),
            },
            Item {
                title: "A letter for home".to_owned(),
                address: "https://cove.example.org/threads/0199".to_owned(),
                ..Item::default()
            },
        ],
        printed_on: "30 November 2026".to_owned(),
    }
}

/// The words of each line, in order of the pages.
fn lines(composed: &Composer) -> Vec<(Placed, String)> {
    composed
        .placed
        .iter()
        .filter_map(|placed| match &composed.parts[placed.part] {
            Part::Text { text, .. } => {
                let line = text.layout.get(placed.line).unwrap();
                Some((*placed, text.words[line.text_range()].trim().to_owned()))
            }
            Part::Code { .. } => None,
        })
        .collect()
}

fn words(leaflet: &Leaflet) -> String {
    let lines = lines(&leaflet.compose());
    lines.into_iter().map(|(_, words)| words + "\n").collect()
}

fn count(pdf: &[u8], what: &str) -> usize {
    String::from_utf8_lossy(pdf).matches(what).count()
}

#[test]
fn a_leaflet_says_what_it_was_given_in_order() {
    assert_eq!(
        words(&leaflet()),
        "Torbay staff room\n\
         A first conversation with parents\n\
         What to have at hand before you ring.\n\
         And what can wait.\n\
         Before you talk\n\
         What to say when a parent is frightened\n\
         Two pages to read beforehand.\n\
         Used by 4 schools and 2 charities\n\
         cove.example.org/threads/0198\n\
         A letter for home\n\
         cove.example.org/threads/0199\n"
    );
}

#[test]
fn a_leaflet_is_for_everybody() {
    let pdf = leaflet().pdf().unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for (what, times) in [
        ("/S/H1", 1),
        ("/S/H2", 1),
        ("/S/H3", 2),
        ("/S/Figure", 2),
        ("/S/Link", 2),
        ("/URI(https://cove.example.org/threads/0198)", 1),
        ("pdfuaid:part", 1),
    ] {
        assert!(count(&pdf, what) >= times, "{what}");
    }
}

fn nothing_is_cut(composed: &Composer) {
    for placed in &composed.placed {
        let height = match &composed.parts[placed.part] {
            Part::Text { text, .. } => {
                let metrics = *text.layout.get(placed.line).unwrap().metrics();
                metrics.block_max_coord - metrics.block_min_coord
            }
            Part::Code { .. } => CODE,
        };
        let bottom = placed.top + height;
        assert!(placed.top > 56.0 && bottom < 780.0, "{placed:?}");
    }
    // A code is beside the words that stand before it.
    for pair in composed.placed.windows(2) {
        let is_code = matches!(composed.parts[pair[1].part], Part::Code { .. });
        assert!(!is_code || pair[1].page <= pair[0].page, "{pair:?}");
    }
}

#[test]
fn many_items_fill_pages_and_none_is_cut() {
    let item = |n: usize| Item {
        title: format!("Resource {n} with a title of some length that may need a second line"),
        words: "It helps to read this before a first conversation. ".repeat(1 + n % 5),
        address: format!("https://cove.example.org/threads/{n}"),
        ..Item::default()
    };
    let leaflet = Leaflet {
        items: (0..40).map(item).collect(),
        ..leaflet()
    };
    let composed = leaflet.compose();
    assert!((5..12).contains(&composed.pages()), "{}", composed.pages());
    nothing_is_cut(&composed);
    let pages = composed.pages();
    assert!(leaflet.pdf().unwrap().len() < 400_000);
    let last = lines(&composed).last().unwrap().0.page;
    assert_eq!(last + 1, pages);
}

#[test]
fn an_empty_collection_says_so() {
    let leaflet = Leaflet {
        items: Vec::new(),
        intro: String::new(),
        ..leaflet()
    };
    assert!(words(&leaflet).ends_with("There is nothing in this collection yet.\n"));
    leaflet.pdf().unwrap();
    Leaflet::default().pdf().unwrap();
}

#[test]
fn what_no_font_has_is_said_and_pictures_are_left_out() {
    let title = |title: &str| {
        let composed = Leaflet {
            title: title.to_owned(),
            ..Leaflet::default()
        }
        .compose();
        (lines(&composed)[0].1.clone(), composed.is_lacking)
    };
    for (given, printed) in [
        ("Sleep 😴 well 👨‍👩‍👧 1️⃣", "Sleep well 1"),
        (
            "Zażółć gęślą jaźń — “naïve” café",
            "Zażółć gęślą jaźń — “naïve” café",
        ),
        ("Cafe\u{301}", "Café"),
        ("Підтримка для батьків", "Підтримка для батьків"),
        ("Στήριξη", "Στήριξη"),
        ("دعم للآباء", "دعم للآباء"),
        ("تمیز می‌خواهم", "تمیز می‌خواهم"),
        ("תמיכה להורים", "תמיכה להורים"),
        ("a\u{202e}b\u{0}c\u{feff}\u{2066}d", "ab cd"),
        ("z̷̢̛a̵͝l̶̡g̴o̵", "zalgo"),
    ] {
        assert_eq!(title(given), (printed.to_owned(), false), "{given}");
    }
    let (printed, is_lacking) = title("家长支持 for parents ไทย");
    assert_eq!(printed, format!("{LACKING} for parents {LACKING}"));
    assert!(is_lacking);
    let leaflet = Leaflet {
        title: "家长".to_owned(),
        ..leaflet()
    };
    assert!(words(&leaflet).ends_with("They are on the page in Cove.\n"));
    leaflet.pdf().unwrap();
}

/// A small generator of its own: the same words on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn words(&mut self) -> String {
        let length = self.roll(60);
        (0..length)
            .map(|_| match self.roll(8) {
                0 => ' ',
                1 => char::from(u8::try_from(self.roll(128)).unwrap()),
                2 => char::from_u32(0x0590 + u32::try_from(self.roll(0x1b0)).unwrap()).unwrap(),
                3 => char::from_u32(0x0300 + u32::try_from(self.roll(0x70)).unwrap()).unwrap(),
                4 => char::from_u32(0x1f300 + u32::try_from(self.roll(0x400)).unwrap()).unwrap(),
                5 => char::from_u32(u32::try_from(self.roll(0x11_0000)).unwrap())
                    .unwrap_or('\u{fffe}'),
                6 => [
                    '\u{200d}', '\u{200c}', '\u{feff}', '\u{202e}', '\u{2067}', '\n', '\u{fe0f}',
                    '\u{640}',
                ][self.roll(8)],
                _ => char::from_u32(0x00a0 + u32::try_from(self.roll(0x400)).unwrap()).unwrap(),
            })
            .collect()
    }
}

#[test]
fn no_words_keep_a_leaflet_from_being_printed() {
    let mut dice = Dice(7);
    for round in 0..40 {
        let leaflet = Leaflet {
            community: dice.words(),
            title: dice.words(),
            intro: dice.words(),
            items: (0..3)
                .map(|_| Item {
                    heading: Some(dice.words()),
                    title: dice.words(),
                    words: dice.words(),
                    address: dice.words(),
                    used_by: Some(dice.words()),
                })
                .collect(),
            printed_on: dice.words(),
        };
        if let Err(error) = leaflet.pdf() {
            panic!("{round}: {error}: {leaflet:?}");
        }
    }
}

#[test]
fn what_is_far_too_long_is_printed_all_the_same() {
    let long = "supercalifragilistic".repeat(400);
    let leaflet = Leaflet {
        community: long.clone(),
        title: long.clone(),
        intro: long.clone(),
        items: vec![
            Item {
                heading: Some(long.clone()),
                title: long.clone(),
                words: long.clone(),
                address: format!("https://example.org/{long}"),
                used_by: Some(long.clone()),
            },
            Item {
                heading: Some(long.clone()),
                title: long.clone(),
                words: long.clone(),
                address: "https://example.org".to_owned(),
                used_by: None,
            },
        ],
        printed_on: long,
    };
    let composed = leaflet.compose();
    assert!(composed.pages() > 3);
    nothing_is_cut(&composed);
    let codes = composed.parts.iter();
    let codes = codes.filter(|part| matches!(part, Part::Code { .. }));
    assert_eq!(codes.count(), 1, "nobody could read the other");
    leaflet.pdf().unwrap();
}

#[test]
fn a_code_is_a_shape_of_black_on_white() {
    let svg = qr_svg("https://cove.example.org/threads/0198").unwrap();
    assert!(
        svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"),
        "{svg}"
    );
    assert!(
        svg.contains("viewBox=\"0 0 37 37\"") && !svg.contains("cove"),
        "{svg}"
    );
    // The upper edge of the first finder is a run of seven.
    assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
    assert_eq!(qr_svg(&"a".repeat(600)), None);
}
