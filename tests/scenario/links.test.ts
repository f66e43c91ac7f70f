import path from 'node:path';
import Database from 'better-sqlite3';
import { SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, tokenOf } from '../support/apiClient.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

let stranger: ApiClient;
beforeAll(() => {
  stranger = new ApiClient(theatre.server.url);
});

/** Returns every part of a response that could distinguish links. */
async function answerTo(token: string) {
  const response = await stranger.send('POST', '/api/join', { link: token });
  const { 'content-length': length, 'content-type': type } = Object.fromEntries(response.headers);
  return { status: response.status, length, type, body: await response.text() };
}

function expire(part: 'observer'): void {
  const database = new Database(path.join(theatre.server.dataDir, 'vivavoce.db'));
  database
    .prepare('UPDATE links SET expires_at = ? WHERE seat_id = ?')
    .run(Date.now() - 1, theatre.stage.seatId(part));
  database.close();
}

describe('a personal link', () => {
  it('that is unknown gets no reason; the holder of an expired or revoked one reads which it is', async () => {
    const unknown = await answerTo('A'.repeat(22));
    expire('observer');
    const { interviewId } = theatre.stage;
    await theatre.owner.call('links.revoke', { interviewId, seatId: theatre.stage.seatId('candidate') });
    expect(unknown).toMatchObject({ status: 404 });
    expect(JSON.parse(unknown.body)).toMatchObject({ error: { code: 'link-invalid' } });
    expect(JSON.parse(unknown.body).error).not.toHaveProperty('reason');
    for (const [seat, reason] of [
      ['observer', 'link-expired'],
      ['candidate', 'link-revoked'],
    ] as const) {
      const { status, body } = await answerTo(tokenOf(theatre.stage.link(seat)));
      expect(status).toBe(404);
      expect(JSON.parse(body)).toMatchObject({ error: { code: 'link-invalid', reason } });
    }
  });

  it('with an invalid shape is refused as invalid input', async () => {
    for (const link of [
      '',
      'short',
      'A'.repeat(23),
      '../../../etc/passwd',
      '%00'.repeat(8),
      { $ne: null },
      null,
    ])
      expect((await stranger.send('POST', '/api/join', { link })).status).toBe(400);
  });

  it('cuts off the live page immediately when revoked, and the join token no longer works', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const { joinToken } = await stranger.call('join.exchange', {
      link: tokenOf(theatre.stage.link('candidate')),
    });
    await theatre.owner.call('links.revoke', {
      interviewId: theatre.stage.interviewId,
      seatId: theatre.stage.seatId('candidate'),
    });
    expect(await candidate.ended).toBe('link-revoked');
    await candidate.disconnected;
    await lead.waitForView(
      'the candidate gone',
      () => lead.seat(theatre.stage.seatId('candidate'))?.presence === 'left',
    );
    await expect(SeatSocket.openWithToken(theatre.server.url, joinToken)).rejects.toMatchObject({
      code: 'link-invalid',
    });
  });

  it('stops working when replaced, and the new link opens the same seat', async () => {
    const candidate = await theatre.stage.open('candidate');
    const seatId = theatre.stage.seatId('candidate');
    const { link } = await theatre.owner.call('links.issue', {
      interviewId: theatre.stage.interviewId,
      seatId,
    });
    expect(await candidate.ended).toBe('link-revoked');
    await expect(theatre.stage.open('candidate')).rejects.toMatchObject({ code: 'link-invalid' });
    expect((await theatre.stage.openLink(link.url)).own.seatId).toBe(seatId);
  });

  it('is never stored or logged', async () => {
    await theatre.stage.everybodyInside();
    const token = tokenOf(theatre.stage.link('candidate'));
    const database = new Database(path.join(theatre.server.dataDir, 'vivavoce.db'), { readonly: true });
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as {
      name: string;
    }[];
    for (const { name } of tables)
      expect(JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all()), name).not.toContain(token);
    database.close();
    expect(theatre.server.output).not.toContain(token);
  });
});

describe('a join token', () => {
  const claims = () => ({ interviewId: theatre.stage.interviewId, linkId: uuidv7() });
  const sign = (key: string) =>
    new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('vivavoce:join')
      .setSubject(theatre.stage.seatId('lead'))
      .setJti(uuidv7())
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(key));

  it('that is forged, unsigned, or malformed opens nothing', async () => {
    const { joinToken } = await stranger.call('join.exchange', {
      link: tokenOf(theatre.stage.link('observer')),
    });
    const [header = '', body = '', signature = ''] = joinToken.split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const changed = JSON.parse(Buffer.from(body, 'base64url').toString());
    const asLead = Buffer.from(JSON.stringify({ ...changed, sub: theatre.stage.seatId('lead') })).toString(
      'base64url',
    );
    const forgeries = [
      await sign('a secret that is not the server’s own, but long enough'),
      `${unsigned}.${body}.`,
      `${header}.${asLead}.${signature}`,
      joinToken.slice(0, -4),
      'nonsense',
      '',
    ];
    for (const forgery of forgeries)
      await expect(SeatSocket.openWithToken(theatre.server.url, forgery), forgery).rejects.toMatchObject({
        code: 'link-invalid',
      });
  });

  it('works for its own interview only', async () => {
    const other = await InterviewStage.create(theatre.owner);
    const page = await theatre.stage.enter('lead');
    await page.request('session.open', {});
    for (const attempt of [
      () => page.request('seat.admit', { seatId: other.seatId('candidate') }),
      () => page.request('seat.remove', { seatId: other.seatId('candidate') }),
      () => page.request('lead.transfer', { seatId: other.seatId('second') }),
      () => page.request('help.send', { toSeatId: other.seatId('candidate'), text: 'hello' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the console', () => {
  it('is closed to anyone who is not signed in, over HTTP and over a socket', async () => {
    await expect(stranger.call('interviews.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(SeatSocket.openConsole(stranger, theatre.stage.interviewId)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('reports an unknown interview as not found', async () => {
    await expect(theatre.owner.call('interviews.read', { interviewId: uuidv7() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
