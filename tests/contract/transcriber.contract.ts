import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transcriber } from '../../transcription/Transcriber.ts';
import { humanSamples, humanSpeech } from '../support/humanSpeech.ts';
import { normalizedWords } from '../support/wordErrors.ts';

export interface TranscriberStage {
  transcriber: Transcriber;
  /** Tells a stand-in what the next segments say. */
  saying(...texts: string[]): void;
  close(): Promise<void>;
}

const SECOND = 16_000;
const silent = (seconds: number) => ({ samples: new Float32Array(seconds * SECOND), language: 'en' });
const spoken = (name: Parameters<typeof humanSamples>[0], language = 'en-US') => ({
  samples: humanSamples(name),
  language,
});

/** What every transcriber does, with English as its only language. */
export function describeTranscriber(
  name: string,
  open: () => Promise<TranscriberStage>,
  reason?: string,
): void {
  describe.skipIf(reason)(`${name}${reason ? ` (not run: ${reason})` : ''}`, () => {
    let stage: TranscriberStage;
    let transcriber: Transcriber;
    beforeAll(async () => {
      stage = await open();
      ({ transcriber } = stage);
    });
    afterAll(() => stage.close());

    it('recognizes speech, in order of the calls', async () => {
      const names = ['conf-waitforleader', 'ss-noservice'] as const;
      stage.saying(...names.map(prompt => humanSpeech(prompt).words));
      const results = await Promise.all(names.map(prompt => transcriber.transcribe(spoken(prompt))));
      expect(results.map(({ text }) => normalizedWords(text))).toEqual(
        names.map(prompt => normalizedWords(humanSpeech(prompt).words)),
      );
      expect(results.every(({ understood }) => understood)).toBe(true);
    });

    it('hears nothing in silence, and in no samples', async () => {
      stage.saying('');
      for (const seconds of [0, 0.02, 3]) {
        expect(await transcriber.transcribe(silent(seconds))).toMatchObject({ text: '', understood: true });
      }
    });

    it('speaks a language in all its regions, and refuses others', async () => {
      expect(['en', 'en-US', 'EN-gb'].map(language => transcriber.speaks(language))).toEqual([
        true,
        true,
        true,
      ]);
      expect(['de', 'eno', ''].map(language => transcriber.speaks(language))).toEqual([false, false, false]);
      await expect(transcriber.transcribe(spoken('conf-locked', 'de-DE'))).rejects.toMatchObject({
        name: 'TranscriptionError',
        code: 'language',
      });
    });

    it('takes segments of 15 s, and refuses longer ones', async () => {
      stage.saying('');
      await transcriber.transcribe(silent(15));
      await expect(transcriber.transcribe(silent(15.01))).rejects.toThrow(
        new RangeError('A segment has at most 15000 ms, and this one has 15010.'),
      );
    });

    it('stops for a signal, before and while it works, and then takes the next segment', async () => {
      stage.saying(...Array<string>(2).fill(humanSpeech('conf-locked').words));
      const reason = new Error('no longer needed');
      const signal = AbortSignal.abort(reason);
      await expect(transcriber.transcribe(spoken('conf-locked'), { signal })).rejects.toBe(reason);

      const controller = new AbortController();
      const running = transcriber.transcribe(spoken('demo-moreinfo'), { signal: controller.signal });
      const next = transcriber.transcribe(spoken('conf-locked'));
      setImmediate(() => controller.abort(reason));
      await expect(running).rejects.toBe(reason);
      expect((await next).text).toMatch(/locked/);
    });

    it('rejects what is running when it is closed, and closes twice', async () => {
      const { transcriber, close } = await open();
      const running = transcriber.transcribe(spoken('demo-moreinfo'));
      const ended = expect(running).rejects.toMatchObject({ name: 'AbortError' });
      await Promise.all([transcriber.close(), transcriber.close()]);
      await ended;
      await expect(transcriber.transcribe(silent(1))).rejects.toMatchObject({ name: 'AbortError' });
      await close();
    });
  });
}
