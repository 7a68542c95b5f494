// What the generated modules are made with: a document is its text, and knows
// by its type what it answers and which variables it takes.
export type TypedDocument<Data, Variables> = string & {
	__types?: (variables: Variables) => Data;
};

/** As it is written: fragments are put in by name. */
export const gql = String.raw;
