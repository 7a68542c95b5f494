mod bounds;
mod checker;
mod corpus;
mod features;
mod properties;

use crate::{Body, TextFault, parse};

/// As a browser of this installation sends it.
fn clean_body(html: &str, limit: usize) -> Result<Body, TextFault> {
    crate::clean_body(html, limit, ORIGIN)
}

/// Text without marks, which is what a page too deep to be read is taken for.
fn typed_body(text: &str, limit: usize) -> Result<Body, TextFault> {
    crate::body(&parse::typed(text, ORIGIN)?, limit)
}

const ORIGIN: &str = "https://cove.example";
