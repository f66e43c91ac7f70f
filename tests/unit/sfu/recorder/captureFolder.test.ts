import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { access, chmod, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SfuStartError } from '../../../../sfu/config.ts';
import { CaptureFolder } from '../../../../sfu/recorder/disk/CaptureFolder.ts';
import { RecordingId, SegmentId, StretchId } from '../../../../shared/ids.ts';
import { CAPTURE_PART_MAX_BYTES, CapturedRun } from '../../../../shared/media/capture.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const newId = () => randomBytes(16).toString('hex');
const newStretch = () => ({
  recordingId: RecordingId.parse(newId()),
  stretchId: StretchId.parse(newId()),
  segmentId: SegmentId.parse(newId()),
});

let cleanUp: AsyncDisposableStack;
let root: string;

beforeEach(async () => {
  cleanUp = new AsyncDisposableStack();
  root = path.join(cleanUp.use(await temporaryFolder('captured')).path, 'capture');
});
afterEach(() => cleanUp.disposeAsync());

const open = async () => cleanUp.adopt(await CaptureFolder.open(root), folder => folder.close());

/** Writes the files that an earlier process left. */
async function leave(
  stretch: ReturnType<typeof newStretch>,
  media = 'media',
  journal = 'journal',
): Promise<string> {
  const folder = path.join(root, stretch.recordingId, stretch.stretchId);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${stretch.segmentId}.webm`), media);
  await writeFile(path.join(folder, `${stretch.segmentId}.jsonl`), journal);
  return folder;
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

it("CaptureFolder keeps its node ID for the next process, and gets a new one only when the ID can't be read", async () => {
  const first = await open();
  await first.close();
  const second = await open();
  expect(second.nodeId).toBe(first.nodeId);
  await second.close();
  await writeFile(path.join(root, 'node-id'), '');
  expect((await open()).nodeId).not.toBe(first.nodeId);
});

describe('captured segments', () => {
  it('are listed with their sizes, oldest first, and as closed unless this process is writing them', async () => {
    const [first, second] = [newStretch(), newStretch()];
    const folder = await open();
    const firstFolder = await leave(first, 'four', 'journal');
    await utimes(firstFolder, 1_000, 1_000);
    const place = await folder.make(second.recordingId, second.stretchId);
    await writeFile(path.join(place, `${second.segmentId}.webm`), '');
    const stretches = await folder.list();
    expect(stretches).toEqual([
      {
        recordingId: first.recordingId,
        stretchId: first.stretchId,
        state: 'closed',
        segments: [{ segmentId: first.segmentId, mediaBytes: 4, journalBytes: 7 }],
      },
      {
        recordingId: second.recordingId,
        stretchId: second.stretchId,
        state: 'open',
        segments: [{ segmentId: second.segmentId, mediaBytes: 0, journalBytes: 0 }],
      },
    ]);
    for (const stretch of stretches) CapturedRun.parse(stretch);
    folder.ended(second.stretchId);
    expect((await folder.list()).map(({ state }) => state)).toEqual(['closed', 'closed']);
  });

  it('are listed as closed only with their final sizes, whenever the run ends', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const run = newStretch();
      const folder = await open();
      const media = path.join(await folder.make(run.recordingId, run.stretchId), `${run.segmentId}.webm`);
      writeFileSync(media, '');
      const listing = folder.list();
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      writeFileSync(media, 'media');
      folder.ended(run.stretchId);
      const listed = (await listing).find(({ stretchId }) => stretchId === run.stretchId);
      if (listed?.state === 'closed') expect(listed.segments[0]?.mediaBytes).toBe(5);
      await folder.close();
      await rm(root, { recursive: true });
    }
  });

  it('are found among unknown files and folders, which are kept', async () => {
    const stretch = newStretch();
    const folder = await leave(stretch);
    const outside = path.join(path.dirname(root), 'outside');
    await mkdir(path.join(outside, newId()), { recursive: true });
    const odd = [
      path.join(root, 'README'),
      path.join(root, newId()),
      path.join(root, stretch.recordingId, 'notes.txt'),
      path.join(folder, 'not-an-id.webm'),
      path.join(folder, `${newId()}.mp4`),
      path.join(folder, newId()),
      path.join(folder, `.${newId()}.webm`),
    ];
    for (const file of odd) await writeFile(file, '');
    await mkdir(path.join(folder, `${newId()}.webm`));
    await mkdir(path.join(root, 'lost+found'));
    await symlink(outside, path.join(root, newId()));
    await symlink(outside, path.join(root, stretch.recordingId, newId()));
    await symlink('/etc/passwd', path.join(folder, `${newId()}.webm`));

    const captured = await open();
    expect(await captured.list()).toMatchObject([
      { stretchId: stretch.stretchId, segments: [{ segmentId: stretch.segmentId }] },
    ]);
    await captured.release(stretch.stretchId);
    for (const file of odd) expect(await exists(file), file).toBe(true);
    expect(await readdir(outside)).toHaveLength(1);
  });

  it('are listed even when empty, and when one of their files is missing', async () => {
    const [empty, half] = [newStretch(), newStretch()];
    await mkdir(path.join(root, empty.recordingId, empty.stretchId), { recursive: true });
    await mkdir(path.join(root, half.recordingId, half.stretchId), { recursive: true });
    await writeFile(path.join(root, half.recordingId, half.stretchId, `${half.segmentId}.jsonl`), '{"ki');
    const stretches = await (await open()).list();
    expect(stretches.find(({ stretchId }) => stretchId === empty.stretchId)?.segments).toEqual([]);
    expect(stretches.find(({ stretchId }) => stretchId === half.stretchId)?.segments).toEqual([
      { segmentId: half.segmentId, mediaBytes: 0, journalBytes: 4 },
    ]);
  });

  it('are read in parts to the end, and the digest covers the whole file', async () => {
    const stretch = newStretch();
    const media = randomBytes(CAPTURE_PART_MAX_BYTES + 1_000);
    await leave(stretch, media.toString('latin1'));
    const whole = await readFile(
      path.join(root, stretch.recordingId, stretch.stretchId, `${stretch.segmentId}.webm`),
    );
    const folder = await open();
    const file = { ...stretch, part: 'media' as const };
    const pieces: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      const piece = await folder.read(file, offset);
      if (piece.byteLength === 0) break;
      expect(piece.byteLength).toBeLessThanOrEqual(CAPTURE_PART_MAX_BYTES);
      pieces.push(piece);
      offset += piece.byteLength;
    }
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(await folder.digest(file)).toBe(createHash('sha256').update(whole).digest('hex'));
    expect(Buffer.from(await folder.read({ ...stretch, part: 'journal' }, 3)).toString()).toBe('rnal');
    expect(await folder.read(file, 2 ** 50)).toHaveLength(0);
  });

  it("can't be read, digested, or deleted while being written", async () => {
    const { recordingId, stretchId, segmentId } = newStretch();
    const folder = await open();
    await folder.make(recordingId, stretchId);
    const file = { stretchId, segmentId, part: 'media' as const };
    const refusal = { code: 'conflict', details: { current: 'open' } };
    await expect(folder.read(file, 0)).rejects.toMatchObject(refusal);
    await expect(folder.digest(file)).rejects.toMatchObject(refusal);
    await expect(folder.release(stretchId)).rejects.toMatchObject(refusal);
  });

  it("are not found when they don't exist or when a link leads out of the folder", async () => {
    const stretch = newStretch();
    const folder = await leave(stretch);
    const linked = newId();
    await symlink('/etc/passwd', path.join(folder, `${linked}.webm`));
    const outside = newStretch();
    const foreign = path.join(path.dirname(root), outside.stretchId);
    await mkdir(foreign);
    await writeFile(path.join(foreign, `${outside.segmentId}.webm`), 'secret');
    await mkdir(path.join(root, outside.recordingId));
    await symlink(foreign, path.join(root, outside.recordingId, outside.stretchId));

    const captured = await open();
    const part = 'media' as const;
    const nowhere = { stretchId: newStretch().stretchId, segmentId: stretch.segmentId, part };
    const other = { stretchId: stretch.stretchId, segmentId: newStretch().segmentId, part };
    const link = { stretchId: stretch.stretchId, segmentId: SegmentId.parse(linked), part };
    const away = { stretchId: outside.stretchId, segmentId: outside.segmentId, part };
    for (const file of [nowhere, other, link, away]) {
      await expect(captured.read(file, 0)).rejects.toMatchObject({ code: 'not-found' });
      await expect(captured.digest(file)).rejects.toMatchObject({ code: 'not-found' });
    }
    await captured.release(outside.stretchId);
    expect(await exists(path.join(foreign, `${outside.segmentId}.webm`))).toBe(true);
  });

  it('are deleted on release, with folders that become empty, and a second release succeeds', async () => {
    const [one, other] = [newStretch(), newStretch()];
    await leave(one);
    await leave({ ...other, recordingId: one.recordingId });
    const folder = await open();
    await folder.release(one.stretchId);
    await folder.release(one.stretchId);
    expect(await exists(path.join(root, one.recordingId, one.stretchId))).toBe(false);
    expect(await exists(path.join(root, one.recordingId, other.stretchId))).toBe(true);
    await folder.release(other.stretchId);
    expect(await exists(path.join(root, one.recordingId))).toBe(false);
    expect(await folder.list()).toEqual([]);
  });

  it('are never overwritten', async () => {
    const stretch = newStretch();
    await leave(stretch);
    const folder = await open();
    await expect(folder.make(newStretch().recordingId, stretch.stretchId)).rejects.toMatchObject({
      code: 'conflict',
      details: { current: 'closed' },
    });
    const { recordingId, stretchId } = newStretch();
    await folder.make(recordingId, stretchId);
    await expect(folder.make(recordingId, stretchId)).rejects.toMatchObject({ details: { current: 'open' } });
  });

  it('are listed in pages of a thousand segment runs', async () => {
    const recordingId = newId();
    await Promise.all(
      Array.from({ length: 1_003 }, () => mkdir(path.join(root, recordingId, newId()), { recursive: true })),
    );
    expect(await (await open()).list()).toHaveLength(1_000);
  });
});

describe('the recordings folder', () => {
  it('is created with its parent folders', async () => {
    root = path.join(root, 'deep', 'down');
    await open();
    expect((await readdir(root)).toSorted()).toEqual(['node-id', 'owner.json', 'owner.lock']);
  });

  it('belongs to one process, which the error names', async () => {
    await open();
    await expect(open()).rejects.toThrow(SfuStartError);
    await expect(open()).rejects.toThrow(
      new RegExp(
        `^Recordings in ${root} are kept by process ${process.pid}, which is running: .*SFU_CAPTURE_DIR\\.$`,
      ),
    );
  });

  it.each([
    ['is a file', async () => writeFile(root, '')],
    [
      'is in a folder without write access',
      async () => {
        root = '/proc/vivavoce/capture';
      },
    ],
    [
      'has no write access',
      async () => {
        await mkdir(root);
        await chmod(root, 0o500);
        // Root can write everywhere except where the kernel forbids it.
        if (process.getuid?.() === 0) root = '/proc';
      },
    ],
  ])('is rejected with a one-sentence error when it %s', async (_, prepare) => {
    await prepare();
    await expect(open()).rejects.toThrow(
      /^Recordings cannot be kept in .*: make it writable .*SFU_CAPTURE_DIR\.$/,
    );
  });
});
