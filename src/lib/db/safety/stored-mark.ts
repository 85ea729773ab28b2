import { z } from 'zod';
import { operatorSchema } from '../../domain/movement/movement-schemas.ts';
import { replaceMark, type Mark, type MarkStore } from './mark.ts';

const markSchema = z.object({
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  incarnation: z.string().min(1),
  next: z.number().int().min(1),
  operator: operatorSchema.nullable()
});

const KEY = 'douchette.mark';

/** Local storage, which a page may be denied: then there is simply no mark here. */
export function storedMark(storage: () => Pick<Storage, 'getItem' | 'setItem'>): MarkStore {
  function read(): Mark | null {
    try {
      const parsed = markSchema.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null'));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }
  return {
    read,
    write(mark) {
      try {
        storage().setItem(KEY, JSON.stringify(replaceMark(read(), mark)));
        return true;
      } catch {
        return false;
      }
    }
  };
}
