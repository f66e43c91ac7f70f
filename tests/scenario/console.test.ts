import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { SeatId } from '../../shared/ids.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { ApiClient, tokenOf } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { InterviewLog, newInterviewId } from '../support/interviewLog.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { openTestStore } from '../support/testStore.ts';

let server: ServerProcess;
let owner: ApiClient;
let stage: InterviewStage;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  stage = await InterviewStage.create(owner);
});
afterAll(async () => {
  stage?.close();
  await server?.close();
});

/** Creates and signs in another member of staff. */
async function invited(
  role: 'organizer' | 'interviewer',
  email: string,
): Promise<{ colleague: ApiClient; userId: string }> {
  const { url } = await owner.call('staff.invite', { email, role });
  const colleague = new ApiClient(server.url);
  const account = { name: 'Otto Colleague', password: 'four quiet words here' };
  const { member } = await colleague.call('invitations.accept', { token: tokenOf(url), ...account });
  await colleague.signIn(email, account.password);
  return { colleague, userId: member.userId };
}

/** Returns the seat of the rater with this email address. */
async function seat(email: string): Promise<SeatId> {
  const { link } = await owner.call('seats.add', {
    interviewId: stage.interviewId,
    seat: { role: 'evaluator', displayName: 'Otto Colleague', email },
  });
  return link.seatId;
}

