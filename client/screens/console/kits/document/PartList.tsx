import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Kit } from '../../../../../shared/kit/kit.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import type { FieldPath } from '../../../../core/editor/fieldPath.ts';
import type { Section } from '../../../../core/kit/kitOutline.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { AddPart } from '../fields/listEditing.tsx';
import { focusField, reveal, useKitEditing, useKitState } from '../kitContext.ts';
import type { PartProps } from './PartCard.tsx';

interface PartListProps<Part extends { id: string }> {
  path: FieldPath;
  texts: { add: string; addPlaceholder: string; removeConfirm: string };
  max: number;
  /** Makes a part with a new id, which must differ from all ids in `kits`. */
  make: (text: string, kits: readonly Kit[]) => Part;
  /** The field that gets the focus after a part was added. */
  nextField: string;
  partsOf: (kit: Kit) => readonly Part[];
  without: (kit: Kit, id: Part['id']) => Kit;
  Card: ComponentType<PartProps>;
  question: (part: Part) => { title: string; description: ReactNode };
}

export function PartList<Part extends { id: string }>(props: PartListProps<Part>) {
  const { path, texts, max, partsOf, make, nextField, without, Card, question } = props;
  const { editor, readOnly, foldRequests, announce } = useKitEditing();
  const [removing, setRemoving] = useState<Part>();
  // Joins the ids into a string, because equal strings prevent a re-render. Ids contain no spaces.
  const joined = useKitState(({ kit }) =>
    partsOf(kit)
      .map(({ id }) => id)
      .join(' '),
  );
  const ids = joined === '' ? [] : joined.split(' ');

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const index = ids.length;
    flushSync(() => editor.insert(path, index, make(text, [kit, base.kit])));
    reveal(foldRequests, [...path, index, nextField]);
    announce(kitTexts.parts.added);
  };
  const remove = (part: Part) => {
    flushSync(() => {
      editor.change(kit => without(kit, part.id));
      setRemoving(undefined);
    });
    focusField(path);
    announce(kitTexts.parts.removed);
  };

  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2 empty:hidden">
        {ids.map((id, index) => (
          <Card
            key={id}
            index={index}
            count={ids.length}
            onRemove={() => setRemoving(partsOf(editor.state.get().kit)[index])}
          />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          path={path}
          label={texts.add}
          placeholder={texts.addPlaceholder}
          count={ids.length}
          max={max}
          onAdd={add}
        />
      )}
      {removing && (
        <ConfirmDialog
          {...question(removing)}
          open
          danger
          confirmLabel={texts.removeConfirm}
          onOpenChange={() => setRemoving(undefined)}
          onConfirm={() => remove(removing)}
        />
      )}
      {readOnly && ids.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

type DocumentSectionProps = { section: Section; intro?: string; parts?: FieldPath; children: ReactNode };

export function DocumentSection({ section, intro, parts, children }: DocumentSectionProps) {
  return (
    <section aria-labelledby={`section-${section}`} data-section={section} className="flex flex-col gap-4">
      <div className="flex items-end justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id={`section-${section}`} tabIndex={-1} className="scroll-mt-36 text-lg font-semibold">
            {kitTexts.sections[section]}
          </h2>
          {intro && <p className="max-w-prose text-sm text-muted">{intro}</p>}
        </div>
        {parts && <OpenAll parts={parts} label={kitTexts.sections[section]} />}
      </div>
      {children}
    </section>
  );
}

export function OpenAll({ parts, label }: { parts: FieldPath; label: string }) {
  const { foldRequests } = useKitEditing();
  const [open, setOpen] = useState(false);
  const text = open ? kitTexts.parts.closeAll : kitTexts.parts.openAll;
  const Icon = open ? ChevronsDownUp : ChevronsUpDown;
  return (
    <Button
      variant="quiet"
      size="sm"
      className="text-muted"
      aria-label={`${text}: ${label}`}
      icon={Icon}
      onClick={() => {
        foldRequests.set({ path: parts, open: !open, inside: true });
        setOpen(!open);
      }}
    >
      {text}
    </Button>
  );
}
