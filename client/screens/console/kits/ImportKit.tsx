import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { MAX_KIT_YAML, YamlProblem } from '../../../../shared/protocol/kitRoutes.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { isReadable } from '../../../core/readableText.ts';
import { toast } from '../../../core/toast.ts';
import { useFileChoice } from '../../../hooks/useFileChoice.tsx';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { selectLine, YamlText } from './YamlText.tsx';

const texts = kitTexts.import;

export function ImportKit() {
  usePageTitle(texts.title);
  const mayChange = useStaffMay('kits.change');
  const [yaml, setYaml] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const text = useRef<HTMLTextAreaElement>(null);
  const send = useImport();
  useUnsaved(() => (yaml.trim() === '' || send.isDone() ? undefined : uiTexts.discard));
  if (!mayChange) return <Navigate to="/console/kits" replace />;

  const replace = (next: string) => {
    setYaml(next);
    setComplaint(undefined);
  };
  const submit = () => {
    const wrong = complaintOn(yaml);
    setComplaint(wrong);
    if (wrong) text.current?.focus();
    else send.start(yaml);
  };
  const { problems } = send;

  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      back={<BackLink to="/console/kits">{texts.back}</BackLink>}
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <div className="flex items-center justify-between gap-3">
            <label htmlFor="kit-yaml" className="text-sm font-medium">
              {texts.text}
            </label>
            <FileChoice onText={replace} onComplaint={setComplaint} />
          </div>
          <YamlText
            id="kit-yaml"
            ref={text}
            value={yaml}
            error={complaint}
            marked={problems.map(({ line }) => line)}
            onChange={replace}
          />
          <div className="flex justify-end">
            <Button variant="primary" pending={send.pending} onClick={submit}>
              {texts.submit}
            </Button>
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-3 lg:pt-11">
          <ErrorBanner title={texts.failed} error={send.failure} />
          {problems.length > 0 ? (
            <ProblemTable
              problems={problems}
              onLine={(line, column) => text.current && selectLine(text.current, line, column)}
            />
          ) : (
            !send.failure && <p className="text-sm text-muted max-lg:hidden">{texts.waiting}</p>
          )}
        </div>
      </div>
    </ConsolePage>
  );
}

function complaintOn(yaml: string): string | undefined {
  if (yaml.trim() === '') return texts.empty;
  return yaml.length > MAX_KIT_YAML ? texts.tooLarge : undefined;
}

const Problems = z.array(YamlProblem);
const TEXT_FILES = '.yaml,.yml,.json,application/yaml,application/json,text/plain';

function useImport() {
  const navigate = useNavigate();
  const mutation = useRouteMutation('kits.import', ['kits.list']);
  const { error } = mutation;
  const done = useRef(false);
  const problems =
    Problems.safeParse(error instanceof AppError ? error.details?.problems : undefined).data ?? [];
  return {
    pending: mutation.isPending,
    problems,
    failure: problems.length === 0 ? error : undefined,
    isDone: () => done.current,
    start: (yaml: string) =>
      mutation.mutate(
        { yaml },
        {
          onSuccess: ({ kitId }) => {
            done.current = true;
            toast.success(texts.done);
            void navigate(`/console/kits/${kitId}`);
          },
        },
      ),
  };
}

function FileChoice(props: { onText: (text: string) => void; onComplaint: (complaint: string) => void }) {
  const { onText, onComplaint } = props;
  const read = async (file: File) => {
    // Rejects large files without reading them. The limit counts characters, which have up to four bytes.
    if (file.size > MAX_KIT_YAML * 4) return onComplaint(texts.tooLarge);
    try {
      const text = await file.text();
      if (!isReadable(text)) onComplaint(texts.notText);
      else if (text.length > MAX_KIT_YAML) onComplaint(texts.tooLarge);
      else onText(text);
    } catch {
      onComplaint(texts.unreadable);
    }
  };
  const { choose, input } = useFileChoice(TEXT_FILES, file => void read(file));
  return (
    <>
      <Button size="sm" icon={FileUp} onClick={choose}>
        {texts.choose}
      </Button>
      {input}
    </>
  );
}

function ProblemTable(props: {
  problems: readonly YamlProblem[];
  onLine: (line: number, column: number) => void;
}) {
  const { problems, onLine } = props;
  const table = useRef<HTMLDivElement>(null);
  // Scrolls to the table of problems, which is below the text on narrow screens and may be out of view.
  useEffect(() => {
    table.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={table} className="flex scroll-my-4 flex-col gap-3">
      <Banner tone="danger" title={texts.problems(problems.length)}>
        {texts.problemsHint}
      </Banner>
      <div className="overflow-x-auto rounded-card border border-line bg-surface">
        <table className="w-full text-left text-sm">
          <thead className="border-b border-line text-xs text-muted">
            <tr>
              {[texts.line, texts.column, texts.field, texts.reason].map(heading => (
                <th key={heading} scope="col" className="px-2 py-2 font-medium first:pl-3 last:pr-3">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line align-top">
            {problems.map(({ line, column, field, reason }) => (
              <tr key={`${line} ${column} ${field} ${reason}`}>
                <td className="py-1.5 pr-2 pl-1">
                  <button
                    type="button"
                    aria-label={texts.goToLine(line)}
                    onClick={() => onLine(line, column)}
                    className="min-h-6 rounded-control px-2 font-medium text-accent-ink tabular-nums underline underline-offset-2 hover:bg-hover"
                  >
                    {line}
                  </button>
                </td>
                <td className="px-2 py-1.5 text-muted tabular-nums">{column}</td>
                <td className="px-2 py-1.5 font-mono text-xs leading-5">
                  {field ? (
                    <FieldName name={field} />
                  ) : (
                    <span className="font-sans text-muted">{texts.whole}</span>
                  )}
                </td>
                <td className="min-w-40 py-1.5 pr-3 pl-2">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Shows a field's path, with possible line breaks after the dots. */
function FieldName({ name }: { name: string }) {
  return name.split('.').map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no key except their position
    <span key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </span>
  ));
}
