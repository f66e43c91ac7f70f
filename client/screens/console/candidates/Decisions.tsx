import { useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import {
  type CandidateDecision,
  type DecidingState,
  DecisionOutcome,
  DecisionStage,
  outcomesAt,
  outcomesWhile,
} from '../../../../shared/candidates/decision.ts';
import type { CandidateId, InterviewId, SeatId } from '../../../../shared/ids.ts';
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
import { BulkDialog } from '../interviews/BulkDialog.tsx';
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

/** Decisions about the candidates of an interview. Says which ones people can make. */
export function InterviewDecisions({ interview }: { interview: DecidedInterview }) {
  const { interviewId } = interview;
  const query = useRouteQuery('decisions.read', { interviewId });
  const mayDecide = useStaffMay('decisions.make');
  const hasNone = query.data?.candidates.every(({ decisions }) => decisions.length === 0);
  // Without a permission to decide, there's nothing to see yet.
  if (hasNone && !mayDecide && query.data?.state !== 'open') return null;
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
            {candidates.map(({ seatId, candidateId, name, decisions }) => (
              <div key={seatId} className="flex flex-col gap-2">
                <Link
                  to={`/console/candidates/${candidateId}`}
                  className="self-start text-sm font-medium underline-offset-2 hover:underline"
                >
                  {name}
                </Link>
                <RoundDecisions interview={interview} {...{ candidateId, seatId, name, decisions, state }} />
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
  candidateId: CandidateId;
  seatId: SeatId;
  name: string;
  decisions: readonly CandidateDecision[];
  state: DecidingState;
}

export function RoundDecisions(props: RoundDecisionsProps) {
  const { interview, candidateId, seatId, name, decisions, state } = props;
  const mayDecide = useStaffMay('decisions.make');
  const mayCancel = useStaffMay('interviews.change');
  const [open, setOpen] = useState<'decision' | 'cancel'>();
  const close = () => setOpen(undefined);
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
      {mayDecide && outcomesWhile(state).length > 0 && (
        <Button size="sm" onClick={() => setOpen('decision')}>
          {last ? texts.correct : state === 'open' ? texts.decide : texts.record}
        </Button>
      )}
      {open === 'decision' && (
        <DecisionDialog
          {...{ interview, seatId, name, last, state }}
          onClose={close}
          onSaved={outcome => {
            if (mayCancel && ENDS.has(outcome)) setOpen('cancel');
            else close();
          }}
        />
      )}
      {open === 'cancel' && <CancelComing candidateId={candidateId} onClose={close} />}
    </div>
  );
}

/** Outcomes after which coming interviews make no sense. */
const ENDS: ReadonlySet<DecisionOutcome> = new Set(['withdrawn', 'reject']);

/** Offers to cancel the person's coming interviews, if there are any. */
function CancelComing({ candidateId, onClose }: { candidateId: CandidateId; onClose: () => void }) {
  const query = useRouteQuery('candidates.read', { candidateId }, { staleTimeMs: 0 });
  const coming = query.data?.candidate.rounds.filter(({ phase }) => phase === 'lobby') ?? [];
  if (coming.length === 0) return null;
  const interviewIds = coming.map(round => round.interviewId);
  return (
    <BulkDialog
      kind="cancel"
      count={coming.length}
      selection={{ interviewIds }}
      onClose={onClose}
      onStarted={onClose}
    />
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
  state?: DecidingState;
  last: CandidateDecision | undefined;
  onClose: () => void;
  onSaved?: (outcome: DecisionOutcome) => void;
}

export function DecisionDialog(props: DecisionDialogProps) {
  const { interview, seatId, name, state = 'open', last, onClose, onSaved = onClose } = props;
  const now = useNow(60_000);
  const { interviewId, title, scheduledAt } = interview;
  const add = useRouteMutation('decisions.add', [
    ...(['decisions.read', 'candidates.read', 'candidates.list', 'candidates.compare', 'home.read'] as const),
    ...(['interviews.read', 'interviews.list'] as const),
  ]);
  const form = useForm({
    // Nothing is preset, so that no one saves a decision that they didn't make.
    initial: {
      stage: String(last?.stage ?? ''),
      outcome: last && outcomesWhile(state).includes(last.outcome) ? String(last.outcome) : '',
      reason: '',
    },
    schema: Wanted,
    onSubmit: async wanted => {
      await add.mutateAsync({ interviewId, seatId, ...wanted, after: last?.number ?? 0 });
      toast.success(texts.saved);
      onSaved(wanted.outcome);
    },
  });
  const allowed = outcomesWhile(state);
  const { values, change } = form;
  const stage = DecisionStage.safeParse(values.stage).data;
  const possible = (stage ? outcomesAt(stage) : DecisionOutcome.options).filter(one => allowed.includes(one));
  const chooseStage = (value: string) => {
    const chosen = DecisionStage.safeParse(value).data;
    const kept = !chosen || outcomesAt(chosen).some(outcome => outcome === values.outcome);
    change({ stage: value, ...(!kept && { outcome: '' }) });
  };
  return (
    <FormDialog
      form={form}
      title={texts.dialog(name)}
      description={
        state === 'open'
          ? `${texts.after(title, formatDay(scheduledAt, now))} ${texts.dialogBody}`
          : `${texts.early} ${texts.dialogBody}`
      }
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
