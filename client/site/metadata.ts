import { LANGUAGE } from '../../shared/intl.ts';
import type {
  CatalogPage,
  RolePage,
  ShownQuestion,
  SiteContext,
  SitePage,
} from '../../shared/site/sitePages.ts';
import { infoPages } from '../texts/infoPages.ts';
import { site as texts } from '../texts/site.ts';
import { proofOf } from './proof.ts';

export interface Head {
  title: string;
  description: string;
  /** The page's absolute address. Absent for pages that search engines must not list. */
  canonical?: string;
  image?: string;
  /** Language of the main content, as a BCP 47 tag. */
  locale: string;
}

/** Largest numbers of characters, because search engines cut off longer texts. */
const MAX_TITLE = 60;
const MAX_DESCRIPTION = 155;

export function headOf(page: SitePage): Head {
  const { origin } = page.site;
  const plain = { description: texts.homePage.description, locale: LANGUAGE };
  switch (page.kind) {
    case 'home':
      return { ...plain, title: texts.homePage.title, canonical: `${origin}/`, image: `${origin}/card.png` };
    case 'catalog':
      return {
        locale: LANGUAGE,
        title: page.query === '' ? texts.catalog.title : texts.catalog.searchTitle(page.query),
        description: texts.catalog.description(page.roles.length),
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
    case 'info':
      return {
        locale: LANGUAGE,
        title: longestThatFits([infoPages.titles[page.name](page.site.organization.name)], MAX_TITLE),
        description: infoPages.descriptions[page.name],
        canonical: `${origin}/${page.name}`,
        image: `${origin}/card.png`,
      };
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

/** Returns the first variant that fits, or else the last variant, cut off between words. */
function longestThatFits(variants: readonly string[], length: number): string {
  const fitting = variants.find(variant => variant.length <= length);
  if (fitting !== undefined) return fitting;
  const cut = (variants.at(-1) ?? '').slice(0, length - 1);
  return `${cut.replace(/\s+\S*$/, '').replace(/[\ud800-\udbff]$/, '')}…`;
}

type Thing = { '@type': string } & Record<string, unknown>;

export function structuredData(page: SitePage): object | undefined {
  const graph = graphOf(page);
  return graph && { '@context': 'https://schema.org', '@graph': graph };
}

function graphOf(page: SitePage): Thing[] | undefined {
  if (page.kind === 'home') return homeGraph(page.site);
  if (page.kind === 'catalog' && page.query === '') return catalogGraph(page, page.site);
  return page.kind === 'role' && !page.preview ? roleGraph(page, page.site) : undefined;
}

function homeGraph(site: SiteContext): Thing[] {
  const { origin } = site;
  const { name, logo } = site.organization;
  return [
    {
      ...organization(origin),
      ...(name && { name }),
      logo: origin + (logo?.src ?? '/favicon.svg'),
    },
    {
      '@type': 'WebSite',
      '@id': `${origin}/#website`,
      name: texts.name,
      url: `${origin}/`,
      description: texts.homePage.description,
      inLanguage: 'en',
      publisher: { '@id': `${origin}/#organization` },
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${origin}/roles?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
  ];
}

function catalogGraph({ roles }: CatalogPage, { origin }: SiteContext): Thing[] {
  const list: Thing = {
    '@type': 'ItemList',
    name: texts.catalog.heading,
    numberOfItems: roles.length,
    itemListElement: roles.map(({ role, slug }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: role,
      url: `${origin}/roles/${slug}`,
    })),
  };
  return [breadcrumb(origin, []), ...(roles.length > 0 ? [list] : [])];
}

function roleGraph({ role, guide, competencies }: RolePage, { origin }: SiteContext): Thing[] {
  const url = `${origin}/roles/${role.slug}`;
  const faq: Thing = {
    '@type': 'FAQPage',
    '@id': `${url}#guide`,
    url,
    inLanguage: role.locale,
    mainEntity: guide.questions.map(question => questionOf(question, url)),
  };
  return [
    breadcrumb(origin, [{ name: role.role, item: url }]),
    ...(guide.questions.length > 0 ? [faq] : []),
    {
      /* A `Course`, because search engines show its rating as stars. A `FAQPage` must not have a rating. */
      '@type': 'Course',
      '@id': `${url}#practice`,
      name: texts.rolePage.heading(role.role),
      description: guide.promise || texts.rolePage.titles(role.role)[1],
      url,
      inLanguage: role.locale,
      isAccessibleForFree: true,
      educationalLevel: role.level,
      teaches: competencies.map(({ name }) => name),
      provider: organization(origin),
      offers: { '@type': 'Offer', category: 'Free' },
      hasCourseInstance: {
        '@type': 'CourseInstance',
        courseMode: 'Online',
        courseWorkload: `PT${role.minutes}M`,
      },
      ...ratingOf(role.numbers),
    },
  ];
}

/** Returns the `aggregateRating`, or nothing if the page shows no rating. */
function ratingOf(numbers: RolePage['role']['numbers']) {
  const { rating } = proofOf(numbers);
  if (!rating) return {};
  return {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: rating.average,
      ratingCount: rating.rated,
      bestRating: 5,
      worstRating: 1,
    },
  };
}

function questionOf({ id, title, question, short, answer }: ShownQuestion, url: string): Thing {
  return {
    '@type': 'Question',
    name: title || question,
    url: `${url}#${id}`,
    acceptedAnswer: {
      '@type': 'Answer',
      text: [short, answer].filter(Boolean).join('\n\n'),
      url: `${url}#${id}`,
    },
  };
}

function breadcrumb(origin: string, last: readonly { name: string; item: string }[]): Thing {
  const steps = [
    { name: texts.home, item: `${origin}/` },
    { name: texts.roles, item: `${origin}/roles` },
    ...last,
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, index) => ({ '@type': 'ListItem', position: index + 1, ...step })),
  };
}

function organization(origin: string): Thing {
  return { '@type': 'Organization', '@id': `${origin}/#organization`, name: texts.name, url: `${origin}/` };
}
