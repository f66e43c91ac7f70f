import type { InterviewId } from '../ids.ts';
import type { Caption } from '../recording/review.ts';
import { type Passage, passageText, type Transcript, type TranscriptFormat } from './transcript.ts';

/** Most characters of a caption: two lines of 42. */
const CUE_MAX = 84;
const CUE_MAX_MS = 7_000;

export interface Cue {
  fromMs: number;
  toMs: number;
  /** The speaker's name. */
  name: string;
  text: string;
}

type Readable = Pick<Transcript, 'passages' | 'speakers'>;

/** Cuts passages into captions of two lines, sorted by start. */
export function cuesOf(transcript: Readable): Cue[] {
  return transcript.passages
    .flatMap(passage => cuesIn(passage, nameOf(passage, transcript)))
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function cuesIn({ words }: Passage, name: string): Cue[] {
  const cues: Cue[] = [];
  for (const { text, fromMs, toMs } of words) {
    const last = cues.at(-1);
    const isFull = last && (last.text.length + 1 + text.length > CUE_MAX || toMs - last.fromMs > CUE_MAX_MS);
    if (!last || isFull) cues.push({ fromMs, toMs, name, text });
    else {
      last.text += ` ${text}`;
      last.toMs = toMs;
    }
  }
  return cues;
}

function nameOf({ seatId }: Pick<Passage, 'seatId'>, { speakers }: Pick<Transcript, 'speakers'>): string {
  return speakers.find(speaker => speaker.seatId === seatId)?.name ?? '';
}

export interface FileSubject {
  interviewId: InterviewId;
  title: string;
  startedAt: number;
}

const NOTE = 'Automatic transcript. It can be wrong.';
const NOT_UNDERSTOOD = '[not understood]';

export const TRANSCRIPT_TYPES: Readonly<Record<TranscriptFormat, string>> = {
  vtt: 'text/vtt; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

export function transcriptFile(
  format: TranscriptFormat,
  transcript: Transcript,
  subject: FileSubject,
): string {
  switch (format) {
    case 'vtt':
      return webVtt(cuesOf(transcript));
    case 'txt':
      return plainText(transcript, subject);
    case 'json':
      return jsonText(transcript, subject);
  }
}

/** Writes captions as WebVTT, with speakers as voice spans. Text can't become markup. */
export function webVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ fromMs, toMs, name, text }) =>
      `${vttTime(fromMs)} --> ${vttTime(Math.max(toMs, fromMs + 1))}\n${voiceTag(name)}${escapedCue(text)}\n`,
  );
  return ['WEBVTT\n', `NOTE ${NOTE}\n`, ...blocks].join('\n');
}

/** Captions of the virtual recruiter, which a review has. */
export function captionCues(captions: readonly Caption[], name: string): Cue[] {
  return captions.map(({ fromMs, toMs, text }) => ({ fromMs, toMs, name, text }));
}

function voiceTag(name: string): string {
  const annotation = oneLine(name).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return annotation === '' ? '' : `<v ${annotation}>`;
}

function escapedCue(text: string): string {
  return oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function vttTime(ms: number): string {
  const all = Math.round(ms);
  const pad = (value: number, digits = 2) => `${value}`.padStart(digits, '0');
  const [hours, minutes] = [Math.floor(all / 3_600_000), Math.floor(all / 60_000) % 60];
  return `${pad(hours)}:${pad(minutes)}:${pad(Math.floor(all / 1_000) % 60)}.${pad(all % 1_000, 3)}`;
}

function plainText(transcript: Transcript, { title }: FileSubject): string {
  const lines = transcript.passages.map(passage => {
    const text = passageText(passage) || NOT_UNDERSTOOD;
    return `[${vttTime(passage.fromMs).slice(0, 8)}] ${oneLine(nameOf(passage, transcript))}: ${oneLine(text)}`;
  });
  return [oneLine(title), NOTE, '', ...lines, ''].join('\n');
}

function jsonText(transcript: Transcript, { interviewId, title, startedAt }: FileSubject): string {
  const { language, madeAt, speakers, passages } = transcript;
  const file = {
    interviewId,
    title,
    startedAt: new Date(startedAt).toISOString(),
    note: NOTE,
    language,
    ...(madeAt !== undefined && { madeAt: new Date(madeAt).toISOString() }),
    speakers,
    passages: passages.map(passage => ({ ...passage, text: passageText(passage) })),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
