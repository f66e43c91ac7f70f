/** The lasting id of a part, in words: what stands before it, the id, what stands after it. */
export function KnownAs({ words: [before, known, after] }: { words: readonly [string, string, string] }) {
  return (
    <p className="text-xs text-muted">
      {before}
      <code className="font-mono break-words">{known}</code>
      {after}
    </p>
  );
}
