import type { Figure } from './figure.ts';

/** Something that can be measured. It never judges, and it leaves no process behind, however it ends. */
export interface BenchCase {
  readonly name: string;
  /** One line for the list of cases. */
  readonly measures: string;
  /** What can be changed on the command line (`--rooms=8`), with the value for a whole and for a quick run. */
  readonly parameters: Readonly<Record<string, { full: number; quick: number }>>;
  run(context: BenchContext): Promise<void>;
}

export interface BenchContext {
  /** The value of one of the case's `parameters`. */
  parameter(name: string): number;
  /** Says how far it is. */
  progress(text: string): void;
  /** Prints the figure and puts it into the results. */
  report(figure: Figure): void;
}
