//! The pages as a tagged PDF.

use std::collections::HashMap;
use std::num::NonZeroU16;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Quadrilateral, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use crate::leaflet::NotPrinted;
use crate::pages::{CODE, Composer, LEFT, PAGE, Part, Placed, RIGHT, Role};
use crate::qr::{QUIET, Qr};
use crate::text::Text;

const LANGUAGE: &str = "en-GB";
/// Where the words below a page stand.
const FOOT: f32 = PAGE.1 - 46.0;
/// From the top of a title's line to that of its letters.
const CAPITAL: f32 = 4.5;
const RULE: [u8; 3] = [0xc9, 0xcf, 0xd0];

pub(crate) fn pdf(mut composed: Composer) -> Result<Vec<u8>, NotPrinted> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| NotPrinted(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut drawn = Drawn {
        fonts: HashMap::new(),
        tags: composed.parts.iter().map(|_| Vec::new()).collect(),
    };
    for page in 0..composed.pages() {
        let number = format!("Page {} of {}", page + 1, composed.pages());
        let number = composed.foot_text(&number);
        drawn.page(&mut document, &composed, page, number.as_ref())?;
    }
    document.set_metadata(metadata(&composed));
    document.set_outline(outline(&composed));
    document.set_tag_tree(tag_tree(&composed, drawn.tags)?);
    document
        .finish()
        .map_err(|error| NotPrinted(format!("{error:?}")))
}

struct Drawn {
    /// Those that are in use, by parley's number of their data.
    fonts: HashMap<u64, Font>,
    /// What of each part is on the pages.
    tags: Vec<Vec<Identifier>>,
}

impl Drawn {
    fn page(
        &mut self,
        document: &mut Document,
        composed: &Composer,
        number: usize,
        foot: Option<&Text>,
    ) -> Result<(), NotPrinted> {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(wrong_size)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (_, y) in composed.rules.iter().filter(|(page, _)| *page == number) {
            let rule = Rect::from_xywh(LEFT, *y, RIGHT - LEFT, 0.6).ok_or_else(wrong_size)?;
            artifact(&mut surface, ArtifactType::Layout, |surface| {
                fill(surface, RULE);
                draw_shapes(surface, [rule]);
            });
        }
        let mut links: Vec<(usize, &str, Vec<Quadrilateral>)> = Vec::new();
        for placed in composed
            .placed
            .iter()
            .filter(|placed| placed.page == number)
        {
            match composed.parts.get(placed.part) {
                Some(Part::Text { text, address, .. }) => {
                    self.line(&mut surface, text, *placed);
                    let area = line_area(text, *placed);
                    if let (Some(address), Some(area)) = (address.as_deref(), area) {
                        match links.last_mut() {
                            Some((part, _, areas)) if *part == placed.part => areas.push(area),
                            _ => links.push((placed.part, address, vec![area])),
                        }
                    }
                }
                Some(Part::Code { qr, .. }) => {
                    let tag = surface.start_tagged(ContentTag::Other);
                    draw_code(&mut surface, qr, *placed);
                    surface.end_tagged();
                    self.tag(placed.part, tag);
                }
                None => {}
            }
        }
        artifact(&mut surface, ArtifactType::Footer, |surface| {
            for (text, x) in [(composed.foot.as_ref(), LEFT), (foot, RIGHT)] {
                let Some((text, line)) = text.zip(text.and_then(|text| text.layout.get(0))) else {
                    continue;
                };
                // The number ends where the page does.
                let x = if x == RIGHT {
                    x - line.metrics().advance
                } else {
                    x - line.metrics().offset
                };
                self.draw_line(surface, text, 0, x, FOOT);
            }
        });
        surface.finish();
        for (part, address, areas) in links {
            if !is_address(address) {
                continue;
            }
            let target = Target::Action(Action::Link(LinkAction::new(address.to_owned())));
            let link = LinkAnnotation::new_with_quad_points(areas, target);
            let words = format!("Opens {address}");
            let tag = page.add_tagged_annotation(Annotation::new_link(link, Some(words)));
            self.tag(part, tag);
        }
        page.finish();
        Ok(())
    }

    fn tag(&mut self, part: usize, tag: Identifier) {
        if let Some(tags) = self.tags.get_mut(part) {
            tags.push(tag);
        }
    }

    fn line(&mut self, surface: &mut Surface<'_>, text: &Text, placed: Placed) {
        // Words that run from right to left are drawn from left to right, and would be
        // read out and copied like that.
        let line = text.layout.get(placed.line);
        let line = line.filter(|line| line.runs().any(|run| run.is_rtl()));
        let words = line.and_then(|line| text.words.get(line.text_range()));
        let span = SpanTag::empty().with_actual_text(words);
        let tag = surface.start_tagged(ContentTag::Span(span));
        self.draw_line(surface, text, placed.line, placed.x, placed.top);
        surface.end_tagged();
        self.tag(placed.part, tag);
    }

