// Dates as GOV.UK writes them: "Tuesday 24 November 2026", "2pm", "5:30pm",
// always in the community's own time zone, wherever the reader's clock is.
import { t, tn } from '#lib/message.ts';

const TIME_ZONE = 'Europe/London';

const calendar = new Intl.DateTimeFormat('en-GB', {
	timeZone: TIME_ZONE,
	weekday: 'long',
	day: 'numeric',
	month: 'long',
	year: 'numeric'
});

const clock = new Intl.DateTimeFormat('en-GB', {
	timeZone: TIME_ZONE,
	hour: 'numeric',
	minute: '2-digit',
	hourCycle: 'h23'
});

function parts(format: Intl.DateTimeFormat, at: Date): Record<string, string> {
	return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** "Tuesday 24 November 2026" */
export function longDate(at: Date): string {
	const { weekday, day, month, year } = parts(calendar, at);
	return `${weekday} ${day} ${month} ${year}`;
}

/** "24 November 2026" */
export function shortDate(at: Date): string {
	const { day, month, year } = parts(calendar, at);
	return `${day} ${month} ${year}`;
}

/** "Tuesday" */
export function weekday(at: Date): string {
	return parts(calendar, at).weekday ?? '';
}

/** "2pm", "5:30pm", "midday", "midnight" */
export function time(at: Date): string {
	const { hour, minute } = parts(clock, at);
	const h = Number(hour);
	if (minute === '00' && h === 0) return t('date.midnight');
	if (minute === '00' && h === 12) return t('date.midday');
	const suffix = h < 12 ? 'am' : 'pm';
	return `${h % 12 || 12}${minute === '00' ? '' : `:${minute}`}${suffix}`;
}

/** "Tuesday 24 November 2026, 2pm" */
export function longDateAndTime(at: Date): string {
	return `${longDate(at)}, ${time(at)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, as people say it; from a week on, the date. Never counts seconds. */
export function ago(at: Date, now: Date): string {
	const passed = now.getTime() - at.getTime();
	if (passed < MINUTE) return t('date.now');
	if (passed < HOUR) return tn('date.minutes', Math.floor(passed / MINUTE));
	if (passed < DAY) return tn('date.hours', Math.floor(passed / HOUR));
	if (passed < 2 * DAY) return t('date.yesterday');
	if (passed < 7 * DAY) return tn('date.days', Math.floor(passed / DAY));
	return shortDate(at);
}
