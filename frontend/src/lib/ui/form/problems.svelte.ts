// What is wrong with a form: for the summary at its top, for each field, and
// for the title. `field` is the name of the field and its id.
import { RequestFailure } from '#lib/graphql/request.ts';

export interface Problem {
	field: string | null;
	message: string;
}

export class Problems {
	list = $state.raw<readonly Problem[]>([]);
	/** The request itself failed; nothing is known about the fields. */
	failure = $state.raw<RequestFailure | null>(null);

	/** Counts what was found wrong at once: each time it is to be heard. */
	turn = $state(0);

	get any(): boolean {
		return this.list.length > 0 || this.failure !== null;
	}

	/** The message for one field, if there is one. */
	of(field: string): string | undefined {
		return this.list.find((problem) => problem.field === field)?.message;
	}

	show(list: readonly Problem[]): void {
		this.failure = null;
		this.list = list;
		this.turn += 1;
	}

	/** A field has changed: its problem goes once it is not among those that are left. */
	mend(field: string, left: readonly Problem[]): void {
		if (this.of(field) === undefined) return;
		const now = left.find((problem) => problem.field === field);
		this.list = this.list.flatMap((problem) =>
			problem.field === field ? (now ? [now] : []) : [problem]
		);
	}

	#fail(failure: RequestFailure): void {
		this.failure = failure;
		this.turn += 1;
	}

	clear(): void {
		this.list = [];
		this.failure = null;
	}

	/**
	 * Whether what was to be made is there. Without it nothing counts as done, whatever
	 * the status says: the words stay where they are, and this says that something broke.
	 */
	made<T>(made: T | null | undefined): made is T {
		if (made) return true;
		this.#fail(new RequestFailure('broken'));
		return false;
	}

	/** Runs one request; a failure of the way there is shown, anything else is a fault and goes on up. */
	async during<T>(work: Promise<T>): Promise<T | null> {
		this.clear();
		try {
			return await work;
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			this.#fail(error);
			return null;
		}
	}
}
