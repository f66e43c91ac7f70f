import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react';
import { AppError } from '../../../shared/errors.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from './Button.tsx';

interface ErrorStateProps {
  /** What could not be done, for example "The interviews could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
}

/** Says what happened and what to do, in the place of what failed. */
export function ErrorState({ title, error, onRetry, retrying = false }: ErrorStateProps) {
  const unreachable = error instanceof AppError && error.code === 'unavailable';
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-12 text-center">
      <div className="flex size-12 items-center justify-center rounded-card bg-sunken text-muted">
        {unreachable ? (
          <CloudOff className="size-6" aria-hidden="true" />
        ) : (
          <TriangleAlert className="size-6" aria-hidden="true" />
        )}
      </div>
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="max-w-sm text-sm text-muted">{errorMessage(error)}</p>
      {onRetry && (
        <Button
          className="mt-2"
          pending={retrying}
          onClick={onRetry}
          icon={<RotateCw className="size-4" aria-hidden="true" />}
        >
          {uiTexts.tryAgain}
        </Button>
      )}
    </div>
  );
}
