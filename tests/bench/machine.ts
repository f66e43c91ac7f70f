import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine of a measurement. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  node: string;
  /** Summary for `BENCH` lines. */
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
