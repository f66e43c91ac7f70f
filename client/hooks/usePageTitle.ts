import { useEffect } from 'react';

/** Sets the title of the page. Only the innermost screen may call it. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Vivavoce` : 'Vivavoce';
  }, [title]);
}
