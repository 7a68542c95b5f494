//! The schema as a whole: its roots, its limits, and how it is built.

use async_graphql::{EmptySubscription, MergedObject, SchemaBuilder};

use crate::limits::Documents;
use crate::scalar::IntsOf32Bits;
use crate::{
    application, collection, community, cost, desk, digest, file, member, node, notification,
    organisation, post, report, resource, search, session, summary, thread, topic, viewer,
};

/// Reads.
#[derive(MergedObject, Default)]
pub struct Query(
    collection::CollectionQuery,
    community::CommunityQuery,
    desk::DeskQuery,
    member::MemberQuery,
    node::NodeQuery,
    search::SearchQuery,
    search::SimilarQuery,
    resource::ResourceQuery,
    thread::ThreadQuery,
    topic::TopicQuery,
    viewer::ViewerQuery,
);

/// Writes.
#[derive(MergedObject, Default)]
pub struct Mutation(
    application::ApplicationMutation,
    collection::CollectionMutation,
    desk::decision::DecisionMutation,
    digest::DigestMutation,
    file::FileMutation,
    member::MemberMutation,
    notification::NotificationMutation,
    organisation::OrganisationMutation,
    post::PostMutation,
    report::ReportMutation,
    search::SearchMutation,
    resource::ResourceMutation,
    session::SessionMutation,
    summary::SummaryMutation,
    thread::ThreadMutation,
);

/// The schema, ready to run, with the documents that were run lately.
pub struct Schema {
    pub(crate) inner: async_graphql::Schema<Query, Mutation, EmptySubscription>,
    pub(crate) documents: Documents,
}

impl Schema {
    /// It as text.
    #[must_use]
    pub fn sdl(&self) -> String {
        self.inner.sdl()
    }
}

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
/// Directives on one field, at most.
pub const DIRECTIVE_LIMIT: usize = 5;
/// How deep the parser follows a document before it gives up.
pub const RECURSION_LIMIT: usize = 32;

/// Builds it.
#[must_use]
pub fn build(mode: Mode) -> Schema {
    Schema {
        inner: builder(mode).finish(),
        documents: Documents::new(mode),
    }
}

fn builder(mode: Mode) -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    let builder =
        async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
            .limit_depth(DEPTH_LIMIT)
            .limit_complexity(cost::LIMIT)
            .limit_recursive_depth(RECURSION_LIMIT)
            .limit_directives(DIRECTIVE_LIMIT)
            .register_input_type::<IntsOf32Bits>()
            .disable_suggestions();
    match mode {
        Mode::Development => builder,
        Mode::Production => builder.disable_introspection(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use async_graphql::Value;
    use async_graphql::extensions::Analyzer;
    use futures_util::FutureExt as _;

    use super::{Mode, builder};
    use crate::cost;

    fn documents(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path());
        entries
            .flat_map(|path| {
                if path.is_dir() {
                    documents(&path)
                } else {
                    vec![path]
                }
            })
            .filter(|path| path.extension().is_some_and(|ending| ending == "graphql"))
            .collect()
    }

    /// Of no database: what a document costs is known before it is run.
    #[test]
    fn the_documents_of_the_screens_cost_less_than_a_third_of_the_limit() {
        let schema = builder(Mode::Production).extension(Analyzer).finish();
        let screens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/src");
        let mut costs = Vec::new();
        for path in documents(&screens) {
            let text = std::fs::read_to_string(&path).expect("a document");
            let answer = schema
                .execute(text.as_str())
                .now_or_never()
                .expect("nothing is asked for");
            let Some(Value::Object(analysed)) = answer.extensions.get("analyzer") else {
                panic!("{}: {answer:?}", path.display())
            };
            let Some(Value::Number(cost)) = analysed.get("complexity") else {
                panic!("{}: {analysed:?}", path.display())
            };
            costs.push((cost.as_u64().expect("a cost"), path));
        }
        costs.sort();
        let (dearest, path) = costs.pop().expect("the screens ask for something");
        assert!(costs.len() > 40 && dearest > 500, "{costs:?}");
        assert!(
            dearest < cost::LIMIT as u64 / 3,
            "{} costs {dearest}",
            path.display()
        );
    }
}
