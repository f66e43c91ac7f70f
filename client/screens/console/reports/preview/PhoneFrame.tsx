import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

interface PhoneFrameProps {
  title: string;
  children: ReactNode;
}

/**
 * A part of the page as wide as a phone: a document of its own, so that what looks at the width of the window sees this one's. Styles and
 * appearance are those of the page.
 */
export function PhoneFrame({ title, children }: PhoneFrameProps) {
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const [body, setBody] = useState<HTMLElement>();
  useEffect(() => {
    if (!frame) return undefined;
    const furnish = () => {
      const inner = frame.contentDocument;
      if (inner) dress(inner);
      setBody(inner?.body);
    };
    furnish();
    // Firefox begins a frame with one document and puts another in its place once it has loaded.
    frame.addEventListener('load', furnish);
    const observer = new MutationObserver(() => frame.contentDocument && dress(frame.contentDocument));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      frame.removeEventListener('load', furnish);
      observer.disconnect();
    };
  }, [frame]);
  return (
    <div className="flex justify-center">
      <iframe
        ref={setFrame}
        title={title}
        className="h-[44rem] max-h-[75dvh] w-[390px] max-w-full rounded-card border border-line-strong bg-canvas"
      />
      {body && createPortal(children, body)}
    </div>
  );
}

/** Also where the browser has emptied the frame meanwhile. */
function dress(inner: Document): void {
  const { dataset, lang } = document.documentElement;
  inner.documentElement.lang = lang;
  if (dataset.theme) inner.documentElement.dataset.theme = dataset.theme;
  else delete inner.documentElement.dataset.theme;
  inner.body.className = 'bg-canvas p-3 text-ink';
  if (inner.head.childElementCount > 0) return;
  inner.title = document.title;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    inner.head.append(sheet.cloneNode(true));
}
