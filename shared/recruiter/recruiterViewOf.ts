import type { InterviewState, Viewer } from '../interview/state.ts';
import type { InterviewKit } from '../kit/kit.ts';
import { may, type Situation, staffMay } from '../permissions.ts';
import { isAddressOfRater, isRater } from '../rubric/scorecardOpening.ts';
import { buttonsOf, isClosing } from './buttons.ts';
import { answerLimitMs, hardEndMs, limitsOf } from './deadlines.ts';
import { otherWordsFor, textOfLine } from './lines.ts';
import { choosesNext, ordersOf } from './orders.ts';
import { INTRODUCTION, retakeOf, topicOf } from './questionFlow.ts';
import { candidateOf, recruiterContextOf } from './recruiterContextOf.ts';
import type { RecruiterContext, RecruiterState } from './recruiterState.ts';
import type { Caption, RecruiterButton, RecruiterView, Turn } from './recruiterView.ts';
import { troubleOf } from './turnTaking.ts';

type Question = NonNullable<RecruiterView['question']>;

/** Returns what a viewer may see of the recruiter, or undefined when people ask the questions. */
export function recruiterViewOf(
  state: InterviewState,
  viewer: Viewer,
  situation: Situation,
): RecruiterView | undefined {
  const { recruiter } = state;
  const context = recruiter && recruiterContextOf(state);
  if (!recruiter || !context) return undefined;
  const { role } = situation;
  const hears = may('question.read', situation);
  const seatId = viewer.kind === 'seat' ? viewer.seatId : undefined;
  const console = role === 'organizer';
  const own = seatId !== undefined && candidateOf(state)?.seatId === seatId;
  const leads = seatId !== undefined && state.leadSeatId === seatId;
  // Other viewers get no times, because times would reveal the candidate's accommodations.
  const seesTimes = own || seesAccommodations(state, viewer);
  const view: RecruiterView = {
    turn: seesTimes ? turnOf(recruiter) : merged(turnOf(recruiter)),
    timerOff: seesTimes && (recruiter.timerOff || context.accommodations.noTimeLimit),
    buttons: own ? buttonsOf(recruiter, context).filter(button => isOffered(button, context)) : [],
    orders: leads ? ordersOf(recruiter, context) : [],
    written: console || (hears && (own || isRater({ role }))) ? recruiter.written : {},
  };
  if (recruiter.stage.name === 'person') view.personSeatId = recruiter.stage.seatId;
  if (isClosing(recruiter.stage)) view.closing = true;
  if (seesTimes) addTimes(view, recruiter, context);
  if (hears) addConversation(view, recruiter, context, seesTimes);
  const question = hears || console ? questionOf(recruiter, context) : undefined;
  if (question) view.question = console ? withoutProbe(question) : question;
  if (leads && choosesNext(recruiter, context)) view.choosesNext = true;
  if (own || console)
    view.attended = Object.values(state.seats).some(seat => isRater(seat) && seat.presence === 'inside');
  if (own) {
    const reached = hears ? undefined : questionOf(recruiter, context);
    if (reached?.number !== undefined) view.reached = { number: reached.number, of: reached.of };
    const retake = retakeOf(recruiter, context);
    if (retake) view.retriesLeft = retake.left;
    view.accommodations = context.accommodations;
    if (recruiter.writes) view.writes = true;
    const { briefing } = context.kit.script;
    if (briefing) view.briefing = briefing;
    if (context.accommodations.questionsInAdvance)
      view.advance = context.kit.questions.map(({ text }) => text);
  }
  return view;
}

/** One line is not worth a button. The engine accepts the press all the same, because logs have such presses. */
function isOffered(button: RecruiterButton, { kit }: RecruiterContext): boolean {
  if (button !== 'skipIntroduction') return true;
  return INTRODUCTION.filter(line => textOfLine(kit, line) !== undefined).length > 1;
}

function topicNow({ stage, topic }: RecruiterState, { currentQuestionId: open }: RecruiterContext) {
  if (stage.name !== 'person' || topic?.questionId === open) return topic;
  return open && topicOf(open);
}

