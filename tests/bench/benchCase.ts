import type { Figure } from './figure.ts';

/** Something that can be measured. A case doesn't judge its results, and leaves no process running. */
export interface BenchCase {
  readonly name: string;
  /** One line for the list of cases. */
  readonly measures: string;
  /** Names of the figures that every run reports, in any order. A run that omits one fails. */
  readonly figures: readonly string[];
  /** Parameters that the command line can change (`--rooms=8`), with their values for a full and a quick run. */
  readonly parameters: Readonly<Record<string, { full: number; quick: number }>>;
  run(context: BenchContext): Promise<void>;
}

export interface BenchContext {
  parameter(name: string): number;
  progress(text: string): void;
  /** Prints the figure and adds it to the results. Throws if its value isn't a finite number. */
  report(figure: Figure): void;
}
