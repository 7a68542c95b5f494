// What the name of an author, and "More" under a post, lead to.
export type PostTask =
	'person' | 'edit' | 'revisions' | 'withdraw' | 'report' | 'hide' | 'restore' | 'pin' | 'unpin';
