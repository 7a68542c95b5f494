//! A stored body on its way to a reader: those whom it names get the names that
//! this reader may know, and resources that are not to be used any more say so.

use std::collections::HashMap;

use async_graphql::{Context, Result};
use futures_util::future::try_join;
use markup::{Reference, Shown};

use crate::context::request;
use crate::loaders::loaders;
use crate::resource;
use crate::scalar::Html;

pub(super) async fn read(ctx: &Context<'_>, stored: &str) -> Result<Html> {
    let request = request(ctx)?;
    let named = markup::references(stored);
    if named.is_empty() {
        return Ok(Html(request.long(stored)?));
    }
    let loaders = loaders(ctx)?;
    let members = named.iter().filter_map(|reference| match reference {
        Reference::Member(id) => Some(*id),
        Reference::Thread(_) => None,
    });
    let threads = named.iter().filter_map(|reference| match reference {
        Reference::Thread(id) => Some(*id),
        Reference::Member(_) => None,
    });
    let members = loaders.members.load_many(members);
    let threads = loaders.threads.load_many(threads);
    let (members, threads) = try_join(members, threads).await?;
    let mut retired = resource::retired(loaders, threads.values()).await?;
    let mut shown = HashMap::with_capacity(named.len());
    for (id, member) in members {
        let name = member.0.name;
        let retired = None;
        shown.insert(Reference::Member(id), Shown { name, retired });
    }
    for (id, thread) in threads {
        let name = thread.shown_title().to_owned();
        let retired = retired.remove(&id);
        shown.insert(Reference::Thread(id), Shown { name, retired });
    }
    Ok(Html(request.long(&markup::with_names(stored, &shown))?))
}
