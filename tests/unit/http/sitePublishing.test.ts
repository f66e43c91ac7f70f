import { beforeEach, describe, expect, it } from 'vitest';
import { site as texts } from '../../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../../server/features/kit/builtInKits.ts';
import { ANY_ROLE, KitId } from '../../../shared/kit/kitIds.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { exampleKit, guideQuestion } from '../../support/exampleKit.ts';
import { structuredDataProblems } from '../../support/structuredData.ts';
import { htmlProblems } from '../../support/validHtml.ts';
import { refusalOf } from './refusals.ts';
import { decodedText, get, HTML, htmlOf } from './sitePages.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const slug = (text: string) => Slug.parse(text);

describe('staff who publish kits', () => {
  let server: TestServer;
  let owner: Visitor;
  let kitId: KitId;

  beforeEach(async () => {
    server = await startTestServer();
    owner = await server.owner();
    ({ kitId } = await owner.call('kits.create', { kit: exampleKit() }));
    return () => server.close();
  });

  const publish = (more: { slug?: Slug; published?: boolean } = {}) =>
    owner.call('publications.change', { kitId, published: true, ...more });

  it('see every kit with a free URL, and publish it under that or another one, visible to everyone immediately', async () => {
    const { kitId: second } = await owner.call('kits.create', { kit: exampleKit({ level: 'Junior' }) });
    const { publicSide, publications } = await owner.call('publications.list', {});
    expect(publicSide).toBe(true);
    expect(publications.map(({ slug, published, level }) => [slug, published, level])).toEqual([
      ['backend-developer', false, 'Junior'],
      ['backend-developer-senior', false, 'Senior'],
    ]);
    expect((await get(server, '/roles/backend-developer')).status).toBe(404);
    const { publication } = await publish({ slug: slug('backend-developer') });
    expect(publication).toMatchObject({ slug: 'backend-developer', published: true, position: 0 });
    expect((await get(server, '/roles/backend-developer')).status).toBe(200);
    const [, offered] = (await owner.call('publications.list', {})).publications;
    expect(offered?.slug).toBe('backend-developer-junior');
    await owner.call('publications.change', { kitId: second, slug: slug('starter'), published: true });
    expect(await htmlOf(server, '/roles')).toContain('href="/roles/starter"');
    await owner.call('publications.order', { kitIds: [second, kitId] });
    const html = await htmlOf(server, '/roles');
    expect(html.indexOf('/roles/starter')).toBeLessThan(html.indexOf('/roles/backend-developer'));
    expect((await server.store.audit.list(3)).map(({ action }) => action)).toEqual([
      'publications.ordered',
      'publication.changed',
      'publication.changed',
    ]);
  });

  it('change a URL, and the earlier one redirects', async () => {
    await publish();
    await publish({ slug: slug('api-developer') });
    const answer = await get(server, '/roles/backend-developer');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/roles/api-developer');
    const { publications } = await owner.call('publications.list', {});
    expect(publications[0]?.earlierSlugs).toEqual(['backend-developer']);
  });

  it("can't use a URL that another role has or had", async () => {
    await publish();
    await publish({ slug: slug('api-developer') });
    const { kitId: other } = await owner.call('kits.create', { kit: exampleKit() });
    for (const wanted of ['api-developer', 'backend-developer']) {
      const { status, body } = await owner.send('publications.change', { kitId: other, slug: wanted });
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: 'conflict', details: { kitId } });
    }
  });

  it('publish the version they viewed, and nothing that was saved since', async () => {
    const change = { kitId, published: true, version: 1 };
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit({ level: 'Lead' }) });
    expect((await refusalOf(owner.call('publications.change', change))).code).toBe('conflict');
    const { publication } = await owner.call('publications.change', { ...change, version: 2 });
    expect(publication.published).toBe(true);
  });

  it("can't publish a kit that is incomplete, archived, or unknown", async () => {
    const { kitId: unfinished } = await owner.call('kits.create', { kit: exampleKit({ questions: [] }) });
    expect(
      await refusalOf(owner.call('publications.change', { kitId: unfinished, published: true })),
    ).toMatchObject({ code: 'invalid', details: { field: 'published' } });
    await owner.call('kits.archive', { kitId, archived: true });
    expect(await refusalOf(publish())).toMatchObject({ code: 'invalid', details: { field: 'kitId' } });
    const unknown = KitId.parse('no-such-kit');
    expect(
      await refusalOf(owner.call('publications.change', { kitId: unknown, published: true })),
    ).toMatchObject({
      code: 'not-found',
    });
  });

  it('unpublish a role, and its URL states that it existed; a kit that never was public is unknown', async () => {
    await publish();
    await owner.call('publications.change', { kitId, published: false });
    const gone = await get(server, '/roles/backend-developer');
    expect(gone.status).toBe(410);
    expect(gone.body.text).toContain(texts.notFound.closed.title);
    const { kitId: other } = await owner.call('kits.create', { kit: exampleKit() });
    await owner.call('publications.change', { kitId: other, slug: slug('planned') });
    expect((await get(server, '/roles/planned')).status).toBe(404);
  });

  it('archive a kit, and it disappears from the public site', async () => {
    await publish();
    await owner.call('kits.archive', { kitId, archived: true });
    expect((await get(server, '/roles/backend-developer')).status).toBe(410);
    expect(await htmlOf(server, '/sitemap.xml')).not.toContain('backend-developer');
    expect(await server.site.findPublished('backend-developer')).toBeUndefined();
    await owner.call('kits.archive', { kitId, archived: false });
    expect((await get(server, '/roles/backend-developer')).status).toBe(200);
  });

  it('save a kit, and strangers see it; while it has errors they see the last valid version', async () => {
    await publish();
    const before = (await get(server, '/roles/backend-developer')).headers.get('etag');
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit({ role: 'Principal' }) });
    const saved = await get(server, '/roles/backend-developer');
    expect(saved.headers.get('etag')).not.toBe(before);
    expect(await htmlOf(server, '/roles')).toContain('Principal');
    await owner.call('kits.save', {
      kitId,
      expectedVersion: 2,
      kit: exampleKit({ level: 'Unfit', questions: [] }),
    });
    expect(await htmlOf(server, '/roles')).toContain('Principal');
    expect(await server.site.findPublished('backend-developer')).toEqual({
      kitId,
      slug: 'backend-developer',
      version: 2,
    });
  });

  it('preview a page, which no one else can', async () => {
    const address = `/site-preview/${kitId}`;
    const asOwner = () => owner.fetch(address, { headers: HTML, redirect: 'manual' });
    const unpublished = await asOwner();
    expect(unpublished.status).toBe(200);
    expect(unpublished.headers.get('cache-control')).toBe('no-store');
    expect(unpublished.headers.get('x-robots-tag')).toBe('noindex');
    expect(unpublished.body.text).toContain(texts.preview.unpublished);
    expect(unpublished.body.text).not.toContain('/practice?role=');
    expect(unpublished.body.text).not.toContain('application/ld+json');
    expect(await htmlProblems(String(unpublished.body.text))).toEqual([]);
    await publish();
    expect((await asOwner()).body.text).toContain(texts.preview.published);
    const stranger = await get(server, address);
    expect(stranger.status).toBe(303);
    expect(stranger.headers.get('location')).toBe('/login');
    expect((await owner.fetch('/site-preview/no-such-kit', { headers: HTML })).status).toBe(404);
    const member = await server.member(owner, 'evaluator', 'evaluator@example.org');
    expect((await member.fetch(address, { headers: HTML })).status).toBe(200);
  });

  it('preview the page of a kit that is almost empty', async () => {
    const { kitId: bare } = await owner.call('kits.create', {
      kit: exampleKit({
        competencies: [],
        questions: [],
        guide: { promise: '', questions: [], preparation: [], expertTip: '', commonMistake: '' },
      }),
    });
    const answer = await owner.fetch(`/site-preview/${bare}`, { headers: HTML });
    expect(answer.status).toBe(200);
    expect(await htmlProblems(String(answer.body.text))).toEqual([]);
  });

  it('turn the public site off: the start page is the sign-in page, and strangers see nothing else', async () => {
    await publish();
    await owner.call('publicSide.change', { publicSide: false });
    const start = await get(server, '/');
    expect(start.status).toBe(200);
    expect(start.headers.get('cache-control')).toBe('no-cache');
    expect(start.headers.get('x-robots-tag')).toBe('noindex');
    expect(start.body.text).toContain('<title>Vivavoce</title>');
    for (const address of [
      '/roles',
      '/roles/backend-developer',
      '/sitemap.xml',
      '/card.png',
      '/roles/backend-developer/card.png',
    ])
      expect((await get(server, address)).status, address).toBe(404);
    expect(await htmlOf(server, '/roles')).not.toContain('href="/roles');
    expect(await htmlOf(server, '/robots.txt')).toContain('Disallow: /\n');
    expect(await server.site.findPublished('backend-developer')).toBeUndefined();
    expect(await server.site.slugOf(kitId)).toBeUndefined();
    await owner.call('publicSide.change', { publicSide: true });
    expect((await get(server, '/roles/backend-developer')).status).toBe(200);
    expect(await server.site.slugOf(kitId)).toBe('backend-developer');
  });

  it('notify subscribers of every change', async () => {
    let told = 0;
    const end = server.site.subscribe(() => {
      told += 1;
    });
    await publish();
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit({ level: 'Lead' }) });
    await owner.call('publicSide.change', { publicSide: false });
    expect(told).toBe(3);
    end();
    await owner.call('publicSide.change', { publicSide: true });
    expect(told).toBe(3);
  });

  it('see changes of another server within the cache time', async () => {
    await using other = await startTestServer({
      env: { DATA_DIR: server.config.dataDir },
      siteOptions: { timing: { snapshotMs: 0, countMs: 0 } },
    });
    expect((await get(other, '/roles/backend-developer')).status).toBe(404);
    await publish();
    expect((await get(other, '/roles/backend-developer')).status).toBe(200);
  });

  it('find the texts of a kit escaped on the page, whatever they contain', async () => {
    const nasty = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const kit = exampleKit({
      role: `Tester ${nasty}`.slice(0, 80),
      guide: {
        ...exampleKit().guide,
        promise: nasty,
        questions: [
          guideQuestion({ title: 'Markup', answer: nasty, code: { language: 'html', code: nasty } }),
        ],
      },
    });
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit });
    await publish({ slug: slug('tester') });
    const html = await htmlOf(server, '/roles/tester');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
    expect(decodedText(html)).toContain(nasty);
    expect(structuredDataProblems(html)).toEqual([]);
    expect((await get(server, '/roles/tester/card.png')).status).toBe(200);
  });
});

describe('built-in kits on the public site', () => {
  it('stay unpublished when the product starts again, and new ones become public', async () => {
    await using server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS });
    const owner = await server.owner();
    const kitId = KitId.parse('data-analyst');
    await owner.call('publications.change', { kitId, published: false });
    expect(await htmlOf(server, '/roles/hr-recruiter')).toContain('/roles/any-role#about-yourself');
    await owner.call('publications.change', { kitId: ANY_ROLE, published: false });
    await server.store.database.kysely
      .deleteFrom('publications')
      .where('slug', '=', 'hr-recruiter')
      .execute();
    await using again = await startTestServer({
      builtInKitFolder: BUILT_IN_KITS,
      env: { DATA_DIR: server.config.dataDir },
    });
    const html = await htmlOf(again, '/roles');
    expect(html).not.toContain('/roles/data-analyst');
    expect(html).toContain('/roles/hr-recruiter');
    expect(await htmlOf(again, '/roles/hr-recruiter')).not.toContain('/roles/any-role');
  });
});
