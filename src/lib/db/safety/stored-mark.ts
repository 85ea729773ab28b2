import { replaceMark, type Mark, type MarkStore } from './mark.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Read at each start: a schema would have to be loaded for it. */
function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  const { deviceId, deviceName, incarnation, next, operator } = value as Record<keyof Mark, unknown>;
  const names = [deviceId, deviceName].every((name) => name === null || typeof name === 'string');
  const { id, name } = (operator ?? {}) as { id?: unknown; name?: unknown };
  const isNamed = operator === null || (isText(id) && isText(name));
  return names && isText(incarnation) && Number.isSafeInteger(next) && Number(next) >= 1 && isNamed;
}

const KEY = 'douchette.mark';

/** Local storage, which a page may be denied: then there is simply no mark here. */
export function storedMark(storage: () => Pick<Storage, 'getItem' | 'setItem'>): MarkStore {
  function read(): Mark | null {
    try {
      const held: unknown = JSON.parse(storage().getItem(KEY) ?? 'null');
      return isMark(held) ? held : null;
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
