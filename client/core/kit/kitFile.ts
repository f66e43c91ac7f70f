import type { Kit } from '../../../shared/kit/kit.ts';
import { partId } from '../../../shared/kit/kitIds.ts';
import { downloadText } from '../download.ts';

/** Hands a kit that is not saved to the person. JSON is YAML, too, so the file can be imported again. */
export function downloadKit(kit: Kit): void {
  const name = partId(`${kit.role} ${kit.level}`, 'kit', []);
  downloadText(`${name}-unsaved.json`, `${JSON.stringify(kit, undefined, 2)}\n`, 'application/json');
}
