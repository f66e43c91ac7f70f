import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { io } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import { afterEach, describe, expect, it } from 'vitest';
import { REQUEST_NAMES, REQUESTS } from '../../shared/protocol/requests.ts';
import { NodeWebSocket } from '../support/nodeWebSocket.ts';
import { samplesWithNul } from '../support/schemaMutation.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

afterEach(async () => {
  expect(await theatre.server.answers('/livez')).toBe(true);
});

describe('an invalid request', () => {
  it.each(REQUEST_NAMES)(
    '%s with any invalid parameters is refused, and the connection stays',
    async name => {
      const page = await theatre.stage.open('lead');
      const commandId = uuidv7();
      const stamped = REQUESTS[name].kind === 'command' ? { commandId } : {};
      const frames: unknown[] = [
        undefined,
        null,
        7,
        'text',
        [],
        {},
        { ...stamped, params: null },
        { ...stamped, params: [] },
        { ...stamped, params: { unexpected: true } },
        { ...stamped, params: {}, extra: 1 },
        { commandId: 'not-an-id', params: {} },
        { commandId: { $gt: '' }, params: {} },
      ];
      for (const frame of frames) {
        const reply = (await page.raw(name, frame)) as { ok: boolean; error?: { code: string } };
        expect(reply, JSON.stringify(frame)).toMatchObject({ ok: false, error: { code: 'invalid' } });
      }
      expect(page.socket.connected).toBe(true);
    },
  );

  it.each(['no.such-request', 'toString', '__proto__', 'x'.repeat(1_000)])(
    'with the unknown name %s is answered with unknown-request, and the connection stays',
    async name => {
      const page = await theatre.stage.open('candidate');
      for (const frame of [undefined, {}, { params: {} }])
        expect(await page.raw(name, frame)).toEqual({
          ok: false,
          error: { code: 'unknown-request', message: 'unknown-request', retryable: false },
        });
      // Without an acknowledgement there is no one to answer.
      page.socket.emit(name, {});
      await page.request('interview.resume', {});
      expect(page.socket.connected).toBe(true);
    },
  );

  it('with an unknown name counts toward the rate limit', async () => {
    const page = await theatre.stage.open('observer');
    const asked = Array.from({ length: 310 }, () => page.raw('no.such-request', {}));
    const codes = (await Promise.all(asked)).map(reply => (reply as { error: { code: string } }).error.code);
    expect(codes[0]).toBe('unknown-request');
    expect(codes.at(-1)).toBe('rate-limited');
  });

  it('with NUL in any text is refused as invalid, and the error names the field', async () => {
    const page = await theatre.stage.open('evaluator');
    const cases = REQUEST_NAMES.flatMap(name =>
      samplesWithNul(REQUESTS[name].params).map(({ field, input }) => ({ name, field, input })),
    );
    expect(cases.length).toBeGreaterThan(40);
    for (const { name, field, input } of cases) {
      const reply = await page.raw(name, { commandId: uuidv7(), params: input });
      expect(reply, `${name} ${field}`).toMatchObject({
        ok: false,
        error: { code: 'invalid', details: { field } },
      });
    }
  });

  it('with an unknown field named like an `Object.prototype` member is refused, and the error names the field', async () => {
    const page = await theatre.stage.open('candidate');
    page.socket.io.engine.write('20["seat.leave",{"params":{"__proto__":1}}]');
    const raw = await new Promise<string>(resolve => {
      page.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
        if (String(data).startsWith('30')) resolve(String(data));
      });
    });
    expect(raw).toContain('"field":"__proto__"');
    expect(raw).toContain('Unrecognized key');
  });

  it('is refused with the name of the field and no server internals', async () => {
    const page = await theatre.stage.open('candidate');
    const reply = await page.raw('consent.give', {
      commandId: uuidv7(),
      params: { consent: { version: 'one' } },
    });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid', details: { field: 'consent.version' } },
    });
    expect(JSON.stringify(reply)).not.toMatch(/node_modules|\.ts:|at Object/);
  });

  it('with deep nesting is refused and does no harm', async () => {
    const page = await theatre.stage.open('lead');
    const depth = 9_000;
    const nested = `${'{"a":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    // Bypasses the client library, which cannot build this frame.
    page.socket.io.engine.write(`2["media.join",{"params":{"rtpCapabilities":${nested}}}]`);
    await page.resume();
  });

  it('that is too large ends its own connection and no other', async () => {
    const page = await theatre.stage.open('candidate');
    const other = await theatre.stage.open('lead');
    page.socket.emit('setup.report', {
      commandId: uuidv7(),
      params: { setup: { browser: 'x'.repeat(70_000) } },
    });
    await page.disconnected;
    await other.resume();
    const back = await theatre.stage.open('candidate', page.clientId);
    await back.resume();
  });

  it('with an event name that does not exist does no harm', async () => {
    const page = await theatre.stage.open('candidate');
    for (const name of ['nothing', '__proto__', 'constructor', 'interview.snapshot', 'toString'])
      page.socket.emit(name, { params: {} });
    await page.resume();
  });

  it('without an acknowledgement does no harm', async () => {
    const page = await theatre.stage.open('candidate');
    page.socket.emit('seat.enter', { params: {} });
    page.socket.emit('seat.enter', null, null, null);
    page.socket.emit('seat.enter');
    await page.resume();
  });

  it('with text that looks like markup or code is stored as text', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const texts = [
      '<img src=x onerror=alert(1)>',
      "'; DROP TABLE links; --",
      '{{7*7}}',
      '\u202Egnp.exe',
      '=1+1',
    ];
    for (const text of texts) await candidate.request('chat.send', { text });
    await lead.waitForView('all lines', view => Object.keys(view.chat).length === texts.length);
    expect(Object.values(lead.view.chat).map(line => line.text)).toEqual(texts);
  });
});

describe('a flood', () => {
  it('of requests is throttled with a retry time, and does not affect others', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const replies = (await Promise.all(
      Array.from({ length: 500 }, () => candidate.raw('interview.resume', { params: {} })),
    )) as {
      ok: boolean;
      error?: { code: string; retryable: boolean; details?: { retryAfterMs?: number } };
    }[];
    const refused = replies.filter(reply => !reply.ok);
    expect(refused.length).toBeGreaterThan(100);
    for (const { error } of refused) {
      expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
      expect(error?.details?.retryAfterMs).toBeGreaterThan(0);
    }
    await lead.resume();
  });

  it('of chat messages is throttled', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => candidate.request('chat.send', { text: `${index}` })),
    );
    const refused = outcomes.filter(outcome => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(10);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate-limited' });
  });
});

describe('a handshake', () => {
  it('with anything but a valid token is refused', async () => {
    for (const auth of [
      {},
      { kind: 'seat' },
      { kind: 'owner' },
      { kind: 'seat', joinToken: 7, clientId: uuidv7() },
    ]) {
      const socket = io(theatre.server.url, {
        auth,
        transports: ['websocket'],
        extraHeaders: { origin: theatre.server.url },
        forceNew: true,
        reconnection: false,
      });
      const refused = Promise.withResolvers<Error & { data?: unknown }>();
      socket.once('connect_error', refused.resolve);
      expect((await refused.promise).data).toMatchObject({ code: 'invalid' });
      socket.disconnect();
    }
  });

  it("from another site's page is refused before a socket exists", async () => {
    for (const origin of ['https://evil.example', 'null', `${theatre.server.url}.evil.example`]) {
      const response = await fetch(`${theatre.server.url}/socket.io/?EIO=4&transport=polling`, {
        headers: { origin },
      });
      expect(response.status, origin).toBe(403);
    }
  });

  it('followed by garbage does no harm to others', async () => {
    const page = await theatre.stage.open('lead');
    const garbage = [
      '',
      '0',
      '4',
      '42',
      '42[',
      '42["seat.enter"',
      '451-["x",{"_placeholder":true,"num":0}]',
      '43',
      '9',
    ];
    for (let index = 0; index < 40; index += 1) {
      const socket = new NodeWebSocket(
        `${theatre.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
        { headers: { origin: theatre.server.url } },
      );
      await once(socket, 'open');
      socket.send(garbage[index % garbage.length] ?? '');
      socket.send(randomBytes(64));
      socket.send(`42${randomBytes(32).toString('latin1')}`);
      socket.close();
    }
    await page.resume();
  });
});

