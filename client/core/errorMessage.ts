import { AppError } from '../../shared/errors.ts';
import { errorTexts } from '../texts/errors.ts';

/** Returns the text to show for anything thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof AppError ? error.message : errorTexts.unexpected;
}
