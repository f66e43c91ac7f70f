import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipStore } from '../../../../sfu/player/ClipStore.ts';
import { NodeId } from '../../../../shared/ids.ts';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import { clipIdOf } from '../../../support/handMadeClip.ts';
import { type PlayableClip, partsOf, renderClip } from '../../../support/playableClip.ts';

const NODE = NodeId.parse('node');

describe('ClipStore', () => {
  let clip: PlayableClip;
  let inUse: Set<ClipId>;
  let store: ClipStore;

  beforeAll(async () => {
    clip = await renderClip({ color: [200, 40, 40], seconds: 1 });
  });
  beforeEach(() => {
    inUse = new Set();
    store = new ClipStore({ isInUse: clipId => inUse.has(clipId) });
  });
  afterEach(() => store.close());

  /** Returns the clip with another ID. */
  const named = (name: string): PlayableClip => ({ ...clip, clipId: clipIdOf(name) });
  const inParts = (of = clip) => partsOf(NODE, of, 2_000);
  const put = async (of = clip, into = store): Promise<boolean> => {
    let complete = false;
    for (const part of inParts(of)) complete = await into.put(part);
    return complete;
  };

  it('makes a clip playable once all parts have arrived, in any order and with repeats', async () => {
    const parts = inParts();
    expect(parts.length).toBeGreaterThan(3);
    const [last, ...others] = parts.toReversed();
    for (const part of [...others, ...others]) expect(await store.put(part)).toBe(false);
    expect(() => store.require(clip.clipId)).toThrow(expect.objectContaining({ code: 'not-found' }));
    if (!last) throw new Error('There are no parts.');
    expect(await store.put(last)).toBe(true);
    expect(store.require(clip.clipId).lengthMs).toBe(1_000);
    expect(store.figures).toMatchObject({ clips: 1, uploads: 0, uploadBytes: 0 });
  });

  it('reports a clip as complete immediately when it is already stored', async () => {
    await put();
    for (const part of inParts()) expect(await store.put(part)).toBe(true);
    expect(store.figures).toMatchObject({ clips: 1, uploads: 0 });
  });

  it('names the missing clip in the error', () => {
    expect(() => store.require(clip.clipId)).toThrow(
      expect.objectContaining({ code: 'not-found', details: { clipId: clip.clipId } }),
    );
  });

  it('copies the bytes, so that the caller can reuse its buffer', async () => {
    for (const part of inParts()) {
      const putting = store.put(part);
      part.bytes.fill(0);
      await putting;
    }
    expect(store.require(clip.clipId).lengthMs).toBe(1_000);
  });

  it('reports completion to both callers that deliver the last part at the same time', async () => {
    const parts = inParts();
    const last = parts.pop();
    for (const part of parts) await store.put(part);
    if (!last) throw new Error('There are no parts.');
    expect(await Promise.all([store.put(last), store.put(last)])).toEqual([true, true]);
    expect(store.figures.clips).toBe(1);
  });

  it('accepts the same clip from two servers whose files differ', async () => {
    const rendered = await renderClip({ color: [40, 170, 60], seconds: 1 });
    const other = { ...rendered, clipId: clip.clipId };
    const [mine, theirs] = [inParts(), inParts(other)];
    const answers: boolean[] = [];
    for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1)
      for (const part of [mine[index], theirs[index]]) if (part) answers.push(await store.put(part));
    expect(answers.at(-1)).toBe(true);
    expect(store.figures).toMatchObject({ clips: 1, uploads: 0 });
  });

  it('rejects a file that arrived damaged, and accepts it when it is sent again', async () => {
    const parts = inParts();
    const damaged = parts.map(part => ({ ...part, bytes: part.bytes.slice() }));
    damaged[1]?.bytes.fill(7);
    const last = damaged.pop();
    for (const part of damaged) await store.put(part);
    if (!last) throw new Error('There are no parts.');
    await expect(store.put(last)).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'fileSha256' },
    });
    expect(store.figures).toMatchObject({ clips: 0, uploads: 0, uploadBytes: 0 });
    expect(await put()).toBe(true);
  });

  it("stores nothing when the file isn't a clip", async () => {
    const noise = randomBytes(5_000);
    const [first, ...rest] = inParts({ ...clip, file: noise });
    if (!first) throw new Error('There are no parts.');
    for (const part of rest) expect(await store.put(part)).toBe(false);
    const answers = await Promise.allSettled([store.put(first), store.put(first)]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'invalid' } });
    expect(store.figures).toMatchObject({ clips: 0, bytes: 0, uploads: 0, uploadBytes: 0 });
  });

  it('rejects an impossible part and a file over the size limit', async () => {
    const [part] = inParts();
    if (!part) throw new Error('There are no parts.');
    await expect(store.put({ ...part, part: part.parts })).rejects.toMatchObject({ code: 'invalid' });
    const bytes = Buffer.alloc(256 * 1024);
    const huge = (index: number) => store.put({ ...part, parts: 1_000, part: index, bytes });
    for (let index = 0; index < 256; index += 1) await huge(index);
    await expect(huge(256)).rejects.toMatchObject({ code: 'invalid' });
    expect(store.figures.uploadBytes).toBe(0);
  });

  describe('when the store is full', () => {
    const sizeOf = async () => {
      const measured = new ClipStore({ isInUse: () => false });
      await put(clip, measured);
      const { bytes } = measured.figures;
      measured.close();
      return bytes;
    };

    it('drops the clips that were requested least recently', async () => {
      store = new ClipStore({ maxBytes: (await sizeOf()) * 3, isInUse: () => false });
      for (const name of ['a', 'b', 'c']) await put(named(name));
      store.require(clipIdOf('a'));
      await put(named('b')); // Sending a clip again counts as a request.
      await put(named('d'));
      expect(store.figures.clips).toBe(3);
      for (const name of ['a', 'b', 'd']) store.require(clipIdOf(name));
      expect(() => store.require(clipIdOf('c'))).toThrow();
    });

    it('never drops a clip that is playing or has just arrived', async () => {
      store = new ClipStore({ maxBytes: 1, isInUse: clipId => inUse.has(clipId) });
      inUse.add(clipIdOf('a'));
      for (const name of ['a', 'b', 'c']) {
        await put(named(name));
        store.require(clipIdOf(name));
      }
      store.require(clipIdOf('a'));
      expect(() => store.require(clipIdOf('b'))).toThrow();
      expect(store.figures.clips).toBe(2);
    });
  });

  describe('with incomplete clips', () => {
    it('deletes them a minute after their last part', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const [first, second] = inParts();
        if (!first || !second) throw new Error('There are no parts.');
        await store.put(first);
        vi.advanceTimersByTime(59_000);
        await store.put(second);
        vi.advanceTimersByTime(59_000);
        expect(store.figures.uploads).toBe(1);
        vi.advanceTimersByTime(1_000);
        expect(store.figures).toMatchObject({ uploads: 0, uploadBytes: 0 });
      } finally {
        vi.useRealTimers();
      }
    });

    it('drops the oldest ones to make room for others', async () => {
      const [part] = inParts();
      if (!part) throw new Error('There are no parts.');
      const bytes = Buffer.alloc(256 * 1024);
      for (let index = 0; index < 520; index += 1) {
        const upload = { ...part, clipId: clipIdOf(`abandoned ${index}`), parts: 2, part: 0, bytes };
        await store.put(upload);
      }
      expect(store.figures.uploads).toBe(512);
      expect(await put()).toBe(true);
    });
  });

  it('leaves no files when closed twice, even while a file is being read', async () => {
    const puts = inParts().map(part => store.put(part));
    store.close();
    store.close();
    await Promise.allSettled(puts);
    expect(store.figures).toEqual({ clips: 0, bytes: 0, uploads: 0, uploadBytes: 0 });
    await expect(put()).rejects.toMatchObject({ code: 'media-unavailable' });
  });

  it('counts the bytes that the clips really occupy', async () => {
    await put();
    const { bytes } = store.figures;
    expect(bytes).toBeGreaterThan(clip.file.length * 0.8);
    expect(bytes).toBeLessThan(clip.file.length * 1.5);
  });
});
