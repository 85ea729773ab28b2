/** What picking is called on every screen; what is said while picking is loaded with it (see `picking-words.ts`). */
export const picking = { title: 'Préparation', hint: 'Sortir ce qui est commandé, scan par scan' };
