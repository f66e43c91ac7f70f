import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CaptionWriter, captionWriterOf } from '../../../client/core/captions/CaptionWriter.ts';
import type { RoomSession } from '../../../client/core/roomSession.ts';
import type { TypedCaption } from '../../../shared/media/captions.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function openWriter() {
  const sent: TypedCaption[] = [];
  let isConnected = true;
  let losesReplies = false;
  const writer = new CaptionWriter({
    pageId: 'p',
    send: async line => {
      if (!isConnected) throw new Error('The connection is lost.');
      sent.push(line);
      if (losesReplies) throw new Error('No reply in time.');
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
    loseReplies: (now: boolean) => {
      losesReplies = now;
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

  it('is split at line ends and in between when a long text is pasted, so that no line is too long to send', async () => {
    const { writer, texts } = openWriter();
    const sentence = `${'word '.repeat(30).trim()}.`;
    writer.type(`${Array(20).fill(sentence).join(' ')}\nEnd.\n`);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts()).toEqual([...Array(20).fill(`${sentence} |`), 'End. |']);
  });

  it('is removed from readers if it arrived unnoticed and was then deleted', async () => {
    const { writer, texts, loseReplies } = openWriter();
    loseReplies(true);
    writer.type('Secret');
    await vi.advanceTimersByTimeAsync(400);
    writer.type('');
    loseReplies(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual(['Secret', '']);
    expect(writer.draft.get().state).toBe('sent');
  });

  it('is removed from readers if it was deleted and finished while it was on its way', async () => {
    const { writer, texts, loseReplies } = openWriter();
    loseReplies(true);
    writer.type('Secret');
    await vi.advanceTimersByTimeAsync(400);
    writer.type('\n');
    loseReplies(false);
    await vi.advanceTimersByTimeAsync(2_000);
    writer.type('Next');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual(['Secret', ' |', 'Next']);
  });
});

it('a captioner who comes back to the field goes on with the same lines', async () => {
  const sent: TypedCaption[] = [];
  const room = {
    client: {
      clientId: '01a20feb-b4ba-7b1c-89db-95c7d8b2aebb',
      query: async (_name: string, { line }: { line: TypedCaption }) => void sent.push(line),
    },
    closeWith: (close: () => void) => onTestFinished(close),
  } as unknown as RoomSession;
  captionWriterOf(room).type('One.\nTw');
  captionWriterOf(room).type('Two.\n');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent.map(({ lineId, text }) => [lineId.slice(-2), text])).toEqual([
    ['-1', 'One.'],
    ['-2', 'Two.'],
  ]);
});
