import { AppError } from '../../shared/errors.ts';
import { errorTexts } from '../texts/errors.ts';
import { errorMessage } from './errorMessage.ts';
import { toast } from './toast.ts';

/** What a command comes to that was on its way when the connection ended for good. */
export class ConnectionEnded extends AppError {
  constructor() {
    super('unauthenticated', errorTexts.connectionEnded);
  }
}

/** Says that a command has failed, and why. Says nothing where the connection has ended: the page shows that, with the reason. */
export function sayFailed(title: string, error: unknown): void {
  if (!(error instanceof ConnectionEnded)) toast.error(title, errorMessage(error));
}