describe('the HTTP interface', () => {
  const post = (body: unknown, headers?: Record<string, string>) =>
    theatre.owner.send('POST', '/api/interviews', body, headers);

  it('refuses bodies that are unreadable, too large, or invalid', async () => {
    expect((await post('{"title":')).status).toBe(400);
    expect((await post('"text"')).status).toBe(400);
    expect((await post({ title: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await post({ title: 'x', extra: 1 })).status).toBe(400);
    const reply = await post({ title: '', jobRole: 'x', scheduledAt: -1, plannedMinutes: 4, seats: [] });
    expect(await reply.json()).toMatchObject({ error: { code: 'invalid' } });
  });

  it("refuses changes from another site's page and from requests without an origin", async () => {
    const before = (await theatre.owner.call('interviews.list', {})).interviews.length;
    const good = { title: 'x', jobRole: 'x', scheduledAt: 1, plannedMinutes: 30, seats: [] };
    expect((await post(good, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(good, { origin: '' })).status).toBe(403);
    expect((await theatre.owner.call('interviews.list', {})).interviews).toHaveLength(before);
  });

  it('serves only the client’s files', async () => {
    for (const path of [
      '/..%2fpackage.json',
      '/%2e%2e/server/main.ts',
      '/.git/config',
      '/data/secret',
      '/server/main.ts',
    ]) {
      const response = await fetch(theatre.server.url + path);
      const text = await response.text();
      expect(text, path).not.toMatch(/"name": "vivavoce"|VivavoceServer|\[core\]/);
    }
  });

  it('answers an unknown API route with the standard error', async () => {
    const response = await fetch(`${theatre.server.url}/api/nothing-here`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('the console’s socket', () => {
  it('refuses the id of another kind of object', async () => {
    const confused = SeatSocket.openConsole(theatre.owner, theatre.stage.seatId('lead'));
    await expect(confused).rejects.toMatchObject({ code: 'not-found' });
  });
});
