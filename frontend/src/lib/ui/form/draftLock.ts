// One tab at a time writes in a draft. A tab that finds it open in another one
// is told so, and writes in a copy; once the other is closed, the draft is its own.
export interface DraftLock {
	/** Whether another tab has it open. */
	readonly isTaken: boolean;
	release(): void;
}

/** Without locks (old browsers, plain http) nothing is taken: what is stored is compared instead. */
export function hold(name: string, locks = globalThis.navigator?.locks): DraftLock {
	let isTaken = false;
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	const line = new AbortController();
	const inTurn = async () => {
		const turn = locks.request(name, { signal: line.signal }, () => {
			isTaken = false;
			return released;
		});
		// Left before its turn came.
		await turn.catch(() => {});
	};
	void locks
		?.request(name, { ifAvailable: true }, (lock) => {
			if (lock) return released;
			isTaken = true;
			void inTurn();
		})
		.catch(() => {});
	return {
		get isTaken() {
			return isTaken;
		},
		release: () => {
			line.abort();
			release();
		}
	};
}
