import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolated, t } from './message.ts';

test('a name from right to left is set apart in our sentences', () => {
	assert.equal(t('thread.replyTo', { name: 'Priya' }), 'Reply to Priya');
	assert.equal(t('thread.replyTo', { name: 'נועה לוי' }), 'Reply to \u2068נועה לוי\u2069');
	assert.equal(t('thread.replyTo', { name: 'ليلى' }), 'Reply to \u2068ليلى\u2069');
	assert.equal(isolated('Zoë Łukasz 李'), 'Zoë Łukasz 李');
});
