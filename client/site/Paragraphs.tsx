/** A text whose paragraphs are separated by an empty line. */
export function Paragraphs({ text, lang }: { text: string; lang: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '');
  return paragraphs.map(paragraph => (
    <p key={paragraph} className="leading-7" lang={lang}>
      {paragraph}
    </p>
  ));
}
