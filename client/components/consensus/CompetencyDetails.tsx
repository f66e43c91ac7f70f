import { Flag, PencilLine, Quote, StickyNote, TriangleAlert } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { Competency } from '../../../shared/kit/kit.ts';
import { noteMarkerId, ratingMarkerId } from '../../../shared/recording/markers.ts';
import { FAR } from '../../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import {
  type AnswerNote,
  type ComparedQuestion,
  type CompetencyRow,
  comparedQuestions,
  type RatedAnswer,
} from '../../core/consensus/consensusRows.ts';
import { formatClock } from '../../texts/clock.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { formatMoment } from '../../texts/times.ts';
import { WrittenAnswer } from '../rubric/WrittenAnswer.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { type ConsensusBoard, nameOf, type Revising } from './consensusBoard.ts';
import { ReviseForm } from './ReviseForm.tsx';

export function CompetencyDetails({ board, row }: { board: ConsensusBoard; row: CompetencyRow }) {
  const { competency } = row;
  // Keeps their places when a rating is revised.
  const questions = useFirstOrder(comparedQuestions(board.kit, row, board.scorecards), ({ key }) => key);
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-3 self-start text-sm lg:sticky lg:top-4">
        {competency.description !== '' && <p className="text-muted">{competency.description}</p>}
        <Anchors competency={competency} />
      </div>
      <ol className="flex min-w-0 flex-col gap-8">
        {questions.map(question => (
          <QuestionRatings key={question.key} board={board} competency={competency} question={question} />
        ))}
      </ol>
    </div>
  );
}

