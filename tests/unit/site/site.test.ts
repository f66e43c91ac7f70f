import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { ownLinkOf, tidiedLink } from '../../../shared/site/personalLinks.ts';
import { editDistance, freeSlug, nearNames, slugFrom } from '../../../shared/site/slugs.ts';

describe('similar role names', () => {
  const ROLES = ['backend-developer', 'frontend-developer', 'data-analyst', 'hr-recruiter'].map(slug => ({
    slug,
    role: slug.replaceAll('-', ' '),
  }));
  const near = (asked: string) => nearNames(asked, ROLES, 3).map(({ slug }) => slug);

  it('include those with a typo, most similar first', () => {
    expect(near('fronted-developer')[0]).toBe('frontend-developer');
    expect(near('data-analist')).toEqual(['data-analyst']);
  });

  it('include those that share a long word', () => {
    expect(near('senior-recruiter')).toEqual(['hr-recruiter']);
  });

  it('are empty for an unrelated name', () => {
    for (const asked of ['astronaut', '', '???', 'x'.repeat(500)]) expect(near(asked)).toEqual([]);
  });

  it('use an edit distance that is symmetric and at most the number of letters', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});

describe('a slug', () => {
  it('consists of the letters of any words', () => {
    expect(slugFrom('Backend Developer (C++ & .NET)')).toBe('backend-developer-c-net');
    expect(slugFrom('Entwickler für Büros')).toBe('entwickler-fur-buros');
    expect(slugFrom('開発者')).toBe('role');
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'grapheme' }), words => {
        expect(Slug.safeParse(slugFrom(words)).success).toBe(true);
      }),
    );
  });

  it('is the first free one', () => {
    const taken = new Set(['tester', 'tester-2']);
    expect(freeSlug(slugFrom('Tester'), slug => taken.has(slug))).toBe('tester-3');
    const long = slugFrom('x'.repeat(60));
    expect(freeSlug(long, slug => slug === long)).toBe(`${'x'.repeat(58)}-2`);
  });
});

describe('a pasted link', () => {
  const TOKEN = 'Ab1_-'.padEnd(22, 'x');
  const ORIGINS = ['https://vivavoce.example'];

  it('leads to the named page of this server', () => {
    const pages = [
      'join',
      'schedule',
      'practice',
      'practice?report=01890000-0000-7000-8000-000000000000',
      'practice?role=backend-developer&question=indexes',
      'report',
      'report?point=keep-1',
      'invitation',
      'setup',
      'reset',
    ];
    for (const page of pages)
      expect(ownLinkOf(`  https://vivavoce.example/${page}#${TOKEN} `, ORIGINS)).toBe(`/${page}#${TOKEN}`);
  });

  it('is found in a whole message', () => {
    const path = `/join#${TOKEN}`;
    for (const text of [
      `See you at https://vivavoce.example${path} on Monday`,
      `<https://vivavoce.example${path}>`,
      `https://vivavoce.example/join%23${TOKEN}`,
      `https://vivavoce.example/join#%3C${TOKEN}%3E`,
      `vivavoce.example${path}`,
      `Open vivavoce.example${path}`,
      `Not https://elsewhere.example${path}, but\nhttps://vivavoce.example${path}.`,
    ])
      expect(ownLinkOf(text, ORIGINS)).toBe(path);
  });

  it.each([
    `http://vivavoce.example/join#${TOKEN}`,
    `https://vivavoce.example:444/join#${TOKEN}`,
    `https://vivavoce.example@evil.example/join#${TOKEN}`,
    `https://vivavoce.example/join?next=x#${TOKEN}`,
    `https://vivavoce.example/join#${TOKEN}x`,
    `https://vivavoce.example/join/../console#${TOKEN}`,
    `https://vivavoce.example/report/../console#${TOKEN}`,
    `https://vivavoce.example/practice?next=//evil.example#${TOKEN}`,
    `https://vivavoce.example/practice?report=x`,
    `evil.example/join#${TOKEN}`,
    `https://evil.example/vivavoce.example/join#${TOKEN}`,
    `//evil.example/join#${TOKEN}`,
    `/join#${TOKEN}`,
    'javascript:alert(1)',
    '',
  ])('leads nowhere if it is %s', link => {
    expect(ownLinkOf(link, ORIGINS)).toBeUndefined();
  });
});

describe('the address of a page with a personal link', () => {
  const TOKEN = 'Ab1_-'.padEnd(22, 'x');

  it.each([
    `#${TOKEN}.`,
    `#${TOKEN}),`,
    `#${TOKEN}%3E`,
    `#${TOKEN}&gt;`,
    `#${TOKEN}%20on%20Monday`,
    `#%3C${TOKEN}%3E`,
    `#%22${TOKEN}%22`,
    `#“${TOKEN}”`,
    `# ${TOKEN}`,
    `#%20${TOKEN}`,
    `#%E2%80%8B${TOKEN}%E2%80%8B`,
    `#${TOKEN}\u200b`,
    `#${TOKEN}?source=mail`,
    `/#${TOKEN}`,
    `%23${TOKEN}`,
    `%23${TOKEN}%3E`,
    `/%23${TOKEN}.`,
    `#${TOKEN}#${TOKEN}`,
  ])('is found in %s', rest => {
    for (const page of ['/join', '/schedule', '/invitation', '/reset', '/practice', '/report', '/setup'])
      expect(tidiedLink(page + rest)).toBe(`${page}#${TOKEN}`);
  });

  it('keeps its query', () => {
    expect(tidiedLink(`/report?point=keep-1#${TOKEN}.`)).toBe(`/report?point=keep-1#${TOKEN}`);
  });

  it.each([
    '/join',
    '/join#',
    `/join#${TOKEN}x`,
    `/join#${TOKEN.slice(1)}.`,
    `/join#x${TOKEN}`,
    `/console#${TOKEN}.`,
    `/joiner#${TOKEN}.`,
    `//evil.example/join#${TOKEN}.`,
    `/join/../console#${TOKEN}.`,
    `/practice?next=//evil.example#${TOKEN}.`,
  ])('is not found in %s', address => {
    expect(tidiedLink(address)).toBeUndefined();
  });
});
