import { useEffect, useState } from 'react';
import { common } from '../../texts/common.ts';
import { Spinner } from '../ui/Spinner.tsx';

const PATIENCE_MS = 300;

/** While a page's code is on its way. A quick page shows nothing at all, so nothing flashes. */
export function PageLoading() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="flex min-h-[60dvh] items-center justify-center">
      {slow && <Spinner label={common.loading} />}
    </div>
  );
}
