import { createCanvas, loadImage } from '@napi-rs/canvas';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { infoPages } from '../../../client/texts/infoPages.ts';
import { accentStyles } from '../../../shared/accent.ts';
import { EMPTY_PROFILE, OrganizationCard, OrganizationProfile } from '../../../shared/organization.ts';
import { EditedOrganization, LOGO_UPLOAD } from '../../../shared/protocol/organizationRoutes.ts';
import { INFO_PAGES } from '../../../shared/site/sitePages.ts';
import { ownZone } from '../../../shared/time/zones.ts';
import { htmlProblems } from '../../support/validHtml.ts';
import { refusalOf } from './refusals.ts';
import { decodedText, get, htmlOf } from './sitePages.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

function picture(width: number, height: number, type: 'image/png' | 'image/jpeg'): Buffer {
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').fillRect(0, 0, width, height);
  return type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type);
}

function upload(bytes: Buffer, visitor: Visitor) {
  return visitor.fetch(LOGO_UPLOAD, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
}

describe('the organization', () => {
  let server: TestServer;
  let owner: Visitor;

  beforeEach(async () => {
    server = await startTestServer();
    owner = await server.owner();
    return () => server.close();
  });

  const addresses = async () =>
    [...(await htmlOf(server, '/sitemap.xml')).matchAll(/<loc>[^<]+(\/\w*)<\/loc>/g)].map(([, path]) => path);

  it('is unknown in a new installation, whose pages say what the software knows, and offer what people can do themselves instead of a contact', async () => {
    expect(await owner.call('organization.read', {})).toEqual({
      profile: EMPTY_PROFILE,
      serverZone: ownZone(),
    });
    expect(await addresses()).toEqual(['/', '/roles', '/about', '/privacy', '/contact', '/help']);
    const home = await htmlOf(server, '/');
    for (const name of INFO_PAGES) {
      const html = await htmlOf(server, `/${name}`);
      expect(await htmlProblems(html)).toEqual([]);
      expect(html).not.toContain('href="/contact"');
      if (name !== 'contact') expect(home).toContain(`href="/${name}"`);
    }
    const contact = await htmlOf(server, '/contact');
    for (const text of [infoPages.unreachable(''), infoPages.invited.body, infoPages.practiced.body])
      expect(contact).toContain(text);
    expect(await htmlOf(server, '/privacy')).toContain(infoPages.deletionAlone);
    expect(await htmlOf(server, '/about')).toContain(infoPages.about.unnamed);
    expect(await htmlOf(server, '/privacy')).toContain(
      'Recordings are kept until someone here deletes them.',
    );
    await server.store.settings.write('retention.days', 30, { actor: 'u', action: 'a', target: 't' });
    await owner.call('publicSide.change', { publicSide: false });
    expect(await htmlOf(server, '/privacy')).toContain('Recordings are deleted 30 days after the interview.');
    expect(await htmlOf(server, '/about')).not.toContain(infoPages.about.lead);
  });

  it('appears on every public page as soon as an owner saves it, and changes only what was sent', async () => {
    const profile = {
      name: 'Ampère & Söhne',
      email: 'jobs@example.org',
      phone: '+49 30 123',
      privacy: 'We are careful.\n\n# Who we are\nAmpère\nBerlin',
      imprint: 'Street 1\n<b>Berlin</b>',
    };
    await owner.call('organization.change', { profile });
    const changed = await owner.call('organization.change', { profile: { name: 'Ampère' } });
    expect(changed.profile).toEqual({ ...EMPTY_PROFILE, ...profile, name: 'Ampère' });
    const home = await htmlOf(server, '/');
    expect(home).toContain('>Ampère</span>');
    for (const href of ['/contact', '/contact#imprint']) expect(home).toContain(`href="${href}"`);
    const contact = await htmlOf(server, '/contact');
    expect(contact).not.toContain(infoPages.unreachable('Ampère'));
    expect(await htmlOf(server, '/about')).toContain(infoPages.about.runs('Ampère'));
    expect(decodedText(contact)).toContain('Street 1\n<b>Berlin</b>');
    expect(contact).not.toContain('<b>');
    for (const href of ['mailto:jobs@example.org', 'tel:+4930123']) expect(contact).toContain(href);
    for (const address of ['/about', '/help', '/privacy'])
      expect(await htmlOf(server, address), address).toContain(`>${infoPages.toContact}</a>`);
    const privacy = await htmlOf(server, '/privacy');
    expect(privacy).toContain('>Who we are</h2>');
    expect(privacy.indexOf('We are careful.')).toBeLessThan(privacy.indexOf('Recordings are kept'));
    for (const html of [contact, privacy]) expect(await htmlProblems(html)).toEqual([]);
    const join = await htmlOf(server, '/join');
    const [, content = ''] = /<meta name="organization" content="([^"]*)"/.exec(join) ?? [];
    expect(OrganizationCard.parse(JSON.parse(decodedText(content)))).toMatchObject({
      name: 'Ampère',
      email: 'jobs@example.org',
    });
    const [{ details } = {}] = await server.store.audit.list(1);
    expect(details).toEqual({ changed: ['name'] });
  });

  it('refuses to replace what someone else has changed since it was shown, and says who, when, and to what', async () => {
    const { profile: seen } = await owner.call('organization.read', {});
    await owner.call('organization.change', { profile: { about: 'Ours.', help: 'Call.' }, seen });
    const save = (part: object, since: object = seen) =>
      owner.call('organization.change', { profile: part, seen: since });
    expect(await refusalOf(save({ about: 'Mine.', name: 'Ampère' }))).toMatchObject({
      code: 'conflict',
      reason: 'setting-changed',
      values: { own: true, at: expect.closeTo(Date.now(), -5) },
      details: { theirs: { about: 'Ours.' } },
    });
    expect((await owner.call('organization.read', {})).profile).toMatchObject({ about: 'Ours.', name: '' });
    expect((await save({ about: seen.about, name: 'Ampère' })).profile).toMatchObject({
      about: 'Ours.',
      name: 'Ampère',
    });
    expect((await save({ about: 'Mine.' }, { about: 'Ours.' })).profile.about).toBe('Mine.');
    const other = await server.member(owner, 'organizer', 'oda@example.org');
    const { member } = await other.call('account.read', {});
    await owner.call('staff.change', { userId: member?.userId ?? '', role: 'owner' });
    await other.call('organization.change', { profile: { name: 'Ohm' } });
    const { values } = await refusalOf(save({ name: 'Volta' }));
    expect(values).toEqual({ by: expect.any(String), at: expect.any(Number) });
  });

  it('has an accent color, in a style sheet of pages with and without scripts, and audited', async () => {
    const { profile } = await owner.call('organization.change', { profile: { accent: ' #1D4ED8 ' } });
    expect(profile.accent).toBe('#1d4ed8');
    for (const page of ['/', '/join', '/console']) {
      const [, last = ''] = (await htmlOf(server, page)).split(
        /<link rel="stylesheet"(?!.*<link rel="stylesheet")/s,
      );
      expect(last).toMatch(/^ href="\/accent\/1d4ed8\.css"/);
    }
    const served = await fetch(`${server.url}/accent/1d4ed8.css`);
    expect(served.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await served.text()).toBe(accentStyles('#1d4ed8'));
    const [{ details } = {}] = await server.store.audit.list(1);
    expect(details).toEqual({ changed: ['accent'] });

    const before = (await server.store.audit.list(100)).length;
    await owner.call('organization.change', {
      profile: { accent: '#0f766e', timeZone: 'Asia/Tokyo', help: 'Call us.' },
    });
    await owner.call('organization.change', { profile: { accent: '#0f766e' } });
    const entries = await server.store.audit.list(100);
    expect(entries).toHaveLength(before + 1);
    expect(entries[0]?.details).toEqual({ changed: ['help', 'accent', 'timeZone'] });

    await expect(
      owner.call('organization.change', { profile: { phone: 'call me maybe' } }),
    ).rejects.toMatchObject({
      details: { fields: { 'profile.phone': { reason: 'phone-incomplete' } } },
    });
    const wrong = owner.call('organization.change', { profile: { accent: 'blue' } });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' });
    for (const path of ['/accent/blue.css', '/accent/1d4ed8.css.map', '/accent/%20.css'])
      expect((await get(server, path)).status).toBe(404);
    await owner.call('organization.change', { profile: { accent: '' } });
    for (const page of ['/', '/join']) expect(await htmlOf(server, page)).not.toContain('/accent/');
  });

  it('has a logo that is drawn again, and served by its content', async () => {
    const answer = await upload(picture(1_200, 300, 'image/jpeg'), owner);
    const { logo } = EditedOrganization.parse(answer.body);
    expect(logo).toMatchObject({ width: 480, height: 120 });
    const served = await fetch(server.url + logo?.src);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(served.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    const { width } = await loadImage(Buffer.from(await served.arrayBuffer()));
    expect(width).toBe(480);
    expect(await htmlOf(server, '/')).toContain(`src="${logo?.src}"`);
    await owner.call('organization.removeLogo', {});
    expect(await owner.call('organization.read', {})).toEqual({
      profile: EMPTY_PROFILE,
      serverZone: ownZone(),
    });
    expect((await get(server, `${logo?.src}`)).status).toBe(404);
  });
});

