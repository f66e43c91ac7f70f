import { Plus } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { LoopInput, overlappedBy } from '../../../../shared/protocol/loopInput.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { SubmitButton } from '../../../components/ui/Form.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { ZoneSelect } from '../../../components/ui/ZoneSelect.tsx';
import { fieldMessage } from '../../../core/errorMessage.ts';
import { plannedTimeOf, usualStart } from '../../../core/plannedTime.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { AddressHint } from '../people/AddressHint.tsx';
import { CandidateField } from '../people/CandidateField.tsx';
import { KnownAddress } from '../people/KnownAddress.tsx';
import { useBusyQuestion } from '../people/useBusyQuestion.tsx';
import { TeamChoice } from '../teams/TeamChoice.tsx';
import { type LoopDraft, loopInput, newRound, type RoundDraft, roundFrom, startsOf } from './loopDraft.ts';
import { RoundFields } from './RoundFields.tsx';
import { LoopSummary } from './Summary.tsx';

interface LoopFormProps {
  candidate: { name: string; email: string; jobRole: string };
  onCreated: (created: RouteResult<'interviews.createLoop'>) => void;
}

const LEAVE_WORDS = {
  ...uiTexts.leave,
  title: texts.leaveFormTitle,
  body: newInterviewTexts.create.leaveFormBody,
};
const USUAL_GAP = 15;

export function LoopForm({ candidate, onCreated }: LoopFormProps) {
  const create = useRouteMutation('interviews.createLoop', ['interviews.list', 'candidates.read']);
  const kits = useRouteQuery('kits.list', {}).data?.kits ?? [];
  const templates = useRouteQuery('templates.list', {}).data?.templates ?? [];
  const configured = useRouteQuery('mail.status', {}).data?.configured;
  const [initial] = useState<LoopDraft>(() => {
    const { when, zone } = usualStart(Date.now(), [organization.get().timeZone]);
    return {
      ...{ ...candidate, teamId: '', zone, mail: true },
      rounds: [newRound('own', when), newRound(USUAL_GAP)],
    };
  });
  const created = useRef(false);
  const busyNames = useRef(new Map<number, readonly string[]>());
  const noteBusy = useCallback((key: number, names: readonly string[]) => {
    busyNames.current.set(key, names);
  }, []);
  const busy = useBusyQuestion(() => form.formRef.current?.requestSubmit(), texts.busyBody);
  const form = useForm({
    initial,
    schema: LoopInput,
    toInput: draft => loopInput(draft, configured),
    onSubmit: async input => {
      const names = form.values.rounds.flatMap(({ key }) => busyNames.current.get(key) ?? []);
      if (busy.asks([...new Set(names)])) return;
      const result = await create.mutateAsync(input);
      created.current = true;
      onCreated(result);
    },
  });
  const { values, errorOf, blur } = form;
  const starts = startsOf(values);
  const changeRound = (key: number, part: Partial<RoundDraft>) =>
    form.change({ rounds: values.rounds.map(one => (one.key === key ? { ...one, ...part } : one)) });
  /** An overlap is shown before the form is sent, because a change of another round can cause it. */
  const shownError = (path: string) => errorOf(path) ?? overlapAt(values, path);
  const focusesNew = useRef(false);
  const count = values.rounds.length;
  useEffect(() => {
    if (!focusesNew.current) return;
    focusesNew.current = false;
    const fields = form.formRef.current?.querySelectorAll<HTMLElement>(
      `[data-round="${count}"] :is(input, select)`,
    );
    fields?.[0]?.focus();
  }, [count, form.formRef]);
  useUnsaved(() => (!created.current && isTyped(values, candidate) ? LEAVE_WORDS : undefined));
  return (
    <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-6">
      <div className="flex flex-col gap-1.5">
        <PageHeading>{texts.title}</PageHeading>
        <p className="max-w-prose text-sm text-muted">{texts.intro}</p>
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,45rem)_minmax(18rem,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card padding="lg" className="flex flex-col gap-5">
            <div className="flex flex-col gap-1">
              <h2 className="text-base font-semibold">{texts.candidate}</h2>
              <p className="text-sm text-muted">{texts.emailHint}</p>
            </div>
            <div data-focus-group className="flex flex-col gap-5">
              <div className="grid items-end gap-5 sm:grid-cols-2">
                <CandidateField
                  person={{ displayName: values.name, email: values.email }}
                  error={errorOf('candidate.displayName')}
                  onChange={({ displayName: name = values.name, email = values.email }) =>
                    form.change({ name, email })
                  }
                  onBlur={() => blur('candidate.displayName')}
                />
                <TextField
                  {...form.field('email', 'candidate.email')}
                  label={newInterviewTexts.form.email}
                  data-focus-first
                  type="email"
                  autoComplete="off"
                />
              </div>
              <AddressHint email={values.email} onUse={email => form.change({ email })} />
              <KnownAddress
                person={{ displayName: values.name, email: values.email }}
                onUse={name => form.change({ name })}
              />
            </div>
            <TextField
              {...form.field('jobRole')}
              label={newInterviewTexts.form.jobRole}
              placeholder={newInterviewTexts.form.jobRolePlaceholder}
              maxLength={LIMITS.jobRole}
            />
            <TeamChoice
              of="interview"
              teamId={values.teamId}
              error={errorOf('teamId')}
              onChange={teamId => form.change({ teamId })}
            />
            <ZoneSelect
              label={texts.zone}
              value={values.zone}
              suggested={[initial.zone]}
              error={errorOf('timeZone')}
              onChange={event => form.change({ zone: event.target.value })}
            />
          </Card>
          {values.rounds.map((round, index) => (
            <RoundFields
              key={round.key}
              index={index}
              round={round}
              zone={values.zone}
              at={starts[index]}
              defaultTitle={texts.defaultTitle(values.jobRole, index + 1)}
              candidate={values.email}
              kits={kits}
              templates={templates}
              errorOf={shownError}
              blur={blur}
              onChange={part => {
                const kit = part.kitId && kits.find(({ kitId }) => kitId === part.kitId);
                if (kit && values.jobRole.trim() === '') form.change({ jobRole: kit.role });
                changeRound(round.key, part);
              }}
              onTemplate={({ content }) => {
                if (values.jobRole.trim() === '') form.change({ jobRole: content.jobRole });
                changeRound(round.key, roundFrom(round, content, kits, values.name));
              }}
              onRemove={
                values.rounds.length > 1
                  ? () => form.change({ rounds: withoutRound(values, round.key, starts) })
                  : undefined
              }
            />
          ))}
          {values.rounds.length < LIMITS.rounds && (
            <Button
              className="self-start"
              icon={Plus}
              onClick={() => {
                focusesNew.current = true;
                form.change({ rounds: [...values.rounds, newRound(USUAL_GAP)] });
              }}
            >
              {texts.add}
            </Button>
          )}
          {configured === true && (
            <Checkbox
              checked={values.mail}
              onCheckedChange={mail => form.change({ mail })}
              label={interviewPeopleTexts.mail.choose}
              hint={interviewPeopleTexts.mail.chooseHint}
            />
          )}
          {configured === false && <Banner>{interviewPeopleTexts.mail.noServer}</Banner>}
        </div>
        <LoopSummary
          draft={values}
          starts={starts}
          sendsMail={values.mail && configured === true}
          onBusy={noteBusy}
        />
        <div className="flex min-w-0 flex-col gap-6">
          <ErrorBanner title={texts.failed} error={form.failure} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <ButtonLink to="/console/interviews" variant="quiet">
              {common.cancel}
            </ButtonLink>
            <SubmitButton form={form}>{texts.submit(values.rounds.length)}</SubmitButton>
          </div>
        </div>
      </div>
      {busy.question}
    </form>
  );
}

