// What each outcome of a change to one's own settings says.
import type { UpdateEmailPreferencesStatus, UpdateProfileStatus } from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const UPDATE_PROFILE = {
	SAVED: 'settings.saved',
	INVALID: 'settings.invalid',
	CHANGED_ELSEWHERE: 'settings.changedElsewhere'
} satisfies Record<UpdateProfileStatus, MessageKey>;

export const UPDATE_EMAIL_PREFERENCES = {
	SAVED: 'settings.emailsSaved'
} satisfies Record<UpdateEmailPreferencesStatus, MessageKey>;
