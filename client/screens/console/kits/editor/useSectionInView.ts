import { useEffect, useState } from 'react';
import { SECTIONS, type Section } from '../../../../core/kit/sections.ts';

/** The section that is being read: the one that crosses the upper part of the window. */
export function useSectionInView(): Section | undefined {
  const [inView, setInView] = useState<Section>();
  useEffect(() => {
    const observer = new IntersectionObserver(
      entries => {
        for (const { isIntersecting, target } of entries) {
          const section = SECTIONS.find(each => each === target.getAttribute('data-section'));
          if (isIntersecting && section) setInView(section);
        }
      },
      { rootMargin: '-25% 0px -74% 0px' },
    );
    for (const element of document.querySelectorAll('[data-section]')) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return inView;
}
