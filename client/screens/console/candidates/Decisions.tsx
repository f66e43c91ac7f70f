import { useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import {
  type CandidateDecision,
  DecisionOutcome,
  DecisionStage,
  outcomesAt,
} from '../../../../shared/candidates/decision.ts';
import type { InterviewId, SeatId } from '../../../../shared/ids.ts';
import { ROUTES } from '../../../../shared/protocol/http.ts';
import { Badge, type Tone } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatDay } from '../../../texts/times.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const texts = candidateTexts.decisions;

const TONES: Record<DecisionOutcome, Tone> = {
  advance: 'accent',
  hold: 'warning',
  reject: 'neutral',
  withdrawn: 'neutral',
  hired: 'success',
};

export function DecisionBadge({ decision }: { decision: Pick<CandidateDecision, 'stage' | 'outcome'> }) {
  return (
    <Badge tone={TONES[decision.outcome]}>{candidateTexts.decided(decision.stage, decision.outcome)}</Badge>
  );
}

export function OutcomeBadge({ outcome }: Pick<CandidateDecision, 'outcome'>) {
  return <Badge tone={TONES[outcome]}>{candidateTexts.outcomes[outcome]}</Badge>;
}

/** What a decision is made after. */
export interface DecidedInterview {
  interviewId: InterviewId;
  title: string;
  scheduledAt: number;
}

/** Decisions about the candidates of an interview. Says when people can decide. */
export function InterviewDecisions({ interview }: { interview: DecidedInterview }) {
  const { interviewId } = interview;
  const query = useRouteQuery('decisions.read', { interviewId });
  const hasNone = query.data?.candidates.every(({ decisions }) => decisions.length === 0);
  if (query.data?.state === 'canceled' && hasNone) return null;
  return (
    <PageSection title={texts.title}>
      <Loaded
        query={query}
        failed={texts.loadFailed}
        skeleton={<SkeletonRows count={1} row="h-16 w-full" className="gap-2" />}
      >
        {({ state, candidates }) => (
          <Card className="flex flex-col gap-4">
            {state !== 'open' && <p className="text-sm text-muted">{texts.states[state]}</p>}
            {(state === 'open' || candidates.some(({ decisions }) => decisions.length > 0)) &&
              candidates.map(({ seatId, candidateId, name, decisions }) => (
                <div key={seatId} className="flex flex-col gap-2">
                  <Link
                    to={`/console/candidates/${candidateId}`}
                    className="self-start text-sm font-medium underline-offset-2 hover:underline"
                  >
                    {name}
                  </Link>
                  <RoundDecisions
                    interview={interview}
                    seatId={seatId}
                    name={name}
                    decisions={decisions}
                    open={state === 'open'}
                  />
                </div>
              ))}
          </Card>
        )}
      </Loaded>
    </PageSection>
  );
}

interface RoundDecisionsProps {
  interview: DecidedInterview;
  seatId: SeatId;
  name: string;
  decisions: readonly CandidateDecision[];
  /** True when people can decide. */
  open: boolean;
}

export function RoundDecisions({ interview, seatId, name, decisions, open }: RoundDecisionsProps) {
  const mayDecide = useStaffMay('decisions.make');
  const [deciding, setDeciding] = useState(false);
  const last = decisions.at(-1);
  const earlier = decisions.slice(0, -1).reverse();
  return (
    <div className="flex flex-col items-start gap-2">
      {last ? <Decision decision={last} /> : <p className="text-sm text-muted">{texts.none}</p>}
      {earlier.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{texts.earlier}</summary>
          <ul className="mt-2 flex flex-col gap-3 border-l border-line pl-3">
            {earlier.map(decision => (
              <li key={decision.number}>
                <Decision decision={decision} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {open && mayDecide && (
        <Button size="sm" onClick={() => setDeciding(true)}>
          {last ? texts.correct : texts.decide}
        </Button>
      )}
      {deciding && (
        <DecisionDialog
          interview={interview}
          seatId={seatId}
          name={name}
          last={last}
          onClose={() => setDeciding(false)}
        />
      )}
    </div>
  );
}

function Decision({ decision }: { decision: CandidateDecision }) {
  const now = useNow(60_000);
  return (
    <div className="flex flex-col items-start gap-1 text-sm">
      <DecisionBadge decision={decision} />
      <p className="whitespace-pre-line break-words">{decision.reason}</p>
      <p className="text-muted">{texts.line(decision.byName, decision.at, now)}</p>
    </div>
  );
}

const Wanted = z
  .object({
    stage: z.enum(DecisionStage.options, texts.stageMissing),
    outcome: z.enum(DecisionOutcome.options, texts.outcomeMissing),
    reason: ROUTES['decisions.add'].params.shape.reason,
  })
  .refine(({ stage, outcome }) => outcomesAt(stage).includes(outcome), {
    path: ['outcome'],
    message: texts.outcomeMissing,
  });
const optionsOf = <T extends string>(names: Record<T, string>, values: readonly T[]) => [
  { value: '', label: texts.choose },
  ...values.map(value => ({ value, label: names[value] })),
];
const STAGES = optionsOf(candidateTexts.stages, DecisionStage.options);

interface DecisionDialogProps extends Pick<RoundDecisionsProps, 'interview' | 'seatId' | 'name'> {
  last: CandidateDecision | undefined;
  onClose: () => void;
}

export function DecisionDialog({ interview, seatId, name, last, onClose }: DecisionDialogProps) {
  const now = useNow(60_000);
  const { interviewId, title, scheduledAt } = interview;
  const add = useRouteMutation('decisions.add', [
    ...(['decisions.read', 'candidates.read', 'candidates.list', 'candidates.compare', 'home.read'] as const),
    ...(['interviews.read', 'interviews.list'] as const),
  ]);
  const form = useForm({
    // Nothing is preset, so that no one saves a decision that they didn't make.
    initial: { stage: String(last?.stage ?? ''), outcome: String(last?.outcome ?? ''), reason: '' },
    schema: Wanted,
    onSubmit: async wanted => {
      await add.mutateAsync({ interviewId, seatId, ...wanted, after: last?.number ?? 0 });
      toast.success(texts.saved);
      onClose();
    },
  });
  const { values, change } = form;
  const stage = DecisionStage.safeParse(values.stage).data;
  const possible = stage ? outcomesAt(stage) : DecisionOutcome.options;
  const chooseStage = (value: string) => {
    const chosen = DecisionStage.safeParse(value).data;
    const kept = !chosen || outcomesAt(chosen).some(outcome => outcome === values.outcome);
    change({ stage: value, ...(!kept && { outcome: '' }) });
  };
  return (
    <FormDialog
      form={form}
      title={texts.dialog(name)}
      description={`${texts.after(title, formatDay(scheduledAt, now))} ${texts.dialogBody}`}
      submitLabel={texts.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <Select
        label={texts.stage}
        options={STAGES}
        value={values.stage}
        error={form.errorOf('stage')}
        onChange={({ target }) => chooseStage(target.value)}
      />
      <Select
        label={texts.outcome}
        options={optionsOf(candidateTexts.outcomes, possible)}
        value={values.outcome}
        error={form.errorOf('outcome')}
        onChange={({ target }) => change({ outcome: target.value })}
      />
      <TextArea
        label={texts.reason}
        hint={texts.reasonHint}
        rows={4}
        value={values.reason}
        error={form.errorOf('reason')}
        onBlur={() => form.blur('reason')}
        onChange={({ target }) => change({ reason: target.value })}
      />
    </FormDialog>
  );
}
