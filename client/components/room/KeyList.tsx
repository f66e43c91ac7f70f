import { Kbd } from '../ui/Tooltip.tsx';

type Keys = readonly (readonly [key: string, meaning: string])[];

export function KeyList({ keys }: { keys: Keys }) {
  return (
    <dl className="flex flex-col gap-3 text-sm">
      {keys.map(([key, meaning]) => (
        <div key={`${key} ${meaning}`} className="flex items-center justify-between gap-4">
          <dt>{meaning}</dt>
          <dd className="shrink-0">
            <Kbd>{key}</Kbd>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function KeySection({ title, keys }: { title: string; keys: Keys }) {
  return (
    <section className="mt-5 flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="text-sm font-medium text-muted">{title}</h3>
      <KeyList keys={keys} />
    </section>
  );
}
