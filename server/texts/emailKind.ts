import type { z } from 'zod';
import type { Letter } from './letterParts.ts';

export interface EmailKind<Content> {
  content: z.ZodType<Content>;
  /** `zone` is the organization's, for times that belong to no interview. */
  write: (content: Content, zone: string) => Letter;
}

export function email<Content>(content: z.ZodType<Content>, write: EmailKind<Content>['write']) {
  return { content, write } satisfies EmailKind<Content>;
}
