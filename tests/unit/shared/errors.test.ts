import { describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES, errorToReply } from '../../../shared/errors.ts';

describe('errors on the wire', () => {
  it('are marked as retryable exactly when waiting can help', () => {
    const retryable = ERROR_CODES.filter(code => new AppError(code).retryable);
    expect(retryable).toEqual(['rate-limited', 'media-unavailable', 'newer-version', 'unavailable']);
  });

  it.each(ERROR_CODES)('keep %s unchanged after encoding and decoding', code => {
    const error = new AppError(code, 'too-many-notes', { values: { max: 3 }, details: { field: 'title' } });
    const back = AppError.fromReply(JSON.parse(JSON.stringify(errorToReply(error))));
    expect(back).toMatchObject({
      code,
      reason: 'too-many-notes',
      values: { max: 3 },
      message: 'too-many-notes {"max":3}',
      details: { field: 'title' },
    });
    expect(back.retryable).toBe(error.retryable);
  });

  it('contain no details when there are none', () => {
    expect(AppError.forbidden().toReply()).not.toHaveProperty('details');
  });

  it('never contain internal causes', () => {
    const secret = 'connect ECONNREFUSED postgres://vivavoce:hunter2@db';
    const replies = [
      errorToReply(new Error(secret)),
      errorToReply(AppError.unavailable(undefined, new Error(secret))),
      errorToReply(secret),
      errorToReply(undefined),
    ];
    expect(JSON.stringify(replies)).not.toContain('hunter2');
    expect(replies.map(reply => reply.code)).toEqual(['internal', 'unavailable', 'internal', 'internal']);
  });

  it('keep their cause for the log', () => {
    const cause = new Error('disk full');
    expect(AppError.unavailable(undefined, cause).cause).toBe(cause);
  });

  it('of a conflict contain the current value', () => {
    expect(AppError.conflict(undefined, 7).toReply().details).toEqual({ current: 7 });
  });
});
