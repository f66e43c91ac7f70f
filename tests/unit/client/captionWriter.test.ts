import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CaptionWriter } from '../../../client/core/captions/CaptionWriter.ts';
import type { TypedCaption } from '../../../shared/media/captions.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function openWriter() {
  const sent: TypedCaption[] = [];
  let isConnected = true;
  const writer = new CaptionWriter({
    pageId: 'p',
    send: async line => {
      if (!isConnected) throw new Error('The connection is lost.');
      sent.push(line);
    },
  });
  onTestFinished(() => writer.close());
  return {
    writer,
    texts: () => sent.map(({ text, final }) => `${text}${final ? ' |' : ''}`),
    ids: () => sent.map(({ lineId }) => lineId),
    connect: (now: boolean) => {
      isConnected = now;
    },
  };
}

describe('what a captioner types', () => {
  it('is sent about three times per second, and the line is finished by Enter', async () => {
    const { writer, texts, ids } = openWriter();
    for (const field of ['T', 'Te', 'Tell', 'Tell me']) {
      writer.type(field);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(300);
    writer.type('Tell me more.\nI');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts()).toEqual(['Tell', 'Tell me', 'Tell me more. |', 'I']);
    expect(ids()).toEqual(['p-1', 'p-1', 'p-1', 'p-2']);
    expect(writer.draft.get()).toEqual({ text: 'I', state: 'sent' });
  });

  it('is corrected until it is finished', async () => {
    const { writer, texts } = openWriter();
    writer.type('their');
    await vi.advanceTimersByTimeAsync(400);
    writer.type('there');
    await vi.advanceTimersByTimeAsync(400);
    writer.type('');
    await vi.advanceTimersByTimeAsync(400);
    expect(texts()).toEqual(['their', 'there', '']);
  });

  it('is split at the end of a sentence if it gets long', async () => {
    const { writer, texts } = openWriter();
    const sentence = `${'word '.repeat(30).trim()}.`;
    writer.type(`${sentence} ${sentence}`);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual([`${sentence} |`, sentence]);
  });

  it('waits for the connection, and arrives in order', async () => {
    const { writer, texts, connect } = openWriter();
    connect(false);
    writer.type('One.\nTwo.\nThr');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(writer.draft.get()).toEqual({ text: 'Thr', state: 'unsent' });
    connect(true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(texts()).toEqual(['One. |', 'Two. |', 'Thr']);
    expect(writer.draft.get().state).toBe('sent');
  });

  it('is not sent as an empty line', async () => {
    const { writer, texts } = openWriter();
    writer.type('\n\n  \n');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual([]);
  });
});
