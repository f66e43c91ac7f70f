import { availableParallelism, cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  node: string;
  /** All of it in one line, as every `BENCH` line carries it. */
  text: string;
}

export function thisMachine(): Machine {
  const processor = cpus()[0]?.model.trim() || `${process.arch} processor`;
  const cores = availableParallelism();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const node = process.version;
  const text = `${processor}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${memoryGb} GB, Node ${node}`;
  return { processor, cores, memoryGb, node, text };
}
