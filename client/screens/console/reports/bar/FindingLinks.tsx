import { classNames } from '../../../../components/ui/classNames.ts';
import { type Place, placeKey } from '../../../../core/kit/place.ts';
import type { Remark } from '../../../../core/kit/remarks.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { REMARK_ICONS, REMARK_INKS } from '../../RemarkLines.tsx';
import { useNameOfPlace } from './placeWords.ts';

interface FindingLinksProps {
  findings: readonly Remark[];
  onGoTo: (place: Place) => void;
}

/** Findings by their places; each leads to its field. */
export function FindingLinks({ findings, onGoTo }: FindingLinksProps) {
  return (
    <ul className="flex flex-col">
      {findings.map(finding => (
        <li key={`${placeKey(finding.place)} ${finding.message}`}>
          <FindingLink finding={finding} onChoose={() => onGoTo(finding.place)} />
        </li>
      ))}
    </ul>
  );
}

function FindingLink({ finding, onChoose }: { finding: Remark; onChoose: () => void }) {
  const { level, message, place } = finding;
  const Icon = REMARK_ICONS[level];
  const name = useNameOfPlace(place);
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full items-start gap-2 rounded-control px-2 py-1.5 text-left transition-colors hover:bg-hover"
    >
      <Icon className={classNames('mt-0.5 size-4 shrink-0', REMARK_INKS[level])} aria-hidden="true" />
      <span className="min-w-0">
        <span className="sr-only">{kitTexts.findings.levels[level]}: </span>
        {message}
        {place.length > 0 && <span className="block truncate text-xs text-muted">{name}</span>}
      </span>
    </button>
  );
}
