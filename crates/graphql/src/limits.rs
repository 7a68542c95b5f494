//! Limits that the library does not have, by an extension of it.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextParseQuery};
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Positioned, ServerResult, Variables};

use crate::error::{Code, coded};

/// Letters of an alias: each item of a list repeats it in the answer.
const ALIAS_LENGTH: usize = 100;

/// Refuses documents with longer aliases.
pub(crate) struct ShortAliases;

impl ExtensionFactory for ShortAliases {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for ShortAliases {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        let operations = document
            .operations
            .iter()
            .map(|(_, operation)| &operation.node.selection_set.node);
        let fragments = document
            .fragments
            .values()
            .map(|fragment| &fragment.node.selection_set.node);
        operations.chain(fragments).try_for_each(check)?;
        Ok(document)
    }
}

fn check(set: &SelectionSet) -> ServerResult<()> {
    set.items
        .iter()
        .try_for_each(|Positioned { node, pos }| match node {
            Selection::Field(field) if field.node.response_key().node.len() > ALIAS_LENGTH => {
                let error = coded(
                    Code::TooComplex,
                    "The document is too complex: an alias has more than 100 letters.",
                );
                Err(error.into_server_error(*pos))
            }
            Selection::Field(field) => check(&field.node.selection_set.node),
            Selection::InlineFragment(fragment) => check(&fragment.node.selection_set.node),
            // Looked at by itself.
            Selection::FragmentSpread(_) => Ok(()),
        })
}
