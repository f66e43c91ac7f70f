import type { ErrorReason, FieldRefusal } from '../../shared/errorReasons.ts';
import { AppError } from '../../shared/errors.ts';
import { errorTexts, fallbackTexts, type ReasonTexts, sharedReasonTexts } from '../texts/errors.ts';

const reasonTexts: Partial<ReasonTexts> = { ...sharedReasonTexts };

/** Adds texts that only some pages need, so that the other pages don't download them. */
export function addReasonTexts(texts: Partial<ReasonTexts>): void {
  Object.assign(reasonTexts, texts);
}

export function errorMessage(error: unknown): string {
  if (!(error instanceof AppError)) return errorTexts.unexpected;
  return reasonText(error.reason, error.values) ?? fallbackTexts[error.code];
}

export function fieldMessage({ reason, values }: FieldRefusal): string {
  return reasonText(reason, values) ?? errorTexts.fieldInvalid;
}

/** Returns the text for a reason; undefined if only a newer server knows the reason. */
function reasonText(reason: ErrorReason | undefined, values: object | undefined): string | undefined {
  const text = reason && Object.hasOwn(reasonTexts, reason) ? reasonTexts[reason] : undefined;
  // The cast is safe, because each reason always comes with the same fields.
  return typeof text === 'function' ? (text as (values: object) => string)(values ?? {}) : text;
}
