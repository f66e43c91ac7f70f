import { conductor } from '../../texts/conductor.ts';
import { Kbd } from '../ui/Kbd.tsx';

/** The lead's keys, for the list of all keys. */
export function ConductorKeys() {
  const { title, list } = conductor.keys;
  return (
    <section className="mt-5 flex flex-col gap-3 border-t border-line pt-4 text-sm">
      <h3 className="font-medium text-muted">{title}</h3>
      <dl className="flex flex-col gap-3">
        {list.map(([key, meaning]) => (
          <div key={key} className="flex items-center justify-between gap-4">
            <dt>{meaning}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
