import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactTexts } from '../../../client/texts/contact.ts';
import { practice } from '../../../client/texts/practice.ts';
import { practiceRoom } from '../../../client/texts/practiceRoom.ts';
import { prejoin } from '../../../client/texts/prejoin.ts';
import { site } from '../../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../../server/features/kit/builtInKits.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { decodedText, htmlOf } from './sitePages.ts';
import { startTestServer, type TestServer } from './testServer.ts';

describe('an app page before its scripts have loaded', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS, env: { PRACTICE_SESSIONS: '2' } });
  });
  afterAll(() => server.close());

  it('sends the start of a practice with its heading, its steps, and its offer, and the guide for those without scripts', async () => {
    const html = await htmlOf(server, '/practice?role=backend-developer');
    const title = practice.start.title('Backend Developer');
    expect(html).toContain(`<title>${title} · Vivavoce</title>`);
    const [shown = '', without = ''] = html.split('<noscript>');
    expect(shown).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
    for (const step of practice.start.steps) expect(decodedText(shown)).toContain(step);
    // The form comes first.
    expect(shown.indexOf('animate-shimmer')).toBeLessThan(shown.indexOf('<ol'));
    const written = /<meta name="vivavoce-practice-offer" content="([^"]*)"/.exec(shown)?.[1] ?? '';
    const offer = await server.visitor().call('practice.offer', { slug: Slug.parse('backend-developer') });
    expect(JSON.parse(decodedText(written))).toEqual(offer);
    expect(shown).toMatch(/<meta name="vivavoce-practice-challenge" content="[^"]*PBKDF2/);
    expect(decodedText(without)).toContain(practice.withoutScripts.body);
    expect(without).toContain('href="/roles/backend-developer"');
    // The message replaces the page: what waits for scripts has no room above it.
    expect(shown).toMatch(/<div id="root"><div class="[^"]*noscript:hidden[^"]*">/);
    expect(without).not.toContain('noscript:hidden');
  });

  it('sends the shape of pre-join with a personal link, which only the browser can read', async () => {
    const html = await htmlOf(server, '/join');
    expect(html).toContain(`<title>${prejoin.title} · Vivavoce</title>`);
    const [shown = '', without = ''] = html.split('<noscript>');
    expect(shown).toMatch(/<div id="root"><div class="[^"]*noscript:hidden[^"]*">.*<main/);
    expect(decodedText(without)).toContain(prejoin.withoutScripts.title);
    expect(decodedText(without)).toContain(contactTexts.inviter);
    expect(without).toContain('<header');
  });

  it('sends pre-join for a question that starts without a press, and the bare page for an unknown role', async () => {
    const now = await htmlOf(server, '/practice?role=backend-developer&question=slow-endpoint&now=1');
    expect(now).toContain(`<title>${practiceRoom.hello} · Vivavoce</title>`);
    expect(now).toMatch(new RegExp(`<h1[^>]*>${practiceRoom.hello}</h1>`));
    const unknown = await htmlOf(server, '/practice?role=nobody');
    expect(unknown).toContain('<div id="root"></div>');
    expect(unknown).not.toContain('vivavoce-practice-offer');
  });

  it('says without scripts what a page needs, below the name and above the contact', async () => {
    const owner = await server.owner();
    await owner.call('organization.change', { profile: { name: 'Ampère', email: 'jobs@example.org' } });
    for (const [path, page] of [
      ['/practice', 'private'],
      ['/report', 'report'],
      ['/practice?role=nobody', 'other'],
      ['/login', 'other'],
    ] as const) {
      const html = await htmlOf(server, path);
      expect(html, path).toContain('<title>Vivavoce</title>');
      const [shown = '', rest = ''] = html.split('<noscript>');
      expect(shown, path).toContain('<div id="root"></div>');
      const [without = ''] = decodedText(rest).split('</noscript>');
      const { title, body } = site.withoutScripts[page];
      const parts = ['<header', '>Ampère</span>', `>${title}</h1>`, body, 'mailto:jobs@example.org'];
      const places = parts.map(part => without.indexOf(part));
      expect(Math.min(...places), path).toBeGreaterThanOrEqual(0);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });
});

it.each(['/join', '/practice?role=backend-developer', '/report'])(
  'without the build of the public pages, %s is sent as it was built',
  async path => {
    const siteOptions = { folder: '/nowhere' };
    const env = { PRACTICE_SESSIONS: '2' };
    await using server = await startTestServer({ builtInKitFolder: BUILT_IN_KITS, siteOptions, env });
    const html = await htmlOf(server, path);
    expect(html).toContain('<title>Vivavoce</title>');
    expect(html).toContain('<div id="root"></div>');
  },
);
