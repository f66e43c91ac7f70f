import type { ReactNode } from 'react';
import { voiceColorOf } from '../../../shared/site/voice.ts';
import { practice } from '../../texts/practice.ts';
import { NumberedItem } from './NumberedItem.tsx';
import { PAGE_STYLES } from './pageStyles.ts';
import { Waveform } from './Waveform.tsx';

const texts = practice.start;

interface StartLayoutProps {
  title: ReactNode;
  /** The role's slug, which gives the cover its color and rhythm. */
  slug: string;
  /** The form. */
  children: ReactNode;
}

/** The role's cover, the form, and the steps of practice on the start page, which the server renders, too. */
export function StartLayout({ title, slug, children }: StartLayoutProps) {
  return (
    <div className={PAGE_STYLES.start}>
      <div
        data-voice={voiceColorOf(slug)}
        className="stage relative flex flex-col gap-1.5 overflow-hidden rounded-cover bg-voice-soft p-4 pb-12 text-voice-ink sm:gap-3 sm:p-6 sm:pb-24 low:p-4 low:pb-16"
      >
        {title}
        <p className="max-w-[60ch]">{texts.lead}</p>
        <Waveform
          seed={slug}
          bars={44}
          className="absolute inset-x-0 bottom-0 h-9 w-full stroke-voice sm:h-18 low:h-12"
        />
      </div>
      <div className="columns:col-start-2 columns:row-span-2 columns:row-start-1">{children}</div>
      <ol className="flex max-w-[60ch] flex-col gap-3">
        {texts.steps.map((step, index) => (
          <NumberedItem key={step} number={index + 1}>
            <span className="pt-0.5">{step}</span>
          </NumberedItem>
        ))}
      </ol>
    </div>
  );
}
