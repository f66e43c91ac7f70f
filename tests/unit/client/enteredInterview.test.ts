import { afterEach, expect, it, vi } from 'vitest';
import { consolePathBack, noteEntered } from '../../../client/core/enteredInterview.ts';
import { newInterviewId } from '../../support/interviewLog.ts';

afterEach(() => vi.unstubAllGlobals());

it('members come back to the page of the interview that they entered from the console in this tab', () => {
  const stored = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  };
  vi.stubGlobal('window', { sessionStorage });
  const [entered, other] = [newInterviewId(), newInterviewId()];
  expect(consolePathBack(entered)).toBeUndefined();
  noteEntered(entered);
  expect(consolePathBack(entered)).toBe(`/console/interviews/${entered}`);
  expect(consolePathBack(other)).toBeUndefined();
  expect(consolePathBack(undefined)).toBeUndefined();
});
