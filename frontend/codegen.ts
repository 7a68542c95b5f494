import type { CodegenConfig } from '@graphql-codegen/cli';

// Types come from the committed schema and the committed documents, so a
// field that the server renames breaks `npm run check`, not a member's page.
const config: CodegenConfig = {
	schema: '../crates/graphql/schema.graphql',
	documents: 'src/lib/**/*.graphql',
	config: {
		enumsAsTypes: true,
		skipTypename: true,
		useTypeImports: true,
		avoidOptionals: { field: true },
		defaultScalarType: 'unknown',
		scalars: {
			ID: 'string',
			DateTime: 'string',
			Date: 'string',
			HTML: 'string'
		}
	},
	generates: {
		'src/lib/graphql/types.ts': {
			plugins: ['typescript'],
			config: { onlyOperationTypes: true }
		},
		// Each document in a module of its own, so that a screen brings those it sends.
		'src/lib/': {
			preset: 'near-operation-file',
			presetConfig: { extension: '.graphql.ts', baseTypesPath: '~#lib/graphql/types.ts' },
			plugins: ['typescript-operations', 'typed-document-node'],
			config: {
				// Strings, not syntax trees: the browser needs no GraphQL parser, and
				// the integration tests send the very same files. Relative: these two take no "#" in a path.
				documentMode: 'graphQLTag',
				gqlImport: '../graphql/operation.ts#gql',
				documentNodeImport: '../graphql/operation.ts#TypedDocument',
				dedupeFragments: true
			}
		}
	}
};

export default config;
