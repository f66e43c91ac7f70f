import {
  ANCHOR_COUNT,
  type ChosenKit,
  type Competency,
  type GuideQuestion,
  type InterviewKit,
  interviewKitOf,
  type Kit,
  type Probe,
  type Question,
  type QuestionCategory,
} from '../../shared/kit/kit.ts';
import { CompetencyId, GuideQuestionId, KitId, ProbeId, QuestionId } from '../../shared/kit/kitIds.ts';

/**
 * Each text of the example kit contains one of these words, which occur nowhere else, so that a test can
 * search for them in what a person receives.
 */
export const KIT_MARKS = {
  anchor: 'ANCHORMARK',
  modelAnswer: 'MODELMARK',
  probe: 'PROBEMARK',
  point: 'POINTMARK',
  script: 'SCRIPTMARK',
  competency: 'COMPMARK',
  question: 'QUESTIONMARK',
  guide: 'GUIDEMARK',
} as const;

/** `competency-1` to `competency-5`. */
const COMPETENCIES = ['Databases', 'Debugging', 'Communication', 'Judgment', 'Drive'];

/** `question-1` to `question-7`, each for one or two competencies by number. */
const QUESTIONS: readonly { category: QuestionCategory; competencies: readonly number[] }[] = [
  { category: 'experience', competencies: [1] },
  { category: 'knowledge', competencies: [1, 2] },
  { category: 'knowledge', competencies: [2] },
  { category: 'behavioural', competencies: [3] },
  { category: 'behavioural', competencies: [3, 4] },
  { category: 'situational', competencies: [4] },
  { category: 'motivation', competencies: [5] },
];

/** A small complete kit without linter findings. The guide's texts are public, all others are not. */
export function exampleKit(changes: Partial<Kit> = {}): Kit {
  return {
    role: 'Backend Developer',
    level: 'Senior',
    locale: 'en',
    competencies: COMPETENCIES.map((name, index) => competency(index + 1, name)),
    questions: QUESTIONS.map(({ category, competencies }, index) =>
      question(index + 1, category, competencies),
    ),
    script: {
      greeting: `${KIT_MARKS.script} welcome to the interview.`,
      consent: `${KIT_MARKS.script} the call may be recorded.`,
      instructions: `${KIT_MARKS.script} take your time with each question.`,
      briefing: `${KIT_MARKS.script} people evaluate your answers.`,
      acknowledgements: numbered(8, at => `${KIT_MARKS.script} thank you, noted ${at}.`),
      reassurances: [`${KIT_MARKS.script} there is no hurry.`],
      reasks: [`${KIT_MARKS.script} let me ask in other words.`],
      timeWarnings: [`${KIT_MARKS.script} one minute remains.`],
      handOver: {
        toPerson: [`${KIT_MARKS.script} a colleague takes over.`],
        toRecruiter: [`${KIT_MARKS.script} I take over again.`],
      },
      closing: `${KIT_MARKS.script} that was the last question.`,
    },
    guide: {
      promise: `${KIT_MARKS.guide} what the role is asked.`,
      questions: [guideQuestion()],
      preparation: [{ title: `${KIT_MARKS.guide} practise`, text: `${KIT_MARKS.guide} write code daily.` }],
      expertTip: `${KIT_MARKS.guide} speak well of others.`,
      commonMistake: `${KIT_MARKS.guide} coming late.`,
    },
    ...changes,
  };
}

/** The kit without questions open for practice, as a company's own kit starts. */
export function closedForPractice(kit: Kit): Kit {
  return { ...kit, questions: kit.questions.map(({ practice: _open, ...question }) => question) };
}

/** A guide question without linter findings. It refers to no practice question, so it fits any kit. */
export function guideQuestion(changes: Partial<GuideQuestion> = {}): GuideQuestion {
  return {
    id: GuideQuestionId.parse('what-is-an-index'),
    title: `${KIT_MARKS.guide} What is an index?`,
    question: `${KIT_MARKS.guide} what is an index?`,
    topic: `${KIT_MARKS.guide} storage`,
    difficulty: 'basic',
    short: `${KIT_MARKS.guide} ${'it finds rows without reading all of them '.repeat(4).trim()}.`,
    answer: `${KIT_MARKS.guide} a map.`,
    coachNote: `${KIT_MARKS.guide} say what it costs.`,
    commonMistake: `${KIT_MARKS.guide} one for each column.`,
    followUps: [`${KIT_MARKS.guide} when does it not help?`],
    code: { language: 'sql', code: `-- ${KIT_MARKS.guide}\nCREATE INDEX by_day\n  ON orders (day);\n` },
    ...changes,
  };
}

/** The example kit as the previous version exported it: guide questions had a question and an answer only. */
export function earlierKit(questions: readonly { question: string; answer: string }[]): unknown {
  const { guide, ...kit } = exampleKit();
  return { ...kit, guide: { ...guide, questions } };
}

/** The part of `exampleKit()` that is copied into an interview. */
export function exampleInterviewKit(changes: Partial<InterviewKit> = {}): InterviewKit {
  return { ...interviewKitOf(exampleKit()), ...changes };
}

/** `exampleInterviewKit()` as stored in an interview's log. */
export function chosenKit(changes: Partial<ChosenKit> = {}): ChosenKit {
  return { kitId: KitId.parse('example-kit'), version: 1, kit: exampleInterviewKit(), ...changes };
}

function competency(number: number, name: string): Competency {
  return {
    id: competencyId(number),
    name: `${KIT_MARKS.competency} ${name}`,
    description: `${KIT_MARKS.competency} what a person does about it.`,
    anchors: numbered(ANCHOR_COUNT, at => `${KIT_MARKS.anchor} does ${name} at level ${at}.`),
  };
}

function question(number: number, category: QuestionCategory, competencies: readonly number[]): Question {
  return {
    id: QuestionId.parse(`question-${number}`),
    text: `${KIT_MARKS.question} ${number}: tell me about it.`,
    rephrased: `${KIT_MARKS.question} ${number}, in other words.`,
    category,
    competencies: competencies.map(competencyId),
    thinkSeconds: 15,
    answerSeconds: 120,
    practice: true,
    probes: [probe(number, 1, { whenShorterThanSeconds: 30 }), probe(number, 2)],
    modelAnswer: `${KIT_MARKS.modelAnswer} for question ${number}.`,
    strong: [`${KIT_MARKS.point} strong for question ${number}.`],
    weak: [`${KIT_MARKS.point} weak for question ${number}.`],
  };
}

/** Ids contain the question's number, so no two questions share the id of a follow-up. */
function probe(ofQuestion: number, number: number, changes: Partial<Probe> = {}): Probe {
  return {
    id: ProbeId.parse(`probe-${ofQuestion}-${number}`),
    text: `${KIT_MARKS.probe} ${number} for question ${ofQuestion}?`,
    rephrased: `${KIT_MARKS.probe} ${number} for question ${ofQuestion}, in other words?`,
    ...changes,
  };
}

function competencyId(number: number): CompetencyId {
  return CompetencyId.parse(`competency-${number}`);
}

function numbered(count: number, text: (number: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => text(index + 1));
}
