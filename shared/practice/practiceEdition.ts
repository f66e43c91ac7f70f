import {
  type Competency,
  type GuideQuestion,
  type InterviewKit,
  interviewKitOf,
  KIT_LIMITS,
  type Kit,
  type Question,
} from '../kit/kit.ts';
import { CompetencyId, type GuideQuestionId, ProbeId, partId, QuestionId } from '../kit/kitIds.ts';
import { SHORT_PRACTICE_QUESTIONS } from './practice.ts';

export type PracticeEdition = InterviewKit & { fullLength: number };

/** An answer to a guide question gets a follow-up question if it is shorter than this. */
const SHORT_ANSWER_SECONDS = 20;
const GUIDE_SECONDS = { thinkSeconds: 30, answerSeconds: 120 };

/**
 * Returns the kit with only the questions that are open for practice. If they are too few for a short
 * practice, adds questions from the public guide. These are rated by a competency added here, so that
 * practice doesn't reveal how the kit's own competencies are rated.
 */
export function practiceEditionOf(kit: Kit): PracticeEdition {
  const interview = interviewKitOf(kit);
  const open = kit.questions.filter(({ practice }) => practice);
  const needed = Math.min(SHORT_PRACTICE_QUESTIONS, kit.questions.length);
  if (open.length >= needed) return { ...interview, questions: open, fullLength: open.length };
  const competency = answerQuality(kit);
  const guideIds = guideIdsOf(kit);
  const covered = new Set(open.map(({ id }) => id));
  const fromGuide = kit.guide.questions
    .filter(({ question, practice }) => question !== '' && !(practice && covered.has(practice)))
    .slice(0, KIT_LIMITS.questions - open.length)
    .flatMap(entry => {
      const id = guideIds.get(entry.id);
      return id ? questionOf(entry, id, competency.id) : [];
    });
  const questions = [...open, ...fromGuide];
  return {
    ...interview,
    competencies: [...kit.competencies, competency],
    questions,
    fullLength: Math.min(questions.length, Math.max(kit.questions.length, SHORT_PRACTICE_QUESTIONS)),
  };
}

export function practicedFor(
  entry: GuideQuestion,
  kit: Kit,
  edition: PracticeEdition,
): QuestionId | undefined {
  const asked = new Set(edition.questions.map(({ id }) => id));
  if (entry.practice !== undefined && asked.has(entry.practice)) return entry.practice;
  const own = guideIdsOf(kit).get(entry.id);
  return own && asked.has(own) ? own : undefined;
}

/** Returns ids for guide questions in practice: their own, or new ones if a kit question has the same id. */
function guideIdsOf({ questions, guide }: Kit): Map<GuideQuestionId, QuestionId> {
  const rated = new Set<string>(questions.map(({ id }) => id));
  const taken = new Set<string>([...rated, ...guide.questions.map(({ id }) => id)]);
  const ids = new Map<GuideQuestionId, QuestionId>();
  for (const { id } of guide.questions) {
    const own = rated.has(id) ? partId(`guide ${id}`, 'question', taken) : id;
    taken.add(own);
    ids.set(id, QuestionId.parse(own));
  }
  return ids;
}

function questionOf(entry: GuideQuestion, id: QuestionId, competency: CompetencyId): Question {
  const [followUp] = entry.followUps;
  return {
    id,
    text: entry.question,
    rephrased: '',
    category: 'knowledge',
    competencies: [competency],
    ...GUIDE_SECONDS,
    probes: followUp
      ? [{ id: ProbeId.parse('follow-up'), text: followUp, whenShorterThanSeconds: SHORT_ANSWER_SECONDS }]
      : [],
    modelAnswer: entry.answer || entry.short,
    strong: entry.coachNote ? [entry.coachNote] : [],
    weak: entry.commonMistake ? [entry.commonMistake] : [],
  };
}

function answerQuality({ competencies }: Kit): Competency {
  const name = 'Answer quality';
  const taken = competencies.map(({ id }) => id as string);
  return {
    id: CompetencyId.parse(partId(name, 'competency', taken)),
    name,
    description: 'How well the answer covers the question: correct, specific, and easy to follow.',
    anchors: [
      'Doesn’t answer the question, or gets the main point wrong without noticing.',
      'Talks about the topic in general; the main point is missing or partly wrong.',
      'Gets the main point right with little detail, and says nothing about limits or costs.',
      'Answers the whole question correctly, with a reason or an example for each point, in an order that is easy to follow.',
      'Answers the whole question correctly with a concrete example, names limits or trade-offs unprompted, and stays to the point.',
    ],
  };
}
