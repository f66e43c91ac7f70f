import { AppError } from '../../shared/errors.ts';
import { errorMessage } from './errorMessage.ts';
import { toast } from './toast.ts';

export class ConnectionEnded extends AppError {
  constructor() {
    super('unauthenticated', 'connection-ended');
  }
}

/** Shows an error as a toast. Skips `ConnectionEnded`, because the page already shows that state. */
export function sayFailed(title: string, error: unknown): void {
  if (!(error instanceof ConnectionEnded)) toast.error(title, errorMessage(error));
}
