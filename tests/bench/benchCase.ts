import type { Figure } from './figure.ts';

/** Something that can be measured. It never judges, and it leaves no process behind, however it ends. */
export interface BenchCase {
  readonly name: string;
  /** One line for the list of cases. */
  readonly measures: string;
  /** Names of the figures that every run reports, in any order. A run that leaves one out has failed. */
  readonly figures: readonly string[];
  /** What can be changed on the command line (`--rooms=8`), with the value for a whole and for a quick run. */
  readonly parameters: Readonly<Record<string, { full: number; quick: number }>>;
  run(context: BenchContext): Promise<void>;
}

export interface BenchContext {
  /** The value of one of the case's `parameters`. */
  parameter(name: string): number;
  /** Says how far it is. */
  progress(text: string): void;
  /** Prints the figure and adds it to the results. Throws if the figure's value is not a finite number. */
  report(figure: Figure): void;
}
