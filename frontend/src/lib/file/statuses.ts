// What each outcome says about a file.
import type { DescribeFileStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const DESCRIBE_FILE = {
	SAVED: m.file_describe_saved,
	INVALID: m.file_describe_refused,
	NOT_FOUND: m.file_describe_gone
} satisfies Record<DescribeFileStatus, () => string>;
