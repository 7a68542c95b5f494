// What "More" under a post leads to.
export type PostTask = 'edit' | 'revisions' | 'withdraw' | 'report' | 'hide' | 'restore';
