import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterviewId } from '../../../shared/ids.ts';
import { staffMay } from '../../../shared/permissions.ts';
import { SCORECARD_FILES, type ScorecardFormat } from '../../../shared/protocol/scoringRoutes.ts';
import { StaffRole } from '../../../shared/roles.ts';
import { newInterviewId, newSeat } from '../../support/interviewLog.ts';
import { addEvents, lockEvent, scoredInterview } from '../../support/scoredInterview.ts';
import { everyStaffRole, OWNER, startTestServer, type TestServer } from './testServer.ts';
import type { Answer, Visitor } from './visitor.ts';

const FORMATS = Object.keys(SCORECARD_FILES) as ScorecardFormat[];
/** Occurs in everything that Grace wrote, and nowhere else. */
const SECRET = 'SECRETMARK';

const grace = newSeat('interviewer', 'Grace');
const barbara = newSeat('evaluator', 'Barbara');
const raters = [
  { seat: grace, ratings: 5 as const, notes: [{ text: SECRET }], summary: SECRET },
  { seat: barbara, ratings: 4 as const, locks: false },
];

let server: TestServer;
let visitors: Record<StaffRole, Visitor>;

beforeAll(async () => {
  server = await startTestServer();
  visitors = await everyStaffRole(server);
});
afterAll(() => server.close());

const blindInterview = () => scoredInterview(server.interviews, { raters });

async function openInterview(): Promise<InterviewId> {
  const interviewId = await blindInterview();
  await addEvents(server.interviews, interviewId, [lockEvent(barbara)]);
  return interviewId;
}

function fetchFile(
  visitor: Visitor,
  format: ScorecardFormat,
  interviewId: string,
  init?: RequestInit,
): Promise<Answer> {
  return visitor.fetch(SCORECARD_FILES[format].path.replace(':interviewId', interviewId), init);
}

const codeOf = ({ body }: Answer) => body.error?.code;

