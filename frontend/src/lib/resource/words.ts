// What the facts of resources are called. A value of the schema without words does
// not compile.
import type {
	AgeBand,
	Audience,
	ResourceForm,
	ResourceFormat,
	ResourceOrder,
	ResourceState
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const AUDIENCE = {
	STAFF: m.resource_audience_staff,
	YOUNG_PEOPLE: m.resource_audience_young_people,
	PARENTS_AND_CARERS: m.resource_audience_parents,
	ADULTS: m.resource_audience_adults
} satisfies Record<Audience, () => string>;

export const FORMAT = {
	LEAFLET: m.resource_format_leaflet,
	GUIDE: m.resource_format_guide,
	WORKSHEET: m.resource_format_worksheet,
	POSTER: m.resource_format_poster,
	WEBSITE: m.resource_format_website,
	VIDEO: m.resource_format_video,
	AUDIO: m.resource_format_audio,
	TRAINING: m.resource_format_training,
	SLIDES: m.resource_format_slides,
	TEMPLATE: m.resource_format_template
} satisfies Record<ResourceFormat, () => string>;

export const AGE = {
	UNDER_FIVE: m.resource_age_under_five,
	FIVE_TO_TEN: m.resource_age_five,
	ELEVEN_TO_FIFTEEN: m.resource_age_eleven,
	SIXTEEN_TO_EIGHTEEN: m.resource_age_sixteen,
	NINETEEN_TO_TWENTY_FIVE: m.resource_age_nineteen,
	OVER_TWENTY_FIVE: m.resource_age_over
} satisfies Record<AgeBand, () => string>;

export const STATE = {
	CURRENT: m.resource_state_current,
	DUE: m.resource_state_due,
	OVERDUE: m.resource_state_overdue,
	REPLACED: m.resource_state_replaced,
	WITHDRAWN: m.resource_state_withdrawn
} satisfies Record<ResourceState, () => string>;

export const FORM = {
	LINK: m.resource_form_link,
	DOCUMENT: m.resource_form_document,
	TEXT: m.resource_form_text
} satisfies Record<ResourceForm, () => string>;

export const ORDER = {
	NEWEST: m.resource_order_newest,
	MOST_USED: m.resource_order_used,
	RECENTLY_CHECKED: m.resource_order_checked
} satisfies Record<ResourceOrder, () => string>;

/** "ages 11 to 18", "from age 11", "up to age 10"; nothing for any age. */
export function agesWords(from: number | null, to: number | null): string {
	if (from !== null && to !== null) {
		return from === to ? m.resource_ages_one({ age: from }) : m.resource_ages({ from, to });
	}
	if (from !== null) return m.resource_ages_from({ from });
	return to === null ? '' : m.resource_ages_to({ to });
}

/** "10 minutes", "2 hours 30 minutes". */
export function minutesWords(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	return [
		hours > 0 && m.resource_hours({ count: hours }),
		minutes % 60 > 0 && m.resource_minutes({ count: minutes % 60 })
	]
		.filter(Boolean)
		.join(' ');
}

/** By the slug of a sector what its organisations are called. */
const USERS: Record<string, (count: { count: number }) => string> = {
	education: m.resource_users_education,
	'third-sector': m.resource_users_third_sector,
	'social-prescribing': m.resource_users_social_prescribing,
	'primary-care': m.resource_users_primary_care,
	'nhs-mental-health': m.resource_users_nhs,
	'local-authority': m.resource_users_council
};

const list = new Intl.ListFormat('en-GB');

export type UsedBy = readonly { count: number; sector: { slug: string } }[];

/** "Used by 4 schools and 2 charities"; nothing where nobody says so. */
export function usedByWords(usedBy: UsedBy): string {
	if (usedBy.length === 0) return '';
	const users = usedBy.map(({ count, sector }) =>
		(USERS[sector.slug] ?? m.resource_users_other)({ count })
	);
	return m.resource_used_by({ users: list.format(users) });
}

/** Where an address leads, for people: its host. */
export function hostOf(address: string): string {
	try {
		return new URL(address).host.replace(/^www\./, '');
	} catch {
		return address;
	}
}
