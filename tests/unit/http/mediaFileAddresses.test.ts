import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../../server/features/linkToken.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import { newFileId } from '../../support/finishedRecording.ts';
import { addressOf, FinishedFiles, SETTING_UP_MS } from './finishedFiles.ts';
import { MediaFileVisitor } from './mediaFileVisitor.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

/** Internal details: a path on disk, a stack trace, a storage key. */
const INSIDE = /\/work|\/tmp|\/home|node_modules|\.ts\b|\bat \w|Error:|ENOENT|recordings\//;
/** 431: a request head beyond the limit. */
const REFUSALS = [400, 401, 403, 404, 431];

let server: TestServer;
let owner: Visitor;
let files: FinishedFiles;
let client: MediaFileVisitor;
let grant: MediaGrant['grant'];
let fileId: string;
let secret: string;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  client = new MediaFileVisitor(server.url);
  files = await FinishedFiles.make(server);
  grant = await files.openedBy(owner);
  fileId = files.file('thumbnail').fileId;
  const { status, bytes } = await client.ask(addressOf(grant, fileId), { as: owner });
  expect(status).toBe(200);
  secret = bytes.toString();
}, SETTING_UP_MS);
afterAll(async () => {
  client[Symbol.dispose]();
  await server.close();
});

/** Expects that the path is rejected with and without the cookies of an authorized person. */
async function expectRefused(path: string, statuses = REFUSALS): Promise<void> {
  for (const as of [owner, undefined]) {
    const { status, bytes, headers } = await client.ask(path, { as });
    expect(statuses, path).toContain(status);
    expect(bytes.includes(secret), path).toBe(false);
    expect(headers['content-type'] ?? '', path).not.toMatch(/video|image|audio|html/);
    expect(bytes.toString(), path).not.toMatch(INSIDE);
  }
}

