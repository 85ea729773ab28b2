import { expect, test } from 'vitest';
import { foldMutants } from './fold.ts';
import { placeOf } from './mutant.ts';
import { syncMutants } from './sync.ts';

test.each([...foldMutants, ...syncMutants])(
  'the planted bug « $name » still applies to the code',
  (mutant) => {
    expect(placeOf(mutant)).not.toBeNull();
  }
);
