import type { Misfit } from '$lib/domain/serial/explain-misfit';
import type { Messages } from '$lib/i18n/messages.fr';

function wordsOf({ moves }: Messages, misfit: Misfit): string {
  const { misfit: words, or } = moves;
  switch (misfit.code) {
    case 'looks-like-gtin':
      return words['looks-like-gtin'];
    case 'wrong-length':
      return words['wrong-length'](misfit.length, misfit.expected.join(or));
    case 'wrong-prefix':
      return words['wrong-prefix'](misfit.expected);
    case 'wrong-alphabet':
      return words['wrong-alphabet'](misfit.characters.join(' '));
    case 'confusable':
      return words.confusable(misfit.proposal);
  }
}

/** What was probably meant, where that can be told. */
export function proposalOf(misfits: readonly Misfit[]): string | null {
  const found = misfits.find((misfit) => misfit.code === 'confusable');
  return found?.code === 'confusable' ? found.proposal : null;
}

/** Why a serial looks unusual; the most telling reason alone. */
export function misfitWords(t: Messages, misfits: readonly Misfit[]): string {
  const telling = misfits.find(({ code }) => code === 'confusable') ?? misfits[0];
  return telling ? `${t.moves.misfitTitle} ${wordsOf(t, telling)}` : '';
}
