// What a summary is in the library, as it stands in a form and as it is sent.
import type { Audience, InLibraryInput } from '#lib/graphql/types.ts';
import { m } from '#messages';
import { problemsOf as writingProblems } from '#lib/thread/writingProblems.ts';
import type { Problem } from '#lib/ui/form/problems.svelte.ts';

export interface InLibrary {
	title: string;
	audiences: Audience[];
	/** As a date field has it. */
	reviewBy: string;
}

/** A year from today. */
function inAYear(): string {
	const day = new Date();
	day.setFullYear(day.getFullYear() + 1);
	return day.toLocaleDateString('en-CA');
}

/** What it begins as: it is for colleagues, until somebody says otherwise. */
export const inLibrary = (title: string): InLibrary => ({
	title,
	audiences: ['STAFF'],
	reviewBy: inAYear()
});

export function problemsOf({ title, audiences }: InLibrary, body: string): Problem[] {
	const wrong: Problem[] = writingProblems({ title, body });
	if (audiences.length === 0) {
		wrong.push({ field: 'audiences', message: m.resource_audience_missing() });
	}
	return wrong;
}

export const libraryInput = ({ reviewBy, ...rest }: InLibrary): InLibraryInput => ({
	...rest,
	reviewBy: reviewBy === '' ? null : reviewBy
});
