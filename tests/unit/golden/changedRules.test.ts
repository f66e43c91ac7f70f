import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Timing } from '../../../shared/recruiter/timing.ts';

const RULES = '../../../shared/recruiter/timing.ts';
type Rules = typeof import('../../../shared/recruiter/timing.ts');

/** Changes every number. */
function changed<T>(value: T): T {
  if (typeof value === 'number') return (value < 1 ? value / 2 : value * 2 + 1) as T;
  if (Array.isArray(value)) return value.map(changed) as T;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [name, changed(inner)]),
  ) as T;
}

/** Loads the product with the next engine version and other constants. */
async function laterVersion(timing: (now: Timing) => Timing) {
  vi.resetModules();
  vi.doMock(RULES, async original => {
    const { ENGINE_RULES, TIMINGS, ...rest } = await original<Rules>();
    const since = ENGINE_RULES + 1;
    const TIMINGS_THEN = [
      ...TIMINGS,
      { since, timing: timing((TIMINGS.at(-1) as Rules['TIMINGS'][number]).timing) },
    ];
    return {
      ...rest,
      ENGINE_RULES: since,
      TIMINGS: TIMINGS_THEN,
      timingOf: ({ rules = since }: { rules?: number }) =>
        (TIMINGS_THEN.findLast(row => row.since <= rules) as Rules['TIMINGS'][number]).timing,
    };
  });
  const [{ FORMATS, GoldenLog }, { RecruiterPlay }, { stepEvents }, { reduceAll }, { deadlineOf }, context] =
    await Promise.all([
      import('./goldenLog.ts'),
      import('../../support/recruiterPlay.ts'),
      import('../../../server/features/recruiter/stepEvents.ts'),
      import('../../../shared/interview/reduce.ts'),
      import('../../../shared/recruiter/step.ts'),
      import('../../../shared/recruiter/recruiterContextOf.ts'),
    ]);
  const logs = FORMATS.flatMap(format => GoldenLog.ofFormat(format));
  return { logs, RecruiterPlay, stepEvents, reduceAll, deadlineOf, ...context };
}

type LaterVersion = Awaited<ReturnType<typeof laterVersion>>;

/** Returns the lines of an interview of this version, with their times. */
function courseIn({ RecruiterPlay }: LaterVersion) {
  const play = new RecruiterPlay({ settings: { practice: true } }).enter();
  play.untilListening().speak(20_000).advance(600_000);
  return play.heard.map(({ line, at }) => [line, at]);
}

describe('a later version with different constants for the virtual recruiter', () => {
  let now: LaterVersion;
  let later: LaterVersion;

  beforeAll(async () => {
    now = await laterVersion(timing => timing);
    later = await laterVersion(changed);
  });
  afterAll(() => {
    vi.doUnmock(RULES);
    vi.resetModules();
  });

  it('uses them for new interviews', () => {
    expect(courseIn(later)).not.toEqual(courseIn(now));
  });

  it('changes no state and no view of an earlier interview', () => {
    for (const log of later.logs) {
      const { trail, state, views } = log.folded;
      expect(trail, log.name).toEqual(log.recorded.trail);
      const before = now.logs.find(({ name, format }) => name === log.name && format === log.format)?.folded;
      expect({ state, views }, log.name).toEqual({ state: before?.state, views: before?.views });
    }
  });

  it('continues a running interview by the rules that it started with', () => {
    const log = later.logs.find(({ name }) => name === 'played-1');
    const { events = [] } = log ?? {};
    let waited = 0;
    for (let cut = 1; cut <= events.length; cut += 1) {
      const [here, there] = [now, later].map(version => {
        const state = version.reduceAll(events.slice(0, cut));
        const context = state && version.recruiterContextOf(state);
        if (!state?.recruiter?.rules || !context || state.phase !== 'open') return undefined;
        const at = version.deadlineOf(state.recruiter, context);
        return at === undefined ? {} : { at, follows: version.stepEvents(state, { type: 'time' }, at) };
      });
      expect(there, `after event ${cut}`).toEqual(here);
      if (there?.follows) waited += 1;
    }
    expect(waited).toBeGreaterThan(20);
  });
});
