import type { SiteContext } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { CONTROL_STYLE } from '../components/ui/Field.tsx';
import { site as texts } from '../texts/site.ts';

interface LinkFormProps {
  site: SiteContext;
  /** Begins the ids of its parts. */
  id: string;
  /** In a dialog the title is its name and no heading of the page. */
  title: 'h1' | 'p';
  refused?: boolean;
}

/** Takes a personal link and leads to its page. */
export function LinkForm({ site, id, title: Title, refused = false }: LinkFormProps) {
  const { title: words, body, label, submit, refused: problem } = texts.link;
  return (
    <form
      method="post"
      action="/open-link"
      data-island="link"
      data-origin={site.origin}
      className="flex flex-col gap-4"
    >
      <div className="flex flex-col gap-1.5">
        <Title
          id={`${id}-title`}
          className={Title === 'h1' ? 'text-2xl font-semibold' : 'text-lg font-semibold'}
        >
          {words}
        </Title>
        <p className={Title === 'h1' ? 'text-muted' : 'text-sm text-muted'}>{body}</p>
      </div>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-field`} className="text-sm font-medium">
          {label}
        </label>
        <div className="flex gap-2">
          <input
            id={`${id}-field`}
            name="link"
            type="url"
            required={true}
            autoComplete="off"
            spellCheck={false}
            placeholder={`${site.origin}/join#…`}
            aria-describedby={`${id}-problem`}
            aria-invalid={refused || undefined}
            className={`${CONTROL_STYLE} h-10 text-base`}
          />
          <button type="submit" className={buttonStyle('primary', 'md')}>
            {submit}
          </button>
        </div>
        <p
          id={`${id}-problem`}
          data-problem=""
          role="alert"
          hidden={!refused}
          className="text-sm text-danger-ink"
        >
          {problem}
        </p>
      </div>
    </form>
  );
}
