import { useState } from 'react';

/** Returns the items in the order in which they were first shown. Items that are added later come last. */
export function useFirstOrder<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const [first] = useState(() => items.map(keyOf));
  const place = (item: T) => {
    const index = first.indexOf(keyOf(item));
    return index < 0 ? first.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b));
}
