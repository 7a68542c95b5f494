// One entry of a menu.
export interface MenuItem {
	label: string;
	onselect: () => void;
	/** Something that takes away: set apart by its colour and by standing last. */
	danger?: boolean;
	/** Something that is chosen or not. */
	chosen?: boolean;
}
