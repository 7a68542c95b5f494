import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * SvelteKit hides its announcer (what tells readers of a screen that the page
 * has changed) with a `style` attribute, which our content security policy
 * refuses: the announcer would stand in sight on every page. A class does it.
 * Should SvelteKit stop doing so, `scripts/check-build.mjs` is what notices.
 */
function announcerByClass(): Plugin {
	return {
		name: 'announcer-by-class',
		enforce: 'pre',
		transform: {
			filter: { id: /\/kit\/src\/runtime\/components\/root\.svelte$/ },
			handler: (code) => ({
				code: code.replace(/style="position: absolute;[^"]*"/, 'class="visually-hidden"'),
				map: null
			})
		}
	};
}

/**
 * Paraglide writes each message twice: its words, and a function that chooses the
 * language first. There is one language, and a screen has a hundred messages: their
 * second halves weigh some kilobytes. Should Paraglide write them otherwise one day,
 * the budgets in `scripts/check-build.mjs` are what notices.
 */
function messagesOfOneLanguage(): Plugin {
	return {
		name: 'messages-of-one-language',
		enforce: 'pre',
		transform: {
			filter: { id: /\/paraglide\/messages\/\w+\.js$/ },
			handler: (code) => ({
				code: code.replace(
					/(export const \w+ = )\/\*\*.*?\*\/ \(\(inputs[^]*?return (en_\w+)\(inputs\)\n\}\);/g,
					'$1$2;'
				),
				map: null
			})
		}
	};
}