describe('an interview watched from the console', () => {
  it('shows its accommodations to staff who may set them, and never to staff who only interview', async () => {
    const { colleague } = await invited('interviewer', 'ivo@example.org');
    await seat('ivo@example.org');
    const watching = await stage.openConsole();
    const rater = await SeatSocket.openConsole(colleague, stage.interviewId);
    const seatId = stage.seatId('candidate');
    const accommodations = { ...NO_ACCOMMODATIONS, extraTime: 2 as const };
    await owner.call('accommodations.set', { interviewId: stage.interviewId, seatId, accommodations });
    await watching.waitForView('them', view => view.seats[seatId]?.accommodations?.extraTime === 2);
    await rater.resume();
    expect(JSON.stringify([rater.notices, rater.view])).not.toContain('extraTime');
    rater.close();
  });

  it('is refused to a person who is not signed in', async () => {
    const refused = SeatSocket.openConsole(new ApiClient(server.url), stage.interviewId);
    await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is refused when a stranger practices for themselves alone', async () => {
    const interviewId = newInterviewId();
    const log = new InterviewLog({ length: 'short', purpose: 'self' });
    const [created] = log.events;
    if (created?.kind !== 'interview.created') throw new Error('The log begins otherwise.');
    const store = await openTestStore({ DATA_DIR: server.dataDir });
    const first = { kind: created.kind, payload: { ...created.payload, interviewId } };
    await new Interviews({ store: store.interviews }).create(
      interviewId,
      { type: 'system' },
      { events: [first], result: undefined },
    );
    await store.close();
    await expect(SeatSocket.openConsole(owner, interviewId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refused to an interviewer without a seat, and ends when the link to their seat is revoked', async () => {
    const email = 'olaf@example.org';
    const { interviewId } = stage;
    const { colleague } = await invited('interviewer', email);
    const open = () => SeatSocket.openConsole(colleague, interviewId);
    await expect(open()).rejects.toMatchObject({ code: 'forbidden' });
    const seatId = await seat(email);
    const watching = await open();
    expect(watching.view.seats[seatId]?.displayName).toBe('Otto Colleague');
    await owner.call('links.revoke', { interviewId, seatId });
    expect(await watching.disconnected).toBe('io server disconnect');
    await expect(open()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('that does not exist is reported as missing', async () => {
    await expect(SeatSocket.openConsole(owner, newInterviewId())).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('shows the candidate’s setup progress and sends messages of help', async () => {
    const console = await stage.openConsole();
    const candidate = await stage.open('candidate');
    await candidate.request('setup.report', {
      setup: {
        browser: 'Firefox 150 on Linux',
        camera: 'ok',
        microphone: 'denied',
        speaker: 'unchecked',
        connection: 'testing',
        ready: false,
      },
    });
    await console.waitForView(
      'the refused microphone',
      view => view.seats[stage.seatId('candidate')]?.setup?.microphone === 'denied',
    );
    await console.request('help.send', {
      toSeatId: stage.seatId('candidate'),
      text: 'Click the lock symbol.',
    });
    await candidate.waitForView('the line of help', view => Object.values(view.help).length === 1);
    expect(Object.values(candidate.view.help)[0]).toMatchObject({ text: 'Click the lock symbol.' });
  });

  it('refuses to join, chat, open the room, admit, or send media from the console', async () => {
    const console = await stage.openConsole();
    const attempts = [
      () => console.request('seat.enter', {}),
      () => console.request('chat.send', { text: 'hello' }),
      () => console.request('session.open', {}),
      () => console.request('seat.admit', { seatId: stage.seatId('candidate') }),
      () => console.request('media.join', { rtpCapabilities: {} }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets staff with read access send help, and change nothing', async () => {
    const { colleague } = await invited('interviewer', 'iris@example.org');
    await seat('iris@example.org');
    const console = await SeatSocket.openConsole(colleague, stage.interviewId);
    await console.request('help.send', { toSeatId: stage.seatId('candidate'), text: 'Take your time.' });
    await expect(console.request('lead.transfer', { seatId: stage.seatId('second') })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(console.view.leadSeatId).toBe(stage.seatId('lead'));
  });

  it('writes an audit entry for who watched it, once, and only while it is live', async () => {
    const { colleague, userId } = await invited('organizer', 'wanda@example.org');
    using live = await InterviewStage.create(owner);
    const watched = () => {
      const database = new Database(path.join(server.dataDir, 'vivavoce.db'), { readonly: true });
      const entries = database
        .prepare("SELECT target FROM audit_log WHERE actor = ? AND action = 'interview.watched'")
        .all(userId);
      database.close();
      return entries;
    };
    const early = await SeatSocket.openConsole(colleague, live.interviewId);
    expect(watched()).toEqual([]);
    const lead = await live.enter('lead');
    await lead.request('session.open', {});
    await early.waitForView('the start', view => view.phase === 'open');
    await expect.poll(watched).toEqual([{ target: live.interviewId }]);
    await SeatSocket.openConsole(colleague, live.interviewId).then(console => console.close());
    expect(watched()).toHaveLength(1);
  });

  it('can be open on twelve pages of one member of staff, over all interviews; another page is refused, and the others stay', async () => {
    const { colleague } = await invited('organizer', 'theo@example.org');
    using other = await InterviewStage.create(owner);
    const open = (interviewId: string) => SeatSocket.openConsole(colleague, interviewId);
    const consoles: SeatSocket[] = [];
    for (let count = 0; count < 6; count += 1)
      consoles.push(await open(stage.interviewId), await open(other.interviewId));
    await expect(open(stage.interviewId)).rejects.toThrow('too-many-pages');
    expect(consoles.filter(({ socket }) => socket.connected)).toHaveLength(12);

    const colleagues = await stage.openConsole();
    consoles.pop()?.close();
    await eventually('room for one more', () =>
      open(other.interviewId).then(
        page => consoles.push(page),
        () => false,
      ),
    );
    for (const page of [...consoles, colleagues]) page.close();
  });

  it('replaces the old connection of the same page', async () => {
    const first = await stage.openConsole();
    const again = await SeatSocket.openConsole(owner, stage.interviewId, first.clientId);
    await first.disconnected;
    await again.resume();
    again.close();
  });

  it('is closed immediately in every window of a person who signs out', async () => {
    const { colleague } = await invited('organizer', 'sam@example.org');
    const console = await SeatSocket.openConsole(colleague, stage.interviewId);
    await colleague.send('POST', '/api/auth/sign-out', {});
    await console.disconnected;
  });

  it('is closed immediately and stays closed for staff whose account is disabled', async () => {
    const { colleague, userId } = await invited('organizer', 'otto@example.org');
    const console = await SeatSocket.openConsole(colleague, stage.interviewId);
    await owner.call('staff.change', { userId, disabled: true });
    await console.disconnected;
    const again = SeatSocket.openConsole(colleague, stage.interviewId);
    await expect(again).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
