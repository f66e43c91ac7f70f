import {
  ANCHOR_COUNT,
  type Competency,
  type GuideQuestion,
  type Kit,
  type Probe,
  type Question,
} from '../../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, ProbeId, partId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { USUAL_RETRIES } from '../../../shared/practice/practice.ts';
import { newKitTexts } from '../../texts/newKit.ts';
import { withValueAt } from '../editor/fieldPath.ts';

const DEFAULT_SECONDS = { thinkSeconds: 30, answerSeconds: 180 };

/** Creates a competency. Its id is new, so that ratings of a removed competency don't count for it. */
export function newCompetency(name: string, kits: readonly Kit[]): Competency {
  const taken = kits.flatMap(kit => kit.competencies.map(({ id }) => id));
  return {
    id: CompetencyId.parse(partId(name, 'competency', taken)),
    name,
    description: '',
    anchors: Array.from({ length: ANCHOR_COUNT }, () => ''),
  };
}

export function newQuestion(text: string, kits: readonly Kit[]): Question {
  const taken = kits.flatMap(kit => kit.questions.map(({ id }) => id));
  return {
    id: QuestionId.parse(partId(text, 'question', taken)),
    text,
    rephrased: '',
    category: 'behavioural',
    competencies: [],
    ...DEFAULT_SECONDS,
    probes: [],
    modelAnswer: '',
    strong: [],
    weak: [],
  };
}

export function newProbe(text: string, questions: readonly Question[]): Probe {
  const taken = questions.flatMap(question => question.probes.map(({ id }) => id));
  return { id: ProbeId.parse(partId(text, 'probe', taken)), text };
}

/** Creates a guide question. Its id becomes part of the address of the public page. */
export function newGuideQuestion(title: string, kits: readonly Kit[]): GuideQuestion {
  const taken = kits.flatMap(kit => kit.guide.questions.map(({ id }) => id));
  return {
    id: GuideQuestionId.parse(partId(title, 'question', taken)),
    title,
    question: '',
    topic: '',
    difficulty: 'intermediate',
    short: '',
    answer: '',
    coachNote: '',
    commonMistake: '',
    followUps: [],
  };
}

/** Creates a kit with the default script, but without questions and competencies. */
export function newKit(role: string, level: string): Kit {
  return {
    role,
    level,
    locale: 'en',
    competencies: [],
    questions: [],
    script: newKitTexts.script(role),
    guide: { promise: '', questions: [], preparation: [], expertTip: '', commonMistake: '' },
  };
}

export function withoutCompetency(kit: Kit, id: CompetencyId): Kit {
  return {
    ...kit,
    competencies: kit.competencies.filter(competency => competency.id !== id),
    questions: kit.questions.map(question =>
      question.competencies.includes(id)
        ? { ...question, competencies: question.competencies.filter(other => other !== id) }
        : question,
    ),
  };
}

export function withoutQuestion(kit: Kit, id: QuestionId): Kit {
  const questions = kit.questions.filter(question => question.id !== id);
  const entries = kit.guide.questions.map(entry =>
    entry.practice === id ? withValueAt(entry, ['practice'], undefined) : entry,
  );
  return { ...kit, questions, guide: { ...kit.guide, questions: entries } };
}

export function withoutGuideQuestion(kit: Kit, id: GuideQuestionId): Kit {
  const { guide } = kit;
  return { ...kit, guide: { ...guide, questions: guide.questions.filter(entry => entry.id !== id) } };
}

const SETTING_DEFAULTS = { mayBeSkipped: true, practice: false, retries: USUAL_RETRIES };
export type QuestionSettings = typeof SETTING_DEFAULTS;

export function settingOf<K extends keyof QuestionSettings>(question: Question, key: K): QuestionSettings[K] {
  return (question as Partial<QuestionSettings>)[key] ?? SETTING_DEFAULTS[key];
}

/** Returns the question with a changed setting. Default values are not stored. */
export function withSetting<K extends keyof QuestionSettings>(
  question: Question,
  key: K,
  value: QuestionSettings[K],
): Question {
  return withValueAt(question, [key], value === SETTING_DEFAULTS[key] ? undefined : value);
}
