import { useId, useState } from 'react';
import type { Competency, Question } from '../../../../../shared/kit/kit.ts';
import { ratingKey } from '../../../../../shared/rubric/rating.ts';
import { classNames } from '../../../../components/ui/classNames.ts';
import { Part, Points } from '../../../../components/ui/Points.tsx';
import {
  type AnswerEvidence,
  answerEvidence,
  type Evidence,
  lockedOf,
  writtenEvidence,
} from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportDesk.ts';
import { FoldButton } from './FoldButton.tsx';
import { PlayFrom } from './PlayFrom.tsx';
import { UseButtons, useEvidenceHandlers } from './UseButtons.tsx';

const texts = reportEditorTexts.evidence;

/** What was asked: the answers to hear, and what the kit says of good ones. */
export function AnswerList() {
  const { desk } = useReport();
  return (
    <ol className="flex flex-col gap-2">
      {desk.chosen.kit.questions.map((question, index) => (
        <li key={question.id}>
          <QuestionCard question={question} number={index + 1} />
        </li>
      ))}
    </ol>
  );
}

function QuestionCard({ question, number }: { question: Question; number: number }) {
  const { desk, review } = useReport();
  const [open, setOpen] = useState(false);
  const id = useId();
  const answers = answerEvidence(review, question.id);
  const written = writtenEvidence(desk, question.id);
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
      {written && <Written evidence={written} text={desk.written[question.id] ?? ''} />}
      {open && (
        <div id={id} className="flex flex-col gap-3 border-t border-line pt-3 text-sm">
          {question.modelAnswer !== '' && (
            <Part title={texts.model} titleClassName="font-medium">
              <div className="text-muted">{question.modelAnswer}</div>
            </Part>
          )}
          <Points
            title={texts.strong}
            points={question.strong}
            titleClassName="font-medium"
            listClassName="gap-1 pl-4 text-muted"
          />
          <Points
            title={texts.weak}
            points={question.weak}
            titleClassName="font-medium"
            listClassName="gap-1 pl-4 text-muted"
          />
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
  const { desk } = useReport();
  const competencies = desk.chosen.kit.competencies.filter(({ id }) => question.competencies.includes(id));
  return competencies.map(competency => (
    <Part key={competency.id} title={texts.anchors(competency.name)} titleClassName="font-medium">
      <div className="text-muted">
        <AnchorList competency={competency} given={givenTo(competency)} />
      </div>
    </Part>
  ));

  function givenTo({ id }: Competency): number[] {
    const key = ratingKey(question.id, id);
    return lockedOf(desk).flatMap(({ ratings, revisions }) => {
      const value = revisions[key]?.at(-1)?.value ?? ratings[key]?.value;
      return typeof value === 'number' ? [value] : [];
    });
  }
}

/** The scale in the kit's words, with what raters gave. */
export function AnchorList({ competency, given }: { competency: Competency; given: readonly number[] }) {
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
