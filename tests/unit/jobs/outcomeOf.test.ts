import { expect, it } from 'vitest';
import { JOB_TIMING, JobError, outcomeOf } from '../../../server/features/jobs/job.ts';

it('waits longer from failure to failure, from a second to a minute, and gives up after the eighth', () => {
  const outcomes = Array.from({ length: 8 }, (_, failures) =>
    outcomeOf(new JobError('No.', 'soon'), failures, JOB_TIMING),
  );
  const delays = outcomes.map(outcome => (outcome.state === 'retrying' ? outcome.delayMs : 'failed'));
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 'failed']);
});

it('waits a minute for what is outside, as often as it takes', () => {
  for (const failures of [0, 7, 100])
    expect(outcomeOf(new JobError('Away.', 'later'), failures, JOB_TIMING)).toEqual({
      state: 'retrying',
      reason: 'Away.',
      failures,
      delayMs: 60_000,
    });
});

it('never ends an unending job as failed: it waits a minute after what has failed often or is final', () => {
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

it('takes a job away from others only when its owner has had to notice before', () => {
  const { beatMs, doubtMs, lostMs } = JOB_TIMING;
  expect(beatMs * 2).toBeLessThan(doubtMs);
  // The owner finds out at its next beat.
  expect(doubtMs + beatMs).toBeLessThan(lostMs);
  expect(lostMs).toBe(10_000);
});
