import { describe, expect, it } from 'vitest';
import { TranscriptSession } from '../../../client/core/review/transcriptSession.ts';
import { PassageId } from '../../../shared/ids.ts';
import type { Passage, Transcript } from '../../../shared/transcript/transcript.ts';

function passage(id: string, ...words: string[]): Passage {
  const spoken = words.map((text, index) => ({ text, fromMs: index, toMs: index + 1 }));
  return {
    passageId: PassageId.parse(`00000000-0000-4000-8000-00000000000${id}`),
    words: spoken,
  } as unknown as Passage;
}

const FIRST = passage('a', 'in', 'production');
const SECOND = passage('b', 'slow', 'query');

function session(): TranscriptSession {
  return new TranscriptSession({ read: async () => ({ passages: [] }) as unknown as Transcript });
}

describe('a correction that is not saved', () => {
  it('stays when another passage is opened', () => {
    const transcript = session();
    expect(transcript.edit(FIRST)).toBe(true);
    transcript.write('in staging');
    expect(transcript.unsaved).toBe(true);
    expect(transcript.edit(SECOND)).toBe(false);
    expect(transcript.draft.get()).toMatchObject({ passageId: FIRST.passageId, text: 'in staging' });
  });

  it('makes way for another passage where nothing was changed, or after it was discarded', () => {
    const transcript = session();
    transcript.edit(FIRST);
    expect(transcript.unsaved).toBe(false);
    expect(transcript.edit(SECOND)).toBe(true);
    expect(transcript.draft.get()?.passageId).toBe(SECOND.passageId);
    transcript.write('a fast query');
    transcript.discard();
    expect(transcript.edit(FIRST)).toBe(true);
  });
});
