import {
  ANCHOR_COUNT,
  CodeLanguage,
  Difficulty,
  type GuideQuestion,
  KIT_LIMITS,
  type Kit,
  QuestionCategory,
} from '../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, ProbeId, QuestionId } from '../../shared/kit/kitIds.ts';

const name = textOf(KIT_LIMITS.name);
const line = textOf(KIT_LIMITS.line);
const text = textOf(KIT_LIMITS.text, '\n\n');

/** A kit with the largest size of everything that the schema allows. */
export function fullestKit(): Kit {
  const lines = many(KIT_LIMITS.lines, () => line);
  const points = many(KIT_LIMITS.points, () => line);
  return {
    role: name,
    level: name,
    locale: 'en-GB',
    competencies: many(KIT_LIMITS.competencies, at => ({
      id: CompetencyId.parse(longId('competency', at)),
      name,
      description: line,
      anchors: many(ANCHOR_COUNT, () => line),
    })),
    questions: many(KIT_LIMITS.questions, at => ({
      id: questionId(at),
      text: line,
      rephrased: line,
      category: QuestionCategory.enum.behavioural,
      competencies: [0, 1].map(of => CompetencyId.parse(longId('competency', of))),
      thinkSeconds: 300,
      answerSeconds: 900,
      mayBeSkipped: false,
      probes: many(KIT_LIMITS.probes, of => ({
        id: ProbeId.parse(longId('probe', of)),
        text: line,
        rephrased: line,
        whenShorterThanSeconds: 300,
      })),
      modelAnswer: text,
      strong: points,
      weak: points,
      mentions: points,
    })),
    script: {
      greeting: text,
      consent: text,
      instructions: text,
      briefing: text,
      acknowledgements: lines,
      reassurances: lines,
      reasks: lines,
      timeWarnings: lines,
      handOver: { toPerson: lines, toRecruiter: lines },
      closing: text,
    },
    guide: {
      promise: line,
      questions: many(KIT_LIMITS.guideQuestions, guideQuestion),
      preparation: many(KIT_LIMITS.preparationSteps, () => ({ title: line, text })),
      expertTip: text,
      commonMistake: text,
    },
  };
}

function guideQuestion(at: number): GuideQuestion {
  return {
    id: GuideQuestionId.parse(longId('guide', at)),
    title: name,
    question: line,
    topic: name,
    difficulty: Difficulty.enum.intermediate,
    short: line,
    answer: text,
    coachNote: line,
    commonMistake: line,
    mentions: many(KIT_LIMITS.points, () => line),
    followUps: many(KIT_LIMITS.followUps, () => line),
    code: { language: CodeLanguage.enum.javascript, code: textOf(KIT_LIMITS.code, '\n') },
    practice: questionId(0),
  };
}

/** Fills the whole length with words, in paragraphs or lines separated by `gap`. */
function textOf(length: number, gap = ' '): string {
  const paragraph = 'words as people use them '.repeat(3).trim() + gap;
  return `${paragraph.repeat(Math.ceil(length / paragraph.length)).slice(0, length - 1)}.`;
}

function longId(kind: string, number: number): string {
  return `${kind}-${number}`.padEnd(40, '-x');
}

function questionId(at: number): QuestionId {
  return QuestionId.parse(longId('question', at));
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
