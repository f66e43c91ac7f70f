import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { addReasonTexts, errorMessage, fieldMessage } from '../../../client/core/errorMessage.ts';
import { checkFields, fieldErrorsOf } from '../../../client/core/fieldErrors.ts';
import { errorIn } from '../../../client/core/replies.ts';
import { fallbackTexts } from '../../../client/texts/errors.ts';
import { staffReasonTexts } from '../../../client/texts/staffErrors.ts';
import { visitorReasonTexts } from '../../../client/texts/visitorErrors.ts';
import { AppError, ERROR_CODES } from '../../../shared/errors.ts';
import { Email } from '../../../shared/interview/fields.ts';
import { Password } from '../../../shared/protocol/password.ts';

const HOUR_MS = 3_600_000;

it.each([
  [HOUR_MS, 'Your network has reached the practice limit. Try again in 60 minutes.'],
  [24 * HOUR_MS, 'Your network has reached the practice limit. Try again in 24 hours.'],
  [1, 'Your network has reached the practice limit. Try again in 1 minute.'],
])('puts a wait of %i ms into the text of its reason', (waitMs, text) => {
  addReasonTexts(visitorReasonTexts);
  const error = new AppError('rate-limited', 'practice-limit-network', { values: { waitMs } });
  expect(errorMessage(error)).toBe(text);
});

it('shows a size with its unit', () => {
  const error = new AppError('too-large', 'file-too-large', { values: { megabytes: 100 } });
  expect(errorMessage(error)).toBe('A file can have at most 100 MB.');
});

it.each(ERROR_CODES)('has a sentence for the code %s, also with a reason of a newer server', code => {
  expect(fallbackTexts[code]).toMatch(/^[A-Z].*\.$/);
  expect(errorMessage(new AppError(code))).toBe(fallbackTexts[code]);
  const newer = errorIn({ code, reason: 'of-a-newer-server', values: { by: 'Ann' }, retryable: false });
  expect(errorMessage(newer)).toBe(fallbackTexts[code]);
});

it('has no sentence for errors that are not ours', () => {
  expect(errorMessage(new Error('ECONNREFUSED'))).toBe(
    'Something unexpected happened on this page. Please try again.',
  );
});

it('shows the texts for staff on pages that load them', async () => {
  // Other tests may have loaded them.
  vi.resetModules();
  const page = await import('../../../client/core/errorMessage.ts');
  const errors = await import('../../../shared/errors.ts');
  const error = new errors.AppError('conflict', 'claimed-by', { values: { name: 'Ann' } });
  expect(page.errorMessage(error)).toBe(fallbackTexts.conflict);
  page.addReasonTexts(staffReasonTexts);
  expect(page.errorMessage(error)).toBe('Ann is already rating this interview.');
});

it('finds in the browser and hears from the server the same about a field', () => {
  addReasonTexts(staffReasonTexts);
  const input = z.object({
    password: Password,
    email: Email,
    name: z.string().min(1).max(3),
    age: z.int(),
  });
  const checked = checkFields(input, { password: 'short', email: 'ann', name: '', age: 1.5 });
  expect(checked).toEqual({
    ok: false,
    errors: {
      password: 'Use at least 10 characters.',
      email: 'Enter a full email address.',
      name: 'Please fill this in.',
      age: 'Enter a whole number.',
    },
  });
  expect(checkFields(Password, 'letmeinletmein')).toMatchObject({
    errors: { '': expect.stringContaining('easy to guess') },
  });
  const refusal = new AppError('invalid', 'fields-invalid', {
    values: { fields: ['name', 'age'] },
    details: {
      fields: {
        name: { reason: 'text-too-long', values: { maximum: 3 } },
        age: { reason: 'of-a-newer-server' },
      },
    },
  });
  expect(errorMessage(refusal)).toBe('Check what you entered, then try again (name, age).');
  expect(fieldErrorsOf(refusal)).toEqual({
    name: 'Use at most 3 characters.',
    age: fieldMessage({ reason: 'field-invalid' }),
  });
  expect(fieldErrorsOf(AppError.forbidden())).toEqual({});
});
