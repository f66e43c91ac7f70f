import { RecruiterStage } from '../../support/recruiterStage.ts';
import { spokenKit } from '../../support/spokenKit.ts';
import { TEST_CLIPS } from '../../support/testClips.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { distribution, type Figure, median, percentile } from '../figure.ts';
import { clipLeads } from './clipLeads.ts';
import { conductInterview, type HeldRecord, type PlannedInterview } from './conductInterview.ts';
import { type BargeInFinding, evaluateTurns, type TurnFindings } from './evaluateTurns.ts';
import { planInterviews } from './planInterviews.ts';
import { WHOLE_COUNT } from './spokenAnswers.ts';
import { present, turnTable } from './turnTable.ts';

/**
 * How well the recruiter takes turns: whole interviews in real Chromium pages whose microphones play synthesized people who speak, cough, type, and
 * fall silent. Every sample is known, so the recruiter's actions (from the interview's log) and the sound of the page are compared with what was
 * really said, all on one machine's clock. Each interview has one person, and some level of the recruiter's echo; the browser's echo cancellation and
 * noise suppression are bypassed.
 *
 * - `false-cut-offs`: share of answers in which the recruiter took its turn before the true last sound, even if the candidate got it back.
 * - `end-delay`: from the true last sound to the decision to continue, minus the silence after which the engine intended to continue.
 * - `clip-start`: from that decision to the first sound of the next clip in the page, without the clip's leading silence.
 * - `barge-in-stop`: from 500 ms of voice over the recruiter's line to the recruiter's last sound, where the voice is louder than the recruiter's echo.
 *   (Browsers cancel the echo; where it is as loud as the voice, levels can't distinguish them. The note counts those.)
 * - `false-barge-ins`: share of lines that were stopped although no one asked for a turn: over a cough, keys, noise, music, a mute, a "hm", the
 *   recruiter's echo, or nothing.
 *
 * The values of durations are 95th percentiles. They are meaningful only on an otherwise idle machine: the jitter buffer of an overloaded browser
 * grows to a second, and is part of `clip-start`, `barge-in-stop`, and the echo's delay. The note gives its length.
 */
export const turnTaking: BenchCase = {
  name: 'turn-taking',
  measures: 'when the recruiter takes the floor and leaves it, against what was really said',
  figures: [
    'turn-taking.false-cut-offs',
    'turn-taking.end-delay',
    'turn-taking.clip-start',
    'turn-taking.barge-in-stop',
    'turn-taking.false-barge-ins',
  ],
  parameters: {
    answers: { full: WHOLE_COUNT, quick: 6 },
    'at-once': { full: 2, quick: 2 },
  },
  async run(context) {
    const planned = await planInterviews(context.parameter('answers'), context.parameter('at-once'));
    const records = await holdAll(planned, context);
    const findings = await evaluateAll(records);
    const left = records.flatMap(({ trouble }) => (trouble === undefined ? [] : [`left early: ${trouble}`]));
    for (const line of [...turnTable(findings), ...complaintsOf(findings), ...left]) context.progress(line);
    reportAll(findings, records, context);
  },
};

/** Stops later than this are listed. */
const STOPS_LATE_MS = 200;

/** Holds the interviews, several at a time, on one server. */
export async function holdAll(
  planned: readonly PlannedInterview[],
  context: Pick<BenchContext, 'parameter' | 'progress'>,
): Promise<HeldRecord[]> {
  const total = planned.reduce((sum, { answers }) => sum + answers.length, 0);
  context.progress(`${total} answers in ${planned.length} interviews`);
  await using stage = await RecruiterStage.create({
    kit: kitWithFollowUps(),
    variables: { LOG_LEVEL: 'warn' },
  });
  const browser = await stage.browser();
  const records: HeldRecord[] = [];
  const waiting = [...planned];
  let given = 0;
  const holdOneAfterAnother = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift())
      records.push(
        await conductInterview(await stage.interview(), browser, plan, ({ category, name }) => {
          given += 1;
          context.progress(`${given} of ${total}: ${category}, ${name}`);
        }),
      );
  };
  await Promise.all(Array.from({ length: context.parameter('at-once') }, holdOneAfterAnother));
  return records;
}

/** Always one follow-up per answer, so that every interview asks for the same number of answers. */
function kitWithFollowUps() {
  return spokenKit(({ probes }) => ({
    probes: probes.slice(0, 1).map(probe => ({
      ...probe,
      text: 'Could you say more about that part?',
      whenShorterThanSeconds: 300,
    })),
  }));
}

