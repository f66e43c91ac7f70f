import { kitTexts } from '../../../../texts/kits.ts';

/** The lasting id of a part, in words. */
export function KnownAs({ id }: { id: string }) {
  const [before, known, after] = kitTexts.parts.known(id);
  return (
    <p className="text-xs text-muted">
      {before}
      <code className="font-mono">{known}</code>
      {after}
    </p>
  );
}
