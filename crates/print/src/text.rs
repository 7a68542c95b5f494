//! Words, cleaned, shaped and broken into lines.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontWeight, Layout,
    LayoutContext, LineHeight, OverflowWrap, StyleProperty,
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What stands for letters that no font here has.
pub const LACKING: &str = "[?]";

/// Characters of a paragraph: many times what members may write.
const LIMIT: usize = 10_000;

const FAMILIES: [&str; 4] = [
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
];

const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/noto-sans/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/noto-sans-arabic/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/noto-sans-hebrew/NotoSansHebrew-Regular.ttf"),
];

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// In points.
    pub size: f32,
    pub is_bold: bool,
    pub color: [u8; 3],
}

/// A paragraph with its lines.
pub(crate) struct Text {
    pub words: String,
    pub layout: Layout<()>,
    pub style: Style,
    /// Whether [`LACKING`] stands in it.
    pub is_lacking: bool,
}

/// Sets words in the fonts of this crate.
pub(crate) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

impl Typesetter {
    pub(crate) fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        for font in FONTS {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
        }
    }

    /// One paragraph in lines of a width. None, if nothing of it is seen.
    pub(crate) fn set(&mut self, words: &str, style: Style, width: f32) -> Option<Text> {
        let mut words = clean(words);
        let mut layout = self.lay_out(&words, style, width);
        let mut is_lacking = false;
        // Without a mark or a picture, what is left of it may be there.
        for patience in [true, true, false] {
            let missing = missing(&layout);
            if missing.is_empty() {
                break;
            }
            words = without(&words, &missing, patience);
            is_lacking = words.contains(LACKING);
            layout = self.lay_out(&words, style, width);
        }
        (!words.is_empty()).then_some(Text {
            words,
            layout,
            style,
            is_lacking,
        })
    }

    fn lay_out(&mut self, words: &str, style: Style, width: f32) -> Layout<()> {
        let families = FAMILIES.map(|name| FontFamilyName::Named(Cow::Borrowed(name)));
        let weight = if style.is_bold {
            FontWeight::BOLD
        } else {
            FontWeight::NORMAL
        };
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, words, 1.0, false);
        for property in [
            StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&families))),
            StyleProperty::FontSize(style.size),
            StyleProperty::FontWeight(weight),
            StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.35)),
            // An address is one long word.
            StyleProperty::OverflowWrap(OverflowWrap::Anywhere),
        ] {
            builder.push_default(property);
        }
        let mut layout = builder.build(words);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }
}

/// Without what is not seen, composed (a font has é sooner than e and its accent), with
/// one space between words.
fn clean(words: &str) -> String {
    let seen: String = words
        .chars()
        .take(LIMIT)
        .map(|char| if char.is_control() { ' ' } else { char })
        .filter(|char| !is_unseen(*char))
        .nfc()
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What has no width, turns the direction of all that follows, or is no character. The
/// joiners stay, which Persian needs.
const fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// What people put between words to look nice. It is left out without a word.
const fn is_picture(char: char) -> bool {
    matches!(char,
        '\u{200d}' | '\u{20e3}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}'
        | '\u{2460}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}')
}

/// Where the layout has a letter that no font here has.
fn missing(layout: &Layout<()>) -> Vec<Range<usize>> {
    let mut missing: Vec<Range<usize>> = layout
        .lines()
        .flat_map(|line| line.runs())
        .flat_map(|run| run.clusters())
        .filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0))
        .map(|cluster| cluster.text_range())
        .collect();
    missing.sort_by_key(|range| range.start);
    missing
}

/// The words without what is missing. With patience, a letter is tried once more without
/// its marks.
fn without(words: &str, missing: &[Range<usize>], patience: bool) -> String {
    let mut kept = String::new();
    let mut end = 0;
    for range in missing {
        kept.push_str(words.get(end..range.start).unwrap_or_default());
        end = end.max(range.end);
        let letters = words.get(range.clone()).unwrap_or_default();
        let seen: String = letters.chars().filter(|char| !is_picture(*char)).collect();
        let plain: String = seen
            .chars()
            .filter(|char| !is_combining_mark(*char))
            .collect();
        if patience && plain.len() < letters.len() {
            kept.push_str(&plain);
        } else if !seen.is_empty() && !kept.ends_with(LACKING) {
            kept.push_str(LACKING);
        }
    }
    kept.push_str(words.get(end..).unwrap_or_default());
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
