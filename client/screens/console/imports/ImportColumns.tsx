import { useState } from 'react';
import { useNavigate } from 'react-router';
import { TemplateId } from '../../../../shared/ids.ts';
import { JobRole, LIMITS } from '../../../../shared/interview/fields.ts';
import { ImportField, type ImportPlan, type ImportView } from '../../../../shared/protocol/importRoutes.ts';
import { instantAt, ownZone, wallTimeAt } from '../../../../shared/time/zones.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { ZoneSelect } from '../../../components/ui/ZoneSelect.tsx';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { importTexts } from '../../../texts/imports.ts';
import { ConsoleHeading, PageSection } from '../ConsolePage.tsx';

const texts = importTexts.columns;
const JOB_ROLE = 'import-job-role';
const COLUMNS = 'import-columns';
const WEEK_MS = 7 * 86_400_000;

interface ImportColumnsProps {
  imported: ImportView;
  /** What was chosen before. */
  plan: ImportPlan | undefined;
  onChecked: (plan: ImportPlan) => void;
}

interface Draft {
  /** Empty without a template. */
  templateId: string;
  /** Only without a template. */
  jobRole: string;
  columns: (ImportField | null)[];
  timeZone: string;
  mail: boolean;
  anytime: boolean;
  /** A day, such as 2030-01-15. */
  until: string;
}

function draftOf({ columns }: ImportView, plan: ImportPlan | undefined): Draft {
  const timeZone = plan?.timeZone ?? organization.get().timeZone ?? ownZone();
  return {
    templateId: plan?.templateId ?? '',
    jobRole: plan?.jobRole ?? '',
    columns: plan?.columns ?? columns.map(({ field }) => field ?? null),
    timeZone,
    mail: plan ? plan.mail === true : true,
    anytime: plan?.chooseUntil !== undefined,
    until: wallTimeAt(timeZone, (plan?.chooseUntil ?? Date.now() + WEEK_MS) - 1).slice(0, 10),
  };
}

function hasCells({ columns }: ImportView, draft: Draft, field: ImportField): boolean {
  return columns.some(({ samples }, index) => draft.columns[index] === field && samples.length > 0);
}

/** Says which fields no column has, or two. */
function columnProblems({ columns, anytime }: Draft): string[] {
  const { missing, twice } = importTexts.check;
  const lacks = (...fields: ImportField[]) => !fields.some(field => columns.includes(field));
  const chosen = columns.filter(field => field !== null);
  const repeated = new Set(chosen.filter((field, index) => chosen.indexOf(field) !== index));
  return [
    ...(lacks('name', 'firstName', 'lastName') ? [missing.name] : []),
    ...(lacks('email') ? [missing.email] : []),
    ...(lacks('date') && !anytime ? [missing.date] : []),
    ...[...repeated].map(field => twice(importTexts.fields[field])),
  ];
}

