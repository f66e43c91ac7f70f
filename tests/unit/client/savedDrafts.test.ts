import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import { SavedDrafts } from '../../../client/core/recruiter/savedDrafts.ts';
import { AppError } from '../../../shared/errors.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';

const FIRST = QuestionId.parse('question-1');

function keeping(stored = '') {
  const server = { text: stored, saves: 0, away: false, closed: false };
  const query = async (name: string, params: { text?: string }) => {
    if (server.away) throw AppError.unavailable('disconnected');
    if (name === 'recruiter.readDraft') return { text: server.text };
    server.saves += 1;
    if (server.closed) throw AppError.conflict('question-not-open', { questionId: undefined });
    server.text = params.text ?? '';
    return {};
  };
  return { server, drafts: new SavedDrafts({ query } as unknown as Pick<InterviewClient, 'query'>) };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('an unsent answer', () => {
  it('is saved with the first letter and then at most twice per second, with the newest text', async () => {
    const { server, drafts } = keeping();
    await drafts.restore(FIRST, () => '');
    for (let length = 1; length <= 40; length += 1) {
      drafts.put(FIRST, 'x'.repeat(length));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(server.text).toHaveLength(40);
    expect(server.saves).toBeLessThanOrEqual(6);
  });

  it('is restored on a page without it, before what was typed during the request', async () => {
    const { server, drafts } = keeping('Half of');
    let typed = '';
    const restored = drafts.restore(FIRST, () => typed);
    typed = 'an answer';
    drafts.put(FIRST, typed);
    expect(await restored).toBe('Half of\n\nan answer');
    await vi.advanceTimersByTimeAsync(500);
    expect(server.text).toBe('Half of\n\nan answer');
  });

  it('is not replaced by the saved one where the page has it', async () => {
    const { server, drafts } = keeping('Half');
    expect(await drafts.restore(FIRST, () => 'Half of an answer')).toBeUndefined();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.text).toBe('Half of an answer');
  });

  it('typed on another device since is shown, next to text that only this page has', async () => {
    const { server, drafts } = keeping('Half of an answer');
    expect(await drafts.restore(FIRST, () => 'Half')).toBe('Half of an answer');
    expect(await keeping('From the phone').drafts.restore(FIRST, () => 'From here')).toBe(
      'From the phone\n\nFrom here',
    );
    expect(server.saves).toBe(0);
  });

  it('is no longer saved after the server has refused it because its question is closed', async () => {
    const { server, drafts } = keeping();
    await drafts.restore(FIRST, () => '');
    server.closed = true;
    drafts.put(FIRST, 'Too late');
    await vi.advanceTimersByTimeAsync(500);
    drafts.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.saves).toBe(1);
  });

  it('is not saved until the saved one was read, which several requests do only once', async () => {
    const { server, drafts } = keeping('Half of');
    server.away = true;
    await drafts.restore(FIRST, () => '');
    expect(drafts.put(FIRST, 'An')).toBe(false);
    server.away = false;
    const [restored, again] = await Promise.all([
      drafts.restore(FIRST, () => 'An'),
      drafts.restore(FIRST, () => 'An'),
    ]);
    expect([restored, again]).toEqual(['Half of\n\nAn', undefined]);
    expect(drafts.put(FIRST, 'Half of\n\nAn answer')).toBe(true);
  });

  it('typed without a connection is saved after the reconnect, and does not hide a saved one', async () => {
    const { server, drafts } = keeping('Half of');
    server.away = true;
    expect(await drafts.restore(FIRST, () => '')).toBeUndefined();
    server.away = false;
    expect(await drafts.restore(FIRST, () => '')).toBe('Half of');
    server.away = true;
    drafts.put(FIRST, 'Half of an answer');
    await vi.advanceTimersByTimeAsync(500);
    server.away = false;
    await drafts.restore(FIRST, () => 'Half of an answer');
    await vi.advanceTimersByTimeAsync(0);
    expect(server.text).toBe('Half of an answer');
  });
});
