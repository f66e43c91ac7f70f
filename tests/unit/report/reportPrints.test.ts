import { describe, expect, it } from 'vitest';
import { READERS_WAITING_MAX, ReportPrints } from '../../../server/features/report/pdf/ReportPrints.ts';
import type { PrintedReport } from '../../../server/features/report/pdf/reportLayout.ts';
import type { Asker } from '../../../server/inWorker.ts';
import { inWorker } from '../../../server/inWorker.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { strongReport } from '../../support/madeUpReport.ts';

const ECHO = new URL('../../support/echoWorker.ts', import.meta.url);
const MEMBER = {} as StaffMember;

/** Prints whose layout the test finishes. */
class Stage {
  readonly laidOut: { printed: PrintedReport; asker: Asker; finish: (bytes: unknown) => void }[] = [];
  report: CandidateReport = strongReport();
  readonly prints = new ReportPrints({
    printFor: async key => ({
      report: this.report,
      address: 'link' in key ? `https://example.org/report#${key.link}` : '',
      until: 1,
    }),
    previewFor: async () => this.report,
    layOut: (printed, asker) => {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      this.laidOut.push({ printed, asker, finish: resolve });
      return promise;
    },
  });

  read(key = 0, paper: 'a4' | 'letter' = 'a4') {
    return this.prints.forReader({ link: LinkToken.parse(`${key}`.padStart(22, 'x')) }, paper);
  }

  draft() {
    return this.prints.forStaff(this.report.interviewId, 'a4', MEMBER);
  }

  finishAll(): void {
    for (const { finish } of this.laidOut) finish(new Uint8Array([1]));
  }
}

/** Waits until no microtasks or I/O are pending. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('a printed report', () => {
  it('is laid out once for any number of readers when it has not changed', async () => {
    const stage = new Stage();
    const asked = Array.from({ length: 40 }, () => stage.read());
    await settled();
    stage.finishAll();
    const files = await Promise.all(asked);
    await stage.read();
    expect(stage.laidOut).toHaveLength(1);
    expect(new Set(files.map(({ body }) => `${body}`)).size).toBe(1);
  });

  it('is laid out again for another paper size, link, or text, and after a deletion', async () => {
    const stage = new Stage();
    const next = async (ask: () => Promise<unknown>) => {
      const asked = ask();
      await settled();
      stage.finishAll();
      await asked;
      return stage.laidOut.length;
    };
    expect(await next(() => stage.read())).toBe(1);
    expect(await next(() => stage.read(0, 'letter'))).toBe(2);
    expect(await next(() => stage.read(1))).toBe(3);
    stage.report = { ...stage.report, headline: 'Other words.' };
    expect(await next(() => stage.read())).toBe(4);
    expect(await next(() => stage.read())).toBe(4);
    stage.prints.forget(stage.report.interviewId);
    expect(await next(() => stage.read())).toBe(5);
  });

  it('is laid out again on the next request after a failure', async () => {
    const stage = new Stage();
    const failed = stage.read();
    await settled();
    stage.laidOut[0]?.finish('no bytes');
    await expect(failed).rejects.toThrow();
    const again = stage.read();
    await settled();
    stage.finishAll();
    await again;
    expect(stage.laidOut).toHaveLength(2);
  });

  it('has a limit of waiting readers: others get a time to return, staff excepted', async () => {
    const stage = new Stage();
    const waiting = Array.from({ length: READERS_WAITING_MAX }, (_, key) => stage.read(key));
    await settled();
    const refused = stage.read(READERS_WAITING_MAX);
    await expect(refused).rejects.toMatchObject({
      code: 'rate-limited',
      details: { retryAfterMs: expect.any(Number) },
    });
    // A running layout needs no further slot.
    const same = stage.read(0);
    const draft = stage.draft();
    await settled();
    expect(stage.laidOut.map(({ asker }) => asker)).toEqual([...waiting.map(() => 'stranger'), 'staff']);
    stage.finishAll();
    await Promise.all([...waiting, same, draft]);
    const later = stage.read(READERS_WAITING_MAX);
    await settled();
    stage.finishAll();
    await later;
  });
});

describe('the thread for long computations', () => {
  it('runs one job at a time, staff before strangers', async () => {
    const order: string[] = [];
    const job = (name: string, asker: Asker) =>
      inWorker(ECHO, name, asker).then(answer => order.push(`${answer}`));
    await Promise.all([
      job('running', 'stranger'),
      job('stranger 1', 'stranger'),
      job('stranger 2', 'stranger'),
      job('staff 1', 'staff'),
      job('staff 2', 'staff'),
    ]);
    expect(order).toEqual(['running', 'staff 1', 'staff 2', 'stranger 1', 'stranger 2']);
  });

  it('continues after a failed job', async () => {
    const failing = inWorker(new URL('no-such-module.ts', ECHO), 'x', 'stranger');
    const next = inWorker(ECHO, 'next', 'stranger');
    await expect(failing).rejects.toThrow();
    expect(await next).toBe('next');
  });
});
