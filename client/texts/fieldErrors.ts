import type { z } from 'zod';

/** What a schema's finding says to the person at the field; undefined leaves it to the schema. */
export function issueText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'number') return `Enter ${issue.minimum} or more.`;
      return Number(issue.minimum) <= 1
        ? 'Please fill this in.'
        : `Use at least ${issue.minimum} characters.`;
    case 'too_big':
      return issue.origin === 'number'
        ? `Enter ${issue.maximum} or less.`
        : `Use at most ${issue.maximum} characters.`;
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int'
        ? 'Enter a whole number.'
        : 'Please fill this in.';
    default:
      return undefined;
  }
}
