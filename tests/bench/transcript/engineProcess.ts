import { readFileSync } from 'node:fs';
import { openTranscriber } from '../../../transcription/openTranscriber.ts';
import type { EngineAnswer, EngineRequest } from './benchEngine.ts';

/** Process in which the engine is measured. Opens it, and then answers one segment after another. */
const folder = process.argv[2];
const startedAt = performance.now();
const engine = await openTranscriber({ kind: 'engine', folder });
const openMs = performance.now() - startedAt;

function answer(message: EngineAnswer): void {
  process.send?.(message);
}

/** Most memory that this process has had. The system's own figure counts that of the parent, too. */
function peakKb(): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('message', async ({ samples }: EngineRequest) => {
  const before = process.cpuUsage();
  const { text } = await engine.transcribe({ samples, language: 'en' });
  const { user, system } = process.cpuUsage(before);
  answer({ text, cpuMs: (user + system) / 1_000, peakKb: peakKb(), openMs });
});
answer({ text: '', cpuMs: 0, peakKb: peakKb(), openMs });
