import type { picking as french } from './picking.fr.ts';

export const picking = {
  title: 'Picking',
  hint: 'Take out what was ordered, scan by scan'
} satisfies typeof french;
