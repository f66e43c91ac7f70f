import { loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { practicePage } from '../../../client/texts/practicePage.ts';
import { sampleReport as sample } from '../../../client/texts/sampleReport.ts';
import { site as texts } from '../../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../../server/features/kit/builtInKits.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import { ANY_ROLE, KitId } from '../../../shared/kit/kitIds.ts';
import { HOME_QUESTION, PORTRAIT } from '../../../shared/site/sitePages.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { newInterviewId } from '../../support/interviewLog.ts';
import { structuredDataProblems, thingsOf } from '../../support/structuredData.ts';
import { htmlProblems } from '../../support/validHtml.ts';
import { decodedText, get, htmlOf, wordCount } from './sitePages.ts';
import { startTestServer, type TestServer } from './testServer.ts';

describe('the public site after the first start', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS });
  });
  afterAll(() => server.close());

  const SLUGS = [
    'any-role',
    'backend-developer',
    'frontend-developer',
    'data-analyst',
    'product-manager',
    'hr-recruiter',
  ];

  it('shows every built-in kit, in order, to people and to search engines', async () => {
    const html = await htmlOf(server, '/roles');
    const shown = [...html.matchAll(/<h3[^>]*><a href="\/roles\/([a-z-]+)"/g)].map(([, found]) => found);
    expect(shown).toEqual(SLUGS);
    expect(await htmlOf(server, '/robots.txt')).toContain(`Sitemap: ${server.config.publicUrl}/sitemap.xml`);
    const sitemap = await htmlOf(server, '/sitemap.xml');
    const addresses = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);
    expect(addresses).toEqual(
      ['/', '/roles', ...SLUGS.map(one => `/roles/${one}`), '/about', '/privacy', '/contact', '/help'].map(
        one => server.config.publicUrl + one,
      ),
    );
    for (const address of addresses) {
      const answer = await get(server, new URL(address).pathname);
      expect(answer.status, address).toBe(200);
      expect(answer.headers.get('x-robots-tag'), address).toBeNull();
      expect(String(answer.body.text), address).toContain(`<link rel="canonical" href="${address}"/>`);
    }
  });

  it.each([
    '/',
    '/roles',
    '/roles?q=caching',
    ...SLUGS.map(one => `/roles/${one}`),
    '/roles/backend',
    '/open-link',
  ])('writes valid HTML at %s', async address => {
    expect(await htmlProblems(await htmlOf(server, address))).toEqual([]);
  });

  it.each(['/', '/roles', ...SLUGS.map(one => `/roles/${one}`)])(
    'describes %s in the vocabulary of schema.org',
    async address => {
      expect(structuredDataProblems(await htmlOf(server, address))).toEqual([]);
    },
  );

  it.each(['/', '/roles', ...SLUGS.map(one => `/roles/${one}`)])(
    'gives %s a title and a description that search engines do not truncate, and an image',
    async address => {
      const html = await htmlOf(server, address);
      const [, title = ''] = /<title>([^<]+)<\/title>/.exec(html) ?? [];
      const [, description = ''] = /<meta name="description" content="([^"]+)"/.exec(html) ?? [];
      expect(title.length).toBeGreaterThan(15);
      expect(title.length).toBeLessThanOrEqual(60);
      expect(description.length).toBeGreaterThan(50);
      expect(description.length).toBeLessThanOrEqual(155);
      const [, image = ''] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? [];
      const answer = await fetch(server.url + new URL(image).pathname);
      expect(answer.headers.get('content-type')).toBe('image/png');
      const { width, height } = await loadImage(Buffer.from(await answer.arrayBuffer()));
      expect([width, height]).toEqual([1_200, 630]);
    },
  );

  it('prints every answer of the guide, and nothing that is rated', async () => {
    const html = decodedText(await htmlOf(server, '/roles/backend-developer'));
    const { kit } = (await server.store.kits.findNewest(KitId.parse('backend-developer'))) as { kit: Kit };
    for (const { id, short, answer, commonMistake, coachNote } of kit.guide.questions) {
      expect(html).toContain(`id="${id}"`);
      for (const text of [short, ...answer.split('\n\n'), commonMistake, coachNote])
        expect(html).toContain(text.trim());
    }
    for (const { text, rephrased, modelAnswer, probes } of kit.questions)
      for (const secret of [text, rephrased, modelAnswer, ...probes.map(probe => probe.text)])
        expect(html).not.toContain(secret);
    for (const anchor of kit.competencies.flatMap(({ anchors }) => anchors))
      expect(html).not.toContain(anchor);
  });

  it('states what each competency covers, without the part for evaluators', async () => {
    const html = decodedText(await htmlOf(server, '/roles/backend-developer'));
    const { kit } = (await server.store.kits.findNewest(KitId.parse('backend-developer'))) as { kit: Kit };
    for (const { description } of kit.competencies) {
      const [covered, excluded] = description.split('; does not cover');
      expect(html).toContain(`${covered}.`);
      expect(excluded).toBeDefined();
    }
    expect(html).not.toContain('does not cover');
  });

  it('leads from each role to the questions that open every interview, with practice', async () => {
    const { kit } = (await server.store.kits.findNewest(ANY_ROLE)) as { kit: Kit };
    const opening = async (path: string) => {
      const [, section] =
        /<section aria-labelledby="opening"[^>]*>(.*?)<\/section>/s.exec(await htmlOf(server, path)) ?? [];
      return section;
    };
    const section = (await opening('/roles/hr-recruiter')) ?? '';
    const links = [...section.matchAll(/<a href="\/roles\/any-role#([a-z-]+)"[^>]*>([^<]+)<\/a>/g)];
    expect(links.map(([, id, title = '']) => [id, decodedText(title)])).toEqual(
      kit.guide.questions.map(({ id, title }) => [id, title]),
    );
    expect(section).toContain('/practice?role=any-role&amp;question=about-yourself&amp;now=1');
    expect(await opening('/roles/any-role')).toBeUndefined();
  });

  it('shows a sample report, marked as such, with answers and advice of the role’s guide and each of its competencies', async () => {
    const html = await htmlOf(server, '/roles/hr-recruiter');
    expect(html).toContain('<a href="#report"');
    const [, section = ''] = /<section aria-labelledby="report"[^>]*>(.*?)<\/section>/s.exec(html) ?? [];
    const shown = decodedText(section);
    expect(shown).toContain(sample.badge);
    expect(shown).toContain(sample.lead);
    const { kit } = (await server.store.kits.findNewest(KitId.parse('hr-recruiter'))) as { kit: Kit };
    for (const { name } of kit.competencies) expect(shown).toContain(name);
    const [keep, change] = kit.guide.questions.filter(({ short, coachNote, commonMistake }) =>
      [short, coachNote, commonMistake].some(text => shown.includes(text)),
    );
    for (const text of [keep?.title, `“${keep?.short}”`, keep?.followUps[0]]) expect(shown).toContain(text);
    for (const text of [change?.title, change?.commonMistake, change?.coachNote])
      expect(shown).toContain(text);
    expect(section.match(/<li[^>]*><span lang="en[^"]*"/g)).toHaveLength(kit.competencies.length);
  });

  it('finds roles by the words of a question, without a script', async () => {
    const html = await htmlOf(server, '/roles?q=CACHING+backend');
    expect(html.match(/href="\/roles\/[^"]*#[^"]*"/)?.[0]).toBe(
      'href="/roles/backend-developer#what-is-caching"',
    );
    expect(html).toMatch(/<mark[^>]*>caching<\/mark>/);
    expect(await htmlProblems(html)).toEqual([]);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(decodedText(await htmlOf(server, '/roles?q=%3Ci%3Ezzzz'))).toContain(
      `>${texts.catalog.results('<i>zzzz')}</h1>`,
    );
  });

  it('has no guide for another job, and leads from its name to the common questions', async () => {
    const html = decodedText(await htmlOf(server, '/roles?q=nurse'));
    expect(html).toContain(`>${texts.catalog.results('nurse')}</h1>`);
    expect(html).toContain(texts.catalog.noGuide);
    expect(html).toContain('href="/practice?role=any-role&question=about-yourself&now=1"');
    expect(html.match(/href="\/practice\?/g)).toHaveLength(4);
    expect(html).toContain(texts.rolePage.sections.allOpening(15));
    expect(await htmlProblems(html)).toEqual([]);
  });

  it('names the questions for every role and shows one question of each on its cover', async () => {
    const html = decodedText(await htmlOf(server, '/roles'));
    expect(html).not.toContain('Any role');
    const covers = [...html.matchAll(/<article.*?<\/article>/gs)].map(
      ([cover]) => /“[^”]+\?”/.exec(cover)?.[0],
    );
    expect(new Set(covers).size).toBe(SLUGS.length);
    expect(covers).not.toContain(undefined);
    expect(await htmlOf(server, '/roles/any-role')).toContain('>Common interview questions</h1>');
  });

  it('shows the recruiter and her question on the start page, with one question as the first action', async () => {
    const html = decodedText(await htmlOf(server, '/'));
    expect(html).toMatch(/<img src="\/recruiter\.webp"[^>]* alt="The virtual recruiter/);
    expect(html).toContain(`“${HOME_QUESTION}”`);
    const [first] = html.match(/<main.*?<a [^>]*>.*?<\/a>/s) ?? [];
    expect(first).toContain('href="/practice?role=any-role&question=about-yourself&now=1"');
    expect(first).toContain(texts.homePage.action);
    const [main = ''] = html.match(/<main.*<\/main>/s) ?? [];
    expect(main.match(/\bbg-accent text-on-accent\b/g)).toHaveLength(1);
    const { action, after, companies } = texts.homePage;
    const places = [
      action,
      texts.search.label,
      after.heading,
      practicePage.step.title,
      companies.heading,
    ].map(text => html.indexOf(text));
    expect(places[0]).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const poster = await fetch(`${server.url}/recruiter.webp`);
    expect(poster.headers.get('content-type')).toBe('image/webp');
    const { width, height } = await loadImage(Buffer.from(await poster.arrayBuffer()));
    expect({ width, height }).toEqual(PORTRAIT);
  });

  it('offers any question as the first action when there is no role for everyone, and roles without practice', async () => {
    const owner = await server.owner();
    const kitId = KitId.parse('any-role');
    await owner.call('publications.change', { kitId, published: false });
    expect(decodedText(await htmlOf(server, '/'))).toMatch(
      /"\/practice\?role=backend-developer&question=[a-z-]+&now=1"/,
    );
    await owner.call('publications.change', { kitId, published: true });
    await using closed = await startTestServer({
      builtInKitFolder: BUILT_IN_KITS,
      siteOptions: { practices: false },
    });
    const html = await htmlOf(closed, '/');
    expect(html).not.toContain('/practice?');
    expect(html).toContain(texts.homePage.chooseRole);
  });

  it.each([
    ['/', 90],
    ['/roles', 25],
    ['/open-link', 13],
    ['/roles/fronted-developer', 36],
    ['/nowhere', 36],
  ])('says what %s is for in a few words', async (address, most) => {
    expect(wordCount(await htmlOf(server, address))).toBeLessThanOrEqual(most);
  });

  it('explains on the start page how to set up, until there is an owner', async () => {
    await using fresh = await startTestServer();
    expect(decodedText(await htmlOf(fresh, '/'))).toContain('One step left: create the first account');
    await fresh.owner();
    expect(await htmlOf(fresh, '/')).not.toContain('One step left');
  });
});

describe('role statistics', () => {
  it('are equal on the page, in the catalog, and in structured data, and absent below five', async () => {
    await using server = await startTestServer({ siteOptions: { timing: { snapshotMs: 0, countMs: 0 } } });
    const owner = await server.owner();
    const { kitId } = await owner.call('kits.create', { kit: exampleKit() });
    await owner.call('publications.change', { kitId, published: true });
    const fresh = await htmlOf(server, '/roles/backend-developer');
    expect(fresh).not.toMatch(/ratings?\b/);
    expect(thingsOf(fresh, 'AggregateRating')).toEqual([]);
    expect(fresh).not.toMatch(/\b0 (?:interviews|ratings)|NaN/);

    const { kysely } = server.store.database;
    for (const stars of [5, 4, 4, 5, 4]) {
      const interviewId = newInterviewId();
      await kysely
        .insertInto('interviews')
        .values({
          ...{ interviewId, lastSeq: 1, title: 'T', jobRole: 'R', scheduledAt: 1, plannedMinutes: 45 },
          ...{ presentCandidate: 0, presentInterviewer: 0, presentEvaluator: 0, presentObserver: 0 },
          ...{ phase: 'ended', kitId, heldByRecruiter: 1, scorecardsOpen: 0 },
          ...{ practice: 'evaluation', answers: 2, feedbackAt: stars === 5 ? 1 : null },
        })
        .execute();
      await kysely.insertInto('feedbackRatings').values({ interviewId, kitId, stars, ratedAt: 1 }).execute();
    }
    const [page, catalog] = await Promise.all(
      ['/roles/backend-developer', '/roles'].map(address => htmlOf(server, address)),
    );
    expect(page).toContain(texts.stars('4.4', 5));
    expect(page).toContain(texts.held(5));
    expect(page).not.toContain(texts.withFeedback(2));
    expect(catalog).toContain(texts.stars('4.4', 5));
    expect(thingsOf(page ?? '', 'AggregateRating')).toEqual([
      expect.objectContaining({ ratingValue: 4.4, ratingCount: 5 }),
    ]);
    expect(structuredDataProblems(page ?? '')).toEqual([]);
    expect(await htmlProblems(page ?? '')).toEqual([]);
  });
});
