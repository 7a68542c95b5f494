import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		sveltekit({
			// The Rust binary embeds `build/`: prerendered pages by name, and
			// `app.html` for every address that only the browser can draw.
			adapter: adapter({ pages: 'build', assets: 'build', fallback: 'app.html' }),
			compilerOptions: { runes: true },
			prerender: {
				// Member pages are linked from public ones and are drawn by the
				// browser; a link to a page that does not exist still fails the build.
				handleHttpError: 'fail'
			}
		})
	],
	build: { target: 'es2022' },
	server: {
		proxy: {
			'/graphql': process.env.COVE_DEV_SERVER ?? 'http://127.0.0.1:8080'
		}
	}
});
