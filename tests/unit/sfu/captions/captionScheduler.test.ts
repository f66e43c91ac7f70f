import { beforeEach, describe, expect, it } from 'vitest';
import type { FromCaptioner, SpokenLine } from '../../../../sfu/captions/captionMessages.ts';
import { CaptionLoad } from '../../../../sfu/captions/program/CaptionLoad.ts';
import { CaptionScheduler } from '../../../../sfu/captions/program/CaptionScheduler.ts';
import { Talker } from '../../../../sfu/captions/program/Talker.ts';
import { TranscriptionError } from '../../../../transcription/Transcriber.ts';

const PACKET_MS = 20;
const TICKS = 960;

/** A clock, a transcriber that hears one word for each half second, and talkers that speak on command. */
class CaptionStage {
  nowMs = 0;
  /** Time that one recognition takes. */
  takesMs = 0;
  failsWith: Error | undefined;
  isStuck = false;
  hangs = 0;
  readonly load = new CaptionLoad('live');
  readonly lines: { talkerId: string; line: SpokenLine }[] = [];
  readonly modes: string[] = [];
  readonly errors: unknown[] = [];
  /** Length of each recognized segment, in milliseconds, and of its prefix. */
  readonly recognized: { ms: number; prefix: number }[] = [];
  readonly scheduler = new CaptionScheduler({
    transcriber: {
      transcribe: async ({ samples }, options) => {
        this.nowMs += this.takesMs;
        if (this.isStuck) await new Promise(() => {});
        if (this.failsWith) throw this.failsWith;
        const ms = samples.length / 16;
        const words = Array.from({ length: Math.floor(ms / 500) }, (_, index) => `w${index}`);
        const tokens = words.map((_, index) => index);
        this.recognized.push({ ms, prefix: options?.prefix?.length ?? 0 });
        return { text: words.join(' '), understood: true, tokens, wordStarts: tokens };
      },
    },
    load: this.load,
    now: () => this.nowMs,
    send: message => this.#take(message),
    onError: error => this.errors.push(error),
    hang: { afterMs: 10_000, onHung: () => (this.hangs += 1) },
  });
  #sent = 0;

  add(talkerId: string): Talker {
    let end = 0;
    const decoder = {
      decode: (_packet: Uint8Array, timestamp: number) => {
        const from = Math.max(end, timestamp / 3);
        end = from + TICKS / 3;
        return { from, samples: new Float32Array(TICKS / 3) };
      },
      close: () => {},
    };
    const talker = new Talker(talkerId, 'en', decoder, () => this.nowMs);
    this.scheduler.add(talker);
    return talker;
  }

