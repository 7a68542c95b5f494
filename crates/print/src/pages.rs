//! Where things stand on the pages: from top to bottom, and nothing cut in two.

use crate::qr::Qr;
use crate::text::{Style, Text, Typesetter};

/// A4 in points, 72 to the inch.
pub(crate) const PAGE: (f32, f32) = (595.276, 841.89);
pub(crate) const LEFT: f32 = 56.7;
pub(crate) const RIGHT: f32 = PAGE.0 - LEFT;
const TOP: f32 = 56.7;
const BOTTOM: f32 = PAGE.1 - 68.0;
/// The edge of a code with its quiet modules, 26 mm.
pub(crate) const CODE: f32 = 73.7;
const WIDTH: f32 = RIGHT - LEFT;
const BESIDE_CODE: f32 = WIDTH - CODE - 16.0;

const INK: [u8; 3] = [0x14, 0x26, 0x2a];
const MUTED: [u8; 3] = [0x4c, 0x5d, 0x61];
const SEA: [u8; 3] = [0x0a, 0x55, 0x63];

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Community,
    Title,
    Intro,
    Section,
    Item,
    ItemInSection,
    Words,
    UsedBy,
    Address,
    Note,
    Foot,
}

impl Role {
    fn style(self) -> Style {
        let (size, is_bold, color) = match self {
            Self::Community => (11.0, false, MUTED),
            Self::Title => (25.0, true, INK),
            Self::Intro => (12.5, false, INK),
            Self::Section => (17.0, true, SEA),
            Self::Item | Self::ItemInSection => (14.0, true, INK),
            Self::Words | Self::Note => (11.5, false, INK),
            Self::UsedBy => (10.5, false, MUTED),
            Self::Address => (10.5, false, SEA),
            Self::Foot => (9.5, false, MUTED),
        };
        Style {
            size,
            is_bold,
            color,
        }
    }

    fn width(self) -> f32 {
        match self {
            Self::Item | Self::ItemInSection | Self::Words | Self::UsedBy | Self::Address => {
                BESIDE_CODE
            }
            // Beside it is the number of the page.
            Self::Foot => WIDTH - 90.0,
            _ => WIDTH,
        }
    }

    /// Room above it, below another.
    fn gap(self, above: Option<Self>) -> f32 {
        match self {
            Self::Community | Self::Foot => 0.0,
            Self::Title => 2.0,
            Self::Intro => 8.0,
            Self::Section => 30.0,
            Self::Item | Self::ItemInSection if above == Some(Self::Section) => 10.0,
            Self::Item | Self::ItemInSection | Self::Note => 26.0,
            Self::Words | Self::UsedBy | Self::Address => 4.0,
        }
    }
}

/// One after the other, they are the leaflet as it is read out.
pub(crate) enum Part {
    Text {
        role: Role,
        text: Box<Text>,
        /// Where it leads.
        address: Option<String>,
    },
    Code {
        qr: Qr,
        alternative: String,
    },
}

/// A line of a part, or a code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub page: usize,
    pub part: usize,
    pub line: usize,
    pub x: f32,
    pub top: f32,
}

/// A leaflet that is being put together.
pub(crate) struct Composer {
    typesetter: Typesetter,
    pub parts: Vec<Part>,
    pub placed: Vec<Placed>,
    /// Lines between two items: page and height.
    pub rules: Vec<(usize, f32)>,
    /// What stands below each page.
    pub foot: Option<Text>,
    /// Whether some letter is in none of the fonts.
    pub is_lacking: bool,
    page: usize,
    y: f32,
    /// The paragraph that was placed last.
    above: Option<Role>,
}

impl Composer {
    pub(crate) fn new() -> Self {
        Self {
            typesetter: Typesetter::new(),
            parts: Vec::new(),
            placed: Vec::new(),
            rules: Vec::new(),
            foot: None,
            is_lacking: false,
            page: 0,
            y: TOP,
            above: None,
        }
    }

    pub(crate) const fn pages(&self) -> usize {
        self.page + 1
    }

    /// Words for the foot of a page, in one line.
    pub(crate) fn foot_text(&mut self, words: &str) -> Option<Text> {
        self.typesetter
            .set(words, Role::Foot.style(), Role::Foot.width())
    }

    pub(crate) fn foot(&mut self, words: &[&str]) {
        let words: Vec<&str> = words
            .iter()
            .copied()
            .filter(|words| !words.is_empty())
            .collect();
        self.foot = self.foot_text(&words.join(" · "));
    }

    /// A paragraph that may go on on the next page.
    pub(crate) fn flow(&mut self, role: Role, words: &str) {
        if let Some(part) = self.add(role, words, None) {
            self.place(part);
        }
    }

