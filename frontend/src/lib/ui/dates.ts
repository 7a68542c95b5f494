// Dates as GOV.UK writes them: "Tuesday 24 November 2026", "2pm", "5:30pm",
// always in the community's own time zone, wherever the reader's clock is.
import { m } from '#messages';

let timeZone = 'Europe/London';
let calendar = calendarIn(timeZone);
let clock = clockIn(timeZone);
let numbers = numbersIn(timeZone);

function calendarIn(timeZone: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone,
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		year: 'numeric'
	});
}

function clockIn(timeZone: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hour: 'numeric',
		minute: '2-digit',
		hourCycle: 'h23'
	});
}

function numbersIn(timeZone: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone,
		day: 'numeric',
		month: 'numeric',
		year: 'numeric'
	});
}

/** The community's time zone, once the server has said which it is. */
export function keepTimeOf(zone: string): void {
	if (zone === timeZone) return;
	timeZone = zone;
	calendar = calendarIn(zone);
	clock = clockIn(zone);
	numbers = numbersIn(zone);
}

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

/** The part of the day by the community's clock. */
export function partOfDay(at: Date): 'morning' | 'afternoon' | 'evening' {
	const hour = Number(parts(clock, at).hour);
	if (hour >= 4 && hour < 12) return 'morning';
	return hour >= 12 && hour < 17 ? 'afternoon' : 'evening';
}

/** "2pm", "5:30pm", "midday", "midnight" */
export function time(at: Date): string {
	const { hour, minute } = parts(clock, at);
	const h = Number(hour);
	if (minute === '00' && h === 0) return m.date_midnight();
	if (minute === '00' && h === 12) return m.date_midday();
	const suffix = h < 12 ? 'am' : 'pm';
	return `${h % 12 || 12}${minute === '00' ? '' : `:${minute}`}${suffix}`;
}

/** "Tuesday 24 November 2026, 2pm" */
export function longDateAndTime(at: Date): string {
	return `${longDate(at)}, ${time(at)}`;
}

/**
 * Since when something is new: "2pm" today, "Tuesday" within a week, where a weekday
 * alone is clear, and the date before that.
 */
export function since(at: Date, now: Date): string {
	const days = calendarDays(at, now);
	if (days === 0) return time(at);
	return days < 7 ? weekday(at) : shortDate(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How many midnights lie between: 1 from yesterday evening to this morning. */
export function calendarDays(from: Date, to: Date): number {
	const dayOf = (at: Date) => {
		const { day, month, year } = parts(numbers, at);
		return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY;
	};
	return dayOf(to) - dayOf(from);
}

/**
 * How long ago, as people say it; from a week on, the date. Never counts
 * seconds. Hours are for today and for the night that has just been; what is
 * older is told by calendar days, so that "yesterday" is the day before.
 */
export function ago(at: Date, now: Date): string {
	const passed = now.getTime() - at.getTime();
	if (passed < MINUTE) return m.date_now();
	if (passed < HOUR) return m.date_minutes({ count: Math.floor(passed / MINUTE) });
	const days = passed < 12 * HOUR ? 0 : calendarDays(at, now);
	if (days === 0) return m.date_hours({ count: Math.floor(passed / HOUR) });
	if (days === 1) return m.date_yesterday();
	if (days < 7) return m.date_days({ count: days });
	return shortDate(at);
}
