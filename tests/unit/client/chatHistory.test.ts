import { describe, expect, it, onTestFinished } from 'vitest';
import { ChatHistory } from '../../../client/core/chat.ts';
import { linkedParts } from '../../../client/core/linkedText.ts';
import { Store } from '../../../client/core/store.ts';
import { AppError } from '../../../shared/errors.ts';
import type { MessageId } from '../../../shared/ids.ts';
import type { ChatLine } from '../../../shared/interview/chat.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { exampleView, SEATS } from './exampleView.ts';

const line = (number: number): ChatLine => ({
  at: number,
  fromSeatId: SEATS.grace,
  fromName: 'Grace',
  text: `line ${number}`,
});

/** Chat lines from one number to another, as received. */
function lines(from: number, to: number): Record<MessageId, ChatLine> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  return Object.fromEntries(numbers.map(number => [`message-${number}`, line(number)]));
}

function viewWith(chat: Record<MessageId, ChatLine>, chatEarlier?: number): InterviewView {
  return { ...exampleView(SEATS.ada, [SEATS.ada]), chat, ...(chatEarlier && { chatEarlier }) };
}

/** A chat history with a fake server. */
function openHistory(first: InterviewView) {
  const view = new Store<InterviewView | undefined>(first);
  const asked: { before: number; answer: (result: unknown) => void; refuse: (error: Error) => void }[] = [];
  const history = new ChatHistory({
    view,
    query: (_name, params) => {
      const { promise, resolve, reject } = Promise.withResolvers<never>();
      const { before } = params as { before: number };
      asked.push({ before, answer: result => resolve(result as never), refuse: reject });
      return promise;
    },
  });
  onTestFinished(() => history.close());
  const texts = () => Object.values(history.earlier.get().lines).map(({ text }) => text);
  return { view, history, asked, texts };
}

describe('chat history', () => {
  it('is loaded part by part until the start', async () => {
    const { history, asked, texts } = openHistory(viewWith(lines(250, 350), 250));
    const first = history.load();
    void history.load();
    expect(history.earlier.get()).toMatchObject({ loading: true, before: 250 });
    asked[0]?.answer({ lines: lines(150, 250), earlier: 150 });
    await first;
    const second = history.load();
    asked[1]?.answer({ lines: lines(149, 150), earlier: 0 });
    await second;
    await history.load();
    expect(asked.map(({ before }) => before)).toEqual([250, 150]);
    expect(texts()).toEqual(Object.values(lines(149, 250)).map(({ text }) => text));
    expect(history.earlier.get()).toMatchObject({ loading: false, before: 0 });
  });

  it('keeps lines that leave the view as newer ones arrive, so that nothing is missing in between', () => {
    const { view, history, texts } = openHistory(viewWith(lines(0, 3)));
    view.set(viewWith(lines(2, 5), 2));
    view.set(viewWith(lines(4, 7), 4));
    expect(texts()).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
    expect(history.earlier.get().before).toBe(0);
  });

  it('restarts when lines may have been missed, and ignores an earlier response', async () => {
    const { view, history, asked, texts } = openHistory(viewWith(lines(10, 13), 10));
    const loading = history.load();
    view.set(viewWith(lines(50, 53), 50));
    asked[0]?.answer({ lines: lines(0, 10), earlier: 0 });
    await loading;
    expect(texts()).toEqual([]);
    expect(history.earlier.get()).toEqual({ lines: {}, before: 50, loading: false });
  });

  it('is cleared when this person may no longer read the chat', async () => {
    const { view, history, asked, texts } = openHistory(viewWith(lines(10, 13), 10));
    const loading = history.load();
    asked[0]?.answer({ lines: lines(0, 10), earlier: 0 });
    await loading;
    expect(texts()).toHaveLength(10);
    view.set(viewWith({}));
    expect(texts()).toEqual([]);
    expect(history.earlier.get().before).toBe(0);
  });

  it('shows why loading failed, and can be requested again', async () => {
    const { history, asked, texts } = openHistory(viewWith(lines(10, 13), 10));
    const failing = history.load();
    asked[0]?.refuse(AppError.unavailable('disconnected'));
    await failing;
    expect(history.earlier.get()).toMatchObject({ before: 10, problem: 'There’s no connection right now.' });
    const again = history.load();
    expect(history.earlier.get()).not.toHaveProperty('problem');
    asked[1]?.answer({ lines: lines(0, 10), earlier: 0 });
    await again;
    expect(texts()).toHaveLength(10);
  });
});

const linksIn = (message: string) =>
  linkedParts(message).flatMap(({ text, href }) => (href === undefined ? [] : [text]));

describe('addresses in messages', () => {
  it.each<[string, string[]]>([
    ['See https://example.org/task?id=1#top now', ['https://example.org/task?id=1#top']],
    ['HTTP://EXAMPLE.ORG', ['HTTP://EXAMPLE.ORG']],
    ['Two: https://a.example, https://b.example/x.', ['https://a.example', 'https://b.example/x']],
    ['Really? https://example.org/a!?', ['https://example.org/a']],
    ['(see https://example.org/a)', ['https://example.org/a']],
    ['https://example.org/wiki/Tea_(drink)', ['https://example.org/wiki/Tea_(drink)']],
    ['(https://example.org/wiki/Tea_(drink)).', ['https://example.org/wiki/Tea_(drink)']],
    ['Line one\nhttps://example.org\nline three', ['https://example.org']],
    ['https://пример.example/ä', ['https://пример.example/ä']],
  ])('in %j are %j', (message, links) => {
    expect(linksIn(message)).toEqual(links);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://https.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ftp://example.org',
    'mailto:ada@example.org',
    'www.example.org and example.org/x',
    'https://',
    'https://.',
    'https://bank.example@evil.example/',
    'xhttps://example.org',
  ])('are not links in %j', message => {
    expect(linksIn(message)).toEqual([]);
    expect(linkedParts(message)).toEqual([{ start: 0, text: message }]);
  });

  it.each([
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><img src=x onerror=alert(1)>",
    'https://example.org/<script>alert(1)</script>',
    '<a href="https://example.org/x">press</a>',
    `${'https://a'.repeat(2_000)} ${'('.repeat(2_000)}`,
  ])('end before markup, and no text is lost in %j', message => {
    const parts = linkedParts(message);
    expect(parts.map(({ text }) => text).join('')).toBe(message);
    for (const { href } of parts) if (href !== undefined) expect(href).toMatch(/^https?:\/\/[^"'<>`\s]+$/);
  });
});
