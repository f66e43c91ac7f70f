import { expect, it } from 'vitest';
import { JOB_TIMING, JobError, outcomeOf } from '../../../server/features/jobs/job.ts';

it('outcomeOf doubles the delay from a second to a minute, and gives up after the eighth failure', () => {
  const outcomes = Array.from({ length: 8 }, (_, failures) =>
    outcomeOf(new JobError('No.', 'soon'), failures, JOB_TIMING),
  );
  const delays = outcomes.map(outcome => (outcome.state === 'retrying' ? outcome.delayMs : 'failed'));
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 'failed']);
});

it('outcomeOf waits a minute for an external cause, without a limit', () => {
  for (const failures of [0, 7, 100])
    expect(outcomeOf(new JobError('Away.', 'later'), failures, JOB_TIMING)).toEqual({
      state: 'retrying',
      reason: 'Away.',
      failures,
      delayMs: 60_000,
    });
});

it('outcomeOf never fails an unending job, and waits a minute after many failures or a final one', () => {
  const unending = { unending: 'Not deleted yet.' };
  for (const error of [new JobError('No.', 'soon'), new JobError('No.', 'never')])
    expect(outcomeOf(error, 7, JOB_TIMING, unending)).toEqual({
      state: 'retrying',
      reason: 'No.',
      failures: 8,
      delayMs: 60_000,
    });
  expect(outcomeOf(new Error('Unforeseen.'), 0, JOB_TIMING, unending)).toMatchObject({
    reason: 'Not deleted yet.',
    delayMs: 1_000,
  });
});

it('the lease of a job ends only after its owner must have noticed', () => {
  const { beatMs, doubtMs, lostMs } = JOB_TIMING;
  expect(beatMs * 2).toBeLessThan(doubtMs);
  // The owner notices at its next heartbeat.
  expect(doubtMs + beatMs).toBeLessThan(lostMs);
  expect(lostMs).toBe(10_000);
});
