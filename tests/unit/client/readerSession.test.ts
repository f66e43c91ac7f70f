import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AskReader, ReaderSession } from '../../../client/core/report/readerSession.ts';
import { AppError } from '../../../shared/errors.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { OpenedReport } from '../../../shared/protocol/readerRoutes.ts';
import { strongReport } from '../../support/madeUpReport.ts';

const SECOND = 1_000;
const UNAVAILABLE = AppError.unavailable();
const KEY = { link: LinkToken.parse('k'.repeat(22)) };
const grantOf = (letter: string) => letter.repeat(22);
const WAITING: OpenedReport = { state: 'waiting', role: 'Backend Developer', promisedAt: 1, step: 'queued' };

function openWith(letter: string, clips: 'preparing' | 'failed' = 'failed'): OpenedReport {
  const report = strongReport();
  const withClips = (points: typeof report.keep) =>
    points.map(point => ({ ...point, clip: { state: clips, durationMs: 12_000 } }));
  return {
    state: 'open',
    own: true,
    report: { ...report, keep: withClips(report.keep), change: withClips(report.change) },
    grant: { grant: grantOf(letter), expiresAt: 1 },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A report with a fake server. */
function stage(opened: OpenedReport | AppError) {
  const asked: { name: string; params: Record<string, unknown> }[] = [];
  const server = {
    opened,
    renewal: undefined as string | AppError | undefined,
    refusal: undefined as AppError | undefined,
  };
  const ask = (async (name: string, params: Record<string, unknown>) => {
    asked.push({ name, params });
    if (name === 'report.open') {
      if (server.opened instanceof AppError) throw server.opened;
      return server.opened;
    }
    if (name === 'report.renew') {
      if (server.renewal instanceof AppError) throw server.renewal;
      return { grant: server.renewal ?? params.grant, expiresAt: 1 };
    }
    if (server.refusal) throw server.refusal;
    return {};
    // One function for all routes can't be typed per route.
  }) as unknown as AskReader;
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const session = new ReaderSession({ key: KEY, ask, page: { window, document } });
  const count = (name: string) => asked.filter(one => one.name === name).length;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { session, server, asked, count, pass, window, document };
}

function shown(session: ReaderSession): OpenedReport | undefined {
  const now = session.status.get();
  return now.state === 'shown' ? now.opened : undefined;
}

describe('an open report', () => {
  it('that is pending is polled, and immediately when the page becomes visible', async () => {
    const { session, server, count, pass, document } = stage(WAITING);
    await pass(0);
    expect(shown(session)?.state).toBe('waiting');
    await pass(40 * SECOND);
    expect(count('report.open')).toBe(2);
    server.opened = openWith('a');
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(0);
    expect(shown(session)?.state).toBe('open');
    await pass(3_600 * SECOND);
    expect(count('report.open')).toBe(3);
    session.close();
  });

  it('is polled until its clips have been cut', async () => {
    const { session, server, pass, count } = stage(openWith('a', 'preparing'));
    await pass(3 * SECOND);
    expect(count('report.open')).toBe(2);
    server.opened = openWith('a', 'failed');
    await pass(4 * SECOND);
    const looks = count('report.open');
    await pass(600 * SECOND);
    expect(count('report.open')).toBe(looks);
    session.close();
  });

  it('keeps the URLs of its clips while the first grant is renewed', async () => {
    const { session, server, asked, pass } = stage(openWith('a'));
    await pass(0);
    server.opened = openWith('b');
    session.refresh();
    await pass(60 * SECOND);
    expect(session.grant.get()).toBe(grantOf('a'));
    expect(asked.find(({ name }) => name === 'report.renew')?.params).toEqual({
      key: KEY,
      grant: grantOf('a'),
    });
    session.close();
  });

  it('always has a grant: when one expires, another replaces it, so that no player stops', async () => {
    const { session, server, pass } = stage(openWith('a'));
    await pass(0);
    const held: (string | undefined)[] = [];
    session.grant.subscribe(() => held.push(session.grant.get()));
    server.renewal = AppError.forbidden();
    server.opened = openWith('b');
    await pass(45 * SECOND);
    expect(held).toEqual([grantOf('b')]);
    session.close();
  });

  it('requests another grant once its own has expired, and retries soon when the server is unreachable', async () => {
    const { session, server, count, pass } = stage(openWith('a'));
    await pass(0);
    server.renewal = UNAVAILABLE;
    await pass(45 * SECOND);
    expect(count('report.renew')).toBe(2);
    expect(session.grant.get()).toBe(grantOf('a'));
    server.renewal = AppError.unauthenticated();
    server.opened = openWith('b');
    await session.renewClip();
    expect(session.grant.get()).toBe(grantOf('b'));
    session.close();
  });

  it('stays unchanged while the server is unreachable, and is gone once its link is', async () => {
    const { session, server, pass, window } = stage(openWith('a'));
    await pass(0);
    server.opened = UNAVAILABLE;
    window.dispatchEvent(new Event('online'));
    await pass(0);
    expect(session.outdated.get()).toBe(true);
    expect(shown(session)?.state).toBe('open');
    server.opened = AppError.linkInvalid();
    await pass(20 * SECOND);
    expect(session.status.get().state).toBe('gone');
    expect(session.grant.get()).toBeUndefined();
    session.close();
  });

  it('contains what the candidate sent once the server has accepted it, and not after an error', async () => {
    const { session, server, pass } = stage(openWith('a'));
    await pass(0);
    const rating = { stars: 4, specific: 'yes', fair: 'yes', nextStep: 'no', line: '' } as const;
    server.refusal = AppError.conflict('question-already-asked', null);
    await expect(session.rate(rating)).rejects.toThrow('question-already-asked');
    expect(shown(session)).not.toHaveProperty('rating');
    server.refusal = undefined;
    await session.rate(rating);
    await session.askBack('Why?');
    expect(shown(session)).toMatchObject({ rating, question: { text: 'Why?' } });
    session.close();
  });

  it('opens after the self-assessment, and sends nothing once it is closed', async () => {
    const { session, server, asked, count, pass } = stage({
      state: 'guess',
      role: 'Backend Developer',
      competencies: [],
    });
    await pass(0);
    server.opened = openWith('a');
    await session.guess(null);
    expect(shown(session)?.state).toBe('open');
    expect(asked.find(({ name }) => name === 'report.guess')?.params).toEqual({ key: KEY, guess: null });
    session.close();
    const before = asked.length;
    session.refresh();
    await pass(600 * SECOND);
    expect(asked.length).toBe(before);
    expect(count('report.open')).toBe(2);
  });
});
