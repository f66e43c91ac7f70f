import { NumberedItem } from '../components/ui/NumberedItem.tsx';

interface StepsProps {
  /** Name of the list for assistive technology. */
  label: string;
  steps: readonly { title: string; body?: string; link?: string; href?: string }[];
  className: string;
}

/** What happens on a page or in practice, in numbered steps. */
export function Steps({ label, steps, className }: StepsProps) {
  return (
    <section aria-labelledby="steps" className={`print:hidden ${className}`}>
      <h2 id="steps" className="sr-only">
        {label}
      </h2>
      <ol className="grid grid-cols-2 gap-x-4 gap-y-6 sm:gap-x-8 lg:grid-cols-4">
        {steps.map(({ title, body, link, href }, index) => (
          <NumberedItem key={title} number={index + 1}>
            <div className="flex flex-col gap-0.5">
              <h3 className="font-semibold">{title}</h3>
              {body && <p className="text-sm text-muted">{body}</p>}
              {link && (
                <a
                  href={href}
                  className="self-start py-0.5 text-sm font-medium text-accent-ink underline underline-offset-4"
                >
                  {link}
                </a>
              )}
            </div>
          </NumberedItem>
        ))}
      </ol>
    </section>
  );
}
