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

export interface PracticeEdition extends InterviewKit {
  fullLength: number;
  /** Questions of the guide that are asked only when a visitor chooses them. */
  single: Question[];
}

/** What practice asks for a guide question: itself, or a related question of the interview. */
export interface GuidePractice {
  questionId: QuestionId;
  related?: true;
}

/** An answer to a guide question gets a follow-up question if it is shorter than this. */
const SHORT_ANSWER_SECONDS = 20;
const GUIDE_SECONDS = { thinkSeconds: 30, answerSeconds: 120 };

/**
 * Returns the kit with only the questions that are open for practice. If they are too few for a short
 * practice, adds questions from the public guide. Its other questions can be practiced one at a time. All
 * of them are rated by a competency added here, so that practice doesn't reveal how the kit's own
 * competencies are rated.
 */
export function practiceEditionOf(kit: Kit): PracticeEdition {
  const interview = interviewKitOf(kit);
  const open = kit.questions.filter(({ practice }) => practice);
  const needed = Math.min(SHORT_PRACTICE_QUESTIONS, kit.questions.length);
  const competency = answerQuality(kit);
  const guideIds = guideIdsOf(kit);
  const covered = new Set(open.map(({ id }) => id));
  const isCovered = ({ practice }: GuideQuestion) => practice !== undefined && covered.has(practice);
  const own = kit.guide.questions.filter(entry => entry.question !== '' && !findSame(entry, open));
  const added =
    open.length >= needed
      ? []
      : own.filter(entry => !isCovered(entry)).slice(0, KIT_LIMITS.questions - open.length);
  const asQuestions = (entries: readonly GuideQuestion[]) =>
    entries.flatMap(entry => {
      const id = guideIds.get(entry.id);
      return id ? questionOf(entry, id, competency.id) : [];
    });
  const questions = [...open, ...asQuestions(added)];
  return {
    ...interview,
    competencies: own.length > 0 ? [...kit.competencies, competency] : kit.competencies,
    questions,
    single: kit.questions.length === 0 ? [] : asQuestions(own.filter(entry => !added.includes(entry))),
    fullLength:
      open.length >= needed
        ? open.length
        : Math.min(questions.length, Math.max(kit.questions.length, SHORT_PRACTICE_QUESTIONS)),
  };
}

/** Returns what each guide question leads to, except those that can't be practiced. */
export function guidePracticesOf(kit: Kit, edition: PracticeEdition): Map<GuideQuestionId, GuidePractice> {
  const guideIds = guideIdsOf(kit);
  const asked = new Set([...edition.questions, ...edition.single].map(({ id }) => id));
  const practices = new Map<GuideQuestionId, GuidePractice>();
  for (const entry of kit.guide.questions) {
    const questionId = findSame(entry, edition.questions)?.id ?? guideIds.get(entry.id);
    if (questionId && asked.has(questionId)) practices.set(entry.id, { questionId });
    else if (entry.practice && asked.has(entry.practice))
      practices.set(entry.id, { questionId: entry.practice, related: true });
  }
  return practices;
}

/** Returns the question that a guide question links to, if it is asked in the same words. */
function findSame(
  { question, practice }: GuideQuestion,
  questions: readonly Question[],
): Question | undefined {
  return questions.find(({ id, text }) => id === practice && wordsOf(text) === wordsOf(question));
}

/** Returns the words of a question, without differences that no one hears. */
function wordsOf(question: string): string {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter(word => word !== 'please').join(' ');
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
    ...(entry.mentions && { mentions: entry.mentions }),
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
