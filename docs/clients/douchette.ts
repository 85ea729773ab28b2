/**
 * An example client of Douchette in TypeScript: Node 24 or newer, no packages.
 *
 *   DOUCHETTE_URL=http://localhost:8787 DOUCHETTE_KEY=dchk_… node docs/clients/douchette.ts find SN-000042
 *   DOUCHETTE_URL=… DOUCHETTE_KEY=… node docs/clients/douchette.ts receive PC-PRO14 SN-000042
 *   DOUCHETTE_WEBHOOK_SECRET=whsec_… PORT=3000 node docs/clients/douchette.ts listen
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const say = (...words: unknown[]) => process.stdout.write(`${words.join(' ').trim()}\n`);

const { DOUCHETTE_URL: base = 'http://localhost:8787', DOUCHETTE_KEY: key = '' } = process.env;

async function ask(path: string, body?: unknown) {
  const response = await fetch(`${base}/api${path}`, {
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer;
}

/** Scope `stock:read`: the serials that match, and where each is. */
async function find(serial: string) {
  const { rows } = await ask(`/serials?${new URLSearchParams({ q: serial })}`);
  for (const { serial, state } of rows) say(serial, state.status, state.locationId ?? '-');
}

/** Made once, and kept until an answer has come: telling the same id again is harmless. */
function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Scopes `catalogue:read` and `movements:write`: a serial has come in. */
async function receive(code: string, serial: string) {
  const { products, locations } = await ask('/catalogue');
  const product = products.find((one: { code: string }) => one.code === code);
  if (!product) throw new Error(`no product ${code}`);
  const movement = {
    id: newId(),
    kind: 'receipt',
    productId: product.id,
    serial,
    toLocationId: locations[0].id,
    recordedAt: Date.now()
  };
  const { answers } = await ask('/movements', { movements: [movement] });
  say(answers[0].verdict, answers[0].code ?? '');
}

const TOLERANCE_SECONDS = 300;

/** Is this event from our server, and of now? The body is taken byte for byte as it came. */
function isGenuine(secret: string, headers: Record<string, unknown>, body: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': shown } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const secretBytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', secretBytes).update(`${id}.${timestamp}.${body}`).digest();
  // Several while the secret is being changed: one that holds is enough.
  return String(shown)
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'))
    .some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}

/** Receives events. An event may come twice: a real receiver stores the ids, and answers before it works. */
function listen(secret: string, port: number) {
  const seen = new Set<unknown>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const isOurs = isGenuine(secret, request.headers, body);
      response.writeHead(isOurs ? 204 : 401).end();
      const id = request.headers['webhook-id'];
      if (!isOurs) say('refused');
      else if (!seen.has(id)) say(JSON.parse(body).type, id);
      if (isOurs) seen.add(id);
    });
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    say(`listening on ${typeof address === 'object' ? address?.port : address}`);
  });
}

const [command, first = '', second = ''] = process.argv.slice(2);
if (command === 'find') await find(first);
else if (command === 'receive') await receive(first, second);
else if (command === 'listen')
  listen(process.env.DOUCHETTE_WEBHOOK_SECRET ?? '', Number(process.env.PORT ?? 3000));
else say('find SERIAL | receive PRODUCT-CODE SERIAL | listen');
