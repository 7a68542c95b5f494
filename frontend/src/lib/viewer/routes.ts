// The screens, by their routes as SvelteKit names them: the compiler asks for a
// line for each. The gate, the ways back from signing in, the bars, and the
// browser test that walks through every screen all read this.
import type { ComponentProps } from 'svelte';
import type { PageRouteId } from '$app/types';
import type Skeleton from '#lib/ui/Skeleton.svelte';

export type Gate =
	/** Anyone, at once: nothing is asked first. */
	| 'open'
	/** People who are not signed in; others are sent where they belong. */
	| 'signedOut'
	/** The same, and those who may ask again: declined, or gone. */
	| 'joining'
	/** Signed in, not a member: waiting, declined, or access paused. */
	| 'waiting'
	/** Active members. */
	| 'member';

type Shape = ComponentProps<typeof Skeleton>['shape'];

interface Route {
	/** For whom it is. */
	gate: Gate;
	/** What shows while it is on its way. */
	shape: Shape;
	/** Whether signing in may lead back to it. */
	back: boolean;
	/** The bar that has a link to it: every page's, or the desk's. */
	bar: 'places' | 'desk' | null;
}

export const ROUTES = {
	'/(public)': { gate: 'open', shape: 'lines', back: false, bar: null },
	'/(public)/accessibility': { gate: 'open', shape: 'lines', back: true, bar: null },
	'/(public)/help-now': { gate: 'open', shape: 'lines', back: true, bar: null },
	'/(public)/house-rules': { gate: 'open', shape: 'lines', back: true, bar: null },
	'/(public)/privacy': { gate: 'open', shape: 'lines', back: true, bar: null },
	'/sign-in': { gate: 'signedOut', shape: 'form', back: false, bar: null },
	'/sign-in/confirm': { gate: 'open', shape: 'form', back: false, bar: null },
	'/join': { gate: 'joining', shape: 'form', back: false, bar: null },
	'/join/confirm': { gate: 'open', shape: 'form', back: false, bar: null },
	'/join/status': { gate: 'waiting', shape: 'form', back: true, bar: null },
	'/home': { gate: 'member', shape: 'list', back: true, bar: 'places' },
	'/threads': { gate: 'member', shape: 'list', back: true, bar: 'places' },
	'/threads/[id]/[[slug]]': { gate: 'member', shape: 'thread', back: true, bar: null },
	'/summary/[id]': { gate: 'member', shape: 'form', back: true, bar: null },
	'/search': { gate: 'member', shape: 'list', back: true, bar: null },
	'/topics': { gate: 'member', shape: 'lines', back: true, bar: null },
	'/ask': { gate: 'member', shape: 'form', back: true, bar: 'places' },
	'/library': { gate: 'member', shape: 'list', back: true, bar: 'places' },
	'/library/share': { gate: 'member', shape: 'form', back: true, bar: null },
	'/library/[id]/change': { gate: 'member', shape: 'form', back: true, bar: null },
	'/library/[id]/use': { gate: 'member', shape: 'form', back: true, bar: null },
	'/collections': { gate: 'member', shape: 'list', back: true, bar: null },
	'/collections/new': { gate: 'member', shape: 'form', back: true, bar: null },
	'/collections/[id]': { gate: 'member', shape: 'list', back: true, bar: null },
	'/collections/[id]/change': { gate: 'member', shape: 'form', back: true, bar: null },
	'/notifications': { gate: 'member', shape: 'list', back: true, bar: null },
	'/settings': { gate: 'member', shape: 'form', back: true, bar: null },
	'/desk': { gate: 'member', shape: 'list', back: true, bar: 'desk' },
	'/desk/digest': { gate: 'member', shape: 'lines', back: true, bar: 'desk' },
	'/desk/people': { gate: 'member', shape: 'list', back: true, bar: 'desk' },
	'/desk/organisations': { gate: 'member', shape: 'lines', back: true, bar: 'desk' },
	'/desk/search': { gate: 'member', shape: 'lines', back: true, bar: 'desk' },
	'/desk/audit': { gate: 'member', shape: 'lines', back: true, bar: 'desk' }
} as const satisfies Record<PageRouteId, Route>;

/** The routes to which one of the bars has a link. */
export type InBar<Bar> = {
	[Id in PageRouteId]: (typeof ROUTES)[Id]['bar'] extends Bar ? Id : never;
}[PageRouteId];

/** For whom a page is. No route is the not-found page, which anyone may see. */
export const gateFor = (route: PageRouteId | null): Gate =>
	route === null ? 'open' : ROUTES[route].gate;

/** The shape of the page that is on its way. */
export const shapeOf = (route: PageRouteId | null | undefined): Shape =>
	route ? ROUTES[route].shape : 'lines';

/** A route as it stands in an address. */
export const addressOf = (route: string): string => route.replace('/(public)', '') || '/';
