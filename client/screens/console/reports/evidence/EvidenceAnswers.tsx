import { ChevronRight, ClipboardList } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Competency, Question } from '../../../../../shared/kit/kit.ts';
import { consensusOf } from '../../../../../shared/rubric/consensus.ts';
import { ratingKey } from '../../../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../../../shared/rubric/scorecard.ts';
import { RaterMean, SpreadMark } from '../../../../components/consensus/ConsensusFigures.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { Part, Points } from '../../../../components/ui/Points.tsx';
import { type CompetencyRow, cellOf, isRevised, rowsOf } from '../../../../core/consensus/consensusRows.ts';
import {
  type AnswerEvidence,
  answerEvidence,
  type Evidence,
  lockedScorecards,
  writtenEvidence,
} from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportContext.ts';
import { PlayFrom } from './EvidencePlayer.tsx';
import { UseButtons, useEvidenceHandlers } from './evidenceUse.tsx';

const texts = reportEditorTexts.evidence;

export function EvidenceAnswers() {
  const { workspace } = useReport();
  return (
    <ol className="flex flex-col gap-2">
      {workspace.chosen.kit.questions.map((question, index) => (
        <li key={question.id}>
          <QuestionCard question={question} number={index + 1} />
        </li>
      ))}
    </ol>
  );
}

function QuestionCard({ question, number }: { question: Question; number: number }) {
  const { workspace, review } = useReport();
  const [open, setOpen] = useState(false);
  const id = useId();
  const answers = answerEvidence(review, question.id);
  const written = writtenEvidence(workspace, question.id);
  return (
    <section className="flex flex-col gap-2 rounded-card border border-line bg-canvas p-3">
      <FoldButton open={open} id={id} onToggle={() => setOpen(!open)}>
        <span>
          <span className="text-muted tabular-nums">{texts.question(number)}</span> {question.text}
        </span>
      </FoldButton>
      {answers.length === 0 && !written && <p className="text-xs text-muted">{texts.unasked}</p>}
      {answers.map(answer => (
        <OneAnswer key={answer.id} answer={answer} />
      ))}
      {written && <Written evidence={written} text={workspace.written[question.id] ?? ''} />}
      {open && (
        <div id={id} className="flex flex-col gap-3 border-t border-line pt-3 text-sm">
          {question.modelAnswer !== '' && (
            <Part title={texts.model} titleClassName="font-medium">
              <div className="text-muted">{question.modelAnswer}</div>
            </Part>
          )}
          {(['strong', 'weak'] as const).map(kind => (
            <Points
              key={kind}
              title={texts[kind]}
              points={question[kind]}
              titleClassName="font-medium"
              listClassName="gap-1 pl-4 text-muted"
            />
          ))}
          <Scales question={question} />
        </div>
      )}
    </section>
  );
}

function OneAnswer({ answer }: { answer: AnswerEvidence }) {
  const { fromMs, toMs } = answer.span;
  return (
    <div
      {...useEvidenceHandlers(answer)}
      data-answer
      className="flex cursor-grab flex-wrap items-center gap-2 active:cursor-grabbing"
    >
      <PlayFrom fromMs={fromMs} toMs={toMs} />
      {answer.take && (
        <span className="text-xs text-muted">{texts.take(answer.take.number, answer.take.of)}</span>
      )}
      <UseButtons evidence={answer} />
    </div>
  );
}

function Written({ evidence, text }: { evidence: Evidence; text: string }) {
  return (
    <div
      {...useEvidenceHandlers(evidence)}
      data-written
      className="flex cursor-grab flex-col gap-2 active:cursor-grabbing"
    >
      <p className="text-xs text-muted">{texts.written}</p>
      <p className="text-sm whitespace-pre-wrap wrap-anywhere">{text}</p>
      <UseButtons evidence={evidence} />
    </div>
  );
}

function Scales({ question }: { question: Question }) {
  const { workspace } = useReport();
  const competencies = workspace.chosen.kit.competencies.filter(({ id }) =>
    question.competencies.includes(id),
  );
  return competencies.map(competency => (
    <Part key={competency.id} title={texts.anchors(competency.name)} titleClassName="font-medium">
      <div className="text-muted">
        <AnchorList competency={competency} given={givenTo(competency)} />
      </div>
    </Part>
  ));

  function givenTo({ id }: Competency): number[] {
    const key = ratingKey(question.id, id);
    return lockedScorecards(workspace).flatMap(({ ratings, revisions }) => {
      const value = revisions[key]?.at(-1)?.value ?? ratings[key]?.value;
      return typeof value === 'number' ? [value] : [];
    });
  }
}

function AnchorList({ competency, given }: { competency: Competency; given: readonly number[] }) {
  return (
    <ol className="flex flex-col gap-1.5">
      {competency.anchors.map((anchor, index) => {
        const times = given.filter(value => value === index + 1).length;
        return (
          <li
            key={anchor}
            className={classNames('flex gap-2.5 rounded-check', times > 0 ? 'text-ink' : 'text-muted')}
          >
            <span className="font-semibold tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1">{anchor}</span>
            {times > 0 && (
              <span className="self-start rounded-full bg-accent-soft px-2 text-xs whitespace-nowrap text-accent-ink">
                {texts.given(`${times}×`)}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

export function EvidenceRatings() {
  const { workspace } = useReport();
  const cards = lockedScorecards(workspace);
  const rows = rowsOf(workspace.chosen.kit, consensusOf(workspace.chosen.kit, cards), 'spread');
  if (cards.length === 0) return <EmptyState icon={ClipboardList} title={texts.noScorecards} />;
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(row => (
        <li key={row.competencyId}>
          <CompetencyCard row={row} cards={cards} />
        </li>
      ))}
    </ul>
  );
}

function CompetencyCard({ row, cards }: { row: CompetencyRow; cards: readonly LockedScorecard[] }) {
  const { workspace } = useReport();
  const [open, setOpen] = useState(false);
  const id = useId();
  const given = row.cells
    .flatMap(({ answers }) => answers)
    .flatMap(({ current }) => (typeof current === 'number' ? [current] : []));
  return (
    <section
      data-competency={row.competencyId}
      className="flex flex-col gap-2 rounded-card border border-line bg-canvas p-3 text-sm"
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <FoldButton open={open} id={id} onToggle={() => setOpen(!open)}>
          {row.competency.name}
        </FoldButton>
        {cards.length > 1 && <SpreadMark row={row} />}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {cards.map(card => {
          const cell = cellOf(row, card.seatId);
          return (
            <div key={card.seatId} className="flex items-baseline gap-2">
              <dt className="text-muted">{workspace.names[card.seatId]}</dt>
              <dd className="font-medium">
                <RaterMean cell={cell} revised={cell !== undefined && isRevised(card, cell)} />
              </dd>
            </div>
          );
        })}
      </dl>
      {open && (
        <div id={id} className="border-t border-line pt-3">
          <AnchorList competency={row.competency} given={given} />
        </div>
      )}
    </section>
  );
}

function FoldButton(props: { open: boolean; id: string; onToggle: () => void; children: ReactNode }) {
  const { open, id, onToggle, children } = props;
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={onToggle}
      className="flex min-h-6 min-w-0 items-start gap-1.5 text-left text-sm font-medium"
    >
      <ChevronRight
        className={classNames('mt-0.5 size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
      />
      {children}
    </button>
  );
}
