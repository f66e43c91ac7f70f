import { languageName } from '../../shared/intl.ts';
import type { CaptionMaker } from '../../shared/media/captions.ts';

const MADE_BY: Record<CaptionMaker, string> = {
  engine: 'Captions are made on this organization’s own server.',
  service: 'The sound goes to a speech service that this organization chose.',
};

export const captions = {
  title: 'Captions',
  show: 'Show captions',
  hide: 'Hide captions',
  key: ['L', 'Live captions on or off'],
  failed: 'Couldn’t load the captions',
  history: 'What people say',
  /** Name of the live region with lines that are complete. */
  log: 'Captions, line by line',
  you: 'You',
  typedBy: (name: string) => `Typed by ${name}`,
  typedNote: 'A person types these captions. Nothing is stored.',
  notUnderstood: '[not understood]',
  newest: 'Newest',
  privacy: (by: CaptionMaker | undefined) =>
    [by && MADE_BY[by], 'Nothing is stored, and no one sees that you read captions.']
      .filter(Boolean)
      .join(' '),
  state: {
    starting: 'Starting…',
    live: 'Automatic captions can be wrong.',
    slow: 'Delayed: the server is busy',
    sentences: 'Full sentences only: the server is busy',
    paused: 'Paused while the server is too busy',
    budget: 'Off until next month: the limit for captions is used up',
    off: 'Automatic captions aren’t set up on this server.',
    unknownLanguage: 'Captions aren’t available for this interview’s language.',
    language: (tag: string) => {
      // Without the region: no variant of the language is recognized.
      const language = tag.replace(/-.*/, '');
      return `Captions aren’t available for ${languageName(language) ?? tag}.`;
    },
  },
  settings: {
    open: 'Caption settings',
    size: 'Text size',
    sizes: { normal: '100%', large: '150%', largest: '200%' },
    contrast: 'Contrast',
    contrasts: { standard: 'Standard', high: 'High' },
    position: 'Position',
    positions: { below: 'Below the video', over: 'Over the video', top: 'Above the video' },
    announced: 'Announce to screen readers',
  },
} as const;
