import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkFields } from '../../../client/core/fieldErrors.ts';
import { Email, PlannedMinutes, Title } from '../../../shared/interview/fields.ts';
import { Password } from '../../../shared/protocol/password.ts';

const Form = z.strictObject({
  title: Title,
  email: Email,
  password: Password,
  startsAt: z.number('Choose a day and a time.'),
  minutes: PlannedMinutes,
  people: z.array(z.strictObject({ name: Title })),
});
const GOOD = {
  title: 'Backend',
  email: 'ada@example.org',
  password: 'a long password',
  startsAt: 5,
  minutes: 45,
  people: [{ name: 'Ada' }],
};

function errorOf(path: string, part: object): string | undefined {
  const checked = checkFields(Form, { ...GOOD, ...part });
  return checked.ok ? undefined : checked.errors[path];
}

describe('form validation', () => {
  it('returns the value parsed by the schema', () => {
    expect(checkFields(Form, GOOD)).toEqual({ ok: true, output: GOOD });
  });

  it.each([
    ['empty text', 'title', { title: '' }, 'Please fill this in.'],
    ['a short password', 'password', { password: 'short' }, 'Use at least 10 characters.'],
    ['too large a number', 'minutes', { minutes: 10_000 }, /^Enter \d+ or less\.$/],
    ['a fraction of a minute', 'minutes', { minutes: 5.5 }, 'Enter a whole number.'],
    [
      'a non-number, in the words of the schema',
      'startsAt',
      { startsAt: undefined },
      'Choose a day and a time.',
    ],
    ['a field of a list, by its index', 'people.0.name', { people: [{ name: '' }] }, 'Please fill this in.'],
  ])('returns an error for %s', (_, path, part, text) => {
    expect(errorOf(path, part)).toMatch(text);
  });

  it("uses the schema's message for every other error", () => {
    expect(errorOf('email', { email: 'nobody' })).toBe('Enter a full email address.');
  });
});
