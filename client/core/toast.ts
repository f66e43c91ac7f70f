import { Store } from './store.ts';

export interface ToastItem {
  id: number;
  type: 'success' | 'notice' | 'error';
  title: string;
  description: string | undefined;
}

const SHOWN_MS = { success: 5_000, notice: 15_000 };
const MAX_SHOWN = 3;
let lastId = 0;
export const toasts = new Store<readonly ToastItem[]>([]);

/** Shows short messages. Use a `Banner` for anything that must not be missed. */
export const toast = {
  success: (title: string, description?: string) => show('success', title, description),
  /** Stays longer than `success`, for people who are looking elsewhere. */
  notice: (title: string, description?: string) => show('notice', title, description),
  /** Stays until it is closed. Screen readers announce it immediately. */
  error: (title: string, description?: string) => show('error', title, description),
};

export function dismissToast(id: number): void {
  toasts.update(items => items.filter(item => item.id !== id));
}

function show(type: ToastItem['type'], title: string, description: string | undefined): void {
  lastId += 1;
  const id = lastId;
  toasts.update(items => [...items, { id, type, title, description }].slice(-MAX_SHOWN));
  if (type !== 'error') window.setTimeout(() => dismissToast(id), SHOWN_MS[type]);
}
