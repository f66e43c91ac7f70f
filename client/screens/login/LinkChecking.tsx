import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { account as texts } from '../../texts/account.ts';

/** The shape of the form to come while its link is checked, or why it could not be checked. */
export function LinkChecking({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <PublicPage>
      {error ? (
        <ErrorState title={texts.checkFailed} error={error} onRetry={onRetry} />
      ) : (
        <div role="status" className="flex flex-col gap-6">
          <span className="sr-only">{texts.checking}</span>
          <div className="flex flex-col gap-3">
            <Skeleton className="h-8 w-2/3" />
            <Skeleton className="h-5 w-full" />
          </div>
          <Skeleton className="h-96 w-full rounded-card" />
        </div>
      )}
    </PublicPage>
  );
}
