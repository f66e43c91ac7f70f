import { createContext, useContext, useSyncExternalStore } from 'react';
import type { EditorState, KitEditor } from '../../../core/kit/kitEditor.ts';
import { type Place, placeKey } from '../../../core/kit/place.ts';
import type { Remark } from '../../../core/kit/remarks.ts';
import type { Store } from '../../../core/store.ts';

/** That the parts at a place, or those that lead to it, open or close. */
export interface Wish {
  place: Place;
  open: boolean;
  /** Also everything inside. */
  inside: boolean;
}

/** What every part of the document needs, however deep it stands. */
export interface Desk {
  editor: KitEditor;
  readOnly: boolean;
  wishes: Store<Wish>;
  /** Says to a screen reader what has happened. */
  announce: (text: string) => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('There is no kit on the desk.');
  return desk;
}

/** One piece of the kit; drawn anew only when that piece changes, so that writing stays quick in a long kit. */
export function useKitState<T>(select: (state: EditorState) => T): T {
  const { state } = useDesk().editor;
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

const NO_REMARKS: readonly Remark[] = [];

export function useRemarks(place: Place): readonly Remark[] {
  const key = placeKey(place);
  return useKitState(state => state.remarksByPlace.get(key) ?? NO_REMARKS);
}
