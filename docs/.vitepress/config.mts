import { defineConfig } from 'vitepress';
import { currentHome } from '../../tools/pack/home.mjs';
import { root, sidebarOf, slugOf } from '../../tools/site/pages.mjs';
import { ourMarkdown } from './markdown.mjs';

const home = currentHome(root);

export default defineConfig({
  title: 'KSeF toolkit',
  description: 'KSeF for TypeScript: send, track and receive invoices, and an emulator of KSeF',
  // Where it is published below another path, as on GitHub Pages.
  base: process.env.SITE_BASE ?? '/',
  outDir: process.env.SITE_OUT ?? '../out/site',
  cacheDir: '../node_modules/.cache/vitepress',
  rewrites: {
    'guides/README.md': 'guides/index.md',
    'decisions/README.md': 'decisions/index.md',
    'pl/guides/README.md': 'pl/guides/index.md',
  },
  // TypeDoc writes these afterwards; `npm run site` checks every link of the result.
  ignoreDeadLinks: [/^\/api\//],
  lastUpdated: false,
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light', dark: 'github-dark' },
    config: ourMarkdown,
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        locales: {
          pl: {
            translations: {
              button: { buttonText: 'Szukaj', buttonAriaLabel: 'Szukaj' },
              modal: {
                displayDetails: 'Pokaż szczegóły',
                resetButtonTitle: 'Wyczyść',
                backButtonTitle: 'Zamknij wyszukiwanie',
                noResultsText: 'Brak wyników dla',
                footer: { selectText: 'otwórz', navigateText: 'przejdź', closeText: 'zamknij' },
              },
            },
          },
        },
      },
    },
    socialLinks: [{ icon: 'github', link: home }],
    editLink: { pattern: `${home}/edit/main/docs/:path` },
    outline: [2, 3],
    externalLinkIcon: true,
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Get started', link: '/getting-started' },
          { text: 'Guides', link: '/guides/' },
          { text: 'Recipes', link: '/recipes' },
          { text: 'Command line', link: '/guides/cli' },
          { text: 'Errors', link: '/guides/errors' },
          { text: 'API', link: '/api/', target: '_self' },
        ],
        sidebar: sidebarOf('en'),
        editLink: { pattern: `${home}/edit/main/docs/:path`, text: 'Edit this page' },
      },
    },
    pl: {
      label: 'Polski',
      lang: 'pl',
      description: 'KSeF w TypeScripcie: wysyłanie i odbieranie faktur oraz emulator KSeF',
      themeConfig: {
        nav: [
          { text: 'Pierwsze kroki', link: '/pl/getting-started' },
          { text: 'Przewodniki', link: '/pl/guides/' },
          { text: 'Przepisy', link: '/pl/recipes' },
          { text: 'Wiersz poleceń', link: '/pl/guides/cli' },
          { text: 'Błędy', link: '/pl/guides/errors' },
          { text: 'API (EN)', link: '/api/', target: '_self' },
        ],
        sidebar: sidebarOf('pl'),
        editLink: { pattern: `${home}/edit/main/docs/:path`, text: 'Edytuj tę stronę' },
        outline: { level: [2, 3], label: 'Na tej stronie' },
        docFooter: { prev: 'Poprzednia strona', next: 'Następna strona' },
        darkModeSwitchLabel: 'Motyw',
        lightModeSwitchTitle: 'Włącz jasny motyw',
        darkModeSwitchTitle: 'Włącz ciemny motyw',
        sidebarMenuLabel: 'Menu',
        returnToTopLabel: 'Do góry',
        langMenuLabel: 'Zmień język',
        skipToContentLabel: 'Przejdź do treści',
        notFound: {
          title: 'NIE MA TAKIEJ STRONY',
          quote: 'Adres jest błędny albo strona została przeniesiona.',
          linkLabel: 'przejdź na stronę główną',
          linkText: 'Strona główna',
        },
      },
    },
  },
});
