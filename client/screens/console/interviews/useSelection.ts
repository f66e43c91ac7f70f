import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';

interface Selected<Id extends string> {
  /** What the list shows. Another list starts with nothing selected. */
  list: string;
  ids: ReadonlySet<Id>;
  /** True when everything that matches is selected, also what isn't loaded. */
  all: boolean;
  /** Where a range starts. */
  last: Id | undefined;
}

export interface Selection<Id extends string = InterviewId> {
  ids: ReadonlySet<Id>;
  all: boolean;
  has: (id: Id) => boolean;
  /** Selects or deselects a row. `toRange`: with all rows from the last one. */
  toggle: (id: Id, toRange: boolean) => void;
  selectShown: (on: boolean) => void;
  selectMatching: () => void;
  clear: () => void;
}

const NOTHING: ReadonlySet<never> = new Set();

/** Which rows of a list are selected. `list` names what it shows; `shown` are the loaded rows in order. */
export function useSelection<Id extends string>(list: string, shown: readonly Id[]): Selection<Id> {
  const [stored, setSelected] = useState<Selected<Id>>();
  const empty: Selected<Id> = { list, ids: NOTHING, all: false, last: undefined };
  const selected = stored?.list === list ? stored : empty;
  const ids = selected.all ? new Set(shown) : selected.ids;
  return {
    ids,
    all: selected.all,
    has: id => ids.has(id),
    toggle: (id, toRange) => {
      const on = !ids.has(id);
      const rows = toRange ? rangeOf(shown, selected.last, id) : [id];
      const changed = new Set(ids);
      for (const row of rows) {
        // A range is only added, because its rows may differ.
        if (on || toRange) changed.add(row);
        else changed.delete(row);
      }
      setSelected({ list, ids: changed, all: false, last: id });
    },
    selectShown: on => setSelected({ ...empty, ids: on ? new Set(shown) : NOTHING }),
    selectMatching: () => setSelected({ ...empty, all: true }),
    clear: () => setSelected(empty),
  };
}

function rangeOf<Id>(shown: readonly Id[], from: Id | undefined, to: Id) {
  const [start, end] = [shown.indexOf(from ?? to), shown.indexOf(to)].toSorted((a, b) => a - b);
  return start === undefined || start < 0 ? [to] : shown.slice(start, (end ?? start) + 1);
}
