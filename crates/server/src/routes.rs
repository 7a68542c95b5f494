//! What answers at which address; one file each.

pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod graphql;
pub(crate) mod health;
pub(crate) mod preview;
pub(crate) mod setup;
pub(crate) mod still_good;
pub(crate) mod unsubscribe;
