import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AudioBudget } from '../../../transcription/service/AudioBudget.ts';
import { ServiceTranscriber } from '../../../transcription/service/ServiceTranscriber.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { hearing, standInTranscriptionService } from '../../support/transcriptionService.ts';

const DECEMBER = Date.UTC(2026, 11, 31, 23, 59);
const USED_UP = { name: 'TranscriptionError', code: 'budget' };

describe('the budget of a transcription service', () => {
  let temporary: TemporaryFolder;
  beforeEach(async () => {
    temporary = await temporaryFolder('budget');
  });
  afterEach(() => temporary.remove());
  const open = (now = () => DECEMBER) =>
    new AudioBudget({ minutes: 1, folder: path.join(temporary.path, 'data') }, now);

  it('is shared by processes, and holds after a restart', async () => {
    const [captions, job] = [open(), open()];
    for (let second = 0; second < 30; second += 1) {
      await captions.spend(1_000);
      await job.spend(1_000);
    }
    for (const budget of [captions, job, open()])
      await expect(budget.spend(1_000)).rejects.toMatchObject(USED_UP);
  });

  it('counts fractions of seconds together', async () => {
    const budget = open();
    for (let count = 0; count < 120; count += 1) await budget.spend(500);
    await expect(budget.spend(500)).rejects.toMatchObject(USED_UP);
  });

  it('starts anew in the next month', async () => {
    let now = DECEMBER;
    const budget = open(() => now);
    await budget.spend(60_000);
    await expect(budget.requireLeft()).rejects.toMatchObject(USED_UP);
    now += 60_000;
    await budget.spend(1_000);
  });

  it('is used up if it can not be counted', async () => {
    await writeFile(path.join(temporary.path, 'data'), 'not a folder');
    await expect(open().spend(1_000)).rejects.toMatchObject(USED_UP);
  });

  it('keeps further audio from the service, which is not opened again', async () => {
    await using standIn = await standInTranscriptionService();
    standIn.answer(hearing('yes'));
    const service = { ...standIn.service, budget: { minutes: 1, folder: temporary.path } };
    const transcriber = await ServiceTranscriber.open(service);
    const segment = { samples: new Float32Array(15 * 16_000), language: 'en' };
    for (let count = 0; count < 4; count += 1) await transcriber.transcribe(segment);
    await expect(transcriber.transcribe(segment)).rejects.toMatchObject(USED_UP);
    await expect(ServiceTranscriber.open(service)).rejects.toMatchObject(USED_UP);
    expect(standIn.requests).toHaveLength(4);
  });
});
