import { useState } from 'react';
import { LinkToken } from '../../shared/protocol/joinRoutes.ts';

/** The secret behind the # of a link. It never travels in an address line, so no log or other site sees it. */
export function useFragmentToken(): string | undefined {
  const [token] = useState(() => LinkToken.safeParse(window.location.hash.slice(1)));
  return token.success ? token.data : undefined;
}
