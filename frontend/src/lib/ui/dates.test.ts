import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	ago,
	calendarDays,
	longDate,
	longDateAndTime,
	partOfDay,
	shortDate,
	since,
	time,
	weekday
} from './dates.ts';

const tuesday = new Date('2026-11-24T08:00:00Z');

test('a date is written out, without commas', () => {
	assert.equal(longDate(tuesday), 'Tuesday 24 November 2026');
	assert.equal(shortDate(tuesday), '24 November 2026');
	assert.equal(weekday(tuesday), 'Tuesday');
	assert.equal(longDateAndTime(tuesday), 'Tuesday 24 November 2026, 8am');
});

test('times are said the way people say them, in London', () => {
	assert.equal(time(new Date('2026-11-24T14:00:00Z')), '2pm');
	assert.equal(time(new Date('2026-07-24T16:30:00Z')), '5:30pm');
	assert.equal(time(new Date('2026-11-24T12:00:00Z')), 'midday');
	assert.equal(time(new Date('2026-11-24T00:00:00Z')), 'midnight');
	assert.equal(time(new Date('2026-11-24T00:05:00Z')), '12:05am');
});

test('the day is the one in London when clocks differ', () => {
	assert.equal(longDate(new Date('2026-07-31T23:30:00Z')), 'Saturday 1 August 2026');
});

test('how long ago, until a date says more', () => {
	const before = (ms: number) => ago(new Date(tuesday.getTime() - ms), tuesday);
	const minute = 60_000;
	assert.equal(before(30_000), 'just now');
	assert.equal(before(minute), '1 minute ago');
	assert.equal(before(59 * minute), '59 minutes ago');
	assert.equal(before(2 * 60 * minute), '2 hours ago');
	assert.equal(before(30 * 60 * minute), 'yesterday');
	assert.equal(before(3 * 24 * 60 * minute), '3 days ago');
	assert.equal(before(8 * 24 * 60 * minute), '16 November 2026');
});

test('yesterday is the day before, not anything under two days', () => {
	const at = (from: string, read: string) => ago(new Date(from), new Date(read));
	// Monday 08:00, read on Wednesday at 07:00.
	assert.equal(at('2026-11-23T08:00:00Z', '2026-11-25T07:00:00Z'), '2 days ago');
	assert.equal(at('2026-11-23T08:00:00Z', '2026-11-24T07:00:00Z'), 'yesterday');
	assert.equal(at('2026-11-23T00:01:00Z', '2026-11-24T23:59:00Z'), 'yesterday');
	assert.equal(at('2026-11-23T23:59:00Z', '2026-11-25T00:01:00Z'), '2 days ago');
	assert.equal(at('2026-11-18T23:00:00Z', '2026-11-24T01:00:00Z'), '6 days ago');
	assert.equal(at('2026-11-17T23:00:00Z', '2026-11-24T01:00:00Z'), '17 November 2026');
	// Of the night that has just been, the hours say more.
	assert.equal(at('2026-11-23T23:30:00Z', '2026-11-24T01:00:00Z'), '1 hour ago');
	assert.equal(at('2026-11-24T00:30:00Z', '2026-11-24T20:00:00Z'), '19 hours ago');
});

test('the days are those in London, also where one has 23 or 25 hours', () => {
	// 00:30 on Saturday in London is still Friday in UTC.
	const saturday = new Date('2026-07-31T23:30:00Z');
	assert.equal(calendarDays(saturday, new Date('2026-08-01T22:30:00Z')), 0);
	assert.equal(ago(saturday, new Date('2026-08-02T12:00:00Z')), 'yesterday');
	assert.equal(calendarDays(new Date('2026-03-28T12:00:00Z'), new Date('2026-03-29T22:30:00Z')), 1);
	assert.equal(calendarDays(new Date('2026-10-24T12:00:00Z'), new Date('2026-10-26T00:30:00Z')), 2);
});

test('a clock that is ahead of the server says just now', () => {
	assert.equal(ago(new Date(tuesday.getTime() + 5_000), tuesday), 'just now');
});

test('since when: the hour today, the weekday within a week, then the date', () => {
	const now = new Date('2026-11-25T18:00:00Z');
	assert.equal(since(new Date('2026-11-25T14:00:00Z'), now), '2pm');
	assert.equal(since(new Date('2026-11-24T23:00:00Z'), now), 'Tuesday');
	assert.equal(since(new Date('2026-11-19T09:00:00Z'), now), 'Thursday');
	assert.equal(since(new Date('2026-11-18T09:00:00Z'), now), '18 November 2026');
});

test('the day has three parts, by the clock in London', () => {
	const at = (time: string) => partOfDay(new Date(`2026-07-01T${time}Z`));
	assert.equal(at('02:59'), 'evening');
	assert.equal(at('03:00'), 'morning');
	assert.equal(at('10:59'), 'morning');
	assert.equal(at('11:00'), 'afternoon');
	assert.equal(at('16:00'), 'evening');
});
