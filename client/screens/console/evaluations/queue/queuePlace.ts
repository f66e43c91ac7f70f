import { type MouseEvent, type RefObject, useEffect, useEffectEvent } from 'react';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { tabData } from '../../../../core/safeStorage.ts';
import { QUEUE_PATH } from '../evaluationPaths.ts';

const KEY = 'vivavoce.queue-place';
const Place = z.object({ search: z.string(), row: z.string(), index: z.number() });
type Place = z.infer<typeof Place>;

/** Path of the queue with the filters that it had when a row was opened. */
export function queuePath(): string {
  return QUEUE_PATH + (placeOf(tabData.read(KEY))?.search ?? '');
}

/**
 * Remembers which row is opened, and focuses it when the list is shown again and is current. If the row has left its
 * group, focuses the row in its place, so that the keys continue from there.
 */
export function useQueuePlace(listRef: RefObject<HTMLElement | null>, isCurrent: boolean) {
  const { search } = useLocation();
  const focusPlace = useEffectEvent(() => {
    const place = placeOf(tabData.read(KEY));
    tabData.remove(KEY);
    if (place?.search !== search || !document.activeElement?.matches('body, h1')) return;
    const rows = rowsOf(listRef.current);
    (rows.find(row => keyOf(row) === place.row) ?? rows[place.index] ?? rows.at(-1))?.focus();
  });
  useEffect(() => {
    if (isCurrent) focusPlace();
  }, [isCurrent]);
  // For the capture phase: a link leaves the page before the event bubbles.
  return ({ target }: MouseEvent) => {
    const rows = rowsOf(listRef.current);
    const index = rows.findIndex(row => target instanceof Node && row.contains(target));
    const row = rows[index];
    if (row) tabData.write(KEY, JSON.stringify({ search, row: keyOf(row), index } satisfies Place));
  };
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
}

function keyOf(row: HTMLElement): string {
  return row.closest<HTMLElement>('[data-place]')?.dataset.place ?? '';
}

/** Returns undefined for what another version has stored. */
export function placeOf(stored: string | undefined): Place | undefined {
  try {
    return Place.safeParse(JSON.parse(stored ?? 'null')).data;
  } catch {
    return undefined;
  }
}
