//! The schema as a whole: its roots, its limits, and how it is built.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{CacheControl, EmptySubscription, MergedObject, SchemaBuilder, ServerError, ValidationResult};

use crate::{
    application, community, coordination, digest, member, moderation, node, notification, post, report, session, thread, topic, viewer,
};

/// Reads.
#[derive(MergedObject, Default)]
pub struct Query(
    community::CommunityQuery,
    coordination::CoordinationQuery,
    member::MemberQuery,
    node::NodeQuery,
    thread::ThreadQuery,
    topic::TopicQuery,
    viewer::ViewerQuery,
);

/// Writes.
#[derive(MergedObject, Default)]
pub struct Mutation(
    application::ApplicationMutation,
    digest::DigestMutation,
    member::MemberMutation,
    moderation::ModerationMutation,
    notification::NotificationMutation,
    post::PostMutation,
    report::ReportMutation,
    session::SessionMutation,
    thread::ThreadMutation,
);

/// The schema, ready to run.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// For whom the schema is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Introspection is answered: on a developer's machine.
    Development,
    /// It is not.
    Production,
}

/// Selections inside each other, at most. The deepest document of the screens
/// has nine.
pub const DEPTH_LIMIT: usize = 15;
/// Fields of one document, at most, aliases counted one by one.
pub const COMPLEXITY_LIMIT: usize = 1_000;
/// Directives on one field, at most.
pub const DIRECTIVE_LIMIT: usize = 5;
/// How deep the parser follows a document before it gives up.
pub const RECURSION_LIMIT: usize = 32;

/// Builds it.
#[must_use]
pub fn build(mode: Mode) -> Schema {
    builder(mode).limit_directives(DIRECTIVE_LIMIT).finish()
}

/// The same for documents that it has found valid, which are not looked at
/// again: a tenth of a page's time. They are within the limits, then, which
/// depend on nothing but the document; that the values of variables fit is for
/// the caller to see to.
#[must_use]
pub fn build_for_valid(mode: Mode) -> Schema {
    builder(mode).extension(Validated).finish()
}

/// Leaves validation out.
struct Validated;

impl ExtensionFactory for Validated {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Validated {
    async fn validation(&self, _: &ExtensionContext<'_>, _: NextValidation<'_>) -> Result<ValidationResult, Vec<ServerError>> {
        Ok(ValidationResult { cache_control: CacheControl::default(), complexity: 0, depth: 0 })
    }
}

fn builder(mode: Mode) -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    let builder = Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(DEPTH_LIMIT)
        .limit_complexity(COMPLEXITY_LIMIT)
        .limit_recursive_depth(RECURSION_LIMIT)
        .disable_suggestions();
    match mode {
        Mode::Development => builder,
        Mode::Production => builder.disable_introspection(),
    }
}