/** Removes a round. If the first one is removed, the second one keeps its time. */
function withoutRound(
  { rounds, zone }: Pick<LoopDraft, 'rounds' | 'zone'>,
  key: number,
  starts: readonly (number | undefined)[],
): RoundDraft[] {
  const isFirst = rounds[0]?.key === key;
  const [first, ...others] = rounds.filter(round => round.key !== key);
  const at = starts[1];
  if (!first || !isFirst || first.gap === 'own' || at === undefined)
    return rounds.filter(round => round.key !== key);
  const { when, occurrence } = plannedTimeOf(at, [zone]);
  return [{ ...first, gap: 'own', own: { when, occurrence } }, ...others];
}

/** Returns the error text if the path is of a time at which an earlier round isn't over. */
function overlapAt(draft: LoopDraft, path: string): string | undefined {
  if (!path.endsWith('.scheduledAt')) return undefined;
  const starts = startsOf(draft);
  const index = Number(path.split('.')[1]);
  const timed = draft.rounds.map(({ minutes }, position) => ({
    scheduledAt: starts[position] ?? -1,
    plannedMinutes: starts[position] === undefined ? 0 : Number(minutes),
  }));
  const own = timed[index];
  const round = own && own.plannedMinutes > 0 ? overlappedBy(timed.slice(0, index), own) + 1 : 0;
  return round === 0 ? undefined : fieldMessage({ reason: 'rounds-overlap', values: { round } });
}

function isTyped({ name, email, rounds }: LoopDraft, candidate: LoopFormProps['candidate']): boolean {
  const isOther = name.trim() !== candidate.name || email.trim() !== candidate.email;
  return isOther || rounds.some(({ title, people }) => title.trim() !== '' || people.some(hasName));
}

function hasName({ displayName, email }: RoundDraft['people'][number]): boolean {
  return displayName.trim() !== '' || email.trim() !== '';
}
