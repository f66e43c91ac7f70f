import type { Pace, RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import type { Phone } from '../avatar/visemes.ts';
import { resample } from '../sound/resample.ts';
import { SOUND_RATE } from '../sound/soundRate.ts';
import { type Flite, SILENT_PHONE } from './flite.ts';
import { DURATION_STRETCH, pauseMs } from './pace.ts';
import { PHRASE_PAUSE_MS, type SentenceSound } from './sentenceSound.ts';
import type { Sentence } from './sentences.ts';
import type { Mark, SpokenWord } from './spokenWords.ts';
import { stretchPauses, trimmed } from './timedSound.ts';

/** Has the synthesiser speak one sentence, with pauses as long as its marks ask for. */
export function fliteSentence(
  flite: Flite,
  { words }: Sentence,
  voice: RecruiterVoice,
  pace: Pace,
): SentenceSound {
  const spoken = flite.speak(fliteText(words), voice, DURATION_STRETCH[voice][pace]);
  const { marks, words: wordsAtMarks } = innerMarks(words);
  const found = innerPauses(spoken.phones).length;
  // It pauses at each comma and nowhere else. Should it ever not, then all its pauses are alike, and no word is placed by one.
  const known = found === marks.length;
  const targets = Array.from({ length: found }, (_, at) =>
    pauseMs(known ? (marks[at] ?? 'comma') : 'comma', pace),
  );
  const { samples, rate, phones } = trimmed(
    stretchPauses({ ...spoken.sound, phones: spoken.phones }, targets),
  );
  const pauses = innerPauses(phones);
  const seams = known ? wordsAtMarks.map((word, at) => ({ word, atMs: pauses[at]?.toMs ?? 0 })) : [];
  return {
    samples: resample(samples, rate, SOUND_RATE),
    phones,
    pauses: pauses.filter(({ fromMs, toMs }) => toMs - fromMs >= PHRASE_PAUSE_MS),
    wordStartMs: word => {
      const seam = seams.findLast(each => each.word >= 0 && each.word <= word) ?? { word: 0, atMs: 0 };
      const between = fliteText(words.slice(seam.word, word));
      if (between === '') return seam.atMs;
      // A word begins with the sound behind all the sounds that the words since the last breath are spoken with.
      const heard = phones.filter(({ name, fromMs }) => name !== SILENT_PHONE && fromMs >= seam.atMs);
      return (heard[flite.countPhones(between, voice)] ?? heard.at(-1))?.fromMs ?? seam.atMs;
    },
  };
}

/** The words as the synthesiser is given them. Its sentence melody needs no more than commas, full stops and question marks. */
function fliteText(words: readonly SpokenWord[]): string {
  const heard = words.filter(({ spoken }) => spoken !== '');
  const inner = heard.slice(0, -1).map(({ spoken, mark }) => (mark === 'none' ? spoken : `${spoken},`));
  const last = heard.at(-1);
  return last ? [...inner, `${last.spoken}${last.mark === 'question' ? '?' : '.'}`].join(' ') : '';
}

/** The breaths within a sentence in order, and the word that follows each; commas within one word's speech count, too. */
function innerMarks(words: readonly SpokenWord[]): { marks: Mark[]; words: number[] } {
  const marks: Mark[] = [];
  const after: number[] = [];
  const lastHeard = words.findLastIndex(({ spoken }) => spoken !== '');
  for (const [at, { spoken, mark }] of words.entries()) {
    for (const _ of spoken.matchAll(/,(?=\s)/g)) {
      marks.push('colon');
      // Within a word: no caption begins there.
      after.push(-1);
    }
    if (mark === 'none' || at >= lastHeard || spoken === '') continue;
    marks.push(mark);
    after.push(at + 1);
  }
  return { marks, words: after };
}

function innerPauses(phones: readonly Phone[]): Phone[] {
  return phones.filter(({ name }, at) => name === SILENT_PHONE && at > 0 && at < phones.length - 1);
}
