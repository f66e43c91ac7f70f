import { FileUp } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { MAX_KIT_YAML, YamlProblem } from '../../../../shared/protocol/kitRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { PageBody } from '../PageBody.tsx';
import { ProblemTable } from './import/ProblemTable.tsx';
import { selectLine, YamlText } from './import/YamlText.tsx';

const texts = kitTexts.import;

/** Makes a kit out of a YAML text. What is wrong with the text stands beside it, line by line, and changes nothing. */
export function ImportKit() {
  usePageTitle(texts.title);
  const mayChange = useStaffMay('kits.change');
  const [yaml, setYaml] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const text = useRef<HTMLTextAreaElement>(null);
  const send = useImport();
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
    <PageBody width="max-w-7xl">
      <div className="flex flex-col gap-1">
        <BackLink to="/console/kits">{texts.back}</BackLink>
        <PageHeading>{texts.title}</PageHeading>
        <p className="max-w-prose text-sm text-muted">{texts.intro}</p>
      </div>
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
          {send.failure && (
            <Banner tone="danger" title={texts.failed}>
              {send.failure}
            </Banner>
          )}
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
    </PageBody>
  );
}

/** What can be said of a text before it is sent. */
function complaintOn(yaml: string): string | undefined {
  if (yaml.trim() === '') return texts.empty;
  return yaml.length > MAX_KIT_YAML ? texts.tooLarge : undefined;
}

const Problems = z.array(YamlProblem);
const NONE: readonly YamlProblem[] = [];

function useImport() {
  const navigate = useNavigate();
  const mutation = useRouteMutation('kits.import', ['kits.list']);
  const { error } = mutation;
  const named = Problems.safeParse(error instanceof AppError ? error.details?.problems : undefined);
  const problems = named.success ? named.data : NONE;
  return {
    pending: mutation.isPending,
    problems,
    failure: error && problems.length === 0 ? errorMessage(error) : undefined,
    start: (yaml: string) =>
      mutation.mutate(
        { yaml },
        {
          onSuccess: ({ kitId }) => {
            toast.success(texts.done);
            void navigate(`/console/kits/${kitId}`);
          },
        },
      ),
  };
}

interface FileChoiceProps {
  onText: (text: string) => void;
  onComplaint: (complaint: string) => void;
}

function FileChoice({ onText, onComplaint }: FileChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file can be chosen again after it was fixed.
    event.target.value = '';
    if (!file) return;
    // A character has at most four bytes.
    if (file.size > MAX_KIT_YAML * 4) return onComplaint(texts.tooLarge);
    try {
      const text = await file.text();
      if (text.length > MAX_KIT_YAML) onComplaint(texts.tooLarge);
      else onText(text);
    } catch {
      onComplaint(texts.unreadable);
    }
  };
  return (
    <>
      <Button
        size="sm"
        icon={<FileUp className="size-4" aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {texts.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json,application/yaml,application/json,text/plain"
        aria-label={texts.choose}
        className="hidden"
        onChange={event => void read(event)}
      />
    </>
  );
}
