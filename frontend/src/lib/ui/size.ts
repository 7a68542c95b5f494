const options = { style: 'unit', maximumFractionDigits: 1 } as const;
const kilobytes = new Intl.NumberFormat('en-GB', { ...options, unit: 'kilobyte' });
const megabytes = new Intl.NumberFormat('en-GB', { ...options, unit: 'megabyte' });

/** "120 kB", "1.3 MB". */
export const sizeOf = (bytes: number): string =>
	bytes < 1_000_000
		? kilobytes.format(Math.max(1, Math.round(bytes / 1_000)))
		: megabytes.format(bytes / 1_000_000);
