// What each outcome of a change to one's own settings says.
import type { UpdateEmailPreferencesStatus, UpdateProfileStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const UPDATE_PROFILE = {
	SAVED: m.settings_saved,
	INVALID: m.settings_invalid,
	CHANGED_ELSEWHERE: m.settings_changed_elsewhere
} satisfies Record<UpdateProfileStatus, () => string>;

export const UPDATE_EMAIL_PREFERENCES = {
	SAVED: m.settings_emails_saved
} satisfies Record<UpdateEmailPreferencesStatus, () => string>;
