//! Relay connections over keyset pages.

use std::sync::Arc;

use async_graphql::{Object, OutputType, Result, connection};
use db::{Cursor, Db, Key, List, Page, PageRequest};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};

use crate::context::Request;
use crate::error::{Code, coded};

/// A stretch of a list.
pub type Connection<T> = connection::Connection<String, T, Total>;

/// A page of `list` as a connection. `total` counts all that there are, once it
/// is asked for.
pub fn connection<K, T, C>(
    request: &Request,
    list: List,
    page: Page<(Cursor<K>, T)>,
    total: impl FnOnce(Db) -> C,
) -> Connection<T>
where
    K: Key,
    T: OutputType,
    C: Future<Output = db::Result<i64>> + Send + 'static,
{
    let total = total(request.db().clone()).map(|count| count.map_err(Arc::new));
    let total = Total(total.boxed().shared());
    let mut connection =
        Connection::with_additional_fields(page.has_previous, page.has_next, total);
    let edges = page.items.into_iter();
    let edges = edges.map(|(cursor, node)| connection::Edge::new(cursor.encode(list), node));
    connection.edges.extend(edges);
    connection
}

/// How many there are in all.
pub struct Total(Shared<BoxFuture<'static, Result<i64, Arc<db::Error>>>>);

#[Object]
impl Total {
    /// How many there are in all. Costs a count: ask only where it is shown.
    async fn total_count(&self) -> Result<i32> {
        Ok(int(self.0.clone().await?))
    }
}

/// A count as GraphQL's Int, which has 32 bits.
pub fn int(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A list costs a statement, and so as much as some of its items.
const LIST_COST: u64 = 10;

/// The arguments of `list`, which is going to be read.
///
/// # Errors
/// `BAD_REQUEST` for a size that is not from 1 to 100 and a cursor that this
/// list never gave out; `TOO_COMPLEX` when the request has asked for too many
/// items.
pub fn page_request<K: Key>(
    request: &Request,
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
    let wanted = PageRequest { first, after };
    request.ask_for(LIST_COST + wanted.size())?;
    Ok(wanted)
}
