import { AppError } from '../../shared/errors.ts';

/** What may be shown of anything thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof AppError
    ? error.message
    : 'Something unexpected happened on this page. Please try again.';
}
