import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';

interface PartProps {
  title: ReactNode;
  titleClassName: string;
  className?: string;
  children: ReactNode;
}

export function Part({ title, titleClassName, className = 'gap-1', children }: PartProps) {
  return (
    <div className={classNames('flex flex-col', className)}>
      <h4 className={titleClassName}>{title}</h4>
      {children}
    </div>
  );
}

interface PointsProps extends Omit<PartProps, 'children'> {
  points: readonly string[];
  listClassName: string;
  lang?: string | undefined;
}

export function Points({ points, listClassName, lang, ...part }: PointsProps) {
  const written = points.filter(point => point !== '');
  if (written.length === 0) return null;
  return (
    <Part {...part}>
      <ul className={classNames('flex list-disc flex-col marker:text-faint', listClassName)} lang={lang}>
        {written.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Part>
  );
}
