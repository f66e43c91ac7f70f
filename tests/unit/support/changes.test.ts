import { describe, expect, it } from 'vitest';
import { Changes } from '../../support/changes.ts';

const patience = { milliseconds: 10_000, complaint: () => 'It never came.' };

describe('waiting for a change', () => {
  it('ends immediately when the condition is true', async () => {
    expect(await new Changes().waitFor(() => 'there already', patience)).toBe('there already');
  });

  it('checks again after each change, and no longer once the condition is true', async () => {
    const changes = new Changes();
    let value = 0;
    let looks = 0;
    const found = changes.waitFor(() => {
      looks += 1;
      return value > 1 && value;
    }, patience);
    for (value = 1; value <= 2; value += 1) changes.tell();
    expect(await found).toBe(2);
    changes.tell();
    expect(looks).toBe(3);
  });

  it('fails when a check throws', async () => {
    const look = () => {
      throw new Error('The program ended.');
    };
    await expect(new Changes().waitFor(look, patience)).rejects.toThrow('The program ended.');
  });

  it('fails with the message when the time is over, and stops checking', async () => {
    const changes = new Changes();
    let looks = 0;
    const look = () => {
      looks += 1;
      return false as const;
    };
    const short = { ...patience, milliseconds: 20 };
    await expect(changes.waitFor(look, short)).rejects.toThrow('It never came.');
    changes.tell();
    expect(looks).toBe(1);
  });
});
