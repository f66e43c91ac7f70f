import { useLasting } from '../../hooks/useLasting.ts';
import { common } from '../../texts/common.ts';
import { Spinner } from '../ui/Spinner.tsx';

const SPINNER_DELAY_MS = 300;

/** Shows a spinner only after a delay, so that fast pages don't flash. */
export function PageLoading() {
  const slow = useLasting(true, SPINNER_DELAY_MS);
  return (
    <div className="flex min-h-[60dvh] items-center justify-center">
      {slow && <Spinner label={common.loading} />}
    </div>
  );
}