    /// Paragraphs that stay together.
    pub(crate) fn block(&mut self, texts: &[(Role, &str)]) {
        self.block_with_code(texts, "", None);
    }

    /// The same with a code beside them, below what is a section's heading.
    pub(crate) fn block_with_code(
        &mut self,
        texts: &[(Role, &str)],
        address: &str,
        qr: Option<Qr>,
    ) {
        let mut parts = Vec::new();
        for (role, words) in texts {
            let address = (*role == Role::Address).then(|| address.to_owned());
            parts.extend(self.add(*role, words, address));
        }
        let code = qr.map(|qr| {
            let title = self.title_of(&parts).unwrap_or("this page");
            let alternative = format!("QR code for {title}. It leads to {address}");
            self.parts.push(Part::Code { qr, alternative });
            self.parts.len() - 1
        });
        let Some(first) = parts.first().copied().or(code) else {
            return;
        };
        let height = self.height(&parts, code);
        if self.y + self.gap(first) + height > BOTTOM {
            self.turn();
        } else if self.y > TOP && self.is_item(first) {
            self.rules.push((self.page, self.y + self.gap(first) / 2.0));
        }
        let mut beside = None;
        for part in parts {
            if code.is_some() && beside.is_none() && !self.is_section(part) {
                // What fits on no page may have come to the end of one.
                if self.y + self.gap(part) + CODE > BOTTOM {
                    self.turn();
                }
                beside = Some((self.page, self.y + self.gap(part)));
            }
            self.place(part);
        }
        if let Some(part) = code {
            let (page, top) = beside.unwrap_or((self.page, self.y));
            self.placed.push(Placed {
                page,
                part,
                line: 0,
                x: RIGHT - CODE,
                top,
            });
            if page == self.page {
                self.y = self.y.max(top + CODE);
            }
        }
    }

    /// Goes on at the top of the next page.
    fn turn(&mut self) {
        if self.y > TOP {
            self.page += 1;
            self.y = TOP;
        }
    }

    fn add(&mut self, role: Role, words: &str, address: Option<String>) -> Option<usize> {
        let text = self.typesetter.set(words, role.style(), role.width())?;
        self.is_lacking |= text.is_lacking;
        self.parts.push(Part::Text {
            role,
            text: Box::new(text),
            address,
        });
        Some(self.parts.len() - 1)
    }

    fn text(&self, part: usize) -> Option<(Role, &Text)> {
        match self.parts.get(part)? {
            Part::Text { role, text, .. } => Some((*role, text)),
            Part::Code { .. } => None,
        }
    }

    fn is_item(&self, part: usize) -> bool {
        self.text(part)
            .is_some_and(|(role, _)| matches!(role, Role::Item | Role::ItemInSection))
    }

    fn is_section(&self, part: usize) -> bool {
        self.text(part)
            .is_some_and(|(role, _)| role == Role::Section)
    }

    fn title_of(&self, parts: &[usize]) -> Option<&str> {
        let title = parts.iter().find(|part| self.is_item(**part))?;
        self.text(*title).map(|(_, text)| text.words.as_str())
    }

    /// The room above a part. At the top of a page there is enough.
    fn gap(&self, part: usize) -> f32 {
        match self.text(part) {
            Some((role, _)) if self.y > TOP => role.gap(self.above),
            _ => 0.0,
        }
    }

    /// How much a block takes, without the room above it.
    fn height(&self, parts: &[usize], code: Option<usize>) -> f32 {
        let mut above_code = 0.0;
        let mut all = 0.0_f32;
        let mut above = None;
        for part in parts {
            let Some((role, text)) = self.text(*part) else {
                continue;
            };
            if above.is_some() {
                all += role.gap(above);
            }
            above = Some(role);
            all += text.layout.height();
            if role == Role::Section {
                above_code = all + Role::Item.gap(above);
            }
        }
        all.max(code.map_or(0.0, |_| above_code + CODE))
    }

    /// Places a paragraph line by line.
    fn place(&mut self, part: usize) {
        let mut y = self.y + self.gap(part);
        let mut page = self.page;
        let Some((role, text)) = self.text(part) else {
            return;
        };
        let mut placed = Vec::new();
        for (line, metrics) in text.layout.lines().map(|line| *line.metrics()).enumerate() {
            let height = metrics.block_max_coord - metrics.block_min_coord;
            if y + height > BOTTOM && y > TOP {
                page += 1;
                y = TOP;
            }
            placed.push(Placed {
                page,
                part,
                line,
                x: LEFT,
                top: y,
            });
            y += height;
        }
        self.placed.extend(placed);
        self.page = page;
        self.y = y;
        self.above = Some(role);
    }
}
