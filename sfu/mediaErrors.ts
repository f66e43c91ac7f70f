import { AppError } from '../shared/errors.ts';

/**
 * Runs something of mediasoup's that may refuse its input. mediasoup throws several kinds of error, and all of them mean
 * `invalid` unless the object was closed meanwhile, which `requireAlive` says by throwing what the caller is told then.
 */
export async function refusingInvalid<T>(
  what: string,
  requireAlive: () => void,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    requireAlive();
    throw new AppError('invalid', `The media server refuses this ${what}.`, { cause: error });
  }
}
