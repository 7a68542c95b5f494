//! A collection: resources that the co-ordinator put into an order, with words of
//! theirs between.

/// Characters in a title.
pub const TITLE_LIMIT: usize = 80;
/// Characters in what a collection is for.
pub const INTRO_LIMIT: usize = 500;
/// Characters in what stands over a part of it.
pub const HEADING_LIMIT: usize = 80;
/// Characters in what is said of one of its resources.
pub const WORDS_LIMIT: usize = 300;
/// Resources in one: what fits on a few sheets of paper.
pub const ENTRIES_LIMIT: usize = 40;
/// Collections of a community, those that are put away among them. They are listed
/// as a whole.
pub const COLLECTIONS_LIMIT: usize = 60;