describe('an SVG file as the logo', () => {
  it('is drawn as a PNG file of its proportions, without what it links to', async () => {
    await using server = await startTestServer();
    const owner = await server.owner();
    const svg = `<?xml version="1.0"?>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60">
        <script>throw new Error('run')</script>
        <rect width="150" height="60" fill="#f00"/>
        <image href="file://${import.meta.filename}" x="200" width="60" height="60"/>
      </svg>`;
    const { logo } = EditedOrganization.parse((await upload(Buffer.from(svg), owner)).body);
    expect(logo).toMatchObject({ width: 480, height: 96 });
    const served = await fetch(server.url + logo?.src);
    const image = await loadImage(Buffer.from(await served.arrayBuffer()));
    const ink = createCanvas(480, 96).getContext('2d');
    ink.drawImage(image, 0, 0);
    expect([...ink.getImageData(100, 48, 1, 1).data]).toEqual([255, 0, 0, 255]);
    expect(ink.getImageData(300, 48, 1, 1).data[3]).toBe(0);
  });
});

describe('an SVG file that takes hours to draw', () => {
  it('is refused as too complex, and the next logo is drawn', async () => {
    const limitsMs = [1_000, 60_000];
    await using server = await startTestServer({
      logoLimit: () => AbortSignal.timeout(limitsMs.shift() ?? 0),
    });
    const owner = await server.owner();
    const masks = Array.from({ length: 12 }, (_, level) => {
      const below = level === 0 ? '' : `mask="url(#level${level - 1})"`;
      return `<mask id="level${level}">${`<rect width="8" height="8" fill="#fff" ${below}/>`.repeat(10)}</mask>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
      ${masks.join('')}<rect width="8" height="8" mask="url(#level11)"/></svg>`;
    const refused = await upload(Buffer.from(svg), owner);
    expect(refused).toMatchObject({ status: 400, body: { error: { reason: 'logo-too-complex' } } });
    expect((await upload(picture(48, 12, 'image/png'), owner)).body).toMatchObject({ logo: { width: 48 } });
  });
});

describe('a website without a scheme', () => {
  it('is completed, and anything else stays refused', () => {
    const website = (text: string) => OrganizationProfile.shape.website.safeParse(text);
    expect(website('northwind.example').data).toBe('https://northwind.example');
    expect(website('http://northwind.example/').data).toBe('http://northwind.example/');
    for (const text of ['northwind', 'javascript:alert(1)', 'a@b']) expect(website(text).success).toBe(false);
  });
});

describe('the upload of a logo', () => {
  let server: TestServer;
  let owner: Visitor;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.owner();
    return () => server.close();
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['half a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10"'), 'logo-unreadable'],
    ['half a header', picture(8, 8, 'image/jpeg').subarray(0, 30), 'logo-unreadable'],
    ['half a picture', picture(8, 8, 'image/png').subarray(0, 40), 'logo-unreadable'],
    ['too many pixels', picture(5_000, 1, 'image/png'), 'logo-dimensions'],
    ['too many bytes', Buffer.alloc(1024 ** 2 + 1), 'file-too-large'],
  ])('refuses %s as its logo', async (_what, bytes, reason) => {
    const { body } = await upload(bytes, owner);
    expect(body.error).toMatchObject({ reason });
  });

  it('is only for owners', async () => {
    const organizer = await server.member(owner, 'organizer', 'organizer@example.org');
    expect((await upload(picture(8, 8, 'image/png'), organizer)).status).toBe(403);
    expect((await upload(picture(8, 8, 'image/png'), server.visitor())).status).toBe(401);
  });
});
