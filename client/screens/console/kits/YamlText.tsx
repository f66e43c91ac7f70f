import { CircleAlert } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { CONTROL_STYLE, describedBy } from '../../../components/ui/Field.tsx';
import { kitTexts } from '../../../texts/kits.ts';

const LINE_PX = 20;
const PADDING_PX = 8;

interface YamlTextProps {
  id: string;
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  error: string | undefined;
  marked: readonly number[];
  onChange: (value: string) => void;
}

export function YamlText({ id, ref, value, error, marked, onChange }: YamlTextProps) {
  const gutter = useRef<HTMLDivElement>(null);
  const follow = (scrollTop: number) => {
    if (gutter.current) gutter.current.style.translate = `0 ${-scrollTop}px`;
  };
  const lines = value.split('\n').length;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex h-[min(36rem,45dvh)] lg:h-[min(36rem,60dvh)] overflow-hidden rounded-control">
        <div
          aria-hidden="true"
          className="w-12 shrink-0 overflow-hidden rounded-l-control border-y border-l border-line-strong bg-sunken"
        >
          <div ref={gutter} className="relative font-mono text-xs leading-5 tabular-nums">
            <pre className="py-2 pr-2 text-right font-mono text-faint">
              {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
            </pre>
            {[...new Set(marked)].map(line => (
              <Mark key={line} line={line} />
            ))}
          </div>
        </div>
        <textarea
          {...describedBy(id, { error })}
          ref={ref}
          id={id}
          value={value}
          wrap="off"
          spellCheck="false"
          autoCapitalize="off"
          autoComplete="off"
          placeholder={kitTexts.import.placeholder}
          onChange={event => onChange(event.target.value)}
          onScroll={event => follow(event.currentTarget.scrollTop)}
          className={`${CONTROL_STYLE} flex-1 resize-none rounded-l-none py-2 font-mono text-xs leading-5`}
        />
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-sm text-danger-ink">
          <CircleAlert className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}

function Mark({ line }: { line: number }) {
  const position = (element: HTMLDivElement | null) => {
    if (element) element.style.top = `${PADDING_PX + (line - 1) * LINE_PX}px`;
  };
  return (
    <div
      ref={position}
      className="absolute inset-x-0 h-5 bg-danger-soft pr-2 text-right font-semibold text-danger-ink"
    >
      {line}
    </div>
  );
}

export function selectLine(text: HTMLTextAreaElement, line: number, column: number): void {
  const before = text.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const ending = text.value.indexOf('\n', start);
  const end = ending === -1 ? text.value.length : ending;
  text.focus();
  text.setSelectionRange(Math.min(start + column - 1, end), end);
  text.scrollTop = Math.max(0, PADDING_PX + (line - 1) * LINE_PX - text.clientHeight / 2);
  text.scrollLeft = 0;
}
