import { readdirSync, readFileSync } from 'node:fs';

/** Returns the ids of the processes that caption for this media node. */
export function captionProcesses(nodePid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === nodePid && command.includes('captions/program/main.ts');
      } catch {
        // Not a process, or one that has ended.
        return false;
      }
    });
}
