import { InterviewId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';

/** What an address of `/practice` leads to. The key of a private page stands behind the `#`, and nowhere else. */
export interface PracticeAddress {
  readonly page?: string;
  /** Something stands behind the `#` that cannot be a key, as when a few characters were lost on the way. */
  readonly broken?: true;
  /** What to practice: with a key, on that private page. */
  readonly role?: Slug;
  readonly question?: QuestionId;
  /** The attempt whose recording is watched. */
  readonly watch?: InterviewId;
  /** Where that begins: with the answer to this question. Named as every address of a moment names it. */
  readonly q?: QuestionId;
  /** The attempt whose report is read. */
  readonly report?: InterviewId;
  /** The question whose answers then and now are watched. */
  readonly compare?: QuestionId;
  /** Proof of a deletion. */
  readonly receipt?: string;
}

/** What cannot be understood leads nowhere. */
export function readPracticeAddress(search: string, hash: string): PracticeAddress {
  const query = new URLSearchParams(search);
  const secret = hash.replace(/^#/, '');
  const page = LinkToken.safeParse(secret).data;
  const role = Slug.safeParse(query.get('role')).data;
  const question = QuestionId.safeParse(query.get('question')).data;
  const watch = InterviewId.safeParse(query.get('watch')).data;
  const q = QuestionId.safeParse(query.get('q')).data;
  const report = InterviewId.safeParse(query.get('report')).data;
  const compare = QuestionId.safeParse(query.get('compare')).data;
  const receipt = query.get('receipt');
  return {
    ...(page && { page }),
    ...(!page && secret !== '' && { broken: true as const }),
    ...(role && { role }),
    ...(role && question && { question }),
    ...(page && watch && { watch }),
    ...(page && watch && q && { q }),
    ...(page && report && { report }),
    ...(page && compare && { compare }),
    ...(receipt && receipt.length <= 64 && { receipt }),
  };
}

export function practiceHref({ page, ...rest }: Omit<PracticeAddress, 'broken'>): string {
  const query = new URLSearchParams(
    Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return `/practice${query && `?${query}`}${page ? `#${page}` : ''}`;
}
