import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { DyingServer } from '../../../support/dyingServer.ts';
import { eventually } from '../../../support/eventually.ts';
import { FinishingStage, NODE, OTHER_NODE, type StagedInterview } from '../../../support/finishingStage.ts';
import { itInLongRuns } from '../../../support/longTests.ts';

/** A server counts as dead after this long without a heartbeat. */
const SOON_DEAD = { lostMs: 150, doubtMs: 1_000_000, graceMs: 10 };

/**
 * Runs an action on a server, kills the server at each possible moment, and lets another server continue.
 */
async function killEverywhere(
  begin: (interview: StagedInterview, stage: FinishingStage) => Promise<void>,
  act: (interview: StagedInterview) => Promise<void>,
  check: (interview: StagedInterview, stage: FinishingStage) => Promise<void>,
): Promise<number> {
  for (let lives = 0; ; lives += 1) {
    await using stage = await FinishingStage.start();
    const interview = await stage.interview();
    await begin(interview, stage);
    const server = new DyingServer(lives);
    const dying = await stage.open({
      ...server.world(stage.store, stage.nodes),
      timing: SOON_DEAD,
      pollMs: 1_000_000,
    });
    await act(interview);
    const died = await Promise.race([
      server.death.then(() => true),
      isDone(stage, interview).then(() => false),
    ]);
    await stage.open({ timing: SOON_DEAD });
    await check(interview, stage);
    await Promise.race([dying.runner.close(), eventually('its grace to be over', () => true)]);
    if (!died) return lives;
  }
}

/** Expects that no work is left and that no server has died. */
async function isDone(stage: FinishingStage, { recordingId }: StagedInterview): Promise<void> {
  await eventually('all jobs to be done', async () => {
    const jobs = await stage.store.jobs.about([recordingId]);
    return jobs.length > 0 && jobs.every(({ state }) => state === 'done');
  });
}

itInLongRuns('finalizing survives a server that is killed at any moment', { timeout: 120_000 }, async () => {
  const lives = await killEverywhere(
    async interview => {
      await interview.record(NODE, { sizes: [300_000] });
      await interview.record(OTHER_NODE, { sizes: [1_000] });
    },
    interview => interview.end(),
    async (interview, stage) => {
      await stage.job(interview.recordingId, 'compose', 'done');
      await stage.job(interview.recordingId, 'finalise', 'done');
      await eventually('the media servers to have deleted it', () => stage.nodes.stretches.length === 0);
      await eventually(
        'the work folder to be gone',
        () => !existsSync(path.join(stage.workFolder, interview.recordingId)),
      );
      await eventually(
        'nothing to be out of date',
        async () =>
          (await stage.store.mediaFiles.of(interview.recordingId, 'pending', 'superseded')).length === 0,
      );
      const files = await stage.store.mediaFiles.of(interview.recordingId, 'stored');
      expect(files.map(({ name }) => name).toSorted()).toEqual([
        'candidate-1.jpg',
        'candidate-1.webm',
        'composed.mp4',
      ]);
      for (const { storageKey, bytes } of files)
        expect(await readFile(path.join(stage.storageFolder, storageKey))).toHaveLength(bytes);
      expect(await readdir(path.join(stage.storageFolder, interview.recordingId))).toHaveLength(3);
    },
  );
  expect(lives).toBeGreaterThan(10);
});

itInLongRuns(
  'deleting survives a server that is killed at any moment, and its receipt counts every file once',
  {
    timeout: 120_000,
  },
  async () => {
    const lives = await killEverywhere(
      async (interview, stage) => {
        const first = await stage.open();
        // One segment is unreadable, and is still at its source.
        stage.finishing.problems = [
          { stretchId: await interview.record(NODE, { sizes: [500] }), code: 'unreadable' },
        ];
        await interview.finish();
        await first.close();
      },
      interview => interview.erase(),
      async (interview, stage) => {
        const receipt = await eventually('the receipt to be complete', async () => {
          const found = await stage.store.erasures.find(interview.recordingId);
          return found?.completedAt !== undefined && found;
        });
        expect(receipt.files).toBe(5);
        expect(await readdir(stage.storageFolder)).toEqual([]);
        expect(stage.nodes.stretches).toEqual([]);
        expect(await stage.store.erasures.rest(interview.recordingId)).toEqual({
          files: 0,
          stretches: [],
          workFolders: [],
        });
      },
    );
    expect(lives).toBeGreaterThan(5);
  },
);