/** Matches columns with fields, and chooses what the rows don't have. */
export function ImportColumns({ imported, plan, onChecked }: ImportColumnsProps) {
  const [draft, setDraft] = useState(() => draftOf(imported, plan));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }));
  const templates = useRouteQuery('templates.list', {});
  const configured = useRouteQuery('mail.status', {}).data?.configured;
  const all = templates.data?.templates;
  const templateId = TemplateId.safeParse(draft.templateId).data;
  const jobRole = templateId ? undefined : JobRole.safeParse(draft.jobRole).data;
  const lacksJobRole = !templateId && !jobRole && !hasCells(imported, draft, 'jobRole');
  const problems = columnProblems(draft);
  const submit = () => {
    setTried(true);
    if (lacksJobRole) return document.getElementById(JOB_ROLE)?.focus();
    if (problems.length > 0) return document.getElementById(COLUMNS)?.querySelector('select')?.focus();
    const until = draft.anytime && instantAt(draft.timeZone, `${draft.until}T23:59`);
    onChecked({
      ...(templateId && { templateId }),
      ...(jobRole && { jobRole }),
      columns: draft.columns,
      timeZone: draft.timeZone,
      ...(plan?.dateOrder && { dateOrder: plan.dateOrder }),
      ...(draft.mail && configured && { mail: true as const }),
      ...(until && { chooseUntil: until }),
    });
  };
  return (
    <>
      <ConsoleHeading
        title={texts.title}
        intro={texts.facts(imported.fileName, imported.rows, imported.encoding)}
      />
      {templates.isError && <ErrorBanner error={templates.error} />}
      <Card className="grid gap-5 sm:grid-cols-2">
        <Select
          label={texts.template}
          hint={texts.templateHint}
          value={draft.templateId}
          options={[
            { value: '', label: texts.noTemplate },
            ...(all ?? []).map(one => ({ value: one.templateId, label: one.name })),
          ]}
          onChange={event => change({ templateId: event.target.value })}
        />
        <ZoneSelect
          label={texts.zone}
          hint={texts.zoneHint}
          value={draft.timeZone}
          onChange={event => change({ timeZone: event.target.value })}
        />
        {!templateId && (
          <TextField
            id={JOB_ROLE}
            label={texts.jobRole}
            hint={texts.jobRoleHint}
            maxLength={LIMITS.jobRole}
            value={draft.jobRole}
            error={tried && lacksJobRole ? texts.jobRoleNeeded : undefined}
            onChange={event => change({ jobRole: event.target.value })}
          />
        )}
        <div className="flex flex-col gap-4 sm:col-span-2">
          {configured === true && (
            <Checkbox
              checked={draft.mail}
              onCheckedChange={mail => change({ mail })}
              label={texts.mail}
              hint={texts.mailHint}
            />
          )}
          {configured === false && <Banner>{texts.noMail}</Banner>}
          <Checkbox
            checked={draft.anytime}
            onCheckedChange={anytime => change({ anytime })}
            label={texts.anytime}
            hint={texts.anytimeHint}
          />
          {draft.anytime && (
            <div className="max-w-60 pl-8">
              <TextField
                label={texts.chooseUntil}
                type="date"
                value={draft.until}
                onChange={event => change({ until: event.target.value })}
              />
            </div>
          )}
        </div>
      </Card>
      <PageSection title={texts.table}>
        {tried && problems.length > 0 && (
          <Banner tone="danger" title={importTexts.check.unmatched}>
            {problems.map(problem => (
              <p key={problem}>{problem}</p>
            ))}
          </Banner>
        )}
        <ColumnTable imported={imported} columns={draft.columns} onChange={columns => change({ columns })} />
      </PageSection>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <DiscardButton imported={imported} />
        <Button variant="primary" onClick={submit}>
          {texts.next}
        </Button>
      </div>
    </>
  );
}

interface ColumnTableProps {
  imported: ImportView;
  columns: Draft['columns'];
  onChange: (columns: Draft['columns']) => void;
}

/** A row for each column of the file. A table on wide pages; on phones, each row is a block. */
function ColumnTable({ imported, columns, onChange }: ColumnTableProps) {
  return (
    <div id={COLUMNS} className="overflow-hidden rounded-card border border-line bg-surface">
      <table className="w-full text-left text-sm max-sm:block">
        <thead className="border-b border-line text-xs text-muted max-sm:sr-only">
          <tr>
            {[texts.column, texts.samples, texts.field].map(heading => (
              <th key={heading} scope="col" className="px-4 py-2 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-sm:block">
          {imported.columns.map(({ name, samples }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns can have the same name
            <tr key={index} className="align-middle max-sm:flex max-sm:flex-col max-sm:gap-1.5 max-sm:p-4">
              <th scope="row" className="max-w-60 font-medium break-words sm:px-4 sm:py-2.5">
                {name}
              </th>
              <td className="max-w-0 min-w-40 text-muted max-sm:max-w-full sm:w-1/2 sm:px-4 sm:py-2.5">
                <span className="block truncate">
                  {samples.length > 0 ? samples.join(' · ') : texts.noSamples}
                </span>
              </td>
              <td className="sm:w-72 sm:px-4 sm:py-2.5">
                <Select
                  label={texts.fieldOf(name)}
                  hideLabel
                  value={columns[index] ?? ''}
                  options={[
                    { value: '', label: texts.ignore },
                    ...ImportField.options.map(value => ({ value, label: importTexts.fields[value] })),
                  ]}
                  onChange={({ target }) =>
                    onChange(columns.with(index, ImportField.safeParse(target.value).data ?? null))
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DiscardButton({ imported: { importId } }: { imported: ImportView }) {
  const navigate = useNavigate();
  const discard = useRouteMutation('imports.delete', ['imports.list']);
  const { onSuccess, onError } = withToasts(texts.discarded, texts.discardFailed);
  return (
    <Button
      variant="quiet"
      pending={discard.isPending}
      onClick={() =>
        discard.mutate(
          { importId },
          {
            onSuccess: result => {
              onSuccess(result);
              void navigate('/console/interviews/import');
            },
            onError,
          },
        )
      }
    >
      {texts.discard}
    </Button>
  );
}
