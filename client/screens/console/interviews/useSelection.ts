import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';

interface Selected {
  /** What the list shows. Another list starts with nothing selected. */
  list: string;
  ids: ReadonlySet<InterviewId>;
  /** True when everything that matches is selected, also what isn't loaded. */
  all: boolean;
  /** Where a range starts. */
  last: InterviewId | undefined;
}

export interface Selection {
  ids: ReadonlySet<InterviewId>;
  all: boolean;
  has: (interviewId: InterviewId) => boolean;
  /** Selects or deselects a row. `toRange`: with all rows from the last one. */
  toggle: (interviewId: InterviewId, toRange: boolean) => void;
  selectShown: (on: boolean) => void;
  selectMatching: () => void;
  clear: () => void;
}

const NOTHING: ReadonlySet<InterviewId> = new Set();

/** Which rows of a list are selected. `list` names what it shows; `shown` are the loaded rows in order. */
export function useSelection(list: string, shown: readonly InterviewId[]): Selection {
  const [stored, setSelected] = useState<Selected>();
  const empty = { list, ids: NOTHING, all: false, last: undefined };
  const selected = stored?.list === list ? stored : empty;
  const ids = selected.all ? new Set(shown) : selected.ids;
  return {
    ids,
    all: selected.all,
    has: interviewId => ids.has(interviewId),
    toggle: (interviewId, toRange) => {
      const on = !ids.has(interviewId);
      const rows = toRange ? rangeOf(shown, selected.last, interviewId) : [interviewId];
      const changed = new Set(ids);
      for (const row of rows) {
        // A range is only added, because its rows may differ.
        if (on || toRange) changed.add(row);
        else changed.delete(row);
      }
      setSelected({ list, ids: changed, all: false, last: interviewId });
    },
    selectShown: on => setSelected({ ...empty, ids: on ? new Set(shown) : NOTHING }),
    selectMatching: () => setSelected({ ...empty, all: true }),
    clear: () => setSelected(empty),
  };
}

function rangeOf(shown: readonly InterviewId[], from: InterviewId | undefined, to: InterviewId) {
  const [start, end] = [shown.indexOf(from ?? to), shown.indexOf(to)].toSorted((a, b) => a - b);
  return start === undefined || start < 0 ? [to] : shown.slice(start, (end ?? start) + 1);
}
