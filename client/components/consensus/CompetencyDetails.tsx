import { Flag, PencilLine, Quote, StickyNote } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { Competency } from '../../../shared/kit/kit.ts';
import { noteMarkerId, ratingMarkerId } from '../../../shared/recording/markers.ts';
import type { ConsensusCell } from '../../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import {
  type AnswerNote,
  answersOf,
  type CompetencyRow,
  type RatedAnswer,
} from '../../core/consensus/consensusRows.ts';
import { formatClock } from '../../texts/clock.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { formatMoment } from '../../texts/times.ts';
import { Button } from '../ui/Button.tsx';
import { RaterMean } from './ConsensusFigures.tsx';
import { type ConsensusBoard, nameOf, type Revising } from './consensusBoard.ts';
import { ReviseForm } from './ReviseForm.tsx';

export function CompetencyDetails({ board, row }: { board: ConsensusBoard; row: CompetencyRow }) {
  const { competency } = row;
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-3 self-start text-sm lg:sticky lg:top-4">
        {competency.description !== '' && <p className="text-muted">{competency.description}</p>}
        <Anchors competency={competency} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {row.cells.map(cell => {
          const card = board.scorecards.find(({ seatId }) => seatId === cell.seatId);
          return card && <RaterEvidence key={cell.seatId} board={board} row={row} cell={cell} card={card} />;
        })}
      </div>
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

interface RaterEvidenceProps {
  board: ConsensusBoard;
  row: CompetencyRow;
  cell: ConsensusCell;
  card: LockedScorecard;
}

function RaterEvidence({ board, row: { competency }, cell, card }: RaterEvidenceProps) {
  const name = nameOf(board, cell.seatId);
  return (
    <section aria-label={name} className="flex flex-col gap-3" data-rater={cell.seatId}>
      <h4 className="flex items-baseline gap-3 border-b border-line pb-1.5 text-sm font-semibold">
        <span className="min-w-0 flex-1">{name}</span>
        <RaterMean cell={cell} revised={false} />
      </h4>
      <ul className="flex flex-col gap-5">
        {answersOf(board.kit, competency, card, cell).map(answer => (
          <AnswerEvidence
            key={answer.key}
            answer={answer}
            competency={competency}
            raterId={cell.seatId}
            moment={board.moment}
            revising={board.revising?.seatId === cell.seatId ? board.revising : undefined}
          />
        ))}
      </ul>
    </section>
  );
}

interface AnswerEvidenceProps {
  answer: RatedAnswer;
  competency: Competency;
  raterId: SeatId;
  moment: ConsensusBoard['moment'];
  revising: Revising | undefined;
}

function AnswerEvidence({ answer, competency, raterId, moment, revising }: AnswerEvidenceProps) {
  const [editing, setEditing] = useState(false);
  const reviseButton = useRef<HTMLButtonElement>(null);
  const { details, revise } = consensusTexts;
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => reviseButton.current?.focus());
  };
  return (
    <li className="flex flex-col gap-2" data-answer={answer.key}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <RatingChip value={answer.current} />
        <div className="min-w-0 flex-1 basis-52 text-sm">
          <p className="text-muted">
            <span className="font-medium text-ink">{details.question(answer.questionNumber)}</span>{' '}
            {answer.questionText}
          </p>
          <p className="pt-1">{meaningOf(answer)}</p>
        </div>
        {answer.initial !== undefined && moment?.(ratingMarkerId(raterId, answer.key))}
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
              <NoteLine key={note.noteId} note={note} moment={moment?.(noteMarkerId(note.noteId))} />
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
