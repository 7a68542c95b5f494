//! QR codes (ISO/IEC 18004) as shapes.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode, Version};

/// White modules around a code, which a reader needs to find it.
pub(crate) const QUIET: usize = 4;

/// The largest that a telephone still reads from paper at 26 mm: 69 modules and the
/// quiet ones, a third of a millimetre each. It holds an address of about 280 letters.
const LARGEST: i16 = 13;

/// A code, as runs of black modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qr {
    /// Modules from edge to edge, the quiet ones among them.
    pub width: usize,
    pub runs: Vec<Run>,
}

/// Black modules side by side in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub x: usize,
    pub y: usize,
    pub length: usize,
}

impl Qr {
    /// None, if the address is too long for a code that can be read.
    pub(crate) fn new(address: &str) -> Option<Self> {
        // A crumpled sheet asks for some repair; a long address gets less of it.
        let code = [EcLevel::M, EcLevel::L].into_iter().find_map(|level| {
            let code = QrCode::with_error_correction_level(address, level).ok()?;
            let is_legible = matches!(code.version(), Version::Normal(n) if n <= LARGEST);
            is_legible.then_some(code)
        })?;
        let side = code.width();
        let mut runs: Vec<Run> = Vec::new();
        for (index, color) in code.into_colors().into_iter().enumerate() {
            if color == Color::Light {
                continue;
            }
            let (x, y) = (index % side + QUIET, index / side + QUIET);
            match runs.last_mut() {
                Some(run) if run.y == y && run.x + run.length == x => run.length += 1,
                _ => runs.push(Run { x, y, length: 1 }),
            }
        }
        Some(Self {
            width: side + 2 * QUIET,
            runs,
        })
    }
}

/// A QR code that leads to an address, for a page: black on white whatever the page's
/// colours, because readers look for that. None, if the address is too long for a code
/// that can be read from paper. The page says in words where it leads.
#[must_use]
pub fn qr_svg(address: &str) -> Option<String> {
    let qr = Qr::new(address)?;
    let width = qr.width;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" \
         shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <path fill=\"#fff\" d=\"M0 0h{width}v{width}H0z\"/><path fill=\"#000\" d=\""
    );
    for Run { x, y, length } in qr.runs {
        // A String takes everything.
        let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
