// Finding people: by a part of the name, among those with access or those whose
// access is paused.
import { request } from '#lib/graphql/request.ts';
import { PeopleDocument, type PeopleQuery } from './people.graphql.ts';
import type { MemberState } from '#lib/graphql/types.ts';

export type Standing = Extract<MemberState, 'ACTIVE' | 'SUSPENDED'>;

/** The list is of one state, so the state of everyone in it is known. */
export type Person = PeopleQuery['members']['nodes'][number] & { state: Standing };

export interface Search {
	name: string;
	state: Standing;
}

export function searchOf(parameters: URLSearchParams): Search {
	return {
		name: parameters.get('name')?.trim() ?? '',
		state: parameters.get('state') === 'SUSPENDED' ? 'SUSPENDED' : 'ACTIVE'
	};
}

export function searchAddress({ name, state }: Search): string {
	const parameters = new URLSearchParams();
	if (name.trim() !== '') parameters.set('name', name.trim());
	if (state !== 'ACTIVE') parameters.set('state', state);
	return parameters.size === 0 ? '/desk/people' : `/desk/people?${parameters.toString()}`;
}

export async function peoplePage({ name, state }: Search, after: string | null = null) {
	const filter = { name: name === '' ? null : name, state };
	const { members } = await request(PeopleDocument, { filter, after });
	return { ...members, nodes: members.nodes.map((person): Person => ({ ...person, state })) };
}
