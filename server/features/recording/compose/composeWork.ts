import type { ComposeFailure } from './composeError.ts';
import type { ComposedFile } from './composeTask.ts';

/** What the process that composes says to the one that started it. */
export type ComposeAnswer =
  | { state: 'running'; share: number }
  | { state: 'done'; file: ComposedFile }
  | { state: 'failed'; code: ComposeFailure; detail: string };
