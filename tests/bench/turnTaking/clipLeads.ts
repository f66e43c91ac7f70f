import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipSheet } from '../../../shared/recruiter/clip.ts';
import type { Said } from '../../../shared/recruiter/recruiterState.ts';

const PACKET_MS = 20;
/** RFC 6464 level; louder packets are voice. */
const SOUNDING_LEVEL = 50;

/** Length of the silence before the first word of each clip in a folder. The log identifies clips by their length and cues. */
export async function clipLeads(
  folder: string,
): Promise<(said: Pick<Said, 'durationMs' | 'cues'>) => number> {
  const leads = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith('.json')) continue;
    const { success, data } = ClipSheet.safeParse(
      JSON.parse(await readFile(path.join(folder, entry), 'utf8')),
    );
    if (success) leads.set(keyOf(data.timing.durationMs, data.cues), leadOf(data));
  }
  return ({ durationMs, cues }) => {
    const lead = leads.get(keyOf(durationMs, cues));
    if (lead === undefined) throw new Error(`There is no clip in ${folder} that says "${cues[0]?.text}".`);
    return lead;
  };
}

function keyOf(durationMs: number, cues: Said['cues']): string {
  return JSON.stringify([durationMs, cues]);
}

function leadOf({ timing }: ClipSheet): number {
  const first = Buffer.from(timing.levels, 'base64').findIndex(level => level <= SOUNDING_LEVEL);
  return Math.max(0, first) * PACKET_MS;
}
