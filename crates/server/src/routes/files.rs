//! What members bring, on its way in and out. Bytes go by these routes and not
//! through GraphQL, so that neither way holds a file in memory.

pub(crate) mod download;
pub(crate) mod upload;
