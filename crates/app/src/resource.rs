//! Resources: share one, say that it still holds, hand it on, retire it, and tell
//! with whom one used it.

mod facts;
mod import;
mod keep;
mod review;
mod version;

pub(crate) use facts::{CheckedText, TextResource};
pub use facts::{Facts, ShareResource, ShareResourceRefusal, Used, share_resource};
pub use import::{
    COLUMNS, CheckedImport, ImportFault, ImportRow, Known, NEEDED, ROWS_LIMIT, SEPARATOR,
    check_import, import_resources,
};
pub use keep::{
    CheckResourceRefusal, HandOnResourceRefusal, Retire, RetireResourceRefusal, ReviseResource,
    ReviseResourceRefusal, check_resource, hand_on_resource, retire_resource, revise_resource,
};
pub(crate) use keep::{checked, handed_on, retired};
pub(crate) use review::link;
pub use review::{StillGood, check_by_link, keep_reviews, still_good};
pub use version::{AddVersion, AddVersionRefusal, add_version};