function Anchors({ competency: { anchors } }: { competency: Competency }) {
  return (
    <section aria-label={consensusTexts.details.anchors}>
      <h4 className="pb-2 font-medium">{consensusTexts.details.anchors}</h4>
      <ol className="flex flex-col gap-2">
        {anchors.map((anchor, index) => (
          <li key={anchor} className="flex gap-3">
            <span className="font-semibold tabular-nums">{index + 1}</span>
            <span className="text-muted">{anchor}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface QuestionRatingsProps {
  board: ConsensusBoard;
  competency: Competency;
  question: ComparedQuestion;
}

/** A question with the ratings of everyone who rated it, one below the other. */
function QuestionRatings({ board, competency, question }: QuestionRatingsProps) {
  const { details } = consensusTexts;
  const { key, questionId, questionNumber, questionText, spread = 0 } = question;
  const answers = useFirstOrder(question.answers, ({ seatId }) => seatId);
  const written = board.written[questionId];
  const apart = spread >= FAR;
  const several = board.scorecards.length > 1;
  return (
    <li className="flex flex-col gap-3" data-answer={key} data-apart={apart || undefined}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line pb-2 text-sm">
        <h4 className="min-w-0 flex-1 basis-52 font-normal text-muted">
          <span className="font-semibold text-ink">{details.question(questionNumber)}</span> {questionText}
        </h4>
        {board.moment?.({ questionId })}
        {apart && (
          <Badge tone="danger" icon={TriangleAlert}>
            {details.apart(spread)}
          </Badge>
        )}
      </div>
      {written && <WrittenAnswer written={written} />}
      <ul
        className={classNames(
          'grid gap-x-8 gap-y-5',
          several && 'grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))]',
        )}
      >
        {answers.map(answer => (
          <AnswerEvidence
            key={answer.seatId}
            answer={answer}
            name={nameOf(board, answer.seatId)}
            competency={competency}
            raterId={answer.seatId}
            moment={board.moment}
            revising={board.revising?.seatId === answer.seatId ? board.revising : undefined}
          />
        ))}
      </ul>
    </li>
  );
}

interface AnswerEvidenceProps {
  answer: RatedAnswer;
  name: string;
  competency: Competency;
  raterId: SeatId;
  moment: ConsensusBoard['moment'];
  revising: Revising | undefined;
}

function AnswerEvidence(props: AnswerEvidenceProps) {
  const { answer, competency, moment, name, raterId, revising } = props;
  const [editing, setEditing] = useState(false);
  const reviseButton = useRef<HTMLButtonElement>(null);
  const { revise } = consensusTexts;
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => reviseButton.current?.focus());
  };
  return (
    <li className="flex min-w-0 flex-col gap-2" data-rater={raterId} aria-label={name}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <RatingChip value={answer.current} />
        <div className="min-w-0 flex-1 basis-52 text-sm">
          <p className="font-medium">{name}</p>
          <p>{meaningOf(answer)}</p>
        </div>
        {answer.initial !== undefined && moment?.({ markerId: ratingMarkerId(raterId, answer.key) })}
        {revising && !editing && (
          <Button
            ref={reviseButton}
            size="sm"
            className="max-sm:ml-11"
            aria-label={revise.buttonOf(answer.questionNumber, competency.name)}
            onClick={() => setEditing(true)}
          >
            <PencilLine className="size-3.5" />
            {revise.button}
          </Button>
        )}
      </div>
      <div className="flex flex-col gap-2 sm:pl-11">
        {answer.notes.length > 0 && (
          <ul className="flex flex-col gap-1.5">
            {answer.notes.map(note => (
              <NoteLine
                key={note.noteId}
                note={note}
                moment={moment?.({ markerId: noteMarkerId(note.noteId) })}
              />
            ))}
          </ul>
        )}
        {answer.revisions.length > 0 && <History answer={answer} />}
        {revising && editing && (
          <ReviseForm answer={answer} competency={competency} revise={revising.revise} onClose={close} />
        )}
      </div>
    </li>
  );
}

function RatingChip({ value }: { value: RatingValue | undefined }) {
  return (
    <span
      data-value={value}
      className="flex size-8 shrink-0 items-center justify-center rounded-control border border-line-strong/60 bg-surface text-sm font-semibold tabular-nums"
    >
      {consensusTexts.value(value)}
    </span>
  );
}

const NOTE_ICONS = { note: StickyNote, evidence: Quote, flag: Flag };

function NoteLine({ note: { kind, text, stamp }, moment }: { note: AnswerNote; moment: ReactNode }) {
  const { details } = consensusTexts;
  const Icon = NOTE_ICONS[kind];
  return (
    <li className="flex items-baseline gap-2 text-sm" data-note={kind}>
      <Icon className="size-3.5 shrink-0 translate-y-0.5 text-muted" />
      <p className="min-w-0 whitespace-pre-wrap">
        <span className="text-muted">
          {details.noteKinds[kind]}{' '}
          <span className="tabular-nums">{details.at(formatClock(stamp.mediaTimeMs))}</span>
          {text !== '' && ': '}
        </span>
        {text}
      </p>
      {moment && <span className="-my-1.5 ml-auto shrink-0 self-center">{moment}</span>}
    </li>
  );
}

function History({ answer: { initial, revisions } }: { answer: RatedAnswer }) {
  const { details } = consensusTexts;
  return (
    <ol aria-label={details.history} className="flex flex-col gap-1 border-l-2 border-line pl-3 text-sm">
      <li className="text-muted tabular-nums">{details.locked(initial)}</li>
      {revisions.map((revision, index) => (
        <li key={revision.at}>
          <span className="font-medium tabular-nums">
            {details.changed(index === 0 ? initial : revisions[index - 1]?.value, revision.value)}
          </span>{' '}
          {revision.reason}{' '}
          <time className="text-xs text-faint tabular-nums">{formatMoment(revision.at, Date.now())}</time>
        </li>
      ))}
    </ol>
  );
}

function meaningOf({ current, anchor }: RatedAnswer): string {
  const { details } = consensusTexts;
  if (current === undefined) return details.notRated;
  return anchor ?? details.noEvidence;
}

/** Returns the items in the order in which they were first shown. Items that are added later come last. */
function useFirstOrder<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const [first] = useState(() => items.map(keyOf));
  const place = (item: T) => {
    const index = first.indexOf(keyOf(item));
    return index < 0 ? first.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b));
}
