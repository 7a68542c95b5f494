import type { CodegenConfig } from '@graphql-codegen/cli';

// Types come from the committed schema and the committed documents, so a
// field that the server renames breaks `npm run check`, not a member's page.
const config: CodegenConfig = {
	schema: '../crates/graphql/schema.graphql',
	documents: 'src/lib/**/*.graphql',
	generates: {
		'src/lib/graphql/types.ts': {
			plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
			config: {
				documentMode: 'string',
				// Strings, not syntax trees: the browser needs no GraphQL parser, and
				// the integration tests send the very same files.
				enumsAsTypes: true,
				onlyOperationTypes: true,
				skipTypename: true,
				useTypeImports: true,
				pureMagicComment: true,
				avoidOptionals: { field: true },
				defaultScalarType: 'unknown',
				scalars: {
					ID: 'string',
					DateTime: 'string',
					Date: 'string',
					Markdown: 'string',
					HTML: 'string'
				}
			}
		}
	}
};

export default config;