function turnOf(state: RecruiterState): Turn {
  const { stage } = state;
  if (stage.name === 'speaking' && stage.held) return 'yours';
  if (stage.name !== 'listening') return stage.name;
  return isGoingOn(state) ? 'goingOn' : 'yours';
}

/** Hides changes within the candidate's turn, because their times would reveal accommodations. */
function merged(turn: Turn): Turn {
  return turn === 'thinking' || turn === 'goingOn' ? 'yours' : turn;
}

/** True during the countdown to moving on. Any sound ends it, even before it counts as speech. */
function isGoingOn({ stage, voice }: RecruiterState): boolean {
  return stage.name === 'listening' && stage.softEndSince !== undefined && voice.state !== 'speaking';
}

function addConversation(
  view: RecruiterView,
  state: RecruiterState,
  context: RecruiterContext,
  seesTimes: boolean,
): void {
  const { stage, said, topic } = state;
  if (said) view.caption = captionOf(said, context.kit);
  // Viewers without times see thinking time as part of the answer, so they get `trouble` then, too.
  if (stage.name !== 'listening' && (seesTimes || stage.name !== 'thinking')) return;
  const trouble = troubleOf(state, context);
  if (trouble) view.trouble = trouble;
  else if (topic && !topic.answer && topic.ladder > 0 && !state.writes) view.trouble = 'silent';
}

function addTimes(view: RecruiterView, state: RecruiterState, context: RecruiterContext): void {
  const { stage, topic } = state;
  if (stage.name === 'thinking') view.thinksUntil = stage.until;
  // A written answer has no clock, unless it started in speech.
  const timed = state.writes && !topic?.answer ? undefined : topic;
  const limitMs = timed && answerLimitMs(state, timed, context);
  if (limitMs !== undefined && stage.name !== 'over' && stage.name !== 'person')
    view.limitMs = limitMs + (topic?.answer?.extraMs ?? 0);
  if (topic?.answer && stage.name !== 'over' && stage.name !== 'person') {
    const { clockFrom: startedAt, stoppedAt } = topic.answer;
    view.answer = {
      startedAt,
      ...(stoppedAt !== undefined && { stoppedAt }),
      ...limitsOf(state, topic, topic.answer, context),
    };
  }
  if (stage.name !== 'listening' || !isGoingOn(state)) return;
  if (stage.softEndSince === undefined || stage.silentSince === undefined) return;
  view.goesOn = { since: stage.softEndSince, at: stage.silentSince + hardEndMs(state, context) };
}

function captionOf(said: NonNullable<RecruiterState['said']>, kit: InterviewKit): Caption {
  const { utterance, line, clip, startedAt, fromMs, cues } = said;
  return {
    utterance,
    text: textOfLine(kit, line) ?? '',
    ...(clip !== 'missing' && {
      spoken: { fromMs, cues: [...cues], ...(startedAt !== undefined && { startedAt }) },
    }),
  };
}

/** Removes the follow-up and other words, because the console shows progress but no content. */
function withoutProbe({ probe: _asked, otherWords: _said, ...question }: Question): Question {
  return question;
}

function questionOf(state: RecruiterState, context: RecruiterContext): Question | undefined {
  const { kit } = context;
  const topic = topicNow(state, context);
  if (!topic || state.stage.name === 'over') return undefined;
  const index = kit.questions.findIndex(({ id }) => id === topic.questionId);
  const of = kit.questions.length;
  const prompt = textOfLine(kit, topic.prompt) ?? '';
  const known = kit.questions[index];
  const words = topic.inOtherWords && otherWordsFor(kit, topic.prompt);
  if (!known) return { of, text: prompt, practice: true };
  return {
    questionId: known.id,
    number: index + 1,
    of,
    text: known.text,
    ...(topic.isProbe && { probe: prompt }),
    ...(words && { otherWords: textOfLine(kit, words) ?? '' }),
    practice: false,
  };
}

/** True for the product itself and for staff who may change interviews and don't rate this interview. */
export function seesAccommodations(state: InterviewState, viewer: Viewer): boolean {
  if (viewer.kind === 'seat') return false;
  if (viewer.kind === 'product') return true;
  const { email, role } = viewer;
  if (role !== undefined && !staffMay('interviews.change', role)) return false;
  return email === undefined || !isAddressOfRater(Object.values(state.seats), email);
}
