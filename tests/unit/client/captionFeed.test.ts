import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CaptionFeed } from '../../../client/core/captions/CaptionFeed.ts';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import { Store } from '../../../client/core/store.ts';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { Caption } from '../../../shared/recruiter/recruiterView.ts';
import { InterviewLog } from '../../support/interviewLog.ts';

/** A page in an open interview, and what it asks for. */
function openFeed(seat: 'candidate' | 'observer' = 'candidate', failing = false) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const log = new InterviewLog();
  for (const each of [log.candidate, log.interviewer, log.observer]) log.enter(each);
  log.openAndAdmit();
  const seen = (): InterviewView => viewOf(log.state, { kind: 'seat', seatId: log[seat].seatId });
  const view = new Store<InterviewView | undefined>(seen());
  const asked: boolean[] = [];
  const notices = new Map<string, (payload: unknown) => void>();
  let synced = () => {};
  const page = {
    failing,
    asked,
    log,
    look: (changes: Partial<InterviewView> = {}) => view.set({ ...seen(), ...changes }),
    notice: (name: string, payload: unknown) => notices.get(name)?.(payload),
    reconnect: () => synced(),
  };
  const client = {
    view,
    serverNow: () => Date.now(),
    query: async (_name: string, { on }: { on: boolean }) => {
      asked.push(on);
      if (page.failing) throw AppError.unavailable();
      return { state: 'live', language: 'en', by: 'engine' };
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      notices.set(name, listener);
      return () => notices.delete(name);
    },
    onSynced: (listener: () => void) => {
      synced = listener;
      return () => {
        synced = () => {};
      };
    },
  } as unknown as InterviewClient;
  const feed = new CaptionFeed(client);
  onTestFinished(() => feed.close());
  return { feed, ...page, page };
}

describe('the captions of a page', () => {
  it('are turned on with the panel, again after each reconnect, and off when it closes', async () => {
    const { feed, asked, reconnect } = openFeed();
    await vi.advanceTimersByTimeAsync(0);
    expect(feed.status.get()).toEqual({ state: 'live', language: 'en', by: 'engine' });
    reconnect();
    feed.close();
    feed.close();
    expect(asked).toEqual([true, true, false]);
  });

  it('are requested again until the server answers', async () => {
    const { feed, asked, page } = openFeed('candidate', true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([feed.status.get(), asked]).toEqual([{ state: 'starting' }, [true, true]]);
    page.failing = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect([feed.status.get()?.state, asked]).toEqual(['live', [true, true, true]]);
  });

  it('follow the state that the server reports', async () => {
    const { feed, notice } = openFeed();
    await vi.advanceTimersByTimeAsync(0);
    notice('captions.state', { state: 'paused' });
    expect(feed.status.get()).toMatchObject({ state: 'paused', language: 'en' });
  });

  it('of an observer vanish when the candidate refuses observers, and return', async () => {
    const { feed, asked, log, notice, look } = openFeed('observer');
    await vi.advanceTimersByTimeAsync(0);
    const line = { lineId: '1', text: 'Hello.', tail: '', final: true, understood: true, agoMs: 0 };
    notice('captions.line', { seatId: log.candidate.seatId, line });
    expect(feed.lines.all.get()).toHaveLength(1);
    look({ observersAllowed: false });
    expect([feed.status.get(), feed.lines.all.get()]).toEqual([undefined, []]);
    look({ observersAllowed: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(feed.status.get()).toMatchObject({ state: 'live' });
    expect(asked).toEqual([true, true]);
  });

  it('contain the recruiter’s exact words as they are spoken', async () => {
    const { feed, look } = openFeed();
    const cues = [
      { fromMs: 0, toMs: 900, text: 'Welcome.' },
      { fromMs: 1_000, toMs: 2_000, text: 'I ask the questions.' },
    ];
    const speak = (caption: Caption | undefined) =>
      look({
        recruiter: {
          turn: 'speaking',
          timerOff: false,
          buttons: [],
          orders: [],
          written: {},
          ...(caption && { caption }),
        },
      });
    const spoken = { startedAt: Date.now(), fromMs: 0, cues };
    const said = () => feed.lines.all.get().map(({ text, finalNumber }) => [text, finalNumber]);
    speak({ utterance: 1, text: 'Welcome. I ask the questions.', spoken });
    expect(said()).toEqual([['Welcome.', undefined]]);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(said()).toEqual([['Welcome. I ask the questions.', 1]]);
    // The next line is stopped after its first words.
    speak({
      utterance: 2,
      text: 'Welcome. I ask the questions.',
      spoken: { ...spoken, startedAt: Date.now() },
    });
    speak(undefined);
    expect(said().at(-1)).toEqual(['Welcome.', 2]);
  });
});