  /** Sends audio of all these talkers in real time. */
  async pass(ms: number, ...talkers: readonly Talker[]): Promise<void> {
    for (let passed = 0; passed < ms; passed += PACKET_MS) {
      this.nowMs += PACKET_MS;
      for (const talker of talkers) talker.take([{ timestamp: this.#sent, payload: new Uint8Array(1) }]);
      this.#sent += TICKS;
      await this.scheduler.run();
    }
  }

  voice(isSpeaking: boolean, ...talkers: readonly Talker[]): void {
    for (const talker of talkers) talker.setVoice(isSpeaking, this.#sent);
  }

  get texts(): string[] {
    return this.lines.map(({ line }) => (line.final ? `${line.text}.` : line.text));
  }

  #take(message: FromCaptioner): void {
    if (message.type === 'line') this.lines.push({ talkerId: message.talkerId, line: message.line });
    if (message.type === 'mode') this.modes.push(message.mode);
  }
}

describe('the scheduler of captions', () => {
  let stage: CaptionStage;
  let ada: Talker;
  beforeEach(() => {
    stage = new CaptionStage();
    ada = stage.add('ada');
  });

  it('recognizes nothing while no one speaks', async () => {
    await stage.pass(5_000, ada);
    expect(stage.recognized).toEqual([]);
  });

  it('revises the open line about every second, and finishes it after a pause', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(1_800, ada);
    stage.voice(false, ada);
    await stage.pass(1_000, ada);
    expect(stage.texts.at(-1)).toBe('w0 w1 w2 w3.');
    expect(stage.recognized.length).toBeLessThanOrEqual(4);
    await stage.pass(5_000, ada);
    expect(stage.texts.filter(text => text.endsWith('.'))).toHaveLength(1);
  });

  it('continues long lines from the stable words, and recognizes their final text from scratch', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(7_000, ada);
    stage.voice(false, ada);
    await stage.pass(1_000, ada);
    const prefixes = stage.recognized.map(({ prefix }) => prefix);
    expect(prefixes[0]).toBe(0);
    expect(prefixes.slice(3, -1).every(prefix => prefix > 0)).toBe(true);
    expect(prefixes.at(-1)).toBe(0);
  });

  it('finishes lines before it revises others', async () => {
    const alan = stage.add('alan');
    await stage.pass(400, ada, alan);
    stage.voice(true, ada, alan);
    await stage.pass(800, ada, alan);
    stage.nowMs += 2_000;
    ada.stop();
    await stage.pass(PACKET_MS, alan);
    expect(stage.lines.map(({ talkerId, line }) => `${talkerId} ${line.final}`)).toEqual([
      'ada true',
      'alan false',
    ]);
  });

  it('ends a line that was no voice', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    ada.setVoice(false, 0);
    await stage.pass(PACKET_MS, ada);
    expect(stage.texts).toEqual(['.']);
    expect(stage.recognized).toEqual([]);
  });

  it('does less when recognition takes too long, and says so', async () => {
    stage.takesMs = 4_000;
    await stage.pass(400, ada);
    stage.voice(true, ada);
    for (let second = 0; second < 60 && stage.load.mode !== 'paused'; second += 1) {
      await stage.pass(960, ada);
      stage.scheduler.assess();
    }
    expect(stage.modes[0]).toBe('sentences');
  });

  it('cuts lines after 8 s when only finished ones are shown, also those of talkers who come later', async () => {
    stage.takesMs = 4_000;
    await stage.pass(400, ada);
    stage.voice(true, ada);
    while (stage.load.mode !== 'sentences') {
      await stage.pass(960, ada);
      stage.scheduler.assess();
    }
    stage.takesMs = 0;
    stage.recognized.length = 0;
    const alan = stage.add('alan');
    await stage.pass(400, ada, alan);
    stage.voice(true, alan);
    await stage.pass(20_000, ada, alan);
    expect(stage.recognized.length).toBeGreaterThan(3);
    expect(stage.recognized.every(({ ms }) => ms <= 8_300)).toBe(true);
  });

  it('ends lines with the words that are shown while it is paused', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(1_500, ada);
    stage.load.fail(stage.nowMs);
    const before = stage.recognized.length;
    ada.stop();
    await stage.pass(PACKET_MS, ada);
    expect(stage.texts.at(-1)).toBe('w0.');
    expect(stage.recognized).toHaveLength(before);
    stage.scheduler.assess();
    expect(stage.modes).toEqual(['paused']);
  });

  it('reports an error and ends the line with the words that are shown', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(1_500, ada);
    stage.failsWith = new TranscriptionError('service-unreachable', 'The service does not answer.');
    ada.stop();
    await stage.pass(PACKET_MS, ada);
    expect(stage.errors).toHaveLength(1);
    expect(stage.texts.at(-1)).toBe('w0.');
  });

  it('notices a recognition that never ends', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(1_500, ada);
    stage.isStuck = true;
    ada.stop();
    void stage.scheduler.run();
    stage.nowMs += 9_000;
    stage.scheduler.assess();
    expect(stage.hangs).toBe(0);
    stage.nowMs += 1_500;
    stage.scheduler.assess();
    expect(stage.hangs).toBe(1);
  });

  it('forgets a closed microphone after its last line', async () => {
    await stage.pass(400, ada);
    stage.voice(true, ada);
    await stage.pass(1_500, ada);
    ada.close();
    ada.close();
    await stage.scheduler.run();
    expect(stage.texts.at(-1)).toMatch(/\.$/);
    expect(stage.scheduler.size).toBe(0);
  });
});
