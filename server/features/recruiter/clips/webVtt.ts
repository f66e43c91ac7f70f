import type { ClipSheet } from '../../../../shared/recruiter/clip.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A clip's captions as a WebVTT file (W3C, "WebVTT: The Web Video Text Tracks Format"). */
export function webVtt({ cues }: Pick<ClipSheet, 'cues'>): string {
  const blocks = cues
    // A cue without a duration is none, and an empty one would end its block.
    .filter(({ fromMs, toMs, text }) => toMs > fromMs && text.trim() !== '')
    .map(({ fromMs, toMs, text }) => `${timestamp(fromMs)} --> ${timestamp(toMs)}\n${payload(text)}\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}

function payload(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>]/g, sign => ESCAPES[sign] ?? sign);
}

/** `00:01:02.345` */
function timestamp(milliseconds: number): string {
  const parts = [3_600_000, 60_000, 1_000].map(unit => Math.floor(milliseconds / unit));
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  const clock = [hours, minutes % 60, seconds % 60].map(part => String(part).padStart(2, '0')).join(':');
  return `${clock}.${String(milliseconds % 1_000).padStart(3, '0')}`;
}