export async function evaluateAll(records: readonly HeldRecord[]): Promise<TurnFindings> {
  const leadMs = await clipLeads(TEST_CLIPS);
  const found = records.map(record => evaluateTurns({ ...record, leadMs }));
  return {
    answers: found.flatMap(({ answers }) => answers),
    bargeIns: found.flatMap(({ bargeIns }) => bargeIns),
    lines: found.flatMap(({ lines }) => lines),
  };
}

/** Lists everything that went wrong. */
export function complaintsOf({ answers, bargeIns, lines }: TurnFindings): string[] {
  return [
    ...answers.flatMap(({ category, name, cutOffByMs, recovered, thresholdMs, endDelayMs }) => {
      const what = `${category}, ${name}`;
      if (cutOffByMs !== undefined)
        return [
          `cut off by ${Math.round(cutOffByMs)} ms${recovered ? ' and recovered' : ''}: ${what} (threshold ${thresholdMs} ms)`,
        ];
      return endDelayMs === undefined ? [`no end: ${what}`] : [];
    }),
    ...bargeIns
      .filter(({ decidedMs, stopMs }) => decidedMs === undefined || stopMs > STOPS_LATE_MS)
      .map(
        ({ line, voice, decidedMs, stopMs }) =>
          `not stopped for ${Math.round(stopMs)} ms: ${line} by ${Math.round(voice.toMs - voice.fromMs)} ms of voice, decided after ${decidedMs ?? '-'} ms`,
      ),
    ...lines.filter(({ wasHeld }) => wasHeld).map(({ line, over }) => `held: ${line} over ${over}`),
  ];
}

export function reportAll(
  findings: TurnFindings,
  records: readonly HeldRecord[],
  context: BenchContext,
): void {
  const { answers, bargeIns, lines } = findings;
  const atOnce = `${context.parameter('at-once')} simultaneous interviews, with their browser, server and sfu on this machine`;
  const cutOff = answers.filter(({ cutOffByMs }) => cutOffByMs !== undefined);
  const recovered = cutOff.filter(({ recovered }) => recovered).length;
  context.report({
    name: 'turn-taking.false-cut-offs',
    unit: 'share',
    n: answers.length,
    value: cutOff.length / answers.length,
    note: `${cutOff.length} of ${answers.length} answers, ${recovered} of them recovered; ${atOnce}`,
  });
  const held = lines.filter(({ wasHeld }) => wasHeld).length;
  report(
    'turn-taking.end-delay',
    answers.map(({ endDelayMs }) => endDelayMs),
    'over the silence that the engine waited for',
  );
  const requestMs = Math.round(median(present(answers.map(({ playRequestMs }) => playRequestMs))));
  const bufferedMs = Math.round(median(records.map(({ jitterBufferMs }) => jitterBufferMs)));
  report(
    'turn-taking.clip-start',
    answers.map(({ clipStartMs }) => clipStartMs),
    `of it ${requestMs} ms until the sfu has taken the request and ${bufferedMs} ms in the page's jitter buffer (medians); looked at every 10 ms`,
  );
  const audible = bargeIns.filter(({ isDrowned }) => !isDrowned);
  const drowned = bargeIns.filter(({ isDrowned }) => isDrowned);
  const unstopped = (among: readonly BargeInFinding[]) =>
    among.filter(({ decidedMs }) => decidedMs === undefined).length;
  const decidedMs = present(audible.map(bargeIn => bargeIn.decidedMs));
  report(
    'turn-taking.barge-in-stop',
    audible.map(({ stopMs }) => stopMs),
    `${unstopped(audible)} never stopped; of it ${decidedMs.length > 0 ? Math.round(median(decidedMs)) : '-'} ms until the decision (median); besides, ${unstopped(drowned)} of ${drowned.length} never stopped where the recruiter's own echo was as loud as the voice`,
  );
  context.report({
    name: 'turn-taking.false-barge-ins',
    unit: 'share',
    n: lines.length,
    value: held / lines.length,
    note: `${held} of ${lines.length} lines; ${atOnce}`,
  });

  function report(name: string, values: readonly (number | undefined)[], note: string): void {
    const known = present(values);
    if (known.length === 0) return;
    const value = percentile(known, 0.95);
    const figure: Figure = { name, unit: 'ms', ...distribution(known), value, note };
    context.report(figure);
  }
}
