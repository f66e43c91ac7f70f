import type { GuideQuestion } from '../../../shared/kit/guide.ts';
import {
  ANCHOR_COUNT,
  type Competency,
  type Kit,
  type Probe,
  type Question,
} from '../../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, ProbeId, partId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { newKitTexts } from '../../texts/newKit.ts';

/** What most questions want; anything else is set at the question. */
const USUAL_SECONDS = { thinkSeconds: 30, answerSeconds: 180 };

/**
 * New parts of a kit get their id from their first text. `kits` are the versions whose ids must not be given again: the one
 * being written and the one saved last, so that a new part never answers to the ratings of one just removed.
 */
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
    ...USUAL_SECONDS,
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

/** Its id is its address on the public page. */
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

/** A kit to begin with: what the recruiter says is there, what the role asks for is not. */
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

/** Without the competency, and without what questions said of it. */
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

/** Without the question, which the guide then has no practice with any more. */
export function withoutQuestion(kit: Kit, id: QuestionId): Kit {
  const { guide } = kit;
  return {
    ...kit,
    questions: kit.questions.filter(question => question.id !== id),
    guide: {
      ...guide,
      questions: guide.questions.map(entry => {
        if (entry.practice !== id) return entry;
        const { practice: _gone, ...others } = entry;
        return others;
      }),
    },
  };
}

export function withoutGuideQuestion(kit: Kit, id: GuideQuestionId): Kit {
  const { guide } = kit;
  return { ...kit, guide: { ...guide, questions: guide.questions.filter(entry => entry.id !== id) } };
}
