import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
};

/** What a schema finds, in a sentence for who wrote the text. `value` is what stands there. */
export function issueReason(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(KINDS[issue.expected] ?? issue.expected, value);
    case 'too_big':
      // The schema says first that a number is beyond exact counting, and only then which is the largest allowed.
      return issue.origin === 'int'
        ? 'This number is far too large.'
        : `${atMost(issue.maximum, issue.origin)}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'This may not be empty.';
      return `At least ${issue.minimum}.`;
    case 'invalid_value':
      return `One of these belongs here: ${issue.values.map(String).join(', ')}.`;
    default:
      return issue.message;
  }
}

function wrongKind(expected: string, value: unknown): string {
  const sentence = `There is ${kindOf(value)} where ${expected} belongs.`;
  const looksLikeText = typeof value === 'number' || typeof value === 'boolean';
  return looksLikeText && expected === KINDS.string ? `${sentence} Put a text in quotes.` : sentence;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'number') return KINDS[typeof value] ?? typeof value;
  if (!Number.isFinite(value)) return 'no finite number';
  return Number.isInteger(value) ? 'a number' : 'a fraction';
}

function atMost(maximum: number | bigint, origin: string): string {
  const most = `At most ${maximum}`;
  if (origin === 'string') return `${most} characters`;
  return origin === 'array' ? `${most} entries` : most;
}
