// Whether anything on the screen says that something is wrong: the title of the
// tab then begins with "Error:". Whatever shows an error tells it here, so that
// no form can forget to.
import { untrack } from 'svelte';

let shown = $state(0);

export const shownErrors = {
	get any(): boolean {
		return shown > 0;
	},
	/** For an effect: from now until it ends. */
	shows(): () => void {
		untrack(() => (shown += 1));
		return () => untrack(() => (shown -= 1));
	}
};
