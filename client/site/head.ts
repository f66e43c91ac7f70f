import type { SitePage } from '../../shared/site/sitePages.ts';
import { LANGUAGE } from '../texts/intl.ts';
import { site as texts } from '../texts/site.ts';

/** What search engines and those who pass an address on are told of a page. */
export interface Head {
  title: string;
  description: string;
  /** Absolute; absent where the page is not to be listed. */
  canonical?: string;
  /** Absolute. */
  image?: string;
  /** Language of the page's main content, BCP 47. */
  locale: string;
}

/** In characters; what is longer is cut by search engines. */
const MAX_TITLE = 60;
const MAX_DESCRIPTION = 155;

export function headOf(page: SitePage): Head {
  const { origin } = page.site;
  const plain = { description: texts.homePage.description, locale: LANGUAGE };
  switch (page.kind) {
    case 'home':
      return {
        ...plain,
        title: texts.homePage.title,
        canonical: `${origin}/`,
        image: `${origin}/card.png`,
      };
    case 'catalogue':
      return {
        locale: LANGUAGE,
        title: texts.catalogue.title,
        description: texts.catalogue.description(page.roles.length),
        ...(page.query === '' && { canonical: `${origin}/roles`, image: `${origin}/card.png` }),
      };
    case 'role': {
      const { role, slug, locale, guideQuestions } = page.role;
      return {
        locale,
        title: longestThatFits(texts.rolePage.titles(role), MAX_TITLE),
        description: longestThatFits(texts.rolePage.descriptions(role, guideQuestions), MAX_DESCRIPTION),
        ...(!page.preview && {
          canonical: `${origin}/roles/${slug}`,
          image: `${origin}/roles/${slug}/card.png`,
        }),
      };
    }
    case 'link':
      return { ...plain, title: texts.link.title };
    case 'daily-message':
      return { ...plain, title: texts.dailyMessage[page.state].title };
    case 'not-found':
      return { ...plain, title: texts.notFound[page.reason].title };
    case 'trouble':
      return { ...plain, title: texts.trouble[page.reason].title };
  }
}

/** The first that fits; the last one is cut between words where even that is too long. */
function longestThatFits(variants: readonly string[], length: number): string {
  const fitting = variants.find(variant => variant.length <= length);
  if (fitting !== undefined) return fitting;
  const cut = (variants.at(-1) ?? '').slice(0, length - 1);
  return `${cut.replace(/\s+\S*$/, '').replace(/[\ud800-\udbff]$/, '')}…`;
}
