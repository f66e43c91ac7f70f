/*
 * What public pages do once they are there. Everything else works without: each island finds its part by `data-island` and is silent
 * where the page has none.
 */
import { startGuide } from './guide.ts';
import { startLinkForms } from './linkForms.ts';
import { startSearch } from './search.ts';
import { startThemeToggle } from './themeToggle.ts';

startThemeToggle();
startLinkForms();
startSearch();
startGuide();
