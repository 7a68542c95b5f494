import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { ThreadDocument } from '#lib/thread/thread.graphql.ts';
import { threadIdOf } from '#lib/thread/address.ts';
import type { EntryGenerator, PageLoad } from './$types';

/** One page for all threads; the server finds it by the route's name. */
export const entries: EntryGenerator = () => [{ id: '[id]', slug: '[[slug]]' }];

export const load: PageLoad = async ({ params }) => {
	const id = threadIdOf(params.id);
	if (id === null) error(404, 'no such thread');
	const { thread } = await request(ThreadDocument, { id });
	if (thread === null) error(404, 'no such thread');
	// There with the words, so that nothing moves when it comes.
	if ([thread.opening, ...thread.replies.nodes].some(({ files }) => files.length > 0)) {
		await import('#lib/file/PostFiles.svelte');
	}
	// What only a resource has comes before it is drawn, so that nothing moves.
	const resource =
		thread.kind === 'RESOURCE'
			? await import('#lib/resource/panel.ts').then(({ open }) => open(id))
			: null;
	const learned = thread.summary && (await import('#lib/summary/SummaryPanel.svelte')).default;
	return { thread, resource, learned };
};
