import { useEffect } from 'react';

/** Called only by the innermost screen. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Vivavoce` : 'Vivavoce';
  }, [title]);
}