describe.each(StaffRole.options)('for an %s', role => {
  it('scorecards are closed while an expected evaluator has not locked', async () => {
    const interviewId = await blindInterview();
    const answer = await visitors[role].send('scorecards.read', { interviewId });
    expect(codeOf(answer)).toBe('blind');
    expect(JSON.stringify(answer.body)).not.toMatch(`${SECRET}|Grace|Barbara`);
  });

  it('scorecards are readable once they are open', async () => {
    const { scorecards, names, candidateNames, chosen } = await visitors[role].call('scorecards.read', {
      interviewId: await openInterview(),
    });
    expect(Object.keys(scorecards).sort()).toEqual([grace.seatId, barbara.seatId].sort());
    expect(names).toEqual({ [grace.seatId]: 'Grace', [barbara.seatId]: 'Barbara' });
    expect(candidateNames).toEqual(['Ada Lovelace']);
    expect(chosen.kitId).toBe('example-kit');
  });

  it('an interview reveals no rating while they are closed', async () => {
    const answer = await visitors[role].send('interviews.read', { interviewId: await blindInterview() });
    expect(JSON.stringify(answer.body)).not.toMatch(SECRET);
  });

  describe.each(FORMATS)('as %s', format => {
    const mayExport = staffMay('scorecards.export', role);

    it(`no file can be downloaded ${mayExport ? 'while they are closed' : 'before'}`, async () => {
      const answer = await fetchFile(visitors[role], format, await blindInterview());
      expect(codeOf(answer)).toBe(mayExport ? 'blind' : 'forbidden');
      expect(answer.headers.get('content-disposition')).toBeNull();
      expect(JSON.stringify(answer.body)).not.toMatch(`${SECRET}|Grace|Barbara`);
    });

    it(`${mayExport ? 'the file can be downloaded' : 'the file is still unavailable'} once they are open`, async () => {
      const answer = await fetchFile(visitors[role], format, await openInterview());
      if (!mayExport) {
        expect(codeOf(answer)).toBe('forbidden');
        return;
      }
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(SCORECARD_FILES[format].contentType);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="scorecards-ada-lovelace-${new Date().toISOString().slice(0, 10)}.${format}"`,
      );
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });
  });
});

describe.each(FORMATS)('a file as %s', format => {
  it('is rejected for a person who is not signed in', async () => {
    const answer = await fetchFile(server.visitor(), format, await openInterview());
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('unauthenticated');
  });

  it('does not exist for an unknown interview, an invalid ID, and an interview without a kit', async () => {
    const { owner } = visitors;
    expect(codeOf(await fetchFile(owner, format, newInterviewId()))).toBe('not-found');
    expect(codeOf(await fetchFile(owner, format, 'one'))).toBe('invalid');
    expect(codeOf(await fetchFile(owner, format, await withoutKit()))).toBe('not-in-kit');
  });

  it('counts toward the request limit', async () => {
    await using strict = await startTestServer({ limits: { api: { points: 2, seconds: 60 } } });
    const asked = () => fetchFile(strict.visitor(), format, newInterviewId());
    expect([codeOf(await asked()), codeOf(await asked()), codeOf(await asked())]).toEqual([
      'unauthenticated',
      'unauthenticated',
      'rate-limited',
    ]);
  });

  it('is audited when it is downloaded, and not when it is rejected', async () => {
    const interviewId = await blindInterview();
    await fetchFile(visitors.owner, format, interviewId);
    expect(await entriesOf(interviewId)).toEqual([]);
    await addEvents(server.interviews, interviewId, [lockEvent(barbara)]);
    await fetchFile(visitors.organizer, format, interviewId);
    const { member } = await visitors.organizer.call('account.read', {});
    expect(await entriesOf(interviewId)).toMatchObject([
      { action: 'scorecards.exported', actor: member?.userId, details: { format } },
    ]);
  });
});

describe('reading scorecards', () => {
  it('is audited', async () => {
    const interviewId = await openInterview();
    await visitors.interviewer.call('scorecards.read', { interviewId });
    expect(await entriesOf(interviewId)).toMatchObject([{ action: 'scorecards.read' }]);
  });

  it('is impossible without a kit', async () => {
    const interviewId = await withoutKit();
    const answer = await visitors.owner.send('scorecards.read', { interviewId });
    expect(codeOf(answer)).toBe('not-in-kit');
  });

  it('after an early opening shows who opened, why, and only what is locked', async () => {
    const opening = { byName: 'Olga Owner', reason: 'The decision is due today.' };
    const interviewId = await scoredInterview(server.interviews, {
      raters,
      ends: false,
      more: [{ kind: 'scorecards.opened', payload: opening }],
    });
    const open = await visitors.owner.call('scorecards.read', { interviewId });
    expect(open.earlyOpening).toMatchObject(opening);
    expect(Object.keys(open.scorecards)).toEqual([grace.seatId]);
  });
});

describe('after an early opening', () => {
  it('a staff member who also rates reads and exports nothing until they have locked', async () => {
    const ownSeat = { ...newSeat('evaluator', 'Olga'), email: OWNER.email };
    const opening = { byName: 'Grace', reason: 'The decision is due today.' };
    const interviewId = await scoredInterview(server.interviews, {
      raters: [
        { seat: grace, ratings: 5 },
        { seat: ownSeat, ratings: 3, locks: false },
      ],
      more: [{ kind: 'scorecards.opened', payload: opening }],
    });
    const { owner, organizer } = visitors;
    expect(codeOf(await owner.send('scorecards.read', { interviewId }))).toBe('blind');
    for (const format of FORMATS) expect(codeOf(await fetchFile(owner, format, interviewId))).toBe('blind');
    const { view } = await owner.call('interviews.read', { interviewId });
    expect(view.rubric?.scorecards).toBeUndefined();
    expect(Object.keys((await organizer.call('scorecards.read', { interviewId })).scorecards)).toHaveLength(
      1,
    );
    await addEvents(server.interviews, interviewId, [lockEvent(ownSeat)]);
    expect(Object.keys((await owner.call('scorecards.read', { interviewId })).scorecards)).toHaveLength(2);
  });
});

async function withoutKit(): Promise<InterviewId> {
  const { interviewId } = await visitors.owner.call('interviews.create', {
    title: 'Talk',
    jobRole: 'Developer',
    scheduledAt: Date.now(),
    plannedMinutes: 30,
    seats: [],
  });
  return interviewId;
}

async function entriesOf(interviewId: InterviewId) {
  const entries = await server.store.audit.list(1_000);
  return entries.filter(({ target, action }) => target === interviewId && action.startsWith('scorecards.'));
}