/** A document is written over many lines for who reads it; the server needs none of them. */
function documentsOnOneLine(): Plugin {
	return {
		name: 'documents-on-one-line',
		enforce: 'pre',
		transform: {
			filter: { id: /\.graphql\.ts$/ },
			handler: (code) => ({
				code: code.replace(/`[^`]*`/g, (document) => document.replace(/\s+/g, ' ')),
				map: null
			})
		}
	};
}

/**
 * All but what is fetched only when it is wanted: a dialog, a menu, a picture where
 * there is nothing else, and on wide screens the search.
 */
const notLater = (id: string) =>
	!/bits-ui|DialogPanel|MenuPanel|BayPi|lib\/search|messages\/search_|icons\/search\./.test(id) &&
	!file.test(id);

/** Beside what one writes, and under a post that has some. */
const file = /\/lib\/file\/|\/messages\/file_|icons\/(paperclip|file)\./;

/** What people choose with, and type a line in: a thread, where they write, has none of it. */
const choice =
	/\/lib\/ui\/form\/(DraftNote|Radios|Select|Checkbox|Field\.|TextArea)|\/lib\/thread\/TopicChoice\./;

/** What people write in, and what came of it: not for a page that is only read. */
const form =
	/\/lib\/editor\/Composer|\/lib\/ui\/form\/(?!drafts|FoundDrafts|DraftNote|Radios|Select|Checkbox|Field\.|TextArea)|\/lib\/thread\/statuses\.|\/lib\/post\/reactionStatuses|\/lib\/thread\/(FollowButton|writing)|\/lib\/post\/refusal|\/lib\/editor\/text|\/bindings\/(input|select)\.js$/;

/** What lists are made of: a thread has none of it. */
const list =
	/\/lib\/thread\/(listChoice|listPages|threads\.|threadFilters\.)|\/lib\/ui\/(Chip|Empty)|\/icons\/plus\./;

/** The desk is for one person: other pages do not bring it. */
const desk = /\/lib\/desk\/|\/messages\/desk_/;

/** The library, what is said of resources, and their pictures: a thread of talk has none of it. */
const library =
	/\/lib\/(collection|resource)\/|\/messages\/(collection|resource_)|\/icons\/(badge-check|book-open|clipboard-pen|file-text|globe|graduation-cap|headphones|image|play|presentation|stamp)\./;

/** Of these what every list of them shows. */
const libraryList = /\/lib\/resource\/(words|library|FormatIcon|resources\.)/;

/** Looks that a thread and Home do without, also in what they fetch later. */
const apart =
	/\/routes\/(collections|desk|library)\/|\/lib\/collection\/|\/lib\/desk\/(?!Reason)|\/lib\/resource\/(Library|Narrow|No|Facts|(Revise|Share|Use)Form)/;

/** What pauses somebody's access is fetched when that is asked for. */
const access =
	/\/lib\/desk\/(AccessDialog|accessStatuses|suspendMember|reinstateMember)|\/messages\/desk_(pause|give_back|access)_/;

const message = /\/paraglide\/messages\/(?!collection|desk_|file_|resource_|search_)/;

/** What few people do with a post, after they chose it under "More". */
const acts =
	/\/lib\/post\/statuses|\/messages\/(post_(edit|withdraw|report|reason|hide|restore)_|reason|thread_(un)?pin(_|\.))/;

/** The way in and out. */
const door = /\/messages\/(sign_in|sign_out|join)_|\/(session|application)\/statuses/;

/** What every page needs; its messages come along. */
const everywhere = (id: string) =>
	notLater(id) &&
	!/\/statuses\.ts$/.test(id) &&
	![choice, form, list, desk, library, message].some((part) => part.test(id));

/** What a few screens use; each would be a file of its own, smaller than the request for it. */
const small = /\/src\/lib\/ui\/|lucide|\/(author|gate|routes)\.\w+$/;

export default defineConfig({
	plugins: [
		announcerByClass(),
		messagesOfOneLanguage(),
		documentsOnOneLine(),
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['baseLocale']
		}),
		sveltekit({
			// The Rust binary embeds `build/`: prerendered pages by name, and
			// `app.html` for every address that only the browser can draw.
			adapter: adapter({ fallback: 'app.html', precompress: true }),
			// One page serves addresses of several depths.
			paths: { relative: false },
			compilerOptions: { runes: true },
			prerender: { handleHttpError: 'fail' }
		})
	],
	build: { target: 'es2022' },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					// Each message asks for the language first; there is one, and what would
					// choose between several is left out.
					treeshake: { manualPureFunctions: ['getLocale'] },
					output: {
						codeSplitting: {
							// Left alone, a page asks for thirty files, most of them under a
							// kilobyte, and on a phone line every one costs a round trip.
							groups: [
								// What runs before SvelteKit knows its own version and base: with
								// anything else in this file, every error would reload the page
								// for ever. `scripts/check-build.mjs` looks after it.
								{
									name: 'start',
									test: /runtime\/client\/payload\.js$|preload-helper/,
									priority: 3
								},
								{ name: 'looks', test: (id) => /\.css$/.test(id) && !apart.test(id), priority: 2 },
								{ name: 'apart', test: (id) => /\.css$/.test(id) && apart.test(id), priority: 2 },
								{ name: 'core', test: everywhere, minShareCount: 3, priority: 1 },
								{ name: 'forms', test: form, priority: 0.7 },
								{ name: 'choices', test: choice, priority: 0.65 },
								{ name: 'door', test: door, minShareCount: 2, priority: 0.8 },
								{ name: 'files', test: file, minShareCount: 2, priority: 0.9 },
								{ name: 'acts', test: acts, minShareCount: 2, priority: 0.75 },
								{ name: 'library', test: libraryList, minShareCount: 2, priority: 0.85 },
								{ name: 'messages', test: message, minShareCount: 2, priority: 0.6 },
								{
									name: 'desk',
									test: (id) => desk.test(id) && !access.test(id),
									minShareCount: 2
								},
								// What one screen alone uses comes with it.
								{
									name: 'parts',
									test: (id) => small.test(id) && notLater(id),
									minShareCount: 2
								}
							]
						}
					}
				}
			}
		}
	},
	server: {
		proxy: {
			'/graphql': process.env.COVE_DEV_SERVER ?? 'http://127.0.0.1:8080',
			'/files': process.env.COVE_DEV_SERVER ?? 'http://127.0.0.1:8080'
		}
	}
});
