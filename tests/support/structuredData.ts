/**
 * Checks structured data against schema.org (version 29) and Google's requirements: only properties that a
 * type has, values of allowed types, and all required properties.
 */
export function structuredDataProblems(html: string): string[] {
  const blocks = dataBlocksOf(html);
  if (blocks.length !== 1) return [`There are ${blocks.length} blocks of data, not one.`];
  const [data] = blocks as [Record<string, unknown>];
  if (data['@context'] !== 'https://schema.org') return ['The vocabulary is not schema.org.'];
  const graph = data['@graph'];
  if (!Array.isArray(graph)) return ['There is no graph.'];
  const ids = new Set(
    thingsIn(graph).flatMap(thing => (Object.keys(thing).length > 1 ? [thing['@id']] : [])),
  );
  return graph.flatMap((thing, index) => problemsOf(thing, `@graph.${index}`, undefined, ids));
}

/** Returns the items of this type. */
export function thingsOf(html: string, type: string): Record<string, unknown>[] {
  return thingsIn(dataBlocksOf(html)).filter(thing => thing['@type'] === type);
}

const BLOCK = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g;

function dataBlocksOf(html: string): unknown[] {
  return [...html.matchAll(BLOCK)].map(([, json = '']) => JSON.parse(json));
}

function thingsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(thingsIn)];
}

type Kind = keyof typeof KINDS | `@${string}`;

interface TypeRule {
  /** Without the first one, Google doesn't show it. */
  required: readonly string[];
  properties: Readonly<Record<string, Kind | readonly Kind[]>>;
  check?: (thing: Record<string, unknown>) => string[];
}

const KINDS = {
  text: (value: unknown) => typeof value === 'string' && value.trim() !== '',
  url: (value: unknown) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
  number: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  count: (value: unknown) => Number.isInteger(value) && (value as number) > 0,
  boolean: (value: unknown) => typeof value === 'boolean',
  duration: (value: unknown) => typeof value === 'string' && /^PT(?=\d)(\d+H)?(\d+M)?$/.test(value),
  language: (value: unknown) => typeof value === 'string' && /^[a-z]{2}(-[A-Z]{2})?$/.test(value),
} as const;

/** Common to all items and works. */
const THING = { name: 'text', description: 'text', url: 'url' } as const;
const WORK = {
  ...THING,
  inLanguage: 'language',
  isAccessibleForFree: 'boolean',
  publisher: '@Organization',
} as const;

const TYPES: Readonly<Record<string, TypeRule>> = {
  Organization: { required: ['name', 'url'], properties: { ...THING, logo: 'url' } },
  WebSite: { required: ['name', 'url'], properties: { ...WORK, potentialAction: '@SearchAction' } },
  SearchAction: {
    required: ['target', 'query-input'],
    properties: { target: '@EntryPoint', 'query-input': 'text' },
    check: ({ target, 'query-input': input }) => {
      const name = /^required name=(\w+)$/.exec(String(input))?.[1];
      const { urlTemplate } = (target ?? {}) as { urlTemplate?: unknown };
      return name && String(urlTemplate).includes(`{${name}}`) ? [] : ['does not say where its words go'];
    },
  },
  EntryPoint: { required: ['urlTemplate'], properties: { urlTemplate: 'text' } },
  ItemList: {
    required: ['itemListElement'],
    properties: { ...THING, numberOfItems: 'count', itemListElement: '@ListItem' },
    check: inOrder,
  },
  BreadcrumbList: {
    required: ['itemListElement'],
    properties: { ...THING, itemListElement: '@ListItem' },
    check: thing => [
      ...inOrder(thing),
      ...(thing.itemListElement as Record<string, unknown>[]).flatMap(({ name, item }) =>
        name && item ? [] : ['has a step without a name or an address'],
      ),
    ],
  },
  ListItem: { required: ['position'], properties: { ...THING, position: 'count', item: 'url' } },
  FAQPage: { required: ['mainEntity'], properties: { ...WORK, mainEntity: '@Question' } },
  Question: { required: ['name', 'acceptedAnswer'], properties: { ...WORK, acceptedAnswer: '@Answer' } },
  Answer: { required: ['text'], properties: { ...WORK, text: 'text' } },
  Course: {
    required: ['name', 'description', 'provider', 'offers', 'hasCourseInstance'],
    properties: {
      ...WORK,
      provider: '@Organization',
      educationalLevel: 'text',
      teaches: 'text',
      offers: '@Offer',
      hasCourseInstance: '@CourseInstance',
      aggregateRating: '@AggregateRating',
    },
  },
  Offer: {
    required: ['category'],
    properties: { ...THING, category: 'text', price: 'number', priceCurrency: 'text' },
  },
  CourseInstance: {
    required: ['courseMode', 'courseWorkload'],
    properties: { ...THING, courseMode: 'text', courseWorkload: 'duration' },
  },
  AggregateRating: {
    required: ['ratingValue', 'ratingCount'],
    properties: { ratingValue: 'number', ratingCount: 'count', bestRating: 'number', worstRating: 'number' },
    check: ({ ratingValue, bestRating = 5, worstRating = 1 }) =>
      Number(ratingValue) >= Number(worstRating) && Number(ratingValue) <= Number(bestRating)
        ? []
        : ['lies outside its own scale'],
  },
};

function inOrder({ itemListElement }: Record<string, unknown>): string[] {
  const positions = (itemListElement as { position: unknown }[]).map(({ position }) => position);
  return positions.every((position, index) => position === index + 1) ? [] : ['does not count from 1'];
}

function problemsOf(
  value: unknown,
  path: string,
  expected: readonly string[] | undefined,
  ids: ReadonlySet<unknown>,
): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no thing.`];
  const thing = value as Record<string, unknown>;
  if (Object.keys(thing).length === 1 && '@id' in thing)
    return ids.has(thing['@id']) ? [] : [`${path} refers to ${thing['@id']}, which is not there.`];
  const type = String(thing['@type']);
  const rule = TYPES[type];
  if (!rule) return [`${path} is of no type that is known: ${type}.`];
  if (expected && !expected.includes(type)) return [`${path} is a ${type}, not a ${expected.join(' or ')}.`];
  const missing = rule.required
    .filter(name => thing[name] === undefined)
    .map(name => `${path} lacks ${name}.`);
  const fields = Object.entries(thing)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, content]) => fieldProblems(rule, type, name, content, `${path}.${name}`, ids));
  const own = missing.length > 0 ? [] : (rule.check?.(thing) ?? []).map(problem => `${path} ${problem}.`);
  return [...missing, ...fields, ...own];
}

function fieldProblems(
  { properties }: TypeRule,
  type: string,
  name: string,
  content: unknown,
  path: string,
  ids: ReadonlySet<unknown>,
): string[] {
  const allowed = properties[name];
  if (!allowed) return [`A ${type} has no ${name}: ${path}.`];
  const kinds = Array.isArray(allowed) ? (allowed as readonly Kind[]) : [allowed as Kind];
  const values = Array.isArray(content) ? content : [content];
  if (values.length === 0) return [`${path} is an empty list.`];
  const types = kinds.filter(kind => kind.startsWith('@')).map(kind => kind.slice(1));
  return values.flatMap((value, index) => {
    const place = Array.isArray(content) ? `${path}.${index}` : path;
    if (types.length > 0) return problemsOf(value, place, types, ids);
    return kinds.some(kind => KINDS[kind as keyof typeof KINDS](value))
      ? []
      : [`${place} is no ${kinds.join(' or ')}.`];
  });
}
