import type { BenchCase } from './benchCase.ts';

export interface ChosenCases {
  cases: readonly BenchCase[];
  quick: boolean;
  /** Absent: the default file. */
  resultsFile: string | undefined;
  parameter(benchCase: BenchCase, name: string): number;
}

const RESULTS = '--results=';

/** Parses `NAME… --quick --results=FILE --PARAMETER=NUMBER…`. Errors list what is allowed. */
export function parseArguments(
  args: readonly string[],
  all: readonly BenchCase[],
): ChosenCases | { problem: string } {
  const names = args.filter(arg => !arg.startsWith('--'));
  const resultsFile = args.find(arg => arg.startsWith(RESULTS))?.slice(RESULTS.length);
  const options = args.filter(arg => arg.startsWith('--') && arg !== '--quick' && !arg.startsWith(RESULTS));
  const unknown = names.find(name => !all.some(benchCase => benchCase.name === name));
  if (unknown) return { problem: `There is no case "${unknown}".\n${overview(all)}` };
  const cases = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;

  const given = new Map<string, number>();
  for (const option of options) {
    const [, name = '', number = ''] = /^--([a-z-]+)=(\d+(?:\.\d+)?)$/.exec(option) ?? [];
    if (!cases.some(({ parameters }) => Object.hasOwn(parameters, name)))
      return { problem: `"${option}" is none of the chosen cases' parameters.\n${overview(cases)}` };
    given.set(name, Number(number));
  }
  const quick = args.includes('--quick');
  return {
    cases,
    quick,
    resultsFile,
    parameter: (benchCase, name) => given.get(name) ?? defaultOf(benchCase, name, quick),
  };
}

function defaultOf(benchCase: BenchCase, name: string, quick: boolean): number {
  const values = benchCase.parameters[name];
  if (!values) throw new Error(`${benchCase.name} has no parameter ${name}.`);
  return quick ? values.quick : values.full;
}

function overview(cases: readonly BenchCase[]): string {
  const lines = cases.map(({ name, measures, parameters }) => {
    const list = Object.entries(parameters).map(
      ([key, { full, quick }]) => `--${key}=${full} (quick: ${quick})`,
    );
    return `  ${name}: ${measures}${list.length > 0 ? `\n    ${list.join(', ')}` : ''}`;
  });
  return ['There are:', ...lines].join('\n');
}
