import { describe, expect, it } from 'vitest';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import { linksOfPdf } from '../../support/linksOfPdf.ts';
import { pdfInfo, pdfTexts } from '../../support/poppler.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { ReportedPractice } from './reportedPractice.ts';
import type { Visitor } from './visitor.ts';

const house = ReportedPractice.ofEach();
const DAY_MS = 86_400_000;

/** Posts as a form on our pages does, without an origin. */
function posted(fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${house.server.url}/api/report/pdf`, { method: 'POST', body, headers: { origin: 'null' } });
}

const download = (key: ReportKey, paper = 'a4') => posted({ key: JSON.stringify(key), paper });

const sharesOf = async ({ asker, ref }: PracticeStranger) =>
  (await asker.call('report.shares', { key: ref })).shares;

/** Returns the link in the first QR code of a printed copy. */
function keyIn(file: Buffer) {
  return { link: LinkToken.parse(linksOfPdf(file)[0]?.address.split('/report#')[1]) };
}

async function bytesOf(response: Response): Promise<Buffer> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return Buffer.from(await response.arrayBuffer());
}

async function published() {
  const one = await house.rated();
  await house.publish(one.interviewId);
  const opened = await house.openedBy(one.stranger);
  return { ...one, opened };
}

describe('a report as PDF', () => {
  it('is sent to its candidate, in the chosen paper size, with QR codes of a link for reading', async () => {
    const { stranger, opened } = await published();
    const response = await download(stranger.ref, 'letter');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[a-z0-9-]+-report-\d{4}-\d\d-\d\d\.pdf"$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const file = await bytesOf(response);
    expect(pdfInfo(file)).toMatchObject({ Pages: '2', 'Page size': '612 x 792 pts (letter)' });
    const text = pdfTexts(file).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('For Ada Lovelace');
    expect(text).toContain(opened.report.headline);
    const links = linksOfPdf(file).map(({ address }) => address);
    expect(links.join(' ')).not.toContain(stranger.ref.page);
    const { publicUrl } = house.server.config;
    expect(links[0]).toMatch(new RegExp(`^${publicUrl}/report#[\\w-]{22}$`));
    expect(links[1]).toMatch(/\/report\?point=keep-1#/);
    const [printed] = await sharesOf(stranger);
    if (!printed) throw new Error('A printed copy has a link.');
    expect(printed).toMatchObject({ use: 'print', openings: [] });
    expect(printed.expiresAt - printed.createdAt).toBe(90 * DAY_MS);
    const until = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
    expect(text).toContain(`can read this report until ${until.format(printed.expiresAt)}`);
  });

  it('that is found on paper shows only the report, until the candidate revokes its link', async () => {
    const { stranger, interviewId } = await published();
    await stranger.asker.call('report.ask', { key: stranger.ref, question: 'Why 3?' });
    const key = keyIn(await bytesOf(await download(stranger.ref)));
    const opened = await house.opened(key);
    expect(opened).toMatchObject({ own: false, use: 'print', report: { attempts: [] } });
    expect(JSON.stringify(opened)).not.toMatch(/Ada|guess|Why 3/);
    const finder = house.server.visitor();
    const rating = { stars: 1, specific: 'no', fair: 'no', nextStep: 'no', line: '' } as const;
    const acts = [
      finder.call('report.rate', { key, rating }),
      finder.call('report.guess', { key, guess: null }),
      finder.call('report.ask', { key, question: 'Who is it?' }),
      finder.call('report.shares', { key }),
      finder.call('report.share', { key, days: 90, withClips: true }),
    ];
    for (const refusal of await refusalsOf(acts)) expect(refusal.code).toBe('forbidden');
    // The link gives no access to the private page either.
    const { link: page } = key;
    const onPage = [
      finder.call('practice.open', { page }),
      finder.call('practice.note', { page, interviewId, note: 'x' } as never),
      finder.call('practice.delete', { page }),
      finder.call('report.open', { key: { page, interviewId } }),
    ];
    for (const refusal of await refusalsOf(onPage))
      expect(['link-invalid', 'invalid']).toContain(refusal.code);
    expect(await house.server.store.feedback.ratings()).toEqual([]);
    const [printed] = await sharesOf(stranger);
    expect(printed).toMatchObject({ use: 'print', openings: [expect.any(Number)] });
    await stranger.asker.call('report.revokeShare', {
      key: stranger.ref,
      shareId: printed?.shareId ?? '',
    });
    expect((await refusalOf(finder.call('report.open', { key }))).code).toBe('link-invalid');
    expect((await download(key)).status).toBe(404);
  });

  it('that is printed again has the same link while it is valid for long enough, and another one later', async () => {
    const { stranger } = await published();
    const print = async (paper?: string) => keyIn(await bytesOf(await download(stranger.ref, paper)));
    const first = await print();
    expect(await print('letter')).toEqual(first);
    house.clock.aheadMs = 29 * DAY_MS;
    expect(await print()).toEqual(first);
    house.clock.aheadMs = 31 * DAY_MS;
    expect(await print()).not.toEqual(first);
    expect((await sharesOf(stranger)).map(({ use }) => use)).toEqual(['print', 'print']);
    house.clock.aheadMs = 91 * DAY_MS;
    const opened = house.server.visitor().call('report.open', { key: first });
    expect((await refusalOf(opened)).code).toBe('link-invalid');
  });

  it('of a shared link has no name and contains that link, until it is revoked', async () => {
    const { stranger } = await published();
    const { url, share } = await stranger.asker.call('report.share', {
      key: stranger.ref,
      days: 7,
      withClips: false,
    });
    const key = { link: url.split('#')[1] ?? '' } as ReportKey;
    const file = await bytesOf(await download(key));
    expect(pdfTexts(file).join(' ')).not.toContain('Ada Lovelace');
    expect(linksOfPdf(file).map(({ address }) => address)).toEqual([url]);
    await stranger.asker.call('report.revokeShare', { key: stranger.ref, shareId: share.shareId });
    expect((await download(key)).status).toBe(404);
  });

  it("is rejected in words when there is nothing to read, and before the candidate's self-assessment", async () => {
    const { stranger, interviewId } = await house.rated();
    const unpublished = await download(stranger.ref);
    expect([unpublished.status, unpublished.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(await unpublished.text()).toContain('There is no report to read here yet, or it was taken back.');
    await house.publish(interviewId);
    expect((await download(stranger.ref)).status).toBe(404);
    await house.openedBy(stranger);
    await bytesOf(await download(stranger.ref));
    await house.owner.call('reports.retract', { interviewId });
    expect((await download(stranger.ref)).status).toBe(404);
  });

  it('is rejected with the same error for invalid links and an invalid paper size', async () => {
    const { stranger } = await house.rated();
    const { interviewId } = stranger.ref;
    const unknown = { page: 'A'.repeat(22), interviewId };
    const tries = [
      { key: JSON.stringify(unknown), paper: 'a4' },
      { key: JSON.stringify({ link: 'A'.repeat(22) }), paper: 'a4' },
      { key: JSON.stringify(stranger.ref), paper: 'a5' },
      { key: '{', paper: 'a4' },
      { paper: 'a4' },
    ];
    for (const fields of tries) {
      const response = await posted(fields as Record<string, string>);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('There is no report with this link.');
    }
  });

  it('is shown to its authors as a draft, without QR codes, and to no one else', async () => {
    const { interviewId } = await house.rated();
    await house.save(interviewId, house.draft({ headline: 'The strongest thing, and the one to change.' }));
    const path = `/api/reports/${interviewId}/pdf`;
    const file = await bytesOf(await asked(house.owner, `${path}?paper=letter`));
    expect(pdfInfo(file)).toMatchObject({ Pages: '2', 'Page size': '612 x 792 pts (letter)' });
    const text = pdfTexts(file).join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/^Draft: /);
    expect(text).toContain('The strongest thing, and the one to change.');
    expect(linksOfPdf(file)).toEqual([]);
    expect((await house.owner.fetch(`${path}?paper=a5`)).status).toBe(400);
    expect((await house.server.visitor().fetch(path)).status).toBe(401);
  });
});

describe('printing', () => {
  it('is rate limited, with a page that states how long to wait', async () => {
    const key = JSON.stringify({ link: 'A'.repeat(22) });
    const tries = await Promise.all(Array.from({ length: 21 }, () => posted({ key, paper: 'a4' })));
    const [limited, ...others] = tries.filter(({ status }) => status === 429);
    expect(others).toEqual([]);
    expect(limited?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await limited?.text()).toContain('Please wait a minute');
  });
});

function asked(visitor: Visitor, path: string): Promise<Response> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(`${house.server.url}${path}`, { headers: { cookie } });
}
