//! The crate as a whole: what each Markdown feature looks like, what becomes of
//! hostile input, and what holds for any input at all.

mod bounds;
mod checker;
mod corpus;
mod features;
mod properties;
