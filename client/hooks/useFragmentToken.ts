import { useEffect, useState } from 'react';
import { LinkToken } from '../../shared/protocol/joinRoutes.ts';

/** Returns the secret in the URL fragment. Browsers never send the fragment, so no log contains it. */
export function useFragmentToken(): string | undefined {
  const [token] = useState(() => LinkToken.safeParse(window.location.hash.slice(1)));
  return token.success ? token.data : undefined;
}

/** Reloads the page when the link's fragment changes, so that nothing of the previous link remains. */
export function useReloadOnNewLink(active = true): void {
  useEffect(() => {
    if (!active) return undefined;
    const reload = () => window.location.reload();
    window.addEventListener('hashchange', reload);
    return () => window.removeEventListener('hashchange', reload);
  }, [active]);
}
