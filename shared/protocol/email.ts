import { z } from 'zod';
import { LIMITS } from '../interview/fields.ts';

export const Email = z.email('Enter a full e-mail address.').max(LIMITS.email).toLowerCase();
