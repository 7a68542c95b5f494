//! What stands in a leaflet, and in which order.

use crate::draw;
use crate::pages::{Composer, Role};
use crate::qr::Qr;
use crate::text::LACKING;

/// Characters of an address that are printed. The code has the whole of it.
const ADDRESS_LIMIT: usize = 120;

/// A collection for paper.
#[derive(Debug, Clone, Default)]
pub struct Leaflet {
    /// Whose it is.
    pub community: String,
    pub title: String,
    /// What it is for. A line break makes a paragraph.
    pub intro: String,
    pub items: Vec<Item>,
    /// The day, such as "30 November 2026".
    pub printed_on: String,
}

/// A resource in it.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// What stands over it and those after it, if it begins a part of the collection.
    pub heading: Option<String>,
    pub title: String,
    /// What it is good for. A line break makes a paragraph.
    pub words: String,
    /// Where its code leads, with `https://`.
    pub address: String,
    /// Such as "Used by 4 schools and 2 charities".
    pub used_by: Option<String>,
}

/// It could not be written as a document for everybody.
#[derive(Debug, thiserror::Error)]
#[error("the leaflet could not be written: {0}")]
pub struct NotPrinted(pub(crate) String);

impl Leaflet {
    /// As PDF on A4.
    ///
    /// # Errors
    /// [`NotPrinted`], which is a fault of ours: whatever the words are, they can be.
    pub fn pdf(&self) -> Result<Vec<u8>, NotPrinted> {
        draw::pdf(self.compose())
    }

    pub(crate) fn compose(&self) -> Composer {
        let mut page = Composer::new();
        page.block(&[(Role::Community, &self.community)]);
        let title = match self.title.trim() {
            "" => "Leaflet",
            title => title,
        };
        page.block(&[(Role::Title, title)]);
        for paragraph in self.intro.lines() {
            page.flow(Role::Intro, paragraph);
        }
        // Below a heading, titles are headings of the next level.
        let mut title_role = Role::Item;
        for item in &self.items {
            if item.heading.is_some() {
                title_role = Role::ItemInSection;
            }
            item.compose(&mut page, title_role);
        }
        if self.items.is_empty() {
            page.block(&[(Role::Note, "There is nothing in this collection yet.")]);
        }
        if page.is_lacking {
            let note = format!(
                "{LACKING} stands for letters that this leaflet cannot show. They are on the page in Cove."
            );
            page.block(&[(Role::Note, &note)]);
        }
        let printed_on = match self.printed_on.trim() {
            "" => String::new(),
            day => format!("Printed on {day}"),
        };
        page.foot(&[self.community.trim(), &printed_on]);
        page
    }
}

impl Item {
    fn compose(&self, page: &mut Composer, title_role: Role) {
        let shown = shown(&self.address);
        let mut texts = Vec::new();
        texts.extend(self.heading.as_deref().map(|words| (Role::Section, words)));
        texts.push((title_role, self.title.as_str()));
        texts.extend(self.words.lines().map(|words| (Role::Words, words)));
        texts.extend(self.used_by.as_deref().map(|words| (Role::UsedBy, words)));
        texts.push((Role::Address, &shown));
        page.block_with_code(&texts, &self.address, Qr::new(&self.address));
    }
}

/// An address as people write it.
fn shown(address: &str) -> String {
    let short = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .unwrap_or(address)
        .trim_end_matches('/');
    if short.chars().count() <= ADDRESS_LIMIT {
        return short.to_owned();
    }
    let cut: String = short.chars().take(ADDRESS_LIMIT).collect();
    format!("{cut}…")
}
