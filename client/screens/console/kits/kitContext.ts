import { createContext, useContext, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import type { EditorState, KitEditor } from '../../../core/kit/kitEditor.ts';
import { type Section, sectionOf } from '../../../core/kit/kitOutline.ts';
import type { Store } from '../../../core/store.ts';
import { focusControl, focusElement } from '../editor/fieldFocus.ts';

/** Asks the parts that contain a path to open or close. If `inside`, also asks the parts inside the path. */
export type FoldRequest = { path: FieldPath; open: boolean; inside: boolean };

export interface KitEditing {
  editor: KitEditor;
  readOnly: boolean;
  foldRequests: Store<FoldRequest>;
  announce: (text: string) => void;
}

export const KitEditingContext = createContext<KitEditing | undefined>(undefined);

export function useKitEditing(): KitEditing {
  const editing = useContext(KitEditingContext);
  if (!editing) throw new Error('No kit is being edited here.');
  return editing;
}

/** Returns the selected part of the state. Only a change of that part re-renders the component. */
export function useKitState<T>(select: (state: EditorState) => T): T {
  const { state } = useKitEditing().editor;
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

/** Opens the parts that contain a field, and focuses the field. */
export function reveal(
  foldRequests: Store<FoldRequest>,
  path: FieldPath,
  block: ScrollLogicalPosition = 'center',
): void {
  flushSync(() => foldRequests.set({ path, open: true, inside: false }));
  focusField(path, block);
}

/** Focuses the field, or else the nearest control around it, or else the heading of its section. */
export function focusField(path: FieldPath, block: ScrollLogicalPosition = 'nearest'): void {
  if (!focusControl(path, block)) focusSection(sectionOf(path));
}

export function focusSection(section: Section): void {
  const heading = document.getElementById(`section-${section}`);
  if (heading) focusElement(heading, 'start');
}
