import { AppError, type ErrorReply } from '../../../../shared/errors.ts';
import type { Refusal } from '../../../../shared/protocol/bulkRoutes.ts';
import { errorMessage } from '../../../core/errorMessage.ts';

export function refusalText(refusal: Refusal): string {
  // Reasons that this version doesn't know have the text of their code.
  return errorMessage(AppError.fromReply({ ...refusal, retryable: false } as ErrorReply));
}
