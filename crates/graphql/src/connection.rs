//! Relay connections over keyset pages.

use async_graphql::{Result, SimpleObject};
use db::{Cursor, Key, List, PageRequest};

use crate::context::Request;
use crate::error::{Code, coded};

/// Whether there is more, and from where to ask for it.
#[derive(Debug, Clone, SimpleObject)]
pub struct PageInfo {
    /// Whether more come after these.
    pub has_next_page: bool,
    /// Whether some come before these.
    pub has_previous_page: bool,
    /// The place of the first of these.
    pub start_cursor: Option<String>,
    /// The place of the last of these: ask for what comes `after` it.
    pub end_cursor: Option<String>,
}

/// A list costs a statement, and so as much as some of its items.
const LIST_COST: u64 = 10;

/// The arguments of `list`, which is going to be read.
///
/// # Errors
/// As [`list_arguments`], and `TOO_COMPLEX` when the request has asked for too many
/// items.
pub fn page_request<K: Key>(
    request: &Request,
    list: List,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest<K>> {
    let wanted = list_arguments(list, first, after)?;
    request.ask_for(LIST_COST + wanted.size())?;
    Ok(wanted)
}

/// The arguments of `list`.
///
/// # Errors
/// `BAD_REQUEST` for a size that is not from 1 to 100 and a cursor that this
/// list never gave out.
pub fn list_arguments<K: Key>(
    list: List,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest<K>> {
    let first = match first {
        None => None,
        Some(n @ 1..=100) => u64::try_from(n).ok(),
        Some(_) => return Err(coded(Code::BadRequest, "Ask for 1 to 100 items at a time.")),
    };
    let after = after
        .map(|text| Cursor::decode(text, list))
        .transpose()
        .map_err(|_| {
            coded(
                Code::BadRequest,
                "This place in the list is not known. Start from its beginning.",
            )
        })?;
    Ok(PageRequest { first, after })
}

/// Declares `FooConnection` and `FooEdge` over an object. The total is counted
/// only when it is asked for; what counts it is `$count`, an async function of
/// the request and the `$what` that the list was made from.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $what:ty, $count:path) => {
        /// An item and its place in the list.
        #[derive(async_graphql::SimpleObject)]
        pub struct $edge {
            /// Its place.
            pub cursor: String,
            /// The item.
            pub node: $node,
        }

        /// A stretch of a list.
        pub struct $connection {
            items: Vec<(String, $node)>,
            has_next: bool,
            has_previous: bool,
            what: $what,
        }

        impl $connection {
            /// From a page, the list that its cursors are of, and what it was
            /// made from.
            #[must_use]
            pub fn new<K: db::Key>(
                page: db::Page<(db::Cursor<K>, $node)>,
                list: db::List,
                what: $what,
            ) -> Self {
                let page = page.map(|(cursor, node)| (cursor.encode(list), node));
                Self {
                    items: page.items,
                    has_next: page.has_next,
                    has_previous: page.has_previous,
                    what,
                }
            }
        }

        /// A stretch of a list.
        #[async_graphql::Object]
        impl $connection {
            /// The items with their places.
            async fn edges(&self) -> Vec<$edge> {
                self.items
                    .iter()
                    .map(|(cursor, node)| $edge {
                        cursor: cursor.clone(),
                        node: node.clone(),
                    })
                    .collect()
            }
            /// The items.
            async fn nodes(&self) -> Vec<$node> {
                self.items.iter().map(|(_, node)| node.clone()).collect()
            }
            /// Whether there is more.
            #[graphql(complexity = "0")]
            async fn page_info(&self) -> $crate::connection::PageInfo {
                $crate::connection::PageInfo {
                    has_next_page: self.has_next,
                    has_previous_page: self.has_previous,
                    start_cursor: self.items.first().map(|(cursor, _)| cursor.clone()),
                    end_cursor: self.items.last().map(|(cursor, _)| cursor.clone()),
                }
            }
            /// How many there are in all. Costs a count: ask only where it is shown.
            async fn total_count(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::Result<i32> {
                use $crate::error::OrBroken as _;
                let request = $crate::context::request(ctx)?;
                let count = $count(request, &self.what).await.or_broken(request)?;
                Ok(i32::try_from(count).unwrap_or(i32::MAX))
            }
        }
    };
}
pub(crate) use connection;
