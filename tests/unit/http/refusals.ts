import { AppError } from '../../../shared/errors.ts';

/** Returns the error of a rejected request. Throws when it succeeds. */
export async function refusalOf(answer: Promise<unknown>): Promise<AppError> {
  const outcome = await answer.catch((error: unknown) => error);
  if (outcome instanceof AppError) return outcome;
  throw new Error('Nothing was refused.', { cause: outcome });
}

export function refusalsOf(answers: readonly Promise<unknown>[]): Promise<AppError[]> {
  return Promise.all(answers.map(refusalOf));
}
