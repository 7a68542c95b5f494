import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, longDate, longDateAndTime, shortDate, time, weekday } from './dates.ts';

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

test('a clock that is ahead of the server says just now', () => {
	assert.equal(ago(new Date(tuesday.getTime() + 5_000), tuesday), 'just now');
});
