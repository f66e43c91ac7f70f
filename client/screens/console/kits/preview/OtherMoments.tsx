import type { RecruiterScript } from '../../../../../shared/kit/kit.ts';
import { kitTexts } from '../../../../texts/kits.ts';

const texts = kitTexts.script;

/** Lines that are spoken only when there is a reason. */
export function OtherMoments({ script }: { script: RecruiterScript }) {
  const groups = [
    { label: texts.reassurances, lines: script.reassurances },
    { label: texts.reasks, lines: script.reasks },
    { label: texts.timeWarnings, lines: script.timeWarnings },
    { label: texts.toPerson, lines: script.handOver.toPerson },
    { label: texts.toRecruiter, lines: script.handOver.toRecruiter },
  ];
  return (
    <section aria-labelledby="other-moments" className="flex flex-col gap-4 border-t border-line pt-6">
      <h2 id="other-moments" className="text-lg font-semibold">
        {kitTexts.preview.otherMoments}
      </h2>
      <dl className="flex flex-col gap-4">
        {groups.map(({ label, lines }) => (
          <div key={label} className="flex flex-col gap-1">
            <dt className="text-xs font-medium text-muted">{label}</dt>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are only read, and two may say the same
              <dd key={index} className="max-w-prose text-sm">
                {line}
              </dd>
            ))}
            {lines.length === 0 && <dd className="text-sm text-faint">{kitTexts.preview.missing}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
