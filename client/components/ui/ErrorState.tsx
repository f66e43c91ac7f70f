import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react';
import { AppError } from '../../../shared/errors.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';

interface ErrorStateProps {
  /** Says what failed, for example "Couldn't load the interviews". */
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
}

export function ErrorState({ title, error, onRetry, retrying = false }: ErrorStateProps) {
  const Icon = error instanceof AppError && error.code === 'unavailable' ? CloudOff : TriangleAlert;
  return (
    <EmptyState
      alert
      icon={Icon}
      title={title}
      action={
        onRetry && (
          <Button pending={retrying} onClick={onRetry} icon={RotateCw}>
            {uiTexts.tryAgain}
          </Button>
        )
      }
    >
      <p>{errorMessage(error)}</p>
    </EmptyState>
  );
}
