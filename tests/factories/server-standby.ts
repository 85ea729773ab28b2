import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { serveDouchette } from '../../server/serve.ts';

/**
 * The server's program, loaded and waiting: it opens its file and listens once it is
 * told its environment. What takes the time of a start is done before it is wanted.
 */
process.once('disconnect', () => process.exit());
// Its end is a kill, which would write nothing.
flushCompileCache();
const [env] = (await once(process, 'message')) as [Record<string, string>];
await serveDouchette(env);
