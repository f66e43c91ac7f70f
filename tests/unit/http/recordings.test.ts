import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { MAX_RECORDING_BYTES } from '../../../shared/protocol/kitRoutes.ts';
import { STANDARD_LINES } from '../../../shared/recruiter/lines.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { everyStaffRole, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const KIT = exampleKit();
const GREETING = KIT.script.greeting;
const SOUND = Buffer.from('RIFF and some sound');

let server: TestServer;
let visitors: Record<StaffRole, Visitor>;
let owner: Visitor;
let kitId: KitId;

beforeAll(async () => {
  server = await startTestServer();
  visitors = await everyStaffRole(server);
  ({ owner } = visitors);
});
afterAll(() => server.close());
beforeEach(async () => {
  ({ kitId } = await owner.call('kits.create', { kit: KIT }));
});

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const placeOf = (text: string, kit: string = kitId) => `/api/kits/${kit}/recordings/${sha256(text)}`;

interface Upload {
  text?: string;
  body?: BodyInit | Uint8Array;
  by?: Visitor;
  name?: string;
  kit?: string;
  headers?: Record<string, string>;
}

function upload({
  text = GREETING,
  body = SOUND,
  by = owner,
  name = 'hello.wav',
  kit,
  headers,
}: Upload = {}) {
  return by.fetch(`${placeOf(text, kit)}?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    body: body as BodyInit,
    headers: { 'content-type': 'audio/wav', ...headers },
  });
}

const listed = async () => (await owner.call('recordings.list', { kitId })).recordings;

describe('a kit voice upload', () => {
  it('is stored for a line of a kit, and used in its interviews from then on', async () => {
    const { status, body } = await upload();
    expect(status).toBe(200);
    expect(body).toEqual({
      recording: {
        textSha256: sha256(GREETING),
        text: GREETING,
        name: 'hello.wav',
        createdAt: expect.any(Number),
      },
    });
    expect(await listed()).toEqual([body.recording]);
    expect(await server.recordings.recordingsOf(kitId)).toEqual(new Map([[GREETING, sha256(SOUND)]]));
  });

  it('can be for a line that every kit has', async () => {
    const text = STANDARD_LINES.takeYourTime;
    expect((await upload({ text })).status).toBe(200);
    expect(await server.recordings.recordingsOf(kitId)).toEqual(new Map([[text, sha256(SOUND)]]));
  });

  it('is copied with its kit', async () => {
    await upload();
    const copy = await owner.call('kits.duplicate', { kitId });
    const { recordings } = await owner.call('recordings.list', { kitId: copy.kitId });
    expect(recordings).toEqual(await listed());
    expect((await owner.fetch(`${placeOf(GREETING, copy.kitId)}/file`)).status).toBe(200);
  });

  it('replaces an older one for the same words', async () => {
    await upload();
    await upload({ body: Buffer.from('RIFF once more'), name: 'better.wav' });
    expect(await listed()).toMatchObject([{ text: GREETING, name: 'better.wav' }]);
    const recordings = await server.recordings.recordingsOf(kitId);
    expect(recordings.get(GREETING)).toBe(sha256('RIFF once more'));
  });

  it('can be for questions, follow-ups, and every other line', async () => {
    const [question] = KIT.questions;
    const texts = [question?.text, question?.rephrased, question?.probes[0]?.text, KIT.script.closing];
    for (const text of texts) expect((await upload({ text: text ?? '' })).status).toBe(200);
    expect((await listed()).map(({ text }) => text)).toEqual(texts);
  });

  it('belongs to the words: another version of the kit uses it while they are unchanged', async () => {
    await upload();
    const script = { ...KIT.script, greeting: 'Good morning.' };
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit: { ...KIT, script } });
    expect(await listed()).toMatchObject([{ text: GREETING }]);
    expect((await upload({ text: 'Good morning.' })).status).toBe(200);
    expect((await upload({ text: GREETING })).body.error?.code).toBe('not-in-kit');
  });

  it('is played back as it was uploaded, completely and in parts', async () => {
    await upload();
    const file = `${placeOf(GREETING)}/file`;
    const whole = await owner.fetch(file);
    expect(whole.body.text).toBe(SOUND.toString());
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    const part = await owner.fetch(file, { headers: { range: 'bytes=5-7' } });
    expect(part.status).toBe(206);
    expect(part.body.text).toBe('and');
  });

  it('is never served as a page, whatever its name says', async () => {
    await upload({ name: 'page.html' });
    const { headers } = await owner.fetch(`${placeOf(GREETING)}/file`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
  });

  it('can be removed, and is no longer there', async () => {
    await upload();
    const place = { kitId, textSha256: sha256(GREETING) };
    await owner.call('recordings.remove', place);
    expect(await listed()).toEqual([]);
    expect((await owner.send('recordings.remove', place)).body.error?.code).toBe('not-found');
    expect((await owner.fetch(`${placeOf(GREETING)}/file`)).status).toBe(404);
  });

  it('is deleted from disk when it is removed or replaced, unless another line or kit uses it', async () => {
    const other = Buffer.from('RIFF for one line only');
    const isKept = async (file: Buffer) => (await server.files.findRecording(sha256(file))) !== undefined;
    await upload({ body: other });
    await upload({ body: other, text: KIT.script.closing });
    await upload({ body: Buffer.from('RIFF a better take') });
    expect(await isKept(other)).toBe(true);
    const copy = await owner.call('kits.duplicate', { kitId });
    await owner.call('recordings.remove', { kitId, textSha256: sha256(KIT.script.closing) });
    expect(await isKept(other)).toBe(true);
    await owner.call('recordings.remove', { kitId: copy.kitId, textSha256: sha256(KIT.script.closing) });
    expect(await isKept(other)).toBe(false);
    expect(await isKept(Buffer.from('RIFF a better take'))).toBe(true);
  });

  it('that an earlier version left on disk is deleted, and those that kits use are not', async () => {
    await upload();
    const left = Readable.from([Buffer.from('RIFF of no kit')]);
    const { fileSha256 } = await server.files.storeVoiceUpload(left);
    await server.recordings.sweep();
    expect(await server.files.findRecording(fileSha256)).toBeUndefined();
    expect(await server.files.findRecording(sha256(SOUND))).toBeDefined();
  });

  it('is audited without words and names', async () => {
    await upload({ name: 'Grace says hello.wav' });
    await owner.call('recordings.remove', { kitId, textSha256: sha256(GREETING) });
    const entries = (await server.store.audit.list(50)).filter(
      ({ action, target }) => target === kitId && action.startsWith('recording.'),
    );
    expect(entries.map(({ action, target }) => [action, target]).reverse()).toEqual([
      ['recording.kept', kitId],
      ['recording.removed', kitId],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Grace|MARK/);
  });
});

describe('an upload is rejected, and stores nothing,', () => {
  it.each([
    ['of a file that is not media', () => upload({ body: Buffer.from('%PDF-1.7') }), 400, 'invalid'],
    ['of an empty file', () => upload({ body: Buffer.alloc(0) }), 400, 'invalid'],
    ['for words that no line has', () => upload({ text: 'Something else.' }), 404, 'not-in-kit'],
    ['for a kit that does not exist', () => upload({ kit: 'nowhere' }), 404, 'not-found'],
    ['without a name', () => upload({ name: ' ' }), 400, 'invalid'],
    [
      'with the content type JSON',
      () => upload({ body: '{}', headers: { 'content-type': 'application/json' } }),
      400,
      'invalid',
    ],
    [
      'from a page of another origin',
      () => upload({ headers: { origin: 'https://evil.example' } }),
      403,
      'forbidden',
    ],
  ] as const)('%s', async (_what, send, status, code) => {
    const answer = await send();
    expect(answer.body.error?.code).toBe(code);
    expect(answer.status).toBe(status);
    expect(await listed()).toEqual([]);
  });

  it('of a file that is too large, as soon as that is known', async () => {
    const piece = new Uint8Array(8 * 1024 * 1024);
    const stream = () => {
      let sent = 0;
      return new ReadableStream({
        pull: controller => {
          sent += piece.length;
          controller.enqueue(piece);
          if (sent > MAX_RECORDING_BYTES) controller.close();
        },
      });
    };
    const answer = await owner.fetch(`${placeOf(GREETING)}?name=long.wav`, {
      method: 'PUT',
      body: stream(),
      headers: { 'content-type': 'audio/wav' },
      ...{ duplex: 'half' },
    });
    expect(answer.status).toBe(413);
    expect(answer.body.error).toMatchObject({ reason: 'file-too-large', values: { megabytes: 100 } });
    expect(await listed()).toEqual([]);
  });

  it('that is interrupted', async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const cutOff = Promise.withResolvers<unknown>();
    const sending = request(`${server.url}${placeOf(GREETING)}?name=half.wav`, {
      method: 'PUT',
      headers: {
        cookie,
        origin: server.config.publicUrl,
        'content-type': 'audio/wav',
        'content-length': '1000',
      },
    });
    sending.on('error', cutOff.resolve);
    sending.write(SOUND, () => sending.destroy());
    sending.on('close', cutOff.resolve);
    await cutOff.promise;
    expect((await upload({ name: 'whole.wav' })).status).toBe(200);
    expect((await listed()).map(({ name }) => name)).toEqual(['whole.wav']);
  });

  it('from anyone who may not change kits', async () => {
    expect((await upload({ by: server.visitor() })).body.error?.code).toBe('unauthenticated');
    expect((await upload({ by: visitors.interviewer })).body.error?.code).toBe('forbidden');
    expect(await listed()).toEqual([]);
    expect((await upload({ by: visitors.organizer })).status).toBe(200);
    const file = `${placeOf(GREETING)}/file`;
    expect((await visitors.evaluator.fetch(file)).status).toBe(200);
    expect((await server.visitor().fetch(file)).status).toBe(401);
  });
});
