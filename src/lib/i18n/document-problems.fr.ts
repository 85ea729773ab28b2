import type { CatalogueProblemCode } from '../domain/catalogue/problem.ts';

/** What is wrong with a document, by its code. */
export const documentProblems = {
  'number-taken': (value) => `Une autre pièce porte déjà le numéro ${value}.`,
  'number-in-use': (value) => `Des mouvements portent déjà le numéro ${value} : il ne peut plus changer.`,
  'type-fixed': () => 'Le type d’une pièce ne change pas.',
  'state-fixed': (value) => `La pièce ${value} est close.`,
  'work-open': (value) => `Quelqu’un travaille encore sur la pièce ${value}.`,
  'product-unknown': (value) => `L’article ${value} n’existe pas.`,
  'partner-unknown': (value) => `Le tiers ${value} n’existe pas.`,
  'location-unknown': (value) => `L’emplacement ${value} n’existe pas.`,
  'places-equal': () => 'Le départ et l’arrivée sont le même emplacement.',
  'scope-missing': () => 'Dites ce qui est à compter : un dépôt, un emplacement ou un article.',
  'scope-unused': () => 'Seul un inventaire a un périmètre.',
  'line-twice': (value) => `La ligne ${value} est là deux fois.`,
  'quantity-broken': (value) =>
    `L’article ${value} est suivi par numéro de série : sa quantité est un nombre entier.`,
  'serials-too-many': (value) => `Il y a plus de numéros de série que la quantité de l’article ${value}.`,
  'serials-untracked': (value) => `L’article ${value} n’est pas suivi par numéro de série.`,
  'serial-twice': (value) => `Le numéro de série ${value} est là deux fois.`,
  'serial-unreadable': (value) => `« ${value} » ne peut pas être un numéro de série.`
} satisfies Partial<Record<CatalogueProblemCode, (value: string) => string>>;
