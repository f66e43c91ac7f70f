/** When jobs are looked for, beaten, given up and tried again; all in milliseconds. Tests are less patient. */
export interface JobTiming {
  /** Between two looks at the queue, where nothing is due before. */
  lookMs: number;
  /** Between two beats of a running job. */
  beatMs: number;
  /** A job whose beat has not changed for this long, as seen by the server that looks, has lost its own. */
  lostMs: number;
  /** Who has not been able to beat for this long must take the job for lost: well before anybody else may. */
  doubtMs: number;
  /** Before the second and each further attempt. As many attempts as there are delays, and one more. */
  soonMs: readonly number[];
  laterMs: number;
  /** How long a closing server waits for its jobs to end. */
  graceMs: number;
}

export const JOB_TIMING: JobTiming = {
  lookMs: 2_000,
  beatMs: 2_500,
  lostMs: 10_000,
  doubtMs: 7_000,
  soonMs: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000],
  laterMs: 60_000,
  graceMs: 5_000,
};
