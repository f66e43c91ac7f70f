import type { GuideQuestion } from '../../shared/kit/guide.ts';
import type {
  CataloguePage,
  HomePage,
  RolePage,
  SiteContext,
  SitePage,
} from '../../shared/site/sitePages.ts';
import { site as texts } from '../texts/site.ts';

type Thing = { '@type': string } & Record<string, unknown>;

/** What a page says of itself to programs, in the words of schema.org; undefined where there is nothing to say. */
export function structuredData(page: SitePage): object | undefined {
  const graph = graphOf(page);
  return graph && { '@context': 'https://schema.org', '@graph': graph };
}

function graphOf(page: SitePage): Thing[] | undefined {
  switch (page.kind) {
    case 'home':
      return homeGraph(page, page.site);
    case 'catalogue':
      return page.query === '' ? catalogueGraph(page, page.site) : undefined;
    case 'role':
      return page.preview ? undefined : roleGraph(page, page.site);
    default:
      return undefined;
  }
}

function homeGraph(_page: HomePage, { origin }: SiteContext): Thing[] {
  return [
    { ...organization(origin), logo: `${origin}/favicon.svg` },
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

function catalogueGraph({ roles }: CataloguePage, { origin }: SiteContext): Thing[] {
  const list: Thing = {
    '@type': 'ItemList',
    name: texts.catalogue.heading,
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
      /*
       * Stars belong to a type for which schema.org has `aggregateRating` and of which search engines show it. Of those, `Course` is what the
       * guide and its practice interview are: free, in steps, with the competencies that it teaches. A `FAQPage` must not carry stars.
       */
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

/** No one's rating is no rating. */
function ratingOf({ average, rated }: RolePage['role']['numbers']) {
  if (average === undefined) return {};
  return {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: average,
      ratingCount: rated,
      bestRating: 5,
      worstRating: 1,
    },
  };
}

function questionOf({ id, title, question, short, answer }: GuideQuestion, url: string): Thing {
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