    /// `x` and `top` are those of the line's box.
    fn draw_line(&mut self, surface: &mut Surface<'_>, text: &Text, line: usize, x: f32, top: f32) {
        let Some(line) = text.layout.get(line) else {
            return;
        };
        fill(surface, text.style.color);
        let metrics = line.metrics();
        let y = top + metrics.baseline - metrics.block_min_coord;
        let mut x = x + metrics.offset;
        for run in line.runs() {
            let start = x;
            let font = run.font();
            let size = run.font_size();
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    if let Some(glyph) = glyphs.last_mut() {
                        let range = cluster.text_range();
                        glyph.text_range.start = glyph.text_range.start.min(range.start);
                        glyph.text_range.end = glyph.text_range.end.max(range.end);
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance / size,
                        glyph.x / size,
                        // parley counts downwards, krilla upwards.
                        -glyph.y / size,
                        0.0,
                        cluster.text_range(),
                        None,
                    ));
                    x += glyph.advance;
                }
            }
            let (data, id) = font.data.clone().into_raw_parts();
            let known = self.fonts.get(&id).cloned();
            let Some(font) = known.or_else(|| Font::new(data.into(), font.index)) else {
                continue;
            };
            self.fonts.insert(id, font.clone());
            if !glyphs.is_empty() {
                let start = Point::from_xy(start, y);
                surface.draw_glyphs(start, &glyphs, font, &text.words, size, false);
            }
        }
    }
}

fn wrong_size() -> NotPrinted {
    NotPrinted("a size is no size".to_owned())
}

/// Something that is no part of the text.
fn artifact(surface: &mut Surface<'_>, kind: ArtifactType, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(surface);
    surface.end_tagged();
}

fn fill(surface: &mut Surface<'_>, [red, green, blue]: [u8; 3]) {
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }));
}

fn draw_shapes(surface: &mut Surface<'_>, shapes: impl IntoIterator<Item = Rect>) {
    let mut path = PathBuilder::new();
    for shape in shapes {
        path.push_rect(shape);
    }
    let path: Option<Path> = path.finish();
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

/// Its black begins where the words do, and ends where the lines do.
fn draw_code(surface: &mut Surface<'_>, qr: &Qr, placed: Placed) {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a code has fewer than 200 modules"
    )]
    let of = |modules: usize| modules as f32 * CODE / qr.width as f32;
    let quiet = of(QUIET);
    let (left, top) = (placed.x + quiet, placed.top + CAPITAL - quiet);
    fill(surface, [0, 0, 0]);
    draw_shapes(
        surface,
        qr.runs.iter().filter_map(|run| {
            Rect::from_xywh(left + of(run.x), top + of(run.y), of(run.length), of(1))
        }),
    );
}

/// What one presses to follow a link.
fn line_area(text: &Text, placed: Placed) -> Option<Quadrilateral> {
    let line = text.layout.get(placed.line)?;
    let metrics = line.metrics();
    let height = metrics.block_max_coord - metrics.block_min_coord;
    let left = placed.x + metrics.offset;
    Rect::from_xywh(left, placed.top, metrics.advance, height).map(Quadrilateral::from)
}

/// What a PDF may hold as the address of a link: RFC 3986 has letters of ASCII alone.
fn is_address(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://"))
        && address.chars().all(|char| char.is_ascii_graphic())
}

fn heading_level(role: Role) -> Option<u16> {
    match role {
        Role::Title => Some(1),
        Role::Section | Role::Item => Some(2),
        Role::ItemInSection => Some(3),
        _ => None,
    }
}

/// The headings, each with where it begins.
fn headings(composed: &Composer) -> impl Iterator<Item = (&str, &Placed)> {
    composed.placed.iter().filter_map(|placed| {
        let Some(Part::Text { role, text, .. }) = composed.parts.get(placed.part) else {
            return None;
        };
        (placed.line == 0 && heading_level(*role).is_some())
            .then_some((text.words.as_str(), placed))
    })
}

fn metadata(composed: &Composer) -> Metadata {
    let title = headings(composed)
        .next()
        .map_or("Leaflet", |(words, _)| words);
    Metadata::new()
        .title(title.to_owned())
        .language(LANGUAGE.to_owned())
        .creator("Cove".to_owned())
}

fn outline(composed: &Composer) -> Outline {
    let mut outline = Outline::new();
    for (words, placed) in headings(composed) {
        let place = XyzDestination::new(placed.page, Point::from_xy(placed.x, placed.top));
        outline.push_child(OutlineNode::new(words.to_owned(), place));
    }
    outline
}

/// The parts in the order in which they are read.
fn tag_tree(composed: &Composer, tags: Vec<Vec<Identifier>>) -> Result<TagTree, NotPrinted> {
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for (part, tags) in composed.parts.iter().zip(tags) {
        let children: Vec<Node> = tags.into_iter().map(Node::from).collect();
        let group = match part {
            Part::Code { alternative, .. } => {
                TagGroup::with_children(Tag::Figure(Some(alternative.clone())), children)
            }
            Part::Text {
                address: Some(address),
                ..
            } if is_address(address) => {
                let link = TagGroup::with_children(Tag::Link, children);
                TagGroup::with_children(Tag::P, vec![link.into()])
            }
            Part::Text { role, text, .. } => {
                let tag: TagKind = match heading_level(*role) {
                    Some(level) => {
                        let level = NonZeroU16::new(level).ok_or_else(wrong_size)?;
                        Tag::Hn(level, Some(text.words.clone())).into()
                    }
                    None => Tag::P.into(),
                };
                TagGroup::with_children(tag, children)
            }
        };
        tree.push(group);
    }
    Ok(tree)
}
