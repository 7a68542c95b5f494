// Light or dark: as the device says unless someone chose. The choice is read
// again by the first script of `app.html`, before anything is drawn.
const KEY = 'cove-theme';

export type Theme = 'system' | 'light' | 'dark';

export function chosenTheme(): Theme {
	const theme = document.documentElement.dataset.theme;
	return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function chooseTheme(theme: Theme): void {
	const root = document.documentElement;
	if (theme === 'system') delete root.dataset.theme;
	else root.dataset.theme = theme;
	try {
		if (theme === 'system') localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, theme);
	} catch {
		// Then the choice lasts as long as the page.
	}
}
