import type { InterviewKit, RecruiterScript } from './kit.ts';

/** One step of an interview that goes as the script plans it. */
export type Turn =
  | { kind: 'spoken'; part: SpokenPart; text: string; seconds: number }
  | { kind: 'question'; number: number; text: string; seconds: number }
  | { kind: 'answer'; thinkSeconds: number; answerSeconds: number }
  | { kind: 'acknowledgement'; text: string; seconds: number };

type SpokenPart = 'greeting' | 'consent' | 'instructions' | 'closing';

export interface Transcript {
  turns: readonly Turn[];
  spokenSeconds: number;
  thinkSeconds: number;
  answerSeconds: number;
  plannedMinutes: number;
}

/** Returns the planned interview: no interruptions, and answers of full length. */
export function transcriptOf({ script, questions }: Pick<InterviewKit, 'script' | 'questions'>): Transcript {
  const turns = (['greeting', 'consent', 'instructions'] as const).map(part => spoken(part, script[part]));
  const acknowledgements = script.acknowledgements.filter(line => line.trim() !== '');
  for (const [index, question] of questions.entries()) {
    const { text: asked, thinkSeconds, answerSeconds } = question;
    turns.push({ kind: 'question', number: index + 1, text: asked, seconds: spokenSeconds(asked) });
    turns.push({ kind: 'answer', thinkSeconds: thinkSeconds || 0, answerSeconds: answerSeconds || 0 });
    // Uses acknowledgments in turn. The last answer gets none, because the closing line follows.
    const text = acknowledgements[index % Math.max(acknowledgements.length, 1)];
    if (text !== undefined && index < questions.length - 1)
      turns.push({ kind: 'acknowledgement', text, seconds: spokenSeconds(text) });
  }
  turns.push(spoken('closing', script.closing));
  return { turns, ...totals(turns) };
}

function spoken(part: SpokenPart, text: string): Turn {
  return { kind: 'spoken', part, text, seconds: spokenSeconds(text) };
}

function totals(turns: readonly Turn[]): Omit<Transcript, 'turns'> {
  let [speech, think, answer] = [0, 0, 0];
  for (const turn of turns) {
    if (turn.kind === 'answer') {
      think += turn.thinkSeconds;
      answer += turn.answerSeconds;
    } else speech += turn.seconds;
  }
  return {
    spokenSeconds: speech,
    thinkSeconds: think,
    answerSeconds: answer,
    plannedMinutes: Math.ceil((speech + think + answer) / 60),
  };
}

const WORDS_PER_MINUTE = 150;
const SENTENCE_PAUSE = 0.5;

/** Returns the number of seconds that it takes to say a text calmly. */
export function spokenSeconds(text: string): number {
  return (wordCount(text) / WORDS_PER_MINUTE) * 60;
}

/** Returns the seconds from the first word to the first question, including pauses. */
export function introductionSeconds(
  script: Pick<RecruiterScript, 'greeting' | 'consent' | 'instructions'>,
): number {
  return [script.greeting, script.consent, script.instructions].reduce(
    (sum, text) => sum + spokenSeconds(text) + sentencesOf(text) * SENTENCE_PAUSE,
    0,
  );
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function sentencesOf(text: string): number {
  return text.split(/[.!?]+(?=\W*(?:\s|$))/).filter(part => /\w/.test(part)).length;
}
