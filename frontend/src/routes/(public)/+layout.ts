// Readable by anyone, without JavaScript, before anything is asked.
export const ssr = true;
export const prerender = true;