/** Returns the text with each character replaced in turn. */
function flips(text: string, letters: string): string[] {
  return [...text].flatMap((letter, place) =>
    [
      letters[(letters.indexOf(letter) + 1) % letters.length],
      letters[letters.length - 1 - letters.indexOf(letter)],
    ]
      .filter(other => other !== letter)
      .map(other => text.slice(0, place) + other + text.slice(place + 1)),
  );
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('the URL of a media file', () => {
  it('with any other character in its grant is rejected', async () => {
    const edited = flips(grant, BASE64URL);
    expect(edited.length).toBeGreaterThan(40);
    for (const other of edited) await expectRefused(addressOf(other, fileId), [404]);
  });

  it('with any other character in its file ID is rejected', async () => {
    const edited = flips(fileId, '0123456789abcdef');
    expect(edited.length).toBeGreaterThan(60);
    for (const other of edited) await expectRefused(addressOf(grant, other), [404]);
  });

  it('with parts that were cut, extended, swapped, or encoded differently is rejected', async () => {
    const hash = hashOfToken(grant);
    const { recordingId, interviewId } = files.interview;
    const { storageKey, name, sha256 } = files.file('thumbnail');
    const grants = [
      ...[grant.slice(0, -1), grant.slice(1), `${grant}A`, `${grant}=`, grant.repeat(2), grant.repeat(3)],
      ...[
        grant.repeat(600),
        grant.toLowerCase(),
        grant.toUpperCase(),
        `${grant}%00`,
        `${grant}%20`,
        `%20${grant}`,
      ],
      ...[
        hash,
        hash.slice(0, 64),
        newLinkToken(),
        fileId,
        '-',
        '*',
        '%',
        '%25',
        'null',
        'undefined',
        '__proto__',
      ],
      ...[`${grant},${grant}`, `${grant};a=b`, `${grant}.`, `${grant}~`, `%27%20OR%201=1--`],
    ];
    for (const other of grants) await expectRefused(`/api/media/${other}/${fileId}`);
    const ids = [
      ...[fileId.slice(0, -1), fileId.slice(1), `${fileId}0`, fileId.toUpperCase(), fileId.repeat(500)],
      ...[
        recordingId,
        interviewId,
        sha256,
        newFileId(),
        grant,
        name,
        storageKey,
        encodeURIComponent(storageKey),
      ],
      ...[
        `${fileId}.jpg`,
        `${fileId}.webm`,
        `${fileId}.`,
        `${fileId}%00`,
        `${fileId}%00.jpg`,
        `${fileId}%0a`,
      ],
      ...[
        `${fileId};v=1`,
        `${fileId},${fileId}`,
        `${fileId}~`,
        '*',
        '%',
        '.',
        '..',
        '__proto__',
        'constructor',
      ],
      ...[`${fileId}%ff`, '\u00fc'.normalize('NFC'), '%c0%ae%c0%ae', '%F0%9F%8E%A5', '%u0066', '0x0'],
    ];
    for (const other of ids) await expectRefused(`/api/media/${grant}/${other}`);
    await expectRefused(addressOf(fileId, grant));
  });

  it.each(['%', '%f', '%zz', '%ff', '%c0%ae', '%ed%a0%80'])(
    'that is not readable because of %s gets the error of any wrong one',
    async odd => {
      await expectRefused(`/api/media/${grant}/${fileId}${odd}`, [404]);
      await expectRefused(`/api/media/${odd}/${fileId}`, [404]);
    },
  );

  it('is not in any metric label', async () => {
    await client.ask(addressOf(grant, fileId), { as: owner });
    const figures = (await client.ask('/metrics')).bytes.toString();
    expect(figures).toContain('route="/api/media/:grant/:fileId",status="200"');
    expect(figures).not.toContain(grant);
    expect(figures).not.toContain(fileId);
  });

  it('of a file that is not, or no longer, in the storage is rejected', async () => {
    const { recordingId } = files.interview;
    const { mediaFiles } = server.store;
    const planned = { name: 'late.mp4', kind: 'composed' as const, contentType: 'video/mp4' };
    const [pending] =
      (await mediaFiles.plan(
        recordingId,
        ['composed'],
        [{ ...planned, bytes: 5, sha256: 'a'.repeat(64) }],
      )) ?? [];
    await expectRefused(addressOf(grant, pending?.fileId ?? ''), [404]);
    const before = files.file('composed').fileId;
    expect((await client.ask(addressOf(grant, before), { as: owner })).status).toBe(200);
    if (pending) await mediaFiles.replace(pending);
    await expectRefused(addressOf(grant, before), [404]);
  });
});

/** Parent folder references, and encodings that may become a slash or a dot on the way to a disk. */
const UP = [
  ...[
    '..',
    '.',
    '...',
    '%2e%2e',
    '%2E%2e',
    '.%2e',
    '%252e%252e',
    '%25252e',
    '%c0%ae%c0%ae',
    '%uff0e',
    '..%00',
    '%00',
  ],
  ...[
    '..;',
    '..%3b',
    '..\\',
    '%5c',
    '..%5c..',
    '%2f',
    '..%2f',
    '%252f',
    '%c0%af',
    '..%252f..',
    '//',
    '///',
    '~',
    '%7e',
  ],
  ...[
    '%ef%bc%8f',
    '%e2%80%a5',
    '%0d%0aSet-Cookie:a=b',
    '%0a',
    '%09',
    '%20',
    '+',
    '..%20',
    '. .'.replace(' ', '%20'),
  ],
  ...['etc', 'passwd', 'etc%2fpasswd', 'C:%5cWindows', 'file:%2f%2f', 'vivavoce.sqlite', 'a'.repeat(3_000)],
];

describe('path traversal', () => {
  it.each([
    ['before the grant', (way: string) => `/api/media/${way}/${grant}/${fileId}`],
    ['instead of the grant', (way: string) => `/api/media/${way}/${fileId}`],
    ['between grant and file', (way: string) => `/api/media/${grant}/${way}/${fileId}`],
    ['before the file', (way: string) => `/api/media/${grant}/${way}${fileId}`],
    ['instead of the file', (way: string) => `/api/media/${grant}/${way}`],
    ['after the file', (way: string) => `/api/media/${grant}/${fileId}/${way}`],
    ['up to the disk root', (way: string) => `/api/media/${grant}/${`${way}/`.repeat(12)}etc/passwd`],
    ['up to the database', (way: string) => `/api/media/${grant}/${`${way}%2f`.repeat(3)}vivavoce.sqlite`],
  ])('%s is rejected', async (_where, address) => {
    for (const way of UP) await expectRefused(address(way));
  });

  it('is rejected for bytes that no browser sends', async () => {
    const rest = Buffer.from(`/${fileId}`);
    const bytes = ['\0', '\x01', ' ', '\t', '\r', '\n', '\\..\\..', '\u2025/', '\uff0f', '\u{1f3a5}', '\x7f'];
    const strange = [
      ...bytes.map(text => Buffer.from(text)),
      Buffer.from([0xff, 0xfe]),
      Buffer.from([0xc0, 0xae]),
    ];
    for (const odd of strange) {
      const places = [
        Buffer.concat([Buffer.from(`/api/media/${grant}`), odd, rest]),
        Buffer.concat([Buffer.from(`/api/media/${grant}/`), odd, Buffer.from(fileId)]),
        Buffer.concat([Buffer.from(`/api/media/${grant}`), rest, odd]),
      ];
      for (const address of places) {
        const { status, text } = await client.askRaw(address);
        expect(REFUSALS, address.toString()).toContain(status);
        expect(text).not.toContain(secret);
        expect(text).not.toMatch(INSIDE);
      }
    }
    const absolute = [
      `http://evil.example/api/media/${grant}/${fileId}`,
      `file:///etc/passwd`,
      '//etc/passwd',
      '*',
    ];
    for (const address of absolute) {
      const { text } = await client.askRaw(Buffer.from(address));
      expect(text).not.toContain(secret);
      expect(text).not.toContain('root:');
    }
  });

  it('is rejected in any combination', async () => {
    const piece = fc.oneof(fc.constantFrom(...UP, grant, fileId), fc.stringMatching(/^[!-~]{1,20}$/));
    const pieces = fc.array(piece, { minLength: 0, maxLength: 6 });
    const own = addressOf(grant, fileId);
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom('/', '%2f', '\\', '//', '/./'), async (parts, slash) => {
        const path = `/api/media/${parts.join(slash)}`;
        const asked = path.split(/[?#]/)[0]?.replace(/\/$/, '');
        fc.pre(asked !== own);
        await expectRefused(path);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a query string', () => {
  it.each([
    '?download=0',
    '?download',
    '?download=true',
    '?download=1&download=0',
    '?download[]=1',
    '?download=%31%00',
    '?__proto__[download]=1',
    `?grant=${'A'.repeat(22)}&fileId=${'0'.repeat(32)}`,
    '?path=../../etc/passwd&file=/etc/passwd&range=bytes=0-1',
    `?${'a=b&'.repeat(1_000)}`,
  ])('%s does not change the response', async query => {
    const { status, headers, bytes } = await client.ask(addressOf(grant, fileId) + query, { as: owner });
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe('inline');
    expect(bytes.toString()).toBe(secret);
    const elsewhere = await client.ask(addressOf(newLinkToken(), fileId) + query, { as: owner });
    expect(elsewhere.status).toBe(404);
  });

  it("can't set the download name", async () => {
    const wish = '?download=1&filename=evil.html&name=%0d%0aSet-Cookie:%20a=b';
    const { headers } = await client.ask(addressOf(grant, fileId) + wish, { as: owner });
    const name = `backend-developer-zweite-runde-${files.file('thumbnail').name}`;
    expect(headers['content-disposition']).toBe(`attachment; filename="${name}"`);
    expect(headers['set-cookie']).toBeUndefined();
  });
});
