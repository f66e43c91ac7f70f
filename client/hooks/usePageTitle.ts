import { useEffect } from 'react';

/** Names the page in the browser's tab. Only the innermost screen calls it. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Vivavoce` : 'Vivavoce';
  }, [title]);
}
